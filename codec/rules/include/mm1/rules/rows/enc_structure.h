// ENC rules on the order, repetition and presence of fields, and on the body.
#pragma once

#include "mm1/rules/rows/row.h"

namespace mm1::rules::rows {

inline constexpr Rule kEncStructure[] = {
    {"ENC-ORD-001", kError, kAnyVersion, kPdu, Version::k10, "E12 §7 (E13 §7, E10 §7)", "=",
     "The first header field is not X-Mms-Message-Type",
     "Every MM1 PDU begins with X-Mms-Message-Type (8C), because a receiver chooses the rest of "
     "its parser by it. Write this field before all others.",
     "98 54 31 00 8C 80 …", "8C 80 98 54 31 00 …", kChecked},
    {"ENC-ORD-002", kError, kAnyVersion, kPdu, Version::k10, "E12 §7", "=",
     "X-Mms-Transaction-Id does not directly follow X-Mms-Message-Type",
     "In a PDU that carries a transaction id it is the second field. Move 98 behind 8C; receivers "
     "that read the head by position lose the id otherwise.",
     "8C 80 8D 92 98 54 31 00 …", "m-delivery-ind 8C 86 8D 92 … (has no TID)", kChecked},
    {"ENC-ORD-003", kError, kAnyVersion, kPdu, Version::k10, "E12 §7", "=",
     "X-Mms-MMS-Version is not in its place at the head of the PDU",
     "The version is the third field, or the second where the PDU type has no transaction id. Move "
     "8D there, so that a receiver knows the version before it meets anything that depends on it.",
     "8C 81 98 54 31 00 92 80 8D 92", "m-mbox-descr without any version", kChecked},
    {"ENC-ORD-004", kError, kAnyVersion, kPdu, Version::k10, "E12 §7 (E13 §7)", "=",
     "Header fields follow Content-Type",
     "Content-Type ends the header: every octet behind it belongs to the body. Write all other "
     "fields before 84, or receivers take them for content.",
     "m-send-req … 84 83 96 48 69 00 (Subject behind text/plain)", "… 96 48 69 00 84 83 48 69",
     kChecked},
    {"ENC-ORD-005", kError, kAnyVersion, kPdu, Version::k10, "E12 §7, §6 (E13 §6, §7)", "=",
     "Message type, transaction id or version is written twice",
     "These three fields identify the PDU and stand once, at its head. Remove the second one; "
     "receivers differ in which of the two they believe.",
     "8C 83 98 4E 31 00 8D 92 95 81 8D 91", "one of each at the start", kChecked},
    {"ENC-ORD-006", kNote, kAnyVersion, kPdu, Version::k10, "E12 §7.1 (E13 §7.2)", "=",
     "An octet that cannot start a field stands where a field must begin",
     "An MMS header knows no code-page shift, so 00–1F and 7F cannot begin a field. Usually the "
     "value before has a wrong length, or WSP's shift sequence was used by mistake.",
     "… 8D 92 7F 02 95 81", "… 8D 92 95 81", kChecked},
    {"ENC-BODY-001", kError, kAnyVersion, kPdu, Version::k10, "E12 §6.1.1, §6.3, §6.10", "=",
     "A PDU that must carry a message has no body",
     "m-send-req, m-retrieve-conf and m-mbox-upload-req consist of a header and a body. Append the "
     "content announced by Content-Type, if need be a multipart with zero entries.",
     "m-send-req ending in 84 A3", "84 A3 00 (multipart with zero entries)", kChecked},
    {"ENC-BODY-002", kError, kAnyVersion, kPdu, Version::k10,
     "E12 §6.1.2, §6.2, §6.4 … (E13 \"header only\" per PDU)", "=",
     "A header-only PDU carries a Content-Type or further octets",
     "This PDU type ends with its last header field. Drop Content-Type and what follows it; stray "
     "octets are often a text terminator or line end added by the transport.",
     "m-notifyresp-ind … 95 81 84 83 4F 4B", "m-notifyresp-ind … 95 81 91 81", kChecked},
    {"ENC-BODY-003", kError, kAnyVersion, kPdu, Version::k11, "E12 §6.3 (E13 §6.3)", "3",
     "m-retrieve-conf with a Retrieve-Status has an empty body",
     "A body is required even when the retrieval failed, so that a 1.0 client, which knows no "
     "Retrieve-Status, has something to show. Send a short text part that explains the failure.",
     "… 99 E2 84 83 and end", "… 99 E2 84 83 4E 6F 74 20 66 6F 75 6E 64", kChecked},
    {"ENC-BODY-004", kError, kAnyVersion, kPdu, Version::k12, "E12 §6.9 T15", "3",
     "Content-Type and body of m-mbox-view-conf do not fit each other",
     "A view without descriptors is written with Content-Type */* (80) and ends there; any other "
     "type needs its body. Send one or the other.",
     "… AD 80 84 A3 and end", "… AD 80 84 80 and end", kChecked},
    {"ENC-BODY-005", kError, kAnyVersion, kPdu, Version::k12, "E12 §6.9", "3",
     "The body of m-mbox-view-conf is not a multipart.mixed",
     "Descriptors of a view travel in application/vnd.wap.multipart.mixed (A3), one entry each. "
     "Change the Content-Type; the entries have no root part and are no related set.",
     "Content-Type B3 (related)", "Content-Type A3", kChecked},
    {"ENC-BODY-006", kError, kAnyVersion, kPdu, Version::k12, "E12 §6.9, §6.9.1", "3",
     "An entry of an MMBox view holds no m-mbox-descr PDU",
     "Each entry of the view is one m-mbox-descr PDU and so begins with 8C 93. Wrap the stored "
     "message in a descriptor instead of returning it as it is.",
     "entry data 8C 84 …", "entry data 8C 93 8B …", kChecked},
    {"ENC-BODY-007", kError, kAnyVersion, kPdu, Version::k12, "E12 §6.10", "3",
     "m-mbox-upload-req carries no m-mbox-descr PDU",
     "An uploaded message is an m-mbox-descr PDU, directly or as first part of the body, with the "
     "content behind its header. Put 8C 93 and its fields before the multipart.",
     "body = SMIL multipart only", "body 8C 93 84 B3 …", kChecked},
    {"ENC-DUP-001", kWarning, kAnyVersion, kPdu, Version::k10, "E12 §6 (E13 §6 \"SHOULD\")", "3",
     "A field that may stand once is repeated",
     "Outside the fields whose table row grants repetition each field should occur once. Send one; "
     "receivers differ in whether the first or the last one counts.",
     "two Subject fields", "two To fields", kChecked},
    {"ENC-DUP-002", kNote, kAnyVersion, kPdu, Version::k12, "E12 T1, T15, T3", "3",
     "A field is repeated where the table is silent about repetition",
     "For MM-Flags in m-send-req, Mbox-Totals and Element-Descriptor the PDU's own table grants no "
     "repetition, though other tables do. It is widely done, but do not rely on the receiver "
     "taking all of them.",
     "two A4 in m-send-req", "two A4 in m-forward-req", kChecked},
    {"ENC-MAND-128", kError, kAnyVersion, kPdu, Version::k10, "E12 §6.1.1 T1", "=",
     "m-send-req lacks a mandatory field",
     "Transaction id, version, From and Content-Type are mandatory in m-send-req. A client that "
     "does not know its own number writes From with the insert-address token (89 01 81).",
     "8C 80 98 54 31 00 8D 92 97 … 84 A3 … (no From)", "From = 89 01 81", kChecked},
    {"ENC-MAND-129", kError, kAnyVersion, kPdu, Version::k10, "E12 §6.1.2 T2", "=",
     "m-send-conf lacks a mandatory field",
     "A submission is confirmed with transaction id, version and Response-Status. Without the "
     "status the client cannot tell whether the message was accepted.",
     "8C 81 98 54 31 00 8D 92", "… 92 80 8B …", kChecked},
    {"ENC-MAND-130", kError, kAnyVersion, kPdu, Version::k10, "E12 §6.2 T3", "=",
     "m-notification-ind lacks a mandatory field",
     "A notification carries transaction id, version, Message-Class, Message-Size, Expiry and "
     "Content-Location. Fill in the missing one; when the submission named no class, the relay "
     "writes Personal.",
     "no 8A", "no From (optional)", kChecked},
    {"ENC-MAND-131", kError, kAnyVersion, kPdu, Version::k10, "E12 §6.2 T4", "=",
     "m-notifyresp-ind lacks a mandatory field",
     "The answer to a notification carries transaction id, version and Status. Without them the "
     "relay cannot close the notification and goes on repeating it.",
     "8C 83 98 4E 31 00 8D 92", "no Report-Allowed", kChecked},
    {"ENC-MAND-132", kError, kAnyVersion, kPdu, Version::k10, "E12 §6.3 T5", "=",
     "m-retrieve-conf lacks a mandatory field",
     "A retrieved message carries version, Date and Content-Type. When no submission date is "
     "known, the relay writes the time at which it received the message.",
     "no 85", "no TID (conditional)", kChecked},
    {"ENC-MAND-133", kError, kAnyVersion, kPdu, Version::k10, "E12 §6.4 T6", "=",
     "m-acknowledge-ind lacks a mandatory field",
     "An acknowledgement is transaction id and version. Without the id the relay cannot tell which "
     "retrieval is acknowledged.",
     "8C 85 8D 92", "8C 85 98 52 31 00 8D 92", kChecked},
    {"ENC-MAND-134", kError, kAnyVersion, kPdu, Version::k10, "E12 §6.6 T9", "=",
     "m-delivery-ind lacks a mandatory field",
     "A delivery report names version, Message-ID, To, Date and Status: which message, which "
     "recipient, when, and what became of it. Fill in the missing one.",
     "no 97", "no TID (not in table)", kChecked},
    {"ENC-MAND-135", kError, kAnyVersion, kPdu, Version::k11, "E12 §6.7.2 T10", "2",
     "m-read-rec-ind lacks a mandatory field",
     "A read report from the client carries version, Message-ID, To, From and Read-Status. From "
     "may be the insert-address token.",
     "no 9B", "no Date", kChecked},
    {"ENC-MAND-136", kError, kAnyVersion, kPdu, Version::k11, "E12 §6.7.2 T11", "2",
     "m-read-orig-ind lacks a mandatory field",
     "A read report to the originator carries version, Message-ID, To, From, Date and Read-Status. "
     "The relay creates the Date when the reading client gave none.",
     "no Date", "m-read-rec-ind without Date", kChecked},
    {"ENC-MAND-137", kError, kAnyVersion, kPdu, Version::k11, "E12 §6.5.1 T7", "2",
     "m-forward-req lacks a mandatory field",
     "A forward request carries transaction id, version, From and the Content-Location of the "
     "message to forward. Copy the location from the notification or the MMBox.",
     "no 83", "no Date", kChecked},
    {"ENC-MAND-138", kError, kAnyVersion, kPdu, Version::k11, "E12 §6.5.2 T8", "2",
     "m-forward-conf lacks a mandatory field",
     "A forward request is confirmed with transaction id, version and Response-Status. Add the "
     "missing one; without the status the client must treat the forward as failed.",
     "no 92", "no Response-Text", kChecked},
    {"ENC-MAND-139", kError, kAnyVersion, kPdu, Version::k12, "E12 §6.8 T12", "2",
     "m-mbox-store-req lacks a mandatory field",
     "A store request carries transaction id, version and the Content-Location of the message to "
     "store or update. Add the missing one.",
     "no 83", "no MM-State", kChecked},
    {"ENC-MAND-140", kError, kAnyVersion, kPdu, Version::k12, "E12 §6.8 T13", "2",
     "m-mbox-store-conf lacks a mandatory field",
     "A store request is confirmed with transaction id, version and Store-Status. Add the missing "
     "one; Response-Status does not stand in for Store-Status here.",
     "no A5", "no Store-Status-Text", kChecked},
    {"ENC-MAND-141", kError, kAnyVersion, kPdu, Version::k12, "E12 §6.9 T14", "2",
     "m-mbox-view-req lacks a mandatory field",
     "A view request needs transaction id and version; every selection is optional. Add the "
     "missing one.",
     "8C 8D 8D 92", "no selection fields at all", kChecked},
    {"ENC-MAND-142", kError, kAnyVersion, kPdu, Version::k12, "E12 §6.9 T15", "2",
     "m-mbox-view-conf lacks a mandatory field",
     "A view is answered with transaction id, version, Response-Status and Content-Type. An answer "
     "without entries still writes Content-Type, as */* (84 80).",
     "no 84 although empty", "84 80", kChecked},
    {"ENC-MAND-143", kError, kAnyVersion, kPdu, Version::k12, "E12 §6.10 T17", "2",
     "m-mbox-upload-req lacks a mandatory field",
     "An upload carries transaction id, version and Content-Type, and the message as body. Add the "
     "missing one.",
     "no 84", "no MM-State", kChecked},
    {"ENC-MAND-144", kError, kAnyVersion, kPdu, Version::k12, "E12 §6.10 T18", "2",
     "m-mbox-upload-conf lacks a mandatory field",
     "An upload is confirmed with transaction id, version and Store-Status. Add the missing one; "
     "the Content-Location alone does not say that the message was stored.",
     "no A5", "no Content-Location", kChecked},
    {"ENC-MAND-145", kError, kAnyVersion, kPdu, Version::k12, "E12 §6.11 T19", "2",
     "m-mbox-delete-req lacks a mandatory field",
     "A delete request carries transaction id, version and at least one Content-Location. Name the "
     "messages to delete.",
     "no 83", "three 83", kChecked},
    {"ENC-MAND-146", kError, kAnyVersion, kPdu, Version::k12, "E12 §6.11 T20", "2",
     "m-mbox-delete-conf lacks a mandatory field",
     "A delete request is confirmed with transaction id, version and at least one Response-Status "
     "in its counted form. A complete success is the single field 92 02 80 80.",
     "only 83 fields", "only 92 02 80 80", kChecked},
    {"ENC-MAND-147", kError, kAnyVersion, kPdu, Version::k12, "E12 §6.9.1 T16", "3",
     "An entry announced as MMS message does not start as m-mbox-descr",
     "The entry's content type promises a PDU, and the only PDU allowed there is m-mbox-descr, "
     "whose mandatory first field is 8C 93. Write it before the descriptor's other fields.",
     "entry 8B 69 64 00", "entry 8C 93", kChecked},
    {"ENC-MAND-148", kError, kAnyVersion, kPdu, Version::k13, "E13 §6.12 T21", "3",
     "m-delete-req lacks a mandatory field",
     "A 1.3 delete request carries transaction id, version and at least one Content-Location. Add "
     "the missing one.",
     "no 83", "two 83", kChecked},
    {"ENC-MAND-149", kError, kAnyVersion, kPdu, Version::k13, "E13 §6.12 T22", "3",
     "m-delete-conf lacks a mandatory field",
     "A 1.3 delete request is confirmed with transaction id, version and at least one "
     "Response-Status in its counted form. Add the missing one.",
     "no 92", "92 02 80 80", kChecked},
    {"ENC-MAND-150", kError, kAnyVersion, kPdu, Version::k13, "E13 §6.13.1 T23", "3",
     "m-cancel-req lacks a mandatory field",
     "A cancel request carries transaction id, version and the Cancel-ID of the message to "
     "withdraw. Add the missing one.",
     "no BE", "BE 69 64 00", kChecked},
    {"ENC-MAND-151", kError, kAnyVersion, kPdu, Version::k13, "E13 §6.13.2 T24", "3",
     "m-cancel-conf lacks a mandatory field",
     "A cancel request is confirmed with transaction id and version. Echo the transaction id of "
     "the request.",
     "8C 97 8D 93 BF 80", "no Cancel-Status", kChecked},
    {"ENC-TID-001", kWarning, kAnyVersion, kPdu, Version::k10, "E12 T9, T10, T11", "=",
     "A report that nothing answers carries a transaction id",
     "m-delivery-ind, m-read-rec-ind and m-read-orig-ind have no transaction id in their tables, "
     "since no PDU answers them. Leave 98 out; the Message-ID links them.",
     "8C 86 98 31 00 8D 92 …", "8C 86 8D 92 …", kChecked},
    {"ENC-RCPT-001", kError, kAnyVersion, kPdu, Version::k10, "E12 §6.1.1 T1, §6.5.1 T7", "=",
     "The message has no recipient",
     "m-send-req and m-forward-req need at least one To, Cc or Bcc. The relay has nobody to "
     "deliver to and should answer with message-format-corrupt.",
     "only From", "only Bcc", kChecked},
};

}  // namespace mm1::rules::rows
