// What an open transaction takes from the heap, everything that is held for it counted: its own
// record, its journey, its keys, and what is remembered of it.
#include <gtest/gtest.h>

#include <ostream>
#include <string>

#include "feed.h"
#include "mm1/mms/decode.h"
#include "support/heap_count.h"

namespace mm1::flow::test {
namespace {

constexpr std::size_t kTransactions = 50'000;
constexpr std::size_t kMostOctets = 1'000;  // of an open transaction
constexpr std::size_t kMostLeft = 150;      // of one that is over: what is known of its peers
constexpr std::int64_t kDay = 86'400'000'000'000;
constexpr std::string_view kZeros = "0000000";

class Nobody : public TrackerSink {
 public:
  void on_transaction(const Transaction&) override {}
  void on_finding(const FlowFinding&) override {}
};

struct Kind {
  const char* name;
  Bearer bearer;
  Direction direction;
  std::string client;
  mms::PduBuilder pdu;  // its first, and the only one
};

void PrintTo(const Kind& kind, std::ostream* out) { *out << kind.name; }

/// The text with its runs of zeros replaced by a number.
std::string numbered(std::string text, std::size_t number) {
  std::string digits = std::to_string(number);
  digits.insert(0, kZeros.size() - digits.size(), '0');
  for (auto at = text.find(kZeros); at != std::string::npos; at = text.find(kZeros, at + 1)) {
    text.replace(at, digits.size(), digits);
  }
  return text;
}

class OpenTransactions : public testing::TestWithParam<Kind> {
 protected:
  void begin(std::size_t number) {
    const std::string octets = numbered({encoded_.begin(), encoded_.end()}, number);
    const std::string client = numbered(GetParam().client, number);
    arena_.reset();
    const auto* first = reinterpret_cast<const std::uint8_t*>(octets.data());
    const wsp::Tape tape = mms::decode({first, octets.size()}, arena_.allocator());
    const mms::PduView view(tape);
    PduEvent event;
    event.context.time_ns = time_ns_ += 1'000'000;
    event.context.frame = static_cast<std::uint32_t>(++pdus_);
    event.context.bearer = GetParam().bearer;
    event.context.direction = GetParam().direction;
    event.context.client = client;
    event.context.relay = kRelay;
    if (event.context.bearer == Bearer::kHttp) event.context.exchange = pdus_;
    event.pdu = pdus_;
    event.view = &view;
    tracker_.pdu(event);
  }

  const wsp::Buffer encoded_ = GetParam().pdu.encode();
  Nobody nobody_;
  Tracker tracker_{nobody_};
  wsp::Arena arena_;
  std::int64_t time_ns_ = 1'100'000'000'000'000'000;
  std::uint64_t pdus_ = 0;
};

TEST_P(OpenTransactions, TakeLittleAndGiveItBack) {
  begin(0);
  const std::size_t before = mm1::test::heap_octets();
  for (std::size_t number = 1; number <= kTransactions; ++number) begin(number);
  const std::size_t open = mm1::test::heap_octets() - before;
  EXPECT_LE(open / kTransactions, kMostOctets);
  EXPECT_GT(open / kTransactions, 100) << "nothing was open";
  // Silence is looked at again and again before it counts.
  for (std::size_t day = 1; day <= 30; ++day) {
    time_ns_ += kDay;
    begin(kTransactions + day);
  }
  EXPECT_LE((mm1::test::heap_octets() - before) / kTransactions, kMostLeft);
}

INSTANTIATE_TEST_SUITE_P(
    Memory, OpenTransactions,
    testing::Values(
        Kind{"Notification", Bearer::kPushSms, Direction::kRelayToClient, "+15550000000",
             mms::PduBuilder(mms::PduType::kNotificationInd, mms::Version::k12)
                 .add(mms::number::kTransactionId, "N0000000")
                 .add(mms::number::kFrom, "user0000000@example.com")
                 .add(mms::number::kSubject, "A subject: 0000000")
                 .add(mms::number::kMessageClass, "Personal")
                 .add(mms::number::kMessageSize, 23'069)
                 .add(mms::number::kExpiry, mms::Relative{259'200})
                 .add(mms::number::kContentLocation, "http://mmsc.example.com/0000000")},
        Kind{"Send", Bearer::kHttp, Direction::kClientToRelay, "10.0000000",
             mms::PduBuilder(mms::PduType::kSendReq, mms::Version::k12)
                 .add(mms::number::kTransactionId, "S0000000")
                 .add(mms::number::kFrom, "user0000000@example.com")
                 .add(mms::number::kTo, "+15550000000/TYPE=PLMN")
                 .add(mms::number::kSubject, "A subject: 0000000")
                 .add(mms::number::kDeliveryReport, "Yes")
                 .content("application/vnd.wap.multipart.mixed",
                          std::vector{wsp::Part("text/plain", "Text of message 0000000")})}),
    [](const auto& info) { return std::string(info.param.name); });

}  // namespace
}  // namespace mm1::flow::test
