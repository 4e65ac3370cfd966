// SMPP over TCP: the PDUs of one connection, and the short messages in them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "mm1/net/network.h"
#include "outlet.h"
#include "smpp_pdu.h"
#include "smpp_search.h"
#include "sms.h"

namespace mm1::bearer {

/// Responses (also those that refuse a message), replace_sm, cancel_sm and the management of the
/// connection carry no push: they are passed over. A PDU that does not fit, or a gap, costs what it
/// hits; reading goes on at the next header.
class SmppReader final : public net::StreamReader {
 public:
  SmppReader(Outlet& outlet, SmsAssembler& messages, const net::Endpoint& client,
             const net::Endpoint& server);

  [[nodiscard]] bool on_octets(bool from_client, Octets octets, const net::Stamp& stamp) override;
  [[nodiscard]] bool on_gap(bool from_client, std::uint64_t length,
                            const net::Stamp& stamp) override;
  void on_end(bool from_client, net::StreamEnd end, const net::Stamp& stamp) override;

 private:
  struct Side {
    explicit Side(Budget& budget) : pdu(budget), frames(budget) {}
    void drop_pdu() {
      pdu.clear();
      frames.clear();
    }
    MeteredVector<std::uint8_t> pdu;  // the PDU in progress, as far as it is here
    FrameList frames;
    std::uint32_t skip = 0;            // octets left of a PDU that is of no interest
    std::optional<SmppSearch> search;  // out of step
  };

  Side& side(bool from_client) { return from_client ? client_side_ : server_side_; }
  /// Both take octets of one PDU; 0 when the connection is to be given up.
  std::size_t step(Side& side, bool from_client, Octets octets, const net::Stamp& stamp);
  std::size_t search(Side& side, bool from_client, Octets octets, const net::Stamp& stamp);
  [[nodiscard]] bool keep(Side& side, bool from_client, Octets octets, const net::Stamp& stamp);
  /// Acts on what the PDU in progress shows by now.
  void look_at_pdu(Side& side, bool from_client, const net::Stamp& stamp);
  void on_pdu(const Side& side, bool from_client, std::uint32_t command, const net::Stamp& stamp);
  bool lose_step(Side& side, const net::Stamp& stamp);
  void tell_loss(bool from_client, const net::Stamp& stamp);

  Outlet& outlet_;
  SmsAssembler& messages_;
  net::IpAddress client_;
  net::IpAddress server_;
  bool synchronised_ = false;  // a header beyond doubt was read
  Side client_side_;
  Side server_side_;
};

}  // namespace mm1::bearer
