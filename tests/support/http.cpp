#include "support/http.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace mm1::test {
namespace {

struct Reason {
  int status;
  const char* text;
};
constexpr Reason kReasons[] = {{200, "OK"},          {204, "No Content"},
                               {400, "Bad Request"}, {404, "Not Found"},
                               {410, "Gone"},        {500, "Internal Server Error"},
                               {502, "Bad Gateway"}, {503, "Service Unavailable"}};

const char* reason(int status) {
  for (const Reason& row : kReasons)
    if (row.status == status) return row.text;
  return "Status";
}

std::string hexadecimal(std::size_t number) {
  std::array<char, 20> text{};
  std::snprintf(text.data(), text.size(), "%zx", number);
  return text.data();
}

void write_chunked(OctetWriter& message, Octets body) {
  constexpr std::size_t kChunk = 250;
  while (!body.empty()) {
    const std::size_t length = std::min(kChunk, body.size());
    message.text(hexadecimal(length)).text("\r\n").octets(body.first(length)).text("\r\n");
    body = body.subspan(length);
  }
  message.text("0\r\n\r\n");
}

Buffer http_message(const std::string& first_line, const HttpHeaders& headers, Octets body,
                    Framing framing) {
  OctetWriter message;
  message.text(first_line).text("\r\n");
  for (const auto& [name, value] : headers) message.text(name).text(": ").text(value).text("\r\n");
  if (framing == Framing::kContentLength)
    message.text("Content-Length: ").text(std::to_string(body.size())).text("\r\n");
  if (framing == Framing::kChunked) message.text("Transfer-Encoding: chunked\r\n");
  message.text("\r\n");
  if (framing == Framing::kChunked) {
    write_chunked(message, body);
  } else {
    message.octets(body);
  }
  return message.take();
}

// RFC 1952 §8.
std::uint32_t crc32(Octets octets) {
  std::uint32_t crc = 0xFFFFFFFF;
  for (const std::uint8_t octet : octets) {
    crc ^= octet;
    for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1) ^ ((crc & 1) != 0 ? 0xEDB88320 : 0);
  }
  return ~crc;
}

// Bits of a deflate stream, the lowest of each octet first (RFC 1951 §3.1.1).
class BitWriter {
 public:
  void bit(unsigned bit) {
    if (used_ == 0) octets_.push_back(0);
    octets_.back() = static_cast<std::uint8_t>(octets_.back() | (bit << used_));
    used_ = (used_ + 1) % 8;
  }
  // Huffman codes go in from their highest bit.
  void code(unsigned code, int length) {
    while (length-- > 0) bit((code >> length) & 1);
  }
  [[nodiscard]] const Buffer& octets() const { return octets_; }

 private:
  Buffer octets_;
  unsigned used_ = 0;
};

Buffer deflate_literals(Octets octets) {
  BitWriter bits;
  bits.bit(1);  // last block
  bits.bit(1);  // fixed Huffman codes, low bit first: 01
  bits.bit(0);
  for (const std::uint8_t octet : octets) {
    if (octet < 144) {
      bits.code(0x30U + octet, 8);
    } else {
      bits.code(0x190U + octet - 144, 9);
    }
  }
  bits.code(0, 7);  // end of block
  return bits.octets();
}

}  // namespace

Buffer http_request(const std::string& method, const std::string& target,
                    const HttpHeaders& headers, Octets body, Framing framing) {
  return http_message(method + " " + target + " HTTP/1.1", headers, body, framing);
}

Buffer http_response(int status, const HttpHeaders& headers, Octets body, Framing framing) {
  const std::string version = framing == Framing::kUntilClose ? "HTTP/1.0 " : "HTTP/1.1 ";
  return http_message(version + std::to_string(status) + " " + reason(status), headers, body,
                      framing);
}

Buffer gzip(Octets octets) {
  OctetWriter member(/*little_endian=*/true);
  member.u8(0x1F).u8(0x8B).u8(8).u8(0).u32(0).u8(0).u8(255);  // no name, no time, system unknown
  member.octets(deflate_literals(octets)).u32(crc32(octets)).u32(octets.size());
  return member.take();
}

}  // namespace mm1::test
