// Appending numbers and octets in network order.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace mm1::test {

using Buffer = std::vector<std::uint8_t>;
using Octets = std::span<const std::uint8_t>;

/// Big-endian unless `little_endian` was asked for.
class OctetWriter {
 public:
  explicit OctetWriter(bool little_endian = false) : little_endian_(little_endian) {}

  OctetWriter& u8(std::uint64_t number) { return number_of(number, 1); }
  OctetWriter& u16(std::uint64_t number) { return number_of(number, 2); }
  OctetWriter& u32(std::uint64_t number) { return number_of(number, 4); }
  OctetWriter& octets(Octets octets) {
    buffer_.insert(buffer_.end(), octets.begin(), octets.end());
    return *this;
  }
  /// Characters without terminator.
  OctetWriter& text(std::string_view text) {
    buffer_.insert(buffer_.end(), text.begin(), text.end());
    return *this;
  }
  /// Characters and a 00.
  OctetWriter& c_string(std::string_view text) { return this->text(text).u8(0); }

  [[nodiscard]] std::size_t size() const { return buffer_.size(); }
  [[nodiscard]] const Buffer& written() const { return buffer_; }
  [[nodiscard]] Buffer take() { return std::move(buffer_); }

 private:
  OctetWriter& number_of(std::uint64_t number, unsigned width) {
    for (unsigned i = 0; i < width; ++i) {
      const unsigned shift = 8 * (little_endian_ ? i : width - 1 - i);
      buffer_.push_back(static_cast<std::uint8_t>((number >> shift) & 0xFF));
    }
    return *this;
  }

  bool little_endian_;
  Buffer buffer_;
};

}  // namespace mm1::test
