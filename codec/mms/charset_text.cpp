// Text in any charset to UTF-8. What phones send nearly always is read here; iconv reads the rest.
#include <iconv.h>

#include <algorithm>
#include <array>
#include <cerrno>

#include "mm1/mms/text.h"
#include "mm1/wsp/charsets.h"
#include "mm1/wsp/utf8.h"

namespace mm1::mms {
namespace {

using wsp::Octets;

constexpr char32_t kReplacement = 0xFFFD;

void append(std::string& utf8, char32_t c) {
  const auto put = [&utf8](char32_t octet) { utf8.push_back(static_cast<char>(octet)); };
  const auto tail = [&put, c](unsigned shift) { put(0x80 | (c >> shift & 0x3F)); };
  if (c < 0x80) {
    put(c);
  } else if (c < 0x800) {
    put(0xC0 | c >> 6);
    tail(0);
  } else if (c < 0x10000) {
    put(0xE0 | c >> 12);
    tail(6);
    tail(0);
  } else {
    put(0xF0 | c >> 18);
    tail(12);
    tail(6);
    tail(0);
  }
}

DecodedText checked_utf8(Octets text) {
  const bool ascii = std::ranges::all_of(text, [](std::uint8_t octet) { return octet < 0x80; });
  if (ascii) return {std::string(wsp::ascii(text)), true, true};
  DecodedText result = {{}, true, true};
  result.utf8.reserve(text.size());
  while (!text.empty()) {
    const std::size_t length = wsp::utf8_length(wsp::ascii(text));
    if (length == 0) {
      append(result.utf8, kReplacement);
      result.valid = false;
    } else {
      result.utf8 += wsp::ascii(text.first(length));
    }
    text = text.subspan(length == 0 ? 1 : length);
  }
  return result;
}

DecodedText from_ascii(Octets text) {
  DecodedText result = {{}, true, true};
  for (const std::uint8_t octet : text) {
    append(result.utf8, octet < 0x80 ? octet : kReplacement);
    result.valid = result.valid && octet < 0x80;
  }
  return result;
}

DecodedText from_latin1(Octets text) {
  DecodedText result = {{}, true, true};
  for (const std::uint8_t octet : text) append(result.utf8, octet);
  return result;
}

// The byte order mark decides the order of UTF-16 and UCS-2; without one it is big-endian
// (RFC 2781 §4.3).
bool take_byte_order_mark(Octets& text, bool big_endian) {
  if (text.size() < 2) return big_endian;
  const bool big = text[0] == 0xFE && text[1] == 0xFF;
  const bool little = text[0] == 0xFF && text[1] == 0xFE;
  if (big || little) text = text.subspan(2);
  return big || (big_endian && !little);
}

DecodedText from_utf16(Octets text, bool big_endian) {
  const bool big = take_byte_order_mark(text, big_endian);
  const auto unit = [&text, big](std::size_t at) -> char32_t {
    return static_cast<char32_t>(big ? text[at] << 8 | text[at + 1] : text[at + 1] << 8 | text[at]);
  };
  DecodedText result = {{}, text.size() % 2 == 0, true};
  std::size_t at = 0;
  while (at + 1 < text.size()) {
    char32_t c = unit(at);
    at += 2;
    const bool high = c >= 0xD800 && c < 0xDC00;
    const bool paired = high && at + 1 < text.size() && unit(at) >= 0xDC00 && unit(at) < 0xE000;
    if (paired) {
      c = 0x10000 + ((c - 0xD800) << 10) + (unit(at) - 0xDC00);
      at += 2;
    } else if (c >= 0xD800 && c < 0xE000) {
      c = kReplacement;
      result.valid = false;
    }
    append(result.utf8, c);
  }
  if (at < text.size()) append(result.utf8, kReplacement);
  return result;
}

// An iconv descriptor that is kept from one text to the next: opening one costs far more than a
// subject line.
class Converter {
 public:
  Converter() = default;
  Converter(const Converter&) = delete;
  Converter& operator=(const Converter&) = delete;
  ~Converter() { close(); }

  // Makes `row`'s charset the one to convert from; false when iconv does not have it.
  bool open(const wsp::CharsetRow& row) {
    if (row.mib_enum == mib_enum_) {
      iconv(handle_, nullptr, nullptr, nullptr, nullptr);
      return true;
    }
    close();
    handle_ = iconv_open("UTF-8", std::string(row.iconv).c_str());
    if (handle_ == kClosed) return false;
    mib_enum_ = row.mib_enum;
    return true;
  }

