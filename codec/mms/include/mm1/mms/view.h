// Reading a decoded PDU by field instead of by element.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mm1/mms/pdus.h"
#include "mm1/mms/version.h"
#include "mm1/wsp/tape.h"

namespace mm1::mms {

/// The direct children of a tape element, in order.
class Children {
 public:
  Children(std::span<const wsp::Element> elements, std::size_t parent)
      : elements_(elements),
        first_(parent + 1),
        end_(parent < elements.size() ? elements[parent].end : first_) {}

  class Iterator {
   public:
    Iterator(std::span<const wsp::Element> elements, std::size_t index)
        : elements_(elements), index_(index) {}
    std::size_t operator*() const { return index_; }  // index on the tape
    Iterator& operator++() {
      index_ = elements_[index_].end;
      return *this;
    }
    bool operator!=(const Iterator& other) const { return index_ != other.index_; }

   private:
    std::span<const wsp::Element> elements_;
    std::size_t index_;
  };
  [[nodiscard]] Iterator begin() const { return {elements_, first_}; }
  [[nodiscard]] Iterator end() const { return {elements_, end_}; }

 private:
  std::span<const wsp::Element> elements_;
  std::size_t first_;
  std::size_t end_;
};

/// One PDU on a tape: the outermost one, or an m-mbox-descr inside. A view with the tape's
/// lifetime, for one thread. It remembers where it found the last value and what it counted last,
/// so that going through the values of a field by their numbers takes the time of one walk, however
/// many a sender writes.
class PduView {
 public:
  /// `pdu` is the index of a `Kind::kPdu` element.
  explicit PduView(const wsp::Tape& tape, std::size_t pdu = 0) : tape_(&tape), pdu_(pdu) {}

  [[nodiscard]] const wsp::Tape& tape() const { return *tape_; }
  [[nodiscard]] std::size_t index() const { return pdu_; }
  [[nodiscard]] const wsp::Element& element() const { return tape_->elements()[pdu_]; }

  /// X-Mms-Message-Type octet, 0 when the PDU has none.
  [[nodiscard]] std::uint8_t type_octet() const {
    return pdu_ < tape_->elements().size() ? element().code : std::uint8_t{0};
  }
  /// Its row, nullptr for an unassigned type.
  [[nodiscard]] const PduRow* row() const { return pdu(type_octet()); }
  /// "m-send-req", or "unknown-0x98" for an unassigned type, or "none".
  [[nodiscard]] std::string type_name() const;
  /// X-Mms-MMS-Version, `kNone` when absent or broken.
  [[nodiscard]] Version version() const;

  /// The value element of the n-th field with this number, nullptr when there are fewer.
  [[nodiscard]] const wsp::Element* value(std::uint8_t number, std::size_t nth = 0) const;
  /// How many fields have this number.
  [[nodiscard]] std::size_t count(std::uint8_t number) const;
  /// Content of a field's text, raw and without terminator; empty when absent, cut short by the
  /// end of the capture, or not text.
  [[nodiscard]] std::string_view text(std::uint8_t number, std::size_t nth = 0) const;
  /// Number of a value: octet of an enumeration, version, integer, date, seconds of a time, count,
  /// assigned number of a content type. Nothing when absent or not readable; a number in the wrong
  /// form is readable.
  [[nodiscard]] std::optional<std::uint64_t> number(std::uint8_t number, std::size_t nth = 0) const;

  /// The body element (Kind::kBody), nullptr when there is none.
  [[nodiscard]] const wsp::Element* body() const;
  /// Direct children of this PDU: its fields and its body.
  [[nodiscard]] Children children() const { return {tape_->elements(), pdu_}; }

 private:
  struct Found {
    std::uint8_t number = 0;
    std::size_t nth = 0;
    std::size_t index = 0;  // on the tape; 0: nothing was looked for
  };
  struct Counted {
    std::uint8_t number = 0;
    std::optional<std::size_t> count;
  };

  const wsp::Tape* tape_;
  std::size_t pdu_;
  mutable Found last_;
  mutable Counted counted_;
};

/// Tape index of the operand of a counted ("Del") value, nothing when it is not there.
[[nodiscard]] std::optional<std::size_t> counted_operand(const wsp::Tape& tape, std::size_t value);
/// The same of any value: itself unless it is counted, nullptr for a counted one without operand.
[[nodiscard]] const wsp::Element* operand_of(const wsp::Tape& tape, const wsp::Element& value);

/// A part of a multipart body, or the whole body of a PDU whose body is a single object.
/// Views with the tape's lifetime; an absent name is empty.
struct PartView {
  std::size_t element;  // tape index of the kPart (or kBody)
  wsp::Octets data;
  std::string content_type;     // "image/jpeg", without parameters
  std::uint32_t charset;        // MIBEnum of its charset parameter, 0 when absent
  std::string_view name;        // Name or Filename parameter
  std::string_view content_id;  // without Quote and angle brackets
  std::string_view content_location;
  std::uint16_t level;  // 0 for a part of the outermost body
};

/// All parts of a PDU's body in order, nested multiparts' parts behind their parent; those of an
/// m-mbox-descr inside too. A body that is a single object gives one part.
[[nodiscard]] std::vector<PartView> parts(const PduView& pdu);

}  // namespace mm1::mms
