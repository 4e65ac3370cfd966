#include "input_form.h"

#include <algorithm>
#include <cctype>
#include <iterator>

#include "mm1/mms/decode.h"
#include "wsp_push.h"

namespace mm1::cli {
namespace {

constexpr std::size_t kDumpLine = 16;  // octets in a line of a dump
constexpr std::size_t kDumpGroup = 8;  // hexdump -C leaves a wider gap after these
constexpr std::size_t kMinOffsetDigits = 4;
constexpr std::size_t kMaxOffsetDigits = 8;

int digit_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool is_hex(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return digit_value(c) >= 0; });
}

bool is_separator(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == ':' || c == ',' || c == '-';
}

bool append_octets(Buffer& octets, std::string_view digits) {
  if (digits.starts_with("0x") || digits.starts_with("0X")) digits.remove_prefix(2);
  if (digits.size() % 2 != 0 || !is_hex(digits)) return false;
  for (std::size_t i = 0; i < digits.size(); i += 2) {
    octets.push_back(
        static_cast<std::uint8_t>(digit_value(digits[i]) * 16 + digit_value(digits[i + 1])));
  }
  return true;
}

/// Takes tokens off the front of a line.
class Tokens {
 public:
  explicit Tokens(std::string_view line) : rest_(line) {}

  /// The next token, empty at the end of the line. `gap()` is the width of what stood before it.
  std::string_view next() {
    const auto begin = std::find_if_not(rest_.begin(), rest_.end(), is_separator);
    gap_ = static_cast<std::size_t>(begin - rest_.begin());
    const auto end = std::find_if(begin, rest_.end(), is_separator);
    const std::string_view token(begin, end);
    rest_ = std::string_view(end, rest_.end());
    return token;
  }
  [[nodiscard]] std::size_t gap() const { return gap_; }

 private:
  std::string_view rest_;
  std::size_t gap_ = 0;
};

// A dump's line begins with the number of octets before it.
bool is_offset(std::string_view token, std::size_t octets_before) {
  if (token.size() < kMinOffsetDigits || token.size() > kMaxOffsetDigits || !is_hex(token)) {
    return false;
  }
  std::size_t value = 0;
  for (const char c : token) value = value * 16 + static_cast<std::size_t>(digit_value(c));
  return value == octets_before;
}

// The line behind its offset; the characters after the octets end it.
void append_dump_line(Buffer& octets, Tokens tokens) {
  const std::size_t before = octets.size();
  bool first = true;
  for (;; first = false) {
    const std::string_view token = tokens.next();
    const std::size_t taken = octets.size() - before;
    const bool wide_gap = !first && tokens.gap() > 1 && taken != kDumpGroup;
    if (token.empty() || wide_gap || taken >= kDumpLine || !append_octets(octets, token)) return;
  }
}

bool append_plain_line(Buffer& octets, std::string_view line) {
  Tokens tokens(line);
  for (std::string_view token = tokens.next(); !token.empty(); token = tokens.next()) {
    if (!append_octets(octets, token)) return false;
  }
  return true;
}

int base64_value(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  if (c == '+' || c == '-') return 62;
  if (c == '/' || c == '_') return 63;
  return -1;
}

bool is_mm1(const Buffer& octets) {
  return mms::looks_like_pdu(octets) || read_wsp_push(octets).has_value();
}

std::optional<DecodedInput> in_form(std::string_view content, InputForm form) {
  std::optional<Buffer> octets;
  switch (form) {
    case InputForm::kHex:
      octets = from_hex(content);
      break;
    case InputForm::kBase64:
      octets = from_base64(content);
      break;
    default:
      octets = Buffer(content.begin(), content.end());
  }
  if (!octets) return std::nullopt;
  return DecodedInput{form, std::move(*octets)};
}

}  // namespace

std::optional<Buffer> from_hex(std::string_view text) {
  Buffer octets;
  bool is_dump = false;
  for (bool first = true; !text.empty();) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    Tokens tokens(line);
    const std::string_view head = tokens.next();
    if (head.empty()) continue;
    if (first) is_dump = is_offset(head, 0);
    first = false;
    if (is_dump && is_offset(head, octets.size())) {
      append_dump_line(octets, tokens);
    } else if (is_dump || !append_plain_line(octets, line)) {
      return std::nullopt;
    }
  }
  if (octets.empty()) return std::nullopt;
  return octets;
}

std::optional<Buffer> from_base64(std::string_view text) {
  Buffer octets;
  std::uint32_t bits = 0;
  int bit_count = 0;
  bool padded = false;
  for (const char c : text) {
    if (std::isspace(static_cast<unsigned char>(c)) != 0) continue;
    padded = padded || c == '=';
    if (c == '=') continue;
    const int value = base64_value(c);
    if (value < 0 || padded) return std::nullopt;
    bits = (bits << 6) | static_cast<std::uint32_t>(value);
    bit_count += 6;
    if (bit_count < 8) continue;
    bit_count -= 8;
    octets.push_back(static_cast<std::uint8_t>(bits >> bit_count));
  }
  constexpr int kLoneDigit = 6;  // one digit alone makes no octet
  if (octets.empty() || bit_count == kLoneDigit) return std::nullopt;
  return octets;
}

std::optional<DecodedInput> read_form(std::string_view content, InputForm form) {
  if (form != InputForm::kAuto) return in_form(content, form);
  std::optional<DecodedInput> readable;
  for (const InputForm candidate : {InputForm::kBinary, InputForm::kHex, InputForm::kBase64}) {
    std::optional<DecodedInput> input = in_form(content, candidate);
    if (!input) continue;
    if (is_mm1(input->octets)) return input;
    const bool text_form = candidate != InputForm::kBinary;
    if (!readable || (text_form && readable->form == InputForm::kBinary))
      readable = std::move(input);
  }
  return readable;
}

std::string_view input_form_name(InputForm form) {
  switch (form) {
    case InputForm::kHex:
      return "hex";
    case InputForm::kBase64:
      return "base64";
    default:
      return "binary";
  }
}

}  // namespace mm1::cli
