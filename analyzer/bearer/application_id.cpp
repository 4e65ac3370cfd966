#include "application_id.h"

#include <charconv>
#include <string>

#include "mm1/rules/detail.h"
#include "outlet.h"
#include "text.h"

namespace mm1::bearer {
namespace {

using rules::Detail;
using rules::Quoted;
using rules::operator""_rule;

// OMNA's number and name of the MMS user agent.
constexpr std::uint64_t kMmsUserAgent = 4;
constexpr std::string_view kMmsUserAgentUri = "x-wap-application:mms.ua";
constexpr std::string_view kAppEncoding = "app-encoding=";

std::optional<std::uint64_t> hexadecimal(std::string_view text) {
  constexpr std::size_t kMaxDigits = 8;
  std::uint64_t number = 0;
  const char* const end = text.data() + text.size();
  const auto [read, error] = std::from_chars(text.data(), end, number, 16);
  if (error != std::errc{} || read != end || text.size() > kMaxDigits) return std::nullopt;
  return number;
}

/// The value of the parameter app-encoding, if there is one.
std::optional<std::string_view> app_encoding(std::string_view parameters) {
  while (!parameters.empty()) {
    const std::size_t end = parameters.find(';');
    const std::string_view parameter = trim(parameters.substr(0, end));
    if (starts_with_ignoring_case(parameter, kAppEncoding)) {
      return trim(parameter.substr(kAppEncoding.size()));
    }
    parameters = end == std::string_view::npos ? std::string_view{} : parameters.substr(end + 1);
  }
  return std::nullopt;
}

BearerFinding finding(rules::RuleIndex rule, FrameRef place, const Detail& detail) {
  return found(rule, rules::Side::kSender, place, std::string(detail.text()));
}

}  // namespace

std::optional<BearerFinding> check_application_id(const std::optional<ApplicationId>& id,
                                                  FrameRef place) {
  if (!id) return finding("TRN-PSH-001"_rule, place, Detail());
  const std::size_t end = std::min(id->text.find(';'), id->text.size());
  const std::string_view name = trim(id->text.substr(0, end));
  const auto number = id->number ? id->number : hexadecimal(name);
  if (number) {
    if (*number == kMmsUserAgent) return std::nullopt;
    return finding("TRN-PSH-002"_rule, place, Detail("it is the number ", *number));
  }
  if (!equals_ignoring_case(name, kMmsUserAgentUri)) {
    return finding("TRN-PSH-002"_rule, place, Detail("it is ", Quoted{id->text}));
  }
  const auto encoding = app_encoding(id->text.substr(end));
  if (!encoding || hexadecimal(*encoding) == kMmsUserAgent) return std::nullopt;
  return finding("TRN-PSH-007"_rule, place, Detail("it is ", Quoted{*encoding}));
}

}  // namespace mm1::bearer
