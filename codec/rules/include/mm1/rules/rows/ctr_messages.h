// CTR rules on sending, notification and retrieval.
#pragma once

#include "mm1/rules/rows/row.h"

namespace mm1::rules::rows {

inline constexpr Rule kCtrMessages[] = {
    {"CTR-SND-001", kError, kAnyVersion, kTransaction, Version::k10, "C10 §7.1.1; E12 §6.1.2", "=",
     "m-send-conf answers another transaction id than the one submitted",
     "The confirmation repeats the transaction id of the m-send-req it answers, in the same "
     "exchange. Take the id from the request instead of from a counter or cache.",
     "req T1, conf T2", "two parallel sends answered in the other order", kChecked},
    {"CTR-SND-002", kError, kAnyVersion, kTransaction, Version::k10, "C10 §7.1.1; C13 §8.2.1", "1",
     "A submission is answered without m-send-conf",
     "A successful answer to an m-send-req carries an m-send-conf. Return one with an error status "
     "when the message is refused; a bare 2xx leaves the client to send again.",
     "200, empty body", "503 (transport error is legal)", kChecked},
    {"CTR-SND-003", kError, kAnyVersion, kTransaction, Version::k10, "E12 §6.1.2 (globally unique)",
     "=", "Two messages were given the same Message-ID",
     "Message-IDs are globally unique, since reports are linked by them. Only a resend of the same "
     "message may get its id again.",
     "T1 and T2 both get id1", "resend of T1 gets id1 again", kChecked},
    {"CTR-SND-004", kNote, kAnyVersion, kTransaction, Version::k10,
     "E12 §6.1 (unique within its transaction)", "=",
     "A transaction id is reused while its first use is open",
     "The id links the confirmation to its request, so two different open requests of a client "
     "need two ids. Use a counter.",
     "T1 \"Hi\", T1 \"Bye\", no conf between", "identical resend", kChecked},
    {"CTR-SND-005", kWarning, kAnyVersion, kTransaction, Version::k11, "E13 §9.1 T28–T30", "3",
     "A resend after a transient failure is not the same PDU",
     "After a transient status the client should send the same octets under the same transaction "
     "id again, so that the relay can recognise them. Keep the encoded PDU.",
     "after C0 a new TID", "byte-identical resend", kChecked},
    {"CTR-SND-006", kWarning, kErrorFrom13, kTransaction, Version::k11, "E13 §9.1", "3",
     "A message is sent again unchanged after a permanent failure",
     "A permanent status means that the same message will fail again. Correct what the status "
     "names, or give up and tell the user.",
     "E2, then same PDU", "E2, then corrected PDU", kChecked},
    {"CTR-SND-007", kNote, kAnyVersion, kTransaction, Version::k12, "E13 §9.1 T28", "3",
     "The client dropped the wish to hide after the relay refused it",
     "After status 234 the message may go out with the address shown only if the user agreed, "
     "which a capture cannot show. Check that the client asks.",
     "EA, then 94 81", "EA, nothing", kChecked},
    {"CTR-SND-008", kError, kAnyVersion, kTransaction, Version::k11, "E12 §6.1.1 T1", "=",
     "The relay accepted a submission with Reply-Charging Accepted",
     "Only Requested values are allowed in a submission and the relay rejects others. Answer with "
     "231.",
     "9C 82 → 92 80", "9C 82 → 92 E7", kChecked},
    {"CTR-SND-009", kError, kAnyVersion, kTransaction, Version::k12, "E12 §6.1.2 T2, §6.5.2 T8",
     "=", "A confirmation speaks of storing that was not asked for",
     "Store-Status and Content-Location appear only when the request carried Store. Leave them out "
     "otherwise.",
     "no A2, conf A5", "A2 80, conf A5", kChecked},
    {"CTR-SND-010", kNote, kAnyVersion, kTransaction, Version::k12, "E12 T1", "=",
     "Storing was asked for and the confirmation does not mention it",
     "A relay without MMBox may ignore Store; one with an MMBox reports what became of the copy. "
     "Add Store-Status if there is an MMBox.",
     "A2 80 → no A5", "A2 81 → no A5", kChecked},
    {"CTR-SND-011", kWarning, kAnyVersion, kTransaction, Version::k10, "E13 §9.1 T28 (226)", "3",
     "The relay accepted a submission that lacks a mandatory field",
     "An incomplete m-send-req is to be answered with message-format-corrupt (226). Accepting it "
     "hides the client's fault until delivery fails.",
     "no To/Cc/Bcc → 92 80", "→ 92 E2", kChecked},
    {"CTR-SND-012", kNote, kAnyVersion, kTransaction, Version::k10, "C10 §7.1.1", "1",
     "A request was never answered",
     "The client waited and the relay or the network stayed silent while other traffic went on. "
     "Look for the confirmation's loss at the gateway or for a stuck transaction in the relay.",
     "60 s silence, other PDUs follow", "capture ends 1 s later", kChecked},
    {"CTR-SND-013", kNote, kAnyVersion, kTransaction, Version::k10,
     "E12 §6.1.2 (pairing); capture limit", "own", "A confirmation without its request",
     "The request is not in the capture, usually because the capture started later. It says "
     "nothing about either side.",
     "SK first in file", "SQ seen before", kChecked},
    {"CTR-SND-014", kWarning, kAnyVersion, kMessage, Version::k10,
     "E12 §6.1.1 T1 (earliest delivery)", "=",
     "The recipient was notified before the Delivery-Time",
     "Delivery-Time is the earliest moment at which the relay may deliver. Hold the message until "
     "then.",
     "delivery in 1 h, NI after 1 min", "NI after 61 min", kChecked},
    {"CTR-SND-015", kWarning, kAnyVersion, kMessage, Version::k10, "E12 §6.1.1 T1", "=",
     "The recipient was notified after the message's Expiry",
     "After its Expiry the relay discards the message and reports it as expired. Check the relay's "
     "queue and clock.",
     "expiry 1 h, NI after 2 h", "NI after 30 min", kChecked},
    {"CTR-NTF-001", kWarning, kAnyVersion, kTransaction, Version::k10, "C10 §7.2.1 (SHALL respond)",
     "1", "A notification was never answered",
     "The client shall answer every notification, by m-notifyresp-ind or by retrieving. The relay "
     "must otherwise repeat it until the message expires.",
     "client sends SQ an hour later, never NR", "capture ends early", kChecked},
    {"CTR-NTF-002", kNote, kAnyVersion, kTransaction, Version::k10, "E12 §6.2 T4", "=",
     "m-notifyresp-ind answers no known notification",
     "No notification with this transaction id is in the capture. If the capture is complete, the "
     "client altered the id or answered one of another session.",
     "NR X9 alone", "NI X9 before", kChecked},
    {"CTR-NTF-003", kError, kAnyVersion, kTransaction, Version::k10, "E12 §6.2 T4; C10 §7.2.1", "=",
     "The client reports Retrieved before it retrieved",
     "Status Retrieved is allowed only after a successful m-retrieve-conf. Answer Deferred and "
     "retrieve later, or the relay may delete the message.",
     "NI, NR Retrieved, no GET, all bearers captured", "NI, GET, RK, NR Retrieved", kChecked},
    {"CTR-NTF-004", kWarning, kAnyVersion, kTransaction, Version::k10, "C10 §6 fig. 5, §7.3.1", "1",
     "A closed notification is answered again with another status",
     "One m-notifyresp-ind closes the notification. A message retrieved after Deferred is "
     "acknowledged by m-acknowledge-ind, not by a second answer.",
     "NR Deferred, RK, NR Retrieved", "NR Deferred, RK(TID), AK", kChecked},
    {"CTR-NTF-005", kWarning, kErrorFrom13, kTransaction, Version::k10, "E13 §6.2 note", "3",
     "A repeated notification differs from the first",
     "A notification repeated before its answer must be the same, so that the client can recognise "
     "it. Keep the encoded PDU instead of building it again.",
     "other Subject", "identical octets", kChecked},
    {"CTR-NTF-006", kNote, kAnyVersion, kTransaction, Version::k10, "E12 §6.2", "=",
     "The relay notifies again after a final answer",
     "After Retrieved or Rejected the notification is done. The answer may have been lost on its "
     "way, or the relay does not link it.",
     "NR Rejected, NI again", "NR Deferred, NI again", kChecked},
    {"CTR-NTF-007", kError, kAnyVersion, kTransaction, Version::k10, "E12 §6.2 (unique until NR)",
     "=", "Two open notifications share a transaction id",
     "The id is unique until the client has answered. With two locations under one id the relay "
     "cannot know which one the answer closes.",
     "N1→U1, N1→U2", "N1→U1, NR, N1→U2", kChecked},
    {"CTR-NTF-008", kWarning, kAnyVersion, kTransaction, Version::k10, "C10 §6 fig. 4, §7.2.1", "1",
     "An immediate retrieval is closed by m-acknowledge-ind",
     "When the client retrieves without having answered the notification, m-notifyresp-ind with "
     "Retrieved closes it. m-acknowledge-ind belongs to a deferred retrieval.",
     "NI, GET, RK, AK", "NI, GET, RK, NR Retrieved", kChecked},
    {"CTR-NTF-009", kWarning, kAnyVersion, kTransaction, Version::k10,
     "E13 §9.3 T33 (not retrieved later)", "3", "The client retrieves a message it rejected",
     "Rejected tells the relay that the message will not be fetched and may be deleted. Answer "
     "Deferred to keep it.",
     "NR Rejected, GET U", "NR Deferred, GET U", kChecked},
    {"CTR-NTF-010", kWarning, kAnyVersion, kTransaction, Version::k10, "E12 §7.2.43, §6.12", "2/3",
     "The client calls a well-formed notification unrecognised",
     "Unrecognised is for notifications of an unsupported version. This one decodes cleanly, so "
     "the client's parser or version check is at fault.",
     "8D 92 NI → 95 84", "8D A0 NI → 95 84", kChecked},
    {"CTR-NTF-011", kWarning, kAnyVersion, kTransaction, Version::k10, "C10 §7.2.1", "1",
     "An immediate retrieval is not closed by m-notifyresp-ind",
     "After retrieving at once the client shall answer the notification with Retrieved. The relay "
     "keeps the message and repeats the notification otherwise.",
     "RK, client goes on with other traffic", "capture ends", kChecked},
    {"CTR-NTF-012", kError, kAnyVersion, kMessage, Version::k10, "E12 §6.2 T3, §6.3 T5", "=",
     "The recipient sees the address of a sender who hides",
     "The relay accepted the sender's Hide and must then leave From out of notification and "
     "retrieval. Remove it.",
     "94 80, conf Ok, RK 89 18 80 …", "conf EA", kChecked},
    {"CTR-NTF-013", kNote, kAnyVersion, kMessage, Version::k10, "E12 T3, T5", "=",
     "Class, priority or subject changed between submission and delivery",
     "The relay passes these fields on as submitted. A change may be policy of a value-added "
     "service; otherwise the relay lost or converted the value.",
     "Personal → Advertisement", "absent class → Personal", kChecked},
    {"CTR-NTF-014", kNote, kAnyVersion, kTransaction, Version::k10, "E12 T4, T6", "=",
     "Report-Allowed differs between the two answers for one message",
     "m-notifyresp-ind and m-acknowledge-ind of one message disagree on whether reports are "
     "allowed. Send the user's setting in both.",
     "NR No, AK absent (=Yes)", "both No", kChecked},
    {"CTR-NTF-015", kError, kAnyVersion, kMessage, Version::k11, "E12 §6.2 T3 (1.2 wording seen)",
     "2", "The notification's class is not Personal though none was submitted",
     "A submission without class counts as Personal and the relay writes that into the "
     "notification. Do not substitute another default.",
     "no 8A → NI 8A 82", "no 8A → NI 8A 80", kChecked},
    {"CTR-NTF-016", kNote, kAnyVersion, kTransaction, Version::k10, "E12 §6.2", "=",
     "Two open notifications point to one message",
     "The message was announced again under a new id although the first announcement is still "
     "open. Repeat the first notification instead.",
     "N1→U, N2→U", "N1→U, NR Deferred, N2→U", kChecked},
    {"CTR-RTV-001", kNote, kAnyVersion, kTransaction, Version::k10, "C10 §7.3.1", "1",
     "The client retrieves an address that was not announced to it",
     "The URI is in no notification or MMBox answer of the capture. The announcement may have been "
     "missed, or the client altered the address.",
     "GET /x", "GET U of NI", kChecked},
    {"CTR-RTV-002", kError, kAnyVersion, kTransaction, Version::k10, "E12 §6.3", "=",
     "An announced message is answered with something else than m-retrieve-conf",
     "A successful answer to the retrieval of an announced location is an m-retrieve-conf. Report "
     "failures with Retrieve-Status in one, or with an HTTP error status.",
     "200 text/html", "404", kChecked},
    {"CTR-RTV-003", kError, kAnyVersion, kTransaction, Version::k10, "C10 §7.3.1 (SHALL)", "1",
     "A deferred retrieval is not acknowledged",
     "A transaction id in a deferred m-retrieve-conf asks for an m-acknowledge-ind, and the client "
     "shall send it. The relay cannot delete the message otherwise.",
     "RK R1, later SQ, no AK", "RK without TID", kChecked},
    {"CTR-RTV-004", kError, kAnyVersion, kTransaction, Version::k10, "E12 §6.4 T6", "=",
     "m-acknowledge-ind has another transaction id than the retrieval",
     "The acknowledgement repeats the id of the m-retrieve-conf. Take it from that PDU, not from "
     "the notification.",
     "RK R1, AK R2", "RK R1, AK R1", kChecked},
    {"CTR-RTV-005", kWarning, kAnyVersion, kTransaction, Version::k10, "E12 §6.3 T5", "=",
     "An immediate retrieval has another transaction id than its notification",
     "Retrieved at once, the message belongs to the notification's transaction and m-retrieve-conf "
     "repeats its id. Copy it.",
     "NI N1, GET, RK Z9", "NR Deferred N1, GET, RK R1", kChecked},
    {"CTR-RTV-006", kNote, kAnyVersion, kTransaction, Version::k10, "E12 §6.3 T5", "=",
     "A deferred retrieval reuses the notification's transaction id",
     "The notification was closed by Deferred, and the retrieval is a new transaction with an id "
     "of its own. Use a new one, so that late answers are not mixed up.",
     "NR Deferred N1, RK N1", "RK R1", kChecked},
    {"CTR-RTV-007", kWarning, kErrorFrom13, kTransaction, Version::k11, "E13 §9.2 T31", "3",
     "The client retrieves again after a permanent failure",
     "A permanent Retrieve-Status means that this location will never work. Give up and tell the "
     "user.",
     "E2, GET U", "C0, GET U", kChecked},
    {"CTR-RTV-008", kNote, kAnyVersion, kTransaction, Version::k10, "E12 T3; C10 §7.4.2", "=",
     "A message was delivered after its announced Expiry",
     "The relay may discard the message after the announced lifetime, but delivered it. Harmless "
     "to the user; check the relay's expiry job.",
     "expiry 60 s, RK after 600 s", "RK after 30 s", kChecked},
    {"CTR-RTV-009", kError, kAnyVersion, kTransaction, Version::k10, "C10 §7.3.1; E12 T4", "=",
     "The client acknowledged a message before it had all of it",
     "The acknowledgement lets the relay delete the message. Send it only after the last octet has "
     "arrived.",
     "AK while TCP stream is cut", "AK after the last octet", kChecked},
    {"CTR-RTV-010", kWarning, kAnyVersion, kTransaction, Version::k10,
     "C13 §6.2.1 allows change of details", "3", "Notification and retrieved message disagree",
     "Sender, class, subject or priority of both PDUs describe the same message and should agree. "
     "Build the notification from the stored message.",
     "other From", "From absent in NI, present in RK", kChecked},
    {"CTR-RTV-011", kWarning, kAnyVersion, kTransaction, Version::k12, "E12 §6.3 T5", "=",
     "MMBox state in a message that was not fetched from the MMBox",
     "MM-State and MM-Flags are for messages retrieved from the MMBox. Leave them out of an "
     "ordinary retrieval, or announce with Stored Yes.",
     "NI no A7, RK A3 82", "NI A7 80, RK A3 82", kChecked},
    {"CTR-RTV-012", kNote, kAnyVersion, kTransaction, Version::k10, "E12 T3; E10 T3", "=",
     "The retrieved size is far from the announced one",
     "Message-Size helps the client decide, so it should be close to what follows. Announce the "
     "size after adaptation of the content.",
     "1 000 vs 50 000", "10 000 vs 10 400", kChecked},
    {"CTR-RTV-013", kError, kAnyVersion, kTransaction, Version::k11, "E12 T4 (only after success)",
     "=", "The client confirms a retrieval that failed",
     "Retrieved and m-acknowledge-ind are allowed only after a successful retrieval; the "
     "m-retrieve-conf carried an error. Answer Deferred and try again if the error is transient.",
     "RK 99 E2, NR 95 81", "RK 99 C0, NR 95 83", kChecked},
    {"CTR-RTV-014", kWarning, kAnyVersion, kTransaction, Version::k12,
     "E12 §6.10 (SHOULD use view)", "2/3", "An uploaded message is fetched by GET",
     "A message stored by upload should be read with m-mbox-view-req and the attribute Content. "
     "The location of the upload confirmation need not be retrievable.",
     "BUK U, GET U", "BUK U, BVQ U + AE", kChecked},
    {"CTR-RTV-015", kNote, kAnyVersion, kTransaction, Version::k12, "E12 §6.3", "=",
     "The state in the retrieved message is not the one last stored",
     "m-retrieve-conf tells the state before this retrieval, which was set by an earlier request. "
     "Another client may have changed it; otherwise the relay lost the change.",
     "BSQ New, RK Draft", "RK New", kChecked},
    {"CTR-RTV-016", kWarning, kAnyVersion, kTransaction, Version::k11, "E13 §9.2 T31", "3",
     "A retry after a transient failure goes to another address",
     "After a transient Retrieve-Status the same location is to be tried again. Keep it.",
     "C0, GET U2 for the same MM", "GET U", kChecked},
};

}  // namespace mm1::rules::rows
