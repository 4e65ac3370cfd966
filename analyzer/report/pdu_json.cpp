#include "pdu_json.h"

#include <fmt/format.h>

#include <algorithm>
#include <bitset>
#include <optional>
#include <vector>

#include "descriptors.h"
#include "fields.h"
#include "mm1/mms/fields.h"
#include "mm1/mms/text.h"
#include "mm1/report/values.h"
#include "value_json.h"

namespace mm1::report {
namespace {

/// A header field of the PDU: its element, its value's element, its row.
struct FieldEntry {
  std::size_t element;
  std::optional<std::size_t> value;
  const mms::FieldRow* row;  // nullptr for an unassigned number
};

/// The fields of a PDU by how they are reported.
struct Fields {
  std::vector<FieldEntry> known;    // first of its name, or repeatable: member of `fields`
  std::vector<FieldEntry> repeats;  // again, where no PDU's table grants it
  std::vector<FieldEntry> faulty;   // value is cut or breaks its grammar (may be in `known` too)
  std::vector<std::size_t> unknown;
  std::vector<std::size_t> application;
};

Fields sort_fields(const mms::PduView& pdu) {
  Fields fields;
  std::bitset<256> seen;
  const auto elements = pdu.tape().elements();
  for (const std::size_t index : pdu.children()) {
    const wsp::Element& element = elements[index];
    if (element.kind == wsp::Kind::kApplicationField) fields.application.push_back(index);
    if (element.kind != wsp::Kind::kField) continue;
    const FieldEntry entry{index, value_index(pdu.tape(), index), mms::field(element.code)};
    if (entry.row == nullptr) {
      fields.unknown.push_back(index);
      continue;
    }
    const bool readable = entry.value && is_readable(*entry.row, elements[*entry.value]);
    if (!readable || elements[*entry.value].state != wsp::State::kOk) {
      fields.faulty.push_back(entry);
    }
    if (!readable) continue;
    const bool again = seen[entry.row->number] && !is_repeatable(entry.row->number);
    (again ? fields.repeats : fields.known).push_back(entry);
    seen.set(entry.row->number);
  }
  return fields;
}

// Members in the order in which their names first appear; a repeatable field is an array, also when
// it is there once, so that a key keeps its type.
void write_known(JsonWriter& json, const wsp::Tape& tape, std::vector<FieldEntry> known) {
  json.begin_object("fields");
  for (auto first = known.begin(); first != known.end();) {
    const mms::FieldRow& row = *first->row;
    const auto rest = std::stable_partition(
        first, known.end(), [&row](const FieldEntry& entry) { return entry.row == &row; });
    json.key(row.key);
    const bool array = is_repeatable(row.number);
    if (array) json.begin_array();
    for (; first != rest; ++first) write_value(json, tape, row, *first->value);
    if (array) json.end_array();
  }
  json.end_object();
}

void write_repeats(JsonWriter& json, const wsp::Tape& tape,
                   const std::vector<FieldEntry>& repeats) {
  if (repeats.empty()) return;
  json.begin_array("duplicate_fields");
  for (const FieldEntry& entry : repeats) {
    json.begin_object();
    json.string("field", entry.row->key);
    json.key("value");
    write_value(json, tape, *entry.row, *entry.value);
    json.end_object();
  }
  json.end_array();
}

void write_faulty(JsonWriter& json, const wsp::Tape& tape, const std::vector<FieldEntry>& faulty) {
  if (faulty.empty()) return;
  json.begin_array("faulty_values");
  for (const FieldEntry& entry : faulty) {
    const wsp::Element& place = tape.elements()[entry.value.value_or(entry.element)];
    json.begin_object();
    json.string("field", entry.row->key);
    json.string("state", place.state == wsp::State::kTruncated ? "truncated" : "invalid");
    json.string("octets", entry.value ? hex(tape.octets(place)) : "");
    json.end_object();
  }
  json.end_array();
}

void write_unknown(JsonWriter& json, const wsp::Tape& tape,
                   const std::vector<std::size_t>& unknown) {
  if (unknown.empty()) return;
  json.begin_array("unknown_fields");
  for (const std::size_t index : unknown) {
    const auto value = value_index(tape, index);
    json.begin_object();
    json.string("code", fmt::format("0x{:02X}", tape.elements()[index].code | 0x80));
    json.string("octets", value ? hex(tape.octets(tape.elements()[*value])) : "");
    json.end_object();
  }
  json.end_array();
}

void write_application(JsonWriter& json, const wsp::Tape& tape,
                       const std::vector<std::size_t>& application) {
  if (application.empty()) return;
  json.begin_array("application_fields");
  for (const std::size_t index : application) {
    json.begin_object();
    for (const std::size_t child : mms::Children(tape.elements(), index)) {
      const wsp::Element& element = tape.elements()[child];
      const bool is_name = element.kind == wsp::Kind::kName;
      json.string(is_name ? "name" : "value", mms::element_text(tape, element));
    }
    json.end_object();
  }
  json.end_array();
}

void write_part(JsonWriter& json, const mms::PartView& part) {
  json.begin_object();
  json.string("content_type", part.content_type);
  json.optional("name", part.name);
  json.optional("content_id", part.content_id);
  json.optional("content_location", part.content_location);
  json.number("size", part.data.size());
  json.string("sha256", sha256(part.data));
  if (part.level != 0) json.number("level", part.level);
  json.end_object();
}

void write_parts(JsonWriter& json, const mms::PduView& pdu) {
  json.begin_array("parts");
  for (const mms::PartView& part : own_parts(pdu)) write_part(json, part);
  json.end_array();
}

}  // namespace

void write_content(JsonWriter& json, const mms::PduView& pdu) {
  const wsp::Tape& tape = pdu.tape();
  const Fields fields = sort_fields(pdu);
  write_known(json, tape, fields.known);
  write_parts(json, pdu);
  write_repeats(json, tape, fields.repeats);
  write_faulty(json, tape, fields.faulty);
  write_unknown(json, tape, fields.unknown);
  write_application(json, tape, fields.application);
  const std::vector<std::size_t> descriptors = descriptors_of(pdu);
  if (descriptors.empty()) return;
  json.begin_array("descriptors");
  for (const std::size_t descriptor : descriptors) {
    json.begin_object();
    write_content(json, mms::PduView(tape, descriptor));
    json.end_object();
  }
  json.end_array();
}

}  // namespace mm1::report
