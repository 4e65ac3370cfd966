// A PDU out of hand-made octets, as a report gets it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "mm1/analysis/analysis.h"
#include "mm1/mms/decode.h"
#include "mm1/wsp/arena.h"
#include "support/hex.h"

namespace mm1::report {

/// A decoded PDU with the circumstances of a client's request over HTTP.
class DecodedPdu {
 public:
  explicit DecodedPdu(std::string_view hex, std::size_t reported_length = 0)
      : octets_(test::from_hex(hex)),
        tape_(mms::decode(octets_, arena_.allocator(), {reported_length, {}})),
        view_(tape_) {
    message_.body = octets_;
    message_.frames = frames_;
    message_.context.time_ns = 1'795'358'106'123'456'789;  // 2026-11-22T14:35:06.123456789Z
    message_.context.frame = 7;
    message_.context.bearer = flow::Bearer::kHttp;
    message_.context.direction = flow::Direction::kClientToRelay;
    message_.context.client = "10.0.0.2";
    message_.context.relay = "10.0.0.1";
  }

  [[nodiscard]] const wsp::Tape& tape() const { return tape_; }
  [[nodiscard]] bearer::Message& message() { return message_; }
  [[nodiscard]] analysis::PduRecord record(std::uint64_t id) const {
    return {id, &message_, &view_, files_[0], files_, {}, 0};
  }

 private:
  std::vector<std::uint8_t> octets_;
  std::vector<capture::FrameRef> frames_ = {{0, 5}, {0, 7}};
  std::vector<std::string> files_ = {"some/send.pcap", "some/next.pcap"};
  wsp::Arena arena_;
  wsp::Tape tape_;
  mms::PduView view_;
  bearer::Message message_;
};

}  // namespace mm1::report
