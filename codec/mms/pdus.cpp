// The rows of the PDU table, fields in the order of the specification's tables (E12 §6, E13 §6).
#include "mm1/mms/pdus.h"

#include <array>
#include <iterator>

#include "mm1/mms/fields.h"

namespace mm1::mms {
namespace {

using enum Presence;
using enum Sender;
using enum Version;

constexpr PduField kSendReqFields[] = {
    {number::kMessageType, kMandatory},
    {number::kTransactionId, kMandatory},
    {number::kMmsVersion, kMandatory},
    {number::kDate, kOptional},
    {number::kFrom, kMandatory},
    {number::kTo, kRecipient, true},
    {number::kCc, kRecipient, true},
    {number::kBcc, kRecipient, true},
    {number::kSubject, kOptional},
    {number::kMessageClass, kOptional},
    {number::kExpiry, kOptional},
    {number::kDeliveryTime, kOptional},
    {number::kPriority, kOptional},
    {number::kSenderVisibility, kOptional},
    {number::kDeliveryReport, kConditional},
    {number::kReadReport, kConditional},
    {number::kStore, kOptional, false, k12},
    {number::kMmState, kOptional, false, k12},
    {number::kMmFlags, kOptional, false, k12},
    {number::kReplyCharging, kOptional, false, k11},
    {number::kReplyChargingDeadline, kOptional, false, k11},
    {number::kReplyChargingSize, kOptional, false, k11},
    {number::kReplyChargingId, kOptional, false, k11},
    {number::kApplicId, kOptional, false, k13},
    {number::kReplyApplicId, kOptional, false, k13},
    {number::kAuxApplicInfo, kOptional, false, k13},
    {number::kContentClass, kOptional, false, k13},
    {number::kDrmContent, kOptional, false, k13},
    {number::kAdaptationAllowed, kOptional, false, k13},
    {number::kContentType, kMandatory},
};

constexpr PduField kSendConfFields[] = {
    {number::kMessageType, kMandatory},
    {number::kTransactionId, kMandatory},
    {number::kMmsVersion, kMandatory},
    {number::kResponseStatus, kMandatory},
    {number::kResponseText, kOptional},
    {number::kMessageId, kConditional},
    {number::kContentLocation, kOptional, false, k12},
    {number::kStoreStatus, kOptional, false, k12},
    {number::kStoreStatusText, kOptional, false, k12},
};

constexpr PduField kNotificationIndFields[] = {
    {number::kMessageType, kMandatory},
    {number::kTransactionId, kMandatory},
    {number::kMmsVersion, kMandatory},
    {number::kFrom, kOptional},
    {number::kSubject, kOptional},
    {number::kDeliveryReport, kOptional, false, k11},
    {number::kStored, kOptional, false, k12},
    {number::kMessageClass, kMandatory},
    {number::kPriority, kOptional, false, k12},
    {number::kMessageSize, kMandatory},
    {number::kExpiry, kMandatory},
    {number::kReplyCharging, kOptional, false, k11},
    {number::kReplyChargingDeadline, kOptional, false, k11},
    {number::kReplyChargingSize, kOptional, false, k11},
    {number::kReplyChargingId, kOptional, false, k11},
    {number::kDistributionIndicator, kOptional, false, k12},
    {number::kElementDescriptor, kOptional, false, k12},
    {number::kRecommendedRetrievalMode, kOptional, false, k13},
    {number::kRecommendedRetrievalModeText, kOptional, false, k13},
    {number::kApplicId, kOptional, false, k13},
    {number::kReplyApplicId, kOptional, false, k13},
    {number::kAuxApplicInfo, kOptional, false, k13},
    {number::kContentClass, kOptional, false, k13},
    {number::kDrmContent, kOptional, false, k13},
    {number::kReplaceId, kOptional, false, k13},
    {number::kContentLocation, kMandatory},
};

constexpr PduField kNotifyRespIndFields[] = {
    {number::kMessageType, kMandatory},  {number::kTransactionId, kMandatory},
    {number::kMmsVersion, kMandatory},   {number::kStatus, kMandatory},
    {number::kReportAllowed, kOptional},
};

constexpr PduField kRetrieveConfFields[] = {
    {number::kMessageType, kMandatory},
    {number::kTransactionId, kConditional},
    {number::kMmsVersion, kMandatory},
    {number::kMessageId, kConditional},
    {number::kDate, kMandatory},
    {number::kFrom, kOptional},
    {number::kPreviouslySentBy, kOptional, true, k11},
    {number::kPreviouslySentDate, kOptional, true, k11},
    {number::kTo, kOptional, true},
    {number::kCc, kOptional, true},
    {number::kSubject, kOptional},
    {number::kMmState, kOptional, false, k12},
    {number::kMmFlags, kOptional, true, k12},
    {number::kMessageClass, kOptional},
    {number::kPriority, kOptional},
    {number::kDeliveryReport, kOptional},
    {number::kReadReport, kOptional},
    {number::kReplyCharging, kOptional, false, k11},
    {number::kReplyChargingDeadline, kOptional, false, k11},
    {number::kReplyChargingSize, kOptional, false, k11},
    {number::kReplyChargingId, kOptional, false, k11},
    {number::kRetrieveStatus, kOptional, false, k11},
    {number::kRetrieveText, kOptional, false, k11},
    {number::kDistributionIndicator, kOptional, false, k12},
    {number::kApplicId, kOptional, false, k13},
    {number::kReplyApplicId, kOptional, false, k13},
    {number::kAuxApplicInfo, kOptional, false, k13},
    {number::kContentClass, kOptional, false, k13},
    {number::kDrmContent, kOptional, false, k13},
    {number::kReplaceId, kOptional, false, k13},
    {number::kContentType, kMandatory},
};

constexpr PduField kAcknowledgeIndFields[] = {
    {number::kMessageType, kMandatory},
    {number::kTransactionId, kMandatory},
    {number::kMmsVersion, kMandatory},
    {number::kReportAllowed, kOptional},
};

constexpr PduField kDeliveryIndFields[] = {
    {number::kMessageType, kMandatory},
    {number::kMmsVersion, kMandatory},
    {number::kMessageId, kMandatory},
    {number::kTo, kMandatory},
    {number::kDate, kMandatory},
    {number::kStatus, kMandatory},
    {number::kStatusText, kOptional, false, k13},
    {number::kApplicId, kOptional, false, k13},
    {number::kReplyApplicId, kOptional, false, k13},
    {number::kAuxApplicInfo, kOptional, false, k13},
};

constexpr PduField kReadRecIndFields[] = {
    {number::kMessageType, kMandatory, false, k11},
    {number::kMmsVersion, kMandatory, false, k11},
    {number::kMessageId, kMandatory, false, k11},
    {number::kTo, kMandatory, false, k11},
    {number::kFrom, kMandatory, false, k11},
    {number::kDate, kOptional, false, k11},
    {number::kReadStatus, kMandatory, false, k11},
    {number::kApplicId, kOptional, false, k13},
    {number::kReplyApplicId, kOptional, false, k13},
    {number::kAuxApplicInfo, kOptional, false, k13},
};

constexpr PduField kReadOrigIndFields[] = {
    {number::kMessageType, kMandatory, false, k11},
    {number::kMmsVersion, kMandatory, false, k11},
    {number::kMessageId, kMandatory, false, k11},
    {number::kTo, kMandatory, false, k11},
    {number::kFrom, kMandatory, false, k11},
    {number::kDate, kMandatory, false, k11},
    {number::kReadStatus, kMandatory, false, k11},
    {number::kApplicId, kOptional, false, k13},
    {number::kReplyApplicId, kOptional, false, k13},
    {number::kAuxApplicInfo, kOptional, false, k13},
};

constexpr PduField kForwardReqFields[] = {
    {number::kMessageType, kMandatory, false, k11},
    {number::kTransactionId, kMandatory, false, k11},
    {number::kMmsVersion, kMandatory, false, k11},
    {number::kDate, kOptional, false, k11},
    {number::kFrom, kMandatory, false, k11},
    {number::kTo, kRecipient, true, k11},
    {number::kCc, kRecipient, true, k11},
    {number::kBcc, kRecipient, true, k11},
    {number::kExpiry, kOptional, false, k11},
    {number::kDeliveryTime, kOptional, false, k11},
    {number::kReportAllowed, kOptional, false, k11},
    {number::kDeliveryReport, kOptional, false, k11},
    {number::kReadReport, kOptional, false, k11},
    {number::kStore, kOptional, false, k12},
    {number::kMmState, kOptional, false, k12},
    {number::kMmFlags, kOptional, true, k12},
    {number::kContentLocation, kMandatory, false, k11},
    {number::kReplyCharging, kOptional, false, k13},
    {number::kReplyChargingDeadline, kOptional, false, k13},
    {number::kReplyChargingSize, kOptional, false, k13},
};

constexpr PduField kForwardConfFields[] = {
    {number::kMessageType, kMandatory, false, k11},
    {number::kTransactionId, kMandatory, false, k11},
    {number::kMmsVersion, kMandatory, false, k11},
    {number::kResponseStatus, kMandatory, false, k11},
    {number::kResponseText, kOptional, false, k11},
    {number::kMessageId, kConditional, false, k11},
    {number::kContentLocation, kOptional, false, k12},
    {number::kStoreStatus, kOptional, false, k12},
    {number::kStoreStatusText, kOptional, false, k12},
};

constexpr PduField kMboxStoreReqFields[] = {
    {number::kMessageType, kMandatory, false, k12},
    {number::kTransactionId, kMandatory, false, k12},
    {number::kMmsVersion, kMandatory, false, k12},
    {number::kContentLocation, kMandatory, false, k12},
    {number::kMmState, kOptional, false, k12},
    {number::kMmFlags, kOptional, true, k12},
};

constexpr PduField kMboxStoreConfFields[] = {
    {number::kMessageType, kMandatory, false, k12},
    {number::kTransactionId, kMandatory, false, k12},
    {number::kMmsVersion, kMandatory, false, k12},
    {number::kContentLocation, kConditional, false, k12},
    {number::kStoreStatus, kMandatory, false, k12},
    {number::kStoreStatusText, kOptional, false, k12},
};

constexpr PduField kMboxViewReqFields[] = {
    {number::kMessageType, kMandatory, false, k12},
    {number::kTransactionId, kMandatory, false, k12},
    {number::kMmsVersion, kMandatory, false, k12},
    {number::kContentLocation, kOptional, true, k12},
    {number::kMmState, kOptional, true, k12},
    {number::kMmFlags, kOptional, true, k12},
    {number::kStart, kOptional, false, k12},
    {number::kLimit, kOptional, false, k12},
    {number::kAttributes, kOptional, true, k12},
    {number::kTotals, kOptional, false, k12},
    {number::kQuotas, kOptional, false, k12},
};

constexpr PduField kMboxViewConfFields[] = {
    {number::kMessageType, kMandatory, false, k12},
    {number::kTransactionId, kMandatory, false, k12},
    {number::kMmsVersion, kMandatory, false, k12},
    {number::kResponseStatus, kMandatory, false, k12},
    {number::kResponseText, kOptional, false, k12},
    {number::kContentLocation, kOptional, true, k12},
    {number::kMmState, kOptional, true, k12},
    {number::kMmFlags, kOptional, true, k12},
    {number::kStart, kOptional, false, k12},
    {number::kLimit, kOptional, false, k12},
    {number::kAttributes, kOptional, true, k12},
    {number::kMboxTotals, kConditional, false, k12},
    {number::kMboxQuotas, kConditional, true, k12},
    {number::kMessageCount, kOptional, false, k12},
    {number::kContentType, kMandatory, false, k12},
};

constexpr PduField kMboxUploadReqFields[] = {
    {number::kMessageType, kMandatory, false, k12},
    {number::kTransactionId, kMandatory, false, k12},
    {number::kMmsVersion, kMandatory, false, k12},
    {number::kMmState, kOptional, false, k12},
    {number::kMmFlags, kOptional, true, k12},
    {number::kContentType, kMandatory, false, k12},
};

constexpr PduField kMboxUploadConfFields[] = {
    {number::kMessageType, kMandatory, false, k12},
    {number::kTransactionId, kMandatory, false, k12},
    {number::kMmsVersion, kMandatory, false, k12},
    {number::kContentLocation, kOptional, false, k12},
    {number::kStoreStatus, kMandatory, false, k12},
    {number::kStoreStatusText, kOptional, false, k12},
};

constexpr PduField kMboxDeleteReqFields[] = {
    {number::kMessageType, kMandatory, false, k12},
    {number::kTransactionId, kMandatory, false, k12},
    {number::kMmsVersion, kMandatory, false, k12},
    {number::kContentLocation, kMandatory, true, k12},
};

constexpr PduField kMboxDeleteConfFields[] = {
    {number::kMessageType, kMandatory, false, k12},
    {number::kTransactionId, kMandatory, false, k12},
    {number::kMmsVersion, kMandatory, false, k12},
    {number::kContentLocation, kConditional, true, k12},
    {number::kResponseStatus, kMandatory, true, k12},
    {number::kResponseText, kOptional, true, k12},
};

constexpr PduField kMboxDescrFields[] = {
    {number::kMessageType, kMandatory, false, k12},
    {number::kContentLocation, kConditional, false, k12},
    {number::kMessageId, kConditional, false, k12},
    {number::kMmState, kConditional, false, k12},
    {number::kMmFlags, kOptional, true, k12},
    {number::kDate, kOptional, false, k12},
    {number::kFrom, kOptional, false, k12},
    {number::kTo, kOptional, true, k12},
    {number::kCc, kOptional, true, k12},
    {number::kBcc, kOptional, true, k12},
    {number::kMessageClass, kOptional, false, k12},
    {number::kSubject, kOptional, false, k12},
    {number::kPriority, kOptional, false, k12},
    {number::kDeliveryTime, kOptional, false, k12},
    {number::kExpiry, kOptional, false, k12},
    {number::kDeliveryReport, kOptional, false, k12},
    {number::kReadReport, kOptional, false, k12},
    {number::kMessageSize, kOptional, false, k12},
    {number::kReplyCharging, kOptional, false, k12},
    {number::kReplyChargingId, kOptional, false, k12},
    {number::kReplyChargingDeadline, kOptional, false, k12},
    {number::kReplyChargingSize, kOptional, false, k12},
    {number::kPreviouslySentBy, kOptional, true, k12},
    {number::kPreviouslySentDate, kOptional, true, k12},
    {number::kContentType, kOptional, false, k12},
};

constexpr PduField kDeleteReqFields[] = {
    {number::kMessageType, kMandatory, false, k13},
    {number::kTransactionId, kMandatory, false, k13},
    {number::kMmsVersion, kMandatory, false, k13},
    {number::kContentLocation, kMandatory, true, k13},
};

constexpr PduField kDeleteConfFields[] = {
    {number::kMessageType, kMandatory, false, k13},
    {number::kTransactionId, kMandatory, false, k13},
    {number::kMmsVersion, kMandatory, false, k13},
    {number::kContentLocation, kConditional, true, k13},
    {number::kResponseStatus, kMandatory, true, k13},
    {number::kResponseText, kOptional, true, k13},
};

constexpr PduField kCancelReqFields[] = {
    {number::kMessageType, kMandatory, false, k13},
    {number::kTransactionId, kMandatory, false, k13},
    {number::kMmsVersion, kMandatory, false, k13},
    {number::kCancelId, kMandatory, false, k13},
};

constexpr PduField kCancelConfFields[] = {
    {number::kMessageType, kMandatory, false, k13},
    {number::kTransactionId, kMandatory, false, k13},
    {number::kMmsVersion, kMandatory, false, k13},
    {number::kCancelStatus, kOptional, false, k13},
};

constexpr PduRow kPdus[] = {
    {PduType::kSendReq, "m-send-req", "send_req", kClient, k10, Body::kRequired, false,
     "E12, E13 §6.1.1 T1", kSendReqFields},
    {PduType::kSendConf, "m-send-conf", "send_conf", kRelay, k10, Body::kNone, false,
     "E12, E13 §6.1.2 T2", kSendConfFields},
    {PduType::kNotificationInd, "m-notification-ind", "notification_ind", kRelay, k10, Body::kNone,
     false, "E12, E13 §6.2 T3", kNotificationIndFields},
    {PduType::kNotifyRespInd, "m-notifyresp-ind", "notifyresp_ind", kClient, k10, Body::kNone,
     false, "E12, E13 §6.2 T4", kNotifyRespIndFields},
    {PduType::kRetrieveConf, "m-retrieve-conf", "retrieve_conf", kRelay, k10, Body::kRequired,
     false, "E12, E13 §6.3 T5", kRetrieveConfFields},
    {PduType::kAcknowledgeInd, "m-acknowledge-ind", "acknowledge_ind", kClient, k10, Body::kNone,
     false, "E12, E13 §6.4 T6", kAcknowledgeIndFields},
    {PduType::kDeliveryInd, "m-delivery-ind", "delivery_ind", kRelay, k10, Body::kNone, false,
     "E12, E13 §6.6 T9", kDeliveryIndFields},
    {PduType::kReadRecInd, "m-read-rec-ind", "read_rec_ind", kClient, k11, Body::kNone, false,
     "E12, E13 §6.7.2 T10", kReadRecIndFields},
    {PduType::kReadOrigInd, "m-read-orig-ind", "read_orig_ind", kRelay, k11, Body::kNone, false,
     "E12, E13 §6.7.2 T11", kReadOrigIndFields},
    {PduType::kForwardReq, "m-forward-req", "forward_req", kClient, k11, Body::kNone, false,
     "E12, E13 §6.5.1 T7", kForwardReqFields},
    {PduType::kForwardConf, "m-forward-conf", "forward_conf", kRelay, k11, Body::kNone, false,
     "E12, E13 §6.5.2 T8", kForwardConfFields},
    {PduType::kMboxStoreReq, "m-mbox-store-req", "mbox_store_req", kClient, k12, Body::kNone, false,
     "E12, E13 §6.8 T12", kMboxStoreReqFields},
    {PduType::kMboxStoreConf, "m-mbox-store-conf", "mbox_store_conf", kRelay, k12, Body::kNone,
     false, "E12, E13 §6.8 T13", kMboxStoreConfFields},
    {PduType::kMboxViewReq, "m-mbox-view-req", "mbox_view_req", kClient, k12, Body::kNone, false,
     "E12, E13 §6.9 T14", kMboxViewReqFields},
    {PduType::kMboxViewConf, "m-mbox-view-conf", "mbox_view_conf", kRelay, k12, Body::kOptional,
     false, "E12, E13 §6.9 T15", kMboxViewConfFields},
    {PduType::kMboxUploadReq, "m-mbox-upload-req", "mbox_upload_req", kClient, k12, Body::kRequired,
     false, "E12, E13 §6.10 T17", kMboxUploadReqFields},
    {PduType::kMboxUploadConf, "m-mbox-upload-conf", "mbox_upload_conf", kRelay, k12, Body::kNone,
     false, "E12, E13 §6.10 T18", kMboxUploadConfFields},
    {PduType::kMboxDeleteReq, "m-mbox-delete-req", "mbox_delete_req", kClient, k12, Body::kNone,
     false, "E12, E13 §6.11 T19", kMboxDeleteReqFields},
    {PduType::kMboxDeleteConf, "m-mbox-delete-conf", "mbox_delete_conf", kRelay, k12, Body::kNone,
     true, "E12, E13 §6.11 T20", kMboxDeleteConfFields},
    {PduType::kMboxDescr, "m-mbox-descr", "mbox_descr", kEither, k12, Body::kOptional, false,
     "E12, E13 §6.9.1 T16", kMboxDescrFields},
    {PduType::kDeleteReq, "m-delete-req", "delete_req", kClient, k13, Body::kNone, false,
     "E13 §6.12 T21", kDeleteReqFields},
    {PduType::kDeleteConf, "m-delete-conf", "delete_conf", kRelay, k13, Body::kNone, true,
     "E13 §6.12 T22", kDeleteConfFields},
    {PduType::kCancelReq, "m-cancel-req", "cancel_req", kRelay, k13, Body::kNone, false,
     "E13 §6.13.1 T23", kCancelReqFields},
    {PduType::kCancelConf, "m-cancel-conf", "cancel_conf", kClient, k13, Body::kNone, false,
     "E13 §6.13.2 T24", kCancelConfFields},
};

// Rows are found by index, so the table must be complete and in order.
constexpr bool typed_from_0x80() {
  std::uint8_t expected = 0x80;
  for (const PduRow& row : kPdus) {
    if (static_cast<std::uint8_t>(row.type) != expected++) return false;
  }
  return expected == 0x98;
}
static_assert(typed_from_0x80());

struct RowFields {
  FieldSet all = 0;
  FieldSet mandatory = 0;
};

// The cells of each row as sets, in the order of the table.
constexpr auto kRowFields = [] {
  std::array<RowFields, std::size(kPdus)> rows{};
  for (std::size_t i = 0; i < rows.size(); ++i) {
    for (const PduField& cell : kPdus[i].fields) {
      rows[i].all |= field_bit(cell.number);
      if (cell.presence == Presence::kMandatory) rows[i].mandatory |= field_bit(cell.number);
    }
  }
  return rows;
}();

const RowFields& row_fields(const PduRow& row) {
  return kRowFields[static_cast<std::size_t>(row.type) - 0x80];
}

}  // namespace

std::span<const PduRow> pdu_table() { return kPdus; }

const PduRow* pdu(std::uint8_t type_octet) {
  const unsigned index = type_octet - 0x80u;
  return index < std::size(kPdus) ? &kPdus[index] : nullptr;
}

FieldSet fields_of(const PduRow& row) { return row_fields(row).all; }
FieldSet mandatory_fields(const PduRow& row) { return row_fields(row).mandatory; }

const PduField* pdu_field(const PduRow& row, std::uint8_t number) {
  for (const PduField& cell : row.fields) {
    if (cell.number == (number & 0x7F)) return &cell;
  }
  return nullptr;
}

}  // namespace mm1::mms
