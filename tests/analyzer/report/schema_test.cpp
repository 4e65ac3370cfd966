// The schema file and the tables say the same of the fields.
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "mm1/analysis/measured_times.h"
#include "mm1/mms/fields.h"
#include "mm1/mms/pdus.h"

namespace mm1::report {
namespace {

nlohmann::json schema() {
  std::ifstream file(MM1_SOURCE_DIR "/analyzer/report/mm1scope.schema.json");
  return nlohmann::json::parse(file);
}

bool repeats_in_some_pdu(std::uint8_t number) {
  for (const mms::PduRow& row : mms::pdu_table()) {
    const mms::PduField* field = mms::pdu_field(row, number);
    if (field != nullptr && field->repeatable) return true;
  }
  return false;
}

TEST(Schema, HasTheFieldsOfTheTableAndNoOthers) {
  std::set<std::string> rows;
  for (const mms::FieldRow& row : mms::field_table()) {
    if (row.grammar != mms::Grammar::kAttributeOnly) rows.emplace(row.key);
  }
  std::set<std::string> keys;
  const nlohmann::json fields = schema()["$defs"]["fields"]["properties"];
  for (const auto& [key, value] : fields.items()) {
    keys.insert(key);
  }
  EXPECT_EQ(keys, rows);
}

TEST(Schema, RepeatableFieldsAndOnlyTheyAreArrays) {
  const nlohmann::json fields = schema()["$defs"]["fields"]["properties"];
  for (const mms::FieldRow& row : mms::field_table()) {
    if (!fields.contains(row.key)) continue;
    const bool array = fields[std::string(row.key)].value("type", "") == "array";
    EXPECT_EQ(array, repeats_in_some_pdu(row.number)) << row.key;
  }
}

TEST(Schema, HasTheMeasuresOfTheSummary) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < static_cast<std::size_t>(analysis::Measure::kCount); ++i) {
    names.emplace_back(analysis::measure_name(static_cast<analysis::Measure>(i)));
  }
  const nlohmann::json times = schema()["$defs"]["summary"]["properties"]["times"]["items"];
  EXPECT_EQ(times["properties"]["measure"]["enum"], names);
}

}  // namespace
}  // namespace mm1::report
