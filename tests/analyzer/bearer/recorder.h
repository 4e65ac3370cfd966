// A sink that remembers, and players that act as the network does.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "mm1/bearer/bearers.h"
#include "mm1/rules/all_rules.h"
#include "support/hex.h"
#include "support/octet_writer.h"

namespace mm1::bearer::test {

using mm1::test::Buffer;

/// A copy of a message.
struct Seen {
  MessageKind kind;
  flow::Bearer bearer;
  flow::Direction direction;
  std::string client;
  std::string client_address;
  std::string relay;
  std::uint64_t exchange;
  std::string uri;
  Buffer body;
  std::size_t reported_length;
  bool complete;
  std::string method;
  int status;
  std::string content_type;
  std::uint32_t frame;
  std::int64_t time_ns;
  std::vector<std::uint32_t> frames;
  std::vector<std::string> findings;  // "TRN-WTP-004: detail"

  explicit Seen(const Message& m)
      : kind(m.kind),
        bearer(m.context.bearer),
        direction(m.context.direction),
        client(m.context.client),
        client_address(m.context.client_address),
        relay(m.context.relay),
        exchange(m.context.exchange),
        uri(m.context.uri),
        body(m.body.begin(), m.body.end()),
        reported_length(m.reported_length),
        complete(m.complete),
        method(m.method),
        status(m.status),
        content_type(m.content_type),
        frame(m.context.frame),
        time_ns(m.context.time_ns) {
    for (const FrameRef& ref : m.frames) frames.push_back(ref.frame);
    for (const BearerFinding& finding : m.findings) {
      findings.push_back(std::string(rules::row_of(finding.rule).id) + ": " + finding.detail);
    }
  }

  /// Everything that does not depend on how the octets were cut into segments, in one line:
  /// "pdu http 10.0.0.1>10.0.0.2 #1 POST http://mmsc/ 8C 80".
  [[nodiscard]] std::string line() const {
    constexpr std::string_view kKinds[] = {"pdu", "request", "response", "loss", "finding"};
    std::string text(kKinds[static_cast<std::size_t>(kind)]);
    text.append(" ").append(flow::bearer_name(bearer)).append(" ");
    const bool up = direction == flow::Direction::kClientToRelay;
    text.append(up ? client : relay).append(up ? ">" : "->").append(up ? relay : client);
    if (exchange != 0) text.append(" #").append(std::to_string(exchange));
    if (!method.empty()) text.append(" ").append(method);
    if (status != 0) text.append(" ").append(std::to_string(status));
    if (!uri.empty()) text.append(" ").append(uri);
    if (!body.empty()) text.append(" [").append(mm1::test::to_hex(body)).append("]");
    if (!complete) text.append(" incomplete");
    if (!complete && reported_length > 0)
      text.append(" of ").append(std::to_string(reported_length));
    return text;
  }
};

inline void PrintTo(const Seen& seen, std::ostream* out) { *out << seen.line(); }

class RecordingSink final : public MessageSink {
 public:
  void on_message(const Message& message) override { seen.emplace_back(message); }

  [[nodiscard]] std::vector<std::string> lines() const {
    std::vector<std::string> lines;
    for (const Seen& message : seen) lines.push_back(message.line());
    return lines;
  }
  /// All findings, in the order in which they were told.
  [[nodiscard]] std::vector<std::string> findings() const {
    std::vector<std::string> all;
    for (const Seen& message : seen) {
      all.insert(all.end(), message.findings.begin(), message.findings.end());
    }
    return all;
  }
  /// The rules of the findings: "TRN-WTP-004".
  [[nodiscard]] std::vector<std::string> rules() const {
    std::vector<std::string> ids;
    for (const std::string& finding : findings()) ids.push_back(finding.substr(0, 11));
    return ids;
  }
  std::vector<Seen> seen;
};

inline net::IpAddress ipv4(std::uint8_t last) {
  net::IpAddress address;
  address.family = 4;
  address.octets[0] = 10;
  address.octets[3] = last;
  return address;
}

inline const net::Endpoint kPhone{ipv4(1), 40000};
inline const net::Endpoint kMmsc{ipv4(2), 8080};

/// What happens on a TCP connection.
struct Step {
  enum class What : std::uint8_t { kOctets, kGap, kEnd };
  What what = What::kOctets;
  bool from_client = true;
  Buffer octets;
  std::uint64_t gap = 0;
  net::StreamEnd end = net::StreamEnd::kFin;
};

inline Step client(Buffer octets) { return {Step::What::kOctets, true, std::move(octets), 0, {}}; }
inline Step server(Buffer octets) { return {Step::What::kOctets, false, std::move(octets), 0, {}}; }
inline Step client(std::string_view text) { return client(Buffer(text.begin(), text.end())); }
inline Step server(std::string_view text) { return server(Buffer(text.begin(), text.end())); }
inline Step gap(bool from_client, std::uint64_t length) {
  return {Step::What::kGap, from_client, {}, length, {}};
}
inline Step end(bool from_client, net::StreamEnd how = net::StreamEnd::kFin) {
  return {Step::What::kEnd, from_client, {}, 0, how};
}

inline constexpr std::int64_t kSecond = 1'000'000'000;

/// Bearers with a sink, fed by hand. Every call is one frame, a second after the one before.
class Bench {
 public:
  explicit Bench(BearerOptions options = {}) : bearers(sink, left_out, options) {}

