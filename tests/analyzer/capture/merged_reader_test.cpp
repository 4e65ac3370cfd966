// Several files as one capture, in order of time, whatever the order in which they are given.
#include "mm1/capture/merged_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

#include "support/capture_file.h"
#include "support/compressed.h"

namespace mm1::test {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// Names what a test expects: "b2 at 7" is packet 2 of file b, at 7 ns.
std::string described(const std::string& path, const capture::Packet& packet) {
  return std::filesystem::path(path).filename().string() + std::to_string(packet.ref.frame) +
         " at " + std::to_string(packet.time_ns);
}

class Merge : public ::testing::Test, protected capture::FileSink {
 protected:
  Merge() : folder_(::testing::TempDir() + "mm1_merge_XXXXXX") {
    if (mkdtemp(folder_.data()) == nullptr) throw std::runtime_error("no temporary folder");
  }
  ~Merge() override { std::filesystem::remove_all(folder_); }

  std::string path(const std::string& name) { return folder_ + "/" + name; }
  /// A file with packets at these times.
  void file(const std::string& name, const std::vector<std::int64_t>& times,
            Buffer (*compress)(Octets) = nullptr) {
    std::vector<Packet> packets;
    for (const std::int64_t time : times) packets.push_back({time, link_type::kRawIp, {0x45}});
    const Buffer plain = times.empty() ? pcapng(packets) : pcap(packets);
    write_file(path(name), compress == nullptr ? plain : compress(plain));
  }

  std::vector<std::string> merged(const std::vector<std::string>& names, std::size_t max_open = 9) {
    std::vector<std::string> paths;
    for (const std::string& name : names) paths.push_back(path(name));
    ended_.clear();
    refused_.clear();
    capture::MergedReader reader(paths, *this, max_open);
    std::vector<std::string> seen;
    while (const capture::Packet* packet = reader.next()) {
      seen.push_back(described(reader.files()[packet->ref.file], *packet));
    }
    EXPECT_EQ(reader.next(), nullptr);
    return seen;
  }

  std::vector<std::string> ended_, refused_;

 private:
  void on_refused(const std::string& path, const std::string& problem) override {
    refused_.push_back(std::filesystem::path(path).filename().string() + ": " + problem);
  }
  void on_read(std::uint32_t file, const capture::FileInfo& info) override {
    ended_.push_back(std::to_string(file) + " " +
                     std::filesystem::path(info.path).filename().string() + " " +
                     std::to_string(info.packets));
  }

  std::string folder_;
};

TEST_F(Merge, FilesThatOverlapAreJoinedInOrderOfTime) {
  file("a", {10, 40, 41});
  file("b", {20, 30, 50}, gzip_member);
  file("c", {35, 60}, zstd_frame);
  for (const std::vector<std::string>& order :
       {std::vector<std::string>{"a", "b", "c"}, {"c", "b", "a"}, {"b", "c", "a"}}) {
    EXPECT_THAT(merged(order), ElementsAre("a1 at 10", "b1 at 20", "b2 at 30", "c1 at 35",
                                           "a2 at 40", "a3 at 41", "b3 at 50", "c2 at 60"));
    EXPECT_THAT(ended_, ElementsAre("0 a 3", "1 b 3", "2 c 2"));
  }
}

TEST_F(Merge, EqualTimesGoByTheFilesBeginAndThenByName) {
  file("a", {20, 20});
  file("b", {10, 20});
  file("c", {20});
  EXPECT_THAT(merged({"c", "a", "b"}),
              ElementsAre("b1 at 10", "b2 at 20", "a1 at 20", "a2 at 20", "c1 at 20"));
}

TEST_F(Merge, PacketsOfOneFileStayInTheirOrder) {
  file("a", {10, 30, 5, 40});
  file("b", {20, 31});
  EXPECT_THAT(merged({"b", "a"}),
              ElementsAre("a1 at 10", "b1 at 20", "a2 at 30", "a3 at 5", "b2 at 31", "a4 at 40"));
}

TEST_F(Merge, FilesWithoutPacketsAreReadToo) {
  file("a", {10});
  file("none", {});
  EXPECT_THAT(merged({"a", "none"}), ElementsAre("a1 at 10"));
  EXPECT_THAT(ended_, ElementsAre("0 none 0", "1 a 1"));
}

TEST_F(Merge, WhatCannotBeReadIsRefusedAndTheRestIsRead) {
  file("a", {10});
  write_file(path("text"), Buffer{'t', 'e', 'x', 't'});
  EXPECT_THAT(merged({"text", "absent", "a"}), ElementsAre("a1 at 10"));
  EXPECT_THAT(refused_, ElementsAre("absent: cannot be opened: No such file or directory",
                                    "text: is no pcap or pcapng file: it begins with 74 65 78 74"));
}

// A rotated set of any length needs one open file; only those that overlap are open together.
TEST_F(Merge, OpenFilesAreThoseThatOverlap) {
  std::vector<std::string> names;
  std::vector<std::string> expected;
  for (int i = 0; i < 40; ++i) {
    names.push_back("set" + std::to_string(10 + i));
    file(names.back(), {10 * i, 10 * i + 5});
    expected.push_back(names.back() + "1 at " + std::to_string(10 * i));
    expected.push_back(names.back() + "2 at " + std::to_string(10 * i + 5));
  }
  EXPECT_EQ(merged(names, /*max_open=*/1), expected);
  EXPECT_THAT(refused_, IsEmpty());

  file("a", {0, 100});
  file("b", {10, 20, 110});
  file("c", {15});
  EXPECT_THAT(merged({"c", "b", "a"}, /*max_open=*/2),
              ElementsAre("a1 at 0", "b1 at 10", "b2 at 20", "a2 at 100", "b3 at 110"));
  EXPECT_THAT(refused_, ElementsAre("c: not read: more than 2 captures overlap in time"));
}

TEST_F(Merge, StoppedItCountsWhatWasDelivered) {
  file("a", {10, 20, 30});
  file("b", {15, 40});
  file("c", {50});
  const std::vector<std::string> paths = {path("a"), path("b"), path("c")};
  capture::MergedReader reader(paths, *this);
  for (int i = 0; i < 3; ++i) ASSERT_NE(reader.next(), nullptr);
  reader.stop();
  EXPECT_EQ(reader.next(), nullptr);
  EXPECT_THAT(ended_, ElementsAre("0 a 2", "1 b 1"));
}

TEST_F(Merge, APipeIsOpenedOnce) {
  file("a", {10, 30});
  file("b", {20});
  const Buffer piped = read_file(path("a"));
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  ASSERT_EQ(write(ends[1], piped.data(), piped.size()), static_cast<ssize_t>(piped.size()));
  close(ends[1]);
  const std::vector<std::string> paths = {path("b"), "/dev/fd/" + std::to_string(ends[0])};
  capture::MergedReader reader(paths, *this);
  std::vector<std::int64_t> times;
  while (const capture::Packet* packet = reader.next()) times.push_back(packet->time_ns);
  close(ends[0]);
  EXPECT_THAT(times, ElementsAre(10, 20, 30));
}

}  // namespace
}  // namespace mm1::test
