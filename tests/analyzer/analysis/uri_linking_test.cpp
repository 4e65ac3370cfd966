// GETs that cannot be linked to what was announced, or that go over datagrams.
#include "uri_linking.h"

#include <gtest/gtest.h>

#include "mm1/mms/decode.h"
#include "mm1/rules/all_rules.h"
#include "mm1/wsp/arena.h"
#include "support/hex.h"

namespace mm1::analysis {
namespace {

using bearer::Message;
using bearer::MessageKind;
using flow::Bearer;
using flow::Direction;

std::string rule_of(const std::optional<bearer::BearerFinding>& finding) {
  return finding ? std::string(rules::row_of(finding->rule).id) : "";
}

class Linking : public ::testing::Test {
 protected:
  /// A relay's PDU with this Content-Location.
  std::string relay_sends(const std::string& type, const std::string& location,
                          Bearer bearer = Bearer::kPushSms, std::uint64_t exchange = 0) {
    std::vector<std::uint8_t> pdu = test::from_hex("8C " + type + " 98 31 00 8D 92 83");
    pdu.insert(pdu.end(), location.begin(), location.end());
    pdu.push_back(0);
    wsp::Arena arena;
    const wsp::Tape tape = mms::decode(pdu, arena.allocator());
    Message message;
    message.context.direction = Direction::kRelayToClient;
    message.context.bearer = bearer;
    message.context.exchange = exchange;
    return rule_of(linking_.pdu(message, mms::PduView(tape)));
  }
  std::string client_gets(const std::string& uri, Bearer bearer = Bearer::kHttp,
                          std::uint64_t exchange = 1) {
    return rule_of(linking_.request(get(uri, bearer, exchange)));
  }
  static Message get(const std::string& uri, Bearer bearer, std::uint64_t exchange) {
    Message message;
    message.kind = MessageKind::kRequest;
    message.method = "GET";
    message.context.uri = uri;
    message.context.bearer = bearer;
    message.context.exchange = exchange;
    message.context.frame = 9;
    return message;
  }

  UriLinking linking_;
};

TEST_F(Linking, AnotherHostForTheSamePathIsFound) {
  relay_sends("82", "http://mmsc.example.com/m/1?id=2");
  EXPECT_EQ(client_gets("http://10.0.0.2/m/1?id=2"), "TRN-HTT-003");
  const std::string uri = "http://10.0.0.2/m/1?id=2";
  const auto finding = linking_.request(get(uri, Bearer::kHttp, 2));
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->detail, "asked for at \"10.0.0.2\", given out at \"mmsc.example.com\"");
  EXPECT_EQ(finding->place.frame, 9U);
}

TEST_F(Linking, TheSamePlaceInAnotherFormIsNot) {
  relay_sends("82", "http://mmsc.example.com/m/1");
  for (const char* uri : {"http://mmsc.example.com/m/1", "http://MMSC.example.com:80/m/1",
                          "mmsc.example.com/m/1", "/m/1"}) {
    EXPECT_EQ(client_gets(uri), "") << uri;
  }
  relay_sends("82", "/m/2");
  EXPECT_EQ(client_gets("http://mmsc.example.com/m/2"), "");
}

TEST_F(Linking, NothingIsSaidOfWhatWasNotGivenOut) {
  EXPECT_EQ(client_gets("http://mmsc.example.com/m/1"), "");
  relay_sends("82", "http://mmsc.example.com/");  // names no message
  EXPECT_EQ(client_gets("http://other.example.com/"), "");
  relay_sends("82", "http://one.example.com/m/1");
  relay_sends("82", "http://two.example.com/m/1");
  EXPECT_EQ(client_gets("http://one.example.com/m/1"), "");
}

TEST_F(Linking, ARetrievalOverDatagramsIsFoundOnce) {
  relay_sends("82", "http://mmsc.example.com/m/1");
  EXPECT_EQ(client_gets("http://mmsc.example.com/m/1", Bearer::kWspCl, 5), "TRN-MTH-007");
  EXPECT_EQ(relay_sends("84", "", Bearer::kWspCl, 5), "");
  // Without its notification it is known by its answer.
  EXPECT_EQ(client_gets("http://mmsc.example.com/m/7", Bearer::kWspCl, 6), "");
  EXPECT_EQ(relay_sends("84", "", Bearer::kWspCl, 6), "TRN-MTH-007");
}

TEST_F(Linking, AnotherGetOverDatagramsOrARetrievalInASessionIsNot) {
  relay_sends("82", "http://mmsc.example.com/m/1");
  EXPECT_EQ(client_gets("http://wap.example.com/index.wml", Bearer::kWspCl), "");
  EXPECT_EQ(client_gets("http://mmsc.example.com/m/1", Bearer::kWspCo), "");
  EXPECT_EQ(relay_sends("84", "", Bearer::kWspCo, 1), "");
  EXPECT_EQ(relay_sends("81", "", Bearer::kWspCl, 2), "");
}

TEST_F(Linking, TheOldestLocationsAreForgotten) {
  relay_sends("82", "http://mmsc.example.com/m/first");
  for (std::size_t i = 0; i < UriLinking::kMaxPaths; ++i) {
    relay_sends("82", "http://mmsc.example.com/" + std::to_string(i));
  }
  EXPECT_EQ(client_gets("http://other/m/first"), "");
  EXPECT_EQ(client_gets("http://other/12345"), "TRN-HTT-003");
}

}  // namespace
}  // namespace mm1::analysis