  DecodedText convert(Octets text) {
    DecodedText result = {{}, true, true};
    // iconv does not write to its input, its signature is only older than const.
    auto* in = const_cast<char*>(wsp::ascii(text).data());  // NOLINT(*-const-cast)
    std::size_t left = text.size();
    while (left > 0) {
      std::array<char, 256> buffer;
      char* out = buffer.data();
      std::size_t room = buffer.size();
      const std::size_t status = iconv(handle_, &in, &left, &out, &room);
      result.utf8.append(buffer.data(), buffer.size() - room);
      if (status != static_cast<std::size_t>(-1) || errno == E2BIG) continue;
      append(result.utf8, kReplacement);
      result.valid = false;
      ++in;
      --left;
    }
    return result;
  }

 private:
  // The value by which iconv_open says that it failed.
  // NOLINTNEXTLINE(misc-misplaced-const,performance-no-int-to-ptr)
  static inline const iconv_t kClosed = reinterpret_cast<iconv_t>(-1);

  void close() {
    if (handle_ != kClosed) iconv_close(handle_);
    handle_ = kClosed;
    mib_enum_ = 0;
  }

  iconv_t handle_ = kClosed;
  std::uint16_t mib_enum_ = 0;
};

// What iconv calls a charset; empty where it is not known.
std::string iconv_name(std::uint32_t mib_enum) {
  switch (mib_enum) {
    case wsp::mib::kUsAscii:
      return "US-ASCII";
    case wsp::mib::kLatin1:
      return "ISO-8859-1";
    case wsp::mib::kUcs2:
    case wsp::mib::kUtf16:
    case wsp::mib::kUtf16Be:
      return "UTF-16BE";
    case wsp::mib::kUtf16Le:
      return "UTF-16LE";
    default:
      break;
  }
  const wsp::CharsetRow* row = wsp::charset(mib_enum);
  return row == nullptr ? std::string() : std::string(row->iconv);
}

DecodedText from_unstated(Octets text) {
  DecodedText utf8 = checked_utf8(text);
  return utf8.valid ? utf8 : from_latin1(text);
}

}  // namespace

DecodedText to_utf8(Octets text, std::uint32_t mib_enum) {
  if (mib_enum == 0) return from_unstated(text);
  const wsp::CharsetRow* row = wsp::charset(mib_enum);
  switch (mib_enum) {
    case wsp::mib::kUsAscii:
      return from_ascii(text);
    case wsp::mib::kLatin1:
      return from_latin1(text);
    case wsp::mib::kUtf8:
      return checked_utf8(text);
    case wsp::mib::kUcs2:
    case wsp::mib::kUtf16:
    case wsp::mib::kUtf16Be:
      return from_utf16(text, true);
    case wsp::mib::kUtf16Le:
      return from_utf16(text, false);
    default:
      break;
  }
  thread_local Converter converter;
  if (row != nullptr && converter.open(*row)) return converter.convert(text);
  DecodedText result = from_unstated(text);
  result.charset_known = false;
  return result;
}

std::optional<std::string> from_utf8(std::string_view utf8, std::uint32_t mib_enum) {
  if (mib_enum == 0 || mib_enum == wsp::mib::kUtf8) return std::string(utf8);
  const std::string name = iconv_name(mib_enum);
  if (name.empty()) return std::nullopt;
  const iconv_t handle = iconv_open(name.c_str(), "UTF-8");
  if (handle == reinterpret_cast<iconv_t>(-1)) return std::nullopt;
  // iconv does not write to its input, its signature is only older than const.
  auto* in = const_cast<char*>(utf8.data());  // NOLINT(*-const-cast)
  std::size_t left = utf8.size();
  constexpr std::size_t kLongestCharacter = 8;
  std::string octets((left + 1) * kLongestCharacter, '\0');
  char* out = octets.data();
  std::size_t room = octets.size();
  // A character that the charset lacks and iconv only resembles counts as lacking.
  const bool exact = iconv(handle, &in, &left, &out, &room) == 0 &&
                     iconv(handle, nullptr, nullptr, &out, &room) == 0;
  iconv_close(handle);
  if (!exact) return std::nullopt;
  octets.resize(octets.size() - room);
  return octets;
}

std::string_view charset_name(std::uint32_t mib_enum) {
  const wsp::CharsetRow* row = wsp::charset(mib_enum);
  return row == nullptr ? std::string_view{} : row->name;
}

}  // namespace mm1::mms
