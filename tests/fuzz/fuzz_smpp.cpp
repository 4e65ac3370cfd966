// An SMPP connection of any octets: read at once, and cut into segments anywhere. The messages, and
// what is counted, are the same.
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "expect.h"
#include "mm1/bearer/bearers.h"
#include "mm1/rules/all_rules.h"
#include "support/hex.h"
#include "support/smpp.h"

namespace {

using namespace mm1;
using capture::Octets;
using test::Buffer;

/// Octets of one direction, in a row.
struct Turn {
  bool from_client;
  bool gap_before;
  Octets octets;
};

/// Input: two octets say how to cut; then turns, each a head octet
/// (direction, gap, and the length with the next one) and its octets.
struct Input {
  std::uint8_t cut_first = 1;
  std::uint8_t cut_step = 1;
  std::vector<Turn> turns;
};

Input parse(Octets octets) {
  Input input;
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
    octets = octets.subspan(part.size());
  }
  return input;
}

/// What came out, in words; frames, which depend on the cuts, left out.
class Log final : public bearer::MessageSink {
 public:
  void on_message(const bearer::Message& message) override {
    text.append(std::to_string(static_cast<int>(message.kind)))
        .append(message.complete ? " " : " incomplete ")
        .append(message.context.client)
        .append(" ")
        .append(message.context.relay)
        .append(" ")
        .append(test::to_hex(message.body));
    fuzz::expect(message.body.size() <= message.reported_length, "more octets than reported");
    for (const bearer::BearerFinding& finding : message.findings) {
      text.append(" ").append(rules::row_of(finding.rule).id).append(" ").append(finding.detail);
    }
    text.append("\n");
  }
  std::string text;
};

net::Endpoint endpoint(std::uint8_t last, std::uint16_t port) {
  net::Endpoint endpoint;
  endpoint.address.family = 4;
  endpoint.address.octets = {10, 0, 0, last};
  endpoint.port = port;
  return endpoint;
}

class Connection {
 public:
  Connection() : bearers_(log_, left_out_) {
    // The beginning is sound, so that everything else is read as SMPP.
    const Buffer bind = test::smpp_bind_transceiver(1, "esme");
    const auto client = endpoint(1, 40000);
    const auto server = endpoint(2, 2775);
    reader_ = bearers_.open(client, server, true, bind);
    give(true, bind);
  }

  void give(bool from_client, Octets octets) {
    if (!is_wanted_) return;
    stamp_.ref.frame = ++stamp_.completed_by.frame;
    is_wanted_ = reader_->on_octets(from_client, octets, stamp_);
  }
  void lose(bool from_client) {
    if (is_wanted_) is_wanted_ = reader_->on_gap(from_client, 40, stamp_);
  }
  std::string finish() {
    if (is_wanted_) reader_->on_end(true, net::StreamEnd::kFin, stamp_);
    if (is_wanted_) reader_->on_end(false, net::StreamEnd::kFin, stamp_);
    bearers_.finish();
    for (std::size_t i = 0; i < static_cast<std::size_t>(capture::LeftOut::kCount); ++i) {
      log_.text.append(std::to_string(left_out_[static_cast<capture::LeftOut>(i)])).append(",");
    }
    return log_.text;
  }

 private:
  Log log_;
  capture::LeftOutCounts left_out_;
  bearer::Bearers bearers_;
  std::unique_ptr<net::StreamReader> reader_;
  net::Stamp stamp_;
  bool is_wanted_ = true;
};

std::string play(const Input& input, bool cut) {
  Connection connection;
  std::size_t size = input.cut_first;
  for (const Turn& turn : input.turns) {
    if (turn.gap_before) connection.lose(turn.from_client);
    for (Octets rest = turn.octets; !rest.empty();) {
      const std::size_t count = cut ? std::min(size, rest.size()) : rest.size();
      connection.give(turn.from_client, rest.first(count));
      rest = rest.subspan(count);
      size = (size + input.cut_step) % 64 + 1;
    }
  }
  return connection.finish();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Input input = parse({data, size});
  const std::string whole = play(input, false);
  const std::string pieces = play(input, true);
  fuzz::expect(whole == pieces, "cuts change the result:\n" + whole + "\nbut\n" + pieces);
  return 0;
}
