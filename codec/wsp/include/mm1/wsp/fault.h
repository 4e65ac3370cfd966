// What the octets themselves do wrong. The decoder reports facts; `rules` knows which rule each
// fact breaks and how severe that is for the PDU's version (rules depends on this, not the other
// way round).
#pragma once

#include <cstdint>

namespace mm1::wsp {

/// A place where octets do not follow their grammar. The comment names the rule of spec/rules.md.
enum class Fault : std::uint8_t {
  kValueLengthPastEnd,       // FLD-LEN-001
  kValueLengthMismatch,      // FLD-LEN-002
  kLengthQuoteNeedless,      // FLD-LEN-003
  kFieldCut,                 // FLD-LEN-004
  kUintvarTooLong,           // FLD-UVI-001
  kUintvarNotShortest,       // FLD-UVI-002
  kLongIntegerLength,        // FLD-INT-001
  kLongIntegerLeadingZero,   // FLD-INT-002
  kShortIntegerForLong,      // FLD-INT-003
  kLongIntegerForShort,      // FLD-INT-004
  kIntegerAbove64Bits,       // FLD-INT-005
  kTextNotTerminated,        // FLD-TXT-001
  kQuoteNeedless,            // FLD-TXT-002
  kQuoteMissing,             // FLD-TXT-003
  kTokenSeparator,           // FLD-TXT-006
  kTextAfterEnd,             // FLD-TXT-007
  kCharsetNotInteger,        // FLD-ESV-001
  kApplicationValueNotText,  // FLD-APP-001
  kTransactionIdNotText,     // FLD-TID-001
  kVersionForm,              // FLD-VER-001 (not a Short-integer)
  kFieldNameOctet,           // ENC-ORD-006
  kTimeToken,                // FLD-TIM-001
  kFromToken,                // FLD-FRM-001
  kInsertAddressFollowed,    // FLD-FRM-002
  kPreviouslySentForm,       // FLD-PSB-001
  kFlagsToken,               // FLD-FLG-002
  kMailboxTotalForm,         // FLD-TOT-001
  kAttributeForm,            // FLD-ATT-001 (not one octet with the top bit)
  kElementDescriptorForm,    // FLD-ELD-001
  kPlainFormInDelete,        // FLD-DLF-001
  kDeleteFormElsewhere,      // FLD-DLF-002
  kMediaTypeForm,            // FLD-CTY-001
  kPartPastEnd,              // FLD-MPT-001
  kPartHeadersLength,        // FLD-MPT-003
  kPartHeadersEnd,           // FLD-MPT-004
  kPartRest,                 // FLD-MPT-005
  kEnumerationForm,  // a value that should be one octet ≥ 80 hex: the FLD-ENM / FLD-RSV rule of its
                     // field
  kTextForm,      // a value that should be text and is none: FLD-LEN-002
  kDepthLimit,    // our own limits: LIM-DEP-001
  kPartLimit,     // LIM-PRT-001
  kElementLimit,  // LIM-ELT-001
};

}  // namespace mm1::wsp
