#include "mm1/wsp/tape_builder.h"

#include <algorithm>

namespace mm1::wsp {
namespace {

// Faults that leave a value readable and speak not, or hardly, against the sender.
constexpr bool harmless(Fault fault) {
  switch (fault) {
    case Fault::kLengthQuoteNeedless:
    case Fault::kLongIntegerLeadingZero:
    case Fault::kLongIntegerForShort:
    case Fault::kIntegerAbove64Bits:
    case Fault::kQuoteNeedless:
    case Fault::kTextAfterEnd:
    case Fault::kFieldNameOctet:
    case Fault::kDepthLimit:
    case Fault::kPartLimit:
    case Fault::kElementLimit:
      return true;
    default:
      return false;
  }
}

// A broken value spoils its field, not the PDU or part the field stands in.
constexpr bool holds_fields(Kind kind) {
  switch (kind) {
    case Kind::kPdu:
    case Kind::kBody:
    case Kind::kMultipart:
    case Kind::kPart:
    case Kind::kPartData:
      return true;
    default:
      return false;
  }
}

std::uint32_t narrow(std::size_t value) { return static_cast<std::uint32_t>(value); }

}  // namespace

TapeBuilder::TapeBuilder(Octets input, Allocator allocator, const Limits& limits)
    : input_(input),
      limits_(limits),
      depth_(std::min<std::size_t>(limits.depth, kDeepest)),
      elements_(allocator),
      faults_(allocator) {
  // Room for an ordinary PDU, so that its tape is never copied. Without it, each element asks.
  constexpr std::size_t kOrdinary = 128;
  static_cast<void>(elements_.reserve(kOrdinary));
}

bool TapeBuilder::make_room(std::size_t needed) {
  if (full_) return false;
  full_ = needed > limits_.elements || !elements_.reserve(needed);
  room_ = full_ ? 0 : std::min<std::size_t>(elements_.capacity(), limits_.elements);
  if (full_ && elements_.size() != 0) {
    const ElementIndex last = narrow(elements_.size() - 1);
    fault(Fault::kElementLimit, last, covered_, input_.size() - covered_);
  }
  return !full_;
}

// Only where has_room() found a place, or kept one for the rest of an open element.
ElementIndex TapeBuilder::push(Kind kind, std::size_t offset, std::size_t length) {
  const ElementIndex index = narrow(elements_.size());
  elements_.push_reserved({.kind = kind,
                           .state = State::kOk,
                           .code = 0,
                           .token = 0,
                           .depth = static_cast<std::uint16_t>(open_count_),
                           .charset = 0,
                           .offset = narrow(offset),
                           .length = narrow(length),
                           .end = index + 1,
                           .text_offset = narrow(offset),
                           .text_length = 0,
                           .number = 0});
  return index;
}

ElementIndex TapeBuilder::open(Kind kind, std::size_t offset, std::uint8_t code) {
  if (open_count_ == kDeepest || !has_room(2)) return kNoElement;
  const ElementIndex index = push(kind, offset, 0);
  elements_[index].code = code;
  open_[open_count_++] = index;
  return index;
}

void TapeBuilder::close(ElementIndex index, std::size_t end) {
  if (index == kNoElement) return;
  if (covered_ < end) {
    push(Kind::kUndecoded, covered_, end - covered_);
    covered_ = end;
  }
  --open_count_;
  Element& element = elements_[index];
  element.length = narrow(end - element.offset);
  element.end = narrow(elements_.size());
}

ElementIndex TapeBuilder::leaf(Kind kind, std::size_t offset, std::size_t length) {
  if (!has_room(1)) return kNoElement;
  covered_ = offset + length;
  return push(kind, offset, length);
}

void TapeBuilder::fault(Fault fault, ElementIndex element, std::size_t offset, std::size_t length) {
  // A hostile message has no more faults to offer than it may have elements.
  if (element == kNoElement || faults_.size() >= limits_.elements) return;
  if (!harmless(fault)) mark(State::kInvalid, element);
  // Out of memory the mark alone has to tell it.
  static_cast<void>(faults_.push({fault, narrow(offset), narrow(length), element}));
}

void TapeBuilder::fault(Fault fault, ElementIndex element) {
  if (element == kNoElement) return;
  const std::size_t offset = elements_[element].offset;
  const std::size_t so_far = covered_ > offset ? covered_ - offset : 0;
  this->fault(fault, element, offset, std::max<std::size_t>(elements_[element].length, so_far));
}

void TapeBuilder::mark(State state, ElementIndex element) {
  if (element == kNoElement) return;
  const auto raise = [this, state](ElementIndex index) {
    elements_[index].state = std::max(elements_[index].state, state);
  };
  raise(element);
  for (std::size_t i = open_count_; i-- > 0;) {
    const bool container = holds_fields(elements_[open_[i]].kind);
    if (state == State::kInvalid && container) break;
    raise(open_[i]);
  }
}

}  // namespace mm1::wsp
