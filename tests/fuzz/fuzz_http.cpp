// An HTTP connection of any octets: read at once, and cut into segments anywhere. While nothing in
// it is malformed, the messages and what is counted are the same; with little memory, everything
// is still read safely.
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
using capture::LeftOut;
using capture::Octets;

constexpr bearer::BearerOptions kRoomy{.max_body = 2048, .max_memory = std::size_t{4} << 20};
constexpr bearer::BearerOptions kTight{.max_body = 512, .max_memory = 8 << 10};

/// Octets of one direction, in a row.
struct Turn {
  bool from_client;
  bool gap_before;
  Octets octets;
};

/// Input: two octets say how to cut; then turns, each a head octet (direction, gap, and the length
/// with the next one) and its octets.
struct Input {
  std::uint8_t cut_first = 1;
  std::uint8_t cut_step = 1;
  bool has_gap = false;
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
    input.has_gap = input.has_gap || (gap && !part.empty());
    octets = octets.subspan(part.size());
  }
  return input;
}

/// What came out, in words; frames, which depend on the cuts, left out.
class Log final : public bearer::MessageSink {
 public:
  void on_message(const bearer::Message& message) override {
    fuzz::expect(message.body.size() <= kRoomy.max_body, "more octets than the limit");
    fuzz::expect(message.body.size() <= message.reported_length, "more octets than reported");
    fuzz::expect(message.complete || message.kind != bearer::MessageKind::kPdu ||
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
  explicit Connection(const bearer::BearerOptions& options) : bearers_(log_, left_out_, options) {
    // Both directions begin sound, so that everything else is read as HTTP, and counted if it is
    // none.
    const std::vector<std::uint8_t> request = octets_of("HEAD / HTTP/1.1\r\n\r\n");
    reader_ = bearers_.open(endpoint(1, 40000), endpoint(2, 80), true, request);
    reader_->on_opening();
    give(true, request);
    give(false, octets_of("HTTP/1.1 204 -\r\n\r\n"));
  }

  void give(bool from_client, Octets octets) {
    if (declined_) return;
    stamp_.ref.frame = ++stamp_.completed_by.frame;
    declined_ = !reader_->on_octets(from_client, octets, stamp_);
  }
  void lose(bool from_client) {
    if (!declined_) declined_ = !reader_->on_gap(from_client, 40, stamp_);
  }
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
  /// Whether all of it was HTTP: what is not may be given up sooner or later.
  [[nodiscard]] bool was_sound() const {
    return !declined_ && left_out_[LeftOut::kHttpMalformed] == 0;
  }

 private:
  static std::vector<std::uint8_t> octets_of(std::string_view text) {
    return {text.begin(), text.end()};
  }

  Log log_;
  capture::LeftOutCounts left_out_;
  bearer::Bearers bearers_;
  std::unique_ptr<net::StreamReader> reader_;
  net::Stamp stamp_;
  bool declined_ = false;
};

struct Played {
  std::string text;
  bool sound;
};

Played play(const Input& input, bool cut, const bearer::BearerOptions& options) {
  Connection connection(options);
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
  std::string text = connection.finish();
  return {std::move(text), connection.was_sound()};
}

/// Whether there may be a tunnel. What begins inside one need not begin as HTTP does, and is looked
/// for at the start of segments.
bool may_have_tunnel(Octets octets) {
  const std::string_view text(reinterpret_cast<const char*>(octets.data()), octets.size());
  return text.find("CONNECT ") != std::string_view::npos ||
         text.find("101") != std::string_view::npos;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Input input = parse({data, size});
  const Played whole = play(input, false, kRoomy);
  const Played pieces = play(input, true, kRoomy);
  static_cast<void>(play(input, true, kTight));
  if (whole.sound && !input.has_gap && !may_have_tunnel({data, size})) {
    fuzz::expect(whole.text == pieces.text,
                 "cuts change the result:\n" + whole.text + "\nbut\n" + pieces.text);
  }
  return 0;
}
