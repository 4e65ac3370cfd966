#include "media.h"

#include "mm1/wsp/media_types.h"

namespace mm1::rules {

using wsp::Element;
using wsp::Kind;

namespace {

constexpr std::uint8_t kFirstShort = 0x80, kFirstText = 0x20;

}  // namespace

std::size_t child(const wsp::Tape& tape, std::size_t parent, Kind kind) {
  const auto elements = tape.elements();
  for (std::size_t i = parent + 1; i < elements[parent].end; i = elements[i].end)
    if (elements[i].kind == kind) return i;
  return kNothing;
}

Media read_media(const wsp::Tape& tape, std::size_t media) {
  const std::size_t inner = child(tape, media, Kind::kMedia);
  const std::size_t index = inner == kNothing ? media : inner;
  const Element& element = tape.elements()[index];
  const wsp::Octets octets = tape.octets(element);
  if (octets.empty() || octets[0] == 0 || (octets[0] >= kFirstText && octets[0] < kFirstShort))
    return {index, std::nullopt, tape.ascii(element)};
  const wsp::MediaTypeRow* row = wsp::media_type(element.number);
  return {index, element.number, row == nullptr ? "unknown" : row->name};
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
