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

TEST(UnlikeMmse, MultipartNamedInTextIsTakenApart) {
  const Decoded pdu(
      "84 61 70 70 6C 69 63 61 74 69 6F 6E 2F 76 6E 64 2E 77 61 70 2E 6D 75 6C 74 69 70 61 72 74 "
      "2E "
      "72 65 6C 61 74 65 64 00 01 01 02 83 48 69");
  ASSERT_EQ(mms::parts(pdu.view).size(), 1u);
  EXPECT_EQ(mms::parts(pdu.view)[0].content_type, "text/plain");
}

TEST(UnlikeMmse, MultipartInsidePartOfMultipartIsTakenApart) {
  const Decoded pdu("84 A3 01 01 06 A6 01 01 02 83 48 69");
  EXPECT_EQ(pdu.count(Kind::kMultipart), 2u);
}

TEST(UnlikeMmse, DeepNestingEndsAtALimitThatIsSaid) {
  // 600 levels of a message in the only part of a multipart, from the inside out.
  std::vector<std::uint8_t> pdu = test::from_hex("8C 84");
  for (int level = 0; level < 600; ++level) {
    const std::vector<std::uint8_t> length = {
        static_cast<std::uint8_t>(0x80 | ((pdu.size() >> 14) & 0x7F)),
        static_cast<std::uint8_t>(0x80 | ((pdu.size() >> 7) & 0x7F)),
        static_cast<std::uint8_t>(pdu.size() & 0x7F)};
    std::vector<std::uint8_t> outer = test::from_hex("8C 84 84 A3 01 01");
    outer.insert(outer.end(), length.begin(), length.end());
    outer.push_back(0xBE);
    outer.insert(outer.end(), pdu.begin(), pdu.end());
    pdu = std::move(outer);
  }
  const Decoded decoded(std::move(pdu));
  EXPECT_THAT(decoded.faults(), Contains(Fault::kDepthLimit));
  EXPECT_EQ(test::tape_defect(decoded.tape), "");
}

TEST(UnlikeMmse, OuterPduStaysTheOuterPdu) {
  const Decoded pdu(
      "8C 8E 98 31 00 8D 92 84 A3 02 01 05 83 8C 93 8B 69 00 01 05 83 8C 93 8B 6A 00");
  EXPECT_EQ(pdu.view.type_name(), "m-mbox-view-conf");
  EXPECT_EQ(pdu.count(Kind::kPdu), 3u);
}

TEST(UnlikeMmse, ReadReportIsReadReportInEveryVersion) {
  for (const char* hex : {"8C 80 8D 90 90 80", "8C 80 90 80 8D 90", "8C 80 8D 92 90 80"}) {
    EXPECT_EQ(Decoded(hex).value(number::kReadReport), "Yes") << hex;
  }
}

TEST(UnlikeMmse, LongIntegersOfAllLengthsAreRead) {
  const Decoded pdu("85 05 01 00 00 00 00 8E 08 00 00 00 00 00 00 04 00");
  EXPECT_EQ(pdu.view.number(number::kDate), 0x100000000u);
  EXPECT_EQ(pdu.view.number(number::kMessageSize), 1024u);
}

TEST(UnlikeMmse, TooSmallLengthIsSaidAndTheNextFieldRead) {
  const Decoded expiry("88 02 81 03 03 F4 80 95 81");
  EXPECT_THAT(expiry.faults(), ElementsAre(Fault::kValueLengthMismatch));
  EXPECT_EQ(expiry.view.number(number::kExpiry), std::nullopt);
  EXPECT_EQ(expiry.value(number::kStatus), "Retrieved");
  const Decoded from("89 03 80 61 40 62 00 95 81");
  EXPECT_THAT(from.faults(), ElementsAre(Fault::kValueLengthMismatch));
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

// Where nobody announced a PDU, its head tells it: fields without a gap up to version 1.x.
TEST(UnlikeMmse, UnannouncedPdusAreToldByTheirHead) {
  for (const char* hex :
       {"8C 80 98 54 31 00 8D 92", "8C 86 8D 90 8B 31 00", "8C 81 96 53 00 8D 93"})
    EXPECT_TRUE(mms::reads_as_pdu(test::from_hex(hex))) << hex;
  for (const char* hex :
       {"", "8C 80", "8C 80 98 54 31", "8C 80 98 54 31 00", "8C 80 98 54 31 00 8D",
        "8C 80 00 00 8D 92", "8C 82 F0 9F 98 80", "8C 80 8D A0", "8C 98 8D 92"})
    EXPECT_FALSE(mms::reads_as_pdu(test::from_hex(hex))) << hex;
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

TEST(UnlikeMmse, ContentTypeIsAValueAndNoHeaderOfAnotherName) {
  const Decoded pdu(
      "8C 80 84 1B B3 89 61 70 70 6C 69 63 61 74 69 6F 6E 2F 73 6D 69 6C 00 8A 3C 73 "
      "6D 69 6C 3E 00 00");
  EXPECT_EQ(pdu.count(Kind::kMediaType), 1u);
  EXPECT_EQ(pdu.count(Kind::kParameter), 2u);
  EXPECT_EQ(pdu.count(Kind::kPartField), 0u);
}

TEST(UnlikeMmse, PduIsKnownByItsOctetsWhateverCarriesThem) {
  EXPECT_TRUE(mms::looks_like_pdu(test::from_hex("8C 80 98 54 31 00 8D 92")));
  EXPECT_FALSE(mms::looks_like_pdu(test::from_hex("3C 68 74 6D 6C 3E")));
}

TEST(UnlikeMmse, TwoReadingsAreOne) {
  const char* hex = "8C 82 98 4E 31 00 8D 92 8A 80 8E 02 04 00 88 02 81 03 03 F4 80 96 48 69";
  const Decoded first(hex);
  const Decoded second(hex);
  EXPECT_EQ(first.faults(), second.faults());
  ASSERT_EQ(first.tape.elements().size(), second.tape.elements().size());
  for (std::size_t i = 0; i < first.tape.elements().size(); ++i) {
    EXPECT_EQ(first.tape.elements()[i].kind, second.tape.elements()[i].kind);
    EXPECT_EQ(first.tape.elements()[i].offset, second.tape.elements()[i].offset);
    EXPECT_EQ(first.tape.elements()[i].state, second.tape.elements()[i].state);
  }
}

}  // namespace
}  // namespace mm1
