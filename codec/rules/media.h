// Media types, parameters and part headers as the checks of content read them.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "mm1/wsp/same_name.h"
#include "mm1/wsp/tape.h"

namespace mm1::rules {

using wsp::same_name;

/// The type that a kMediaType or kMedia element stands for.
struct Media {
  std::size_t element;  // holds the type itself: the kMedia of the general form, or the kMediaType
  std::optional<std::uint64_t> number;  // nothing when the type is written as text
  std::string_view name;  // the text, the name of the number, "unknown" for one without name
};
[[nodiscard]] Media read_media(const wsp::Tape& tape, std::size_t media);

/// Parameters that mean the same thing: their assigned numbers in and after encoding version 1.3,
/// FF where there is none, and the name.
struct ParameterNames {
  std::uint8_t number;
  std::uint8_t newer;
  std::string_view name;
};
inline constexpr ParameterNames kCharsetParameter{0x01, 0xFF, "charset"};
inline constexpr ParameterNames kTypeParameter{0x09, 0xFF, "type"};
inline constexpr ParameterNames kStartParameter{0x0A, 0x19, "start"};
inline constexpr ParameterNames kNameParameter{0x05, 0x17, "name"};
inline constexpr ParameterNames kFilenameParameter{0x06, 0x18, "filename"};

inline constexpr std::size_t kNothing = ~std::size_t{0};

/// Value element of the first such parameter of a kMediaType, `kNothing` without one.
[[nodiscard]] std::size_t parameter_value(const wsp::Tape& tape, std::size_t media_type,
                                          const ParameterNames& names);

/// Text of such a parameter, empty without one.
[[nodiscard]] std::string_view parameter_text(const wsp::Tape& tape, std::size_t media_type,
                                              const ParameterNames& names);

/// First child of a kind, `kNothing` without one.
[[nodiscard]] std::size_t child(const wsp::Tape& tape, std::size_t parent, wsp::Kind kind);

}  // namespace mm1::rules
