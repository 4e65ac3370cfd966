#include "media.h"

#include <algorithm>

#include "mm1/wsp/media_types.h"

namespace mm1::rules {

using wsp::Element;
using wsp::Kind;

namespace {

constexpr std::uint8_t kFirstShort = 0x80, kFirstText = 0x20;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

}  // namespace

bool same_name(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, [](char x, char y) { return lower(x) == lower(y); });
}

std::size_t child(const wsp::Tape& tape, std::size_t parent, Kind kind) {
  const auto elements = tape.elements();
  for (std::size_t i = parent + 1; i < elements[parent].end; i = elements[i].end)
    if (elements[i].kind == kind) return i;
  return kNothing;
}

std::size_t media_element(const wsp::Tape& tape, std::size_t media_type) {
  const std::size_t inner = child(tape, media_type, Kind::kMedia);
  return inner == kNothing ? media_type : inner;
}

std::optional<std::uint64_t> media_number(const wsp::Tape& tape, std::size_t media) {
  const Element& element = tape.elements()[media_element(tape, media)];
  const wsp::Octets octets = tape.octets(element);
  if (octets.empty() || octets[0] == 0 || (octets[0] >= kFirstText && octets[0] < kFirstShort))
    return std::nullopt;
  return element.number;
}

std::string_view media_name(const wsp::Tape& tape, std::size_t media) {
  const std::size_t element = media_element(tape, media);
  const auto number = media_number(tape, element);
  if (!number) return tape.ascii(tape.elements()[element]);
  const wsp::MediaTypeRow* row = wsp::media_type(*number);
  return row == nullptr ? "unknown" : row->name;
}

std::size_t parameter_value(const wsp::Tape& tape, std::size_t media_type,
                            const ParameterNames& names) {
  const auto elements = tape.elements();
  for (std::size_t i = media_type + 1; i < elements[media_type].end; i = elements[i].end) {
    const Element& parameter = elements[i];
    if (parameter.kind != Kind::kParameter || i + 2 >= parameter.end) continue;
    constexpr std::uint8_t kByName = 0xFF;
    const bool wanted = parameter.code == kByName
                            ? same_name(tape.ascii(elements[i + 1]), names.name)
                            : parameter.code == names.number || parameter.code == names.newer;
    if (wanted) return i + 2;
  }
  return kNothing;
}

std::string_view parameter_text(const wsp::Tape& tape, std::size_t media_type,
                                const ParameterNames& names) {
  const std::size_t value = parameter_value(tape, media_type, names);
  return value == kNothing ? std::string_view() : tape.ascii(tape.elements()[value]);
}

}  // namespace mm1::rules
