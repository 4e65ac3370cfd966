#include "pap_push.h"

#include <algorithm>
#include <utility>

#include "mm1/flow/client_number.h"
#include "text.h"

namespace mm1::bearer {
namespace {

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
  http::Head head;
  Octets data;
};
Part take_apart(Octets part) {
  const std::string_view text = as_text(part);
  std::size_t length = text.starts_with('\n') ? 1 : text.starts_with("\r\n") ? 2 : 0;
  if (length == 0) length = http::head_length(part);
  if (length == 0) return {};
  return {http::parse_fields(part.first(length)), part.subspan(length)};
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
  return {flow::number_of(name).value_or(std::string(name))};
}

}  // namespace

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

void check_pap_push(const PushedPdu& pushed, FrameRef place, std::vector<BearerFinding>& findings) {
  check_pushed_id(pushed.head.push.application_id, place, findings);
}

}  // namespace mm1::bearer
