#include "cdma_wdp.h"

#include <array>

#include "mm1/wsp/cursor.h"
#include "numbers.h"

namespace mm1::bearer {
namespace {

using wsp::Cursor;

struct TeleserviceRow {
  std::string_view service_type;
  std::uint16_t teleservice;
};

// Names by SMPP 3.4 §5.2.11; some message centres of CDMA networks write the number instead.
constexpr std::array kTeleservices{
    TeleserviceRow{"CPT", 4097},  // paging
    TeleserviceRow{"CMT", 4098},  // messaging
    TeleserviceRow{"VMN", 4099},  // voice mail notification
    TeleserviceRow{"WAP", kWapTeleservice},
    TeleserviceRow{"4097", 4097},
    TeleserviceRow{"4098", 4098},
    TeleserviceRow{"4099", 4099},
    TeleserviceRow{"4100", kWapTeleservice},
    TeleserviceRow{"65002", kCarrierWapTeleservice},
};

}  // namespace

std::optional<WdpSegment> parse_wdp_segment(capture::Octets octets) {
  Cursor cursor(octets);
  WdpSegment segment;
  segment.message_type = cursor.take();
  segment.total = cursor.take();
  segment.number = cursor.take();
  segment.data = cursor.rest();
  if (cursor.overrun()) return std::nullopt;
  return segment;
}

std::optional<WdpDatagram> parse_wdp_datagram(capture::Octets octets) {
  Cursor cursor(octets);
  WdpDatagram datagram;
  datagram.source_port = take_two(cursor);
  datagram.destination_port = take_two(cursor);
  datagram.data = cursor.rest();
  if (cursor.overrun()) return std::nullopt;
  return datagram;
}

std::optional<std::uint16_t> teleservice_of(std::string_view service_type) {
  for (const TeleserviceRow& row : kTeleservices) {
    if (row.service_type == service_type) return row.teleservice;
  }
  return std::nullopt;
}

}  // namespace mm1::bearer
