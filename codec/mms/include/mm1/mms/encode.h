// A typed description of an MM1 PDU to its octets.
#pragma once

#include <concepts>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "mm1/mms/fields.h"
#include "mm1/mms/pdus.h"
#include "mm1/mms/version.h"
#include "mm1/wsp/content.h"
#include "mm1/wsp/write.h"

namespace mm1::mms {

/// Text and its charset as a MIBEnum. 0 stands for the plain form, which names no charset.
struct Text {
  std::string octets;
  std::uint16_t charset = 0;
  friend bool operator==(const Text&, const Text&) = default;
};

/// From: the relay shall put the address in.
struct InsertAddress {
  friend bool operator==(const InsertAddress&, const InsertAddress&) = default;
};

/// Expiry, Delivery-Time, Reply-Charging-Deadline: seconds since 1970, or from a base.
struct Absolute {
  std::uint64_t seconds;
  friend bool operator==(const Absolute&, const Absolute&) = default;
};
struct Relative {
  std::uint64_t seconds;
  friend bool operator==(const Relative&, const Relative&) = default;
};

/// X-Mms-MM-Flags.
struct Flag {
  enum Token : std::uint8_t { kAdd = 0x80, kRemove = 0x81, kFilter = 0x82 };
  Token token;
  Text keyword;
  friend bool operator==(const Flag&, const Flag&) = default;
};

/// X-Mms-Mbox-Totals and -Quotas.
struct Total {
  enum Token : std::uint8_t { kMessages = 0x80, kOctets = 0x81 };
  Token token;
  std::uint64_t number;
  friend bool operator==(const Total&, const Total&) = default;
};

/// A value behind a count: Previously-Sent-By and -Date, and the "Del" forms of the delete
/// confirmations.
struct Counted {
  Counted(std::uint64_t number, std::string_view text)
      : count(number), operand(Text{std::string(text)}) {}
  Counted(std::uint64_t number, Text text) : count(number), operand(std::move(text)) {}
  Counted(std::uint64_t number, std::uint64_t value) : count(number), operand(value) {}

  std::uint64_t count;
  std::variant<Text, std::uint64_t> operand;
  friend bool operator==(const Counted&, const Counted&) = default;
};

/// X-Mms-Element-Descriptor.
struct ElementDescriptor {
  std::string reference;
  std::vector<wsp::Parameter> parameters;
  friend bool operator==(const ElementDescriptor&, const ElementDescriptor&) = default;
};

/// Any octets in place of a value, to break a rule on purpose.
struct Raw {
  wsp::Buffer octets;
  friend bool operator==(const Raw&, const Raw&) = default;
};

/// The value of a header field. The field's grammar decides how it is written:
/// - a number: the octet of an enumeration, Short-, Long- or Integer-value;
/// - text: Text-string or Encoded-string, behind the address token in From; for an enumeration the
///   name of a value ("Ok", "Yes"), for Attributes the name of a field ("Subject").
/// A value that does not fit the grammar is written in its own natural form, never refused.
class Value {
 public:
  using Form = std::variant<std::uint64_t, Text, InsertAddress, Absolute, Relative, Flag, Total,
                            Counted, ElementDescriptor, wsp::MediaType, Raw>;

  // Implicit, so that a call reads as field and value.
  Value(std::integral auto number) : form_(static_cast<std::uint64_t>(number)) {}
  Value(const char* text) : form_(Text{text}) {}
  Value(std::string text) : form_(Text{std::move(text)}) {}
  Value(Text text) : form_(std::move(text)) {}
  Value(InsertAddress token) : form_(token) {}
  Value(Absolute time) : form_(time) {}
  Value(Relative time) : form_(time) {}
  Value(Flag flag) : form_(std::move(flag)) {}
  Value(Total total) : form_(total) {}
  Value(Counted counted) : form_(std::move(counted)) {}
  Value(ElementDescriptor descriptor) : form_(std::move(descriptor)) {}
  Value(wsp::MediaType type) : form_(std::move(type)) {}
  Value(Raw raw) : form_(std::move(raw)) {}

  [[nodiscard]] const Form& form() const { return form_; }
  friend bool operator==(const Value&, const Value&) = default;

 private:
  Form form_;
};

/// Builds the octets of one PDU.
///
///     PduBuilder(PduType::kSendConf, Version::k12)
///         .add(number::kTransactionId, "T1")
///         .add(number::kResponseStatus, "Ok")
///         .add(number::kMessageId, "id1@mmsc.example.com")
///         .encode();
class PduBuilder {
 public:
  /// A PDU without any field, for octets that are to begin otherwise than they should.
  PduBuilder() = default;
  /// A PDU with its Message-Type and, unless `kNone`, its MMS-Version.
  explicit PduBuilder(PduType type, Version version = Version::kNone);

  /// Adds a field by its number (with or without top bit); fields may repeat.
  PduBuilder& add(std::uint8_t number, const Value& value);
  /// Adds an Application-header.
  PduBuilder& add_header(std::string_view name, std::string_view value);
  /// Adds any octets among the fields.
  PduBuilder& add_octets(wsp::Buffer octets);
  /// Sets Content-Type and the body.
  PduBuilder& content(const wsp::MediaType& type, wsp::Buffer body);
  /// Sets Content-Type and a multipart body.
  PduBuilder& content(const wsp::MediaType& type, std::span<const wsp::Part> parts);

  /// Writes the fields in the order they were added instead of the canonical one.
  PduBuilder& in_given_order();

  /// The octets. In canonical order (ENC §7): Message-Type, Transaction-Id, MMS-Version, then
  /// the other fields as added, Content-Type last, directly followed by the body.
  [[nodiscard]] wsp::Buffer encode() const;

 private:
  struct Item {
    std::uint8_t rank;  // place in the canonical order
    wsp::Buffer octets;
  };
  std::vector<Item> items_;
  wsp::Buffer body_;
  bool given_order_ = false;
};

/// One header field: its number and value as written in a PDU.
[[nodiscard]] wsp::Buffer encode_field(std::uint8_t number, const Value& value);

}  // namespace mm1::mms
