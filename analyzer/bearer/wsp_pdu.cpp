#include "wsp_pdu.h"

#include <array>

#include "media.h"
#include "mm1/mms/decode.h"
#include "mm1/wsp/headers.h"
#include "mm1/wsp/primitives.h"
#include "mm1/wsp/status.h"
#include "text.h"

namespace mm1::bearer {
namespace {

using rules::Detail;
using rules::Hex;
using rules::operator""_rule;
using wsp::Cursor;

// What stands between the type octet and the data.
enum class Layout : std::uint8_t {
  kOpaque,
  kUriHeaders,      // URI length, URI, headers to the end
  kUriHeadersData,  // URI length, headers length, URI, headers, data
  kStatusHeadersData,
  kHeadersData,
  kHeadersOnlyData,  // the same, but the headers do not begin with a Content-Type
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
    TypeRow{0x80, 0x80, WspKind::kFragment, Layout::kHeadersOnlyData, ""},
};

const TypeRow* find_type(std::uint8_t code) {
  for (const TypeRow& row : kTypes) {
    if (code >= row.first && code <= row.last) return &row;
  }
  return nullptr;
}

// A URI has a length and no terminator (§8.2.3); some senders count one all the same.
void set_uri(WspPdu& pdu, std::string_view uri) {
  const std::size_t end = uri.find('\0');
  pdu.uri_has_terminator = end != std::string_view::npos;
  pdu.uri = uri.substr(0, end);
}

// A length that the octets left cannot hold.
bool runs_past(std::string_view name, std::size_t length, const Cursor& cursor,
               PacketFaults* faults) {
  if (length <= cursor.remaining()) return false;
  add_fault(faults, "TRN-WSP-002"_rule,
            Detail(name, " is ", std::uint64_t{length}, ", ", std::uint64_t{cursor.remaining()},
                   " octets are left"));
  return true;
}

// Reads what `layout` puts before the data; false when a length is broken.
bool read_layout(WspPdu& pdu, Layout layout, Cursor& cursor, PacketFaults* faults) {
  const bool has_uri = layout == Layout::kUriHeaders || layout == Layout::kUriHeadersData;
  const bool has_data = layout != Layout::kUriHeaders;
  if (layout == Layout::kStatusHeadersData) {
    pdu.status_octet = cursor.take();
    pdu.status = wsp::http_status(pdu.status_octet);
  }
  const std::size_t uri_length = has_uri ? take_uintvar(cursor) : 0;
  const std::size_t headers_length = has_data ? take_uintvar(cursor) : 0;
  if (cursor.overrun() || runs_past("UriLen", uri_length, cursor, faults)) return false;
  set_uri(pdu, as_text(cursor.take(uri_length)));
  if (!has_data) {
    pdu.headers = cursor.rest();
    return true;
  }
  if (runs_past("HeadersLen", headers_length, cursor, faults)) return false;
  pdu.headers = cursor.take(headers_length);
  pdu.data = cursor.rest();
  pdu.has_content_type = headers_length != 0;
  if (layout == Layout::kHeadersOnlyData) return true;
  const wsp::ContentTypeValue type = wsp::read_content_type(pdu.headers);
  pdu.content_type = without_parameters(type.name);
  pdu.headers = type.length == 0 ? capture::Octets{} : pdu.headers.subspan(type.length);
  return true;
}

}  // namespace

std::optional<WspPdu> parse_wsp_pdu(capture::Octets octets, PacketFaults* faults) {
  Cursor cursor(octets);
  WspPdu pdu;
  pdu.type = cursor.take();
  if (cursor.overrun()) return std::nullopt;
  const TypeRow* row = find_type(pdu.type);
  if (row == nullptr) {
    add_fault(faults, "TRN-WSP-004"_rule, Detail("type ", Hex{pdu.type}));
    return std::nullopt;
  }
  pdu.kind = row->kind;
  pdu.method = row->method;
  if (row->layout != Layout::kOpaque && !read_layout(pdu, row->layout, cursor, faults)) {
    return std::nullopt;
  }
  return pdu;
}

bool carries_mm1(const WspPdu& pdu) {
  if (pdu.data.empty() || pdu.kind == WspKind::kFragment) return false;
  const Promise promise = promise_of(pdu.content_type);
  return promise == Promise::kMm1 || (promise == Promise::kUnknown && mms::reads_as_pdu(pdu.data));
}

bool surely_carries_mm1(const std::optional<WspPdu>& pdu) {
  return pdu && carries_mm1(*pdu) && mms::looks_like_pdu(pdu->data);
}

std::uint32_t take_uintvar(Cursor& cursor) {
  const wsp::Uintvar number = wsp::uintvar(cursor.rest());
  cursor.skip(number.complete ? number.length : cursor.remaining() + 1);
  return static_cast<std::uint32_t>(number.value);
}

}  // namespace mm1::bearer
