#include <fmt/format.h>

#include "description_json.h"
#include "mm1/mms/describe.h"
#include "mm1/mms/view.h"
#include "mm1/report/tape_report.h"

namespace mm1::report {
namespace {

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
  json.string("type", mms::PduView(tape).type_name());
  write_description(json, mms::describe(tape));
  json.begin_array("findings");
  for (const rules::Finding& finding : findings) write_finding(json, finding);
  json.end_array();
}

}  // namespace mm1::report
