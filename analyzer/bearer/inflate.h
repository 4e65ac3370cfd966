// Undoing the content codings of HTTP.
#pragma once

#include <cstdint>
#include <memory>

#include "mm1/capture/packet.h"
#include "mm1/http/head.h"

namespace mm1::bearer {

using capture::Octets;
using http::Coding;

/// Inflates gzip (RFC 1952, also several members), zlib (RFC 1950) and raw deflate (RFC 1951, which
/// some senders mean by "deflate"), piece by piece.
class Inflater {
 public:
  explicit Inflater(Coding coding);
  ~Inflater();
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  /// Takes what follows. `take` gets the inflated octets in pieces and returns false to stop.
  template <typename Take>
  void feed(Octets input, Take&& take) {
    set_input(input);
    for (Octets piece = next(); !piece.empty(); piece = next()) {
      if (!take(piece)) return;
    }
  }
  /// Whether the compressed stream came to its own end.
  [[nodiscard]] bool ended() const;
  /// Whether the octets are no such stream.
  [[nodiscard]] bool failed() const;

 private:
  struct State;
  void set_input(Octets input);
  Octets next();
  std::unique_ptr<State> state_;
};

}  // namespace mm1::bearer
