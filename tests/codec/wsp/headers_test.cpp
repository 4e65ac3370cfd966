// Headers of WSP PDUs as gateways write them (WAP-230 §8.4).
#include "mm1/wsp/headers.h"

#include <gtest/gtest.h>

#include "mm1/wsp/header_names.h"
#include "support/hex.h"

namespace mm1::wsp {
namespace {

HeaderBlock read(std::vector<std::uint8_t>& octets, std::string_view hex) {
  octets = test::from_hex(hex);
  return read_headers(octets);
}

TEST(HeaderBlock, OfAPushInShortForms) {
  std::vector<std::uint8_t> octets;
  const HeaderBlock block = read(octets, "BE AF 84 C3 93 8D 02 04 00");
  EXPECT_EQ(block.content_type, "application/vnd.wap.mms-message");
  EXPECT_EQ(block.application_id, 4u);
  EXPECT_EQ(block.encoding_version, 0x13);
  EXPECT_EQ(block.content_length, 1024u);
  EXPECT_FALSE(block.broken);
}

TEST(HeaderBlock, OfAPushInWords) {
  std::vector<std::uint8_t> octets;
  const HeaderBlock block =
      read(octets,
           "61 70 70 6C 69 63 61 74 69 6F 6E 2F 76 6E 64 2E 77 61 70 2E 6D 6D 73 2D 6D 65 73 73 61 "
           "67 65 "
           "00 AF 78 2D 77 61 70 2D 61 70 70 6C 69 63 61 74 69 6F 6E 3A 6D 6D 73 2E 75 61 00 "
           "63 6F 6E 74 65 6E 74 2D 65 6E 63 6F 64 69 6E 67 00 67 7A 69 70 00");
  EXPECT_EQ(block.content_type, "application/vnd.wap.mms-message");
  EXPECT_EQ(block.application_id, std::nullopt);
  EXPECT_EQ(block.application_id_text, "x-wap-application:mms.ua");
  EXPECT_EQ(block.content_encoding, "gzip");
}

TEST(HeaderBlock, ContentTypeInGeneralForm) {
  std::vector<std::uint8_t> octets;
  EXPECT_EQ(read(octets, "03 83 81 EA 8B 81").content_type, "text/plain");
  EXPECT_EQ(read_headers(octets).content_encoding, "compress");
  EXPECT_EQ(read(octets, "01 BE").content_type, "application/vnd.wap.mms-message");
  EXPECT_EQ(read(octets, "1F 02 03 BE").content_type, "");
  EXPECT_EQ(read(octets, "1F 01 BE").content_type, "application/vnd.wap.mms-message");
}

TEST(HeaderBlock, KeepsWhatItCouldReadWhenTheRestIsBroken) {
  std::vector<std::uint8_t> octets;
  const HeaderBlock cut = read(octets, "BE AF 84 8D 05 01");
  EXPECT_TRUE(cut.broken);
  EXPECT_EQ(cut.application_id, 4u);
  EXPECT_TRUE(read(octets, "").broken);
  EXPECT_TRUE(read(octets, "05 BE").broken);
  EXPECT_TRUE(read(octets, "BE 00 81").broken);
}

TEST(HeaderReader, StepsOverOtherCodePages) {
  const auto octets = test::from_hex("8E 61 00 7F 10 80 81 7F 01 AF 84 02 AE 81 01 AF 85");
  HeaderReader reader(octets);
  std::vector<std::pair<int, std::size_t>> seen;
  while (const auto header = reader.next()) seen.emplace_back(header->number, header->value.size());
  const std::vector<std::pair<int, std::size_t>> expected = {{0x0E, 2}, {0x2F, 1}, {0x2F, 1}};
  EXPECT_EQ(seen, expected);
  EXPECT_FALSE(reader.broken());
}

TEST(HeaderReader, SurvivesAnySingleOctetChanged) {
  auto octets =
      test::from_hex("03 83 81 EA AF 84 C3 93 8E 61 2E 62 00 58 2D 41 00 31 00 8D 02 04 00");
  for (std::uint8_t& octet : octets) {
    const std::uint8_t original = octet;
    for (unsigned changed = 0; changed < 0x100; ++changed) {
      octet = static_cast<std::uint8_t>(changed);
      // That it ends, and the sanitizers' silence, is what is tested.
      static_cast<void>(read_headers(octets));
    }
    octet = original;
  }
}

}  // namespace
}  // namespace mm1::wsp
