// Where Wireshark's own dissector of MMS is known to go wrong (4.0 to 4.6), this decoder is right.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/decoded.h"
#include "support/tape_check.h"

namespace mm1 {
namespace {

using test::Decoded;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using wsp::Fault;
using wsp::Kind;
namespace number = mms::number;

TEST(UnlikeMmse, LastOctet84IsAValueAndNoContentType) {
  const Decoded unrecognised("8C 83 98 4E 31 00 8D 92 95 84");
  EXPECT_THAT(unrecognised.faults(), IsEmpty());
  EXPECT_EQ(unrecognised.value(number::kStatus), "Unrecognised");
  const Decoded unresolved("8C 81 98 54 31 00 8D 90 92 84");
  EXPECT_THAT(unresolved.faults(), IsEmpty());
  EXPECT_EQ(unresolved.value(number::kResponseStatus), "Error-sending-address-unresolved");
  EXPECT_EQ(unresolved.view.count(number::kContentType), 0u);
}

TEST(UnlikeMmse, DeleteConfHasNoPhantomFields) {
  const Decoded pdu("8C 92 98 44 31 00 8D 92 92 02 81 E1 93 08 81 64 65 6E 69 65 64 00");
  EXPECT_THAT(pdu.faults(), IsEmpty());
  EXPECT_EQ(pdu.view.count(number::kBcc), 0u);
  EXPECT_EQ(pdu.view.count(number::kContentLocation), 0u);
  EXPECT_EQ(pdu.value(number::kResponseText), "1: denied");
}

TEST(UnlikeMmse, OnePartMessageHasItsPart) {
  const Decoded pdu("8C 80 84 9E FF D8 FF");
  ASSERT_EQ(mms::parts(pdu.view).size(), 1u);
  EXPECT_EQ(mms::parts(pdu.view)[0].content_type, "image/jpeg");
  EXPECT_EQ(mms::parts(pdu.view)[0].data.size(), 3u);
}

TEST(UnlikeMmse, MultipartInsidePartOfMultipartIsTakenApart) {
  const Decoded pdu("84 A3 01 01 06 A6 01 01 02 83 48 69");
  EXPECT_EQ(pdu.count(Kind::kMultipart), 2u);
}

TEST(UnlikeMmse, OuterPduStaysTheOuterPdu) {
  const Decoded pdu(
      "8C 8E 98 31 00 8D 92 84 A3 02 01 05 83 8C 93 8B 69 00 01 05 83 8C 93 8B 6A 00");
  EXPECT_EQ(pdu.view.type_name(), "m-mbox-view-conf");
  EXPECT_EQ(pdu.count(Kind::kPdu), 3u);
}

TEST(UnlikeMmse, LongIntegersOfAllLengthsAreRead) {
  const Decoded pdu("85 05 01 00 00 00 00 8E 08 00 00 00 00 00 00 04 00");
  EXPECT_EQ(pdu.view.number(number::kDate), 0x100000000u);
  EXPECT_EQ(pdu.view.number(number::kMessageSize), 1024u);
}

TEST(UnlikeMmse, TooSmallLengthIsSaidAndTheNextFieldRead) {
  const Decoded expiry("88 02 81 03 03 F4 80 95 81");
  EXPECT_THAT(expiry.faults(), Contains(Fault::kValueLengthMismatch));
  EXPECT_EQ(expiry.view.number(number::kExpiry), std::nullopt);
  EXPECT_EQ(expiry.value(number::kStatus), "Retrieved");
  const Decoded from("89 03 80 61 40 62 00 95 81");
  EXPECT_THAT(from.faults(), Contains(Fault::kTextNotTerminated));
  EXPECT_EQ(from.value(number::kStatus), "Retrieved");
}

TEST(UnlikeMmse, TypeIsThatOfTheTypeField) {
  const Decoded pdu("8D 92 8C 80 98 31 00");
  EXPECT_EQ(pdu.view.type_name(), "m-send-req");
}

TEST(UnlikeMmse, ShortestOctetsDecode) {
  for (const char* hex : {"", "8C", "8C 80", "8C 00", "84", "00"}) {
    EXPECT_EQ(test::tape_defect(Decoded(hex).tape), "") << hex;
  }
  EXPECT_FALSE(mms::looks_like_pdu(test::from_hex("8C")));
  EXPECT_FALSE(mms::looks_like_pdu(test::from_hex("8C 98")));
  EXPECT_TRUE(mms::looks_like_pdu(test::from_hex("8C 97")));
}

TEST(UnlikeMmse, CharsetsAreFollowed) {
  EXPECT_EQ(Decoded("96 09 EA 47 72 C3 B6 C3 9F 65 00").value(number::kSubject), "Größe");
  EXPECT_EQ(Decoded("96 08 02 03 E8 04 1F 04 38 00").value(number::kSubject), "Пи");
  EXPECT_EQ(Decoded("96 7F C3 A9 74 C3 A9 00").value(number::kSubject), "été");
}

TEST(UnlikeMmse, TailIsNamedByItsFault) {
  const Decoded pdu("8C 83 98 4E 31 00 8D 92 95 81 00 00");
  EXPECT_THAT(pdu.faults(), ElementsAre(Fault::kFieldNameOctet));
  EXPECT_EQ(pdu.tape.faults()[0].offset, 10u);
}

TEST(UnlikeMmse, VersionInWordsSwallowsNothing) {
  const Decoded pdu("8C 80 8D 31 2E 32 00 96 48 69 00");
  EXPECT_THAT(pdu.faults(), ElementsAre(Fault::kVersionForm));
  EXPECT_EQ(pdu.view.version(), mms::Version::kNone);
  EXPECT_EQ(pdu.value(number::kSubject), "Hi");
  EXPECT_EQ(pdu.count(Kind::kApplicationField), 0u);
}

TEST(UnlikeMmse, LengthsHaveToBeLengths) {
  EXPECT_THAT(Decoded("89 40 80 61 00").faults(), Contains(Fault::kValueLengthMismatch));
  EXPECT_THAT(Decoded("85 1F 04 42 26 5C 80").faults(), ElementsAre(Fault::kLongIntegerLength));
}

}  // namespace
}  // namespace mm1
