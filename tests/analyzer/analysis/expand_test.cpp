// Files and folders to the capture files they stand for.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mm1/analysis/analysis.h"
#include "scratch.h"
#include "support/capture_file.h"

namespace mm1::analysis::test {
namespace {

using testing::ElementsAre;

mm1::test::Buffer some_capture() {
  const std::vector<mm1::test::Packet> packets = {{0, mm1::test::link_type::kEthernet, {0x00}}};
  return mm1::test::pcap(packets);
}

TEST(Expand, AFolderGivesItsCapturesByContentSortedByName) {
  const Scratch scratch("expand");
  const auto capture = some_capture();
  const std::string b = scratch.write("b.trace", capture);
  const std::string a = scratch.write("a.pcap", capture);
  const std::string inner = scratch.write("inner/c.pcap", capture);
  scratch.write("notes.txt", "no capture");
  scratch.write("c.pcap.golden.jsonl", "no capture either");
  scratch.write(".hidden/d.pcap", capture);
  const std::vector<std::string> paths = {scratch.path()};
  EXPECT_THAT(expand(paths), ElementsAre(a, b, inner));
}

TEST(Expand, WhatIsCalledACaptureIsNotPassedOverInSilence) {
  const Scratch scratch("expand-called");
  const std::string good = scratch.write("a.pcap", some_capture());
  const std::string packed = scratch.write("b.pcap.gz", "\x1F\x8B\x08");
  const std::string damaged = scratch.write("c.pcapng", "not what its name says");
  const std::vector<std::string> paths = {scratch.path()};
  EXPECT_THAT(expand(paths), ElementsAre(good, packed, damaged));
}

TEST(Expand, FilesStayAsGivenAndInTheirOrder) {
  const Scratch scratch("expand-files");
  const std::string capture = scratch.write("z.pcap", some_capture());
  const std::vector<std::string> paths = {capture, "/nowhere/a.pcap", "-"};
  EXPECT_EQ(expand(paths), paths);
}

TEST(Expand, AFolderWithoutCapturesIsReportedByOpeningIt) {
  const Scratch scratch("expand-empty");
  scratch.write("notes.txt", "nothing here");
  const std::vector<std::string> paths = {scratch.path()};
  EXPECT_EQ(expand(paths), paths);
}

}  // namespace
}  // namespace mm1::analysis::test
