#include "names.h"

#include <fmt/format.h>

#include <array>
#include <iterator>

#include "mm1/mms/text.h"
#include "mm1/mms/view.h"
#include "mm1/wsp/parameters.h"

namespace mm1::report {
namespace {

// In the order of wsp::Kind.
constexpr KindRow kKinds[] = {
    // label, number, text
    {"PDU", false, false},
    {"field", false, false},
    {"field name", false, false},
    {"application field", false, false},
    {"name", false, true},
    {"text", false, true},
    {"text", false, true},
    {"address", false, true},
    {"URI", false, true},
    {"value", true, false},
    {"version", true, false},
    {"integer", true, false},
    {"date", true, false},
    {"seconds", true, false},
    {"from", true, true},
    {"time", true, false},
    {"previously sent", true, true},
    {"flags", true, true},
    {"total", true, false},
    {"counted", true, false},
    {"reference", false, true},
    {"content type", true, true},
    {"media type", true, true},
    {"parameter", false, false},
    {"parameter name", false, true},
    {"length", true, false},
    {"token", true, false},
    {"count", true, false},
    {"charset", true, false},
    {"body", false, false},
    {"content", false, false},
    {"multipart", false, false},
    {"number of parts", true, false},
    {"part", false, false},
    {"length of headers", true, false},
    {"length of data", true, false},
    {"header", false, false},
    {"data", false, false},
    {"undecoded", false, false},
};
static_assert(std::size(kKinds) == static_cast<std::size_t>(wsp::Kind::kUndecoded) + 1);

constexpr std::array<std::string_view, 3> kStateNames = {"ok", "truncated", "invalid"};
constexpr std::array<std::string_view, 4> kSideNames = {"sender", "client", "relay", "network"};

// X-Mms-Element-Descriptor's own parameter table has this one row (E13 §7.3.18, table 27).
constexpr std::uint8_t kElementDescriptorType = 0x02;

}  // namespace

const KindRow& kind_row(wsp::Kind kind) { return kKinds[static_cast<std::size_t>(kind)]; }

std::string_view state_name(wsp::State state) {
  return kStateNames[static_cast<std::size_t>(state)];
}

std::string_view side_name(rules::Side side) { return kSideNames[static_cast<std::size_t>(side)]; }

std::string parameter_name(const wsp::Tape& tape, std::size_t parameter, wsp::Kind parent) {
  const std::uint8_t code = tape.elements()[parameter].code;
  for (const std::size_t child : mms::Children(tape.elements(), parameter)) {
    const wsp::Element& name = tape.elements()[child];
    const bool is_name = name.kind == wsp::Kind::kParameterName;
    if (is_name && code == wsp::parameter_number::kByName) return mms::element_text(tape, name);
  }
  if (parent == wsp::Kind::kElementDescriptor && code == kElementDescriptorType) return "Type";
  const wsp::ParameterRow* row = wsp::parameter(code);
  return row != nullptr ? std::string(row->name) : fmt::format("0x{:02X}", code);
}

}  // namespace mm1::report
