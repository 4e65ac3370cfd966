#include "http_parser.h"

#include <algorithm>
#include <array>

#include "mm1/mms/decode.h"

namespace mm1::bearer {
namespace {

constexpr std::size_t kMaxHead = std::size_t{64} << 10;
// A connection that shows no start line in so many octets is given up. Above the largest bodies a
// capture may begin in the middle of.
constexpr std::uint64_t kMaxSearch = std::uint64_t{16} << 20;

// Octets behind a body that its length did not announce, and up to which the next message is
// looked for octet by octet.
constexpr std::size_t kMaxSurplus = 64;

// Octets that are enough to tell a start line from anything else.
constexpr std::size_t kEnoughToTell = 16;

// Of a FIN that ends octets: a FIN may be captured before octets that it follows.
net::Stamp behind(const net::Stamp& octets, const net::Stamp& fin) {
  net::Stamp stamp = fin;
  stamp.completed_by = std::max(octets.completed_by, fin.ref);
  stamp.completed_ns = std::max(octets.completed_ns, fin.time_ns);
  return stamp;
}

}  // namespace

HttpParser::Verdict HttpParser::feed(Octets octets, const net::Stamp& stamp) {
  at_segment_start_ = true;
  verdict_ = Verdict::kGoOn;
  while (!octets.empty() && verdict_ == Verdict::kGoOn) {
    octets = octets.subspan(step(octets, stamp));
    at_segment_start_ = false;
  }
  latest_ = stamp;
  rest_ = octets;
  return verdict_;
}

std::size_t HttpParser::step(Octets octets, const net::Stamp& stamp) {
  return doubtful_ ? resolve_doubt(octets, stamp) : step_in_state(octets, stamp);
}

std::size_t HttpParser::step_in_state(Octets octets, const net::Stamp& stamp) {
  switch (state_) {
    case State::kStart:
      return read_head(octets, stamp);
    case State::kLength:
      return read_length(octets, stamp);
    case State::kChunked:
      return read_chunks(octets, stamp);
    case State::kUntilClose:
      deliver(octets);
      return octets.size();
    case State::kUntilNext:
      if (at_segment_start_ && begins_message(octets)) {
        settle();
        return 0;
      }
      deliver(octets);
      latest_ = stamp;
      return octets.size();
    case State::kZeroLength:
      // One octet is enough: no start line begins with the code of X-Mms-Message-Type.
      if (octets.front() == 0x8c) {
        handler_.on_malformed();
        state_ = State::kUntilNext;
      } else {
        settle();
      }
      return 0;
    case State::kSearch:
      if (at_segment_start_ && begins_message(octets)) {
        state_ = State::kStart;
        searched_ = 0;
        return 0;
      }
      searched_ += octets.size();
      if (searched_ > kMaxSearch) verdict_ = Verdict::kNotHttp;
      return octets.size();
  }
  return octets.size();
}

bool HttpParser::begins_message(Octets octets) const {
  const http::StartLine line = http::recognise_start_line(octets);
  return line == http::StartLine::kRequest || line == http::StartLine::kResponse;
}

// RFC 9112 §2.2: empty lines before a request line are to be ignored.
std::size_t HttpParser::skip_blank_lines(Octets octets) const {
  if (!head_.empty()) return 0;
  const auto text = std::find_if(octets.begin(), octets.end(),
                                 [](std::uint8_t octet) { return octet != '\r' && octet != '\n'; });
  return static_cast<std::size_t>(text - octets.begin());
}

std::size_t HttpParser::read_head(Octets octets, const net::Stamp& stamp) {
  if (const std::size_t blank = skip_blank_lines(octets); blank != 0) return blank;

  const std::size_t before = head_.size();
  const Octets added = octets.first(std::min(octets.size(), kMaxHead - before));
  Octets head = added;
  if (before != 0) {
    if (!head_.append(added)) {
      verdict_ = Verdict::kNoMemory;
      return octets.size();
    }
    head = head_.span();
  }
  if (http::recognise_start_line(head) == http::StartLine::kNo) {
    if (const auto surplus = skip_surplus(added)) return *surplus;
    lose_step();
    if (!synchronised_) verdict_ = Verdict::kNotHttp;
    return octets.size();
  }
  handler_.on_head_octets(before == 0);
  constexpr std::size_t kLineEnds = 3;  // the last octets may be the first of the blank line
  const std::size_t length = http::head_length(head, before < kLineEnds ? 0 : before - kLineEnds);
  if (length == 0) {
    if (head.size() == kMaxHead) {
      lose_step();
    } else if (before == 0 && !head_.append(added)) {
      verdict_ = Verdict::kNoMemory;
    }
    return octets.size();
  }
  const std::optional<http::Head> parsed = http::parse_head(head.first(length));
  if (!parsed) {
    lose_step();
    if (!synchronised_) verdict_ = Verdict::kNotHttp;
    return octets.size();
  }
  synchronised_ = true;
  surplus_ = 0;
  if (parsed->is_http2) {
    verdict_ = Verdict::kHttp2;
  } else {
    start_body(*parsed, stamp);
  }
  head_.clear();
  return length - before;
}

// What stands between the end of a body and the next start line, when the announced length was too
// short: counted once and skipped. Nothing when that is not what `octets` show. Octets in `head_`,
// if any, are the beginning of what was taken for a start line.
std::optional<std::size_t> HttpParser::skip_surplus(Octets octets) {
  const Octets held = head_.span();
  std::array<std::uint8_t, 2 * kEnoughToTell> joined{};
  if (held.size() > kEnoughToTell) return std::nullopt;
  std::copy(held.begin(), held.end(), joined.begin());
  const Octets seen = octets.first(std::min(octets.size(), joined.size() - held.size()));
  std::copy(seen.begin(), seen.end(), joined.begin() + static_cast<std::ptrdiff_t>(held.size()));
  Octets text = Octets(joined).first(held.size() + seen.size());

  std::size_t skipped = 0;
  while (!text.empty() && http::recognise_start_line(text) == http::StartLine::kNo) {
    text = text.subspan(1);
    ++skipped;
  }
  if (skipped > surplus_) return std::nullopt;
  if (surplus_ == kMaxSurplus) handler_.on_malformed();
  surplus_ -= skipped;
  if (skipped >= held.size()) {
    const std::size_t used = skipped - held.size();
    head_.clear();
    return used;
  }
  const std::size_t left = held.size() - skipped;
  const Octets kept = Octets(joined).subspan(skipped, left);
  head_.clear();
  if (!head_.append(kept)) verdict_ = Verdict::kNoMemory;
  return 0;
}

void HttpParser::start_body(const http::Head& head, const net::Stamp& stamp) {
  const BodyPlan plan = handler_.on_head(head);
  wanted_ = plan.wanted;
  if (plan.opaque) {
    finish(BodyEnd::kWhole, stamp);
    verdict_ = Verdict::kOpaque;
  } else if (plan.none) {
    finish(BodyEnd::kWhole, stamp);
  } else if (head.chunked) {
    chunks_ = ChunkReader();
    state_ = State::kChunked;
  } else if (head.bad_length) {
    handler_.on_malformed();
    latest_ = stamp;
    state_ = State::kUntilNext;
  } else if (head.content_length == 0 && wanted_) {
    latest_ = stamp;
    state_ = State::kZeroLength;
  } else if (head.content_length.value_or(0) != 0) {
    left_ = *head.content_length;
    state_ = State::kLength;
  } else if (head.is_request || head.content_length) {
    finish(BodyEnd::kWhole, stamp);
  } else {
    state_ = State::kUntilClose;
  }
}

std::size_t HttpParser::read_length(Octets octets, const net::Stamp& stamp) {
  const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(left_, octets.size()));
  deliver(octets.first(count));
  left_ -= count;
  if (left_ == 0) finish(BodyEnd::kWhole, stamp);
  return count;
}

