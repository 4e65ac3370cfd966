// Findings over PDUs of real handsets, relays and test suites, against a list that was read through
// by hand: each error in it is the sender's.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include "mm1/mms/decode.h"
#include "mm1/rules/check.h"

namespace mm1::rules {
namespace {

namespace fs = std::filesystem;

// File name, relative and with '/', to its rule ids, sorted and separated by spaces.
using Listing = std::map<std::string, std::string>;

Listing golden() {
  Listing listing;
  std::ifstream file(fs::path(MM1_SOURCE_DIR) / "tests/codec/rules/real_pdus.golden");
  for (std::string line; std::getline(file, line);) {
    const std::size_t tab = line.find('\t');
    listing[line.substr(0, tab)] = tab == std::string::npos ? "" : line.substr(tab + 1);
  }
  return listing;
}

std::string rule_ids(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  const std::vector<char> content((std::istreambuf_iterator<char>(file)), {});
  const std::vector<std::uint8_t> octets(content.begin(), content.end());
  wsp::Arena arena;
  std::vector<std::string> ids;
  for (const Finding& finding : check(mms::decode(octets, arena.allocator()), arena.allocator()))
    ids.emplace_back(finding.rule->id);
  std::ranges::sort(ids);
  std::string text;
  for (const std::string& id : ids) text += (text.empty() ? "" : " ") + id;
  return text;
}

TEST(RealPdus, RaiseWhatTheirReviewFound) {
  const fs::path folder = fs::path(MM1_SHARED_DIR) / "corpus/pdus";
  if (!fs::exists(folder)) GTEST_SKIP() << "no " << folder;
  Listing found;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder))
    if (entry.path().extension() == ".mms")
      found[fs::relative(entry.path(), folder).generic_string()] = rule_ids(entry.path());
  const Listing expected = golden();
  EXPECT_FALSE(expected.empty());
  for (const auto& [name, ids] : found) {
    const auto row = expected.find(name);
    if (row == expected.end()) {
      ADD_FAILURE() << "not in the list: " << name << "\t" << ids;
    } else {
      EXPECT_EQ(ids, row->second) << name;
    }
  }
  for (const auto& [name, ids] : expected)
    EXPECT_TRUE(found.contains(name)) << "in the list, but not there: " << name;
}

}  // namespace
}  // namespace mm1::rules
