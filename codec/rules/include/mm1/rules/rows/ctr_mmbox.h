// CTR rules on the MMBox, on the 1.3 transactions, and on versions, direction and errors.
#pragma once

#include "mm1/rules/rows/row.h"

namespace mm1::rules::rows {

inline constexpr Rule kCtrMmbox[] = {
    {"CTR-MBX-001", kError, kAnyVersion, kTransaction, Version::k12, "E12 §6.8–6.11", "2/3",
     "An MMBox confirmation answers another transaction id",
     "The confirmation repeats the transaction id of its request. Take it from there.", "S1 / S2",
     "S1 / S1", kChecked},
    {"CTR-MBX-002", kError, kAnyVersion, kTransaction, Version::k12,
     "E12 §6.8, §6.10, §6.11 (SHALL); §6.9 (SHOULD)", "2/3",
     "An MMBox request is answered without its confirmation",
     "Store, upload and delete requests shall, and view requests should, be answered with their "
     "confirmation PDU. Return one with an error status on failure.",
     "200 empty", "503", kChecked},
    {"CTR-MBX-003", kError, kAnyVersion, kTransaction, Version::k12, "E12 §6.9 T15", "2/3",
     "A view confirmation echoes a selection that was not asked for",
     "Content-Location, MM-State, MM-Flags, Start and Limit appear in the answer only if the "
     "request had them. Echo the request, not the defaults applied.",
     "no AF, conf AF", "AF in both", kChecked},
    {"CTR-MBX-004", kError, kAnyVersion, kTransaction, Version::k12, "E12 §6.9 T15", "2/3",
     "Totals or quotas were asked for and are missing",
     "With Totals Yes the answer must have Mbox-Totals, with Quotas Yes Mbox-Quotas. Add them.",
     "A9 80 → no AA", "A9 81 → no AA", kChecked},
    {"CTR-MBX-005", kNote, kAnyVersion, kTransaction, Version::k12, "E12 T15", "2/3",
     "Totals or quotas were sent unasked",
     "Mbox-Totals and Mbox-Quotas answer a request for them. Leave them out otherwise.",
     "no A9, conf AA", "A9 80", kChecked},
    {"CTR-MBX-006", kError, kAnyVersion, kTransaction, Version::k12, "E12 §6.9 T14", "2/3",
     "A view returns more messages than its Limit",
     "Limit is the largest number of descriptors, 0 meaning none. Apply it after the selection.",
     "B3 81 and 2 entries", "B3 82 and 2", kChecked},
    {"CTR-MBX-007", kError, kAnyVersion, kTransaction, Version::k12, "E12 §6.9.1 T16", "2/3",
     "A descriptor has a field that was not asked for",
     "When Attributes are given, a descriptor has only those, beside location, id, state and "
     "flags. Filter the stored message's header.",
     "A8 89, entry with 96", "no A8 at all, entry with 96", kChecked},
    {"CTR-MBX-008", kError, kAnyVersion, kTransaction, Version::k12, "E12 §6.9.1", "2/3",
     "A view announces content and does not send it",
     "Content was asked for and the descriptor names a content type, so the content follows it in "
     "the same entry. Append it, or leave Content-Type out.",
     "A8 AE A8 84, entry … 84 B3 end", "without AE", kChecked},
    {"CTR-MBX-009", kWarning, kAnyVersion, kTransaction, Version::k12, "E12 §6.9", "2/3",
     "A view returns a message that no selection matches",
     "Each returned message matches at least one of the selections by location, state or flag. "
     "Check how the selections are joined.",
     "A3 82 → entry A3 80", "A3 82 A3 80 → A3 80", kChecked},
    {"CTR-MBX-010", kError, kAnyVersion, kTransaction, Version::k12, "E12 §6.11 T20", "2/3",
     "A delete confirmation lists a message that was not to be deleted",
     "The list names messages of the request that failed. Use the locations of the request, octet "
     "for octet.",
     "del m1 → failed m9", "failed m1", kChecked},
    {"CTR-MBX-011", kWarning, kAnyVersion, kTransaction, Version::k12, "E12 §6.11", "2/3",
     "A deleted message is still there",
     "The relay confirmed the deletion, and the message was returned afterwards. Check whether the "
     "deletion was really carried out.",
     "BDK ok m1, RK m1", "BDK failed m1, RK m1", kChecked},
    {"CTR-MBX-012", kWarning, kAnyVersion, kTransaction, Version::k12, "E13 §9.1 T30", "3",
     "A request after partial success repeats what had succeeded",
     "After 196 the client sends again for the failed messages only, under a new transaction id. "
     "Build a new request from the list of failures.",
     "C4, same TID", "C4, new TID, failed ones", kChecked},
    {"CTR-MBX-013", kWarning, kErrorFrom13, kTransaction, Version::k12, "E13 §9.1 T30, §9.5 T36",
     "3", "An MMBox request is repeated unchanged after a permanent failure",
     "A permanent status means that the same request will fail again. Correct it or give up.",
     "E1, same BDQ", "C0, same BDQ", kChecked},
    {"CTR-MBX-014", kNote, kAnyVersion, kTransaction, Version::k12, "E12 T12, T19", "2/3",
     "The client names an MMBox message it was not told about",
     "The Content-Location is in no earlier answer or notification of the capture. The "
     "announcement may have been missed, or the client altered the address.",
     "own URL", "U of NI", kChecked},
    {"CTR-MBX-015", kError, kAnyVersion, kTransaction, Version::k12,
     "E12 §6.10 (relay keeps it unique)", "2/3", "Two messages of an MMBox share a Message-ID",
     "The relay keeps Message-IDs unique within an MMBox, also for uploaded messages. Check for "
     "duplicates when storing.",
     "id1, id1", "id1, id2", kChecked},
    {"CTR-MBX-016", kNote, kAnyVersion, kTransaction, Version::k12, "E12 §6.8, T17, T1, T7", "2/3",
     "The MMBox does not apply the default state",
     "Without MM-State a stored message gets New, an uploaded one Draft, a sent one Sent, a "
     "forwarded one Forwarded. Another client may have changed it since.",
     "shown Sent", "shown New", kChecked},
    {"CTR-MBX-017", kNote, kAnyVersion, kTransaction, Version::k12, "E12 §6.5.1 T7", "2/3",
     "A forward asks to store a message that is already in the MMBox",
     "The relay should ignore Store when the location points into the MMBox. The client can leave "
     "it out.",
     "A2 80 + MMBox U", "A2 80 + NI U", kChecked},
    {"CTR-MBX-018", kNote, kAnyVersion, kTransaction, Version::k12,
     "E12 T14 (only if no system default)", "2/3",
     "A view without attributes returns more than the notification's fields",
     "Without Attributes and without a system default a descriptor holds what a notification "
     "holds. Check whether a default is configured.",
     "entry with To", "entry with Subject", kChecked},
    {"CTR-MBX-019", kNote, kAnyVersion, kTransaction, Version::k12, "E12 §6.1.2 T2, §6.5.2 T8", "=",
     "A stored copy is confirmed without its location",
     "Store-Status is Success but there is no Content-Location, so the client cannot reach the "
     "copy. Add it.",
     "A5 80 alone", "83 … A5 80", kChecked},
    {"CTR-MBX-020", kWarning, kAnyVersion, kTransaction, Version::k12, "E12 §6.8, §6.10", "2/3",
     "A view shows another state or flags than were stored",
     "A confirmed request set them, and the view contradicts it. Check that the change was saved, "
     "and that no other client intervened.",
     "stored Sent, view Draft", "stored Sent, view Sent", kChecked},
    {"CTR-CAN-001", kWarning, kAnyVersion, kTransaction, Version::k13, "E13 §6.13", "3",
     "A cancel request is not answered or answered with another id",
     "The client answers m-cancel-req with m-cancel-conf and its transaction id. Implement the "
     "answer, or the relay repeats the request.",
     "C1 / C2", "C1 / C1", kChecked},
    {"CTR-CAN-002", kNote, kAnyVersion, kTransaction, Version::k13, "E13 §6.13.1, §6.3", "3",
     "A message to cancel or replace is unknown to the client",
     "Cancel-ID and Replace-ID name a message that the client retrieved earlier. The retrieval may "
     "lie before the capture.",
     "unknown", "known", kChecked},
    {"CTR-MDL-001", kError, kAnyVersion, kTransaction, Version::k13, "E13 §6.12", "3",
     "m-delete-conf does not match its request",
     "Transaction id and locations of the confirmation are those of the m-delete-req. Copy them "
     "from the request.",
     "X1 / X2", "X1 / X1", kChecked},
    {"CTR-VER-001", kError, kAnyVersion, kTransaction, Version::k10,
     "E12 §6.12 (E13 §6.14.3, E10 §6.7.3)", "=",
     "An unsupported major version is not answered as the specification says",
     "The answer to a PDU of an unsupported major version is a 1.0 m-send-conf with 136 (relay) or "
     "a 1.0 m-notifyresp-ind with 132 (client). Answer in version 1.0.",
     "8D A0 → 8D 92 92 88", "8D A0 → 8D 90 92 88", kChecked},
    {"CTR-VER-002", kError, kAnyVersion, kTransaction, Version::k10,
     "E12 §6.12 (E13 §6.14.2, E10 §6.7.2)", "=",
     "An unknown PDU type is not answered as the specification says",
     "A relay answers an unknown type with m-send-conf 136, a client with m-notifyresp-ind 132. Do "
     "not guess at another error.",
     "8C 98 → 92 E0", "→ 92 88", kChecked},
    {"CTR-VER-003", kWarning, kAnyVersion, kTransaction, Version::k10, "E12 §7.2.37", "2/3",
     "A known PDU is refused as unsupported",
     "136 is for unknown PDU types and versions; this one belongs to the version the relay speaks. "
     "Check the relay's version or feature configuration.",
     "SQ 8D 92 → 92 88", "MMBox PDU to a 1.1 relay → 92 88", kChecked},
    {"CTR-VER-004", kError, kAnyVersion, kTransaction, Version::k10, "E12 §6.12", "2/3",
     "Request and answer have different major versions",
     "An answer stays in the request's major version; only the refusal of a version is written in "
     "1.0. Answer in the peer's version.",
     "8D 92 → 8D A0", "8D 93 → 8D 92", kChecked},
    {"CTR-VER-005", kNote, kAnyVersion, kTransaction, Version::k10, "E12 §6.12 (receiver ignores)",
     "2/3", "The relay uses PDUs or fields newer than the client speaks",
     "The client showed an older version and will ignore what is newer. Adapt PDUs to the version "
     "the client last declared.",
     "client 90, push 8C 88", "client 92, push 8C 88", kChecked},
    {"CTR-DIR-001", kError, kAnyVersion, kTransaction, Version::k10, "E12 §6.x; C10 §7", "=",
     "A PDU travels in the wrong direction",
     "Each PDU type belongs to the client or to the relay. Check whether requests and "
     "confirmations were mixed up, or a test tool plays the wrong side.",
     "client posts 8C 82", "client posts 8C 83", kChecked},
    {"CTR-DIR-002", kError, kAnyVersion, kTransaction, Version::k10, "E12 §6.x", "2/3",
     "The confirmation's type does not belong to the request",
     "Each request has its own confirmation type; only an unknown request is answered by "
     "m-send-conf. Answer with the matching type.",
     "FQ → SK", "unknown PDU → SK 136", kChecked},
    {"CTR-ERR-001", kWarning, kAnyVersion, kTransaction, Version::k11, "E13 §9.1", "3",
     "A status blames a feature the request did not use",
     "The relay refuses reply charging, address hiding or similar though the request asked for "
     "none of it. Return the status that names the real reason.",
     "SQ without 94 → EA", "SQ 94 80 → EA", kChecked},
    {"CTR-ERR-002", kNote, kAnyVersion, kTransaction, Version::k10,
     "own threshold; E13 T28 (\"later\")", "own", "A PDU is sent again many times within seconds",
     "Resends should wait, and longer each time. Check the client's retry timer; the threshold is "
     "ours, not the specification's.",
     "10 in 3 s", "2 in 60 s", kChecked},
};

}  // namespace mm1::rules::rows
