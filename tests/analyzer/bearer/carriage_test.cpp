// Rules about what carries an MM1 PDU, alike for HTTP and WSP: each row is a message and what it
// raises.
#include "carriage.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "application_id.h"
#include "mm1/rules/all_rules.h"
#include "support/hex.h"

namespace mm1::bearer::test {
namespace {

using mm1::test::from_hex;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Kind = Carriage::Kind;

constexpr std::string_view kMms = "application/vnd.wap.mms-message";
constexpr std::string_view kSendReq = "8C 80 98 54 31 00 8D 92";
constexpr std::string_view kSendConf = "8C 81 98 54 31 00 8D 92";
constexpr std::string_view kNotification = "8C 82 98 54 31 00 8D 92";
constexpr std::string_view kNotifyResp = "8C 83 98 54 31 00 8D 92";
constexpr std::string_view kRetrieveConf = "8C 84 98 54 31 00 8D 92";
constexpr std::uint8_t kSendReqType = 0x80;
constexpr std::uint8_t kNotifyRespType = 0x83;
constexpr std::uint8_t kAcknowledgeType = 0x85;

struct Row {
  std::string_view name;
  Kind kind;
  std::string_view method;
  int status;
  std::optional<std::string_view> content_type;
  std::string_view body;
  std::uint8_t request_type;
  std::vector<std::string> expected;  // rule ids
};

const Row kRows[] = {
    // Content types.
    {"octet stream",
     Kind::kRequest,
     "POST",
     0,
     "application/octet-stream",
     kSendReq,
     0,
     {"TRN-CTY-001"}},
    {"a number that is no type", Kind::kPush, "", 0, "", kNotification, 0, {"TRN-CTY-001"}},
    {"the type in other letters",
     Kind::kRequest,
     "POST",
     0,
     "Application/VND.WAP.mms-message",
     kSendReq,
     0,
     {}},
    {"a page under the type",
     Kind::kAnswer,
     "GET",
     200,
     kMms,
     "3C 68 74 6D 6C 3E",
     0,
     {"TRN-CTY-002"}},
    {"a picture under the type",
     Kind::kAnswer,
     "GET",
     200,
     kMms,
     "89 50 4E 47 0D 0A 1A 0A 00 00 00 0D",
     0,
     {"TRN-CTY-002"}},
    {"a PDU with its fields in disorder",
     Kind::kRequest,
     "POST",
     0,
     kMms,
     "98 54 31 00 8C 80",
     0,
     {}},
    {"a PDU without a type", Kind::kRequest, "POST", 0, kMms, "98 54 31 00 8D 92 84 A3 00", 0, {}},
    {"a PDU of a later type", Kind::kAnswer, "POST", 200, kMms, "8C 98 98 54 31 00", 0, {}},
    {"the beginning of a PDU", Kind::kAnswer, "POST", 200, kMms, "8C", 0, {}},
    {"no type", Kind::kPush, "", 0, std::nullopt, kNotification, 0, {"TRN-CTY-003"}},
    // Methods.
    {"put", Kind::kRequest, "PUT", 0, kMms, kSendReq, 0, {"TRN-MTH-001"}},
    {"get with a body", Kind::kRequest, "GET", 0, kMms, kNotifyResp, 0, {"TRN-MTH-001"}},
    {"post", Kind::kRequest, "POST", 0, kMms, kSendReq, 0, {}},
    {"a relay's PDU is put", Kind::kRequest, "PUT", 0, kMms, kNotification, 0, {}},
    {"retrieved by post",
     Kind::kAnswer,
     "POST",
     200,
     kMms,
     kRetrieveConf,
     kSendReqType,
     {"TRN-MTH-002"}},
    {"retrieved by get", Kind::kAnswer, "GET", 200, kMms, kRetrieveConf, 0, {}},
    {"confirmed by get", Kind::kAnswer, "GET", 200, kMms, kSendConf, 0, {"TRN-MTH-002"}},
    {"confirmed by post", Kind::kAnswer, "POST", 200, kMms, kSendConf, kSendReqType, {}},
    {"answer whose request was not captured", Kind::kAnswer, "", 200, kMms, kRetrieveConf, 0, {}},
    {"notified in an answer",
     Kind::kAnswer,
     "POST",
     200,
     kMms,
     kNotification,
     kSendReqType,
     {"TRN-MTH-003"}},
    {"notified by push", Kind::kPush, "", 0, kMms, kNotification, 0, {}},
    {"confirmed by push", Kind::kPush, "", 0, kMms, kSendConf, 0, {"TRN-MTH-004"}},
    {"retrieved by push", Kind::kPush, "", 0, kMms, kRetrieveConf, 0, {"TRN-MTH-004"}},
    {"accepted, not done",
     Kind::kAnswer,
     "POST",
     202,
     kMms,
     kSendConf,
     kSendReqType,
     {"TRN-MTH-005"}},
    {"confirmed with a status that cannot be read",
     Kind::kAnswer,
     "POST",
     0,
     kMms,
     kSendConf,
     kSendReqType,
     {}},
    {"a range", Kind::kAnswer, "GET", 206, kMms, kRetrieveConf, 0, {}},
    {"an indication is confirmed",
     Kind::kAnswer,
     "POST",
     200,
     kMms,
     kSendConf,
     kNotifyRespType,
     {"TRN-MTH-006"}},
    {"an acknowledgement is answered by a retrieval",
     Kind::kAnswer,
     "POST",
     200,
     kMms,
     kRetrieveConf,
     kAcknowledgeType,
     {"TRN-MTH-002"}},
};

TEST(Carriage, RaisesWhatItShouldAndNoMore) {
  constexpr FrameRef kPlace{.file = 2, .frame = 7};
  for (const Row& row : kRows) {
    const auto body = from_hex(row.body);
    std::vector<BearerFinding> findings;
    check_carriage({.kind = row.kind,
                    .method = row.method,
                    .status = row.status,
                    .content_type = row.content_type,
                    .body = body,
                    .request_type = row.request_type},
                   kPlace, findings);
    std::vector<std::string> ids;
    for (const BearerFinding& finding : findings) {
      ids.emplace_back(rules::row_of(finding.rule).id);
      EXPECT_EQ(finding.side, rules::Side::kSender);
      EXPECT_EQ(finding.place, kPlace);
    }
    EXPECT_EQ(ids, row.expected) << row.name;
  }
}

TEST(Carriage, EachRuleTripsAndHasANearMiss) {
  std::map<std::string, int> trips;
  for (const Row& row : kRows) {
    for (const std::string& id : row.expected) ++trips[id];
  }
  for (const char* id : {"TRN-CTY-001", "TRN-CTY-002", "TRN-CTY-003", "TRN-MTH-001", "TRN-MTH-002",
                         "TRN-MTH-003", "TRN-MTH-004", "TRN-MTH-005", "TRN-MTH-006"}) {
    EXPECT_GT(trips[id], 0) << id;
  }
}

TEST(Carriage, DetailsNameWhatWasMet) {
  const auto page = from_hex("3C 68 74 6D 6C 3E");
  const auto conf = from_hex(kSendConf);
  std::vector<BearerFinding> findings;
  check_carriage({.kind = Kind::kAnswer, .content_type = kMms, .body = page}, {}, findings);
  check_carriage({.kind = Kind::kAnswer,
                  .method = "POST",
                  .status = 202,
                  .content_type = "text/plain",
                  .body = conf,
                  .request_type = kNotifyRespType},
                 {}, findings);
  std::vector<std::string> details;
  for (const BearerFinding& finding : findings) details.push_back(finding.detail);
  EXPECT_THAT(details,
              ElementsAre("it begins with 3C 68 74 6D 6C 3E", "\"text/plain\"",
                          "m-send-conf with status 202", "m-send-conf answers m-notifyresp-ind"));
}

struct IdRow {
  std::optional<ApplicationId> id;
  std::string_view rule;  // empty: none
};

TEST(ApplicationIds, AreTheMmsUserAgentsOrFound) {
  const auto number = [](std::uint64_t value) { return ApplicationId{value, {}}; };
  const auto text = [](std::string_view value) { return ApplicationId{std::nullopt, value}; };
  const IdRow rows[] = {
      {std::nullopt, "TRN-PSH-001"},
      {number(4), ""},
      {number(2), "TRN-PSH-002"},
      {text("x-wap-application:mms.ua"), ""},
      {text("X-WAP-Application:MMS.ua"), ""},
      {text("4"), ""},
      {text("00000004"), ""},
      {text("2"), "TRN-PSH-002"},
      {text("000000004"), "TRN-PSH-002"},  // nine digits are no number
      {text(""), "TRN-PSH-002"},
      {text("x-wap-application:wml.ua"), "TRN-PSH-002"},
      {text("x-wap-application:wml.ua;app-encoding=2"), "TRN-PSH-002"},
      {text("x-wap-application:mms.ua;app-encoding=4"), ""},
      {text("x-wap-application:mms.ua ; App-Encoding=04"), ""},
      {text("x-wap-application:mms.ua;app-encoding=2"), "TRN-PSH-007"},
      {text("x-wap-application:mms.ua;app-encoding="), "TRN-PSH-007"},
      {text("x-wap-application:mms.ua;other=2"), ""},
  };
  for (const IdRow& row : rows) {
    const auto finding = check_application_id(row.id, {});
    const std::string_view rule = finding ? rules::row_of(finding->rule).id : "";
    EXPECT_EQ(rule, row.rule) << (row.id ? row.id->text : "absent");
  }
}

}  // namespace
}  // namespace mm1::bearer::test
