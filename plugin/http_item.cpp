#include "http_item.h"

#include <algorithm>
#include <cstddef>
#include <string_view>

#include "mm1/wsp/characters.h"

namespace mm1::plugin {
namespace {

constexpr std::size_t kMaxHead = 64 * std::size_t{1024};

/// What was captured from an item's start, of the data source that it lies in. The item may reach
/// as far as the source, while the body is being dissected.
wsp::Octets captured(const field_info& item) {
  if (item.ds_tvb == nullptr || item.start < 0 || item.length <= 0) return {};
  const auto start = static_cast<unsigned>(item.start);
  const unsigned end = tvb_captured_length(item.ds_tvb);
  if (start >= end) return {};
  const std::size_t size =
      std::min({static_cast<std::size_t>(item.length), std::size_t{end - start}, kMaxHead});
  return {tvb_get_ptr(item.ds_tvb, item.start, static_cast<int>(size)), size};
}

/// Empty lines may come before a message (RFC 9112 §2.2).
wsp::Octets without_empty_lines(wsp::Octets octets) {
  const std::string_view text = wsp::ascii(octets);
  return octets.subspan(std::min(text.find_first_not_of("\r\n"), text.size()));
}

/// Wireshark knows that it is HTTP, so that the method may be any.
bool begins_with_start_line(wsp::Octets octets) {
  constexpr std::size_t kLongestMethod = 32;
  const std::string_view text = wsp::ascii(octets);
  if (text.starts_with("HTTP/")) return true;
  const std::string_view word = text.substr(0, std::min(text.find(' '), kLongestMethod));
  return !word.empty() && std::ranges::all_of(word, [](char c) {
    return (wsp::is_letter(c) && c != wsp::lower(c)) || c == '-' || c == '_';
  });
}

wsp::Octets message_octets(const field_info& item) {
  const wsp::Octets octets = without_empty_lines(captured(item));
  return begins_with_start_line(octets) ? octets : wsp::Octets{};
}

}  // namespace

bool is_http_message(const field_info& item) {
  const auto head = http::parse_start_line(message_octets(item));
  return head && !head->is_http2;
}

std::optional<http::Head> http_head(const field_info& item) {
  const wsp::Octets octets = message_octets(item);
  const std::size_t length = http::head_length(octets);
  auto head = http::parse_head(length == 0 ? octets : octets.first(length));
  if (head && head->is_http2) return std::nullopt;
  return head;
}

}  // namespace mm1::plugin
