// TRN rules on content types, methods and push.
#pragma once

#include "mm1/rules/rows/row.h"

namespace mm1::rules::rows {

inline constexpr Rule kTrnPush[] = {
    {"TRN-CTY-001", kError, kAnyVersion, kBearer, Version::k10, "E12 §5 (E13 §5, E10 §5)", "=",
     "An MMS PDU travels under another content type",
     "The content type of every MM1 message is application/vnd.wap.mms-message. Gateways and "
     "clients choose the handler by it; correct the header.",
     "HTTP application/octet-stream with 8C 80 …", "text or number 3E form, parameters allowed",
     kChecked},
    {"TRN-CTY-002", kError, kAnyVersion, kBearer, Version::k10, "E12 §5, §7", "=",
     "The content type promises an MMS PDU and the data is none",
     "A PDU begins with 8C and a type octet. An error page must carry its own type; the client's "
     "parser fails otherwise.",
     "HTML error page with that type", "empty answer to NR", kChecked},
    {"TRN-CTY-003", kError, kAnyVersion, kBearer, Version::k10,
     "W §8.2.3.2, §8.2.4.1; PM §5.2.1.10", "read", "A message with data has no content type",
     "The receiver cannot know what the data is. Send application/vnd.wap.mms-message.",
     "Push 06 00 8C 82 …", "Get (has no data)", kChecked},
    {"TRN-MTH-001", kError, kAnyVersion, kBearer, Version::k10, "C10 §7.1.1, §7.2.1, §7.3.1", "1",
     "A client PDU is not sent with POST",
     "Client PDUs travel as the body of a POST; only a retrieval is a GET. Change the method.",
     "WSP 61 Put", "WSP 60", kChecked},
    {"TRN-MTH-002", kError, kAnyVersion, kBearer, Version::k10, "C10 §7.1.1, §7.3.1", "1",
     "Answer and method do not belong together",
     "m-retrieve-conf answers a GET, the other confirmations answer a POST. Check the relay's "
     "routing of the two.",
     "POST → 8C 84", "GET → 8C 84", kChecked},
    {"TRN-MTH-003", kError, kAnyVersion, kBearer, Version::k10, "C10 §7.2.1, §7.4.1", "1",
     "A notification or report does not come by push",
     "Notifications, delivery and read-report indications are pushed; a client expects none in an "
     "answer. Send them through the push proxy.",
     "8C 82 in a POST reply", "ConfirmedPush", kChecked},
    {"TRN-MTH-004", kError, kAnyVersion, kBearer, Version::k10, "C10 §7.1.1", "1",
     "A confirmation comes by push",
     "Confirmations and retrieved messages are the answer within the client's own exchange. Return "
     "them there.",
     "Push with 8C 81", "Reply with 8C 81", kChecked},
    {"TRN-MTH-005", kWarning, kAnyVersion, kBearer, Version::k10, "C13 §8.2.1", "3",
     "A confirmation comes with a status other than 200",
     "An MMS confirmation travels in a 200 answer, errors included: the PDU's status says what "
     "failed. Use 200.",
     "202 with 8C 81", "200", kChecked},
    {"TRN-MTH-006", kNote, kAnyVersion, kBearer, Version::k10, "C10 §7.2.1, §7.3.1", "1",
     "An indication of the client is answered with an MMS PDU",
     "m-notifyresp-ind, m-acknowledge-ind and m-read-rec-ind have no answer PDU, and the client "
     "should ignore one. Answer with an empty body.",
     "200 with 8C 81", "204", kChecked},
    {"TRN-MTH-007", kError, kAnyVersion, kBearer, Version::k10, "C10 §7.3.1", "1",
     "A retrieval goes over connectionless WSP",
     "Messages are retrieved over connection-mode WSP or HTTP, since a datagram cannot carry them. "
     "Open a session.",
     "UDP 9200 01 40 …", "UDP 9201 Invoke with 40", kChecked},
    {"TRN-HTT-001", kNote, kAnyVersion, kBearer, Version::k10, "RFC 2616 §4.4", "m",
     "An HTTP body ends before its announced length",
     "The connection or the capture ended early. The PDU is shown as far as it goes and nothing is "
     "concluded from what is missing.",
     "FIN early", "complete", kChecked},
    {"TRN-HTT-002", kNote, kAnyVersion, kBearer, Version::k10, "RFC 2616 §14.11", "m",
     "An MMS body has an HTTP content encoding",
     "The body was compressed on its way and is undone before decoding. Old clients may not "
     "support it.",
     "gzip", "identity", kChecked},
    {"TRN-HTT-003", kNote, kAnyVersion, kBearer, Version::k10, "C10 §7.3.1", "1",
     "A retrieval cannot be linked because its addresses disagree",
     "Host, path and Content-Location lead to different URIs, often because of a proxy. Compare "
     "the announced address with the one requested.",
     "other host, same path", "absolute-form request line", kChecked},
    {"TRN-PSH-001", kError, kAnyVersion, kBearer, Version::k10,
     "C10 §7.2.1, §7.4.1; OTA §6.2.3, §7.3", "1", "An MMS push has no application id",
     "X-Wap-Application-Id tells the terminal which application gets the push. Send "
     "x-wap-application:mms.ua or its number 4 (AF 84).",
     "06 01 BE 8C 82 …", "06 03 BE AF 84 8C 82 …", kChecked},
    {"TRN-PSH-002", kError, kAnyVersion, kBearer, Version::k10, "C10 §7.2.1", "1",
     "An MMS push has another application's id",
     "The MMS user agent is x-wap-application:mms.ua or 4. The terminal hands the push to the "
     "wrong application or drops it.",
     "AF 82", "AF \"x-wap-application:mms.ua\" 00", kChecked},
    {"TRN-PSH-003", kWarning, kAnyVersion, kBearer, Version::k10, "WDP App. B; OTA §6.2.1", "read",
     "An MMS push goes to an unusual port",
     "Connectionless push goes to port 2948, or 2949 when secured. Terminals do not listen "
     "elsewhere.",
     "port 9200", "port 2948", kChecked},
    {"TRN-PSH-004", kError, kAnyVersion, kBearer, Version::k10, "OTA §6.2.1; W §7.2", "read",
     "A confirmed push comes over a datagram",
     "ConfirmedPush needs a WTP transaction to be confirmed in. Send Push (06) over UDP.",
     "2948 01 07 …", "2948 01 06 …", kChecked},
    {"TRN-PSH-005", kError, kAnyVersion, kBearer, Version::k10, "W §7.1.1", "read",
     "Push and WTP class do not fit each other",
     "Push uses class 0 and ConfirmedPush class 1. Change one of the two.", "06 in class 1",
     "06 in class 0", kChecked},
    {"TRN-PSH-006", kNote, kAnyVersion, kBearer, Version::k10, "OTA §6.2.1, §6.2.2", "read",
     "A push on a secure port is readable in clear",
     "Ports 2949 and 9203 are for WTLS. Either the port or the protection is wrong.",
     "clear 8C 82 on 2949", "WTLS record", kChecked},
    {"TRN-PSH-007", kNote, kAnyVersion, kBearer, Version::k10, "PM §5.2.2.1; C10 §7.2.1", "read",
     "The application encoding in the push's id is not 4",
     "The parameter app-encoding of the textual id repeats the number 4 of the MMS user agent. "
     "Correct or drop it.",
     "…mms.ua;app-encoding=2", ";app-encoding=4", kChecked},
    {"TRN-OTA-001", kError, kAnyVersion, kBearer, Version::k10, "OTA §7.3, §7.4.1", "read",
     "An OTA-HTTP push is posted to another address than /wappush",
     "The terminal accepts pushes at /wappush only. Change the request URI.", "POST /push",
     "POST /wappush", kChecked},
    {"TRN-OTA-002", kWarning, kAnyVersion, kBearer, Version::k10, "OTA §7.4.1", "read",
     "An OTA-HTTP push has a Host value",
     "The terminal has no host name, so Host is present and empty. Send it empty.", "Host: phone",
     "Host:", kChecked},
    {"TRN-OTA-003", kError, kAnyVersion, kBearer, Version::k10, "OTA §7.4.1", "read",
     "The body of an OTA-HTTP push is not application/http",
     "The pushed message is wrapped as an HTTP response: status line, headers, PDU. Wrap it.",
     "body = bare PDU", "HTTP/1.1 200 OK + headers + PDU", kChecked},
    {"TRN-OTA-004", kError, kAnyVersion, kBearer, Version::k10, "OTA §7.4.2, §7.4.2.1", "read",
     "The answer to an OTA-HTTP push lacks X-Wap-Push-Status",
     "The terminal reports acceptance with this header. Add it.", "204 alone",
     "204 + X-Wap-Push-Status: 400", kChecked},
    {"TRN-OTA-005", kError, kAnyVersion, kBearer, Version::k10, "OTA §7.4.1.1", "read",
     "The answer to an OTA-HTTP push has an unwanted body",
     "A body is allowed only when the request's X-Wap-Push-Info asks for a response. Answer "
     "without one.",
     "200 with text", "204", kChecked},
    {"TRN-OTA-006", kWarning, kAnyVersion, kBearer, Version::k10, "OTA §7.4.2.1", "read",
     "X-Wap-Push-Status has an unknown or unfit code",
     "The code is not in the table or belongs to another exchange. Use the codes for POST.",
     "500 on a push", "401", kChecked},
    {"TRN-OTA-007", kWarning, kAnyVersion, kBearer, Version::k10, "OTA §7.4.2.1", "read",
     "A push is sent again after a status that forbids it",
     "The terminal answered that a retry is pointless. Give the push up.", "236, again",
     "234, again", kChecked},
    {"TRN-OTA-008", kError, kAnyVersion, kBearer, Version::k10, "OTA §7.5", "read",
     "The push version is not exchanged on the connection's first request",
     "The first request and its answer carry X-Wap-Push-OTA-Version. Send it on each new "
     "connection.",
     "header absent", "later request without it", kChecked},
};

}  // namespace mm1::rules::rows
