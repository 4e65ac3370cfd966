// decode(encode(p)) gives p back, without a fault, for random valid PDUs of all types.
#include <gtest/gtest.h>

#include <string>

#include "codec/mms/random_pdu.h"
#include "mm1/mms/decode.h"
#include "mm1/mms/view.h"
#include "support/hex.h"

namespace mm1::mms {
namespace {

using test::RandomField;
using test::RandomPart;
using test::RandomPdu;
using test::RandomPdus;
using wsp::Element;
using wsp::Kind;
using wsp::Tape;

// Reads a decoded PDU back into the description it was made from.
class ReadBack {
 public:
  explicit ReadBack(const Tape& tape) : tape_(tape) {}

  [[nodiscard]] RandomPdu pdu() const {
    const PduView view(tape_);
    RandomPdu pdu{.type = static_cast<PduType>(view.type_octet()), .fields = {}, .parts = {}};
    for (const std::size_t child : view.children()) {
      const Element& element = at(child);
      if (element.kind == Kind::kBody) {
        read_parts(child, pdu);
      } else if (element.code == number::kContentType) {
        pdu.has_content = true;
      } else if (element.code != number::kMessageType) {
        pdu.fields.push_back({element.code, value(last_child(child))});
      }
    }
    return pdu;
  }

 private:
  [[nodiscard]] const Element& at(std::size_t index) const { return tape_.elements()[index]; }
  [[nodiscard]] std::string text(const Element& element) const {
    return std::string(tape_.ascii(element));
  }
  [[nodiscard]] std::size_t last_child(std::size_t parent) const {
    std::size_t last = parent;
    for (const std::size_t child : Children(tape_.elements(), parent)) last = child;
    return last;
  }
  [[nodiscard]] std::size_t child_of_kind(std::size_t parent, Kind kind) const {
    for (const std::size_t child : Children(tape_.elements(), parent))
      if (at(child).kind == kind) return child;
    return parent;
  }

  [[nodiscard]] Value value(std::size_t index) const {
    const Element& element = at(index);
    switch (element.kind) {
      case Kind::kText:
      case Kind::kUri:
      case Kind::kEncodedString:
      case Kind::kAddress:
        return Text{text(element), element.charset};
      case Kind::kFromValue:
        if (element.number == 0x81) return InsertAddress{};
        return Text{text(element), element.charset};
      case Kind::kTimeValue:
        if (element.token == 0x80) return Absolute{element.number};
        return Relative{element.number};
      case Kind::kFlagsValue:
        return Flag{static_cast<Flag::Token>(element.number), {text(element), element.charset}};
      case Kind::kTotalValue:
        return Total{static_cast<Total::Token>(element.token), element.number};
      case Kind::kPreviouslySent:
      case Kind::kCountedValue:
        return counted(index);
      case Kind::kElementDescriptor:
        return ElementDescriptor{text(element), parameters(index)};
      default:
        return element.number;
    }
  }

  [[nodiscard]] Value counted(std::size_t index) const {
    const Element& operand = at(last_child(index));
    const std::uint64_t count = at(index).number;
    if (operand.kind == Kind::kDate || operand.kind == Kind::kEnumeration)
      return Counted(count, operand.number);
    return Counted(count, Text{text(operand), operand.charset});
  }

  [[nodiscard]] std::vector<wsp::Parameter> parameters(std::size_t parent) const {
    std::vector<wsp::Parameter> parameters;
    for (const std::size_t child : Children(tape_.elements(), parent)) {
      if (at(child).kind != Kind::kParameter) continue;
      const Element& value = at(last_child(child));
      if (value.text_length != 0) {
        parameters.push_back({at(child).code, text(value)});
      } else {
        parameters.push_back({at(child).code, value.number});
      }
    }
    return parameters;
  }

  [[nodiscard]] wsp::MediaType media_type(std::size_t index) const {
    const std::size_t media = child_of_kind(index, Kind::kMedia);  // itself in the short form
    wsp::MediaType type(static_cast<std::uint16_t>(at(media).number));
    if (at(media).text_length != 0) type = wsp::MediaType::as_text(text(at(media)));
    type.parameters = parameters(index);
    return type;
  }

  void read_parts(std::size_t body, RandomPdu& pdu) const {
    const std::size_t multipart = child_of_kind(body, Kind::kMultipart);
    for (const std::size_t part : Children(tape_.elements(), multipart)) {
      if (at(part).kind != Kind::kPart) continue;
      const wsp::Octets data = tape_.octets(at(child_of_kind(part, Kind::kPartData)));
      const bool empty = at(child_of_kind(part, Kind::kDataLength)).number == 0;
      pdu.parts.push_back({media_type(child_of_kind(part, Kind::kMediaType)),
                           empty ? wsp::Buffer{} : wsp::Buffer(data.begin(), data.end())});
    }
  }

  const Tape& tape_;
};

TEST(RoundTrip, DecodingGivesBackWhatWasEncoded) {
  constexpr std::uint64_t kSeed = 310;
  constexpr int kOfEachType = 200;
  RandomPdus random(kSeed);
  wsp::Arena arena;
  for (const PduRow& row : pdu_table()) {
    for (int i = 0; i < kOfEachType; ++i) {
      const RandomPdu pdu = random.next(row);
      const wsp::Buffer octets = test::encode(pdu);
      arena.reset();
      const Tape tape = decode(octets, arena.allocator());
      ASSERT_TRUE(tape.faults().empty())
          << row.name << " fault " << static_cast<int>(tape.faults().front().fault) << " at "
          << tape.faults().front().offset << " of " << mm1::test::to_hex(octets);
      ASSERT_EQ(ReadBack(tape).pdu(), pdu) << row.name << ": " << mm1::test::to_hex(octets);
    }
  }
}

}  // namespace
}  // namespace mm1::mms
