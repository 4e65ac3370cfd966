#include "describe_value.h"

#include <algorithm>
#include <limits>

#include "mm1/mms/view.h"
#include "mm1/wsp/primitives.h"

namespace mm1::mms {
namespace {

using wsp::Element;
using wsp::Kind;
using wsp::Octets;
using wsp::Tape;

constexpr std::uint8_t kFirstToken = 0x80, kSecondToken = 0x81, kThirdToken = 0x82;

bool is_text(Kind kind) {
  return kind == Kind::kText || kind == Kind::kUri || kind == Kind::kEncodedString ||
         kind == Kind::kAddress;
}

Text text_of(const Tape& tape, const Element& element) {
  return {std::string(tape.ascii(element)), element.charset};
}

std::size_t last_child(const Tape& tape, std::size_t parent) {
  std::size_t last = parent;
  for (const std::size_t child : Children(tape.elements(), parent)) last = child;
  return last;
}

std::optional<Value> describe_from(const Tape& tape, const Element& element) {
  if (element.token == kSecondToken) return InsertAddress{};
  if (element.token != kFirstToken) return std::nullopt;
  return text_of(tape, element);
}

std::optional<Value> describe_time(const Element& element, const Element& operand) {
  if (operand.kind == Kind::kDate) return Absolute{element.number};
  if (operand.kind == Kind::kDelta) return Relative{element.number};
  return std::nullopt;
}

std::optional<Value> describe_flag(const Tape& tape, const Element& element) {
  if (element.token < kFirstToken || element.token > kThirdToken) return std::nullopt;
  return Flag{static_cast<Flag::Token>(element.token), text_of(tape, element)};
}

std::optional<Value> describe_total(const Element& element, const Element& operand) {
  const bool known = element.token == kFirstToken || element.token == kSecondToken;
  if (!known || operand.kind != Kind::kInteger) return std::nullopt;
  return Total{static_cast<Total::Token>(element.token), element.number};
}

std::optional<Value> describe_counted(const Tape& tape, std::size_t index, const Element& operand) {
  const std::uint64_t count = tape.elements()[index].number;
  if (is_text(operand.kind)) return Counted(count, text_of(tape, operand));
  const bool number = operand.kind == Kind::kDate || operand.kind == Kind::kEnumeration;
  if (!number) return std::nullopt;
  return Counted(count, operand.number);
}

// Whether a media type or parameter value is a number: text is known by its first octet.
bool is_number(const Tape& tape, const Element& element) {
  const bool text_kind = is_text(element.kind) || element.kind == Kind::kUndecoded;
  return !text_kind && element.text_length == 0 && tape.octets(element).front() != 0;
}

// A parameter in its typed form, where that gives its octets; else its value as octets. Nothing
// where its name cannot be told.
std::optional<wsp::Parameter> describe_parameter(const Tape& tape, std::size_t index) {
  const Octets whole = tape.octets(tape.elements()[index]);
  wsp::Parameter parameter;
  std::size_t name_length = 0;
  for (const std::size_t child : Children(tape.elements(), index)) {
    const Element& element = tape.elements()[child];
    if (element.length == 0) continue;
    if (element.kind != Kind::kParameterName) {
      if (is_number(tape, element)) {
        parameter.value = element.number;
      } else {
        parameter.value = written_text(tape.octets(element));
      }
    } else if (element.text_length != 0) {
      name_length = element.length;
      parameter.name = std::string(tape.ascii(element));
    } else {
      if (element.number > std::numeric_limits<std::uint8_t>::max()) return std::nullopt;
      name_length = element.length;
      parameter.name = static_cast<std::uint8_t>(element.number);
    }
  }
  if (name_length == 0) return std::nullopt;
  wsp::Writer writer;
  wsp::write(writer, parameter);
  if (!std::ranges::equal(writer.written(), whole)) {
    const Octets value = whole.subspan(name_length);
    parameter.value = wsp::Buffer(value.begin(), value.end());
  }
  return parameter;
}

std::vector<wsp::Parameter> describe_parameters(const Tape& tape, std::size_t parent) {
  std::vector<wsp::Parameter> parameters;
  for (const std::size_t child : Children(tape.elements(), parent)) {
    if (tape.elements()[child].kind != Kind::kParameter) continue;
    if (auto parameter = describe_parameter(tape, child)) {
      parameters.push_back(std::move(*parameter));
    }
  }
  return parameters;
}

}  // namespace

std::string written_text(Octets octets) {
  if (!octets.empty() && octets.back() == 0) octets = octets.first(octets.size() - 1);
  if (!octets.empty() && octets.front() == wsp::kQuote) octets = octets.subspan(1);
  return std::string(wsp::ascii(octets));
}

std::optional<wsp::MediaType> describe_media_type(const Tape& tape, std::size_t index) {
  // The short form is the media type itself.
  const Element* media = &tape.elements()[index];
  const bool general = media->end > index + 1;
  for (const std::size_t child : Children(tape.elements(), index)) {
    if (tape.elements()[child].kind == Kind::kMedia) media = &tape.elements()[child];
  }
  if (general && media->kind != Kind::kMedia) return std::nullopt;
  if (media->length == 0 || media->number > std::numeric_limits<std::uint16_t>::max()) {
    return std::nullopt;
  }
  wsp::MediaType type(static_cast<std::uint16_t>(media->number));
  if (media->text_length != 0) type = wsp::MediaType::as_text(tape.ascii(*media));
  type.parameters = describe_parameters(tape, index);
  return type;
}

std::optional<Value> describe_value(const Tape& tape, std::size_t index) {
  const Element& element = tape.elements()[index];
  const Element& operand = tape.elements()[last_child(tape, index)];
  switch (element.kind) {
    case Kind::kText:
    case Kind::kUri:
    case Kind::kEncodedString:
    case Kind::kAddress:
      return text_of(tape, element);
    case Kind::kEnumeration:
    case Kind::kVersion:
    case Kind::kInteger:
    case Kind::kDate:
      return element.number;
    case Kind::kFromValue:
      return describe_from(tape, element);
    case Kind::kTimeValue:
      return describe_time(element, operand);
    case Kind::kFlagsValue:
      return describe_flag(tape, element);
    case Kind::kTotalValue:
      return describe_total(element, operand);
    case Kind::kPreviouslySent:
    case Kind::kCountedValue:
      return describe_counted(tape, index, operand);
    case Kind::kElementDescriptor:
      return ElementDescriptor{std::string(tape.ascii(element)), describe_parameters(tape, index)};
    case Kind::kMediaType: {
      const auto type = describe_media_type(tape, index);
      if (!type) return std::nullopt;
      return *type;
    }
    default:
      return std::nullopt;
  }
}

}  // namespace mm1::mms
