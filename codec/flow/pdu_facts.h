// What the tracker and its rules ask of a PDU, gathered in one pass when it arrives.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "mm1/flow/tracker.h"
#include "mm1/mms/fields.h"
#include "mm1/mms/pdus.h"
#include "mm1/mms/version.h"
#include "mm1/mms/view.h"

namespace mm1::flow {

/// A PDU that was seen, as far as a later finding names it or a later PDU is compared with it.
struct Seen {
  std::uint64_t pdu = 0;  // its id, 0: none was seen
  std::uint64_t print = 0;
  std::int64_t time_ns = 0;
  std::uint32_t file = 0;
  std::uint32_t frame = 0;
  mms::Version version = mms::Version::kNone;
  bool sound = false;  // rules may rest on it

  explicit operator bool() const { return pdu != 0; }
};

/// Whether the field with this number names a recipient.
[[nodiscard]] constexpr bool names_recipient(std::uint8_t number) {
  return number == mms::number::kTo || number == mms::number::kCc || number == mms::number::kBcc;
}

/// An arriving PDU by field. Views have the lifetime of its tape.
class PduFacts {
 public:
  static constexpr std::size_t kNumbers = 64;  // field numbers MMS assigns from

  explicit PduFacts(const PduEvent& event);

  [[nodiscard]] const PduEvent& event() const { return *event_; }
  [[nodiscard]] const Context& context() const { return event_->context; }
  [[nodiscard]] const mms::PduView& view() const { return *event_->view; }
  [[nodiscard]] const mms::PduRow* row() const { return row_; }
  [[nodiscard]] bool is(mms::PduType type) const { return row_ != nullptr && row_->type == type; }
  /// Whether rules may rest on it: all octets are there, and their structure can be trusted
  /// (rules.md §0.2).
  [[nodiscard]] bool sound() const { return event_->complete && !event_->broken; }

  /// The declared version octet without its top bit, also of a major version nobody knows.
  [[nodiscard]] mms::Version version() const { return version_; }
  [[nodiscard]] std::string_view transaction_id() const {
    return text(mms::number::kTransactionId);
  }

  [[nodiscard]] bool has(std::uint8_t number) const { return first_[number] != 0; }
  /// The value element of the first field with this number, nullptr when there is none.
  [[nodiscard]] const wsp::Element* value(std::uint8_t number) const;
  [[nodiscard]] std::string_view text(std::uint8_t number) const;
  [[nodiscard]] std::optional<std::uint64_t> number(std::uint8_t number) const;
  /// The moment that a time value means, nanoseconds since 1970: relative ones count from now.
  [[nodiscard]] std::optional<std::int64_t> time_ns(std::uint8_t number) const;
  /// Octet of an enumeration, 0 when the field is absent or not readable.
  [[nodiscard]] std::uint8_t octet(std::uint8_t number) const {
    return static_cast<std::uint8_t>(this->number(number).value_or(0));
  }

  /// 64-bit digest of the octets, to know a repeat by.
  [[nodiscard]] std::uint64_t print() const { return print_; }
  /// Digest of what makes the message: recipients, subject, reference and body. The same for a
  /// resend that differs in its transaction id or its wishes only.
  [[nodiscard]] std::uint64_t message_print() const;
  /// Digest of one field's octets, 0 when it is absent.
  [[nodiscard]] std::uint32_t field_print(std::uint8_t number) const;

  [[nodiscard]] Seen seen() const {
    return {event_->pdu, print_, context().time_ns, context().file, context().frame,
            version_,    sound()};
  }

 private:
  [[nodiscard]] const wsp::Element& element(std::size_t index) const {
    return view().tape().elements()[index];
  }

  const PduEvent* event_;
  const mms::PduRow* row_;
  mms::Version version_ = mms::Version::kNone;
  std::uint64_t print_ = 0;
  std::array<std::uint32_t, kNumbers> first_ = {};  // tape index of the first field, 0: none
};

}  // namespace mm1::flow
