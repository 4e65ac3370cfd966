// How an HTTP/1 body is delimited (RFC 9112 §6, §7), and what an MM1 body is once its content
// coding is undone.
#pragma once

#include <cstdint>
#include <memory>

#include "budget.h"
#include "inflate.h"
#include "media.h"
#include "mm1/capture/packet.h"

namespace mm1::bearer {

/// Takes the chunked transfer coding apart, piece by piece and without copying.
class ChunkReader {
 public:
  /// Reads on in `input`, at most up to the end of one piece of chunk data, which goes to `data`
  /// (empty when there was none). Returns how many octets of `input` it used.
  [[nodiscard]] std::size_t read(Octets input, Octets& data);
  /// `length` octets are missing. False when they reach beyond the data of the present chunk.
  [[nodiscard]] bool skip(std::uint64_t length);

  [[nodiscard]] bool done() const { return state_ == State::kDone; }
  [[nodiscard]] bool failed() const { return state_ == State::kFailed; }

 private:
  enum class State : std::uint8_t {
    kSize,         // hexadecimal digits
    kExtension,    // up to the end of the size line
    kData,         // `left_` octets
    kDataEnd,      // CR LF behind the data
    kTrailer,      // at the start of a trailer line
    kTrailerCr,    // behind the CR of what may be the last line
    kTrailerLine,  // inside a trailer line
    kDone,
    kFailed,
  };
  void read_framing(std::uint8_t octet);
  void read_size(std::uint8_t octet);

  State state_ = State::kSize;
  int digits_ = 0;
  std::uint64_t left_ = 0;
};

/// Collects a body while it can be MM1, content coding undone.
class BodyCollector {
 public:
  enum class State : std::uint8_t {
    kUndecided,  // no octets yet, or too few
    kMm1,        // MM1, or a push that may hold it
    kOther,      // no MM1: nothing is kept
    kFull,       // MM1 that reached a limit: what was kept is its beginning
    kLost,       // it could not be decided for lack of memory: nothing is kept
  };

  BodyCollector(Budget& budget, std::size_t max_body)
      : budget_(&budget), octets_(budget), max_body_(max_body) {}

  void begin(Promise promise, Coding coding);
  /// The state after `input`.
  State append(Octets input);
  /// Forgets the body; what follows of it is not kept.
  void clear();

  [[nodiscard]] State state() const { return state_; }
  [[nodiscard]] Promise promise() const { return promise_; }
  [[nodiscard]] Octets octets() const { return octets_.span(); }
  /// Whether the content coding, if any, came to its end without fault.
  [[nodiscard]] bool whole() const;
  /// Whether its content coding is being undone; and whether we know how to, if it has one.
  [[nodiscard]] bool coded() const { return inflater_ != nullptr; }
  [[nodiscard]] bool can_be_undone() const { return coding_ != Coding::kOther; }

 private:
  void keep(Octets octets);
  [[nodiscard]] State decide() const;
  State run_out();

  Budget* budget_;
  MeteredVector<std::uint8_t> octets_;
  std::size_t max_body_;
  std::unique_ptr<Inflater> inflater_;
  Promise promise_ = Promise::kNothing;
  Coding coding_ = Coding::kIdentity;
  bool first_ = true;
  State state_ = State::kOther;
};

}  // namespace mm1::bearer
