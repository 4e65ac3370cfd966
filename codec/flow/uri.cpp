#include "uri.h"

#include <algorithm>
#include <optional>

namespace mm1::flow {
namespace {

constexpr std::string_view kUnreservedMarks = "-._~";

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

bool is_unreserved(char c) {
  return is_letter(c) || is_digit(c) || kUnreservedMarks.find(c) != std::string_view::npos;
}

std::optional<int> hex_digit(char c) {
  if (is_digit(c)) return c - '0';
  const char small = lower(c);
  if (small >= 'a' && small <= 'f') return small - 'a' + 10;
  return std::nullopt;
}

std::string lowered(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = lower(c);
  return result;
}

void append_path(std::string& out, std::string_view path) {
  for (std::size_t i = 0; i < path.size(); ++i) {
    if (path[i] == '%' && path.size() - i > 2) {
      const auto high = hex_digit(path[i + 1]);
      const auto low = hex_digit(path[i + 2]);
      if (high && low) {
        const char decoded = static_cast<char>(*high * 16 + *low);
        if (is_unreserved(decoded)) {
          out += decoded;
        } else {
          out += {'%', upper(path[i + 1]), upper(path[i + 2])};
        }
        i += 2;
        continue;
      }
    }
    out += path[i];
  }
}

}  // namespace

NormalUri normalize_uri(std::string_view uri) {
  constexpr std::string_view kBlanks = " \t";  // some relays write one in front
  uri = uri.substr(std::min(uri.find_first_not_of(kBlanks), uri.size()));
  uri = uri.substr(0, uri.find('#'));
  uri = uri.substr(0, uri.find_last_not_of(kBlanks) + 1);
  if (uri.empty()) return {};
  std::string scheme = "http";
  if (const auto colon = uri.find("://"); colon != std::string_view::npos && colon != 0) {
    scheme = lowered(uri.substr(0, colon));
    uri.remove_prefix(colon + 3);
  }
  const auto path_at = std::min(uri.find_first_of("/?"), uri.size());
  NormalUri normal;
  normal.text = lowered(uri.substr(0, path_at));
  const std::string_view default_port = scheme == "https" ? ":443" : ":80";
  if (normal.text.ends_with(default_port)) {
    normal.text.resize(normal.text.size() - default_port.size());
  }
  normal.host_length = normal.text.size();
  const std::string_view path = uri.substr(path_at);
  if (!path.starts_with('/')) normal.text += '/';
  append_path(normal.text, path);
  return normal;
}

bool same_resource(const NormalUri& a, const NormalUri& b) {
  if (a.empty() || b.empty() || a.path() != b.path()) return false;
  return a.host().empty() || b.host().empty() || a.host() == b.host();
}

}  // namespace mm1::flow
