// Reads octets as if they were a file.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <string>
#include <vector>

#include "mm1/capture/reader.h"
#include "support/octet_writer.h"

namespace mm1::test {

struct SeenPacket {
  std::uint32_t frame = 0;
  std::int64_t time_ns = 0;
  std::uint32_t link_type = 0;
  std::uint32_t original_length = 0;
  std::string octets;
};

struct SeenFile {
  bool opened = false;
  std::string problem;  // of open(), or of the end
  std::vector<SeenPacket> packets;
  capture::FileInfo info;
};

inline SeenFile read_capture(const std::string& path) {
  SeenFile seen;
  auto reader = capture::Reader::open(path, 3, seen.problem);
  seen.opened = reader.has_value();
  if (!reader) return seen;
  while (const capture::Packet* packet = reader->next()) {
    EXPECT_EQ(packet->ref.file, 3u);
    seen.packets.push_back({packet->ref.frame,
                            packet->time_ns,
                            packet->link_type,
                            packet->original_length,
                            {packet->octets.begin(), packet->octets.end()}});
  }
  EXPECT_EQ(reader->next(), nullptr);  // the end stays the end
  seen.info = reader->info();
  seen.problem = seen.info.problem;
  return seen;
}

inline SeenFile read_octets(const Buffer& octets) {
  std::string name = ::testing::UnitTest::GetInstance()->current_test_info()->name();
  std::replace(name.begin(), name.end(), '/', '_');  // of a parameter
  const std::string path = ::testing::TempDir() + "mm1_" + name +
                           std::to_string(::testing::UnitTest::GetInstance()->random_seed());
  std::ofstream(path, std::ios::binary)
      .write(reinterpret_cast<const char*>(octets.data()),
             static_cast<std::streamsize>(octets.size()));
  SeenFile seen = read_capture(path);
  std::remove(path.c_str());
  return seen;
}

}  // namespace mm1::test
