// FLD rules on addresses, content types and multipart bodies.
#pragma once

#include "mm1/rules/rows/row.h"

namespace mm1::rules::rows {

inline constexpr Rule kFldContent[] = {
    {"FLD-ADR-001", kError, kAnyVersion, kPdu, Version::k10, "E12 §8", "=",
     "A PLMN address is not a telephone number",
     "Before /TYPE=PLMN stand digits, - and ., with at most one + in front. Remove blanks and "
     "brackets.",
     "+1 555 123/TYPE=PLMN", "+1-555-123/TYPE=PLMN", kChecked},
    {"FLD-ADR-002", kError, kAnyVersion, kPdu, Version::k10, "E12 §8", "=",
     "An IPv4 address is malformed",
     "Before /TYPE=IPv4 stand four groups of one to three digits. Write all four.",
     "10.0.0/TYPE=IPv4", "10.0.0.1/TYPE=IPv4", kChecked},
    {"FLD-ADR-003", kWarning, kAnyVersion, kPdu, Version::k10, "E12 §8 (grammar allows it)", "=",
     "An IPv4 group is above 255",
     "The grammar allows three digits, but no such address exists. Check the number.",
     "10.0.0.300/TYPE=IPv4", "10.0.0.30/TYPE=IPv4", kChecked},
    {"FLD-ADR-004", kError, kAnyVersion, kPdu, Version::k10, "E12 §8", "=",
     "An IPv6 address is malformed",
     "MMS writes eight groups of exactly four hexadecimal digits, without the :: short form. "
     "Expand the address.",
     "::1/TYPE=IPv6", "FEDC:BA98:7654:3210:FEDC:BA98:7654:3210/TYPE=IPv6", kChecked},
    {"FLD-ADR-005", kWarning, kAnyVersion, kPdu, Version::k10, "E12 §8", "=",
     "The address type is not a known bearer",
     "Defined types are PLMN, IPv4 and IPv6; others must be known bearer names. A relay cannot "
     "route what it does not know.",
     "x/TYPE=FOO", "123/TYPE=plmn", kChecked},
    {"FLD-ADR-006", kError, kAnyVersion, kPdu, Version::k10, "E12 §8", "=",
     "An escaped address has an unsafe or wrongly escaped octet",
     "In addresses of other bearers every octet outside letters, digits, +, -, ., % and _ is "
     "written as % and two hexadecimal digits. Escape it.",
     "a b/TYPE=X25 or a%2/TYPE=X25", "a%20b/TYPE=X25", kChecked},
    {"FLD-ADR-007", kError, kAnyVersion, kPdu, Version::k10, "E12 §8", "=",
     "The name of the address type is empty or malformed",
     "Behind /TYPE= stands a name of letters, digits and _. Write it in full.",
     "123/TYPE=", "123/TYPE=X_25", kChecked},
    {"FLD-ADR-008", kWarning, kAnyVersion, kPdu, Version::k10, "E12 §8 (E13 §8)", "=",
     "An e-mail address is no RFC 2822 mailbox",
     "The form is user@domain, or a display name with <user@domain>. Groups and obsolete forms are "
     "excluded.",
     "joe@ or list: a@b;", "Joe User <joe@user.org>", kChecked},
    {"FLD-ADR-009", kWarning, kAnyVersion, kPdu, Version::k10, "E12 §7, §8; W §8.4.1.3", "=",
     "Several addresses stand in one field",
     "Each recipient has a field of its own, repeated as often as needed. Split the list at its "
     "commas.",
     "a@b.c, d@e.f", "\"User, Joe\" <a@b.c>", kChecked},
    {"FLD-ADR-010", kNote, kAnyVersion, kPdu, Version::k10, "E13 §8; E10 §8", "3",
     "An address has no type",
     "A bare number or word is a short code in 1.3 and has no meaning in 1.0. Write telephone "
     "numbers with /TYPE=PLMN.",
     "8D 90 and +15551234567", "8D 93 and 12345", kChecked},
    {"FLD-ADR-011", kWarning, kAnyVersion, kPdu, Version::k10, "E10 §8 (SHOULD NOT)", "1",
     "A telephone or IP address has a display name",
     "Only e-mail addresses have display names. Send the bare address and its /TYPE=.",
     "Joe <+15551234567/TYPE=PLMN>", "Joe <joe@user.org>", kChecked},
    {"FLD-ADR-012", kWarning, kAnyVersion, kPdu, Version::k10, "E12 §8 (future only)", "=",
     "The address is a URI",
     "MMS may take up URI addresses later but defines none. Write tel: as number/TYPE=PLMN and "
     "mailto: as a bare mailbox.",
     "tel:+15551234567", "+15551234567/TYPE=PLMN", kChecked},
    {"FLD-ADR-013", kNote, kAnyVersion, kPdu, Version::k10, "outside ENC (E.164, memory)", "own",
     "A telephone number has more than 15 digits",
     "International numbers have at most 15 digits (E.164), so it cannot be routed. The MMS "
     "documents themselves set no limit.",
     "17 digits", "11 digits", kChecked},
    {"FLD-CTY-001", kError, kAnyVersion, kPdu, Version::k10, "W §8.4.2.24, §8.4.2.4", "read",
     "A Content-Type value is malformed",
     "A media type comes first, then parameters with their values, ending exactly at the value's "
     "length. Check parameter forms and the length.",
     "84 02 83 81", "84 03 83 81 EA", kChecked},
    {"FLD-CTY-002", kNote, kAnyVersion, kPdu, Version::k10, "W §8.4.2.24", "read",
     "The general form of Content-Type has no parameters",
     "Without parameters the media type alone would do, as one octet or a text. It is harmless but "
     "unusual.",
     "84 01 A3", "84 A3", kChecked},
    {"FLD-CTY-003", kNote, kAnyVersion, kPdu, Version::k12, "E12 T15 (\"encoded as 0x00\")", "3 c",
     "The media type */* is written as an empty text",
     "*/* has the number 0 and so is the octet 80; 00 reads as an empty text. Write 84 80.",
     "84 00", "84 80", kChecked},
    {"FLD-CTY-004", kWarning, kAnyVersion, kPdu, Version::k10, "RFC 2387 §3.1 via E12 §7.2.5", "m",
     "multipart.related has no Type parameter",
     "RFC 2387 requires Type, the media type of the root part. Add parameter 89, for instance "
     "application/smil.",
     "84 B3 (short form)", "84 … B3 89 …", kChecked},
    {"FLD-CTY-005", kError, kAnyVersion, kPdu, Version::k10, "E12 §5 (E13 §5; E10 §6.1.1 MUST)",
     "3 c", "The Start parameter matches no part",
     "Start names the presentation part by its Content-ID; without a match the client cannot find "
     "the presentation. Make both equal, angle brackets aside.",
     "Start <smil>, parts <a>, <b>", "Start smil, Content-ID \"<smil> (brackets aside)", kChecked},
    {"FLD-CTY-006", kWarning, kAnyVersion, kPdu, Version::k10, "RFC 2387 §3.1 via E12 §7.2.5", "m",
     "The Type parameter differs from the root part's media type",
     "Type repeats the media type of the part at which Start points, or of the first one. Correct "
     "it, since clients choose the presentation by it.",
     "Type smil, root text/plain", "Type smil, root application/smil", kChecked},
    {"FLD-CTY-007", kWarning, kAnyVersion, kPdu, Version::k10,
     "E12 §5 (E13 §5 MUST; the part's role is guessed)", "3 c",
     "The presentation part is neither first nor named by Start",
     "Without Start the first part is the root. Put the SMIL part first or point to it with Start.",
     "jpeg, smil", "smil, jpeg", kChecked},
    {"FLD-CTY-008", kWarning, kAnyVersion, kPdu, Version::k10, "E12 §5", "3 c",
     "A text part's charset is missing or wrong",
     "The text has octets beyond ASCII but no charset that explains them, so receivers show "
     "something else. Give the charset parameter (81 EA for UTF-8).",
     "83 with C3 A9", "03 83 81 EA with C3 A9", kChecked},
    {"FLD-CTY-009", kWarning, kErrorFrom13, kPdu, Version::k10, "E13 §7.1", "3",
     "A WSP number above encoding version 1.3 is used inside the message",
     "MMS freezes WSP's tables at version 1.3 so that old clients can read the content. Write "
     "newer headers, parameters and types as text.",
     "part header C5 …", "part header AE …", kChecked},
    {"FLD-CTY-010", kNote, kAnyVersion, kPdu, Version::k10, "W §8.4.1.1, Table 38", "read",
     "A parameter with an assigned number is sent by name",
     "Charset, type, start, name and filename have numbers that every reader knows. Write 81, 89, "
     "8A, 85 or 86.",
     "6E 61 6D 65 00 …", "85 …", kChecked},
    {"FLD-CTY-011", kWarning, kAnyVersion, kPdu, Version::k10, "W §8.5; E12 §7.2.5", "read",
     "The content type is a textual MIME multipart",
     "multipart/* with a boundary is not used in binary PDUs; WSP's own multipart has counts and "
     "lengths. Write application/vnd.wap.multipart.related (B3) or .mixed (A3).",
     "multipart/related; boundary=…", "B3 …", kChecked},
    {"FLD-MPT-001", kError, kAnyVersion, kPdu, Version::k10, "W §8.5.3", "read",
     "A part's length runs past the end of the body",
     "HeadersLen or DataLen announces more octets than there are. Count the octets really written; "
     "also check that the body was not cut on its way.",
     "DataLen 100 with 20 octets left", "exact", kChecked},
    {"FLD-MPT-002", kWarning, kAnyVersion, kPdu, Version::k10, "W §8.5.2", "read",
     "The part count differs from the parts found",
     "nEntries says how many parts follow. Count them, or write 0, which newer encodings allow.",
     "nEntries 3, 2 parts", "nEntries 0, 2 parts", kChecked},
    {"FLD-MPT-003", kError, kAnyVersion, kPdu, Version::k10, "W §8.5.3", "read",
     "A part has no room for its content type",
     "HeadersLen covers at least the part's Content-Type and so is never 0. Write the type and "
     "count its octets.",
     "00 05 …", "01 05 83 …", kChecked},
    {"FLD-MPT-004", kError, kAnyVersion, kPdu, Version::k10, "W §8.5.3", "read",
     "Part headers do not end at their announced length",
     "The headers must fill HeadersLen exactly. Count them again, terminators included.",
     "one octet left", "exact", kChecked},
    {"FLD-MPT-005", kError, kAnyVersion, kPdu, Version::k10, "W §8.5.2–3", "read",
     "Octets are left over after the last part",
     "The body ends with its last part. Remove what follows; a line end or padding is often added "
     "by storage or transport.",
     "1 stray octet", "none", kChecked},
    {"FLD-MPT-006", kWarning, kAnyVersion, kPdu, Version::k10, "W §8.4.2.67", "read",
     "Content-ID is not a quoted string",
     "WSP writes Content-ID as Quoted-string: C0 22 <id> 00. Put the octet 22 before the id.",
     "C0 3C 61 3E 00", "C0 22 3C 61 3E 00", kChecked},
    {"FLD-MPT-007", kWarning, kAnyVersion, kPdu, Version::k10, "RFC 2387 / 2392 (unique ids)", "m",
     "Two parts have the same Content-ID",
     "References by Content-ID need unique ids. Give each part its own.", "<a>, <a>", "<a>, <b>",
     kChecked},
    {"FLD-MPT-008", kNote, kAnyVersion, kPdu, Version::k10, "RFC 2392; CONF (unverified)", "m",
     "The presentation refers to a part that is not there",
     "A SMIL src names no part by Content-ID, name or location, so that object is not shown. "
     "Correct the reference or add the part.",
     "cid:x, no part", "cid:a found", kChecked},
    {"FLD-MPT-009", kNote, kAnyVersion, kPdu, Version::k10, "W §8.5.1 (0 or more)", "read",
     "The multipart has no parts",
     "It is allowed, but the message has no content. Check whether parts were lost on the way.",
     "84 A3 00", "one part", kChecked},
    {"FLD-MPT-010", kNote, kAnyVersion, kPdu, Version::k10, "W §8.5 (binary form)", "read",
     "A binary part claims a transfer encoding",
     "WSP multiparts carry binary data, so base64 or quoted-printable is not needed, and most "
     "clients do not undo it. Decode the data and drop the header.",
     "base64 text in data", "header absent", kChecked},
    {"FLD-MPT-011", kWarning, kErrorFrom13, kPdu, Version::k10, "E13 §7.1", "3",
     "Content-Disposition is sent as text",
     "Its number 2E is old enough for every reader and is to be sent in binary (AE). Use the "
     "binary form with its length.",
     "Content-Disposition text", "AE 01 81", kChecked},
};

}  // namespace mm1::rules::rows