  /// Plays one connection, octets cut into segments of at most `segment`.
  Bench& play(const std::vector<Step>& steps, std::size_t segment = SIZE_MAX,
              const net::Endpoint& opener = kPhone, const net::Endpoint& other = kMmsc) {
    std::unique_ptr<net::StreamReader> reader;
    bool opened = false;
    bool wanted = true;
    for (const Step& step : steps) {
      if (!wanted) break;
      if (step.what == Step::What::kOctets) {
        for (std::size_t at = 0; wanted && at < step.octets.size();) {
          const std::size_t count = std::min(segment, step.octets.size() - at);
          const Octets piece = Octets(step.octets).subspan(at, count);
          const net::Stamp stamp = next();
          if (!opened) reader = bearers.open(opener, other, step.from_client, piece);
          if (!opened && reader && opening_seen) reader->on_opening();
          opened = true;
          wanted = reader && reader->on_octets(step.from_client, piece, stamp);
          at += count;
        }
      } else if (reader && step.what == Step::What::kGap) {
        wanted = reader->on_gap(step.from_client, step.gap, next());
      } else if (reader) {
        reader->on_end(step.from_client, step.end, next());
      }
    }
    gave_up = !wanted;
    if (gave_up) left_out.add(reader ? reader->refusal() : capture::LeftOut::kTcpOther);
    return *this;
  }

  Bench& udp(const net::Endpoint& from, const net::Endpoint& to, const Buffer& payload,
             std::size_t not_captured = 0) {
    const net::Stamp stamp = next();
    const FrameRef frames[] = {stamp.ref};
    bearers.advance(stamp.time_ns);
    bearers.on_datagram({.source = from,
                         .destination = to,
                         .payload = payload,
                         .reported_length = payload.size() + not_captured,
                         .stamp = stamp,
                         .frames = frames});
    return *this;
  }

  Bench& wait(std::int64_t nanoseconds) {
    time_ns_ += nanoseconds;
    return *this;
  }

  [[nodiscard]] std::vector<std::string> lines() const { return sink.lines(); }
  /// What was seen without losses and lone findings.
  [[nodiscard]] std::vector<Seen> told() const {
    std::vector<Seen> told;
    for (const Seen& message : sink.seen) {
      if (message.kind != MessageKind::kLoss && message.kind != MessageKind::kFinding) {
        told.push_back(message);
      }
    }
    return told;
  }
  [[nodiscard]] std::vector<std::string> told_lines() const {
    std::vector<std::string> lines;
    for (const Seen& message : told()) lines.push_back(message.line());
    return lines;
  }
  [[nodiscard]] std::size_t losses() const {
    return static_cast<std::size_t>(
        std::count_if(sink.seen.begin(), sink.seen.end(),
                      [](const Seen& message) { return message.kind == MessageKind::kLoss; }));
  }
  [[nodiscard]] std::vector<std::string> findings() const { return sink.findings(); }
  [[nodiscard]] std::uint64_t count(capture::LeftOut reason) const { return left_out[reason]; }

  RecordingSink sink;
  capture::LeftOutCounts left_out;
  Bearers bearers;
  bool gave_up = false;
  bool opening_seen = true;  // the connections' handshakes are captured

 private:
  net::Stamp next() {
    net::Stamp stamp;
    stamp.ref = {.file = 0, .frame = ++frame_};
    stamp.time_ns = time_ns_ += kSecond;
    stamp.completed_by = stamp.ref;
    stamp.completed_ns = stamp.time_ns;
    return stamp;
  }

  std::uint32_t frame_ = 0;
  std::int64_t time_ns_ = 0;
};

}  // namespace mm1::bearer::test
