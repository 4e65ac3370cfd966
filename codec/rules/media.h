// Media types, parameters and part headers as the checks of content read them.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "mm1/wsp/tape.h"

namespace mm1::rules {

/// Whether two names are the same but for the case of their letters.
[[nodiscard]] bool same_name(std::string_view a, std::string_view b);

/// Name of the type that a kMediaType or kMedia element stands for: the text, the name of its
/// number, "unknown" for a number without name, empty for an empty text.
[[nodiscard]] std::string_view media_name(const wsp::Tape& tape, std::size_t media);

/// Assigned number of such an element, nothing when the type is written as text.
[[nodiscard]] std::optional<std::uint64_t> media_number(const wsp::Tape& tape, std::size_t media);

/// The element of a kMediaType that holds the type itself: its kMedia, or the element itself in the
/// short form.
[[nodiscard]] std::size_t media_element(const wsp::Tape& tape, std::size_t media_type);

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
