// CTR rules on reports, forwarding and reply charging.
#pragma once

#include "mm1/rules/rows/row.h"

namespace mm1::rules::rows {

inline constexpr Rule kCtrReports[] = {
    {"CTR-DLV-001", kWarning, kAnyVersion, kTransaction, Version::k10, "E12 §6.6", "=",
     "A delivery report was sent that the sender refused",
     "The submission said Delivery-Report No. The relay must not send m-delivery-ind for it.",
     "SQ 86 81, DI", "SQ without 86 at version 1.0", kChecked},
    {"CTR-DLV-002", kWarning, kAnyVersion, kMessage, Version::k10, "E12 §6.6", "=",
     "A delivery report was sent that the recipient forbade",
     "The recipient answered with Report-Allowed No, and the relay must respect it. Suppress the "
     "report.",
     "AK 91 81, DI Retrieved", "AK 91 80", kChecked},
    {"CTR-DLV-003", kWarning, kAnyVersion, kMessage, Version::k10, "E12 §6.6 (MUST)", "=",
     "A requested delivery report did not come",
     "The sender asked for a report, the recipient allowed it and fetched the message, and nothing "
     "followed. The relay must send m-delivery-ind.",
     "SQ 86 80, NR Retrieved, no DI", "Report-Allowed=No", kChecked},
    {"CTR-DLV-004", kNote, kAnyVersion, kTransaction, Version::k10, "E12 §6.6 T9", "=",
     "A delivery report for an unknown message",
     "No confirmation in the capture gave this Message-ID. If the capture is complete, the relay "
     "reports with another id than it confirmed.",
     "unknown id", "known id", kChecked},
    {"CTR-DLV-005", kError, kAnyVersion, kTransaction, Version::k10, "E12 §6.6 T9", "=",
     "A delivery report names somebody who was no recipient",
     "To of m-delivery-ind is one of the message's recipients. Report with the address the sender "
     "used, numbers compared without + and separators.",
     "sent to A, report about B", "+1555… vs 1555…", kChecked},
    {"CTR-DLV-006", kWarning, kAnyVersion, kTransaction, Version::k10,
     "E12 §6.6 (one per recipient)", "=", "Two final delivery reports for one recipient",
     "A recipient gets one final report; only Deferred may come before it. Check the relay for a "
     "race between expiry and retrieval.",
     "Retrieved and Expired", "Deferred then Retrieved", kChecked},
    {"CTR-DLV-007", kWarning, kAnyVersion, kTransaction, Version::k10, "E12 §6.6; C10 §7.4.2", "=",
     "The client answers a report with an MMS PDU",
     "Delivery and read reports have no answer at MMS level; the bearer confirms the push. Send "
     "nothing.",
     "NR with the push's TID", "WTP Ack only", kChecked},
    {"CTR-DLV-008", kNote, kAnyVersion, kMessage, Version::k10, "E12 T9; C10 §7.4.2", "=",
     "A delivery report came before what it reports",
     "Retrieved was reported before the recipient fetched the message, or Expired before the time "
     "was over. Send the report on the event, not on the notification.",
     "DI before RK", "DI after RK", kChecked},
    {"CTR-DLV-009", kWarning, kAnyVersion, kMessage, Version::k11, "E12 §6.5.1 T7", "2/3",
     "The previous sender got a report that the forwarder forbade",
     "m-forward-req with Report-Allowed No forbids the report of this forward to the sender of the "
     "original. Suppress it.",
     "FQ 91 81, DI to old sender", "FQ 91 80", kChecked},
    {"CTR-RRP-001", kWarning, kAnyVersion, kTransaction, Version::k10, "E12 §6.7", "2/3",
     "A read report was sent that was not asked for",
     "The retrieved message carried no Read-Report Yes. Send read reports only on request.",
     "RK 90 81, RR", "RK 90 80, RR", kChecked},
    {"CTR-RRP-002", kError, kAnyVersion, kTransaction, Version::k11, "E12 §6.7.2 T10", "2/3",
     "A read report for a message the client did not retrieve",
     "m-read-rec-ind repeats the Message-ID of the m-retrieve-conf. Take it from there.", "id9",
     "id1 of RK", kChecked},
    {"CTR-RRP-003", kWarning, kAnyVersion, kTransaction, Version::k11, "E12 §6.7.2 T10", "2/3",
     "A read report is addressed to somebody else than the sender",
     "To of m-read-rec-ind is the From of the retrieved message. Copy it.", "To = own number",
     "To = sender", kChecked},
    {"CTR-RRP-004", kError, kAnyVersion, kTransaction, Version::k10, "E12 §6.7.1; C10 §7.5.1", "=",
     "A read report answers a read report or asks for one",
     "Messages of class Auto are reports themselves and must not set off further ones. Check the "
     "class before reporting.",
     "RK class Auto, then RR", "RK class Personal, then RR", kChecked},
    {"CTR-RRP-005", kError, kAnyVersion, kTransaction, Version::k11, "E12 §6.7.1, §6.7.2", "2/3",
     "A message was reported as read before it was retrieved",
     "The user cannot have read what was not there. Send m-read-rec-ind after the retrieval and "
     "the user's action.",
     "RR, then RK", "RK, then RR", kChecked},
    {"CTR-RRP-006", kWarning, kAnyVersion, kTransaction, Version::k11,
     "E12 §6.7 (one report) — intent, not wording", "2/3",
     "More than one read report for one message",
     "One report tells how the message was handled; later changes are not reported. Remember that "
     "it was sent.",
     "Read, then Deleted", "one", kChecked},
    {"CTR-RRP-007", kNote, kAnyVersion, kTransaction, Version::k11, "E12 §6.7.2 T11", "2/3",
     "A read report for an unknown message",
     "No confirmation in the capture gave this Message-ID. If the capture is complete, the relay "
     "reports with another id than it confirmed.",
     "unknown", "known", kChecked},
    {"CTR-RRP-008", kError, kAnyVersion, kTransaction, Version::k11, "E12 §6.7.2", "2/3",
     "A read-report PDU travels in the wrong direction",
     "m-read-rec-ind goes from the reading client to the relay, m-read-orig-ind from the relay to "
     "the originator. The relay translates one into the other.",
     "push of 8C 87", "push of 8C 88", kChecked},
    {"CTR-RRP-009", kWarning, kAnyVersion, kTransaction, Version::k10, "E12 §6.7.1; C10 §7.5.1",
     "=", "A read report sent as message is not of class Auto",
     "A report in the form of a message has class Auto, so that it sets off no report itself. Set "
     "the class.",
     "8A 80", "8A 83", kChecked},
    {"CTR-FWD-001", kError, kAnyVersion, kTransaction, Version::k11, "E12 §6.5.2 T8", "2/3",
     "m-forward-conf answers another transaction id",
     "The confirmation repeats the transaction id of its m-forward-req. Take it from the request.",
     "F1 / F2", "F1 / F1", kChecked},
    {"CTR-FWD-002", kError, kAnyVersion, kTransaction, Version::k11, "E12 §6.5.2 (SHALL)", "2/3",
     "A forward request is answered without m-forward-conf",
     "A successful answer to m-forward-req carries an m-forward-conf. Return one with an error "
     "status when the forward is refused.",
     "200 empty", "503", kChecked},
    {"CTR-FWD-003", kNote, kAnyVersion, kTransaction, Version::k11, "E12 §6.5.1 T7", "2/3",
     "The client forwards a message it was not told about",
     "The Content-Location is in no notification or MMBox answer of the capture. The announcement "
     "may have been missed, or the client altered the address.",
     "own URL", "U of NI", kChecked},
    {"CTR-FWD-004", kWarning, kErrorFrom13, kTransaction, Version::k11, "E13 §9.1 T29", "3",
     "A forward is repeated unchanged after a permanent failure",
     "A permanent status means that the same request will fail again. Correct what the status "
     "names or give up.",
     "E4, same FQ", "C3, same FQ", kChecked},
    {"CTR-FWD-005", kError, kAnyVersion, kMessage, Version::k11, "E12 §6.5 (MUST remove)", "2/3",
     "A forwarded message still offers reply charging of its first sender",
     "The relay must remove the old offer, or the first sender pays for strangers' replies. Strip "
     "the fields or reject with 232.",
     "NI to new recipient 9C 82", "1.3 with a new request in FQ", kChecked},
    {"CTR-FWD-006", kError, kAnyVersion, kMessage, Version::k11, "E12 §6.5.1", "2/3",
     "From of a forwarded message is not the forwarder",
     "The relay writes the forwarder into From and may keep the earlier sender in "
     "Previously-Sent-By. Correct the mapping.",
     "From = first sender", "first sender in A0", kChecked},
    {"CTR-FWD-007", kWarning, kAnyVersion, kMessage, Version::k11, "E12 §6.5.1", "2/3",
     "A forward got the wrong number in Previously-Sent-By",
     "Each forward adds the next number, starting from 0 for the original sender. Count the "
     "entries already there.",
     "second forward writes 0 again", "writes 1", kChecked},
    {"CTR-FWD-008", kWarning, kAnyVersion, kTransaction, Version::k11, "E12 §6.5", "2/3",
     "The relay neither refused nor stripped reply charging on a forward",
     "A message that offers reply charging is forwarded without the offer or refused with 232. Do "
     "one of the two.",
     "Ok and NI with 9C", "Ok and NI without 9C", kChecked},
    {"CTR-RCH-001", kWarning, kErrorFrom13, kTransaction, Version::k11, "E13 §6.1.1 T1", "3",
     "A reply refers to a message that offered no reply charging",
     "Reply-Charging-ID is the Message-ID of a message that came with Accepted. Leave it out of "
     "other replies.",
     "id of a normal MM", "id of an offered MM", kChecked},
    {"CTR-RCH-002", kWarning, kErrorFrom13, kTransaction, Version::k11, "E13 §6.1.1 T1", "3",
     "A charged reply comes after its deadline",
     "After Reply-Charging-Deadline the reply is not paid for by the other side. Send it as an "
     "ordinary message.",
     "deadline 10:00, SQ 10:05", "SQ 09:59", kChecked},
    {"CTR-RCH-003", kWarning, kErrorFrom13, kTransaction, Version::k11, "E13 §6.1.1 T1", "3",
     "A charged reply is larger than allowed",
     "Reply-Charging-Size limits the reply. Shorten it or send it as an ordinary message.",
     "limit 1 000, MM 5 000", "MM 900", kChecked},
    {"CTR-RCH-004", kWarning, kErrorFrom13, kTransaction, Version::k11, "E13 §6.1.1 T1, §9.1", "3",
     "A charged reply has media though only text was offered",
     "Accepted text only allows text parts. Remove the media or send an ordinary message.",
     "jpeg part", "text/plain and SMIL (SMIL: note)", kChecked},
    {"CTR-RCH-005", kWarning, kAnyVersion, kTransaction, Version::k11, "E13 §9.1 T28", "3",
     "The relay accepted a charged reply beyond its limits",
     "Late, too large or wrong replies are refused with 230. Check the limits before accepting, or "
     "the wrong party is charged.",
     "late SQ → Ok", "late SQ → E6", kChecked},
    {"CTR-RCH-006", kError, kAnyVersion, kMessage, Version::k11, "E12 T3, T5 — intent", "=",
     "Notification and retrieved message offer different reply charging",
     "Both describe the same offer. Store it with the message and write the same fields twice.",
     "82 vs 83", "equal", kChecked},
    {"CTR-RCH-007", kWarning, kAnyVersion, kMessage, Version::k11, "E12 T3", "=",
     "The recipient is offered another kind of reply charging than requested",
     "Requested becomes Accepted, Requested text only becomes Accepted text only. Keep the kind "
     "when translating.",
     "80 → 83", "80 → 82", kChecked},
};

}  // namespace mm1::rules::rows
