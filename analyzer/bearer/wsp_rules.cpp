#include "wsp_rules.h"

#include <string>
#include <utility>

#include "application_id.h"
#include "mm1/rules/detail.h"
#include "mm1/wsp/header_names.h"
#include "mm1/wsp/headers.h"
#include "wap_ports.h"

namespace mm1::bearer {
namespace {

using rules::Detail;
using rules::Hex;
using rules::operator""_rule;

constexpr std::uint8_t kMethodClass = 2, kPushClass = 0, kConfirmedPushClass = 1;

/// One PDU under judgement.
struct Judged {
  const WspPdu& pdu;
  const WspCarriage& carriage;
  WspExchange& exchange;

  [[nodiscard]] bool is_request() const { return pdu.kind == WspKind::kRequest; }
  [[nodiscard]] bool is_connectionless() const { return carriage.bearer == flow::Bearer::kWspCl; }

  template <typename... Parts>
  void find(rules::RuleIndex rule, const Parts&... parts) const {
    exchange.hold(found(rule, is_request() ? rules::Side::kClient : rules::Side::kRelay,
                        carriage.stamp.completed_by, std::string(Detail(parts...).text())));
  }
};

std::string version_text(std::uint8_t version) {
  return std::to_string(version >> 4) + "." + std::to_string(version & 0x0f);
}

void check_request(const Judged& judged) {
  if (!judged.is_request()) return;
  if (judged.pdu.uri_has_terminator)
    judged.find("TRN-WSP-003"_rule, "URI ", rules::Quoted{judged.pdu.uri});
}

void check_reply(const Judged& judged) {
  if (judged.pdu.kind != WspKind::kReply || judged.pdu.status != 0) return;
  judged.find("TRN-WSP-005"_rule, "status ", Hex{judged.pdu.status_octet});
}

// A session that does not state it is found once, at its first method.
void check_version_missed(const Judged& judged) {
  if (!judged.is_request()) return;
  WspSession* session = judged.carriage.session;
  const bool session_lacks_it =
      session != nullptr && session->begun && !std::exchange(session->version_missed, true);
  if (judged.is_connectionless() || session_lacks_it) judged.find("TRN-WSP-006"_rule);
}

// Headers of a session hold for each of its PDUs; of a session that began before the capture they
// are not known.
void check_encoding_version(const Judged& judged) {
  const WspSession* session = judged.carriage.session;
  std::uint8_t version = encoding_version(judged.pdu.headers);
  if (version == 0 && session != nullptr) {
    version = judged.is_request() ? session->client_version : session->relay_version;
  }
  if (version == 0) return check_version_missed(judged);
  wsp::HeaderReader reader(judged.pdu.headers);
  while (const auto header = reader.next()) {
    const wsp::HeaderNameRow* row = header->by_name ? nullptr : wsp::header_name(header->number);
    if (row == nullptr || row->since <= version) continue;
    return judged.find("TRN-WSP-007"_rule, row->name, " came with ", version_text(row->since),
                       ", announced is ", version_text(version));
  }
}

void check_class(const Judged& judged) {
  if (!judged.carriage.transaction_class) return;
  const std::uint32_t actual = *judged.carriage.transaction_class;
  if (judged.is_request() && actual != kMethodClass) {
    judged.find("TRN-WTP-001"_rule, judged.pdu.method, " in class ", actual);
  }
  if (judged.pdu.kind != WspKind::kPush) return;
  const bool confirmed = judged.pdu.type == wsp_type::kConfirmedPush;
  if (actual != (confirmed ? kConfirmedPushClass : kPushClass)) {
    judged.find("TRN-PSH-005"_rule, confirmed ? "ConfirmedPush" : "Push", " in class ", actual);
  }
}

// A push comes to the client's secure port, or in a session from the gateway's; 0: to none.
std::uint32_t secure_port(const Judged& judged) {
  const WspCarriage& carriage = judged.carriage;
  if (is_secure_port(carriage.receiver.port)) return carriage.receiver.port;
  return !judged.is_connectionless() && is_secure_port(carriage.sender.port) ? carriage.sender.port
                                                                             : 0U;
}

void check_push(const Judged& judged) {
  if (judged.pdu.kind != WspKind::kPush) return;
  const WspCarriage& carriage = judged.carriage;
  if (auto finding =
          check_application_id(application_id(judged.pdu.headers), carriage.stamp.completed_by)) {
    finding->side = rules::Side::kRelay;
    judged.exchange.hold(std::move(*finding));
  }
  // 0: the capture does not say.
  const std::uint16_t port = carriage.receiver.port;
  if (judged.is_connectionless() && port != 0 && !is_push_port(port)) {
    judged.find("TRN-PSH-003"_rule, "port ", std::uint32_t{port});
  }
  if (judged.is_connectionless() && judged.pdu.type == wsp_type::kConfirmedPush) {
    judged.find("TRN-PSH-004"_rule);
  }
  if (const std::uint32_t secured = secure_port(judged); secured != 0) {
    judged.find("TRN-PSH-006"_rule, "port ", secured);
  }
}

}  // namespace

std::optional<ApplicationId> application_id(Octets headers) {
  wsp::HeaderReader reader(headers);
  while (const auto header = reader.next()) {
    if (header->number == wsp::header::kApplicationId) {
      return ApplicationId{header->integer(), header->text()};
    }
  }
  return std::nullopt;
}

void check_wsp(const WspPdu& pdu, const WspCarriage& carriage, WspExchange& exchange) {
  const Judged judged{pdu, carriage, exchange};
  check_request(judged);
  check_reply(judged);
  check_encoding_version(judged);
  check_class(judged);
  check_push(judged);
}

}  // namespace mm1::bearer
