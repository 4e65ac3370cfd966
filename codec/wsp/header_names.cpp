// The header name table (WAP-230 Table 39, code page 1).
#include "mm1/wsp/header_names.h"

#include <iterator>

#include "mm1/wsp/same_name.h"

namespace mm1::wsp {
namespace {

constexpr HeaderNameRow kHeaderNames[] = {
    {0x00, "Accept", 0x11},
    {0x01, "Accept-Charset", 0x11},
    {0x02, "Accept-Encoding", 0x11},
    {0x03, "Accept-Language", 0x11},
    {0x04, "Accept-Ranges", 0x11},
    {0x05, "Age", 0x11},
    {0x06, "Allow", 0x11},
    {0x07, "Authorization", 0x11},
    {0x08, "Cache-Control", 0x11},
    {0x09, "Connection", 0x11},
    {0x0A, "Content-Base", 0x11},
    {0x0B, "Content-Encoding", 0x11},
    {0x0C, "Content-Language", 0x11},
    {0x0D, "Content-Length", 0x11},
    {0x0E, "Content-Location", 0x11},
    {0x0F, "Content-MD5", 0x11},
    {0x10, "Content-Range", 0x11},
    {0x11, "Content-Type", 0x11},
    {0x12, "Date", 0x11},
    {0x13, "Etag", 0x11},
    {0x14, "Expires", 0x11},
    {0x15, "From", 0x11},
    {0x16, "Host", 0x11},
    {0x17, "If-Modified-Since", 0x11},
    {0x18, "If-Match", 0x11},
    {0x19, "If-None-Match", 0x11},
    {0x1A, "If-Range", 0x11},
    {0x1B, "If-Unmodified-Since", 0x11},
    {0x1C, "Location", 0x11},
    {0x1D, "Last-Modified", 0x11},
    {0x1E, "Max-Forwards", 0x11},
    {0x1F, "Pragma", 0x11},
    {0x20, "Proxy-Authenticate", 0x11},
    {0x21, "Proxy-Authorization", 0x11},
    {0x22, "Public", 0x11},
    {0x23, "Range", 0x11},
    {0x24, "Referer", 0x11},
    {0x25, "Retry-After", 0x11},
    {0x26, "Server", 0x11},
    {0x27, "Transfer-Encoding", 0x11},
    {0x28, "Upgrade", 0x11},
    {0x29, "User-Agent", 0x11},
    {0x2A, "Vary", 0x11},
    {0x2B, "Via", 0x11},
    {0x2C, "Warning", 0x11},
    {0x2D, "WWW-Authenticate", 0x11},
    {0x2E, "Content-Disposition", 0x11},
    {0x2F, "X-Wap-Application-Id", 0x12},
    {0x30, "X-Wap-Content-URI", 0x12},
    {0x31, "X-Wap-Initiator-URI", 0x12},
    {0x32, "Accept-Application", 0x12},
    {0x33, "Bearer-Indication", 0x12},
    {0x34, "Push-Flag", 0x12},
    {0x35, "Profile", 0x12},
    {0x36, "Profile-Diff", 0x12},
    {0x37, "Profile-Warning", 0x12},
    {0x38, "Expect", 0x13},
    {0x39, "TE", 0x13},
    {0x3A, "Trailer", 0x13},
    {0x3B, "Accept-Charset", 0x13},
    {0x3C, "Accept-Encoding", 0x13},
    {0x3D, "Cache-Control", 0x13},
    {0x3E, "Content-Range", 0x13},
    {0x3F, "X-Wap-Tod", 0x13},
    {0x40, "Content-ID", 0x13},
    {0x41, "Set-Cookie", 0x13},
    {0x42, "Cookie", 0x13},
    {0x43, "Encoding-Version", 0x13},
    {0x44, "Profile-Warning", 0x14},
    {0x45, "Content-Disposition", 0x14},
    {0x46, "X-WAP-Security", 0x14},
    {0x47, "Cache-Control", 0x14},
};
static_assert(std::size(kHeaderNames) == 0x48);

}  // namespace

std::span<const HeaderNameRow> header_name_table() { return kHeaderNames; }

const HeaderNameRow* header_name(std::uint8_t number) {
  const unsigned index = number & 0x7Fu;
  return index < std::size(kHeaderNames) ? &kHeaderNames[index] : nullptr;
}

const HeaderNameRow* header_named(std::string_view name) { return row_named(kHeaderNames, name); }

}  // namespace mm1::wsp
