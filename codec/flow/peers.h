// What is known of clients and relays by address, for longer than their transactions last.
#pragma once

#include <string_view>

#include "digest.h"
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

  /// `kNone` for one that has not spoken yet.
  [[nodiscard]] mms::Version version(std::string_view address);
  /// Whether this client is the relay of other clients: a gateway, which speaks for many.
  [[nodiscard]] bool is_gateway(std::string_view client);

 private:
  struct Peer {
    mms::Version version = mms::Version::kNone;
    bool relays = false;  // was somebody's relay on a bearer of clients
  };
  Peer& peer(std::string_view address, std::int64_t now_ns);

  static constexpr std::size_t kMost = std::size_t{1} << 18;
  Remembered<Peer> peers_{kMost};
};

}  // namespace mm1::flow
