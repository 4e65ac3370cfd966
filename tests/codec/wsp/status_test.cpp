// WSP statuses as HTTP's (WAP-230 Table 36).
#include "mm1/wsp/status.h"

#include <gtest/gtest.h>

namespace mm1::wsp {
namespace {

TEST(Status, IsThatOfHttp) {
  struct Case {
    std::uint8_t wsp;
    int http;
  };
  for (const Case& c : {Case{0x10, 100}, Case{0x20, 200}, Case{0x26, 206}, Case{0x31, 301},
                        Case{0x37, 307}, Case{0x44, 404}, Case{0x4F, 415}, Case{0x50, 416},
                        Case{0x51, 417}, Case{0x60, 500}, Case{0x63, 503}, Case{0x65, 505}}) {
    EXPECT_EQ(http_status(c.wsp), c.http) << int{c.wsp};
  }
}

TEST(Status, IsNoneForOneThatIsNotAssigned) {
  for (const int status : {0x00, 0x12, 0x27, 0x36, 0x38, 0x52, 0x66, 0xFF}) {
    EXPECT_EQ(http_status(static_cast<std::uint8_t>(status)), 0) << status;
  }
}

}  // namespace
}  // namespace mm1::wsp
