#include "ota_push.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "mm1/mms/decode.h"
#include "mm1/net/keyed_hash.h"
#include "mm1/rules/detail.h"
#include "outlet.h"
#include "text.h"

namespace mm1::bearer {
namespace {

using rules::Detail;
using rules::Quoted;
using rules::operator""_rule;

constexpr std::string_view kHttpType = "application/http";

/// Data behind a head, as far as the head says that they go.
Octets data_behind(const http::Head& head, Octets data) {
  const std::uint64_t length = head.content_length.value_or(data.size());
  return length == 0 || length > data.size() ? data : data.first(static_cast<std::size_t>(length));
}

enum class PushVerdict : std::uint8_t { kAccepted, kRetryAllowed, kRetryForbidden };
struct PushStatusRow {
  int status;
  PushVerdict verdict;
};
// WAP-235 §7.4.2.1, those that answer a POST.
constexpr std::array kPushStatuses{
    PushStatusRow{234, PushVerdict::kRetryAllowed},
    PushStatusRow{235, PushVerdict::kRetryForbidden},
    PushStatusRow{236, PushVerdict::kRetryForbidden},
    PushStatusRow{237, PushVerdict::kRetryAllowed},
    PushStatusRow{238, PushVerdict::kRetryForbidden},
    PushStatusRow{256, PushVerdict::kRetryForbidden},
    PushStatusRow{257, PushVerdict::kRetryForbidden},
    PushStatusRow{400, PushVerdict::kAccepted},
    PushStatusRow{401, PushVerdict::kAccepted},
    PushStatusRow{600, PushVerdict::kAccepted},  // speaks of the version, not of the push
};

const PushStatusRow* push_status_row(std::optional<int> status) {
  const auto row = std::find_if(kPushStatuses.begin(), kPushStatuses.end(),
                                [&](const PushStatusRow& each) { return each.status == status; });
  return row == kPushStatuses.end() ? nullptr : &*row;
}

bool has_token(std::string_view list, std::string_view token) {
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(','), list.size());
    if (equals_ignoring_case(without_parameters(list.substr(0, end)), token)) return true;
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return false;
}

BearerFinding of_sender(rules::RuleIndex rule, FrameRef place, const Detail& detail = Detail()) {
  return found(rule, rules::Side::kSender, place, std::string(detail.text()));
}

}  // namespace

std::optional<PushedPdu> read_ota_push(Octets body) {
  if (mms::looks_like_pdu(body)) return PushedPdu{.body = body, .head = {}, .wrapped = false};
  const std::size_t length = http::head_length(body);
  if (length == 0) return std::nullopt;
  const Octets octets = body.first(length);
  PushedPdu pushed;
  if (const auto head = http::parse_head(octets); head && !head->is_request) {
    pushed.head = *head;
  } else {
    pushed.head = http::parse_fields(octets);
    pushed.wrapped = false;
  }
  pushed.body = data_behind(pushed.head, body.subspan(length));
  if (!holds_pdu(pushed.head, pushed.body)) return std::nullopt;
  return pushed;
}

std::uint64_t push_print(std::string_view client, Octets pdu) {
  return net::KeyedHash().add(client).add(pdu).value();
}

void RefusedPushes::add(std::uint64_t print, int status, std::int64_t time_ns) {
  refused_.advance(time_ns, [](std::uint64_t, int, bool) {});
  refused_.use(print) = status;
}

std::optional<int> RefusedPushes::find(std::uint64_t print) {
  const int* status = refused_.find(print);
  return status == nullptr ? std::nullopt : std::optional(*status);
}

OtaRequest ota_request(const http::Head& head) {
  OtaRequest request;
  request.has_version = head.push.ota_version.has_value();
  request.wants_response = has_token(head.push.info, "response");
  request.at_wappush = is_push_path(head.target);
  request.is_http_type = equals_ignoring_case(head.content_type, kHttpType);
  request.host = head.host;
  if (head.push.application_id) request.application_id = *head.push.application_id;
  return request;
}

void check_ota_push(const OtaRequest& request, const PushedPdu& pushed, std::string_view uri,
                    std::optional<int> refused_with, FrameRef place,
                    std::vector<BearerFinding>& findings) {
  if (!request.at_wappush) {
    findings.push_back(of_sender("TRN-OTA-001"_rule, place, Detail("it is ", Quoted{uri})));
  }
  if (!request.host.empty()) {
    findings.push_back(
        of_sender("TRN-OTA-002"_rule, place, Detail("it is ", Quoted{request.host})));
  }
  if (!request.is_http_type || !pushed.wrapped) {
    findings.push_back(of_sender(
        "TRN-OTA-003"_rule, place,
        Detail(request.is_http_type ? "it has no status line" : "it has another content type")));
  }
  if (refused_with) {
    findings.push_back(of_sender(
        "TRN-OTA-007"_rule, place,
        Detail("the terminal answered ", static_cast<std::uint32_t>(*refused_with), " to it")));
  }
  if (request.first && !request.has_version) {
    findings.push_back(
        of_sender("TRN-OTA-008"_rule, place, Detail("the request has no X-Wap-Push-OTA-Version")));
  }
  std::optional<std::string_view> application_id = pushed.head.push.application_id;
  if (!application_id && request.application_id) application_id = *request.application_id;
  // Without a pushed message of its own a push has no place for the field.
  if (!application_id && !pushed.wrapped) return;
  check_pushed_id(application_id, place, findings);
}

void check_ota_answer(const OtaRequest& request, const http::Head& answer, FrameRef place,
                      std::vector<BearerFinding>& findings) {
  if (!answer.push.status) {
    findings.push_back(of_sender("TRN-OTA-004"_rule, place));
  } else if (push_status_row(push_status(answer)) == nullptr) {
    findings.push_back(
        of_sender("TRN-OTA-006"_rule, place, Detail("it is ", Quoted{*answer.push.status})));
  }
  if (request.first && request.has_version && !answer.push.ota_version) {
    findings.push_back(
        of_sender("TRN-OTA-008"_rule, place, Detail("the answer has no X-Wap-Push-OTA-Version")));
  }
}

std::optional<int> push_status(const http::Head& answer) {
  if (!answer.push.status) return std::nullopt;
  const std::string_view text = *answer.push.status;
  int status = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), status);
  const bool whole = end == text.data() + text.size() || *end == ' ' || *end == ';';
  return error == std::errc{} && whole ? std::optional(status) : std::nullopt;
}

bool forbids_retry(int push_status) {
  const PushStatusRow* row = push_status_row(push_status);
  return row != nullptr && row->verdict == PushVerdict::kRetryForbidden;
}

}  // namespace mm1::bearer
