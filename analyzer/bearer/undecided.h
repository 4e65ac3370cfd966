// A connection that was captured from its middle on: its first octets do not tell what it is.
#pragma once

#include <cstdint>
#include <memory>

#include "ota_push.h"
#include "outlet.h"
#include "protocol.h"
#include "sms.h"

namespace mm1::bearer {

/// Makes the readers of connections, with what they share.
class ReaderMaker {
 public:
  ReaderMaker(Outlet& outlet, SmsAssembler& messages) : outlet_(outlet), messages_(messages) {}

  /// A protocol that hides what it carries gets a reader that declines the connection; an unknown
  /// one gets none.
  [[nodiscard]] std::unique_ptr<net::StreamReader> make(Protocol protocol,
                                                        const net::Endpoint& client,
                                                        const net::Endpoint& server);
  [[nodiscard]] Outlet& outlet() { return outlet_; }

 private:
  Outlet& outlet_;
  SmsAssembler& messages_;
  RefusedPushes refused_pushes_;
};

/// Waits for octets that begin as a message does, then hands over to that protocol's reader. Holds
/// no octets.
class UndecidedReader final : public net::StreamReader {
 public:
  UndecidedReader(ReaderMaker& maker, const net::Endpoint& client, const net::Endpoint& server)
      : maker_(maker), client_(client), server_(server) {}

  [[nodiscard]] bool on_octets(bool from_client, Octets octets, const net::Stamp& stamp) override;
  [[nodiscard]] bool on_gap(bool from_client, std::uint64_t length,
                            const net::Stamp& stamp) override;
  void on_end(bool from_client, net::StreamEnd end, const net::Stamp& stamp) override;
  [[nodiscard]] capture::LeftOut refusal() const override;

 private:
  ReaderMaker& maker_;
  net::Endpoint client_;
  net::Endpoint server_;
  std::uint64_t searched_ = 0;
  std::uint8_t ended_ = 0;  // directions
  std::unique_ptr<net::StreamReader> reader_;
};

}  // namespace mm1::bearer
