#include "mm1/wsp/status.h"

namespace mm1::wsp {
namespace {

// Runs of codes that stand for runs of HTTP's.
struct StatusRow {
  std::uint8_t first;
  std::uint8_t last;
  int status;  // of `first`
};
constexpr StatusRow kStatuses[] = {
    {0x10, 0x11, 100}, {0x20, 0x26, 200}, {0x30, 0x35, 300}, {0x37, 0x37, 307},
    {0x40, 0x4F, 400}, {0x50, 0x51, 416}, {0x60, 0x65, 500},
};

}  // namespace

int http_status(std::uint8_t wsp_status) {
  for (const StatusRow& row : kStatuses) {
    if (wsp_status >= row.first && wsp_status <= row.last) {
      return row.status + (wsp_status - row.first);
    }
  }
  return 0;
}

}  // namespace mm1::wsp
