#include <fmt/format.h>

#include <algorithm>

#include "fields.h"
#include "mm1/mms/fields.h"
#include "mm1/mms/text.h"
#include "mm1/mms/view.h"
#include "mm1/report/printable.h"
#include "mm1/report/tape_report.h"
#include "mm1/report/values.h"
#include "mm1/report/wrap.h"
#include "mm1/wsp/header_names.h"
#include "names.h"

namespace mm1::report {
namespace {

constexpr std::size_t kShownOctets = 8;
constexpr std::size_t kOctetColumns = kShownOctets * 3 + 2;
constexpr std::size_t kValueWidth = 90;
constexpr std::size_t kIndent = 2;

std::string octets_text(wsp::Octets octets) {
  std::string text;
  for (const std::uint8_t octet : octets.first(std::min(octets.size(), kShownOctets))) {
    text += fmt::format("{:02x} ", octet);
  }
  if (octets.size() > kShownOctets) text += "…";
  return text;
}

std::string octet_count(std::size_t count) {
  return fmt::format("{} octet{}", count, count == 1 ? "" : "s");
}

/// Draws one tape.
class Tree {
 public:
  Tree(std::string& out, const wsp::Tape& tape, std::span<const rules::Finding> findings,
       std::size_t base)
      : out_(out), tape_(tape), findings_(findings), base_(base) {}

  void show(std::size_t index, std::size_t level, wsp::Kind parent = wsp::Kind::kPdu) {
    const wsp::Element& element = tape_.elements()[index];
    if (element.kind == wsp::Kind::kField) field_ = mms::field(element.code);
    line(element, level, label(index, parent));
    show_findings(index, index + 1, level);
    for (const std::size_t child : mms::Children(tape_.elements(), index)) {
      if (is_told_by_parent(index, child)) {
        show_findings(child, child + 1, level);
        show_inside(child, level + 1);
      } else {
        show(child, level + 1, element.kind);
      }
    }
  }

 private:
  // Children of an element whose own line its parent's line replaces.
  void show_inside(std::size_t index, std::size_t level) {
    const wsp::Kind kind = tape_.elements()[index].kind;
    for (const std::size_t child : mms::Children(tape_.elements(), index)) show(child, level, kind);
  }

  [[nodiscard]] bool is_told_by_parent(std::size_t parent, std::size_t child) const {
    const wsp::Kind kind = tape_.elements()[child].kind;
    switch (tape_.elements()[parent].kind) {
      case wsp::Kind::kField:
      case wsp::Kind::kApplicationField:
      case wsp::Kind::kPartField:
      case wsp::Kind::kParameter:
        return true;
      case wsp::Kind::kPart:
        return kind == wsp::Kind::kMediaType;
      default:
        return false;
    }
  }

  void line(const wsp::Element& element, std::size_t level, std::string_view text) {
    const std::string octets = octets_text(tape_.octets(element));
    out_ += fmt::format("{:06x}  {}", base_ + element.offset, octets);
    out_.append(kOctetColumns - std::min(kOctetColumns, columns(octets)) + level * kIndent, ' ');
    out_ += text;
    if (element.state != wsp::State::kOk) out_ += fmt::format(" [{}]", state_name(element.state));
    out_ += '\n';
  }

  void show_findings(std::size_t first, std::size_t end, std::size_t level) {
    const std::size_t indent = 8 + kOctetColumns + (level + 1) * kIndent;
    for (const rules::Finding& finding : findings_) {
      if (finding.element < first || finding.element >= end) continue;
      const std::string head = fmt::format(
          "{:{}}! {} {} ", "", indent, rules::severity_name(finding.severity), finding.rule->id);
      out_ += head;
      std::vector<std::string> text = words(printable(finding_text(finding)));
      const std::vector<std::string> spec = words(fmt::format("[{}]", finding.rule->citation));
      text.insert(text.end(), spec.begin(), spec.end());
      append_wrapped(out_, columns(head), indent + 4, text, " ");
    }
  }

  [[nodiscard]] std::string label(std::size_t index, wsp::Kind parent) const {
    const wsp::Element& element = tape_.elements()[index];
    switch (element.kind) {
      case wsp::Kind::kPdu:
        return fmt::format("{} ({})", mms::PduView(tape_, index).type_name(),
                           octet_count(element.length));
      case wsp::Kind::kField:
        return field_label(index);
      case wsp::Kind::kApplicationField:
        return named_value_label(index, "application field");
      case wsp::Kind::kPartField:
        return named_value_label(index, header_label(element));
      case wsp::Kind::kParameter:
        return parameter_label(index, parent);
      case wsp::Kind::kPart:
        return part_label(index);
      default:
        return plain_label(element);
    }
  }

