#include "http_push.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "application_id.h"
#include "carriage.h"
#include "client_headers.h"
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

constexpr std::string_view kPushPath = "/wappush";
constexpr std::string_view kHttpType = "application/http";

/// Whether a message of this head has a PDU for its data.
bool holds_pdu(const HttpHead& head, Octets data) {
  if (data.empty()) return false;
  return promise_of(head.content_type) == Promise::kMm1 ? !is_no_pdu(data)
                                                        : mms::reads_as_pdu(data);
}

/// Data behind a head, as far as the head says that they go.
Octets data_behind(const HttpHead& head, Octets data) {
  const std::uint64_t length = head.content_length.value_or(data.size());
  return length == 0 || length > data.size() ? data : data.first(static_cast<std::size_t>(length));
}

// --- PAP ---

/// Parts of a multipart body (RFC 2046 §5.1.1), one after the other.
class PartReader {
 public:
  PartReader(std::string_view boundary, Octets body)
      : delimiter_(std::string("--").append(boundary)), text_(as_text(body)), rest_(body) {
    skip_to_delimiter();
  }

  /// The next part, header fields and data; nothing at the end.
  std::optional<Octets> next() {
    if (rest_.empty()) return std::nullopt;
    const Octets part = rest_;
    const std::size_t length = skip_to_delimiter();
    return part.first(length);
  }

 private:
  // Takes the octets up to the next delimiter, which begins a line, and goes behind the
  // delimiter's line. Returns how many octets were in front of it, its line end not counted.
  std::size_t skip_to_delimiter() {
    const std::string_view text = text_.substr(text_.size() - rest_.size());
    std::size_t at = text.find(delimiter_);
    while (at != std::string_view::npos && at != 0 && text[at - 1] != '\n') {
      at = text.find(delimiter_, at + 1);
    }
    if (at == std::string_view::npos) {
      rest_ = {};
      return text.size();
    }
    const std::size_t behind = at + delimiter_.size();
    const std::size_t line_end = text.find('\n', behind);
    const bool last = text.substr(behind).starts_with("--") || line_end == std::string_view::npos;
    rest_ = last ? Octets{} : rest_.subspan(line_end + 1);
    std::size_t length = at;
    if (length > 0) --length;  // LF
    if (length > 0 && text[length - 1] == '\r') --length;
    return length;
  }

  std::string delimiter_;
  std::string_view text_;
  Octets rest_;
};

/// A part's head and data. A part without header fields begins with the blank line.
struct Part {
  HttpHead head;
  Octets data;
};
Part take_apart(Octets part) {
  const std::string_view text = as_text(part);
  std::size_t length = text.starts_with('\n') ? 1 : text.starts_with("\r\n") ? 2 : 0;
  if (length == 0) length = head_length(part);
  if (length == 0) return {};
  return {parse_fields(part.first(length)), part.subspan(length)};
}

/// The value of the first attribute `address-value` in the control entity (WAP-247 §9.3).
std::string_view address_value(std::string_view control) {
  constexpr std::string_view kAttribute = "address-value";
  const std::size_t attribute = control.find(kAttribute);
  if (attribute == std::string_view::npos) return {};
  std::string_view rest = trim(control.substr(attribute + kAttribute.size()));
  if (!rest.starts_with('=')) return {};
  rest = trim(rest.substr(1));
  if (!rest.starts_with('"') && !rest.starts_with('\'')) return {};
  const std::size_t end = rest.find(rest.front(), 1);
  return end == std::string_view::npos ? std::string_view{} : rest.substr(1, end - 1);
}

/// "123" of "WAPPUSH=+123/TYPE=PLMN@ppg.operator.com" (WAP-249 §7.1), as a short message to that
/// terminal would name it.
PushedTo terminal_of(std::string_view address) {
  constexpr std::string_view kScheme = "wappush=", kIp = "/type=ipv";
  if (starts_with_ignoring_case(address, kScheme)) address.remove_prefix(kScheme.size());
  const std::size_t end = std::min(address.find_first_of("/@"), address.size());
  const std::string_view name = address.substr(0, end);
  if (starts_with_ignoring_case(address.substr(end), kIp)) return {std::string(name), true};
  return {number_of(name).value_or(std::string(name))};
}

// --- OTA-HTTP ---

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

bool is_push_path(std::string_view target) {
  const std::size_t scheme = target.find("://");
  if (scheme != std::string_view::npos) {
    target.remove_prefix(std::min(target.find('/', scheme + 3), target.size()));
  }
  return target == kPushPath;
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

void check_id(const std::optional<std::string_view>& value, FrameRef place,
              std::vector<BearerFinding>& findings) {
  std::optional<ApplicationId> id;
  if (value) id = ApplicationId{std::nullopt, *value};
  if (auto finding = check_application_id(id, place)) findings.push_back(std::move(*finding));
}

}  // namespace

PushKind push_kind(const HttpHead& request) {
  if (request.method != "POST") return PushKind::kNone;
  switch (promise_of(request.content_type)) {
    case Promise::kPush:
      return PushKind::kOta;
    case Promise::kRelated:
      return PushKind::kPap;
    default:
      return is_push_path(request.target) ? PushKind::kOta : PushKind::kNone;
  }
}

std::optional<PushedPdu> read_ota_push(Octets body) {
  if (mms::looks_like_pdu(body)) return PushedPdu{.body = body, .head = {}, .wrapped = false};
  const std::size_t length = head_length(body);
  if (length == 0) return std::nullopt;
  const Octets octets = body.first(length);
  PushedPdu pushed;
  if (const auto head = parse_head(octets); head && !head->is_request) {
    pushed.head = *head;
  } else {
    pushed.head = parse_fields(octets);
    pushed.wrapped = false;
  }
  pushed.body = data_behind(pushed.head, body.subspan(length));
  if (!holds_pdu(pushed.head, pushed.body)) return std::nullopt;
  return pushed;
}

std::optional<PushedPdu> read_pap_push(std::string_view boundary, Octets body) {
  if (boundary.empty()) return std::nullopt;
  PartReader parts(boundary, body);
  const auto control = parts.next();
  const auto content = parts.next();
  if (!control || !content) return std::nullopt;
  const Part pushed = take_apart(*content);
  if (!holds_pdu(pushed.head, pushed.data)) return std::nullopt;
  const std::string_view address = address_value(as_text(take_apart(*control).data));
  return PushedPdu{.body = pushed.data, .head = pushed.head, .to = terminal_of(address)};
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

OtaRequest ota_request(const HttpHead& head) {
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
  check_id(application_id, place, findings);
}

void check_pap_push(const PushedPdu& pushed, FrameRef place, std::vector<BearerFinding>& findings) {
  check_id(pushed.head.push.application_id, place, findings);
}

void check_ota_answer(const OtaRequest& request, const HttpHead& answer, FrameRef place,
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

std::optional<int> push_status(const HttpHead& answer) {
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
