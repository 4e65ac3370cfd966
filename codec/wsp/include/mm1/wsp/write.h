// Writing the WSP primitives that MMS borrows (WAP-230 §8.1.2, §8.4.2).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "mm1/wsp/octets.h"

namespace mm1::wsp {

/// Octets that their holder owns.
using Buffer = std::vector<std::uint8_t>;

/// Appends primitives in their shortest, canonical form. Writing never fails: what the grammar
/// forbids is written with `octet` and `octets`.
class Writer {
 public:
  Writer& octet(std::uint8_t octet);
  Writer& octets(Octets octets);
  /// Characters as they are, without Quote or terminator.
  Writer& characters(std::string_view characters);

  /// Uintvar (§8.1.2): at most five octets.
  Writer& uintvar(std::uint32_t number);
  /// Short-integer (§8.4.2.1); only the low seven bits of `number` are written.
  Writer& short_integer(std::uint8_t number);
  /// Long-integer (§8.4.2.1): at least one octet.
  Writer& long_integer(std::uint64_t number);
  /// Integer-value (§8.4.2.3): short up to 127, else long.
  Writer& integer(std::uint64_t number);
  /// Value-length (§8.4.2.2): one octet up to 30, else Length-quote and uintvar.
  Writer& value_length(std::size_t length);
  /// Text-string (§8.4.2.1): Quote where the first octet needs it, content, 00.
  Writer& text(std::string_view content);
  /// Quoted-string (§8.4.2.1): 22, content, 00.
  Writer& quoted(std::string_view content);
  /// Value-length, then `value`.
  Writer& sized(const Writer& value);

  [[nodiscard]] const Buffer& written() const { return buffer_; }
  [[nodiscard]] std::size_t size() const { return buffer_.size(); }
  /// Hands the octets over; the writer is empty afterwards.
  [[nodiscard]] Buffer take();

 private:
  Buffer buffer_;
};

}  // namespace mm1::wsp
