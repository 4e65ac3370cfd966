// What the octets do wrong: each fault with octets that show it and octets that just do not, and
// the field behind, which has to be read all the same.
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
using testing::Not;
using wsp::Fault;

struct FaultCase {
  Fault fault;
  const char* trips;
  const char* near_miss;
};

class FaultOf : public testing::TestWithParam<FaultCase> {};

TEST_P(FaultOf, IsTheOnlyOneAndOnlyWhereItBelongs) {
  const Decoded broken(GetParam().trips);
  EXPECT_THAT(broken.faults(), ElementsAre(GetParam().fault)) << GetParam().trips;
  EXPECT_EQ(test::tape_defect(broken.tape), "");
  const Decoded sound(GetParam().near_miss);
  EXPECT_THAT(sound.faults(), Not(Contains(GetParam().fault))) << GetParam().near_miss;
  EXPECT_EQ(test::tape_defect(sound.tape), "");
}

INSTANTIATE_TEST_SUITE_P(
    Octets, FaultOf,
    testing::Values(
        FaultCase{Fault::kValueLengthPastEnd, "89 18 80 2B 31 00", "89 04 80 2B 31 00"},
        FaultCase{Fault::kValueLengthMismatch, "88 06 81 03 01 51 80 00", "88 05 81 03 01 51 80"},
        FaultCase{Fault::kValueLengthMismatch, "89 06 80 61 00 8F 80 81", "89 03 80 61 00"},
        FaultCase{Fault::kValueLengthMismatch, "88 81", "88 03 81 01 00"},
        FaultCase{Fault::kLengthQuoteNeedless, "89 1F 03 80 61 00", "89 03 80 61 00"},
        FaultCase{Fault::kFieldCut, "8E 02 04", "8E 02 04 00"},
        FaultCase{Fault::kFieldCut, "8E", "8E 01 05"},
        FaultCase{Fault::kUintvarTooLong, "89 1F 81 80 80 80 80 00 80 61 00",
                  "89 1F 8F FF FF FF 7F 80 61 00"},
        FaultCase{Fault::kUintvarNotShortest, "84 A3 01 01 80 05 83 31 32 33 34 35",
                  "84 A3 01 01 05 83 31 32 33 34 35"},
        FaultCase{Fault::kLongIntegerLength, "85 00", "85 01 00"},
        FaultCase{Fault::kLongIntegerLength, "85 31 32 00", "85 01 32"},
        FaultCase{Fault::kLongIntegerLength, "85 1F 01 32", "85 01 32"},
        FaultCase{Fault::kLongIntegerLeadingZero, "8E 04 00 00 04 00", "8E 02 04 00"},
        FaultCase{Fault::kShortIntegerForLong, "8E E4", "AF 80"},
        FaultCase{Fault::kShortIntegerForLong, "88 02 81 BC", "88 03 81 01 3C"},
        FaultCase{Fault::kLongIntegerForShort, "AF 01 05", "AF 85"},
        FaultCase{Fault::kIntegerAbove64Bits, "8E 09 01 00 00 00 00 00 00 00 00",
                  "8E 08 01 00 00 00 00 00 00 00"},
        FaultCase{Fault::kTextNotTerminated, "98 54 31", "98 54 31 00"},
        FaultCase{Fault::kTextNotTerminated, "96 03 EA 48 69", "96 04 EA 48 69 00"},
        FaultCase{Fault::kQuoteNeedless, "96 7F 48 69 00", "96 48 69 00"},
        FaultCase{Fault::kQuoteMissing, "96 06 EA C3 89 74 65 00", "96 07 EA 7F C3 89 74 65 00"},
        FaultCase{Fault::kQuoteMissing, "96 C3 89 74 65 00", "96 7F C3 89 74 65 00"},
        FaultCase{Fault::kTokenSeparator, "58 20 46 6F 6F 00 31 00", "58 2D 46 6F 6F 00 31 00"},
        FaultCase{Fault::kTextAfterEnd, "96 06 EA 48 69 00 78 00", "96 08 02 03 E8 00 48 00 69 00"},
        FaultCase{Fault::kCharsetNotInteger, "96 0A 75 74 66 2D 38 00 48 69 21 00",
                  "96 04 EA 48 69 00"},
        FaultCase{Fault::kApplicationValueNotText, "58 2D 41 00 81", "58 2D 41 00 31 00"},
        FaultCase{Fault::kTransactionIdNotText, "98 85", "98 35 00"},
        FaultCase{Fault::kVersionForm, "8D 31 2E 32 00", "8D 92"},
        FaultCase{Fault::kFieldNameOctet, "8D 92 7F 02 95 81", "8D 92 95 81"},
        FaultCase{Fault::kTimeToken, "88 05 82 03 01 51 80", "88 05 81 03 01 51 80"},
        FaultCase{Fault::kFromToken, "89 02 82 00", "89 01 81"},
        FaultCase{Fault::kInsertAddressFollowed, "89 03 81 41 00", "89 01 81"},
        FaultCase{Fault::kPreviouslySentForm, "A1 05 04 42 26 5C 80", "A1 06 80 04 42 26 5C 80"},
        FaultCase{Fault::kFlagsToken, "A4 04 83 61 62 00", "A4 04 82 61 62 00"},
        FaultCase{Fault::kMailboxTotalForm, "AA 02 82 8C", "AA 02 80 8C"},
        FaultCase{Fault::kMailboxTotalForm, "AA 01 80", "AA 02 80 8C"},
        FaultCase{Fault::kAttributeForm, "A8 09", "A8 89"},
        FaultCase{Fault::kElementDescriptorForm, "B2 02 82 9E", "B2 07 70 61 72 74 00 82 9E"},
        FaultCase{Fault::kElementDescriptorForm, "B2 03 61 00 82", "B2 04 61 00 82 9E"},
        FaultCase{Fault::kPlainFormInDelete, "8C 92 92 80", "8C 92 92 02 80 80"},
        FaultCase{Fault::kPlainFormInDelete, "8C 95 83 61 00", "8C 95 83 03 80 61 00"},
        FaultCase{Fault::kDeleteFormElsewhere, "8C 81 92 02 80 80", "8C 81 92 80"},
        FaultCase{Fault::kDeleteFormElsewhere, "8C 81 83 03 80 61 00", "8C 81 83 61 00"},
        FaultCase{Fault::kDeleteFormElsewhere, "8C 81 93 03 81 61 00", "8C 81 93 03 EA 61 00"},
        FaultCase{Fault::kMediaTypeForm, "84 02 83 81", "84 03 83 81 EA"},
        FaultCase{Fault::kPartPastEnd, "84 A3 01 01 64 83 31 32", "84 A3 01 01 02 83 31 32"},
        FaultCase{Fault::kPartPastEnd, "84 A3 02 01 02 83 31 32 01", "84 A3 01 01 02 83 31 32"},
        FaultCase{Fault::kPartHeadersLength, "84 A3 01 00 01 31", "84 A3 01 01 01 83 31"},
        FaultCase{Fault::kPartHeadersLength, "84 A3 01 02 01 61 2F 62",
                  "84 A3 01 04 01 61 2F 62 00 31"},
        FaultCase{Fault::kPartHeadersEnd, "84 A3 01 02 01 83 8E 31",
                  "84 A3 01 04 01 83 8E 61 00 31"},
        FaultCase{Fault::kPartRest, "84 A3 01 01 01 83 31 0A", "84 A3 01 01 01 83 31"},
        FaultCase{Fault::kEnumerationForm, "86 31 00", "86 80"},
        FaultCase{Fault::kEnumerationForm, "92 01 8B", "92 8B"},
        FaultCase{Fault::kTextForm, "83 85", "83 61 00"}),
    [](const auto& info) { return "Case" + std::to_string(info.index); });