std::size_t HttpParser::read_chunks(Octets octets, const net::Stamp& stamp) {
  Octets data;
  const std::size_t used = chunks_.read(octets, data);
  deliver(data);
  if (chunks_.done()) {
    finish(BodyEnd::kWhole, stamp);
  } else if (chunks_.failed()) {
    finish(BodyEnd::kUnsure, stamp);
    lose_step();
    return octets.size();
  }
  return used;
}

void HttpParser::deliver(Octets octets) {
  if (wanted_ && !octets.empty()) wanted_ = handler_.on_body(octets);
}

void HttpParser::finish(BodyEnd end, const net::Stamp& stamp) {
  state_ = State::kStart;
  doubtful_ = false;
  surplus_ = kMaxSurplus;
  handler_.on_message_end(end, stamp);
}

void HttpParser::lose_step() {
  head_.clear();
  const bool counted = surplus_ != 0 && surplus_ != kMaxSurplus;
  if (synchronised_ && !counted) handler_.on_malformed();
  surplus_ = 0;
  state_ = State::kSearch;
}

void HttpParser::settle() {
  if (state_ == State::kZeroLength || state_ == State::kUntilNext) {
    finish(BodyEnd::kWhole, latest_);
  } else {
    doubt();
  }
}

void HttpParser::doubt() {
  doubtful_ = state_ == State::kLength || state_ == State::kChunked || state_ == State::kUntilClose;
}

