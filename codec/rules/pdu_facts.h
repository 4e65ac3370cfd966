// What the checks need to know of one PDU, gathered in one pass over its fields.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "mm1/mms/fields.h"
#include "mm1/mms/pdus.h"
#include "mm1/mms/version.h"
#include "mm1/wsp/tape.h"
#include "pdu_types.h"

namespace mm1::rules {

/// Where faults lie on a tape, so that a check can leave a broken value alone.
class FaultMap {
 public:
  /// The counts live in `allocator`'s memory; a tape without faults needs none.
  FaultMap(const wsp::Tape& tape, wsp::Allocator allocator);

  /// Whether an element or one of its descendants has a fault that makes its value unusable.
  [[nodiscard]] bool broken(const wsp::Element& element, std::size_t index) const {
    return before_ != nullptr && before_[element.end] != before_[index];
  }
  /// Whether all octets are on the tape and were decoded: the capture was not cut, and no limit of
  /// ours was reached. Otherwise nothing can be said of what is missing.
  [[nodiscard]] bool whole() const { return whole_; }

 private:
  const std::uint32_t* before_ = nullptr;  // [i]: faults in elements before the i-th
  bool whole_ = true;
};

/// One PDU on a tape: the outer one, or an m-mbox-descr inside it.
class PduFacts {
 public:
  static constexpr std::size_t kNoElement = ~std::size_t{0};
  static constexpr std::size_t kNumbers = 64;  // MMS assigns the field numbers from 1 to 63

  /// `around` is the PDU in which this one lies, nullptr for the outermost.
  PduFacts(const wsp::Tape& tape, const FaultMap& faults, std::size_t pdu, const PduFacts* around);

  [[nodiscard]] const wsp::Tape& tape() const { return tape_; }
  [[nodiscard]] std::size_t index() const { return pdu_; }
  [[nodiscard]] const wsp::Element& element(std::size_t index) const {
    return tape_.elements()[index];
  }
  [[nodiscard]] const PduFacts* around() const { return around_; }

  /// Message type octet, 0 when there is none.
  [[nodiscard]] std::uint8_t type_octet() const { return element(pdu_).code; }
  [[nodiscard]] bool is(mms::PduType type) const {
    return type_octet() == static_cast<std::uint8_t>(type);
  }
  template <typename... Types>
  [[nodiscard]] bool is_any(Types... types) const {
    return (is(types) || ...);
  }
  /// Whether the type is one of a set; false for an unassigned one.
  [[nodiscard]] bool is_in(PduSet set) const { return (set & as_set_) != 0; }
  [[nodiscard]] const mms::PduRow* row() const { return row_; }

  /// Declared version; that of the PDU around an m-mbox-descr; `kNone` when unknown.
  [[nodiscard]] mms::Version version() const { return version_; }
  [[nodiscard]] bool below(mms::Version version) const {
    return version_ != mms::Version::kNone && version_ < version;
  }

  /// False when the capture ends before the last header field, so that one may be missing in the
  /// capture only; the same for the body.
  [[nodiscard]] bool header_complete() const { return header_complete_; }
  [[nodiscard]] bool complete() const { return complete_; }

  [[nodiscard]] std::uint32_t count(std::uint8_t number) const { return slots_[number].count; }
  [[nodiscard]] bool has(std::uint8_t number) const { return slots_[number].count != 0; }
  /// Fields that are there, and those of them that are there more than once.
  [[nodiscard]] mms::FieldSet present() const { return present_; }
  [[nodiscard]] mms::FieldSet repeated() const { return repeated_; }
  /// Whether there are fields with numbers that MMS does not assign.
  [[nodiscard]] bool has_unassigned() const { return has_unassigned_; }
  /// Certainly not there: absent from a header that was captured to its end.
  [[nodiscard]] bool lacks(std::uint8_t number) const { return header_complete_ && !has(number); }
  /// Element of the first or second field with this number; the PDU itself when there is none, so
  /// that a finding about an absent field has a place.
  [[nodiscard]] std::size_t field(std::uint8_t number) const {
    return has(number) ? slots_[number].first : pdu_;
  }
  [[nodiscard]] std::size_t second_field(std::uint8_t number) const {
    return slots_[number].second;
  }

  /// The n-th child of the PDU, `kNoElement` beyond the first four.
  [[nodiscard]] std::size_t leading(std::size_t position) const { return leading_[position]; }
  /// The body element, `kNoElement` when there is none.
  [[nodiscard]] std::size_t body() const { return body_; }

  /// The value element of a field, nullptr when it is absent or broken: a broken value feeds no
  /// further check.
  [[nodiscard]] const wsp::Element* value(std::uint8_t number) const {
    return has(number) ? value_of(slots_[number].first) : nullptr;
  }
  /// The same for one field element.
  [[nodiscard]] const wsp::Element* value_of(std::size_t field) const {
    const wsp::Element& whole = element(field);
    const std::size_t index = value_index(field);
    if (index >= whole.end || element(index).state != wsp::State::kOk) return nullptr;
    return faults_.broken(whole, field) ? nullptr : &element(index);
  }
  [[nodiscard]] std::size_t value_index(std::size_t field) const { return field + 2; }

  /// Whether an element's octets are at fault somewhere.
  [[nodiscard]] bool broken(std::size_t index) const {
    return faults_.broken(element(index), index);
  }

  /// Number of an enumeration, integer or date field; nothing when absent or broken.
  [[nodiscard]] std::optional<std::uint64_t> number(std::uint8_t number) const;
  /// Token of a structured field; nothing when absent or broken.
  [[nodiscard]] std::optional<std::uint8_t> token(std::uint8_t number) const;
  [[nodiscard]] bool is_value(std::uint8_t field, std::uint8_t octet) const {
    return number(field) == octet;
  }

  /// Calls `visit(element index)` for each field with this number, in order.
  template <typename Visit>
  void each(std::uint8_t number, Visit visit) const {
    std::uint32_t left = slots_[number].count;
    for (std::size_t i = slots_[number].first; left != 0; i = element(i).end) {
      if (element(i).kind != wsp::Kind::kField || element(i).code != number) continue;
      --left;
      visit(i);
    }
  }

 private:
  struct Slot {
    std::uint32_t first = 0;
    std::uint32_t second = 0;
    std::uint32_t count = 0;
  };

  const wsp::Tape& tape_;
  const FaultMap& faults_;
  std::size_t pdu_;
  const PduFacts* around_;
  const mms::PduRow* row_;
  PduSet as_set_;  // the type alone
  mms::Version version_ = mms::Version::kNone;
  bool header_complete_ = true;
  bool complete_ = true;
  std::size_t body_ = kNoElement;
  mms::FieldSet present_ = 0;
  mms::FieldSet repeated_ = 0;
  bool has_unassigned_ = false;
  std::array<std::size_t, 4> leading_;
  std::array<Slot, kNumbers> slots_ = {};
};

}  // namespace mm1::rules
