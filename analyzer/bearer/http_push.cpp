#include "http_push.h"

#include <algorithm>
#include <utility>

#include "application_id.h"
#include "carriage.h"
#include "media.h"
#include "mm1/mms/decode.h"

namespace mm1::bearer {

PushKind push_kind(const http::Head& request) {
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

bool is_push_path(std::string_view target) {
  constexpr std::string_view kPushPath = "/wappush";
  const std::size_t scheme = target.find("://");
  if (scheme != std::string_view::npos) {
    target.remove_prefix(std::min(target.find('/', scheme + 3), target.size()));
  }
  return target == kPushPath;
}

bool holds_pdu(const http::Head& head, Octets data) {
  if (data.empty()) return false;
  return promise_of(head.content_type) == Promise::kMm1 ? !is_no_pdu(data)
                                                        : mms::reads_as_pdu(data);
}

void check_pushed_id(const std::optional<std::string_view>& value, FrameRef place,
                     std::vector<BearerFinding>& findings) {
  std::optional<ApplicationId> id;
  if (value) id = ApplicationId{std::nullopt, *value};
  if (auto finding = check_application_id(id, place)) findings.push_back(std::move(*finding));
}

}  // namespace mm1::bearer
