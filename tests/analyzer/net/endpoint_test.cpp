#include "mm1/net/endpoint.h"

#include <gtest/gtest.h>

#include "support/hex.h"

namespace mm1::test {
namespace {

net::IpAddress address(std::uint8_t family, std::string_view hex) {
  net::IpAddress result;
  result.family = family;
  const auto octets = from_hex(hex);
  std::copy(octets.begin(), octets.end(), result.octets.begin());
  return result;
}

TEST(EndpointTest, TextOfAddresses) {
  EXPECT_EQ(address(4, "0A 00 00 FF").text(), "10.0.0.255");
  // The examples of RFC 5952 §4.
  EXPECT_EQ(address(6, "20010db8 00000000 00000000 00020001").text(), "2001:db8::2:1");
  EXPECT_EQ(address(6, "20010db8 00000001 00010001 00010001").text(), "2001:db8:0:1:1:1:1:1");
  EXPECT_EQ(address(6, "20010db8 00000000 00010000 00000001").text(), "2001:db8::1:0:0:1");
  EXPECT_EQ(net::IpAddress().text(), "");
}

TEST(EndpointTest, AddressesOfBothFamiliesDiffer) {
  EXPECT_NE(address(4, "0A000001"), address(6, "0A000001"));
}

}  // namespace
}  // namespace mm1::test
