// The words of a finding: short text with the values met, put together in a fixed buffer.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "mm1/mms/version.h"
#include "mm1/wsp/octets.h"

namespace mm1::rules {

/// One octet as "0x99".
struct Hex {
  std::uint8_t octet;
};

/// Octets as "06 EA C3 89 …", the first few of them.
struct HexList {
  wsp::Octets octets;
};

/// Text from the input in quotation marks, cut to a readable length, its unprintable octets
/// escaped.
struct Quoted {
  std::string_view text;
};

/// The name of what the rest is about, followed by ": "; nothing when it is empty.
struct Label {
  std::string_view name;
};

/// Builds the text; what does not fit is left out at the end.
class Detail {
 public:
  template <typename... Parts>
  explicit Detail(const Parts&... parts) {
    (append(parts), ...);
  }

  void append(std::string_view text);
  void append(const char* text) { append(std::string_view(text)); }
  void append(std::uint64_t number);
  void append(std::uint32_t number) { append(std::uint64_t{number}); }
  void append(Hex hex);
  void append(HexList list);
  void append(Quoted quoted);
  void append(Label label);
  void append(mms::Version version);  // "1.2"

  [[nodiscard]] std::string_view text() const { return {buffer_.data(), size_}; }

 private:
  void append(char character);

  std::array<char, 320> buffer_;
  std::size_t size_ = 0;
};

}  // namespace mm1::rules
