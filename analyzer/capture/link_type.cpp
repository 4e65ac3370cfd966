#include "link_type.h"

#include <pcap/pcap.h>

#include <algorithm>
#include <array>
#include <string>

#include "mm1/capture/reader.h"

namespace mm1::capture {
namespace {

// Files carry LINKTYPE_ numbers, libpcap's names go by DLT_ numbers of the running system. Those
// that differ on some system have DLT_ constants of their own; all others are equal.
struct DltOfLinkType {
  std::uint32_t link_type;
  int dlt;
};
constexpr std::array kDiffering = {
    DltOfLinkType{100, DLT_ATM_RFC1483}, DltOfLinkType{101, DLT_RAW},
    DltOfLinkType{102, DLT_SLIP_BSDOS},  DltOfLinkType{103, DLT_PPP_BSDOS},
    DltOfLinkType{106, DLT_ATM_CLIP},
};

}  // namespace

int dlt_of(std::uint32_t link_type) {
  const auto* row = std::ranges::find(kDiffering, link_type, &DltOfLinkType::link_type);
  return row != kDiffering.end() ? row->dlt : static_cast<int>(link_type);
}

std::string link_type_name(std::uint32_t link_type) {
  constexpr std::uint32_t kUser0 = 147, kUser15 = 162;
  if (link_type >= kUser0 && link_type <= kUser15) {
    return "USER" + std::to_string(link_type - kUser0);
  }
  const char* name = pcap_datalink_val_to_name(dlt_of(link_type));
  return name != nullptr ? name : "LINKTYPE_" + std::to_string(link_type);
}

}  // namespace mm1::capture