std::size_t HttpParser::resolve_doubt(Octets octets, const net::Stamp& stamp) {
  const std::size_t before = head_.size();
  const Octets added = octets.first(std::min(octets.size(), kEnoughToTell));
  Octets text = added;
  if (before != 0) {
    if (!head_.append(added)) {
      verdict_ = Verdict::kNoMemory;
      return octets.size();
    }
    text = head_.span();
  }
  switch (http::recognise_start_line(text)) {
    case http::StartLine::kNo:
      head_.truncate(before);
      believe_body(stamp);
      return 0;
    case http::StartLine::kPartly:
      if (before == 0 && !head_.append(added)) verdict_ = Verdict::kNoMemory;
      return added.size();
    case http::StartLine::kRequest:
    case http::StartLine::kResponse:
      head_.truncate(before);
      finish(state_ == State::kUntilClose ? BodyEnd::kWhole : BodyEnd::kCut, latest_);
      return 0;
  }
  return 0;
}

// The octets that were held are the body's.
void HttpParser::believe_body(const net::Stamp& stamp) {
  doubtful_ = false;
  std::array<std::uint8_t, 2 * kEnoughToTell> held{};
  const std::size_t count = std::min(head_.size(), held.size());
  std::copy_n(head_.span().begin(), count, held.begin());
  head_.clear();
  Octets octets = Octets(held).first(count);
  while (!octets.empty() && verdict_ == Verdict::kGoOn) {
    octets = octets.subspan(step_in_state(octets, stamp));
  }
}

// Nothing will tell what the octets that were held are: they are missing like those behind them.
std::size_t HttpParser::drop_doubt() {
  const std::size_t count = doubtful_ ? head_.size() : 0;
  if (doubtful_) head_.clear();
  doubtful_ = false;
  return count;
}

// What a hole cuts short ended with the octets before it.
void HttpParser::gap(std::uint64_t length) {
  length += drop_doubt();
  if (state_ == State::kZeroLength || state_ == State::kUntilNext) settle();
  if (state_ == State::kLength && length <= left_) {
    handler_.on_body_hole();
    left_ -= length;
    if (left_ == 0) finish(BodyEnd::kCut, latest_);
    return;
  }
  if (state_ == State::kUntilClose || (state_ == State::kChunked && chunks_.skip(length))) {
    handler_.on_body_hole();
    return;
  }
  if (state_ == State::kLength || state_ == State::kChunked) {
    handler_.on_body_hole();
    finish(BodyEnd::kCut, latest_);
  }
  head_.clear();
  surplus_ = 0;
  state_ = State::kSearch;
  handler_.on_messages_lost();
}

// RFC 9112 §8: a body that ends with its connection is whole when the connection was closed, not
// when it broke. An RST may come after the last octet of it nevertheless: the octets are delivered
// as what is known to be there.
void HttpParser::end(net::StreamEnd end, const net::Stamp& stamp) {
  const bool orderly = end == net::StreamEnd::kFin;
  if (doubtful_ && orderly) believe_body(latest_);
  drop_doubt();
  const BodyEnd cut = end == net::StreamEnd::kEvicted ? BodyEnd::kAbandoned : BodyEnd::kCut;
  const BodyEnd open = orderly ? BodyEnd::kWhole : BodyEnd::kUnsure;
  if (state_ == State::kUntilClose) {
    finish(open, orderly ? behind(latest_, stamp) : latest_);
  } else if (state_ == State::kUntilNext) {
    finish(open, latest_);
  } else if (state_ == State::kLength || state_ == State::kChunked) {
    finish(cut, latest_);
  } else if (state_ == State::kZeroLength) {
    settle();
  }
  head_.clear();
}

}  // namespace mm1::bearer
