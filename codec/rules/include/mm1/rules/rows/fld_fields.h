// FLD rules on the values of single fields.
#pragma once

#include "mm1/rules/rows/row.h"

namespace mm1::rules::rows {

inline constexpr Rule kFldFields[] = {
    {"FLD-TID-001", kError, kAnyVersion, kPdu, Version::k10, "E12 §7.2.51", "=",
     "X-Mms-Transaction-Id is not a text",
     "The id is a Text-string even when it looks like a number. Write the digits and a 00.",
     "98 85", "98 35 00", kChecked},
    {"FLD-TID-002", kWarning, kAnyVersion, kPdu, Version::k10,
     "E12 §7.2.51 (format free; empty cannot link)", "=", "X-Mms-Transaction-Id is empty",
     "An empty id cannot link an answer to its request. Generate one that is unique among the open "
     "transactions.",
     "98 00", "98 30 00", kChecked},
    {"FLD-VER-001", kError, kAnyVersion, kPdu, Version::k10, "E12 §7.2.27", "=",
     "X-Mms-MMS-Version is not a version octet",
     "The version is one octet with the top bit set, major in bits 6–4 (1–7) and minor in bits "
     "3–0: 1.2 is 92. Text or a major of 0 is not allowed.",
     "8D 31 2E 32 00 or 8D 82", "8D 92", kChecked},
    {"FLD-VER-002", kNote, kAnyVersion, kPdu, Version::k10, "E12 §6.12", "3 c",
     "The major version is not 1",
     "Only major version 1 is defined. A receiver refuses the PDU with a 1.0 answer "
     "(unsupported-message or Unrecognised).",
     "8D A0", "8D 9F", kChecked},
    {"FLD-VER-003", kNote, kAnyVersion, kPdu, Version::k10, "E12 §7.2.27", "=",
     "The minor version is unknown or not given",
     "Versions 1.0–1.3 are defined; minor 15 means that none is given. Receivers treat the PDU as "
     "the newest one they know.",
     "8D 94", "8D 93", kChecked},
    {"FLD-ENM-001", kError, kAnyVersion, kPdu, Version::k10, "E12 §7.2.20", "=",
     "X-Mms-Message-Class is neither a known class nor a token",
     "Classes are 80–83, others are written as Token-text. Use one of the four, or a text.",
     "8A 84", "8A 70 72 6F 6D 6F 00", kChecked},
    {"FLD-ENM-002", kWarning, kAnyVersion, kPdu, Version::k10, "W §8.4.1.2", "read",
     "A registered message class is written as text",
     "Personal, Advertisement, Informational and Auto have octets 80–83, and well-known values "
     "must be binary. Write the octet.",
     "8A 50 65 72 73 6F 6E 61 6C 00", "8A 80", kChecked},
    {"FLD-ENM-003", kError, kAnyVersion, kPdu, Version::k10, "E12 §7.2.28", "=",
     "X-Mms-Priority is not Low, Normal or High",
     "Priority is 80 Low, 81 Normal or 82 High. Receivers ignore the field otherwise.", "8F 83",
     "8F 82", kChecked},
    {"FLD-ENM-004", kError, kAnyVersion, kPdu, Version::k10,
     "E12 §7.2.7, .10, .29, .30, .36, .44, .45, .50", "=", "A yes/no field is neither Yes nor No",
     "Yes is 80, No is 81. Receivers ignore the field otherwise, so the request or permission is "
     "lost.",
     "86 82", "86 81", kChecked},
    {"FLD-ENM-005", kError, kAnyVersion, kPdu, Version::k10, "E12 §7.2.41", "=",
     "X-Mms-Sender-Visibility is neither Hide nor Show",
     "80 hides the sender's address, 81 shows it. With another value the sender's wish for privacy "
     "may be ignored.",
     "94 82", "94 80", kChecked},
    {"FLD-ENM-006", kError, kAnyVersion, kPdu, Version::k10, "E12 §7.2.43", "=",
     "X-Mms-Status is not assigned",
     "Status runs from 80 (Expired) to 87 (Unreachable). Use one of these; receivers ignore "
     "others.",
     "95 88", "95 87", kChecked},
    {"FLD-ENM-007", kError, kAnyVersion, kPdu, Version::k11, "E12 §7.2.31", "3 c",
     "X-Mms-Read-Status is neither Read nor Deleted",
     "80 is Read, 81 is Deleted without being read. Receivers ignore other values.", "9B 82",
     "9B 81", kChecked},
    {"FLD-ENM-008", kError, kAnyVersion, kPdu, Version::k11, "E12 §7.2.32", "3 c",
     "X-Mms-Reply-Charging is not assigned",
     "80 and 81 request, 82 and 83 accept. Receivers ignore other values, so no reply is charged "
     "to the sender.",
     "9C 84", "9C 83", kChecked},
    {"FLD-ENM-009", kError, kAnyVersion, kPdu, Version::k12, "E12 §7.2.26", "3 c",
     "X-Mms-MM-State is not assigned",
     "States run from 80 (Draft) to 84 (Forwarded). Use one of these.", "A3 85", "A3 84", kChecked},
    {"FLD-ENM-010", kError, kAnyVersion, kPdu, Version::k13, "E13 §7.3.9, .39, .7", "3",
     "An enumeration of MMS 1.3 has a value that is not assigned",
     "Content-Class is 80–87, Recommended-Retrieval-Mode 80, Cancel-Status 80 or 81. Use one of "
     "these.",
     "BA 88", "BA 87", kChecked},
    {"FLD-RSV-001", kError, kAnyVersion, kPdu, Version::k10, "E12 §7.2.37", "3 c",
     "X-Mms-Response-Status has a value that must not be sent",
     "137–191 are reserved and below 128 is no status. Receivers read them as permanent failure; "
     "send the value that says what failed.",
     "92 90", "92 88", kChecked},
    {"FLD-RSV-002", kWarning, kAnyVersion, kPdu, Version::k11, "E12 §7.2.37", "3 c",
     "X-Mms-Response-Status has a reserved value",
     "Reserved values above 192 are read as the general transient failure, those above 224 as the "
     "general permanent failure. Send an assigned one, so that the reason is not lost.",
     "92 C8 → 192", "92 C3", kChecked},
    {"FLD-RSV-003", kError, kAnyVersion, kPdu, Version::k11, "E12 §7.2.39", "3 c",
     "X-Mms-Retrieve-Status has a value that must not be sent",
     "129–191 are excluded; receivers read them as permanent failure and never try again. Success "
     "is 80.",
     "99 81", "99 80", kChecked},
    {"FLD-RSV-004", kWarning, kAnyVersion, kPdu, Version::k11, "E12 §7.2.39", "3 c",
     "X-Mms-Retrieve-Status has a reserved value",
     "Receivers read it as the general failure of its class (192 or 224). Send an assigned one, so "
     "that the reason is not lost.",
     "99 E4 → 224", "99 E3", kChecked},
    {"FLD-RSV-005", kError, kAnyVersion, kPdu, Version::k12, "E12 §7.2.46", "3 c",
     "X-Mms-Store-Status has a value that must not be sent",
     "129–191 are excluded; receivers read them as permanent failure. Success is 80.", "A5 81",
     "A5 80", kChecked},
    {"FLD-RSV-006", kWarning, kAnyVersion, kPdu, Version::k12, "E12 §7.2.46", "3 c",
     "X-Mms-Store-Status has a reserved value",
     "Receivers read it as the general failure of its class (192 or 224). Send an assigned one, so "
     "that the reason is not lost.",
     "A5 E5 → 224", "A5 E4", kChecked},
    {"FLD-RSV-007", kWarning, kAnyVersion, kPdu, Version::k11, "E12 §7.2.37; pdus.md §5.1", "c",
     "The status is reserved in the version the PDU declares",
     "Partial success (196) came with 1.2 and lack of prepaid credit (235) with 1.3; before, the "
     "numbers were reserved. Send the general failure to older peers.",
     "8D 92 92 EB", "8D 93 92 EB", kChecked},
    {"FLD-TIM-001", kError, kAnyVersion, kPdu, Version::k10, "E12 §7.2.13, .8, .33", "=",
     "A time is marked neither absolute nor relative",
     "The token is 80 for a date or 81 for seconds from a base. With another one the receiver "
     "cannot read the time.",
     "88 05 82 03 …", "88 05 81 03 …", kChecked},
    {"FLD-TIM-002", kNote, kAnyVersion, kPdu, Version::k10, "E12 T1 (semantics)", "3 c",
     "A deadline lies in the past",
     "The absolute time is earlier than the message's own Date or its capture, so the message is "
     "expired from the start. Check the sender's clock and time zone: the value is UTC.",
     "2001 expiry in a 2005 send", "2006 expiry", kChecked},
    {"FLD-TIM-003", kNote, kAnyVersion, kPdu, Version::k10, "E12 T1", "3 c",
     "The message expires before it is to be delivered",
     "Delivery-Time is the earliest moment of delivery and must lie before Expiry, or the message "
     "can never be delivered.",
     "deliver +2 d, expire +1 d", "deliver +1 d, expire +2 d", kChecked},
    {"FLD-TIM-004", kNote, kAnyVersion, kPdu, Version::k10, "E12 T3", "3 c",
     "The notification is expired on arrival",
     "A relative Expiry of 0 seconds leaves the client no time to retrieve. Do not notify of an "
     "expired message.",
     "88 03 81 01 00", "88 03 81 01 3C", kChecked},
    {"FLD-DAT-001", kNote, kAnyVersion, kPdu, Version::k10, "E12 §7.2.6", "=",
     "Date is implausible",
     "The date is 0, before the year 2000, or more than a day after the capture. Check the "
     "sender's clock and epoch: seconds since 1970-01-01 UTC.",
     "85 01 00", "85 04 42 26 5C 80", kChecked},
    {"FLD-FRM-001", kError, kAnyVersion, kPdu, Version::k10, "E12 §7.2.14", "=",
     "From has an unknown token",
     "80 is followed by an address, 81 asks the relay to insert it. Nothing else is defined.",
     "89 02 82 00", "89 01 81", kChecked},
    {"FLD-FRM-002", kError, kAnyVersion, kPdu, Version::k10, "E12 §7.2.14", "=",
     "Octets follow the insert-address token",
     "With token 81 the value ends there: 89 01 81. Drop the address or use token 80.",
     "89 03 81 41 00", "89 01 81", kChecked},
    {"FLD-FRM-003", kWarning, kAnyVersion, kPdu, Version::k10, "E12 §7.2.14, §8", "=",
     "From announces an address but is empty",
     "Token 80 must be followed by an address. A client that does not know its number uses the "
     "insert-address token (89 01 81).",
     "89 02 80 00", "89 01 81", kChecked},
    {"FLD-URI-001", kError, kAnyVersion, kPdu, Version::k10, "E12 §6.2", "=",
     "The notification's Content-Location is not an absolute URI",
     "The client retrieves from this address, so it must be a complete RFC 2396 URI: a scheme, no "
     "blanks, no control characters, nothing beyond ASCII. Escape or correct it.",
     "83 mmsc/m 1", "83 http://mmsc/m1", kChecked},
    {"FLD-URI-002", kWarning, kAnyVersion, kPdu, Version::k10, "E12 §7.2.4 (SHOULD)", "=",
     "Content-Location is no valid URI reference",
     "References of stored messages should follow URI syntax, without blanks, brackets or octets "
     "beyond ASCII. Escape what is not allowed.",
     "83 <m1>", "83 http://mmsc/b1", kChecked},
    {"FLD-URI-003", kNote, kAnyVersion, kPdu, Version::k10, "E12 §6.2 (example only)", "3 c",
     "Content-Location uses a scheme other than http",
     "The client retrieves by WSP or HTTP GET; other schemes are hardly supported. Use http or "
     "https.",
     "ftp://", "http://", kChecked},
    {"FLD-MID-001", kError, kAnyVersion, kPdu, Version::k10, "E12 §7.2.22", "=",
     "A message identifier contains angle brackets",
     "The brackets of RFC 2822 are not part of the value in MMS. Write the id without < and >.",
     "8B 3C 69 64 3E 00", "8B 69 64 40 78 00", kChecked},
    {"FLD-MID-002", kNote, kAnyVersion, kPdu, Version::k10,
     "E12 §7.2.22 (\"as an e-mail address\")", "=", "Message-ID does not look like left@right",
     "The specification describes an id in the form of an e-mail address. Many relays leave the "
     "right side out, which risks ids that are not unique worldwide.",
     "8B 31 32 33 00", "8B 31 40 6D 00", kChecked},
    {"FLD-PSB-001", kError, kAnyVersion, kPdu, Version::k11, "E12 §7.2.16, .17", "3 c",
     "A previously-sent value is malformed",
     "The value is a length, a number and an address, or a number and a date. Check that the "
     "number comes first.",
     "A1 05 04 42 26 5C 80 (no count)", "A1 06 80 04 42 26 5C 80", kChecked},
    {"FLD-FLG-001", kError, kAnyVersion, kPdu, Version::k12, "E12 §7.2.25", "3 c",
     "An MM-Flags keyword contains white space",
     "A keyword is one word; blanks, tabs and line ends are not allowed. Write one field for each "
     "keyword.",
     "A4 05 80 61 20 62 00", "A4 05 80 61 5F 62 00", kChecked},
    {"FLD-FLG-002", kError, kAnyVersion, kPdu, Version::k12, "E12 §7.2.25", "3 c",
     "MM-Flags has an unknown token",
     "80 adds a keyword, 81 removes it, 82 filters by it. Use one of these.", "A4 04 83 61 62 00",
     "A4 04 82 61 62 00", kChecked},
    {"FLD-TOT-001", kError, kAnyVersion, kPdu, Version::k12, "E12 §7.2.19, .18", "3 c",
     "An MMBox total or quota is malformed",
     "The value is a length, the token 80 (messages) or 81 (octets), and an integer. Check token "
     "and integer form.",
     "AA 02 82 8C", "AA 02 80 8C", kChecked},
    {"FLD-ATT-001", kError, kAnyVersion, kPdu, Version::k12, "E12 §7.2.1", "3 c",
     "X-Mms-Attributes names a field that cannot be asked for",
     "The value is one octet of the list of attributes. Fields outside the list are returned "
     "always or never; ask for listed ones only.",
     "A8 83 (Content-Location)", "A8 84", kChecked},
    {"FLD-ATT-002", kNote, kAnyVersion, kPdu, Version::k13, "E13 §7.3.3", "3",
     "X-Mms-Attributes asks for an attribute of version 1.3",
     "Application id and related fields became attributes in 1.3; a 1.2 relay does not know them. "
     "Declare 1.3 or leave them out.",
     "8D 92 … A8 B7", "8D 93 … A8 B7", kChecked},
    {"FLD-ELD-001", kError, kAnyVersion, kPdu, Version::k12, "E12 §7.2.11, T3", "3 c",
     "Element-Descriptor does not begin with a reference",
     "The value begins with the text that names the described element (its Content-ID or "
     "location). Write it before the parameters.",
     "B2 02 82 9E", "B2 07 70 61 72 74 00 82 9E", kChecked},
    {"FLD-ELD-002", kError, kAnyVersion, kPdu, Version::k12, "E12 §7.2.11", "3 c",
     "A registered parameter of Element-Descriptor is written as text",
     "Type has the number 02 in MMS's own parameter table and must be sent as 82. Replace the "
     "name.",
     "… 54 79 70 65 00 9E", "… 82 9E", kChecked},
    {"FLD-ELD-003", kNote, kAnyVersion, kPdu, Version::k12, "E12 T23 (E13 T27)", "3 c",
     "Element-Descriptor has an unknown binary parameter",
     "Only 82 (Type) is assigned; note that WSP's parameter numbers do not apply here. Receivers "
     "ignore others.",
     "… 83 9E", "… 82 9E", kChecked},
    {"FLD-SIZ-001", kNote, kAnyVersion, kPdu, Version::k10, "E12 §7.2.24", "=",
     "X-Mms-Message-Size is 0",
     "The size helps the client decide whether to retrieve now; a message always has some. Write "
     "the size of the message.",
     "8E 01 00", "8E 01 05", kChecked},
    {"FLD-DLF-001", kError, kAnyVersion, kPdu, Version::k12, "E12 §7.2.4, .37, .38", "=",
     "A delete confirmation uses the plain form of a counted field",
     "In delete confirmations Response-Status, Content-Location and Response-Text carry a length "
     "and a number that links them. One success is 92 02 80 80.",
     "8C 92 … 92 80", "8C 92 … 92 02 80 80", kChecked},
    {"FLD-DLF-002", kError, kAnyVersion, kPdu, Version::k10, "E12 §7.2.4, .37, .38", "=",
     "The counted form of the delete confirmations is used elsewhere",
     "Length and number before the value belong to delete confirmations only. Write the plain "
     "value.",
     "8C 81 … 92 02 80 80", "8C 81 … 92 80", kChecked},
};

}  // namespace mm1::rules::rows
