// A connection that was captured from its middle on: its first octets do not tell what it is.
#pragma once

#include <cstdint>
#include <memory>

#include "outlet.h"
#include "protocol.h"
#include "sms.h"

namespace mm1::bearer {

/// Makes the reader of a protocol; nullptr when it is one we do not read.
std::unique_ptr<net::StreamReader> make_reader(Outlet& outlet, SmsAssembler& messages,
                                               Protocol protocol, const net::Endpoint& client,
                                               const net::Endpoint& server);

/// Waits for octets that begin as a message does, then hands over to that protocol's reader. Holds
/// no octets.
class UndecidedReader final : public net::StreamReader {
 public:
  UndecidedReader(Outlet& outlet, SmsAssembler& messages, const net::Endpoint& client,
                  const net::Endpoint& server)
      : outlet_(outlet), messages_(messages), client_(client), server_(server) {}

  [[nodiscard]] bool on_octets(bool from_client, Octets octets, const net::Stamp& stamp) override;
  [[nodiscard]] bool on_gap(bool from_client, std::uint64_t length,
                            const net::Stamp& stamp) override;
  void on_end(bool from_client, net::StreamEnd end, const net::Stamp& stamp) override;

 private:
  Outlet& outlet_;
  SmsAssembler& messages_;
  net::Endpoint client_;
  net::Endpoint server_;
  std::uint64_t searched_ = 0;
  std::uint8_t ended_ = 0;  // directions
  std::unique_ptr<net::StreamReader> reader_;
};

}  // namespace mm1::bearer
