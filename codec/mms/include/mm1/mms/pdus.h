// The PDU table: all message types MMS assigns (128–151), one row each, with their fields.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "mm1/mms/version.h"

namespace mm1::mms {

/// X-Mms-Message-Type (ENC §7.2.23).
enum class PduType : std::uint8_t {
  kSendReq = 0x80,
  kSendConf,
  kNotificationInd,
  kNotifyRespInd,
  kRetrieveConf,
  kAcknowledgeInd,
  kDeliveryInd,
  kReadRecInd,
  kReadOrigInd,
  kForwardReq,
  kForwardConf,
  kMboxStoreReq,
  kMboxStoreConf,
  kMboxViewReq,
  kMboxViewConf,
  kMboxUploadReq,
  kMboxUploadConf,
  kMboxDeleteReq,
  kMboxDeleteConf,
  kMboxDescr,
  kDeleteReq,
  kDeleteConf,
  kCancelReq,
  kCancelConf,
};

/// Who sends a PDU.
enum class Sender : std::uint8_t { kClient, kRelay, kEither };

/// Presence of a field in a PDU (spec/pdus.md §3).
enum class Presence : std::uint8_t {
  kMandatory,
  kOptional,
  kConditional,
  kRecipient,  // one of To, Cc, Bcc is required
};

/// One cell of the field × PDU matrix.
struct PduField {
  std::uint8_t number;
  Presence presence;
  bool repeatable = false;       // the table grants repetition
  Version since = Version::k10;  // version that added the field to this PDU
};

/// What follows the header fields.
enum class Body : std::uint8_t { kNone, kOptional, kRequired };

/// One PDU type.
struct PduRow {
  PduType type;
  std::string_view name;  // "m-send-req"
  std::string_view key;   // "send_req"
  Sender sender;
  Version since;
  Body body;
  bool counted_fields;  // 146, 149: Content-Location, Response-Status and -Text in "Del" form
  std::string_view section;
  std::span<const PduField> fields;
};

/// All rows in order of their type octet.
[[nodiscard]] std::span<const PduRow> pdu_table();

/// The row of a type octet, or nullptr for an unassigned one.
[[nodiscard]] const PduRow* pdu(std::uint8_t type_octet);

/// Fields as a set: bit n for field number n.
using FieldSet = std::uint64_t;
[[nodiscard]] constexpr FieldSet field_bit(std::uint8_t number) {
  return FieldSet{1} << (number & 0x3F);
}

/// The fields in a row's table, and those of them that are mandatory.
[[nodiscard]] FieldSet fields_of(const PduRow& row);
[[nodiscard]] FieldSet mandatory_fields(const PduRow& row);

/// The cell of a field in a PDU type, or nullptr when the type's table does not have it.
[[nodiscard]] const PduField* pdu_field(const PduRow& row, std::uint8_t number);

}  // namespace mm1::mms
