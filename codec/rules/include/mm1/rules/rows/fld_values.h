// FLD rules on lengths, integers and text.
#pragma once

#include "mm1/rules/rows/row.h"

namespace mm1::rules::rows {

inline constexpr Rule kFldValues[] = {
    {"FLD-LEN-001", kError, kAnyVersion, kPdu, Version::k10, "W §8.4.2.2", "read",
     "A value length runs past the end of the PDU",
     "The octet before the value announces more octets than there are. Count the octets really "
     "written, charset and terminator included, and nothing else.",
     "89 18 80 2B … with 10 octets left", "89 18 80 2B … with 24 left", kChecked},
    {"FLD-LEN-002", kError, kAnyVersion, kPdu, Version::k10, "W §8.4.2.2; E12 §7.2.x", "read",
     "A value's length does not fit its content",
     "The length covers exactly what the value's grammar consumes: token, charset, text and its "
     "00. Count again; a difference of one is usually a terminator counted wrongly.",
     "88 06 81 03 01 51 80 00", "88 05 81 03 01 51 80", kChecked},
    {"FLD-LEN-003", kNote, kAnyVersion, kPdu, Version::k10, "W §8.4.2.2 (not forbidden in words)",
     "read", "A value length of 30 or less is written in the long form",
     "Lengths up to 30 fit the single octet 00–1E; 1F and a uintvar are meant for longer ones. It "
     "is not forbidden in words, but some readers stumble over it.",
     "89 1F 18 80 …", "84 1F 20 …", kChecked},
    {"FLD-LEN-004", kError, kAnyVersion, kPdu, Version::k10, "E12 §7.1", "3 c",
     "The PDU ends inside a field",
     "The last field's value is not complete although the message is. Either the encoder stopped "
     "early or a buffer cut the end off.",
     "… 8E 02 04", "… 8E 02 04 00", kChecked},
    {"FLD-UVI-001", kError, kAnyVersion, kPdu, Version::k10, "W §8.1.2", "read",
     "A uintvar is longer than 5 octets or above 32 bits",
     "A uintvar has at most five octets and holds 32 bits. Larger values cannot be written; check "
     "for a continuation bit set by mistake.",
     "1F 81 80 80 80 80 00", "1F 8F FF FF FF 7F", kChecked},
    {"FLD-UVI-002", kError, kAnyVersion, kPdu, Version::k10, "W §8.1.2", "read",
     "A uintvar has a leading 80 octet",
     "A uintvar is written in as few octets as possible, so it cannot start with 80. Encoders that "
     "reserve a fixed width must strip the leading zeros.",
     "DataLen 80 05", "DataLen 05", kChecked},
    {"FLD-INT-001", kError, kAnyVersion, kPdu, Version::k10, "W §8.4.2.1", "read",
     "A long integer has length 0 or more than 30",
     "A Long-integer is a length of 1–30 and as many octets. Zero is written 01 00.", "85 00",
     "85 01 00", kChecked},
    {"FLD-INT-002", kWarning, kAnyVersion, kPdu, Version::k10, "W §8.4.2.1", "read",
     "A long integer has leading zero octets",
     "The minimum number of octets must be used. Strip leading zeros instead of writing a fixed "
     "width.",
     "8E 04 00 00 04 00", "8E 02 04 00", kChecked},
    {"FLD-INT-003", kError, kAnyVersion, kPdu, Version::k10, "E12 §7.2.6, .9, .24, .35", "=",
     "A short integer stands where a long integer is required",
     "Dates, sizes and delta times are Long-integers in MMS, even when the value is below 128. "
     "Write 01 and the octet.",
     "8E E4", "AF 80 (Start is Integer-value)", kChecked},
    {"FLD-INT-004", kWarning, kAnyVersion, kPdu, Version::k12, "W §8.4.2.1", "read",
     "A value below 128 is written as a long integer",
     "Where either form is allowed, 0–127 is to be sent as one octet with the top bit set. Write "
     "80 plus the value.",
     "AF 01 05", "AF 85", kChecked},
    {"FLD-INT-005", kNote, kAnyVersion, kPdu, Version::k10, "W §8.4.2.1", "read",
     "An integer needs more than 64 bits",
     "The value cannot be a sensible date, size or count and most readers cannot hold it. Check "
     "the encoder's byte order and length octet.",
     "8E 09 01 …", "8E 08 …", kChecked},
    {"FLD-TXT-001", kError, kAnyVersion, kPdu, Version::k10, "W §8.4.2.1", "read",
     "A text has no terminating 00",
     "Every Text-string ends with 00. Append the terminator and count it in enclosing lengths.",
     "98 54 31 end", "98 54 31 00", kChecked},
    {"FLD-TXT-002", kWarning, kAnyVersion, kPdu, Version::k10, "W §8.4.2.1", "read",
     "A Quote octet stands before text that needs none",
     "7F is written only before a text whose first octet is 80 or above. Leave it out; many "
     "readers would show it.",
     "96 7F 48 69 00", "96 48 69 00", kChecked},
    {"FLD-TXT-003", kError, kAnyVersion, kPdu, Version::k10, "W §8.4.2.1", "read",
     "A text starting with an octet of 80 or above lacks the Quote",
     "Without 7F a reader takes the first octet for a number instead of text. Put 7F before it and "
     "count it in the length.",
     "96 06 EA C3 89 74 65 00", "96 07 EA 7F C3 89 74 65 00", kChecked},
    {"FLD-TXT-004", kWarning, kErrorFrom13, kPdu, Version::k10, "E13 §7.1", "3",
     "A text starts with CR, LF or HT",
     "MMS does not allow these three at the start of a Text-string. Trim the text before encoding "
     "it.",
     "96 04 EA 0A 48 00", "96 04 EA 48 0A 00", kChecked},
    {"FLD-TXT-005", kWarning, kAnyVersion, kPdu, Version::k10, "W §8.4.2.1 (RFC 2616 TEXT)", "read",
     "A control character stands inside a text",
     "TEXT excludes control characters apart from HT and folded line ends. Remove them; they often "
     "come from a wrong charset conversion.",
     "96 48 01 00", "96 48 09 69 00", kChecked},
    {"FLD-TXT-006", kError, kAnyVersion, kPdu, Version::k10, "W §8.4.2.1; E12 §7.1", "read",
     "A token contains a separator or a space",
     "Header names, Message-Class extensions and parameter names are tokens: no blanks, brackets, "
     "colons or other separators. Use a hyphen.",
     "58 20 46 6F 6F 00 … (\"X Foo\")", "58 2D 46 6F 6F 00 …", kChecked},
    {"FLD-TXT-007", kNote, kAnyVersion, kPdu, Version::k10, "W §8.4.2.2", "read",
     "Octets follow the end of a text inside its value",
     "The text ended at its first 00, but the value's length goes on. Readers differ in what they "
     "show; set the length to the end of the text.",
     "96 06 EA 48 69 00 78 00", "UCS-2 text with embedded 00", kChecked},
    {"FLD-ESV-001", kError, kAnyVersion, kPdu, Version::k10, "E12 §7.2.12", "=",
     "The charset of a text is not a number",
     "Charsets are given by their IANA MIBEnum as an integer, such as EA for UTF-8. Replace the "
     "name.",
     "96 0A 75 74 66 2D 38 00 …", "96 … EA …", kChecked},
    {"FLD-ESV-002", kNote, kAnyVersion, kPdu, Version::k10, "E12 §7.2.12", "=",
     "The charset number is not in the IANA list",
     "The number is unknown to us, so the text cannot be judged. Check it against the IANA "
     "character-set registry; UTF-8 is 106 (EA).",
     "96 … 02 7F FF …", "96 … 02 03 E8 …", kChecked},
    {"FLD-ESV-003", kWarning, kAnyVersion, kPdu, Version::k10, "E12 §7.2.12", "=",
     "A text is not valid in its declared charset",
     "Octets of the text do not exist in the charset it declares, so every receiver shows "
     "something else. Convert the text or declare the charset it is really in.",
     "EA with C3 28", "EA with C3 A9", kChecked},
    {"FLD-ESV-004", kWarning, kAnyVersion, kPdu, Version::k10, "E13 §7.3.19", "3",
     "UTF-8 text is sent without its charset",
     "A plain text states no charset and receivers guess. Use the form with length and charset "
     "(EA) for text beyond ASCII.",
     "96 48 C3 A9 00", "96 05 EA 48 C3 A9 00", kChecked},
    {"FLD-ESV-005", kWarning, kAnyVersion, kPdu, Version::k10, "E13 §7.3.19", "3",
     "An encoded-word stands inside a text with a charset",
     "RFC 2047 encoded-words are only for the plain form; with a charset the text should be in "
     "that charset directly. Decode the word and write its text.",
     "EA + =?utf-8?B?SGk=?=", "the same in plain form", kChecked},
    {"FLD-APP-001", kError, kAnyVersion, kPdu, Version::k10, "E12 §7.1", "3 c",
     "The value of a textual header is no text",
     "A header with a textual name has a Text-string value. Write numbers as digits.",
     "58 2D 41 00 81", "58 2D 41 00 31 00", kChecked},
    {"FLD-APP-002", kWarning, kAnyVersion, kPdu, Version::k10, "W §8.4.1.1; E12 §7.1", "read",
     "A registered MMS field is sent as a textual header",
     "Fields with an assigned number must be sent in binary, or receivers miss them. Write the "
     "field's number and binary value.",
     "53 75 62 6A 65 63 74 00 …", "96 …", kChecked},
};

}  // namespace mm1::rules::rows
