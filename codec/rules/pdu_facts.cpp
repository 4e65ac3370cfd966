#include "pdu_facts.h"

#include <algorithm>

#include "faults.h"

namespace mm1::rules {

using wsp::Kind;
using wsp::State;

FaultMap::FaultMap(const wsp::Tape& tape, wsp::Allocator allocator)
    : whole_(tape.elements().empty() || tape.elements()[0].state != State::kTruncated) {
  if (tape.faults().empty()) return;
  whole_ = whole_ && std::ranges::none_of(tape.faults(), [](const wsp::FaultRecord& record) {
             return record.fault == wsp::Fault::kElementLimit;
           });
  const bool any = std::ranges::any_of(
      tape.faults(), [](const wsp::FaultRecord& record) { return breaks_value(record.fault); });
  if (!any) return;
  const std::size_t size = tape.elements().size() + 1;
  auto* before = static_cast<std::uint32_t*>(
      allocator.allocate(allocator.context, size * sizeof(std::uint32_t)));
  if (before == nullptr) return;
  std::fill_n(before, size, 0U);
  for (const wsp::FaultRecord& record : tape.faults())
    if (breaks_value(record.fault)) ++before[record.element + 1];
  for (std::size_t i = 1; i < size; ++i) before[i] += before[i - 1];
  before_ = before;
}

PduFacts::PduFacts(const wsp::Tape& tape, const FaultMap& faults, std::size_t pdu,
                   const PduFacts* around)
    : tape_(tape),
      faults_(faults),
      pdu_(pdu),
      around_(around),
      row_(mms::pdu(tape.elements()[pdu].code)),
      as_set_(row_ == nullptr ? 0 : in(row_->type)) {
  leading_.fill(kNoElement);
  const bool ends_tape = element(pdu).offset + element(pdu).length == tape.input().size();
  complete_ = element(pdu).state != State::kTruncated && (faults.whole() || !ends_tape);
  std::size_t position = 0;
  for (std::size_t i = pdu + 1; i < element(pdu).end; i = element(i).end, ++position) {
    const wsp::Element& child = element(i);
    if (position < leading_.size()) leading_[position] = i;
    if (child.state == State::kTruncated) complete_ = false;
    if (child.kind == Kind::kBody) body_ = i;
    if (child.kind != Kind::kField) continue;
    if (child.code == 0 || child.code >= kNumbers) has_unassigned_ = true;
    if (child.code >= kNumbers) continue;
    Slot& slot = slots_[child.code];
    if (slot.count == 0) slot.first = static_cast<std::uint32_t>(i);
    if (slot.count == 1) slot.second = static_cast<std::uint32_t>(i);
    ++slot.count;
    repeated_ |= present_ & mms::field_bit(child.code);
    present_ |= mms::field_bit(child.code);
  }
  // Content-Type ends the header, so with a body the header is known to be whole.
  header_complete_ = complete_ || body_ != kNoElement;

  if (const auto declared = number(mms::number::kMmsVersion)) {
    // Minor 15 says that none is given, major 0 does not exist: both leave the version open.
    const auto octet = static_cast<std::uint8_t>(*declared);
    if ((octet & 0xF) != 0xF && (octet >> 4) != 0) version_ = static_cast<mms::Version>(octet);
  }
  if (version_ == mms::Version::kNone && around != nullptr) version_ = around->version();
}

std::optional<std::uint64_t> PduFacts::number(std::uint8_t number) const {
  const wsp::Element* found = value(number);
  if (found == nullptr) return std::nullopt;
  return found->number;
}

std::optional<std::uint8_t> PduFacts::token(std::uint8_t number) const {
  const wsp::Element* found = value(number);
  if (found == nullptr) return std::nullopt;
  return found->token;
}

}  // namespace mm1::rules
