#include <fmt/format.h>

#include "mm1/mms/fields.h"
#include "mm1/mms/text.h"
#include "mm1/mms/view.h"
#include "mm1/report/tape_report.h"
#include "mm1/report/values.h"
#include "names.h"
#include "value_json.h"

namespace mm1::report {
namespace {

// The field's row name, where the element is a field of an assigned number.
const mms::FieldRow* field_row(const wsp::Element& element) {
  return element.kind == wsp::Kind::kField ? mms::field(element.code) : nullptr;
}

void write_element(JsonWriter& json, const wsp::Tape& tape, std::size_t index,
                   const mms::FieldRow* field) {
  const wsp::Element& element = tape.elements()[index];
  const KindRow& kind = kind_row(element.kind);
  json.begin_object();
  json.string("kind", kind.name);
  if (const mms::FieldRow* row = field_row(element)) json.string("name", row->name);
  json.number("offset", element.offset);
  json.number("length", element.length);
  if (element.state != wsp::State::kOk) json.string("state", state_name(element.state));
  if (kind.code) json.number("code", element.code);
  if (kind.token) json.number("token", element.token);
  if (kind.number) json.number("number", element.number);
  if (kind.text) json.string("text", mms::element_text(tape, element));
  if (element.charset != 0) json.number("charset", element.charset);
  if (field != nullptr && is_readable(*field, element)) {
    json.key("value");
    write_value(json, tape, *field, index);
  }
  if (element.end == index + 1) {
    json.string("octets", hex(tape.octets(element)));
  } else {
    json.begin_array("children");
    for (const std::size_t child : mms::Children(tape.elements(), index)) {
      const bool is_name = tape.elements()[child].kind == wsp::Kind::kFieldName;
      write_element(json, tape, child, is_name ? nullptr : field_row(element));
    }
    json.end_array();
  }
  json.end_object();
}

void write_finding(JsonWriter& json, const rules::Finding& finding) {
  json.begin_object();
  json.string("rule", finding.rule->id);
  json.string("severity", rules::severity_name(finding.severity));
  json.string("text", finding_text(finding));
  json.string("spec", finding.rule->citation);
  json.number("offset", finding.offset);
  json.number("length", finding.length);
  json.end_object();
}

}  // namespace

std::string finding_text(const rules::Finding& finding) {
  if (finding.detail.empty()) return std::string(finding.rule->title);
  return fmt::format("{}: {}", finding.rule->title, finding.detail);
}

void write_tape(JsonWriter& json, const wsp::Tape& tape, std::span<const rules::Finding> findings) {
  if (!tape.elements().empty()) {
    json.string("type", mms::PduView(tape).type_name());
    json.key("element");
    write_element(json, tape, 0, nullptr);
  }
  json.begin_array("findings");
  for (const rules::Finding& finding : findings) write_finding(json, finding);
  json.end_array();
}

}  // namespace mm1::report
