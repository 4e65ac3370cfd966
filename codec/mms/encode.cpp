#include "mm1/mms/encode.h"

#include <algorithm>
#include <optional>

namespace mm1::mms {
namespace {

using wsp::Buffer;
using wsp::Writer;

constexpr std::uint8_t kTopBit = 0x80;
constexpr std::uint8_t kAbsoluteToken = 0x80;
constexpr std::uint8_t kRelativeToken = 0x81;
constexpr std::uint8_t kAddressPresentToken = 0x80;
constexpr std::uint8_t kInsertAddressToken = 0x81;

enum Rank : std::uint8_t {
  kTypeRank,
  kTransactionIdRank,
  kVersionRank,
  kOtherRank,
  kContentTypeRank,
};

Rank rank_of(std::uint8_t number) {
  switch (number & ~kTopBit) {
    case number::kMessageType:
      return kTypeRank;
    case number::kTransactionId:
      return kTransactionIdRank;
    case number::kMmsVersion:
      return kVersionRank;
    case number::kContentType:
      return kContentTypeRank;
    default:
      return kOtherRank;
  }
}

// Encoded-string-value (E12 §7.2.12).
void write_encoded_string(Writer& writer, const Text& text) {
  if (text.charset == 0) {
    writer.text(text.octets);
    return;
  }
  Writer value;
  value.integer(text.charset).text(text.octets);
  writer.sized(value);
}

// The octet that a text names: a value of an enumeration, or a field for Attributes.
std::optional<std::uint8_t> named_octet(const FieldRow& row, std::string_view name) {
  if (row.grammar == Grammar::kAttribute) {
    const FieldRow* wanted = field_named(name);
    if (wanted == nullptr) return std::nullopt;
    return static_cast<std::uint8_t>(kTopBit | wanted->number);
  }
  if (row.grammar != Grammar::kEnumeration && row.grammar != Grammar::kMessageClass)
    return std::nullopt;
  for (const NamedValue& value : row.values)
    if (value.name == name) return value.octet;
  return std::nullopt;
}

// Writes one value in the way its field's grammar wants it.
class ValueWriter {
 public:
  ValueWriter(Writer& writer, const FieldRow* row) : writer_(writer), row_(row) {}

  void operator()(std::uint64_t number) const {
    const auto octet = static_cast<std::uint8_t>(number & 0xFF);
    switch (grammar()) {
      case Grammar::kEnumeration:
      case Grammar::kMessageClass:
      case Grammar::kMessageType:
        writer_.octet(octet);
        break;
      case Grammar::kAttribute:
      case Grammar::kVersion:
        writer_.short_integer(octet);
        break;
      case Grammar::kDate:
      case Grammar::kOctetCount:
      case Grammar::kPreviouslySentDate:
        writer_.long_integer(number);
        break;
      default:
        writer_.integer(number);
    }
  }

  void operator()(const Text& text) const {
    const auto named = row_ == nullptr ? std::nullopt : named_octet(*row_, text.octets);
    if (named) {
      writer_.octet(*named);
      return;
    }
    switch (grammar()) {
      case Grammar::kEncodedString:
      case Grammar::kAddress:
      case Grammar::kPreviouslySentBy:
        write_encoded_string(writer_, text);
        break;
      case Grammar::kFrom: {
        Writer value;
        value.octet(kAddressPresentToken);
        write_encoded_string(value, text);
        writer_.sized(value);
        break;
      }
      default:
        writer_.text(text.octets);
    }
  }

  void operator()(InsertAddress) const { writer_.value_length(1).octet(kInsertAddressToken); }
  void operator()(Absolute time) const { write_time(kAbsoluteToken, time.seconds); }
  void operator()(Relative time) const { write_time(kRelativeToken, time.seconds); }

  void operator()(const Flag& flag) const {
    Writer value;
    value.octet(flag.token);
    write_encoded_string(value, flag.keyword);
    writer_.sized(value);
  }

  void operator()(const Total& total) const {
    Writer value;
    value.octet(total.token).integer(total.number);
    writer_.sized(value);
  }

  void operator()(const Counted& counted) const {
    Writer value;
    value.integer(counted.count);
    std::visit(ValueWriter(value, row_), counted.operand);
    writer_.sized(value);
  }

  void operator()(const ElementDescriptor& descriptor) const {
    Writer value;
    value.text(descriptor.reference);
    for (const wsp::Parameter& parameter : descriptor.parameters) wsp::write(value, parameter);
    writer_.sized(value);
  }

  void operator()(const wsp::MediaType& type) const { wsp::write(writer_, type); }
  void operator()(const Raw& raw) const { writer_.octets(raw.octets); }

 private:
  // A field without a row takes each value in its natural form, as a content type would.
  [[nodiscard]] Grammar grammar() const {
    return row_ == nullptr ? Grammar::kContentType : row_->grammar;
  }

  void write_time(std::uint8_t token, std::uint64_t seconds) const {
    Writer value;
    value.octet(token).long_integer(seconds);
    writer_.sized(value);
  }

  Writer& writer_;
  const FieldRow* row_;
};

}  // namespace

PduBuilder::PduBuilder(PduType type, Version version) {
  add(number::kMessageType, static_cast<std::uint8_t>(type));
  if (version != Version::kNone) add(number::kMmsVersion, static_cast<std::uint8_t>(version));
}

PduBuilder& PduBuilder::add(std::uint8_t number, const Value& value) {
  items_.push_back({rank_of(number), encode_field(number, value)});
  return *this;
}

PduBuilder& PduBuilder::add_header(std::string_view name, std::string_view value) {
  Writer writer;
  writer.text(name).text(value);
  items_.push_back({kOtherRank, writer.take()});
  return *this;
}

PduBuilder& PduBuilder::add_octets(Buffer octets) {
  items_.push_back({kOtherRank, std::move(octets)});
  return *this;
}

PduBuilder& PduBuilder::content(const wsp::MediaType& type, Buffer body) {
  body_ = std::move(body);
  return add(number::kContentType, type);
}

PduBuilder& PduBuilder::content(const wsp::MediaType& type, std::span<const wsp::Part> parts) {
  return content(type, wsp::multipart(parts));
}

PduBuilder& PduBuilder::in_given_order() {
  given_order_ = true;
  return *this;
}

Buffer PduBuilder::encode() const {
  std::vector<const Item*> order;
  for (const Item& item : items_) order.push_back(&item);
  if (!given_order_) {
    std::stable_sort(order.begin(), order.end(),
                     [](const Item* a, const Item* b) { return a->rank < b->rank; });
  }
  Writer writer;
  for (const Item* item : order) writer.octets(item->octets);
  return writer.octets(body_).take();
}

Buffer encode_field(std::uint8_t number, const Value& value) {
  Writer writer;
  writer.short_integer(number);
  std::visit(ValueWriter(writer, field(number)), value.form());
  return writer.take();
}

}  // namespace mm1::mms
