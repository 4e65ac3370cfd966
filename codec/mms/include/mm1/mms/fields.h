// The field table: all header fields MMS assigns (0x01–0x3F), one row each. The decoder, the
// encoder, the plugin's fields, the JSON names and the reference documentation read these rows.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "mm1/mms/version.h"

namespace mm1::mms {

/// How a field's value is written (spec/fields.md §1, §3–§5).
enum class Grammar : std::uint8_t {
  kEnumeration,         // one octet out of the row's values
  kMessageClass,        // one octet out of the row's values, or Token-text
  kMessageType,         // one octet: the PDU table
  kVersion,             // Short-integer
  kText,                // Text-string
  kMessageId,           // Text-string, msg-id without angle brackets
  kUri,                 // Uri-value; counted in the delete confirmations
  kEncodedString,       // Encoded-string-value; counted for Response-Text there
  kAddress,             // Encoded-string-value with an address (ENC §8)
  kFrom,                // token and address
  kDate,                // Long-integer, seconds since 1970
  kOctetCount,          // Long-integer, octets
  kInteger,             // Integer-value
  kTime,                // absolute or relative
  kPreviouslySentBy,    // count and address
  kPreviouslySentDate,  // count and date
  kFlags,               // token and keyword
  kTotal,               // token and integer
  kAttribute,           // one field number with the top bit
  kElementDescriptor,   // reference and parameters
  kContentType,         // WSP Content-Type value
  kAttributeOnly,       // 2E Content, 30 Additional-headers: legal only inside Attributes
};

/// A value octet and its name.
struct NamedValue {
  std::uint8_t octet;
  std::string_view name;
  Version since = Version::k10;
};

/// One header field.
struct FieldRow {
  std::uint8_t number;    // without the top bit: 0x18 for X-Mms-Transaction-Id
  std::string_view name;  // as the specification writes it
  std::string_view key;   // snake_case: JSON key and display-filter suffix (mm1.<key>)
  Grammar grammar;
  std::span<const NamedValue> values;  // of an enumeration or of the token
  Version since;
  std::string_view section;  // "E12 §7.2.51 (E13 §7.3.63)"
  std::string_view meaning;  // one line for people: what the field tells
};

/// All rows in order of their number.
[[nodiscard]] std::span<const FieldRow> field_table();

/// The row of a field number (with or without its top bit), or nullptr for an unassigned one.
[[nodiscard]] const FieldRow* field(std::uint8_t number);

/// The row whose specification name is `name`, compared without regard to case; nullptr if none.
[[nodiscard]] const FieldRow* field_named(std::string_view name);

/// The name of a value octet of `row`, or an empty view for one the table does not have.
[[nodiscard]] std::string_view value_name(const FieldRow& row, std::uint8_t octet);

/// Field numbers by name, for code that means one field.
namespace number {
inline constexpr std::uint8_t kBcc = 0x01, kCc = 0x02, kContentLocation = 0x03, kContentType = 0x04,
                              kDate = 0x05, kDeliveryReport = 0x06, kDeliveryTime = 0x07,
                              kExpiry = 0x08, kFrom = 0x09, kMessageClass = 0x0A, kMessageId = 0x0B,
                              kMessageType = 0x0C, kMmsVersion = 0x0D, kMessageSize = 0x0E,
                              kPriority = 0x0F, kReadReport = 0x10, kReportAllowed = 0x11,
                              kResponseStatus = 0x12, kResponseText = 0x13,
                              kSenderVisibility = 0x14, kStatus = 0x15, kSubject = 0x16, kTo = 0x17,
                              kTransactionId = 0x18, kRetrieveStatus = 0x19, kRetrieveText = 0x1A,
                              kReadStatus = 0x1B, kReplyCharging = 0x1C,
                              kReplyChargingDeadline = 0x1D, kReplyChargingId = 0x1E,
                              kReplyChargingSize = 0x1F, kPreviouslySentBy = 0x20,
                              kPreviouslySentDate = 0x21, kStore = 0x22, kMmState = 0x23,
                              kMmFlags = 0x24, kStoreStatus = 0x25, kStoreStatusText = 0x26,
                              kStored = 0x27, kAttributes = 0x28, kTotals = 0x29,
                              kMboxTotals = 0x2A, kQuotas = 0x2B, kMboxQuotas = 0x2C,
                              kMessageCount = 0x2D, kContent = 0x2E, kStart = 0x2F,
                              kAdditionalHeaders = 0x30, kDistributionIndicator = 0x31,
                              kElementDescriptor = 0x32, kLimit = 0x33,
                              kRecommendedRetrievalMode = 0x34,
                              kRecommendedRetrievalModeText = 0x35, kStatusText = 0x36,
                              kApplicId = 0x37, kReplyApplicId = 0x38, kAuxApplicInfo = 0x39,
                              kContentClass = 0x3A, kDrmContent = 0x3B, kAdaptationAllowed = 0x3C,
                              kReplaceId = 0x3D, kCancelId = 0x3E, kCancelStatus = 0x3F;
}  // namespace number

}  // namespace mm1::mms
