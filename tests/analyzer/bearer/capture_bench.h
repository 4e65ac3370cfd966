// Plays what the Bench plays, but as packets of a capture that is read from its file: reader,
// network and bearers as they work together.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "recorder.h"
#include "support/capture_builder.h"

namespace mm1::bearer::test {

/// Composes a capture. Every step of a connection and every datagram comes a second after the one
/// before.
class CaptureBench {
 public:
  /// Plays one connection from its handshake on, octets cut into segments of at most `segment`. A
  /// gap is octets that were sent and acknowledged, but not captured. Connections of one opener
  /// take its ports one after the other.
  CaptureBench& play(const std::vector<Step>& steps, std::size_t segment = kWholeSegment,
                     const net::Endpoint& opener = kPhone, const net::Endpoint& other = kMmsc);
  CaptureBench& udp(const net::Endpoint& from, const net::Endpoint& to, Octets payload);
  CaptureBench& wait(std::int64_t nanoseconds);

  /// Writes the capture to a file, reads it to its end and tells what the bearers found in it.
  [[nodiscard]] RecordingSink analyze() const;

  static constexpr std::size_t kWholeSegment = 60'000;

 private:
  void lose(mm1::test::TcpConnection& connection, bool from_client, std::uint64_t length);

  mm1::test::CaptureBuilder capture_;
  std::uint16_t connections_ = 0;
};

}  // namespace mm1::bearer::test
