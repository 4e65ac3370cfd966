// The headers of a WSP PDU (WAP-230 §8.2.2, §8.4.2), as far as a bearer needs them. No tape: the
// bearer wants a few values, not every octet.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "mm1/wsp/cursor.h"
#include "mm1/wsp/octets.h"

namespace mm1::wsp {

/// One header field, its value as it is written.
struct Header {
  std::uint8_t number;    // of code page 1; header::kByName when written by name
  std::string_view name;  // assigned or written name; empty for a number nobody assigned
  Octets value;
  bool by_name = false;  // written by name, `number` found by it

  /// The value as text: without Quote, quotation mark and terminator; empty when it is none.
  [[nodiscard]] std::string_view text() const;
  /// The value as Short-integer or Long-integer.
  [[nodiscard]] std::optional<std::uint64_t> integer() const;
};

/// Walks over headers. Headers of other code pages are stepped over.
class HeaderReader {
 public:
  explicit HeaderReader(Octets headers) noexcept : cursor_(headers) {}

  /// The next header of code page 1, or nothing at the end or where the octets make no sense.
  [[nodiscard]] std::optional<Header> next() noexcept;
  /// Octets were left that make no header.
  [[nodiscard]] bool broken() const noexcept { return broken_; }

 private:
  std::optional<Header> read() noexcept;

  Cursor cursor_;
  std::uint8_t page_ = 1;
  bool broken_ = false;
};

/// What a bearer asks of the headers of a Post, Reply or Push.
struct HeaderBlock {
  std::string_view content_type;  // "application/vnd.wap.mms-message"; empty when broken or unknown
  std::optional<std::uint64_t> application_id;  // X-Wap-Application-Id as number: 4 is mms.ua
  std::string_view application_id_text;         // … or as text: "x-wap-application:mms.ua"
  std::string_view content_encoding;            // "gzip", "compress", "deflate", or as written
  std::optional<std::uint64_t> content_length;
  std::string_view content_location;
  std::uint8_t encoding_version = 0;  // 0x13 for 1.3; 0 when not given
  bool broken = false;                // something could not be read; what stands above could
};

/// The Content-Type value in front of `octets`: its name and how many octets it takes (0 when it
/// does not fit).
struct ContentTypeValue {
  std::string_view name;
  std::size_t length = 0;
};
[[nodiscard]] ContentTypeValue read_content_type(Octets octets) noexcept;

/// Content-Type first, then headers: the ContentType and Headers fields of Post, Reply and Push.
/// The views point into `octets` or into tables.
[[nodiscard]] HeaderBlock read_headers(Octets octets) noexcept;

}  // namespace mm1::wsp
