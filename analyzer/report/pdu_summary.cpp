#include "pdu_summary.h"

#include <fmt/format.h>

#include <algorithm>

#include "descriptors.h"
#include "mm1/mms/fields.h"
#include "mm1/mms/text.h"
#include "mm1/report/printable.h"

namespace mm1::report {
namespace {

constexpr std::size_t kValueWidth = 60;
constexpr std::size_t kMaxRepeats = 3;

/// A field worth a place in the summary, and the word before its value.
struct KeyField {
  std::uint8_t number;
  std::string_view label;
};

constexpr KeyField kKeyFields[] = {
    {mms::number::kResponseStatus, ""},
    {mms::number::kRetrieveStatus, ""},
    {mms::number::kStatus, ""},
    {mms::number::kReadStatus, ""},
    {mms::number::kStoreStatus, "store"},
    {mms::number::kCancelStatus, ""},
    {mms::number::kResponseText, "text"},
    {mms::number::kRetrieveText, "text"},
    {mms::number::kStatusText, "text"},
    {mms::number::kStoreStatusText, "store text"},
    {mms::number::kFrom, "from"},
    {mms::number::kTo, "to"},
    {mms::number::kCc, "cc"},
    {mms::number::kBcc, "bcc"},
    {mms::number::kSubject, "subject"},
    {mms::number::kMessageId, "Message-ID"},
    {mms::number::kContentLocation, "at"},
    {mms::number::kMessageSize, "message size"},
    {mms::number::kExpiry, "expiry"},
    {mms::number::kReportAllowed, "report allowed"},
    {mms::number::kMmState, "state"},
    {mms::number::kMmFlags, "flags"},
    {mms::number::kReplaceId, "replaces"},
    {mms::number::kCancelId, "cancels"},
    {mms::number::kMessageCount, "messages"},
};

std::string field_item(const mms::PduView& pdu, const KeyField& field) {
  const std::size_t count = pdu.count(field.number);
  if (count == 0) return {};
  const mms::FieldRow& row = *mms::field(field.number);
  std::string item(field.label);
  for (std::size_t i = 0; i < std::min(count, kMaxRepeats); ++i) {
    const wsp::Element* value = pdu.value(field.number, i);
    if (value == nullptr) continue;
    if (i != 0) item += ',';
    if (!item.empty()) item += ' ';
    item += shortened(printable(mms::value_text(pdu.tape(), row, *value)), kValueWidth);
  }
  if (count > kMaxRepeats) item += fmt::format(" and {} more", count - kMaxRepeats);
  return item;
}

std::string plural(std::size_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

// As many of the PDU's own parts as fit, and how many there are.
std::string parts_item(const mms::PduView& pdu) {
  const std::vector<mms::PartView> parts = own_parts(pdu);
  if (parts.empty()) return {};
  std::string item = plural(parts.size(), "part") + ":";
  bool first = true;
  for (const mms::PartView& part : parts) {
    const std::string shown =
        fmt::format("{} {} {}", first ? "" : ",", printable(part.content_type), part.data.size());
    if (!first && columns(item) + columns(shown) > kValueWidth) return item + " …";
    item += shown;
    first = false;
  }
  return item;
}

// "2 descriptors with 4 parts": what the listed messages hold.
std::string descriptors_item(const mms::PduView& pdu) {
  const std::size_t descriptors = descriptors_of(pdu).size();
  if (descriptors == 0) return {};
  const std::size_t inside = mms::parts(pdu).size() - own_parts(pdu).size();
  return plural(descriptors, "descriptor") + (inside == 0 ? "" : " with " + plural(inside, "part"));
}

}  // namespace

std::vector<std::string> key_values(const mms::PduView& pdu) {
  std::vector<std::string> items;
  for (const KeyField& field : kKeyFields) {
    std::string item = field_item(pdu, field);
    if (!item.empty()) items.push_back(std::move(item));
  }
  for (std::string item : {parts_item(pdu), descriptors_item(pdu)}) {
    if (!item.empty()) items.push_back(std::move(item));
  }
  return items;
}

}  // namespace mm1::report
