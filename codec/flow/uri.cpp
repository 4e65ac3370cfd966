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

std::string lowered(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = lower(c);
  return result;
}

void append_path(std::string& out, std::string_view path) {
  for (std::size_t i = 0; i < path.size(); ++i) {
    const bool escaped = path[i] == '%' && path.size() - i > 2 && is_hex_digit(path[i + 1]) &&
                         is_hex_digit(path[i + 2]);
    if (escaped) {
      const int octet = hex_value(path[i + 1]) * 16 + hex_value(path[i + 2]);
      const char decoded = static_cast<char>(octet);
      if (is_unreserved(decoded)) {
        out += decoded;
      } else {
        out += {'%', upper(path[i + 1]), upper(path[i + 2])};
      }
      i += 2;
      continue;
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
