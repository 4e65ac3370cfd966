#include "wlan.h"

#include <algorithm>

#include "llc.h"

namespace mm1::net {
namespace {

constexpr std::size_t kMacAddress = 6;

constexpr std::size_t padding_to_four(std::size_t length) { return -length % 4; }

// Some cards pad the header so that what follows is aligned.
EtherType wlan(HeaderReader& in, bool padded) {
  constexpr std::uint8_t kVersionMask = 0x03;
  constexpr std::uint8_t kTypeMask = 0x0C;
  constexpr std::uint8_t kData = 0x08;
  constexpr std::uint8_t kNoData = 0x40;
  constexpr std::uint8_t kQos = 0x80;
  constexpr std::uint8_t kBothDistributionSystems = 0x03;
  constexpr std::uint8_t kMoreFragments = 0x04;
  constexpr std::uint8_t kProtected = 0x40;
  constexpr std::uint8_t kHighThroughputControl = 0x80;
  constexpr std::uint16_t kFragmentNumber = 0x000F;
  constexpr std::uint16_t kAggregate = 0x0080;

  const std::size_t before = in.rest().wire_length;
  const std::uint8_t kind = in.u8();
  const std::uint8_t flags = in.u8();
  if ((kind & kVersionMask) != 0 || (kind & kTypeMask) != kData) return ether_type::kNoIp;
  in.skip(2 + 3 * kMacAddress);  // duration before the addresses
  const std::uint16_t sequence = in.u16_le();
  if ((flags & kBothDistributionSystems) == kBothDistributionSystems) in.skip(kMacAddress);
  bool aggregate = false;
  if ((kind & kQos) != 0) {
    aggregate = (in.u16_le() & kAggregate) != 0;
    if ((flags & kHighThroughputControl) != 0) in.skip(4);
  }
  if ((kind & kNoData) != 0) return ether_type::kNoIp;
  if (padded) in.skip(padding_to_four(before - in.rest().wire_length));
  if ((flags & kMoreFragments) != 0 || (sequence & kFragmentNumber) != 0) {
    return ether_type::kWlanUnreadable;
  }
  // Cards that decrypt leave the flag set.
  if ((flags & kProtected) != 0 && (aggregate || !announces_ether_type(in.rest().octets))) {
    return ether_type::kWlanUnreadable;
  }
  return aggregate ? ether_type::kMsdus : take_llc(in);
}

}  // namespace

EtherType take_wlan(HeaderReader& in) { return wlan(in, false); }

EtherType take_radiotap(HeaderReader& in) {
  constexpr std::uint32_t kTimestamp = 1u << 0;
  constexpr std::uint32_t kFlags = 1u << 1;
  constexpr std::uint32_t kMorePresent = 1u << 31;
  constexpr std::uint8_t kPadded = 0x20;
  constexpr std::size_t kFixed = 8;

  const std::size_t before = in.rest().wire_length;
  const auto taken = [&] { return before - in.rest().wire_length; };
  in.skip(2);  // version and padding
  const std::size_t length = in.u16_le();
  const std::uint32_t present = in.u32_le();
  if (in.ok() && length < kFixed) return ether_type::kNoIp;
  for (std::uint32_t more = present; (more & kMorePresent) != 0 && in.ok();) more = in.u32_le();
  bool padded = false;
  if ((present & kFlags) != 0) {
    if ((present & kTimestamp) != 0) in.skip(-taken() % 8 + 8);  // aligned
    padded = (in.u8() & kPadded) != 0;
  }
  if (!in.ok() || taken() > length) return ether_type::kNoIp;
  in.skip(length - taken());
  return wlan(in, padded);
}

EtherType take_avs(HeaderReader& in) {
  in.skip(4);
  const std::size_t length = in.u32();
  if (length < 8) return ether_type::kNoIp;
  in.skip(length - 8);
  return take_wlan(in);
}

// In the byte order of whoever captured; some wrote the AVS header under this number.
EtherType take_prism(HeaderReader& in) {
  constexpr std::uint32_t kAvs = 0x8021'1000;
  HeaderReader ahead = in;
  if ((ahead.u32() & ~0xFFFu) == (kAvs & ~0xFFFu)) return take_avs(in);
  const std::size_t big = ahead.u32();
  in.skip(4);
  const std::size_t length = std::min<std::size_t>(big, in.u32_le());
  if (length < 8) return ether_type::kNoIp;
  in.skip(length - 8);
  return take_wlan(in);
}

EtherType take_ppi(HeaderReader& in) {
  constexpr std::uint32_t kLinkTypeWlan = 105;
  in.skip(2);
  const std::size_t length = in.u16_le();
  const std::uint32_t link_type = in.u32_le();
  if (length < 8 || link_type != kLinkTypeWlan) return ether_type::kNoIp;
  in.skip(length - 8);
  return take_wlan(in);
}

EtherType take_msdu(HeaderReader& in, Layer& others) {
  const std::size_t before = in.rest().wire_length;
  in.skip(2 * kMacAddress);
  const std::size_t length = in.u16();
  HeaderReader behind = in;
  behind.skip(length);
  behind.skip(
      std::min(padding_to_four(before - behind.rest().wire_length), behind.rest().wire_length));
  others = behind.rest();
  in.confine(length);
  return take_llc(in);
}

}  // namespace mm1::net