  [[nodiscard]] std::string field_label(std::size_t index) const {
    const wsp::Element& element = tape_.elements()[index];
    const mms::FieldRow* row = mms::field(element.code);
    const auto value = value_index(tape_, index);
    const std::string name = row != nullptr ? std::string(row->name)
                                            : fmt::format("field 0x{:02X}", element.code | 0x80);
    if (!value || row == nullptr) return name;
    const wsp::Element& shown = tape_.elements()[*value];
    return fmt::format("{}: {}", name,
                       shown.kind == wsp::Kind::kUndecoded
                           ? fmt::format("undecoded ({})", octet_count(shown.length))
                           : text(mms::value_text(tape_, *row, shown)));
  }

  // A header by name or number with one value behind it.
  [[nodiscard]] std::string named_value_label(std::size_t index, std::string fallback) const {
    std::string name = std::move(fallback);
    std::string value;
    for (const std::size_t child : mms::Children(tape_.elements(), index)) {
      const wsp::Element& element = tape_.elements()[child];
      if (element.kind == wsp::Kind::kName) {
        name = text(mms::element_text(tape_, element));
      } else if (element.kind != wsp::Kind::kFieldName) {
        value += (value.empty() ? "" : " ") + value_of(element);
      }
    }
    return fmt::format("{}: {}", name, value);
  }

  [[nodiscard]] static std::string header_label(const wsp::Element& element) {
    const wsp::HeaderNameRow* row = wsp::header_name(element.code);
    return row != nullptr ? std::string(row->name)
                          : fmt::format("header 0x{:02X}", element.code | 0x80);
  }

  [[nodiscard]] std::string parameter_label(std::size_t index, wsp::Kind parent) const {
    std::string value;
    for (const std::size_t child : mms::Children(tape_.elements(), index)) {
      const wsp::Element& element = tape_.elements()[child];
      if (element.kind != wsp::Kind::kParameterName) value = value_of(element);
    }
    return fmt::format("{} = {}", text(parameter_name(tape_, index, parent)), value);
  }

  [[nodiscard]] std::string part_label(std::size_t index) const {
    std::string type;
    for (const std::size_t child : mms::Children(tape_.elements(), index)) {
      const wsp::Element& element = tape_.elements()[child];
      if (element.kind == wsp::Kind::kMediaType) type = text(mms::media_type(tape_, element));
    }
    return fmt::format("part: {} ({})", type, octet_count(tape_.elements()[index].length));
  }

  [[nodiscard]] std::string plain_label(const wsp::Element& element) const {
    const KindRow& row = kind_row(element.kind);
    const std::string value = value_of(element);
    if (value.empty()) return fmt::format("{} ({})", row.label, octet_count(element.length));
    return fmt::format("{}: {}", row.label, value);
  }

  // The value of an element that no field row describes.
  [[nodiscard]] std::string value_of(const wsp::Element& element) const {
    const KindRow& row = kind_row(element.kind);
    switch (element.kind) {
      case wsp::Kind::kMediaType:
      case wsp::Kind::kMedia:
        return text(mms::media_type(tape_, element));
      case wsp::Kind::kCharset: {
        const auto number = static_cast<std::uint32_t>(element.number);
        return fmt::format("{} {}", number, mms::charset_name(number));
      }
      case wsp::Kind::kDate:
        return date_text(element.number);
      case wsp::Kind::kToken:
      case wsp::Kind::kEnumeration:
        return field_ != nullptr ? value_name_or_hex(*field_, element.number)
                                 : fmt::format("0x{:02X}", element.number);
      default:
        break;
    }
    if (row.text) return text(mms::element_text(tape_, element));
    if (row.number) return fmt::format("{}", element.number);
    return {};
  }

  [[nodiscard]] static std::string text(std::string_view value) {
    return shortened(printable(value), kValueWidth);
  }

  std::string& out_;
  const wsp::Tape& tape_;
  std::span<const rules::Finding> findings_;
  std::size_t base_;
  const mms::FieldRow* field_ = nullptr;  // that encloses what is shown now
};

}  // namespace

void append_tree(std::string& out, const wsp::Tape& tape, std::span<const rules::Finding> findings,
                 std::size_t base) {
  if (!tape.elements().empty()) Tree(out, tape, findings, base).show(0, 0);
}

}  // namespace mm1::report
