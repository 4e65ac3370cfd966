#include "uri.h"

#include <algorithm>

#include "mm1/wsp/characters.h"

namespace mm1::flow {
namespace {

constexpr std::string_view kUnreservedMarks = "-._~";

using wsp::is_digit;
using wsp::is_hex_digit;
using wsp::is_letter;
using wsp::lower;

char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

bool is_unreserved(char c) {
  return is_letter(c) || is_digit(c) || kUnreservedMarks.find(c) != std::string_view::npos;
}

int hex_value(char digit) { return is_digit(digit) ? digit - '0' : lower(digit) - 'a' + 10; }

void append_path(std::string& out, std::string_view path) {
  for (;;) {
    const std::size_t plain = std::min(path.find('%'), path.size());
    out += path.substr(0, plain);
    path.remove_prefix(plain);
    if (path.empty()) return;
    if (path.size() < 3 || !is_hex_digit(path[1]) || !is_hex_digit(path[2])) {
      out += '%';
      path.remove_prefix(1);
      continue;
    }
    const char decoded = static_cast<char>(hex_value(path[1]) * 16 + hex_value(path[2]));
    if (is_unreserved(decoded)) {
      out += decoded;
    } else {
      out += {'%', upper(path[1]), upper(path[2])};
    }
    path.remove_prefix(3);
  }
}

}  // namespace

NormalUri normalize_uri(std::string_view uri) {
  constexpr std::string_view kBlanks = " \t";  // some relays write one in front
  uri = uri.substr(std::min(uri.find_first_not_of(kBlanks), uri.size()));
  uri = uri.substr(0, uri.find('#'));
  uri = uri.substr(0, uri.find_last_not_of(kBlanks) + 1);
  if (uri.empty()) return {};
  bool secure = false;
  if (const auto colon = uri.find("://"); colon != std::string_view::npos && colon != 0) {
    secure = wsp::equals_ignoring_case(uri.substr(0, colon), "https");
    uri.remove_prefix(colon + 3);
  }
  const auto path = std::ranges::find_if(uri, [](char c) { return c == '/' || c == '?'; });
  const auto path_at = static_cast<std::size_t>(path - uri.begin());
  NormalUri normal;
  normal.text.reserve(uri.size() + 1);
  normal.text = uri.substr(0, path_at);
  std::ranges::transform(normal.text, normal.text.begin(), lower);
  const std::string_view default_port = secure ? ":443" : ":80";
  if (normal.text.ends_with(default_port)) {
    normal.text.resize(normal.text.size() - default_port.size());
  }
  normal.host_length = normal.text.size();
  uri.remove_prefix(path_at);
  if (!uri.starts_with('/')) normal.text += '/';
  append_path(normal.text, uri);
  return normal;
}

bool same_resource(const NormalUri& a, const NormalUri& b) {
  if (a.empty() || b.empty() || a.path() != b.path()) return false;
  return a.host().empty() || b.host().empty() || a.host() == b.host();
}

}  // namespace mm1::flow
