#include "mm1/mms/encode.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "mm1/wsp/media_types.h"
#include "support/hex.h"
#include "support/minimal_pdus.h"

namespace mm1::mms {
namespace {

using namespace number;  // NOLINT: the fields are what this file is about
using test::from_hex;
using test::to_hex;
using wsp::Part;

constexpr std::uint64_t kDay = 86400;
constexpr std::uint64_t kDate2005 = 0x42265C80;  // 2005-03-03T00:38:24Z
constexpr std::uint16_t kUtf8 = 106;
constexpr const char* kAlice = "+15551230001/TYPE=PLMN";
constexpr const char* kBob = "+15551230002/TYPE=PLMN";
constexpr const char* kMmsMessage = "application/vnd.wap.mms-message";

std::vector<Part> one_text_part() { return {Part("text/plain", "Hi")}; }

PduBuilder pdu_12(PduType type) { return PduBuilder(type, Version::k12); }
PduBuilder pdu_13(PduType type) { return PduBuilder(type, Version::k13); }

PduBuilder descriptor_in_view() {
  return PduBuilder(PduType::kMboxDescr)
      .add(kContentLocation, "http://mmsc/m1")
      .add(kMessageId, "id1@mmsc")
      .add(kMmState, "New");
}

PduBuilder descriptor_in_upload() {
  return PduBuilder(PduType::kMboxDescr).content(wsp::media::kMultipartMixed, one_text_part());
}

// The same messages as kMinimalPdus, said in words.
std::map<std::string_view, PduBuilder> described_pdus() {
  return {
      {"m-send-req", pdu_12(PduType::kSendReq)
                         .add(kTransactionId, "T1")
                         .add(kFrom, InsertAddress{})
                         .add(kTo, kAlice)
                         .content(wsp::media::kMultipartMixed, one_text_part())},
      {"m-send-conf", pdu_12(PduType::kSendConf)
                          .add(kTransactionId, "T1")
                          .add(kResponseStatus, "Ok")
                          .add(kMessageId, "id1@mmsc")},
      {"m-notification-ind", pdu_12(PduType::kNotificationInd)
                                 .add(kTransactionId, "N1")
                                 .add(kMessageClass, "Personal")
                                 .add(kMessageSize, 1024)
                                 .add(kExpiry, Relative{kDay})
                                 .add(kContentLocation, "http://mmsc/m1")},
      {"m-notifyresp-ind",
       pdu_12(PduType::kNotifyRespInd).add(kTransactionId, "N1").add(kStatus, "Retrieved")},
      {"m-retrieve-conf", pdu_12(PduType::kRetrieveConf)
                              .add(kTransactionId, "N1")
                              .add(kMessageId, "id1@mmsc")
                              .add(kDate, kDate2005)
                              .add(kFrom, kBob)
                              .content(wsp::media::kMultipartMixed, one_text_part())},
      {"m-acknowledge-ind", pdu_12(PduType::kAcknowledgeInd).add(kTransactionId, "R1")},
      {"m-delivery-ind", pdu_12(PduType::kDeliveryInd)
                             .add(kMessageId, "id1@mmsc")
                             .add(kTo, kAlice)
                             .add(kDate, kDate2005)
                             .add(kStatus, "Retrieved")},
      {"m-read-rec-ind", pdu_12(PduType::kReadRecInd)
                             .add(kMessageId, "id1@mmsc")
                             .add(kTo, kAlice)
                             .add(kFrom, InsertAddress{})
                             .add(kReadStatus, 0x80)},
      {"m-read-orig-ind", pdu_12(PduType::kReadOrigInd)
                              .add(kMessageId, "id1@mmsc")
                              .add(kTo, kAlice)
                              .add(kFrom, kBob)
                              .add(kDate, kDate2005)
                              .add(kReadStatus, "Read")},
      {"m-forward-req", pdu_12(PduType::kForwardReq)
                            .add(kTransactionId, "F1")
                            .add(kFrom, InsertAddress{})
                            .add(kTo, kAlice)
                            .add(kContentLocation, "http://mmsc/m1")},
      {"m-forward-conf", pdu_12(PduType::kForwardConf)
                             .add(kTransactionId, "F1")
                             .add(kResponseStatus, "Ok")
                             .add(kMessageId, "id2@mmsc")},
      {"m-mbox-store-req", pdu_12(PduType::kMboxStoreReq)
                               .add(kTransactionId, "S1")
                               .add(kContentLocation, "http://mmsc/m1")},
      {"m-mbox-store-conf", pdu_12(PduType::kMboxStoreConf)
                                .add(kTransactionId, "S1")
                                .add(kContentLocation, "http://mmsc/b1")
                                .add(kStoreStatus, "Success")},
      {"m-mbox-view-req", pdu_12(PduType::kMboxViewReq)
                              .add(kTransactionId, "V1")
                              .add(kMmState, "New")
                              .add(kMmFlags, Flag{Flag::kFilter, {"work"}})
                              .add(kStart, 0)
                              .add(kLimit, 10)
                              .add(kAttributes, "From")
                              .add(kAttributes, "Content")
                              .add(kTotals, "Yes")
                              .add(kQuotas, "Yes")},
      {"m-mbox-view-conf",
       pdu_12(PduType::kMboxViewConf)
           .add(kTransactionId, "V1")
           .add(kResponseStatus, "Ok")
           .add(kMmState, "New")
           .add(kMmFlags, Flag{Flag::kFilter, {"work"}})
           .add(kStart, 0)
           .add(kLimit, 10)
           .add(kMboxTotals, Total{Total::kMessages, 12})
           .add(kMboxQuotas, Total{Total::kMessages, 200})
           .add(kMessageCount, 1)
           .content(wsp::media::kMultipartMixed,
                    std::vector{Part(kMmsMessage, descriptor_in_view().encode())})},
      {"m-mbox-view-conf (empty set)", pdu_12(PduType::kMboxViewConf)
                                           .add(kTransactionId, "V2")
                                           .add(kResponseStatus, "Ok")
                                           .add(kMessageCount, 0)
                                           .content(wsp::media::kAny, wsp::Buffer{})},
      {"m-mbox-upload-req", pdu_12(PduType::kMboxUploadReq)
                                .add(kTransactionId, "U1")
                                .add(kMmState, "Draft")
                                .content(kMmsMessage, descriptor_in_upload().encode())},
      {"m-mbox-upload-conf", pdu_12(PduType::kMboxUploadConf)
                                 .add(kTransactionId, "U1")
                                 .add(kContentLocation, "http://mmsc/b2")
                                 .add(kStoreStatus, "Success")},
      {"m-mbox-delete-req", pdu_12(PduType::kMboxDeleteReq)
                                .add(kTransactionId, "D1")
                                .add(kContentLocation, "http://mmsc/m1")
                                .add(kContentLocation, "http://mmsc/m2")},
      {"m-mbox-delete-conf (all ok)", pdu_12(PduType::kMboxDeleteConf)
                                          .add(kTransactionId, "D1")
                                          .add(kResponseStatus, Counted{0, "Ok"})},
      {"m-mbox-delete-conf (m2 failed)",
       pdu_12(PduType::kMboxDeleteConf)
           .add(kTransactionId, "D1")
           .add(kContentLocation, Counted{1, "http://mmsc/m2"})
           .add(kResponseStatus, Counted{1, "Error-permanent-service-denied"})
           .add(kResponseText, Counted{1, "denied"})},
      {"m-mbox-descr (in view-conf)", descriptor_in_view()},
      {"m-mbox-descr (in upload-req)", descriptor_in_upload()},
      {"m-delete-req", pdu_13(PduType::kDeleteReq)
                           .add(kTransactionId, "X1")
                           .add(kContentLocation, "http://mmsc/m1")},
      {"m-delete-conf", pdu_13(PduType::kDeleteConf)
                            .add(kTransactionId, "X1")
                            .add(kResponseStatus, Counted{0, "Ok"})},
      {"m-cancel-req",
       pdu_13(PduType::kCancelReq).add(kTransactionId, "C1").add(kCancelId, "id1@mmsc")},
      {"m-cancel-conf",
       pdu_13(PduType::kCancelConf).add(kTransactionId, "C1").add(kCancelStatus, 0x80)},
  };
}

TEST(Encode, MinimalPdusOctetForOctet) {
  const auto described = described_pdus();
  ASSERT_EQ(described.size(), test::kMinimalPdus.size());
  for (const test::MinimalPdu& expected : test::kMinimalPdus) {
    SCOPED_TRACE(expected.name);
    const auto pdu = described.find(expected.name);
    ASSERT_NE(pdu, described.end());
    EXPECT_EQ(to_hex(pdu->second.encode()), expected.hex);
  }
}

struct FieldCase {
  std::string_view what;
  std::uint8_t number;
  Value value;
  std::string_view hex;
};

class EncodeField : public testing::TestWithParam<FieldCase> {};

TEST_P(EncodeField, OctetsOfTheSpecification) {
  EXPECT_EQ(to_hex(encode_field(GetParam().number, GetParam().value)), GetParam().hex);
}

// Octets as spec/fields.md prints them.
const FieldCase kFieldCases[] = {
    {"UTF-8 text", kSubject, Text{"H\xC3\xA9llo", kUtf8}, "96 08 EA 48 C3 A9 6C 6C 6F 00"},
    {"Quote before a first octet of 80 and above", kSubject, Text{"\xC3\x89te", kUtf8},
     "96 07 EA 7F C3 89 74 65 00"},
    {"charset above 127", kSubject, Text{"a", 1000}, "96 05 02 03 E8 61 00"},
    {"plain text of no length", kSubject, "", "96 00"},
    {"insert-address token", kFrom, InsertAddress{}, "89 01 81"},
    {"relative expiry", kExpiry, Relative{86400}, "88 05 81 03 01 51 80"},
    {"absolute expiry", kExpiry, Absolute{kDate2005}, "88 06 80 04 42 26 5C 80"},
    {"short delta is a Long-integer all the same", kExpiry, Relative{60}, "88 03 81 01 3C"},
    {"small size is a Long-integer all the same", kMessageSize, 5, "8E 01 05"},
    {"Integer-value up to 127", kStart, 127, "AF FF"},
    {"Integer-value above 127", kStart, 128, "AF 01 80"},
    {"counted status", kResponseStatus, Counted{1, 0xE1}, "92 02 81 E1"},
    {"Previously-Sent-By", kPreviouslySentBy, Counted{0, "a@b"}, "A0 05 80 61 40 62 00"},
    {"Previously-Sent-Date", kPreviouslySentDate, Counted{0, kDate2005}, "A1 06 80 04 42 26 5C 80"},
    {"totals in messages", kMboxTotals, Total{Total::kMessages, 12}, "AA 02 80 8C"},
    {"quota in octets", kMboxQuotas, Total{Total::kOctets, 65536}, "AC 05 81 03 01 00 00"},
    {"attribute by field name", kAttributes, "From", "A8 89"},
    {"attribute by field number", kAttributes, kFrom, "A8 89"},
    {"element descriptor", kElementDescriptor,
     ElementDescriptor{"part", {{std::uint8_t{0x02}, std::uint64_t{0x1E}}}},
     "B2 07 70 61 72 74 00 82 9E"},
    {"message class of its own", kMessageClass, "x-ad", "8A 78 2D 61 64 00"},
    {"version 1.3", kMmsVersion, 0x13, "8D 93"},
    {"forbidden short delta, on purpose", kExpiry, Raw{{0x02, 0x81, 0xBC}}, "88 02 81 BC"},
    {"text where an octet belongs, on purpose", kPriority, "Highest", "8F 48 69 67 68 65 73 74 00"},
    {"unassigned field", 0x45, "a", "C5 61 00"},
};

INSTANTIATE_TEST_SUITE_P(Fields, EncodeField, testing::ValuesIn(kFieldCases));

TEST(Encode, MediaTypeWithParameters) {
  // Example of spec/fields.md §8.3: related, Type application/smil, Start <smil>.
  const auto type = wsp::MediaType(wsp::media::kMultipartRelated)
                        .with("Type", "application/smil")
                        .with("Start", "<smil>");
  EXPECT_EQ(to_hex(encode_field(kContentType, type)),
            "84 1B B3 89 61 70 70 6C 69 63 61 74 69 6F 6E 2F 73 6D 69 6C 00 8A 3C 73 6D 69 6C 3E "
            "00");
}

TEST(Encode, NumbersOnlyUpToEncodingVersion13) {
  EXPECT_EQ(to_hex(encode_field(kContentType, wsp::MediaType("image/jpeg"))), "84 9E");
  // 0x3D is text/css of encoding version 1.4.
  EXPECT_EQ(to_hex(encode_field(kContentType, wsp::MediaType("text/css"))),
            "84 74 65 78 74 2F 63 73 73 00");
  EXPECT_EQ(to_hex(encode_field(kContentType, wsp::MediaType::as_text("a/b"))), "84 61 2F 62 00");
}

TEST(Encode, PartHeaders) {
  const std::vector<Part> parts = {
      Part(wsp::MediaType("text/plain").with("Charset", std::uint64_t{kUtf8}), "Hi")
          .content_id("t")
          .content_location("t.txt")};
  // Content type 4 octets, Content-ID C0 22 "<t>" 00, Content-Location 8E "t.txt" 00.
  EXPECT_EQ(to_hex(wsp::multipart(parts)),
            "01 11 02 03 83 81 EA C0 22 3C 74 3E 00 8E 74 2E 74 78 74 00 48 69");
}

TEST(Encode, CanonicalOrderWhateverTheOrderOfCalls) {
  const auto pdu = PduBuilder(PduType::kSendReq, Version::k12)
                       .content("text/plain", wsp::Buffer{0x48, 0x69})
                       .add(kTo, "b@c")
                       .add(kTransactionId, "T1");
  EXPECT_EQ(to_hex(pdu.encode()), "8C 80 98 54 31 00 8D 92 97 62 40 63 00 84 83 48 69");
}

TEST(Encode, GivenOrderAndRawOctetsBreakRulesOnPurpose) {
  auto pdu = PduBuilder()
                 .add(kMmsVersion, 0x12)
                 .add_octets(from_hex("1F"))
                 .add(kMessageType, 0x83)
                 .add_header("X-Own", "1");
  pdu.in_given_order();
  EXPECT_EQ(to_hex(pdu.encode()), "8D 92 1F 8C 83 58 2D 4F 77 6E 00 31 00");
}

}  // namespace
}  // namespace mm1::mms
