// What is known of clients and relays by address, for longer than their transactions last.
#pragma once

#include <cstdint>
#include <string_view>

#include "mm1/flow/digest.h"
#include "mm1/flow/context.h"
#include "mm1/mms/version.h"
#include "remembered.h"

namespace mm1::flow {

/// The version that each peer showed last (rules.md §0.7), and who stands between.
class Peers {
 public:
  /// Notes the version of a PDU's sender; `kNone` changes nothing.
  void spoke(const Context& context, mms::Version version);
  /// Notes who talks to whom.
  void seen(const Context& context);
  /// Notes whose address the client uses: an address print.
  void uses(std::string_view client, std::uint64_t subscriber, std::int64_t now_ns);

  /// `kNone` for one that has not spoken yet.
  [[nodiscard]] mms::Version version(std::string_view address);
  /// Whether this client speaks for many: a gateway, which is the relay of other clients, or what
  /// more than one subscriber is behind. Of one that is known by its number: whether it speaks
  /// through such a gateway.
  [[nodiscard]] bool speaks_for_many(std::string_view client);
  /// Whether clients that are known by their numbers speak from this address.
  [[nodiscard]] bool speaks_for_numbers(std::string_view address);

 private:
  struct Peer {
    std::uint64_t subscriber = 0;  // address print, 0: not known
    mms::Version version = mms::Version::kNone;
    bool relays = false;    // was somebody's relay on a bearer of clients, or speaks through one
    bool shared = false;    // used the addresses of several subscribers
    bool numbered = false;  // clients that are known by their numbers speak from it
  };
  Peer& peer(std::string_view address, std::int64_t now_ns);

  static constexpr std::size_t kMost = std::size_t{1} << 18;
  Remembered<Peer> peers_{kMost};
};

}  // namespace mm1::flow
