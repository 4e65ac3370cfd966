#include "codec/mms/random_pdu.h"

#include <algorithm>
#include <array>

namespace mm1::mms::test {
namespace {

constexpr std::uint16_t kUtf8 = 106;
constexpr auto kDescriptor = static_cast<std::uint8_t>(PduType::kMboxDescr);
constexpr std::array kUtf8Texts = {"Grüße", "Éte", "日本語", "plain"};
constexpr std::array kMediaTypes = {"text/plain", "image/jpeg", "audio/amr", "application/smil",
                                    "video/3gpp"};

std::uint8_t any_octet(const std::span<const NamedValue>& values, std::uint64_t choice) {
  return values[choice % values.size()].octet;
}

// The place of a field in the canonical order, as ENC §7 gives it.
int place(const RandomField& field) {
  if (field.number == number::kTransactionId) return 0;
  return field.number == number::kMmsVersion ? 1 : 2;
}

}  // namespace

std::uint64_t RandomPdus::number_of_any_width() { return random_() >> below(64); }

std::string RandomPdus::ascii(std::size_t shortest) {
  std::string text(shortest + below(50), ' ');
  for (char& letter : text) letter = static_cast<char>('!' + below(94));
  return text;
}

Text RandomPdus::text() {
  if (chance()) return {ascii(0), 0};
  return {kUtf8Texts[below(kUtf8Texts.size())], kUtf8};
}

Counted RandomPdus::counted(const FieldRow& row) {
  const std::uint64_t count = number_of_any_width();
  switch (row.grammar) {
    case Grammar::kEnumeration:
      return {count, std::uint64_t{any_octet(row.values, random_())}};
    case Grammar::kPreviouslySentDate:
      return {count, number_of_any_width()};
    case Grammar::kUri:
      return {count, Text{ascii(1), 0}};
    default:
      return {count, text()};
  }
}

Value RandomPdus::value(const FieldRow& row, bool in_counted_form) {
  const bool has_counted_form = row.number == number::kContentLocation ||
                                row.number == number::kResponseStatus ||
                                row.number == number::kResponseText;
  if (in_counted_form && has_counted_form) return counted(row);
  switch (row.grammar) {
    case Grammar::kEnumeration:
      return std::uint64_t{any_octet(row.values, random_())};
    case Grammar::kMessageClass:
      if (chance()) return Text{"x-class", 0};
      return std::uint64_t{any_octet(row.values, random_())};
    case Grammar::kVersion:
      return std::uint64_t{0x12};
    case Grammar::kText:
    case Grammar::kMessageId:
    case Grammar::kUri:
      return Text{ascii(0), 0};
    case Grammar::kEncodedString:
    case Grammar::kAddress:
      return text();
    case Grammar::kFrom:
      if (chance()) return InsertAddress{};
      return text();
    case Grammar::kDate:
    case Grammar::kOctetCount:
    case Grammar::kInteger:
      return number_of_any_width();
    case Grammar::kTime:
      if (chance()) return Absolute{number_of_any_width()};
      return Relative{number_of_any_width()};
    case Grammar::kPreviouslySentBy:
    case Grammar::kPreviouslySentDate:
      return counted(row);
    case Grammar::kFlags:
      return Flag{static_cast<Flag::Token>(0x80 + below(3)), text()};
    case Grammar::kTotal:
      return Total{static_cast<Total::Token>(0x80 + below(2)), number_of_any_width()};
    case Grammar::kAttribute:
      return std::uint64_t{0x80 | number::kSubject};
    case Grammar::kElementDescriptor:
      return ElementDescriptor{ascii(1), {{std::uint8_t{0x02}, std::uint64_t{0x1E}}}};
    default:
      return Raw{};
  }
}

void RandomPdus::add_fields(RandomPdu& pdu, const PduRow& row, const PduField& cell) {
  const FieldRow* field_row = field(cell.number);
  if (cell.number == number::kMessageType || cell.number == number::kContentType) return;
  std::uint64_t count = cell.presence == Presence::kMandatory ? 1 : below(2);
  if (cell.repeatable) count += below(3);
  for (; count > 0; --count)
    pdu.fields.push_back({cell.number, value(*field_row, row.counted_fields)});
}

RandomPdu RandomPdus::next(const PduRow& row) {
  RandomPdu pdu{.type = row.type, .fields = {}, .parts = {}};
  for (const PduField& cell : row.fields) add_fields(pdu, row, cell);
  std::shuffle(pdu.fields.begin(), pdu.fields.end(), random_);
  std::stable_sort(pdu.fields.begin(), pdu.fields.end(),
                   [](const RandomField& a, const RandomField& b) { return place(a) < place(b); });

  pdu.has_content = row.body == Body::kRequired || (row.body == Body::kOptional && chance());
  if (!pdu.has_content) return pdu;
  for (std::uint64_t count = below(4); count > 0; --count)
    pdu.parts.push_back(row.type == PduType::kMboxViewConf ? descriptor_part() : part());
  return pdu;
}

RandomPart RandomPdus::descriptor_part() {
  return {"application/vnd.wap.mms-message", encode(next(*mms::pdu(kDescriptor)))};
}

RandomPart RandomPdus::part() {
  if (below(8) == 0) {
    const RandomPart inside = part();
    const std::vector<wsp::Part> parts = {wsp::Part(inside.type, inside.data)};
    return {"application/vnd.wap.multipart.alternative", wsp::multipart(parts)};
  }
  wsp::MediaType type(kMediaTypes[below(kMediaTypes.size())]);
  if (chance()) type = type.with("Name", "part." + std::to_string(below(100)));
  wsp::Buffer data(below(300));
  for (std::uint8_t& octet : data) octet = static_cast<std::uint8_t>(random_());
  return {std::move(type), std::move(data)};
}

wsp::Buffer encode(const RandomPdu& pdu) {
  PduBuilder builder(pdu.type);
  for (const RandomField& field : pdu.fields) builder.add(field.number, field.value);
  if (pdu.has_content) {
    std::vector<wsp::Part> parts;
    for (const RandomPart& part : pdu.parts) parts.emplace_back(part.type, part.data);
    builder.content("application/vnd.wap.multipart.mixed", parts);
  }
  return builder.encode();
}

}  // namespace mm1::mms::test
