// A connection of any octets for the readers of TCP streams: the input as turns of both sides,
// given whole or cut into segments anywhere, and what came out of it in words.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "expect.h"
#include "mm1/bearer/bearers.h"
#include "mm1/rules/all_rules.h"
#include "support/hex.h"

namespace mm1::fuzz {

using capture::LeftOut;
using capture::Octets;

/// Octets of one direction, in a row.
struct Turn {
  bool from_client;
  bool gap_before;
  Octets octets;
};

/// Input: two octets say how to cut; then turns, each a head octet (direction, gap, and the length
/// with the next one) and its octets.
struct StreamInput {
  std::uint8_t cut_first = 1;
  std::uint8_t cut_step = 1;
  bool has_gap = false;
  std::vector<Turn> turns;
};

inline StreamInput parse_stream(Octets octets) {
  StreamInput input;
  if (octets.size() < 2) return input;
  input.cut_first = static_cast<std::uint8_t>(octets[0] | 1);
  input.cut_step = octets[1];
  octets = octets.subspan(2);
  while (octets.size() >= 2) {
    const std::size_t length = (octets[0] & 0x03U) << 8 | octets[1];
    const bool from_client = (octets[0] & 0x80) == 0;
    const bool gap = (octets[0] & 0x70) == 0x70;
    octets = octets.subspan(2);
    const Octets part = octets.first(std::min(length, octets.size()));
    if (!part.empty()) input.turns.push_back({from_client, gap, part});
    input.has_gap = input.has_gap || (gap && !part.empty());
    octets = octets.subspan(part.size());
  }
  return input;
}

/// What came out, in words; frames, which depend on the cuts, left out.
class StreamLog final : public bearer::MessageSink {
 public:
  explicit StreamLog(std::size_t max_body) : max_body_(max_body) {}

  void on_message(const bearer::Message& message) override {
    expect(message.body.size() <= max_body_, "more octets than the limit");
    expect(message.body.size() <= message.reported_length, "more octets than reported");
    expect(message.complete || message.kind != bearer::MessageKind::kPdu ||
               message.reported_length > 0,
           "an incomplete PDU that reports no length");
    for (const std::string_view word :
         {message.context.client, message.context.relay, message.context.uri, message.method,
          message.content_type}) {
      text.append(word).append(" ");
    }
    text.append(std::to_string(static_cast<int>(message.kind)))
        .append(message.complete ? " " : " incomplete ")
        .append(std::to_string(message.context.exchange))
        .append(" ")
        .append(std::to_string(message.status))
        .append(" ")
        .append(test::to_hex(message.body));
    for (const bearer::BearerFinding& finding : message.findings) {
      text.append(" ").append(rules::row_of(finding.rule).id).append(" ").append(finding.detail);
    }
    text.append("\n");
  }
  std::string text;

 private:
  std::size_t max_body_;
};

inline net::Endpoint endpoint(std::uint8_t last, std::uint16_t port) {
  net::Endpoint endpoint;
  endpoint.address.family = 4;
  endpoint.address.octets = {10, 0, 0, last};
  endpoint.port = port;
  return endpoint;
}

/// One TCP connection from 10.0.0.1 to a port of 10.0.0.2. It begins with sound octets of the
/// client, which decide how everything else is read.
class Connection {
 public:
  Connection(std::uint16_t port, Octets opening, const bearer::BearerOptions& options)
      : log_(options.max_body), bearers_(log_, left_out_, options) {
    reader_ = bearers_.open(endpoint(1, 40000), endpoint(2, port), true, opening);
    reader_->on_opening();
    give(true, opening);
  }

  void give(bool from_client, Octets octets) {
    if (declined_) return;
    stamp_.ref.frame = ++stamp_.completed_by.frame;
    declined_ = !reader_->on_octets(from_client, octets, stamp_);
  }
  /// Every turn, in segments of sizes that the input chooses when `cut`.
  void play(const StreamInput& input, bool cut) {
    std::size_t size = input.cut_first;
    for (const Turn& turn : input.turns) {
      if (turn.gap_before) lose(turn.from_client);
      for (Octets rest = turn.octets; !rest.empty();) {
        const std::size_t count = cut ? std::min(size, rest.size()) : rest.size();
        give(turn.from_client, rest.first(count));
        rest = rest.subspan(count);
        size = (size + input.cut_step) % 64 + 1;
      }
    }
  }
  /// The end of both directions, and then all that came out: messages and what was left out.
  std::string finish() {
    if (!declined_) {
      reader_->on_end(true, net::StreamEnd::kFin, stamp_);
      reader_->on_end(false, net::StreamEnd::kFin, stamp_);
    }
    bearers_.finish();
    std::string text = log_.text;
    for (std::size_t i = 0; i < static_cast<std::size_t>(LeftOut::kCount); ++i) {
      text.append(std::to_string(left_out_[static_cast<LeftOut>(i)])).append(",");
    }
    return text;
  }
  /// Whether the reader took all of it as its protocol, with nothing counted as `malformed`.
  [[nodiscard]] bool was_sound(LeftOut malformed) const {
    return !declined_ && left_out_[malformed] == 0;
  }

 private:
  void lose(bool from_client) {
    if (!declined_) declined_ = !reader_->on_gap(from_client, 40, stamp_);
  }

  StreamLog log_;
  capture::LeftOutCounts left_out_;
  bearer::Bearers bearers_;
  std::unique_ptr<net::StreamReader> reader_;
  net::Stamp stamp_;
  bool declined_ = false;
};

}  // namespace mm1::fuzz
