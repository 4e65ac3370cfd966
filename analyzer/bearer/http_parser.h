// One direction of an HTTP/1 connection: where each message begins and ends.
#pragma once

#include <cstdint>
#include <optional>

#include "budget.h"
#include "http_body.h"
#include "mm1/http/head.h"
#include "mm1/net/network.h"

namespace mm1::bearer {

/// What the owner of a parser knows about the body that follows a head.
struct BodyPlan {
  bool none = false;    // there is none, whatever the header fields claim
  bool wanted = false;  // its octets are to be delivered; otherwise they are counted off
  bool opaque = false;  // what follows is no longer HTTP (CONNECT, Upgrade)
};

/// How a message ended.
enum class BodyEnd : std::uint8_t {
  kWhole,
  kCut,        // before its announced length or its last chunk
  kUnsure,     // up to the end of a connection that broke off, or chunks that make no sense
  kAbandoned,  // by us
};

class HttpParser {
 public:
  /// Told about messages, in their order. `stamp` is always that of the octets just fed.
  class Handler {
   public:
    virtual ~Handler() = default;
    /// Octets of a head were seen, with `first` those it begins with.
    virtual void on_head_octets(bool first) = 0;
    virtual BodyPlan on_head(const http::Head& head) = 0;
    /// Octets of a wanted body. False: no more of them are wanted.
    virtual bool on_body(Octets octets) = 0;
    /// Octets are missing inside the body.
    virtual void on_body_hole() = 0;
    virtual void on_message_end(BodyEnd end, const net::Stamp& stamp) = 0;
    /// Whole messages may be missing here.
    virtual void on_messages_lost() = 0;
    virtual void on_malformed() = 0;
  };

  enum class Verdict : std::uint8_t {
    kGoOn,
    kNotHttp,  // so far; fed on, the parser looks for a start line
    kHttp2,
    kOpaque,
    kNoMemory,
  };

  HttpParser(Handler& handler, Budget& budget) : handler_(handler), head_(budget) {}

  [[nodiscard]] Verdict feed(Octets octets, const net::Stamp& stamp);
  /// `length` octets are missing. Inside a body of known length this costs at most that body;
  /// elsewhere the next message is looked for at the beginning of later octets.
  void gap(std::uint64_t length);
  void end(net::StreamEnd end, const net::Stamp& stamp);
  /// The other side answers: a message whose length is not known for sure is over, and one that has
  /// a length may be over nevertheless, if what follows looks like another message: its length was
  /// wrong, or its sender waited for leave to send the body.
  void settle();
  /// The other side asks for something else: a body that seems to go on may be over likewise.
  void doubt();
  /// Octets of the latest call that were not used, behind a head that ends HTTP.
  [[nodiscard]] Octets rest() const { return rest_; }
  /// Whether a message was found in this direction.
  [[nodiscard]] bool synchronised() const { return synchronised_; }

 private:
  enum class State : std::uint8_t {
    kStart,       // at the start of a message, or inside its head
    kLength,      // body of `left_` octets
    kChunked,     // body in chunks
    kUntilClose,  // body up to the end of the direction
    kUntilNext,   // body of unknown length, up to what looks like the next message
    kZeroLength,  // behind an MM1 message that announced no octets: some senders send them anyway
    kSearch,      // out of step: looking for a start line
  };

  std::size_t step(Octets octets, const net::Stamp& stamp);
  std::size_t step_in_state(Octets octets, const net::Stamp& stamp);
  std::size_t resolve_doubt(Octets octets, const net::Stamp& stamp);
  void believe_body(const net::Stamp& stamp);
  std::size_t drop_doubt();
  std::size_t read_head(Octets octets, const net::Stamp& stamp);
  std::size_t skip_blank_lines(Octets octets) const;
  std::optional<std::size_t> skip_surplus(Octets octets);
  void start_body(const http::Head& head, const net::Stamp& stamp);
  std::size_t read_length(Octets octets, const net::Stamp& stamp);
  std::size_t read_chunks(Octets octets, const net::Stamp& stamp);
  void deliver(Octets octets);
  void finish(BodyEnd end, const net::Stamp& stamp);
  void lose_step();
  bool begins_message(Octets octets) const;

  Handler& handler_;
  MeteredVector<std::uint8_t> head_;
  State state_ = State::kStart;
  Verdict verdict_ = Verdict::kGoOn;
  bool wanted_ = false;
  bool doubtful_ = false;  // in a body that may be over; octets that could be either are in `head_`
  bool synchronised_ = false;
  bool at_segment_start_ = false;
  std::uint64_t left_ = 0;
  std::uint64_t searched_ = 0;
  std::size_t surplus_ = 0;  // octets that may stand behind the latest message
  Octets rest_;
  ChunkReader chunks_;
  net::Stamp latest_;  // of the latest octets
};

}  // namespace mm1::bearer
