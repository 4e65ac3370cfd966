#include "uri_linking.h"

#include <algorithm>

#include "mm1/mms/fields.h"
#include "mm1/rules/all_rules.h"
#include "mm1/rules/detail.h"

namespace mm1::analysis {
namespace {

using bearer::BearerFinding;
using bearer::Message;
using rules::Detail;
using rules::Quoted;
using rules::Side;
using rules::operator""_rule;

constexpr std::size_t kMaxHosts = 4;       // of one path
constexpr std::size_t kMaxLocation = 512;  // octets of a path that is remembered
constexpr std::size_t kMaxJudged = 1024;
// Fields of an MMBox answer; more of them teach nothing that its GETs would need.
constexpr std::size_t kMaxLocations = 256;

struct Uri {
  std::string host;  // in small letters, without the port that is meant anyway
  std::string_view path;
};

Uri split(std::string_view uri) {
  constexpr std::string_view kScheme = "://";
  constexpr std::string_view kDefaultPort = ":80";
  if (const std::size_t scheme = uri.find(kScheme); scheme != std::string_view::npos) {
    uri.remove_prefix(scheme + kScheme.size());
  }
  const std::size_t path = std::min(uri.find('/'), uri.size());
  Uri result{std::string(uri.substr(0, path)), uri.substr(path)};
  std::transform(result.host.begin(), result.host.end(), result.host.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  if (result.host.ends_with(kDefaultPort)) {
    result.host.resize(result.host.size() - kDefaultPort.size());
  }
  return result;
}

/// Paths that name no single message would match GETs of anything.
bool is_telling(std::string_view path) { return path.size() > 1 && path.size() <= kMaxLocation; }

BearerFinding found(rules::RuleIndex rule, const Message& message, std::string_view detail) {
  return {rule, rules::row_of(rule).severity, Side::kClient,
          capture::FrameRef{message.context.file, message.context.frame}, std::string(detail)};
}

BearerFinding over_datagrams(const Message& message) {
  return found("TRN-MTH-007"_rule, message, Detail("of ", Quoted{message.context.uri}).text());
}

}  // namespace

std::optional<BearerFinding> UriLinking::pdu(const Message& message, const mms::PduView& view) {
  if (message.context.direction != flow::Direction::kRelayToClient) return std::nullopt;
  constexpr std::uint8_t kField = mms::number::kContentLocation;
  const std::size_t count = std::min(view.count(kField), kMaxLocations);
  for (std::size_t i = 0; i < count; ++i) learn(view.text(kField, i));

  const bool retrieved =
      view.type_octet() == static_cast<std::uint8_t>(mms::PduType::kRetrieveConf);
  if (!retrieved || message.context.bearer != flow::Bearer::kWspCl) return std::nullopt;
  const auto judged = std::find(judged_.begin(), judged_.end(), message.context.exchange);
  if (judged != judged_.end()) return std::nullopt;
  return over_datagrams(message);
}

std::optional<BearerFinding> UriLinking::request(const Message& message) {
  if (message.method != "GET") return std::nullopt;
  const Hosts* hosts = find(message.context.uri);
  if (hosts == nullptr) return std::nullopt;
  if (message.context.bearer == flow::Bearer::kWspCl) {
    if (judged_.size() == kMaxJudged) judged_.pop_front();
    judged_.push_back(message.context.exchange);
    return over_datagrams(message);
  }
  const std::string host = split(message.context.uri).host;
  const bool links = std::any_of(hosts->begin(), hosts->end(), [&](const std::string& known) {
    return known.empty() || host.empty() || known == host;
  });
  if (links || message.context.bearer != flow::Bearer::kHttp) return std::nullopt;
  return found(
      "TRN-HTT-003"_rule, message,
      Detail("asked for at ", Quoted{host}, ", given out at ", Quoted{hosts->back()}).text());
}

void UriLinking::learn(std::string_view location) {
  const Uri uri = split(location);
  if (!is_telling(uri.path)) return;
  std::string path(uri.path);
  const auto known = hosts_.find(path);
  if (known != hosts_.end()) {
    Hosts& hosts = known->second;
    if (std::find(hosts.begin(), hosts.end(), uri.host) != hosts.end()) return;
    if (hosts.size() == kMaxHosts) hosts.erase(hosts.begin());
    hosts.push_back(uri.host.substr(0, kMaxLocation));
    return;
  }
  if (paths_.size() == kMaxPaths) {
    hosts_.erase(paths_.front());
    paths_.pop_front();
  }
  paths_.push_back(path);
  hosts_[std::move(path)].push_back(uri.host.substr(0, kMaxLocation));
}

const UriLinking::Hosts* UriLinking::find(std::string_view uri) const {
  const auto found = hosts_.find(std::string(split(uri).path));
  return found == hosts_.end() ? nullptr : &found->second;
}

}  // namespace mm1::analysis
