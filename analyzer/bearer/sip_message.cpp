#include "sip_message.h"

#include "text.h"

namespace mm1::bearer {
namespace {

constexpr std::string_view kMethod = "MESSAGE ";
constexpr std::string_view kVersion = " SIP/2.0";
constexpr std::string_view kLineEnd = "\r\n";

/// The text up to `end`, which is taken off with it; all of it when `end` does not occur.
std::string_view take_to(std::string_view& text, std::string_view end) {
  const std::size_t length = text.find(end);
  const std::string_view taken = text.substr(0, length);
  text.remove_prefix(length == std::string_view::npos ? text.size() : length + end.size());
  return taken;
}

// "sip:+15551230001@ims.example.com;user=phone", "tel:+15551230001".
std::string_view user_of(std::string_view uri) {
  uri.remove_prefix(std::min(uri.find(':') + 1, uri.size()));
  return uri.substr(0, uri.find_first_of("@;?"));
}

bool is_content_type(std::string_view name) {
  return equals_ignoring_case(name, "Content-Type") || equals_ignoring_case(name, "c");
}

}  // namespace

std::optional<SipMessage> parse_sip_message(capture::Octets octets) {
  std::string_view text = as_text(octets);
  if (!text.starts_with(kMethod)) return std::nullopt;
  text.remove_prefix(kMethod.size());
  std::string_view uri = take_to(text, kLineEnd);
  if (!uri.ends_with(kVersion)) return std::nullopt;
  uri.remove_suffix(kVersion.size());
  SipMessage message;
  message.user = user_of(uri);
  while (!text.empty()) {
    std::string_view value = take_to(text, kLineEnd);
    if (value.empty()) break;
    const std::string_view name = trim(take_to(value, ":"));
    if (is_content_type(name)) message.content_type = without_parameters(value);
  }
  message.body = octets.last(text.size());
  return message;
}

}  // namespace mm1::bearer