TEST(Faults, CostOneFieldAndNotTheRest) {
  for (const char* broken : {"8E E4", "85 00", "88 02 81 BC", "89 06 80 61 00 8F 80 81", "98 85",
                             "8D 31 2E 32 00", "96 06 EA 48 69 00 78 00", "86 31 00", "7F 02",
                             "AA 02 82 8C", "8E 09 01 00 00 00 00 00 00 00 00",
                             // Value-lengths that are wrong, while the value shows where it ends.
                             "88 03 81 03 01 51 80", "88 04 81 03 01 51 83", "88 02 81 03 8D 92 A3",
                             "88 06 81 03 01 51 80", "89 03 80 61 40 62 00", "89 1E 80 61 40 62 00",
                             "89 18 80 61 40 62 00", "96 03 EA 48 69 00", "96 1F 21 EA 48 69 00",
                             "A0 03 80 61 40 62 00", "A4 02 80 61 62 00", "AA 03 80 02 01 F4"}) {
    const Decoded pdu(std::string("8C 83 ") + broken + " 95 81");
    EXPECT_EQ(pdu.faults().size(), 1u) << broken;
    EXPECT_EQ(pdu.value(mms::number::kStatus), "Retrieved") << broken;
    EXPECT_EQ(test::tape_defect(pdu.tape), "") << broken;
  }
}

