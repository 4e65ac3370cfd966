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

/// One parameter: an assigned number or a token as name; Integer-value, Text-string or raw octets
/// as value.
struct Parameter {
  std::variant<std::uint8_t, std::string> name;
  std::variant<std::uint64_t, std::string, Buffer> value;
  friend bool operator==(const Parameter&, const Parameter&) = default;
};

/// A media type, by assigned number or as text, with parameters in order.
struct MediaType {
  // Implicit, so that a call says `media::kMultipartMixed` or "image/jpeg" where a type is wanted.
  /// An assigned number.
  MediaType(std::uint16_t number) : type(number) {}
  /// A name: written as its number where encoding version 1.3 has one, which is the ceiling inside
  /// a message (E13 §7.1), else as text.
  MediaType(std::string_view name);
  MediaType(const char* name) : MediaType(std::string_view(name)) {}
  /// A name that is written as text in any case.
  [[nodiscard]] static MediaType as_text(std::string_view name);

  /// Adds a parameter by its name: written as its number on the same condition, else as text.
  MediaType with(std::string_view name, std::uint64_t number) const;
  MediaType with(std::string_view name, std::string_view text) const;
  /// Adds any parameter.
  MediaType with(Parameter parameter) const;

  std::variant<std::uint16_t, std::string> type;
  std::vector<Parameter> parameters;
  friend bool operator==(const MediaType&, const MediaType&) = default;
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
