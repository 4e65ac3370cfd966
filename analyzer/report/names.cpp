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
    // name, label, code, number, token, text
    {"pdu", "PDU", true, false, false, false},
    {"field", "field", true, false, false, false},
    {"field-name", "field name", false, false, false, false},
    {"application-field", "application field", false, false, false, false},
    {"name", "name", false, false, false, true},
    {"text", "text", false, false, false, true},
    {"encoded-string", "text", false, false, false, true},
    {"address", "address", false, false, false, true},
    {"uri", "URI", false, false, false, true},
    {"enumeration", "value", false, true, false, false},
    {"version", "version", false, true, false, false},
    {"integer", "integer", false, true, false, false},
    {"date", "date", false, true, false, false},
    {"delta", "seconds", false, true, false, false},
    {"from", "from", false, true, false, true},
    {"time", "time", false, true, true, false},
    {"previously-sent", "previously sent", false, true, false, true},
    {"flags", "flags", false, true, false, true},
    {"total", "total", false, true, true, false},
    {"counted", "counted", false, true, false, false},
    {"element-descriptor", "reference", false, false, false, true},
    {"media-type", "content type", false, true, false, true},
    {"media", "media type", false, true, false, true},
    {"parameter", "parameter", true, false, false, false},
    {"parameter-name", "parameter name", false, false, false, true},
    {"value-length", "length", false, true, false, false},
    {"token", "token", false, true, false, false},
    {"count", "count", false, true, false, false},
    {"charset", "charset", false, true, false, false},
    {"body", "body", false, false, false, false},
    {"content", "content", false, false, false, false},
    {"multipart", "multipart", false, false, false, false},
    {"part-count", "number of parts", false, true, false, false},
    {"part", "part", false, false, false, false},
    {"headers-length", "length of headers", false, true, false, false},
    {"data-length", "length of data", false, true, false, false},
    {"part-field", "header", true, false, false, false},
    {"part-data", "data", false, false, false, false},
    {"undecoded", "undecoded", false, false, false, false},
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
