// Describing content to be written: media types, parameters, parts (WAP-230 §8.4.2.24, §8.5).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "mm1/wsp/write.h"

namespace mm1::wsp {

/// Assigned numbers of the media types that multimedia messages are made of. All are of encoding
/// version 1.3 or older, which is the ceiling inside a message (E13 §7.1).
namespace media {
inline constexpr std::uint8_t kAny = 0x00, kTextPlain = 0x03, kImageGif = 0x1D, kImageJpeg = 0x1E,
                              kImagePng = 0x20, kMultipartMixed = 0x23,
                              kMultipartAlternative = 0x26, kMultipartRelated = 0x33;
}  // namespace media

/// Assigned numbers of the parameters that MMS uses (WAP-230 Table 38).
namespace parameter {
inline constexpr std::uint8_t kCharset = 0x01, kName = 0x05, kFilename = 0x06, kType = 0x09,
                              kStart = 0x0A;
}  // namespace parameter

/// One parameter: an assigned number or a token as name; Integer-value, Text-string or raw octets
/// as value.
struct Parameter {
  std::variant<std::uint8_t, std::string> name;
  std::variant<std::uint64_t, std::string, Buffer> value;
};

/// A media type, by assigned number or as text, with parameters in order.
struct MediaType {
  // Implicit, so that a call says `media::kImageJpeg` or `"audio/amr"` where a type is wanted.
  MediaType(std::uint8_t number) : type(number) {}
  MediaType(const char* name) : type(std::string(name)) {}
  MediaType(std::string name) : type(std::move(name)) {}

  MediaType& with(Parameter parameter) & {
    parameters.push_back(std::move(parameter));
    return *this;
  }
  MediaType&& with(Parameter parameter) && {
    parameters.push_back(std::move(parameter));
    return std::move(*this);
  }

  std::variant<std::uint8_t, std::string> type;
  std::vector<Parameter> parameters;
};

/// One part of a multipart body.
struct Part {
  struct Header {
    std::variant<std::uint8_t, std::string> name;  // assigned number or token
    Buffer value;                                  // as it is written
  };

  Part(MediaType media_type, Buffer content)
      : type(std::move(media_type)), data(std::move(content)) {}
  Part(MediaType media_type, std::string_view content)
      : type(std::move(media_type)), data(content.begin(), content.end()) {}

  /// Content-ID as Quoted-string; `id` without angle brackets.
  Part& content_id(std::string_view id) &;
  Part&& content_id(std::string_view id) && { return std::move(content_id(id)); }
  /// Content-Location as Text-string.
  Part& content_location(std::string_view uri) &;
  Part&& content_location(std::string_view uri) && { return std::move(content_location(uri)); }
  /// Any other header, its value written out.
  Part& header(Header header) &;
  Part&& header(Header header) && { return std::move(this->header(std::move(header))); }

  MediaType type;
  std::vector<Header> headers;
  Buffer data;
};

void write(Writer& writer, const Parameter& parameter);

/// Content-type-value: the short form without parameters, else the general form.
void write(Writer& writer, const MediaType& type);

/// One part: its lengths, content type, headers and data.
void write(Writer& writer, const Part& part);

/// A whole multipart body (§8.5). `entries` overrides the count of parts in front.
[[nodiscard]] Buffer multipart(std::span<const Part> parts,
                               std::optional<std::uint32_t> entries = std::nullopt);

}  // namespace mm1::wsp
