#include "mm1/wsp/headers.h"

#include <array>

#include "mm1/wsp/header_names.h"
#include "mm1/wsp/media_types.h"
#include "mm1/wsp/primitives.h"

namespace mm1::wsp {
namespace {

std::string_view text_of(Octets value) {
  const auto end = find_end_of_string(value);
  if (!end || (value_class(value[0]) != ValueClass::kText)) return {};
  const bool marked = value[0] == kQuote || value[0] == kStringQuote;
  return ascii(value.first(*end).subspan(marked ? 1 : 0));
}

std::optional<std::uint64_t> integer_of(Octets value) {
  if (value.empty()) return std::nullopt;
  if (value[0] >= 0x80) return value[0] & 0x7Fu;
  const std::size_t length = value[0];
  if (length == 0 || length > kLongestShortLength || length + 1 > value.size()) return std::nullopt;
  return big_endian(value.subspan(1, length));
}

std::string_view media_name(Octets media) {
  if (const auto number = integer_of(media)) {
    const MediaTypeRow* row = media_type(*number);
    return row == nullptr ? std::string_view{} : row->name;
  }
  return text_of(media);
}

// Content-Encoding and Encoding-Version have a form of their own for the well-known values.
std::string_view encoding_name(const Header& header) {
  constexpr std::array<std::string_view, 3> kEncodings = {"gzip", "compress", "deflate"};
  const auto number = header.integer();
  return number && *number < kEncodings.size() ? kEncodings[*number] : header.text();
}

void note(HeaderBlock& block, const Header& header) {
  switch (header.number) {
    case header::kApplicationId:
      block.application_id = header.integer();
      block.application_id_text = header.text();
      break;
    case header::kContentEncoding:
      block.content_encoding = encoding_name(header);
      break;
    case header::kContentLength:
      block.content_length = header.integer();
      break;
    case header::kContentLocation:
      block.content_location = header.text();
      break;
    case header::kEncodingVersion:
      block.encoding_version = static_cast<std::uint8_t>(header.integer().value_or(0) & 0x7F);
      break;
    default:
      break;
  }
}

}  // namespace

std::string_view Header::text() const { return text_of(value); }
std::optional<std::uint64_t> Header::integer() const { return integer_of(value); }

std::optional<Header> HeaderReader::read() noexcept {
  Header header = {header::kByName, {}, {}, false};
  if (cursor_.peek() >= 0x80) {
    header.number = cursor_.take() & 0x7F;
    const HeaderNameRow* row = header_name(header.number);
    if (row != nullptr) header.name = row->name;
  } else {
    const auto end = find_end_of_string(cursor_.rest());
    if (!end) return std::nullopt;
    header.name = ascii(cursor_.take(*end + 1).first(*end));
    header.by_name = true;
    // A name in words is as good as its number.
    const HeaderNameRow* row = header_named(header.name);
    if (row != nullptr) header.number = row->number;
  }
  const Extent extent = value_extent(cursor_.rest());
  if (!extent.complete) return std::nullopt;
  header.value = cursor_.take(extent.length);
  return header;
}

std::optional<Header> HeaderReader::next() noexcept {
  while (!cursor_.at_end() && !broken_) {
    const std::uint8_t first = cursor_.peek();
    if (first == kQuote) {  // Shift-delimiter, page
      cursor_.skip(1);
      page_ = cursor_.take();
    } else if (first >= 1 && first <= kLengthQuote) {  // Short-cut-shift-delimiter
      page_ = cursor_.take();
    } else {
      const auto header = read();
      broken_ = first == 0 || !header;
      if (!broken_ && page_ == 1) return header;
    }
  }
  return std::nullopt;
}

ContentTypeValue read_content_type(Octets octets) noexcept {
  const Extent extent = value_extent(octets);
  if (!extent.complete) return {};
  const Octets value = octets.first(extent.length);
  if (value[0] == 0 || value[0] > kLengthQuote) return {media_name(value), extent.length};
  const std::size_t length_octets =
      value[0] == kLengthQuote ? 1 + uintvar(value.subspan(1)).length : 1;
  return {media_name(value.subspan(length_octets)), extent.length};
}

HeaderBlock read_headers(Octets octets) noexcept {
  HeaderBlock block;
  const ContentTypeValue type = read_content_type(octets);
  block.content_type = type.name;
  HeaderReader headers(octets.subspan(type.length));
  if (type.length != 0) {
    while (const auto header = headers.next()) note(block, *header);
  }
  block.broken = type.length == 0 || headers.broken();
  return block;
}

}  // namespace mm1::wsp
