#include "wsp_push.h"

#include <fmt/format.h>

#include "mm1/report/values.h"
#include "mm1/wsp/cursor.h"
#include "mm1/wsp/headers.h"
#include "mm1/wsp/primitives.h"

namespace mm1::cli {
namespace {

constexpr std::uint8_t kPush = 0x06;
constexpr std::uint8_t kConfirmedPush = 0x07;

PushHeader shown(const wsp::Header& header) {
  PushHeader shown;
  shown.name = header.name.empty() ? fmt::format("header 0x{:02X}", header.number | 0x80)
                                   : std::string(header.name);
  if (const auto number = header.integer()) {
    shown.value = fmt::format("{}", *number);
  } else {
    shown.value = header.text().empty() ? report::hex(header.value) : std::string(header.text());
  }
  return shown;
}

// A push whose type octet is the next one.
std::optional<WspPush> take_push(wsp::Cursor cursor) {
  WspPush push;
  push.type = cursor.take();
  if (push.type != kPush && push.type != kConfirmedPush) return std::nullopt;
  const wsp::Uintvar headers_length = wsp::uintvar(cursor.rest());
  cursor.skip(headers_length.length);
  if (!headers_length.complete || headers_length.value > cursor.remaining()) return std::nullopt;
  push.headers_offset = cursor.offset();
  const wsp::Octets block = cursor.take(headers_length.value);
  push.data_offset = cursor.offset();
  const wsp::ContentTypeValue type = wsp::read_content_type(block);
  // Arbitrary octets may have lengths that fit by accident; a content type is a word with a slash.
  if (type.length == 0 || type.name.find('/') == std::string_view::npos) return std::nullopt;
  push.content_type = type.name;
  wsp::HeaderReader headers(block.subspan(type.length));
  while (const auto header = headers.next()) push.headers.push_back(shown(*header));
  return push;
}

}  // namespace

std::optional<WspPush> read_wsp_push(wsp::Octets octets) {
  wsp::Cursor cursor(octets);
  std::optional<WspPush> push = take_push(cursor);
  if (push) return push;
  const std::uint8_t transaction_id = cursor.take();
  push = take_push(cursor);
  if (push) push->transaction_id = transaction_id;
  return push;
}

}  // namespace mm1::cli
