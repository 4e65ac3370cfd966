// The rows of the field table (numbers and names: E12 §7.3, E13 §7.4 T25; values: E12 §7.2).
#include "mm1/mms/fields.h"

#include <iterator>

#include "mm1/wsp/same_name.h"

namespace mm1::mms {
namespace {

using enum Version;
using enum Grammar;

constexpr std::span<const NamedValue> kNoValues;
constexpr NamedValue kYesNo[] = {{0x80, "Yes"}, {0x81, "No"}};
constexpr NamedValue kPriorities[] = {{0x80, "Low"}, {0x81, "Normal"}, {0x82, "High"}};
constexpr NamedValue kVisibilities[] = {{0x80, "Hide"}, {0x81, "Show"}};
constexpr NamedValue kMessageClasses[] = {
    {0x80, "Personal"}, {0x81, "Advertisement"}, {0x82, "Informational"}, {0x83, "Auto"}};
constexpr NamedValue kReadStatuses[] = {{0x80, "Read"}, {0x81, "Deleted without being read"}};
constexpr NamedValue kReplyChargings[] = {{0x80, "Requested"},
                                          {0x81, "Requested text only"},
                                          {0x82, "Accepted"},
                                          {0x83, "Accepted text only"}};
constexpr NamedValue kMmStates[] = {
    {0x80, "Draft"}, {0x81, "Sent"}, {0x82, "New"}, {0x83, "Retrieved"}, {0x84, "Forwarded"}};
constexpr NamedValue kContentClasses[] = {
    {0x80, "text"},       {0x81, "image-basic"}, {0x82, "image-rich"},    {0x83, "video-basic"},
    {0x84, "video-rich"}, {0x85, "megapixel"},   {0x86, "content-basic"}, {0x87, "content-rich"}};
constexpr NamedValue kRetrievalModes[] = {{0x80, "Manual"}};
constexpr NamedValue kCancelStatuses[] = {{0x80, "Request received"}, {0x81, "Request corrupted"}};

// Tokens that decide how the rest of a structured value reads.
constexpr NamedValue kFromTokens[] = {{0x80, "address-present-token"},
                                      {0x81, "insert-address-token"}};
constexpr NamedValue kTimeTokens[] = {{0x80, "absolute"}, {0x81, "relative"}};
constexpr NamedValue kFlagTokens[] = {{0x80, "add"}, {0x81, "remove"}, {0x82, "filter"}};
constexpr NamedValue kTotalTokens[] = {{0x80, "messages"}, {0x81, "octets"}};

constexpr NamedValue kStatuses[] = {{0x80, "Expired"},        {0x81, "Retrieved"},
                                    {0x82, "Rejected"},       {0x83, "Deferred"},
                                    {0x84, "Unrecognised"},   {0x85, "Indeterminate", k11},
                                    {0x86, "Forwarded", k11}, {0x87, "Unreachable", k12}};
constexpr NamedValue kResponseStatuses[] = {
    {0x80, "Ok"},
    {0x81, "Error-unspecified"},
    {0x82, "Error-service-denied"},
    {0x83, "Error-message-format-corrupt"},
    {0x84, "Error-sending-address-unresolved"},
    {0x85, "Error-message-not-found"},
    {0x86, "Error-network-problem"},
    {0x87, "Error-content-not-accepted"},
    {0x88, "Error-unsupported-message"},
    {0xC0, "Error-transient-failure", k11},
    {0xC1, "Error-transient-sending-address-unresolved", k11},
    {0xC2, "Error-transient-message-not-found", k11},
    {0xC3, "Error-transient-network-problem", k11},
    {0xC4, "Error-transient-partial-success", k12},
    {0xE0, "Error-permanent-failure", k11},
    {0xE1, "Error-permanent-service-denied", k11},
    {0xE2, "Error-permanent-message-format-corrupt", k11},
    {0xE3, "Error-permanent-sending-address-unresolved", k11},
    {0xE4, "Error-permanent-message-not-found", k11},
    {0xE5, "Error-permanent-content-not-accepted", k11},
    {0xE6, "Error-permanent-reply-charging-limitations-not-met", k11},
    {0xE7, "Error-permanent-reply-charging-request-not-accepted", k11},
    {0xE8, "Error-permanent-reply-charging-forwarding-denied", k11},
    {0xE9, "Error-permanent-reply-charging-not-supported", k11},
    {0xEA, "Error-permanent-address-hiding-not-supported", k12},
    {0xEB, "Error-permanent-lack-of-prepaid", k13},
};
constexpr NamedValue kRetrieveStatuses[] = {
    {0x80, "Ok", k11},
    {0xC0, "Error-transient-failure", k11},
    {0xC1, "Error-transient-message-not-found", k11},
    {0xC2, "Error-transient-network-problem", k11},
    {0xE0, "Error-permanent-failure", k11},
    {0xE1, "Error-permanent-service-denied", k11},
    {0xE2, "Error-permanent-message-not-found", k11},
    {0xE3, "Error-permanent-content-unsupported", k11},
};
constexpr NamedValue kStoreStatuses[] = {
    {0x80, "Success", k12},
    {0xC0, "Error-transient-failure", k12},
    {0xC1, "Error-transient-network-problem", k12},
    {0xE0, "Error-permanent-failure", k12},
    {0xE1, "Error-permanent-service-denied", k12},
    {0xE2, "Error-permanent-message-format-corrupt", k12},
    {0xE3, "Error-permanent-message-not-found", k12},
    {0xE4, "Error-permanent-mmbox-full", k12},
};

constexpr FieldRow kFields[] = {
    {number::kBcc, "Bcc", "bcc", kAddress, kNoValues, k10, "E12 §7.2.2 (E13 §7.3.5)",
     "Hidden recipients, seen by the relay alone"},
    {number::kCc, "Cc", "cc", kAddress, kNoValues, k10, "E12 §7.2.3 (E13 §7.3.8)",
     "Recipients of a copy"},
    {number::kContentLocation, "X-Mms-Content-Location", "content_location", kUri, kNoValues, k10,
     "E12 §7.2.4 (E13 §7.3.10)", "Where the message lies: fetched by GET, or named in the MMBox"},
    {number::kContentType, "Content-Type", "content_type", kContentType, kNoValues, k10,
     "E12 §7.2.5 (E13 §7.3.11)", "Media type of the body; the body starts right behind it"},
    {number::kDate, "Date", "date", kDate, kNoValues, k10, "E12 §7.2.6 (E13 §7.3.12)",
     "When the message was sent, handled or read"},
    {number::kDeliveryReport, "X-Mms-Delivery-Report", "delivery_report", kEnumeration, kYesNo, k10,
     "E12 §7.2.7 (E13 §7.3.13)", "Whether the sender wants a delivery report"},
    {number::kDeliveryTime, "X-Mms-Delivery-Time", "delivery_time", kTime, kTimeTokens, k10,
     "E12 §7.2.8 (E13 §7.3.14)", "When the message is to be delivered at the earliest"},
    {number::kExpiry, "X-Mms-Expiry", "expiry", kTime, kTimeTokens, k10,
     "E12 §7.2.13 (E13 §7.3.20)", "How long the relay keeps the message"},
    {number::kFrom, "From", "from", kFrom, kFromTokens, k10, "E12 §7.2.14 (E13 §7.3.21)",
     "Who sends; the insert-address token leaves it to the relay"},
    {number::kMessageClass, "X-Mms-Message-Class", "message_class", kMessageClass, kMessageClasses,
     k10, "E12 §7.2.20 (E13 §7.3.27)",
     "Kind of message: personal, advertisement, informational, automatic"},
    {number::kMessageId, "Message-ID", "message_id", kMessageId, kNoValues, k10,
     "E12 §7.2.22 (E13 §7.3.29)", "The relay's identifier of the message, for reports to refer to"},
    {number::kMessageType, "X-Mms-Message-Type", "message_type", kMessageType, kNoValues, k10,
     "E12 §7.2.23 (E13 §7.3.30)", "Which PDU this is"},
    {number::kMmsVersion, "X-Mms-MMS-Version", "mms_version", kVersion, kNoValues, k10,
     "E12 §7.2.27 (E13 §7.3.34)", "MMS version the sender speaks"},
    {number::kMessageSize, "X-Mms-Message-Size", "message_size", kOctetCount, kNoValues, k10,
     "E12 §7.2.24 (E13 §7.3.31)", "Size of the message in octets, as announced"},
    {number::kPriority, "X-Mms-Priority", "priority", kEnumeration, kPriorities, k10,
     "E12 §7.2.28 (E13 §7.3.35)", "How urgent the sender holds the message to be"},
    {number::kReadReport, "X-Mms-Read-Report", "read_report", kEnumeration, kYesNo, k10,
     "E12 §7.2.30 (E13 §7.3.37)", "Whether the sender wants to know that the message was read"},
    {number::kReportAllowed, "X-Mms-Report-Allowed", "report_allowed", kEnumeration, kYesNo, k10,
     "E12 §7.2.36 (E13 §7.3.47)", "Whether the recipient lets a delivery report go out"},
    {number::kResponseStatus, "X-Mms-Response-Status", "response_status", kEnumeration,
     kResponseStatuses, k10, "E12 §7.2.37 (E13 §7.3.48)", "How the relay took the request"},
    {number::kResponseText, "X-Mms-Response-Text", "response_text", kEncodedString, kNoValues, k10,
     "E12 §7.2.38 (E13 §7.3.49)", "Words that go with the response status"},
    {number::kSenderVisibility, "X-Mms-Sender-Visibility", "sender_visibility", kEnumeration,
     kVisibilities, k10, "E12 §7.2.41 (E13 §7.3.52)",
     "Whether the sender's address is shown to the recipients"},
    {number::kStatus, "X-Mms-Status", "status", kEnumeration, kStatuses, k10,
     "E12 §7.2.43 (E13 §7.3.54)", "What became of the message"},
    {number::kSubject, "Subject", "subject", kEncodedString, kNoValues, k10,
     "E12 §7.2.48 (E13 §7.3.60)", "Subject line"},
    {number::kTo, "To", "to", kAddress, kNoValues, k10, "E12 §7.2.49 (E13 §7.3.61)", "Recipients"},
    {number::kTransactionId, "X-Mms-Transaction-Id", "transaction_id", kText, kNoValues, k10,
     "E12 §7.2.51 (E13 §7.3.63)", "Ties a request to its answer"},
    {number::kRetrieveStatus, "X-Mms-Retrieve-Status", "retrieve_status", kEnumeration,
     kRetrieveStatuses, k11, "E12 §7.2.39 (E13 §7.3.50)", "How the retrieval went"},
    {number::kRetrieveText, "X-Mms-Retrieve-Text", "retrieve_text", kEncodedString, kNoValues, k11,
     "E12 §7.2.40 (E13 §7.3.51)", "Words that go with the retrieve status"},
    {number::kReadStatus, "X-Mms-Read-Status", "read_status", kEnumeration, kReadStatuses, k11,
     "E12 §7.2.31 (E13 §7.3.38)", "Whether the message was read or thrown away unread"},
    {number::kReplyCharging, "X-Mms-Reply-Charging", "reply_charging", kEnumeration,
     kReplyChargings, k11, "E12 §7.2.32 (E13 §7.3.43)", "Whether somebody else pays for the reply"},
    {number::kReplyChargingDeadline, "X-Mms-Reply-Charging-Deadline", "reply_charging_deadline",
     kTime, kTimeTokens, k11, "E12 §7.2.33 (E13 §7.3.44)", "Until when a reply is paid for"},
    {number::kReplyChargingId, "X-Mms-Reply-Charging-ID", "reply_charging_id", kText, kNoValues,
     k11, "E12 §7.2.34 (E13 §7.3.45)",
     "Message-ID of the message this one replies to at its sender's expense"},
    {number::kReplyChargingSize, "X-Mms-Reply-Charging-Size", "reply_charging_size", kOctetCount,
     kNoValues, k11, "E12 §7.2.35 (E13 §7.3.46)", "Largest reply that is paid for, in octets"},
    {number::kPreviouslySentBy, "X-Mms-Previously-Sent-By", "previously_sent_by", kPreviouslySentBy,
     kNoValues, k11, "E12 §7.2.16 (E13 §7.3.23)",
     "An earlier handler of a forwarded message, numbered"},
    {number::kPreviouslySentDate, "X-Mms-Previously-Sent-Date", "previously_sent_date",
     kPreviouslySentDate, kNoValues, k11, "E12 §7.2.17 (E13 §7.3.24)",
     "When the handler with this number sent it"},
    {number::kStore, "X-Mms-Store", "store", kEnumeration, kYesNo, k12, "E12 §7.2.44 (E13 §7.3.56)",
     "Whether the message is to be kept in the MMBox too"},
    {number::kMmState, "X-Mms-MM-State", "mm_state", kEnumeration, kMmStates, k12,
     "E12 §7.2.26 (E13 §7.3.33)", "State of the message in the MMBox"},
    {number::kMmFlags, "X-Mms-MM-Flags", "mm_flags", kFlags, kFlagTokens, k12,
     "E12 §7.2.25 (E13 §7.3.32)", "Adds, removes or selects a keyword of a message in the MMBox"},
    {number::kStoreStatus, "X-Mms-Store-Status", "store_status", kEnumeration, kStoreStatuses, k12,
     "E12 §7.2.46 (E13 §7.3.58)", "How storing in the MMBox went"},
    {number::kStoreStatusText, "X-Mms-Store-Status-Text", "store_status_text", kEncodedString,
     kNoValues, k12, "E12 §7.2.47 (E13 §7.3.59)", "Words that go with the store status"},
    {number::kStored, "X-Mms-Stored", "stored", kEnumeration, kYesNo, k12,
     "E12 §7.2.45 (E13 §7.3.57)", "Whether the message lies in the MMBox already"},
    {number::kAttributes, "X-Mms-Attributes", "attributes", kAttribute, kNoValues, k12,
     "E12 §7.2.1 (E13 §7.3.3)", "A field wanted for each message of a view"},
    {number::kTotals, "X-Mms-Totals", "totals", kEnumeration, kYesNo, k12,
     "E12 §7.2.50 (E13 §7.3.62)", "Whether the client asks for the MMBox totals"},
    {number::kMboxTotals, "X-Mms-Mbox-Totals", "mbox_totals", kTotal, kTotalTokens, k12,
     "E12 §7.2.19 (E13 §7.3.26)", "What the MMBox holds, in messages or octets"},
    {number::kQuotas, "X-Mms-Quotas", "quotas", kEnumeration, kYesNo, k12,
     "E12 §7.2.29 (E13 §7.3.36)", "Whether the client asks for the MMBox quotas"},
    {number::kMboxQuotas, "X-Mms-Mbox-Quotas", "mbox_quotas", kTotal, kTotalTokens, k12,
     "E12 §7.2.18 (E13 §7.3.25)", "What the MMBox may hold, in messages or octets"},
    {number::kMessageCount, "X-Mms-Message-Count", "message_count", kInteger, kNoValues, k12,
     "E12 §7.2.21 (E13 §7.3.28)", "How many messages the view returns"},
    {number::kContent, "Content", "content", kAttributeOnly, kNoValues, k12, "E12 §7.3 (E13 §7.4)",
     "Asks a view for the content of each message; no field of its own"},
    {number::kStart, "X-Mms-Start", "start", kInteger, kNoValues, k12, "E12 §7.2.42 (E13 §7.3.53)",
     "Index of the first message of the view"},
    {number::kAdditionalHeaders, "Additional-headers", "additional_headers", kAttributeOnly,
     kNoValues, k12, "E12 §7.3 (E13 §7.4)",
     "Asks a view for the remaining headers; no field of its own"},
    {number::kDistributionIndicator, "X-Mms-Distribution-Indicator", "distribution_indicator",
     kEnumeration, kYesNo, k12, "E12 §7.2.10 (E13 §7.3.17)",
     "Whether a value-added service lets its content be passed on"},
    {number::kElementDescriptor, "X-Mms-Element-Descriptor", "element_descriptor",
     kElementDescriptor, kNoValues, k12, "E12 §7.2.11 (E13 §7.3.18)",
     "Names and describes one part of the message that waits"},
    {number::kLimit, "X-Mms-Limit", "limit", kInteger, kNoValues, k12, "E12 §7.2.15 (E13 §7.3.22)",
     "How many messages a view may return at most"},
    {number::kRecommendedRetrievalMode, "X-Mms-Recommended-Retrieval-Mode",
     "recommended_retrieval_mode", kEnumeration, kRetrievalModes, k13, "E13 §7.3.39",
     "How the relay thinks the message should be fetched"},
    {number::kRecommendedRetrievalModeText, "X-Mms-Recommended-Retrieval-Mode-Text",
     "recommended_retrieval_mode_text", kEncodedString, kNoValues, k13, "E13 §7.3.40",
     "Why that way of fetching is recommended"},
    {number::kStatusText, "X-Mms-Status-Text", "status_text", kEncodedString, kNoValues, k13,
     "E13 §7.3.55", "Words that go with the status"},
    {number::kApplicId, "X-Mms-Applic-ID", "applic_id", kText, kNoValues, k13, "E13 §7.3.2",
     "Application the message is for"},
    {number::kReplyApplicId, "X-Mms-Reply-Applic-ID", "reply_applic_id", kText, kNoValues, k13,
     "E13 §7.3.42", "Application that replies and reports go to"},
    {number::kAuxApplicInfo, "X-Mms-Aux-Applic-Info", "aux_applic_info", kText, kNoValues, k13,
     "E13 §7.3.4", "Data for the receiving application"},
    {number::kContentClass, "X-Mms-Content-Class", "content_class", kEnumeration, kContentClasses,
     k13, "E13 §7.3.9", "Smallest content class the message fits in"},
    {number::kDrmContent, "X-Mms-DRM-Content", "drm_content", kEnumeration, kYesNo, k13,
     "E13 §7.3.16", "Whether a part is protected by DRM"},
    {number::kAdaptationAllowed, "X-Mms-Adaptation-Allowed", "adaptation_allowed", kEnumeration,
     kYesNo, k13, "E13 §7.3.1", "Whether the relay may adapt the content"},
    {number::kReplaceId, "X-Mms-Replace-ID", "replace_id", kMessageId, kNoValues, k13,
     "E13 §7.3.41", "Message-ID of the message that this one replaces"},
    {number::kCancelId, "X-Mms-Cancel-ID", "cancel_id", kMessageId, kNoValues, k13, "E13 §7.3.6",
     "Message-ID of the message to cancel"},
    {number::kCancelStatus, "X-Mms-Cancel-Status", "cancel_status", kEnumeration, kCancelStatuses,
     k13, "E13 §7.3.7", "Whether the request to cancel was understood"},
};

// Rows are found by index, so the table must be complete and in order.
constexpr bool numbered_from_one() {
  std::uint8_t expected = 1;
  for (const FieldRow& row : kFields) {
    if (row.number != expected++) return false;
  }
  return expected == 0x40;
}
static_assert(numbered_from_one());

}  // namespace

std::span<const FieldRow> field_table() { return kFields; }

const FieldRow* field(std::uint8_t number) {
  const unsigned index = number & 0x7Fu;
  return index >= 1 && index <= std::size(kFields) ? &kFields[index - 1] : nullptr;
}

const FieldRow* field_named(std::string_view name) { return wsp::row_named(kFields, name); }

std::string_view value_name(const FieldRow& row, std::uint8_t octet) {
  for (const NamedValue& value : row.values) {
    if (value.octet == octet) return value.name;
  }
  return {};
}

}  // namespace mm1::mms
