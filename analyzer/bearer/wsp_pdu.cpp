#include "wsp_pdu.h"

#include <array>

#include "media.h"
#include "mm1/mms/decode.h"
#include "mm1/wsp/cursor.h"
#include "mm1/wsp/media_types.h"
#include "text.h"

namespace mm1::bearer {
namespace {

using wsp::Cursor;

// What stands between the type octet and the data.
enum class Layout : std::uint8_t {
  kOpaque,
  kUriHeaders,      // URI length, URI, headers to the end
  kUriHeadersData,  // URI length, headers length, URI, headers, data
  kStatusHeadersData,
  kHeadersData,
};

struct TypeRow {
  std::uint8_t first;  // codes from `first` to `last`
  std::uint8_t last;
  WspKind kind;
  Layout layout;
  std::string_view method;
};

// WAP-230 Table 34. The codes 50–5F and 70–7F are methods agreed on at the session's start.
constexpr std::array kTypes{
    TypeRow{0x01, 0x03, WspKind::kSession, Layout::kOpaque, ""},
    TypeRow{0x04, 0x04, WspKind::kReply, Layout::kStatusHeadersData, ""},
    TypeRow{0x05, 0x05, WspKind::kSession, Layout::kOpaque, ""},
    TypeRow{0x06, 0x07, WspKind::kPush, Layout::kHeadersData, ""},
    TypeRow{0x08, 0x09, WspKind::kSession, Layout::kOpaque, ""},
    TypeRow{0x40, 0x40, WspKind::kRequest, Layout::kUriHeaders, "GET"},
    TypeRow{0x41, 0x41, WspKind::kRequest, Layout::kUriHeaders, "OPTIONS"},
    TypeRow{0x42, 0x42, WspKind::kRequest, Layout::kUriHeaders, "HEAD"},
    TypeRow{0x43, 0x43, WspKind::kRequest, Layout::kUriHeaders, "DELETE"},
    TypeRow{0x44, 0x44, WspKind::kRequest, Layout::kUriHeaders, "TRACE"},
    TypeRow{0x50, 0x5f, WspKind::kRequest, Layout::kUriHeaders, "extended"},
    TypeRow{0x60, 0x60, WspKind::kRequest, Layout::kUriHeadersData, "POST"},
    TypeRow{0x61, 0x61, WspKind::kRequest, Layout::kUriHeadersData, "PUT"},
    TypeRow{0x70, 0x7f, WspKind::kRequest, Layout::kUriHeadersData, "extended"},
    TypeRow{0x80, 0x80, WspKind::kSession, Layout::kOpaque, ""},
};

const TypeRow* find_type(std::uint8_t code) {
  for (const TypeRow& row : kTypes) {
    if (code >= row.first && code <= row.last) return &row;
  }
  return nullptr;
}

// WAP-230 Table 36: runs of codes that stand for runs of HTTP's.
struct StatusRow {
  std::uint8_t first;
  std::uint8_t last;
  int status;  // of `first`
};
constexpr std::array kStatuses{
    StatusRow{0x10, 0x11, 100}, StatusRow{0x20, 0x26, 200}, StatusRow{0x30, 0x35, 300},
    StatusRow{0x37, 0x37, 307}, StatusRow{0x40, 0x4f, 400}, StatusRow{0x50, 0x51, 416},
    StatusRow{0x60, 0x65, 500},
};

// §8.1.2: at most five octets of seven bits.
std::uint32_t take_uintvar(Cursor& cursor) {
  std::uint32_t number = 0;
  for (int i = 0; i < 5; ++i) {
    const std::uint8_t octet = cursor.take();
    number = (number << 7) | (octet & 0x7fU);
    if ((octet & 0x80) == 0) break;
  }
  return number;
}

std::string_view take_text(Cursor& cursor) {
  std::size_t length = 0;
  while (length < cursor.remaining() && cursor.peek(length) != 0) ++length;
  const std::string_view text = as_text(cursor.take(length));
  cursor.skip(1);
  return text;
}

std::string_view media_name(std::uint64_t number) {
  const wsp::MediaTypeRow* row = wsp::media_type(number);
  return row == nullptr ? std::string_view{} : row->name;
}

// §8.4.2.24: a number, a text, or a length followed by either and parameters.
std::string_view take_content_type(Cursor headers) {
  constexpr std::uint8_t kLengthQuote = 31;
  if (headers.at_end()) return {};
  if (headers.peek() < kLengthQuote) {
    headers.skip(1);
  } else if (headers.peek() == kLengthQuote) {
    headers.skip(1);
    take_uintvar(headers);
  }
  const std::uint8_t first = headers.peek();
  if ((first & 0x80) != 0) return media_name(first & 0x7f);
  if (first > kLengthQuote) return without_parameters(take_text(headers));
  // Long-integer: numbers of 128 and more.
  std::uint64_t number = 0;
  headers.skip(1);
  for (std::uint8_t i = 0; i < first && i < sizeof number; ++i)
    number = number << 8 | headers.take();
  return media_name(number);
}

// Reads what `layout` puts before the data. The cursor's overrun mark tells of broken lengths.
void read_layout(WspPdu& pdu, Layout layout, Cursor& cursor) {
  const bool has_uri = layout == Layout::kUriHeaders || layout == Layout::kUriHeadersData;
  const bool has_data = layout != Layout::kUriHeaders;
  if (layout == Layout::kStatusHeadersData) pdu.status = http_status(cursor.take());
  const std::uint32_t uri_length = has_uri ? take_uintvar(cursor) : 0;
  const std::size_t headers_length = has_data ? take_uintvar(cursor) : 0;
  pdu.uri = as_text(cursor.take(uri_length));
  if (!has_data) return;  // headers of a request without data say nothing about MM1
  pdu.has_content_type = headers_length != 0;
  pdu.content_type = take_content_type(cursor.sub(headers_length));
  pdu.data = cursor.rest();
}

}  // namespace

std::optional<WspPdu> parse_wsp_pdu(capture::Octets octets) {
  Cursor cursor(octets);
  WspPdu pdu;
  pdu.type = cursor.take();
  const TypeRow* row = find_type(pdu.type);
  if (row == nullptr) return std::nullopt;
  pdu.kind = row->kind;
  pdu.method = row->method;
  if (row->layout != Layout::kOpaque) read_layout(pdu, row->layout, cursor);
  if (cursor.overrun()) return std::nullopt;
  return pdu;
}

int http_status(std::uint8_t wsp_status) {
  for (const StatusRow& row : kStatuses) {
    if (wsp_status >= row.first && wsp_status <= row.last) {
      return row.status + (wsp_status - row.first);
    }
  }
  return 0;
}

bool carries_mm1(const WspPdu& pdu) {
  if (pdu.data.empty()) return false;
  const Promise promise = promise_of(pdu.content_type);
  return promise == Promise::kMm1 ||
         (promise == Promise::kUnknown && mms::looks_like_pdu(pdu.data));
}

}  // namespace mm1::bearer
