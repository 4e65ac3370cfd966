// The smallest valid PDU of each type, and everything that one wrong octet can make of it.
#include "support/minimal_pdus.h"

#include <gtest/gtest.h>

#include "support/decoded.h"
#include "support/tape_check.h"

namespace mm1 {
namespace {

using test::Decoded;

std::string type_of(std::string_view name) { return std::string(name.substr(0, name.find(' '))); }

TEST(MinimalPdus, DecodeWithoutAFault) {
  for (const test::MinimalPdu& minimal : test::kMinimalPdus) {
    const Decoded pdu(minimal.hex);
    EXPECT_TRUE(pdu.faults().empty()) << minimal.name;
    EXPECT_EQ(test::tape_defect(pdu.tape), "") << minimal.name;
    EXPECT_EQ(pdu.view.type_name(), type_of(minimal.name));
    EXPECT_EQ(pdu.count(wsp::Kind::kUndecoded), 0u) << minimal.name;
  }
}

TEST(MinimalPdus, HoldEveryMandatoryFieldOfTheirTable) {
  for (const test::MinimalPdu& minimal : test::kMinimalPdus) {
    const Decoded pdu(minimal.hex);
    for (const mms::PduField& cell : pdu.view.row()->fields) {
      if (cell.presence != mms::Presence::kMandatory) continue;
      EXPECT_EQ(pdu.view.count(cell.number), 1u + (minimal.name == "m-mbox-delete-req" &&
                                                   cell.number == mms::number::kContentLocation))
          << minimal.name << " " << mms::field(cell.number)->name;
    }
  }
}

TEST(MinimalPdus, HaveTheValuesTheyWereWrittenWith) {
  namespace number = mms::number;
  struct Expected {
    std::string_view pdu;
    std::uint8_t field;
    std::string_view value;
  };
  constexpr Expected kExpected[] = {
      {"m-send-req", number::kTransactionId, "T1"},
      {"m-send-req", number::kFrom, "insert-address-token"},
      {"m-send-req", number::kTo, "+15551230001/TYPE=PLMN"},
      {"m-send-conf", number::kResponseStatus, "Ok"},
      {"m-send-conf", number::kMessageId, "id1@mmsc"},
      {"m-notification-ind", number::kMessageClass, "Personal"},
      {"m-notification-ind", number::kMessageSize, "1024 octets"},
      {"m-notification-ind", number::kExpiry, "86400 s"},
      {"m-notification-ind", number::kContentLocation, "http://mmsc/m1"},
      {"m-notifyresp-ind", number::kStatus, "Retrieved"},
      {"m-retrieve-conf", number::kDate, "2005-03-03T00:38:24Z"},
      {"m-retrieve-conf", number::kFrom, "+15551230002/TYPE=PLMN"},
      {"m-acknowledge-ind", number::kMmsVersion, "1.2"},
      {"m-delivery-ind", number::kStatus, "Retrieved"},
      {"m-read-rec-ind", number::kReadStatus, "Read"},
      {"m-read-orig-ind", number::kFrom, "+15551230002/TYPE=PLMN"},
      {"m-forward-req", number::kContentLocation, "http://mmsc/m1"},
      {"m-forward-conf", number::kMessageId, "id2@mmsc"},
      {"m-mbox-store-conf", number::kStoreStatus, "Success"},
      {"m-mbox-view-req", number::kMmState, "New"},
      {"m-mbox-view-req", number::kMmFlags, "filter work"},
      {"m-mbox-view-req", number::kLimit, "10"},
      {"m-mbox-view-req", number::kAttributes, "From"},
      {"m-mbox-view-conf", number::kMboxTotals, "12 messages"},
      {"m-mbox-view-conf", number::kMboxQuotas, "200 messages"},
      {"m-mbox-view-conf", number::kMessageCount, "1"},
      {"m-mbox-view-conf (empty set)", number::kContentType, "*/*"},
      {"m-mbox-upload-req", number::kMmState, "Draft"},
      {"m-mbox-delete-conf (all ok)", number::kResponseStatus, "0: Ok"},
      {"m-mbox-delete-conf (m2 failed)", number::kContentLocation, "1: http://mmsc/m2"},
      {"m-mbox-delete-conf (m2 failed)", number::kResponseText, "1: denied"},
      {"m-mbox-descr (in view-conf)", number::kMessageId, "id1@mmsc"},
      {"m-delete-req", number::kMmsVersion, "1.3"},
      {"m-cancel-req", number::kCancelId, "id1@mmsc"},
      {"m-cancel-conf", number::kCancelStatus, "Request received"},
  };
  for (const Expected& expected : kExpected) {
    for (const test::MinimalPdu& minimal : test::kMinimalPdus) {
      if (minimal.name != expected.pdu) continue;
      EXPECT_EQ(Decoded(minimal.hex).value(expected.field), expected.value) << expected.pdu;
    }
  }
}

TEST(MinimalPdus, KeepTheTapesPromisesWithAnySingleOctetChanged) {
  wsp::Arena arena;
  for (const test::MinimalPdu& minimal : test::kMinimalPdus) {
    std::vector<std::uint8_t> octets = test::from_hex(minimal.hex);
    for (std::uint8_t& octet : octets) {
      const std::uint8_t original = octet;
      for (unsigned changed = 0; changed < 0x100; ++changed) {
        octet = static_cast<std::uint8_t>(changed);
        arena.reset();
        const wsp::Tape tape = mms::decode(octets, arena.allocator());
        ASSERT_EQ(test::tape_defect(tape), "") << minimal.name << ": " << test::to_hex(octets);
      }
      octet = original;
    }
  }
}

TEST(MinimalPdus, KeepTheTapesPromisesCutAnywhere) {
  for (const test::MinimalPdu& minimal : test::kMinimalPdus) {
    std::vector<std::uint8_t> octets = test::from_hex(minimal.hex);
    while (!octets.empty()) {
      octets.pop_back();
      EXPECT_EQ(test::tape_defect(Decoded(octets).tape), "") << test::to_hex(octets);
    }
  }
}

}  // namespace
}  // namespace mm1
