// Any datagrams on the ports of WAP, both ways and at any times: nothing delivered was not sent,
// and the same datagrams give the same messages.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "expect.h"
#include "mm1/bearer/bearers.h"
#include "mm1/rules/all_rules.h"
#include "support/hex.h"

namespace {

using namespace mm1;
using capture::Octets;
using fuzz::expect;

struct Sent {
  bool from_client = true;
  std::uint16_t port = 9201;
  std::int64_t time_ns = 0;
  std::size_t not_captured = 0;
  Octets octets;
};

/// Input: for each datagram a head octet (direction, port, time since the one before), its length
/// in one octet (FF: the rest), and its octets.
std::vector<Sent> parse(Octets input) {
  constexpr std::uint16_t kPorts[] = {9201, 9201, 9200, 2948, 9203, 2949, 9202, 5000};
  constexpr std::int64_t kSteps[] = {0, 10'000'000, 1'500'000'000, 301'000'000'000};
  constexpr std::uint8_t kCut = 0xfe, kRest = 0xff;
  std::vector<Sent> datagrams;
  std::int64_t now = 0;
  while (input.size() >= 2) {
    const std::uint8_t head = input[0];
    const std::uint8_t length = input[1];
    input = input.subspan(2);
    const std::size_t size =
        length == kRest ? input.size() : std::min<std::size_t>(length, input.size());
    now += kSteps[head >> 4 & 3];
    datagrams.push_back({(head & 0x80) == 0, kPorts[head & 7], now,
                         length == kCut ? std::size_t{7} : std::size_t{0}, input.first(size)});
    input = input.subspan(size);
  }
  return datagrams;
}

class Checker final : public bearer::MessageSink {
 public:
  explicit Checker(const std::vector<Sent>& sent) : sent_(sent) {}

  void on_message(const bearer::Message& message) override {
    if (message.kind == bearer::MessageKind::kPdu) check_pdu(message);
    for (const bearer::BearerFinding& finding : message.findings) {
      expect(rules::row_of(finding.rule).id.starts_with("TRN-"), "a rule of another group");
      expect(finding.place.frame != 0 && finding.place.frame <= sent_.size(),
             "a finding without a place");
      log.append(rules::row_of(finding.rule).id).append(finding.detail).append("\n");
    }
    log.append(std::to_string(static_cast<int>(message.kind)))
        .append(message.context.client)
        .append(message.context.uri)
        .append(test::to_hex(message.body))
        .append("\n");
  }

  std::string log;

 private:
  void check_pdu(const bearer::Message& message) const {
    expect(!message.frames.empty(), "a PDU without frames");
    expect(std::is_sorted(message.frames.begin(), message.frames.end()), "frames out of order");
    expect(message.complete ? message.reported_length == message.body.size()
                            : message.reported_length > message.body.size(),
           "a length that does not fit");
    std::size_t carried = 0;
    for (const capture::FrameRef& frame : message.frames) {
      expect(frame.frame != 0 && frame.frame <= sent_.size(), "a frame that was not sent");
      carried += sent_[frame.frame - 1].octets.size();
    }
    expect(message.body.size() <= carried, "more octets than were sent");
    const Octets only = sent_[message.frames.front().frame - 1].octets;
    const bool concatenated = only.empty() || only.front() == 0;
    if (message.frames.size() > 1 || concatenated) return;
    const auto place =
        std::search(only.begin(), only.end(), message.body.begin(), message.body.end());
    expect(place != only.end() || message.body.empty(), "octets that were not sent");
  }

  const std::vector<Sent>& sent_;
};

net::IpAddress address(std::uint8_t last) {
  net::IpAddress address;
  address.family = 4;
  address.octets[0] = 10;
  address.octets[3] = last;
  return address;
}

std::string run(const std::vector<Sent>& datagrams) {
  Checker checker(datagrams);
  capture::LeftOutCounts left_out;
  bearer::Bearers bearers(checker, left_out, {.max_body = 1 << 16, .max_memory = 1 << 17});
  std::uint32_t frame = 0;
  for (const Sent& sent : datagrams) {
    net::Stamp stamp;
    stamp.ref = stamp.completed_by = {.file = 0, .frame = ++frame};
    stamp.time_ns = stamp.completed_ns = sent.time_ns;
    const capture::FrameRef frames[] = {stamp.ref};
    const bool push = sent.port == 2948 || sent.port == 2949;
    const net::Endpoint client{address(1), push ? sent.port : std::uint16_t{49000}};
    const net::Endpoint gateway{address(2), push ? std::uint16_t{9200} : sent.port};
    bearers.advance(stamp.time_ns);
    bearers.on_datagram({.source = sent.from_client ? client : gateway,
                         .destination = sent.from_client ? gateway : client,
                         .payload = sent.octets,
                         .reported_length = sent.octets.size() + sent.not_captured,
                         .stamp = stamp,
                         .frames = frames});
  }
  bearers.finish();
  return checker.log;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::vector<Sent> datagrams = parse(Octets(data, size));
  expect(run(datagrams) == run(datagrams), "another result for the same datagrams");
  return 0;
}
