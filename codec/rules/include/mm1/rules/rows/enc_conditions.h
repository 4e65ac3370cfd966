// ENC rules on fields that depend on each other inside one PDU, and on versions.
#pragma once

#include "mm1/rules/rows/row.h"

namespace mm1::rules::rows {

inline constexpr Rule kEncConditions[] = {
    {"ENC-FROM-001", kWarning, kErrorFrom13, kPdu, Version::k10,
     "E12 §6.2 T3, §6.3 T5, §6.7.2 T11 (E13; seen for T11 in 1.2)", "3; T11 2",
     "The relay sends the insert-address token to a client",
     "The token asks the relay to fill in the sender's address and means nothing in the other "
     "direction. Send the real address, or leave From out when the sender hides.",
     "m-retrieve-conf 89 01 81", "m-send-req 89 01 81", kChecked},
    {"ENC-AUTO-001", kError, kAnyVersion, kPdu, Version::k10, "E12 §6.1.1 T1", "=",
     "A message of class Auto does not forbid the delivery report",
     "Machine-made messages must not set off reports that set off further ones. With class Auto "
     "write Delivery-Report No (86 81).",
     "8A 83 and no 86, or 86 80", "8A 83 86 81 90 81", kChecked},
    {"ENC-AUTO-002", kError, kAnyVersion, kPdu, Version::k10, "E12 §6.1.1 T1", "=",
     "A message of class Auto does not forbid the read report",
     "Machine-made messages must not set off reports that set off further ones. With class Auto "
     "write Read-Report No (90 81).",
     "8A 83 86 81 alone", "8A 80 (Personal) without reports", kChecked},
    {"ENC-EXP-001", kError, kAnyVersion, kPdu, Version::k10, "E12 §6.2 T3", "=",
     "The notification's Expiry is an absolute time",
     "A notification states its lifetime relative to reception (token 81), because the client's "
     "clock may be wrong. Convert the time to the seconds left.",
     "88 06 80 04 42 26 5C 80", "same in m-send-req", kChecked},
    {"ENC-STS-001", kWarning, kAnyVersion, kPdu, Version::k10, "E13 §9.3 T33", "3",
     "m-notifyresp-ind uses a Status that only delivery reports use",
     "A client answers a notification with Retrieved, Rejected, Deferred or Unrecognised. The "
     "relay treats the other values as Rejected and may delete the message.",
     "95 86", "95 83", kChecked},
    {"ENC-STS-002", kWarning, kErrorFrom13, kPdu, Version::k10,
     "E13 §9.3 T32 (E10 §7.2.23: version management only)",
     "3; =", "m-delivery-ind reports Status Unrecognised",
     "Unrecognised manages versions: it tells a relay that its notification was not understood. "
     "Report the fate of the message with another status, Indeterminate if it is not known.",
     "95 84 in 8C 86", "95 84 in 8C 83", kChecked},
    {"ENC-RC-001", kError, kAnyVersion, kPdu, Version::k11, "E12 §6.1.1 T1", "3",
     "A submission carries Reply-Charging Accepted",
     "A client requests reply charging (80 or 81); accepting it is the relay's word towards "
     "recipients. Send a Requested value or none; the relay rejects the message otherwise.",
     "9C 82", "9C 80", kChecked},
    {"ENC-RC-002", kError, kAnyVersion, kPdu, Version::k11, "E12 §6.2 T3, §6.3 T5", "2",
     "The relay passes on Reply-Charging Requested",
     "Towards the recipient the relay writes Accepted or Accepted text only (82, 83), once it has "
     "agreed to charge. Translate the value instead of copying the sender's.",
     "9C 81 in 8C 82", "9C 83 in 8C 82", kChecked},
    {"ENC-RC-003", kError, kAnyVersion, kPdu, Version::k11, "E12 T1, T3, T5", "2",
     "Reply-charging details stand without Reply-Charging",
     "Deadline and Size qualify a reply-charging offer and must not appear without one. Add "
     "Reply-Charging or drop them.",
     "9F 02 27 10 alone", "9C 80 9F 02 27 10", kChecked},
    {"ENC-RC-004", kNote, kAnyVersion, kPdu, Version::k11, "E12 T3, T5", "2",
     "Reply-charging fields in a PDU that declares version 1.0",
     "Reply charging came with 1.1 and a receiver ignores it in a 1.0 PDU. Declare the version "
     "that the PDU really uses.",
     "8D 90 … 9C 82", "8D 91 … 9C 82", kChecked},
    {"ENC-RC-005", kNote, kAnyVersion, kPdu, Version::k11, "E13 §6.5.1 T7, §9.1 T29", "3",
     "Reply-charging fields in m-forward-req are misplaced",
     "Before 1.3 a forward request had no reply-charging fields and receivers ignore them; from "
     "1.3 on the forwarder may only request, so an Accepted value is an error. Drop the fields or "
     "write a Requested value in a 1.3 PDU.",
     "8D 92 with 9C 80", "8D 93 with 9C 80", kChecked},
    {"ENC-MID-001", kError, kAnyVersion, kPdu, Version::k10, "E12 §6.1.2 T2, §6.5.2 T8", "=",
     "An accepted submission or forward is confirmed without Message-ID",
     "With Response-Status Ok the relay gives the message its Message-ID. Without it the client "
     "cannot link delivery and read reports to what it sent.",
     "92 80 and end", "92 E1 and end", kChecked},
    {"ENC-MID-002", kWarning, kErrorFrom13, kPdu, Version::k10, "E13 §6.3 T5; E10 §6.3 T5", "3",
     "A retrieved message has no Message-ID",
     "An m-retrieve-conf that carries the message names its Message-ID, or the recipient cannot "
     "send a read report. Version 1.0 asked for it only when a read report was requested.",
     "1.3 PDU without 8B", "99 E2 PDU without 8B", kChecked},
    {"ENC-STO-001", kError, kAnyVersion, kPdu, Version::k12, "E12 §6.1.2 T2, §6.5.2 T8", "2",
     "Content-Location without a successful Store-Status in a confirmation",
     "The confirmation names the stored copy only when Store-Status says Success. Add the status, "
     "or leave the location out when the copy was not stored.",
     "83 … A5 E4", "83 … A5 80", kChecked},
    {"ENC-STO-002", kError, kAnyVersion, kPdu, Version::k12, "E12 §6.8 T13", "2",
     "m-mbox-store-conf names a location although storing failed",
     "Content-Location belongs to a successful store. Leave it out with any other Store-Status.",
     "83 … A5 C0", "A5 C0 alone", kChecked},
    {"ENC-STO-003", kError, kAnyVersion, kPdu, Version::k12, "E12 §6.8", "3",
     "m-mbox-store-conf reports success without Content-Location",
     "On success the relay supplies the location of the stored message, which the client needs for "
     "view and delete. Add Content-Location.",
     "A5 80 alone", "83 … A5 80", kChecked},
    {"ENC-STO-004", kNote, kAnyVersion, kPdu, Version::k12, "E12 T1", "2",
     "MM-State or MM-Flags in m-send-req without Store Yes",
     "State and flags describe the copy in the MMBox; without Store=Yes there is none and they "
     "have no effect. Ask for the copy (A2 80) or leave them out.",
     "A3 80 and no A2", "A2 80 A3 80", kChecked},
    {"ENC-STO-005", kNote, kAnyVersion, kPdu, Version::k12, "E12 T2, T8", "3",
     "Store-Status-Text without Store-Status",
     "The text explains a status and says nothing reliable alone. Send the status it belongs to.",
     "A6 … alone", "A5 E4 A6 …", kChecked},
    {"ENC-RSP-001", kWarning, kAnyVersion, kPdu, Version::k11, "E12 §7.2.37 (E13 §7.3.48)", "2",
     "A Response-Status value of version 1.0 in a later PDU",
     "Values 129–135 have been obsolete since 1.1, which splits them into transient (192 and up) "
     "and permanent (224 and up) errors. Use those, so that the client knows whether to try again.",
     "8D 92 92 83", "8D 90 92 83", kChecked},
    {"ENC-RSP-002", kWarning, kAnyVersion, kPdu, Version::k11, "E13 §9.1 T28", "3",
     "m-send-conf uses a status that does not fit a submission",
     "Values 193, 194, 196, 228 and 232 speak of other requests: a submission points to no stored "
     "message and forwards nothing. Choose the value that describes the submission's failure.",
     "92 E4 in 8C 81", "92 E3 in 8C 81", kChecked},
    {"ENC-RSP-003", kWarning, kAnyVersion, kPdu, Version::k11, "E13 §9.1 T29", "3",
     "m-forward-conf uses a status that does not fit a forward",
     "Values 136, 193, 196, 229, 230 and 234 speak of submissions or version management. Choose "
     "the value that describes the forward's failure.",
     "92 E5 in 8C 8A", "92 E8 in 8C 8A", kChecked},
    {"ENC-RSP-004", kWarning, kAnyVersion, kPdu, Version::k12, "E13 §9.1 T30", "3",
     "An MMBox confirmation uses a status of submission or forwarding",
     "View and delete confirmations should not use 193 or 227–234, which speak of addresses, "
     "content and reply charging. Service-denied or message-not-found (transient) say what failed.",
     "92 02 80 E4", "92 02 80 E1", kChecked},
    {"ENC-RSP-005", kWarning, kAnyVersion, kPdu, Version::k12, "E13 §9.1 T30", "3",
     "Partial success is reported without Response-Text",
     "With status 196 the Response-Text should list the messages that failed, since the client may "
     "try again for those only. Add it.",
     "92 C4 alone in 8C 8E", "92 C4 93 6D 32 00", kChecked},
    {"ENC-SST-001", kWarning, kAnyVersion, kPdu, Version::k12, "E13 §9.5 T35", "3",
     "A send or forward confirmation uses a Store-Status of MMBox requests",
     "Store-Status 226 and 227 judge the format and existence of a message to store, which m-store "
     "and m-upload requests name. With a submission report permanent failure instead.",
     "A5 E2 in 8C 81", "A5 E2 in 8C 8C", kChecked},
    {"ENC-RTV-001", kNote, kAnyVersion, kPdu, Version::k11, "E12 T5", "3",
     "Retrieve-Text without Retrieve-Status",
     "The text explains a status and says nothing reliable alone. Send the status it belongs to.",
     "9A … alone", "99 C0 9A …", kChecked},
    {"ENC-BCC-001", kWarning, kAnyVersion, kPdu, Version::k10, "E12 T3, T5", "=",
     "Blind-copy recipients are disclosed to a recipient",
     "Bcc is in neither the notification's nor the retrieval's table, and its whole point is that "
     "others do not see it. The relay must strip it on delivery.",
     "81 … in 8C 84", "81 … in 8C 93", kChecked},
    {"ENC-VIEW-001", kWarning, kAnyVersion, kPdu, Version::k12, "E12 T15", "3",
     "Message-Count differs from the number of descriptors",
     "Message-Count counts the descriptors in the body. Count what is really sent, after Start and "
     "Limit have been applied.",
     "AD 83 with 2 entries", "AD 82 with 2 entries", kChecked},
    {"ENC-VIEW-002", kError, kAnyVersion, kPdu, Version::k12, "E12 T15", "3",
     "An empty view does not say Message-Count 0",
     "When the selection matched nothing, the answer is Ok with Message-Count 0, so that the "
     "client can tell an empty result from a lost body. Add AD 80.",
     "92 80 84 80 without AD", "92 80 AD 80 84 80", kChecked},
    {"ENC-VIEW-003", kWarning, kAnyVersion, kPdu, Version::k12, "E12 T15", "3",
     "Mbox-Totals and Mbox-Quotas count different things",
     "Both should use the same unit (messages or octets), or the client cannot tell how full the "
     "MMBox is. Send the same kinds in both fields.",
     "AA 02 80 8C AC 02 81 90", "both token 80", kChecked},
    {"ENC-DSC-001", kError, kAnyVersion, kPdu, Version::k12, "E12 §6.9.1 T16", "2",
     "A descriptor in a view lacks Message-ID",
     "Each descriptor of a view names its message's Message-ID, whatever attributes were asked "
     "for. Add 8B.",
     "8C 93 A3 82", "same in an upload", kChecked},
    {"ENC-DSC-002", kError, kAnyVersion, kPdu, Version::k12, "E12 §6.9.1 T16", "3",
     "A descriptor in a view lacks MM-State",
     "Each descriptor of a view tells the state of its message, whatever attributes were asked "
     "for. Add A3.",
     "8C 93 8B 69 64 00", "same in an upload", kChecked},
    {"ENC-DSC-003", kError, kAnyVersion, kPdu, Version::k12, "E12 §6.9.1 T16", "2",
     "A descriptor in an upload carries Content-Location",
     "The relay assigns the location when it stores the message, so only descriptors of a view "
     "have one. Leave 83 out of uploads.",
     "8C 93 83 … in 8C 8F", "same in 8C 8E", kChecked},
    {"ENC-DSC-004", kNote, kAnyVersion, kPdu, Version::k12, "E12 §6.9.1 T16", "3",
     "A descriptor carries a transaction id or version",
     "m-mbox-descr is part of another PDU and takes id and version from it. Leave 98 and 8D out; "
     "some relays write the version all the same.",
     "8C 93 8D 92 …", "8C 93 8B …", kChecked},
    {"ENC-DEL-001", kError, kAnyVersion, kPdu, Version::k12, "E12 §6.11", "3",
     "m-mbox-delete-conf reports a failure but names no message",
     "On partial or complete failure the confirmation lists each message that was not deleted, "
     "linked to its status by number. Add the Content-Location fields.",
     "92 02 80 E1 alone", "92 02 80 80 alone", kChecked},
    {"ENC-DEL-002", kError, kAnyVersion, kPdu, Version::k12, "E12 §6.11 T20", "2",
     "A status number in the delete confirmation has no Response-Status",
     "Content-Location and Response-Text point to a status by its number. Write a Response-Status "
     "with that number or correct the number.",
     "83 10 82 … 92 02 81 E1", "both 81", kChecked},
    {"ENC-DEL-003", kWarning, kAnyVersion, kPdu, Version::k12, "E12 §6.11", "3",
     "The same status stands under two numbers",
     "One number for each distinct status is enough: several messages may point to it. Join the "
     "two.",
     "92 02 80 E1 92 02 81 E1", "92 02 80 80 92 02 81 E1", kChecked},
    {"ENC-DEL-004", kError, kAnyVersion, kPdu, Version::k12, "E12 §6.11 T20", "2",
     "One status number has two different statuses",
     "The number links messages to one status; with two it is not known which one applies. Number "
     "each status once.",
     "92 02 80 80 92 02 80 E1", "numbers 80 and 81", kChecked},
    {"ENC-DEL-005", kWarning, kAnyVersion, kPdu, Version::k12, "E12 §6.11 T20", "2",
     "A message listed as not deleted is linked to status Ok",
     "The list of Content-Location fields names the messages that were not deleted. Leave deleted "
     "ones out, or link them to the error that happened.",
     "83 10 80 … 92 02 80 80", "83 10 81 … 92 02 81 E1", kChecked},
    {"ENC-PSB-001", kError, kAnyVersion, kPdu, Version::k11, "E12 §6.5.1", "2",
     "Previously-Sent-Date without a Previously-Sent-By of the same number",
     "Each date belongs to the sender with the same number. Write the Previously-Sent-By with that "
     "number, or drop the date.",
     "A1 06 81 … with only A0 … 80 …", "both 80", kChecked},
    {"ENC-PSB-002", kWarning, kAnyVersion, kPdu, Version::k11, "E12 §6.5.1", "3",
     "The numbers of Previously-Sent-By have gaps or do not start at 0",
     "Number 0 is the original sender and each forward adds one. Renumber, so that the order of "
     "senders can be read.",
     "numbers 1, 3", "numbers 0, 1", kChecked},
    {"ENC-PSB-003", kWarning, kAnyVersion, kPdu, Version::k11, "E12 §6.5.1", "3",
     "A number of Previously-Sent-By is used twice",
     "Each earlier sender has a number of its own. A relay that forwards adds the next number "
     "instead of reusing one.",
     "0 and 0", "0 and 1", kChecked},
    {"ENC-FLG-001", kWarning, kErrorFrom13, kPdu, Version::k12, "E12 §7.2.25 (E13 §7.3.32)", "3",
     "MM-Flags uses the Filter token outside a retrieval or view request",
     "Filter (82) selects by keyword in a view request and marks existing keywords in "
     "m-retrieve-conf. Use Add (80) or Remove (81) to change keywords. The echo in "
     "m-mbox-view-conf may have any token, and in m-mbox-descr this is a note.",
     "A4 06 82 … in 8C 8B", "A4 06 82 … in 8C 8D", kChecked},
    {"ENC-FLG-002", kWarning, kAnyVersion, kPdu, Version::k12, "E12 §7.2.25", "3",
     "MM-Flags uses Add or Remove where only Filter makes sense",
     "A view request selects and a retrieval shows; neither changes keywords. Use token 82.",
     "A4 06 80 … in 8C 8D", "A4 06 80 … in 8C 8F", kChecked},
    {"ENC-ATT-001", kError, kAnyVersion, kPdu, Version::k12, "E12 §7.3 (E13 §7.4)", "3",
     "An attribute name stands as a header field",
     "Content (AE) and Additional-headers (B0) are names for use inside X-Mms-Attributes only. "
     "Write A8 AE to ask for the content.",
     "AE 80 as a field", "A8 AE", kChecked},
    {"ENC-RRM-001", kNote, kAnyVersion, kPdu, Version::k13, "E13 §6.2 T3", "3",
     "Recommended-Retrieval-Mode-Text without Recommended-Retrieval-Mode",
     "The text gives the reason for a recommendation that is missing. Add B4 80 or drop the text.",
     "B5 … alone", "B4 80 B5 …", kChecked},
    {"ENC-UNX-001", kNote, kAnyVersion, kPdu, Version::k10,
     "E12 §6.x tables; E12 §6.12 (receiver ignores)", "=",
     "A known field stands in a PDU that has no use for it",
     "The field is not in this PDU type's table and the receiver ignores it. Leave it out, or "
     "check whether another PDU was meant.",
     "Priority in m-notifyresp-ind", "text header X-Foo", kChecked},
    {"ENC-UNX-002", kNote, kAnyVersion, kPdu, Version::k10, "E12 §7.3, §6.12", "=",
     "A field number that MMS does not assign",
     "Numbers 40–7F are unassigned and receivers skip them. Proprietary data goes into a text "
     "header with a name of its own.",
     "C1 80", "BF 80", kChecked},
    {"ENC-VER-001", kNote, kAnyVersion, kPdu, Version::k10,
     "E12 §6.12 (ignored by the receiver); version tables pdus.md §5", "c",
     "A field is newer than the version the PDU declares",
     "A receiver of the declared version does not know the field and ignores it. Declare the "
     "version the PDU really uses, or leave the field out for older peers.",
     "8D 90 … A2 80", "8D 92 … A2 80", kChecked},
    {"ENC-VER-002", kWarning, kAnyVersion, kPdu, Version::k10, "E12 §6.12, §7.2.23; pdus.md §5",
     "c", "The PDU type is newer than the version it declares",
     "A receiver of the declared version does not know this PDU type and answers with an error. "
     "Declare at least the version that brought it.",
     "8C 89 … 8D 90", "8C 89 … 8D 91", kChecked},
    {"ENC-VER-003", kNote, kAnyVersion, kPdu, Version::k10, "E12 §7.2.43, §7.2.37; pdus.md §5", "c",
     "A value is newer than the version the PDU declares",
     "A receiver of the declared version does not know this value. Use an older value for such "
     "peers, or declare the newer version.",
     "8D 91 … 95 87", "8D 92 … 95 87", kChecked},
    {"ENC-TYP-001", kWarning, kAnyVersion, kPdu, Version::k10, "E12 §7.2.23 (E13 §7.3.30)", "=",
     "X-Mms-Message-Type is not assigned",
     "Types run from 80 to 97. The receiver answers an unknown type with unsupported-message (136) "
     "or Unrecognised (132); check the octet.",
     "8C 98", "8C 97", kChecked},
    {"ENC-TYP-002", kNote, kAnyVersion, kPdu, Version::k10, "E13 §7.3.30, E12 §6.12", "c",
     "A PDU type of MMS 1.3 in a 1.2 network",
     "Delete and cancel PDUs (148–151) came with 1.3; peers of a 1.2 network answer them as "
     "unknown. Nothing is wrong with the octets themselves.",
     "8C 96 … with Version 93", "8C 92 …", kChecked},
};

}  // namespace mm1::rules::rows
