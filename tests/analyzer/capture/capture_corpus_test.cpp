// Captures that other software wrote: as many packets as capinfos counts (INDEX.tsv).
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "analyzer/capture/read_octets.h"

namespace mm1::test {
namespace {

std::vector<std::string> columns_of(const std::string& line) {
  std::vector<std::string> columns;
  std::istringstream in(line);
  for (std::string column; std::getline(in, column, '\t');) columns.push_back(column);
  return columns;
}

TEST(CaptureCorpusTest, FramesAsIndexed) {
  const std::filesystem::path folder = std::filesystem::path(MM1_SHARED_DIR) / "corpus/captures";
  std::ifstream index(folder / "INDEX.tsv");
  if (!index) GTEST_SKIP() << "no corpus in " << folder;
  std::string line;
  std::getline(index, line);  // names of columns
  int files = 0;
  while (std::getline(index, line)) {
    const std::vector<std::string> columns = columns_of(line);
    ASSERT_GT(columns.size(), 5u) << line;
    const SeenFile seen = read_capture((folder / columns[0]).string());
    EXPECT_EQ(std::to_string(seen.packets.size()), columns[3]) << columns[0];
    EXPECT_EQ(seen.info.format, columns[5].substr(0, seen.info.format.size())) << columns[0];
    EXPECT_EQ(seen.info.end, capture::End::kComplete) << columns[0] << ": " << seen.problem;
    ++files;
  }
  EXPECT_GT(files, 0);
}

}  // namespace
}  // namespace mm1::test