TEST(Faults, OfALengthLeaveTheValueToBeSeen) {
  const Decoded pdu("8C 82 88 03 81 03 01 51 80 95 81");
  EXPECT_THAT(pdu.faults(), ElementsAre(Fault::kValueLengthMismatch));
  EXPECT_EQ(pdu.view.value(mms::number::kExpiry)->state, wsp::State::kInvalid);
  EXPECT_EQ(pdu.view.value(mms::number::kExpiry)->number, 86400u);
}

// The value's own octets may be what is wrong: a length behind which fields begin is right.
TEST(Faults, OfAValueAreNotTakenForThoseOfItsLength) {
  const Decoded pdu("8C 82 88 02 81 05 8D 92 A3 80 95 81");
  EXPECT_EQ(pdu.view.version(), mms::Version::k12);
  EXPECT_EQ(pdu.value(mms::number::kMmState), "Draft");
  EXPECT_EQ(pdu.value(mms::number::kStatus), "Retrieved");
}

TEST(Faults, LieAtTheOctetsThatShowThem) {
  const Decoded pdu("8C 83 88 06 81 03 01 51 80 00 95 81");
  ASSERT_EQ(pdu.tape.faults().size(), 1u);
  const wsp::FaultRecord& fault = pdu.tape.faults()[0];
  EXPECT_EQ(fault.offset, 9u);
  EXPECT_EQ(fault.length, 1u);
  EXPECT_EQ(pdu.tape.elements()[fault.element].offset, 9u);
}

TEST(Faults, SpoilTheirFieldAndNotThePdu) {
  const Decoded pdu("8C 83 85 00 95 81");
  EXPECT_EQ(pdu.view.value(mms::number::kDate)->state, wsp::State::kInvalid);
  EXPECT_EQ(pdu.view.value(mms::number::kStatus)->state, wsp::State::kOk);
  EXPECT_EQ(pdu.view.element().state, wsp::State::kOk);
  EXPECT_EQ(pdu.view.number(mms::number::kDate), std::nullopt);
}

TEST(Faults, ThatAreOnlyHabitsLeaveTheValueGood) {
  const Decoded pdu("8E 04 00 00 04 00");
  EXPECT_EQ(pdu.view.value(mms::number::kMessageSize)->state, wsp::State::kOk);
  EXPECT_EQ(pdu.view.number(mms::number::kMessageSize), 1024u);
}

// A capture that ends early says nothing about the sender, wherever it ends.
TEST(Truncation, RaisesNoFaultAtAnyLength) {
  const std::vector<std::uint8_t> whole = test::from_hex(
      "8C 84 98 4E 31 00 8D 92 8B 69 64 31 40 6D 6D 73 63 00 85 04 42 26 5C 80 89 18 80 2B 31 35 "
      "35 "
      "35 31 32 33 30 30 30 32 2F 54 59 50 45 3D 50 4C 4D 4E 00 96 08 EA 48 C3 A9 6C 6C 6F 00 A0 "
      "06 "
      "80 61 40 62 63 00 84 1B B3 89 61 70 70 6C 69 63 61 74 69 6F 6E 2F 73 6D 69 6C 00 8A 3C 73 "
      "6D "
      "69 6C 3E 00 01 14 04 03 83 81 EA C0 22 3C 61 3E 00 8E 61 2E 74 78 74 00 AE 01 81 48 69 21 "
      "21");
  ASSERT_THAT(Decoded(whole).faults(), IsEmpty());
  for (std::size_t length = 0; length < whole.size(); ++length) {
    const Decoded cut(std::vector<std::uint8_t>(
                          whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length)),
                      {.reported_length = whole.size()});
    EXPECT_THAT(cut.faults(), IsEmpty()) << length;
    EXPECT_EQ(test::tape_defect(cut.tape), "") << length;
    EXPECT_EQ(cut.view.element().state, wsp::State::kTruncated) << length;
  }
}

TEST(Truncation, MarksTheValueItHits) {
  const Decoded pdu("8C 83 95 81 98 54", {.reported_length = 8});
  EXPECT_EQ(pdu.view.value(mms::number::kTransactionId)->state, wsp::State::kTruncated);
  EXPECT_EQ(pdu.view.text(mms::number::kTransactionId), "");
  EXPECT_EQ(pdu.view.value(mms::number::kStatus)->state, wsp::State::kOk);
}

// … but what the sender wrote wrongly in front of the end is wrong still.
TEST(Truncation, DoesNotExcuseOtherFaults) {
  const Decoded pdu("8C 83 85 00 98 54", {.reported_length = 8});
  EXPECT_THAT(pdu.faults(), ElementsAre(Fault::kLongIntegerLength));
}

}  // namespace
}  // namespace mm1
