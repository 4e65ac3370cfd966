#include "believable_length.h"

#include <algorithm>
#include <optional>

#include "mm1/wsp/primitives.h"

namespace mm1::mms {
namespace {

using wsp::Extent;
using wsp::Octets;
using wsp::ValueClass;

// Nothing is looked for further away, so that a PDU full of wrong lengths takes linear time.
constexpr std::size_t kFarthest = 256;

bool is_text(Grammar grammar) {
  return grammar == Grammar::kEncodedString || grammar == Grammar::kAddress;
}

// Whether a value consists of a Value-length and two items that each show where they end.
bool has_two_items(Grammar grammar, bool counted) {
  switch (grammar) {
    case Grammar::kFrom:
    case Grammar::kTime:
    case Grammar::kPreviouslySentBy:
    case Grammar::kPreviouslySentDate:
    case Grammar::kFlags:
    case Grammar::kTotal:
    case Grammar::kEncodedString:
    case Grammar::kAddress:
      return true;
    default:
      return counted;
  }
}

// Length of the items behind a Value-length.
std::optional<std::size_t> items_length(Octets octets, Grammar grammar, bool counted) {
  constexpr std::uint8_t kInsertAddress = 0x81;
  const Extent first = wsp::value_extent(octets);
  if (!first.complete || wsp::value_class(octets[0]) == ValueClass::kText) return std::nullopt;
  if (grammar == Grammar::kFrom && octets[0] == kInsertAddress) return first.length;
  const Octets rest = octets.subspan(first.length);
  const Extent second = wsp::value_extent(rest);
  if (!second.complete) return std::nullopt;
  // The text of a wide charset does not end with its first 00.
  if (is_text(grammar) && !counted && wsp::value_class(rest[0]) != ValueClass::kText)
    return std::nullopt;
  return first.length + second.length;
}

// Whether fields, by the classes of first octets, begin here and still do `reach` octets further.
// What is too far away to be looked at is taken for one.
bool fields_follow(Octets octets, std::size_t reach, bool ends_here) {
  std::size_t at = 0;
  while (at < octets.size()) {
    const FieldRow* row = octets[at] >= 0x80 ? field(octets[at] & 0x7F) : nullptr;
    if (row == nullptr) return false;
    const Extent value = wsp::value_extent(octets.subspan(at + 1));
    if (!value.complete) return !ends_here;
    if (at >= reach || row->number == number::kContentType) return true;
    at += 1 + value.length;
  }
  return at >= reach;
}

}  // namespace

std::size_t believable_length(const wsp::Window& in, Grammar grammar, bool counted) {
  if (!has_two_items(grammar, counted)) return 0;
  if (in.peek() == 0 && (is_text(grammar) || counted)) return 0;  // an empty text
  const Octets all = in.cursor.rest();
  const wsp::Uintvar quoted =
      in.peek() == wsp::kLengthQuote ? wsp::uintvar(all.subspan(1)) : wsp::Uintvar{};
  const std::uint64_t stated = in.peek() == wsp::kLengthQuote ? quoted.value : in.peek();
  const Octets behind = all.subspan(1 + quoted.length);
  const bool fits = stated <= behind.size();
  if (!fits && in.end != wsp::WindowEnd::kFirm) return 0;

  const Octets near = behind.first(std::min(behind.size(), kFarthest));
  const auto items = items_length(near, grammar, counted);
  if (!items || *items == stated) return 0;
  const auto follow = [&](std::size_t from, std::size_t reach) {
    const Octets rest = behind.subspan(from);
    const Octets seen = rest.first(std::min(rest.size(), kFarthest));
    const bool firm = in.end == wsp::WindowEnd::kFirm && seen.size() == rest.size();
    return fields_follow(seen, reach, firm);
  };
  if (fits) {
    const auto from = static_cast<std::size_t>(stated);
    if (follow(from, *items > from ? *items - from : 0)) return 0;
  }
  return follow(*items, 0) ? *items : 0;
}

}  // namespace mm1::mms
