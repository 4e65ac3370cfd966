// Texts in their charsets, dates and addresses.
#include "mm1/mms/text.h"

#include <gtest/gtest.h>

#include "mm1/mms/address.h"
#include "mm1/wsp/charsets.h"
#include "support/hex.h"

namespace mm1::mms {
namespace {

struct CharsetCase {
  std::uint32_t mib_enum;
  const char* octets;
  const char* utf8;
  bool valid = true;
  bool known = true;
};

class CharsetText : public testing::TestWithParam<CharsetCase> {};

TEST_P(CharsetText, BecomesUtf8) {
  const auto octets = test::from_hex(GetParam().octets);
  const DecodedText text = to_utf8(octets, GetParam().mib_enum);
  EXPECT_EQ(text.utf8, GetParam().utf8);
  EXPECT_EQ(text.valid, GetParam().valid);
  EXPECT_EQ(text.charset_known, GetParam().known);
}

INSTANTIATE_TEST_SUITE_P(
    Table, CharsetText,
    testing::Values(
        CharsetCase{3, "48 69", "Hi"}, CharsetCase{3, "48 E9", "H\uFFFD", false},
        CharsetCase{4, "E9 74 E9", "été"}, CharsetCase{106, "C3 A9", "é"},
        CharsetCase{106, "C3 28", "\uFFFD(", false},
        CharsetCase{106, "ED A0 80", "\uFFFD\uFFFD\uFFFD", false},
        CharsetCase{106, "C0 80", "\uFFFD\uFFFD", false}, CharsetCase{106, "F0 9F 98 80", "😀"},
        CharsetCase{1000, "04 1F 00 48", "ПH"}, CharsetCase{1015, "FF FE 1F 04", "П"},
        CharsetCase{1015, "FE FF 04 1F", "П"}, CharsetCase{1015, "D8 3D DE 00", "😀"},
        CharsetCase{1015, "D8 3D 00 48", "\uFFFDH", false},
        CharsetCase{1013, "04 1F 04", "П\uFFFD", false}, CharsetCase{1014, "1F 04", "П"},
        CharsetCase{5, "A3", "Ł"}, CharsetCase{8, "D0", "а"}, CharsetCase{111, "A4", "€"},
        CharsetCase{17, "83 65 83 58 83 67", "テスト"},
        CharsetCase{18, "A5 C6 A5 B9 A5 C8", "テスト"},
        CharsetCase{39, "1B 24 42 25 46 1B 28 42", "テ"}, CharsetCase{2025, "D6 D0", "中"},
        CharsetCase{113, "D6 D0", "中"}, CharsetCase{114, "D6 D0", "中"},
        CharsetCase{2026, "A4 A4", "中"}, CharsetCase{38, "C7 D1", "한"},
        CharsetCase{2084, "F0", "П"}, CharsetCase{2251, "CF", "П"}, CharsetCase{2259, "A1", "ก"},
        CharsetCase{1012, "2B 42 42 38 2D", "П"}, CharsetCase{38, "C7", "\uFFFD", false},
        CharsetCase{0, "48 69", "Hi"}, CharsetCase{0, "C3 A9", "é"}, CharsetCase{0, "E9", "é"},
        CharsetCase{32767, "C3 A9", "é", true, false}),
    [](const auto& info) { return "Case" + std::to_string(info.index); });

TEST(CharsetTable, HasNamesForWhatItReads) {
  EXPECT_EQ(charset_name(106), "utf-8");
  EXPECT_EQ(charset_name(17), "shift_jis");
  EXPECT_EQ(charset_name(1000), "iso-10646-ucs-2");
  EXPECT_EQ(charset_name(32767), "");
  const std::vector<std::uint8_t> octets = {0x41, 0x42, 0x43, 0x44};
  for (const wsp::CharsetRow& row : wsp::charset_table()) {
    EXPECT_TRUE(to_utf8(octets, row.mib_enum).charset_known) << row.name;
    EXPECT_EQ(wsp::charset_named(row.name), &row);
  }
}

TEST(Utc, WritesRfc3339) {
  EXPECT_EQ(utc(0), "1970-01-01T00:00:00Z");
  EXPECT_EQ(utc(1109810304), "2005-03-03T00:38:24Z");
  EXPECT_EQ(utc(951782400), "2000-02-29T00:00:00Z");
  EXPECT_EQ(utc(253402300799), "9999-12-31T23:59:59Z");
  EXPECT_EQ(utc(253402300800), "253402300800 s after 1970-01-01");
}

struct AddressCase {
  const char* text;
  AddressKind kind;
  const char* value;
  const char* type = "";
  const char* name = "";
};

TEST(Address, IsClassifiedAndTakenApart) {
  using enum AddressKind;
  for (const AddressCase& c :
       {AddressCase{"+1555123/TYPE=PLMN", kPlmn, "+1555123", "PLMN"},
        AddressCase{"123/type=plmn", kPlmn, "123", "plmn"},
        AddressCase{"10.0.0.1/TYPE=IPv4", kIpv4, "10.0.0.1", "IPv4"},
        AddressCase{"FEDC:BA98:7654:3210:FEDC:BA98:7654:3210/TYPE=IPv6", kIpv6,
                    "FEDC:BA98:7654:3210:FEDC:BA98:7654:3210", "IPv6"},
        AddressCase{"a%20b/TYPE=X_25", kBearer, "a%20b", "X_25"},
        AddressCase{"joe@user.org", kEmail, "joe@user.org"},
        AddressCase{"Joe User <joe@user.org>", kEmail, "joe@user.org", "", "Joe User"},
        AddressCase{"\"User, Joe\" <a@b.c>", kEmail, "a@b.c", "", "User, Joe"},
        AddressCase{"Joe <+1555/TYPE=PLMN>", kPlmn, "+1555", "PLMN", "Joe"},
        AddressCase{"12345", kShortCode, "12345"}, AddressCase{"*100", kShortCode, "*100"},
        AddressCase{"INFO", kShortCode, "INFO"}, AddressCase{"tel:+1555", kUri, "tel:+1555"},
        AddressCase{"sip:a@b", kUri, "sip:a@b"}, AddressCase{"a b", kOther, "a b"},
        AddressCase{"", kOther, ""}}) {
    const Address address = parse_address(c.text);
    EXPECT_EQ(address.kind, c.kind) << c.text;
    EXPECT_EQ(address.value, c.value) << c.text;
    EXPECT_EQ(address.type, c.type) << c.text;
    EXPECT_EQ(address.display_name, c.name) << c.text;
  }
  EXPECT_EQ(address_kind_name(kPlmn), "PLMN");
  EXPECT_EQ(address_kind_name(kEmail), "e-mail");
}

TEST(Address, SameSubscriberUnderEachSpelling) {
  EXPECT_TRUE(same_address("+1-555-123/TYPE=PLMN", "1555123/TYPE=PLMN"));
  EXPECT_TRUE(same_address("+1555123", "+1555123/TYPE=PLMN"));
  EXPECT_TRUE(same_address("joe@User.org", "Joe <joe@user.ORG>"));
  EXPECT_FALSE(same_address("Joe@user.org", "joe@user.org"));
  EXPECT_FALSE(same_address("1555123/TYPE=PLMN", "1555124/TYPE=PLMN"));
  EXPECT_FALSE(same_address("10.0.0.1/TYPE=IPv4", "10001/TYPE=PLMN"));
  EXPECT_TRUE(same_address("10.0.0.1/TYPE=IPv4", "10.0.0.1/type=ipv4"));
}

}  // namespace
}  // namespace mm1::mms
