#include "packets.h"

#include <gtest/gtest.h>

#include "mm1/capture/reader.h"

namespace mm1::differential {

using mm1::test::Packet;

std::vector<Packet> packets_of(const std::string& path) {
  std::vector<Packet> packets;
  std::string problem;
  auto reader = capture::Reader::open(path, 0, problem);
  EXPECT_TRUE(reader) << problem;
  while (const capture::Packet* packet = reader ? reader->next() : nullptr) {
    packets.push_back({packet->time_ns,
                       packet->link_type,
                       {packet->octets.begin(), packet->octets.end()},
                       packet->original_length});
  }
  return packets;
}

}  // namespace mm1::differential
