// 802.11 data frames (IEEE 802.11-2016 §9.2–9.3), and what capturing cards put before them.
#pragma once

#include "link_layer.h"

namespace mm1::net {

/// A bare 802.11 frame. kNoIp for frames without data.
[[nodiscard]] EtherType take_wlan(HeaderReader& in);

/// 802.11 behind a header of the card: radiotap (https://www.radiotap.org), Prism, AVS, PPI.
[[nodiscard]] EtherType take_radiotap(HeaderReader& in);
[[nodiscard]] EtherType take_prism(HeaderReader& in);
[[nodiscard]] EtherType take_avs(HeaderReader& in);
[[nodiscard]] EtherType take_ppi(HeaderReader& in);

/// The first of the packets of an A-MSDU; `others` become those behind it.
[[nodiscard]] EtherType take_msdu(HeaderReader& in, Layer& others);

}  // namespace mm1::net
