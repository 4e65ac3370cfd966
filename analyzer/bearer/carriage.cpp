#include "carriage.h"

#include <array>

#include "media.h"
#include "mm1/mms/fields.h"
#include "mm1/mms/pdus.h"
#include "mm1/rules/detail.h"
#include "mm1/wsp/cursor.h"
#include "mm1/wsp/primitives.h"
#include "outlet.h"
#include "text.h"

namespace mm1::bearer {
namespace {

using mms::PduType;
using rules::Detail;
using rules::HexList;
using rules::Quoted;
using rules::operator""_rule;

constexpr std::uint8_t kMessageType = 0x8c;  // X-Mms-Message-Type, the first field of each PDU
constexpr std::uint8_t kContentType = 0x84;  // the last one; a body follows

/// How a type of PDU is to travel.
enum class Way : std::uint8_t {
  kRequest,       // POST, answered by a confirmation
  kIndication,    // POST, answered without a PDU
  kConfirmation,  // in the answer to a POST
  kRetrieved,     // in the answer to a GET
  kPushed,
  kNotBound,  // the binding documents that could be read say nothing about it
};

struct WayRow {
  PduType type;
  Way way;
};

// MMS-CTR 1.0 §7.1–7.5, and for later PDUs by analogy; m-cancel-req only in 1.3, which could not
// be read, and m-mbox-descr never travels alone.
constexpr std::array kWays{
    WayRow{PduType::kSendReq, Way::kRequest},
    WayRow{PduType::kSendConf, Way::kConfirmation},
    WayRow{PduType::kNotificationInd, Way::kPushed},
    WayRow{PduType::kNotifyRespInd, Way::kIndication},
    WayRow{PduType::kRetrieveConf, Way::kRetrieved},
    WayRow{PduType::kAcknowledgeInd, Way::kIndication},
    WayRow{PduType::kDeliveryInd, Way::kPushed},
    WayRow{PduType::kReadRecInd, Way::kIndication},
    WayRow{PduType::kReadOrigInd, Way::kPushed},
    WayRow{PduType::kForwardReq, Way::kRequest},
    WayRow{PduType::kForwardConf, Way::kConfirmation},
    WayRow{PduType::kMboxStoreReq, Way::kRequest},
    WayRow{PduType::kMboxStoreConf, Way::kConfirmation},
    WayRow{PduType::kMboxViewReq, Way::kRequest},
    WayRow{PduType::kMboxViewConf, Way::kConfirmation},
    WayRow{PduType::kMboxUploadReq, Way::kRequest},
    WayRow{PduType::kMboxUploadConf, Way::kConfirmation},
    WayRow{PduType::kMboxDeleteReq, Way::kRequest},
    WayRow{PduType::kMboxDeleteConf, Way::kConfirmation},
    WayRow{PduType::kDeleteReq, Way::kRequest},
    WayRow{PduType::kDeleteConf, Way::kConfirmation},
    WayRow{PduType::kCancelConf, Way::kIndication},
};

constexpr Way way_of(std::uint8_t type_octet) {
  for (const WayRow& row : kWays) {
    if (static_cast<std::uint8_t>(row.type) == type_octet) return row.way;
  }
  return Way::kNotBound;
}

struct Judged {
  const Carriage& carriage;
  Way way;
  std::string_view name;  // of the PDU's type
};

constexpr int kOk = 200;
// HTTP's own way to send a part of what was asked for; WSP has the same status.
constexpr int kPartialContent = 206;

bool is_answer_to(const Carriage& carriage, std::string_view method) {
  return carriage.kind == Carriage::Kind::kAnswer && carriage.method == method;
}

bool not_posted(const Judged& j) {
  const bool from_client = j.way == Way::kRequest || j.way == Way::kIndication;
  return from_client && j.carriage.kind == Carriage::Kind::kRequest && j.carriage.method != "POST";
}

bool answers_other_method(const Judged& j) {
  return (j.way == Way::kRetrieved && is_answer_to(j.carriage, "POST")) ||
         (j.way == Way::kConfirmation && is_answer_to(j.carriage, "GET"));
}

bool pushed_pdu_in_answer(const Judged& j) {
  return j.way == Way::kPushed && j.carriage.kind == Carriage::Kind::kAnswer;
}

bool answer_in_push(const Judged& j) {
  return (j.way == Way::kConfirmation || j.way == Way::kRetrieved) &&
         j.carriage.kind == Carriage::Kind::kPush;
}

bool confirmation_without_200(const Judged& j) {
  const int status = j.carriage.status;
  return (j.way == Way::kConfirmation || j.way == Way::kRetrieved) &&
         j.carriage.kind == Carriage::Kind::kAnswer && status != 0 && status != kOk &&
         status != kPartialContent;
}

// A retrieved message or a push in that place breaks a stricter rule.
bool answer_to_indication(const Judged& j) {
  return j.carriage.kind == Carriage::Kind::kAnswer &&
         way_of(j.carriage.request_type) == Way::kIndication && !answers_other_method(j) &&
         !pushed_pdu_in_answer(j);
}

std::string in_method(const Judged& j) {
  return std::string(j.name).append(" in a ").append(j.carriage.method);
}
std::string in_answer(const Judged& j) {
  std::string text = std::string(j.name).append(" in the answer");
  if (!j.carriage.method.empty()) text.append(" to a ").append(j.carriage.method);
  return text;
}
std::string in_push(const Judged& j) { return std::string(j.name).append(" in a push"); }
std::string with_status(const Judged& j) {
  return std::string(j.name).append(" with status ").append(std::to_string(j.carriage.status));
}
std::string answering(const Judged& j) {
  const mms::PduRow* request = mms::pdu(j.carriage.request_type);
  return std::string(j.name).append(" answers ").append(request == nullptr ? "" : request->name);
}

struct MethodRule {
  rules::RuleIndex rule;
  bool (*broken)(const Judged& judged);
  std::string (*detail)(const Judged& judged);
};

// A PDU that travels against its direction is CTR-DIR-001's: no row is about one.
constexpr std::array kMethodRules{
    MethodRule{"TRN-MTH-001"_rule, not_posted, in_method},
    MethodRule{"TRN-MTH-002"_rule, answers_other_method, in_answer},
    MethodRule{"TRN-MTH-003"_rule, pushed_pdu_in_answer, in_answer},
    MethodRule{"TRN-MTH-004"_rule, answer_in_push, in_push},
    MethodRule{"TRN-MTH-005"_rule, confirmation_without_200, with_status},
    MethodRule{"TRN-MTH-006"_rule, answer_to_indication, answering},
};

BearerFinding of_sender(rules::RuleIndex rule, FrameRef place, std::string detail) {
  return found(rule, rules::Side::kSender, place, std::move(detail));
}

void check_type(const Carriage& carriage, FrameRef place, std::vector<BearerFinding>& findings) {
  if (!carriage.content_type) {
    findings.push_back(of_sender("TRN-CTY-003"_rule, place, {}));
  } else if (!equals_ignoring_case(*carriage.content_type, kMmsMessageType)) {
    const std::string_view type = *carriage.content_type;
    findings.push_back(of_sender("TRN-CTY-001"_rule, place,
                                 type.empty() ? std::string("it names no type that is assigned")
                                              : std::string(Detail(Quoted{type}).text())));
  }
}

}  // namespace

bool is_no_pdu(Octets body) {
  wsp::Cursor cursor(body);
  while (!cursor.at_end() && cursor.peek() != kMessageType && cursor.peek() != kContentType) {
    const std::uint8_t name = cursor.take();
    const wsp::Extent value = wsp::value_extent(cursor.rest());
    if (name < 0x80 || mms::field(name) == nullptr) return true;
    if (!value.complete) return false;
    cursor.skip(value.length);
  }
  return false;
}

std::uint8_t pdu_type_octet(Octets body) {
  return body.size() >= 2 && body[0] == kMessageType ? body[1] : std::uint8_t{0};
}

void check_carriage(const Carriage& carriage, FrameRef place,
                    std::vector<BearerFinding>& findings) {
  if (is_no_pdu(carriage.body)) {
    findings.push_back(
        of_sender("TRN-CTY-002"_rule, place,
                  std::string(Detail("it begins with ", HexList{carriage.body}).text())));
    return;
  }
  check_type(carriage, place, findings);
  const mms::PduRow* row = mms::pdu(pdu_type_octet(carriage.body));
  if (row == nullptr) return;
  const Judged judged{carriage, way_of(pdu_type_octet(carriage.body)), row->name};
  for (const MethodRule& rule : kMethodRules) {
    if (rule.broken(judged)) {
      findings.push_back(of_sender(rule.rule, place, rule.detail(judged)));
    }
  }
}

}  // namespace mm1::bearer
