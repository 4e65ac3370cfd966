// Each value grammar with the octets that the specification's tables give for it.
#include <gtest/gtest.h>

#include "support/decoded.h"
#include "support/tape_check.h"

namespace mm1 {
namespace {

using test::Decoded;

struct FieldCase {
  const char* what;
  const char* octets;  // one field
  const char* value;
};

void PrintTo(const FieldCase& c, std::ostream* out) { *out << c.what; }

class FieldOctets : public testing::TestWithParam<FieldCase> {};

TEST_P(FieldOctets, ReadsAsAPersonWouldWriteIt) {
  const Decoded pdu(GetParam().octets);
  EXPECT_EQ(pdu.value(pdu.octets[0] & 0x7F), GetParam().value);
  EXPECT_TRUE(pdu.faults().empty());
  EXPECT_EQ(test::tape_defect(pdu.tape), "");
}

INSTANTIATE_TEST_SUITE_P(
    Table, FieldOctets,
    testing::Values(
        FieldCase{"message type", "8C 82", "m-notification-ind"},
        FieldCase{"unassigned message type", "8C 98", "0x98"},
        FieldCase{"version 1.2", "8D 92", "1.2"},
        FieldCase{"version 1 without minor", "8D 9F", "1"},
        FieldCase{"version 2.0", "8D A0", "2.0"}, FieldCase{"Yes", "86 80", "Yes"},
        FieldCase{"No", "91 81", "No"}, FieldCase{"priority", "8F 82", "High"},
        FieldCase{"priority nobody assigned", "8F 99", "0x99"},
        FieldCase{"class", "8A 80", "Personal"},
        FieldCase{"class in words", "8A 70 72 6F 6D 6F 00", "promo"},
        FieldCase{"status", "95 84", "Unrecognised"},
        FieldCase{"response status", "92 E1", "Error-permanent-service-denied"},
        FieldCase{"response status 196", "92 C4", "Error-transient-partial-success"},
        FieldCase{"reserved response status", "92 C8", "0xc8"},
        FieldCase{"retrieve status", "99 C2", "Error-transient-network-problem"},
        FieldCase{"store status", "A5 E4", "Error-permanent-mmbox-full"},
        FieldCase{"read status", "9B 81", "Deleted without being read"},
        FieldCase{"reply charging", "9C 83", "Accepted text only"},
        FieldCase{"state", "A3 82", "New"}, FieldCase{"content class", "BA 81", "image-basic"},
        FieldCase{"transaction id", "98 54 31 00", "T1"}, FieldCase{"empty id", "98 00", ""},
        FieldCase{"date", "85 04 42 26 5C 80", "2005-03-03T00:38:24Z"},
        FieldCase{"date beyond 32 bits", "85 05 01 00 00 00 00", "2106-02-07T06:28:16Z"},
        FieldCase{"message size", "8E 02 04 00", "1024 octets"},
        FieldCase{"message size of 8 octets", "8E 08 01 00 00 00 00 00 00 00",
                  "72057594037927936 octets"},
        FieldCase{"start", "AF 85", "5"}, FieldCase{"limit in a Long-integer", "B3 01 C8", "200"},
        FieldCase{"expiry, relative", "88 05 81 03 01 51 80", "86400 s"},
        FieldCase{"expiry, absolute", "88 06 80 04 42 26 5C 80", "2005-03-03T00:38:24Z"},
        FieldCase{"from, inserted by the relay", "89 01 81", "insert-address-token"},
        FieldCase{"from", "89 06 80 61 40 62 63 00", "a@bc"},
        FieldCase{"from in UTF-8", "89 08 80 06 EA 61 C3 A9 40 00", "aé@"},
        FieldCase{"subject", "96 48 69 00", "Hi"}, FieldCase{"empty subject", "96 00", ""},
        FieldCase{"empty subject in UTF-8", "96 02 EA 00", ""},
        FieldCase{"subject in UTF-8", "96 08 EA 48 C3 A9 6C 6C 6F 00", "Héllo"},
        FieldCase{"subject in UTF-8 with Quote", "96 07 EA 7F C3 89 74 65 00", "Éte"},
        FieldCase{"subject in UCS-2", "96 08 02 03 E8 00 48 00 69 00", "Hi"},
        FieldCase{"subject in UCS-2 with a two-octet end", "96 09 02 03 E8 00 48 00 69 00 00",
                  "Hi"},
        FieldCase{"subject in big5", "96 07 02 07 EA 7F A4 A4 00", "中"},
        FieldCase{"subject in plain form with Quote", "96 7F C3 A9 00", "é"},
        FieldCase{"previously sent by", "A0 06 80 61 40 62 63 00", "0: a@bc"},
        FieldCase{"previously sent date", "A1 06 81 04 42 26 5C 80", "1: 2005-03-03T00:38:24Z"},
        FieldCase{"flags", "A4 06 80 77 6F 72 6B 00", "add work"},
        FieldCase{"totals in messages", "AA 02 80 8C", "12 messages"},
        FieldCase{"quotas in octets", "AC 05 81 03 01 00 00", "65536 octets"},
        FieldCase{"attribute", "A8 89", "From"}, FieldCase{"attribute Content", "A8 AE", "Content"},
        FieldCase{"element descriptor", "B2 07 70 61 72 74 00 82 9E", "part; Type=image/jpeg"},
        FieldCase{"element descriptor with a type in words",
                  "B2 0D 61 00 82 61 75 64 69 6F 2F 61 6D 72 00", "a; Type=audio/amr"},
        FieldCase{"content type", "84 A3", "application/vnd.wap.multipart.mixed"},
        FieldCase{"content type in words", "84 61 2F 62 00", "a/b"},
        FieldCase{"content type nobody assigned", "84 FF", "unknown-0x7f"},
        FieldCase{"any type", "84 80", "*/*"}, FieldCase{"any type as 00", "84 00", "*/*"},
        FieldCase{"content type with charset", "84 03 83 81 EA", "text/plain; Charset=utf-8"},
        FieldCase{"content type with parameters",
                  "84 1B B3 89 61 70 70 6C 69 63 61 74 69 6F 6E 2F 73 6D 69 6C 00 8A 3C 73 6D 69 "
                  "6C 3E 00",
                  "application/vnd.wap.multipart.related; Type=application/smil; Start=<smil>"},
        FieldCase{"content type with a parameter by name", "84 06 83 61 00 78 79 00",
                  "text/plain; a=xy"}),
    [](const auto& info) { return "Case" + std::to_string(info.index); });

TEST(FieldValue, DeleteConfirmationsCountTheirValues) {
  const Decoded pdu(
      "8C 92 98 44 31 00 8D 92 83 10 81 68 74 74 70 3A 2F 2F 6D 6D 73 63 2F 6D 32 00 92 02 81 E1 "
      "93 08 81 64 65 6E 69 65 64 00");
  EXPECT_EQ(pdu.value(mms::number::kContentLocation), "1: http://mmsc/m2");
  EXPECT_EQ(pdu.value(mms::number::kResponseStatus), "1: Error-permanent-service-denied");
  EXPECT_EQ(pdu.value(mms::number::kResponseText), "1: denied");
  EXPECT_EQ(pdu.view.number(mms::number::kResponseStatus), 1u);
  EXPECT_TRUE(pdu.faults().empty());
}

TEST(FieldValue, ElementsOfAStructuredValueHaveTheirOctets) {
  const Decoded pdu("88 05 81 03 01 51 80");
  using enum wsp::Kind;
  struct Expected {
    wsp::Kind kind;
    std::uint32_t offset, length, depth;
  };
  const Expected expected[] = {
      {kPdu, 0, 7, 0},         {kField, 0, 7, 1}, {kFieldName, 0, 1, 2}, {kTimeValue, 1, 6, 2},
      {kValueLength, 1, 1, 3}, {kToken, 2, 1, 3}, {kDelta, 3, 4, 3}};
  ASSERT_EQ(pdu.tape.elements().size(), std::size(expected));
  for (std::size_t i = 0; i < std::size(expected); ++i) {
    const wsp::Element& element = pdu.tape.elements()[i];
    EXPECT_EQ(element.kind, expected[i].kind) << i;
    EXPECT_EQ(element.offset, expected[i].offset) << i;
    EXPECT_EQ(element.length, expected[i].length) << i;
    EXPECT_EQ(element.depth, expected[i].depth) << i;
  }
}

TEST(FieldValue, AnyNumberOfUnknownFieldsIsSteppedOver) {
  const Decoded pdu("8C 83 C1 80 D2 61 62 00 E3 02 01 02 FF 1F 01 07 95 81");
  EXPECT_EQ(pdu.value(mms::number::kStatus), "Retrieved");
  EXPECT_EQ(pdu.count(wsp::Kind::kUndecoded), 4u);
  EXPECT_TRUE(pdu.faults().empty());
}

TEST(FieldValue, ApplicationHeadersKeepNameAndText) {
  const Decoded pdu("8C 83 58 2D 41 00 31 00 95 81");
  const auto elements = pdu.tape.elements();
  ASSERT_EQ(pdu.count(wsp::Kind::kApplicationField), 1u);
  for (const wsp::Element& element : elements) {
    if (element.kind == wsp::Kind::kName) {
      EXPECT_EQ(pdu.tape.ascii(element), "X-A");
    }
    if (element.kind == wsp::Kind::kText) {
      EXPECT_EQ(pdu.tape.ascii(element), "1");
    }
  }
  EXPECT_EQ(pdu.value(mms::number::kStatus), "Retrieved");
}

}  // namespace
}  // namespace mm1
