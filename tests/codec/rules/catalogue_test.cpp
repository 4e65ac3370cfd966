// The catalogue has every rule of the specification's list, once, with its columns as printed.
#include "mm1/rules/catalogue.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace mm1::rules {
namespace {

struct Count {
  std::string_view prefix;
  int rules;
};

// Rules per group and per section, counted in the specification's tables.
constexpr Count kCounts[] = {
    {"ENC-", 93},     {"FLD-", 107},    {"CTR-", 112},    {"TRN-", 70},      {"LIM-", 3},
    {"ENC-ORD-", 6},  {"ENC-BODY-", 7}, {"ENC-DUP-", 2},  {"ENC-MAND-", 24}, {"ENC-DEL-", 5},
    {"FLD-LEN-", 4},  {"FLD-TXT-", 7},  {"FLD-ESV-", 5},  {"FLD-ENM-", 10},  {"FLD-RSV-", 7},
    {"FLD-ADR-", 13}, {"FLD-CTY-", 11}, {"FLD-MPT-", 11}, {"CTR-SND-", 15},  {"CTR-NTF-", 16},
    {"CTR-RTV-", 16}, {"CTR-DLV-", 9},  {"CTR-RRP-", 9},  {"CTR-FWD-", 8},   {"CTR-RCH-", 7},
    {"CTR-MBX-", 20}, {"TRN-CTY-", 3},  {"TRN-MTH-", 7},  {"TRN-PSH-", 7},   {"TRN-OTA-", 8},
    {"TRN-WSP-", 9},  {"TRN-WTP-", 17}, {"TRN-GSM-", 4},  {"TRN-CDM-", 12},
};

TEST(Catalogue, HasAsManyRulesAsTheSpecificationInEachGroupAndSection) {
  for (const Count& count : kCounts) {
    int rules = 0;
    for (const Rule& row : catalogue()) rules += row.id.starts_with(count.prefix) ? 1 : 0;
    EXPECT_EQ(rules, count.rules) << count.prefix;
  }
  EXPECT_EQ(catalogue().size(), 382U + 3U);
}

struct Severities {
  int errors, errors_from_13, warnings, notes;
  auto operator<=>(const Severities&) const = default;
};

TEST(Catalogue, HasTheSeveritiesOfTheSpecification) {
  std::map<std::string, Severities> by_group;
  for (const Rule& row : catalogue()) {
    Severities& group = by_group[std::string(row.id.substr(0, 3))];
    if (row.error_from_13) {
      ++group.errors_from_13;
    } else if (row.severity == Severity::kError) {
      ++group.errors;
    } else if (row.severity == Severity::kWarning) {
      ++group.warnings;
    } else {
      ++group.notes;
    }
  }
  EXPECT_TRUE((by_group["ENC"] == Severities{56, 4, 19, 14}));
  EXPECT_TRUE((by_group["FLD"] == Severities{51, 3, 30, 23}));
  EXPECT_TRUE((by_group["CTR"] == Severities{39, 9, 36, 28}));
  EXPECT_TRUE((by_group["TRN"] == Severities{37, 0, 18, 15}));
}

TEST(Catalogue, EveryRowHasAllItsColumnsAndAnIdOfItsOwn) {
  std::set<std::string_view> ids;
  for (const Rule& row : catalogue()) {
    EXPECT_TRUE(ids.insert(row.id).second) << row.id;
    for (const std::string_view column :
         {row.citation, row.evidence, row.title, row.explanation, row.trip, row.near_miss})
      EXPECT_FALSE(column.empty()) << row.id;
    EXPECT_LE(row.title.size(), 100U) << row.id;
    EXPECT_NE(row.title.back(), '.') << row.id;
    EXPECT_EQ(row.explanation.back(), '.') << row.id;
    EXPECT_GT(row.explanation.size(), 40U) << row.id;
  }
}

TEST(Catalogue, FindsARuleByItsIdInAnyCase) {
  ASSERT_NE(rule("enc-ord-001"), nullptr);
  EXPECT_EQ(rule("enc-ord-001")->id, "ENC-ORD-001");
  EXPECT_EQ(rule("ENC-ORD-999"), nullptr);
  EXPECT_EQ(rule(""), nullptr);
}

TEST(Catalogue, AnErrorOfThirteenIsAWarningBelow) {
  const Rule& row = *rule("ENC-FROM-001");
  EXPECT_EQ(severity_for(row, mms::Version::k13), Severity::kError);
  EXPECT_EQ(severity_for(row, mms::Version::k12), Severity::kWarning);
  EXPECT_EQ(severity_for(row, mms::Version::kNone), Severity::kWarning);
  EXPECT_EQ(severity_for(*rule("ENC-ORD-001"), mms::Version::k10), Severity::kError);
}

std::vector<std::string> cells(const std::string& line) {
  std::vector<std::string> found;
  std::string rest = line.substr(1);
  for (std::size_t bar = rest.find('|'); bar != std::string::npos; bar = rest.find('|')) {
    const std::string cell = rest.substr(0, bar);
    const std::size_t first = cell.find_first_not_of(' ');
    found.push_back(first == std::string::npos
                        ? std::string()
                        : cell.substr(first, cell.find_last_not_of(' ') + 1 - first));
    rest.erase(0, bar + 1);
  }
  return found;
}

std::string severity_cell(const Rule& row) {
  if (row.error_from_13) return "E³";
  return row.severity == Severity::kError ? "E" : row.severity == Severity::kWarning ? "W" : "N";
}

std::string scope_cell(Scope scope) {
  constexpr const char* kCells[] = {"P", "T", "L", "B"};
  return kCells[static_cast<int>(scope)];
}

std::string version_cell(mms::Version version) {
  const auto octet = static_cast<unsigned>(version);
  return std::to_string(octet >> 4) + "." + std::to_string(octet & 0xF);
}

// The list this catalogue was made from, where it lies beside the project.
TEST(Catalogue, AgreesWithTheListRowByRow) {
  const std::filesystem::path list = std::filesystem::path(MM1_SHARED_DIR) / "spec/rules.md";
  if (!std::filesystem::exists(list)) GTEST_SKIP() << "no " << list;
  std::ifstream file(list);
  std::size_t rows = 0;
  for (std::string line; std::getline(file, line);) {
    if (!line.starts_with("| ENC-") && !line.starts_with("| FLD-") && !line.starts_with("| CTR-") &&
        !line.starts_with("| TRN-"))
      continue;
    ++rows;
    const std::vector<std::string> row_cells = cells(line);
    ASSERT_EQ(row_cells.size(), 9U) << line;
    const Rule* row = rule(row_cells[0]);
    ASSERT_NE(row, nullptr) << line;
    EXPECT_EQ(severity_cell(*row), row_cells[1]) << row->id;
    EXPECT_EQ(scope_cell(row->scope), row_cells[2]) << row->id;
    EXPECT_EQ(version_cell(row->since), row_cells[3]) << row->id;
    EXPECT_EQ(row->citation, row_cells[5]) << row->id;
    EXPECT_EQ(row->evidence, row_cells[6]) << row->id;
  }
  EXPECT_EQ(rows, 382U);
}

}  // namespace
}  // namespace mm1::rules
