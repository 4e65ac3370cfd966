// What a SMIL presentation refers to.
#include <algorithm>
#include <charconv>
#include <pugixml.hpp>
#include <string>
#include <string_view>

#include "content_checks.h"

namespace mm1::rules {

namespace {

using std::string_view;

/// Larger presentations are not judged: a DOM is many times the size of its text.
constexpr std::size_t kLargestPresentation = std::size_t{256} * 1024;
constexpr string_view kContentIdScheme = "cid:";

/// A URI reference with its octets in the form %HH undone (RFC 2396 §2.4).
std::string unescaped(string_view reference) {
  std::string text;
  for (std::size_t i = 0; i < reference.size(); ++i) {
    unsigned octet = 0;
    const char* digits = reference.data() + i + 1;
    const bool escape = reference[i] == '%' && reference.size() - i > 2 &&
                        std::from_chars(digits, digits + 2, octet, 16).ptr == digits + 2;
    text += escape ? static_cast<char>(octet) : reference[i];
    if (escape) i += 2;
  }
  return text;
}

/// Names by which a presentation may refer to the parts beside it.
class PartNames {
 public:
  PartNames(std::span<const PartFacts> parts, wsp::Allocator allocator) : names_(allocator) {
    for (const PartFacts& part : parts)
      for (const string_view name : {part.id, part.location, part.name, part.filename})
        if (!name.empty()) static_cast<void>(names_.push(name));
    if (names_.size() == 0) return;
    sorted_ = {&names_[0], names_.size()};
    std::ranges::sort(sorted_);
  }

  /// Whether a reference is resolved inside the message, or does not have to be.
  [[nodiscard]] bool resolve(string_view reference) const {
    if (reference.starts_with(kContentIdScheme)) {
      reference.remove_prefix(kContentIdScheme.size());
    } else if (reference.find(':') != string_view::npos) {
      return true;
    }
    if (has(reference)) return true;
    // References are URIs: a fragment points into the part, and octets may be escaped.
    return has(unescaped(reference.substr(0, reference.find('#'))));
  }

 private:
  [[nodiscard]] bool has(string_view name) const {
    return name.empty() || std::ranges::binary_search(sorted_, name);
  }

  wsp::ArenaArray<string_view> names_;
  std::span<string_view> sorted_;
};

/// A quick look at everything that can be a src attribute. True when all are resolved at once, so
/// that an ordinary presentation costs no parse and no heap.
bool all_resolve_at_first_sight(string_view smil, const PartNames& names) {
  constexpr string_view kAttribute = "src";
  constexpr string_view kSpace = " \t\r\n";
  for (std::size_t at = smil.find(kAttribute); at != string_view::npos;
       at = smil.find(kAttribute, at + 1)) {
    std::size_t quote = smil.find_first_not_of(kSpace, at + kAttribute.size());
    if (quote == string_view::npos || smil[quote] != '=') continue;
    quote = smil.find_first_not_of(kSpace, quote + 1);
    if (quote == string_view::npos || (smil[quote] != '"' && smil[quote] != '\'')) continue;
    const std::size_t end = smil.find(smil[quote], quote + 1);
    if (end == string_view::npos || !names.resolve(smil.substr(quote + 1, end - quote - 1)))
      return false;
  }
  return true;
}

struct References : pugi::xml_tree_walker {
  References(std::size_t place, const PartNames& names, Findings& findings)
      : place_(place), names_(names), findings_(findings) {}

  bool for_each(pugi::xml_node& node) override {
    const string_view reference = node.attribute("src").value();
    if (!names_.resolve(reference))
      findings_.add("FLD-MPT-008"_rule, place_, "<", string_view(node.name()),
                    " src=", Quoted{reference}, ">");
    return true;
  }

 private:
  std::size_t place_;
  const PartNames& names_;
  Findings& findings_;
};

}  // namespace

void check_presentation(const wsp::Tape& tape, const PartFacts& presentation,
                        std::span<const PartFacts> parts, Findings& findings,
                        wsp::Allocator allocator) {
  if (presentation.data == kNothing) return;
  const wsp::Octets octets = tape.octets(tape.elements()[presentation.data]);
  if (octets.empty() || octets.size() > kLargestPresentation) return;
  const PartNames names(parts, allocator);
  const string_view smil(reinterpret_cast<const char*>(octets.data()), octets.size());
  if (all_resolve_at_first_sight(smil, names)) return;
  pugi::xml_document document;
  if (!document.load_buffer(octets.data(), octets.size())) return;
  References references(presentation.data, names, findings);
  document.traverse(references);
}

}  // namespace mm1::rules
