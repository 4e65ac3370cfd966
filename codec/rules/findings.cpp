#include "findings.h"

#include <algorithm>
#include <cstring>
#include <tuple>

namespace mm1::rules {

void Findings::append(RuleIndex rule, std::size_t element, std::optional<Severity> severity,
                      const Detail& detail) {
  const wsp::Element& place = tape_.elements()[element];
  append_at(rule, element, place.offset, place.length, severity, detail);
}

void Findings::append_at(RuleIndex rule, std::size_t element, std::uint32_t offset,
                         std::uint32_t length, std::optional<Severity> severity,
                         const Detail& detail) {
  const Rule& row = row_of(rule);
  Detail text = detail;
  if (version_ < mms::Version::k13 && rests_on_13_alone(row))
    text.append(text.text().empty() ? "(seen in 1.3 text)" : " (seen in 1.3 text)");
  // Without memory for one more finding there is none for the report either.
  static_cast<void>(findings_.push({.rule = &row,
                                    .severity = severity.value_or(severity_for(row, version_)),
                                    .offset = offset,
                                    .length = length,
                                    .element = static_cast<std::uint32_t>(element),
                                    .detail = keep(text.text())}));
}

std::string_view Findings::keep(std::string_view text) {
  if (text.empty()) return {};
  void* memory = allocator_.allocate(allocator_.context, text.size());
  if (memory == nullptr) return {};
  std::memcpy(memory, text.data(), text.size());
  return {static_cast<const char*>(memory), text.size()};
}

std::span<const Finding> Findings::sorted() {
  const std::size_t size = findings_.size();
  if (size == 0) return {};
  const std::span<Finding> all(&findings_[0], size);
  std::ranges::sort(all, [](const Finding& a, const Finding& b) {
    return std::tie(a.offset, a.rule->id, a.element) < std::tie(b.offset, b.rule->id, b.element);
  });
  return all;
}

}  // namespace mm1::rules
