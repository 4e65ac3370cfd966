"""What belongs together: transactions, requests and responses, the frames of a retrieval.

The frames are those of the sample captures, as captures/README.md and tests/captures describe them.
"""

import struct
import unittest

import packets
import tshark


def rows(name, fields, two_passes=True, display_filter="mm1.transaction", options=()):
    """{frame: {field: value}} of the frames that belong to a transaction; empty values left out."""
    capture = tshark.sample(name)
    passes = ("-2",) if two_passes else ()
    table = tshark.columns(
        capture, ["frame.number", *fields], display_filter, (*passes, *tshark.REASSEMBLY, *options)
    )
    return {
        int(row[0]): {field: value for field, value in zip(fields, row[1:]) if value}
        for row in table
    }


ROLES = ("mm1.notification_in", "mm1.get_in", "mm1.retrieve_conf_in", "mm1.notifyresp_in")


class Http(unittest.TestCase):
    """Submission 4 → 6; notification 11, GET 15 → 17, m-notifyresp-ind 19 → 21 (204)."""

    def test_request_and_response(self):
        found = rows("http-send-retrieve.pcap", ["mm1.request_in", "mm1.response_in"])
        pairs = {4: 6, 15: 17, 19: 21, 30: 32}
        for request, response in pairs.items():
            with self.subTest(request=request):
                self.assertEqual(found[request].get("mm1.response_in"), str(response))
        for request, response in {4: 6, 15: 17, 11: 19, 30: 32}.items():
            with self.subTest(response=response):
                self.assertEqual(found[response].get("mm1.request_in"), str(request))

    def test_roles_in_a_retrieval(self):
        found = rows("http-send-retrieve.pcap", ROLES)
        frames = dict(zip(ROLES, ("11", "15", "17", "19")))
        for frame in (11, 15, 17, 19, 21):
            others = {role: at for role, at in frames.items() if at != str(frame)}
            with self.subTest(frame=frame):
                self.assertEqual(found[frame], others)

    def test_kind_mode_and_outcome(self):
        fields = ["mm1.transaction.id", "mm1.transaction.kind", "mm1.transaction.mode",
                  "mm1.transaction.outcome", "mm1.transaction.status"]
        found = rows("http-send-retrieve.pcap", fields)
        self.assertEqual(list(found[6].values()), ["1", "send", "completed", "Ok"])
        retrieval = ["2", "retrieval", "immediate", "completed", "Retrieved"]
        for frame in (11, 15, 17, 19, 21):
            self.assertEqual(list(found[frame].values()), retrieval)

    def test_time_since_the_request(self):
        found = rows("http-send-retrieve.pcap", ["frame.time_epoch", "mm1.time"])
        passed = float(found[6]["frame.time_epoch"]) - float(found[4]["frame.time_epoch"])
        self.assertAlmostEqual(float(found[6]["mm1.time"]), passed, places=6)
        self.assertNotIn("mm1.time", found[4])

    def test_a_fetch_that_fails_belongs_to_its_retrieval(self):
        found = rows("errors.pcap", ["mm1.transaction.id", "mm1.response_in", "mm1.request_in"],
                     display_filter="mm1.transaction && http && !mm1")
        self.assertEqual(found[29], {"mm1.transaction.id": "4", "mm1.response_in": "31"})
        self.assertEqual(found[31], {"mm1.transaction.id": "4", "mm1.request_in": "29"})

    def test_a_media_type_is_a_push_in_any_case(self):
        capture = tshark.sample("http-push.pcap")
        octets = capture.read_bytes()
        self.assertIn(b"application/http", octets)
        in_capitals = tshark.write(
            "push.pcap", octets.replace(b"application/http", b"Application/HTTP")
        )
        tables = [
            tshark.run("tshark", "-n", "-q", "-r", path, "-z", "mm1,transactions").stdout
            for path in (capture, in_capitals)
        ]
        self.assertIn("192.0.2.", tables[0])
        self.assertEqual(*tables)

    def test_an_unaltered_resend_is_a_repeat(self):
        found = rows("errors.pcap", ["mm1.transaction.id", "mm1.repeat_of"])
        self.assertEqual(found[12], {"mm1.transaction.id": "2", "mm1.repeat_of": "8"})
        self.assertNotIn("mm1.repeat_of", found[8])


class Wsp(unittest.TestCase):
    def test_connection_mode(self):
        """Notification 15, Get 19, segments up to 26, m-notifyresp-ind 28, Reply 29."""
        found = rows("wsp-connection-mode-sar.pcap",
                     ["mm1.transaction.id", "mm1.request_in", *ROLES])
        self.assertEqual(found[26], {
            "mm1.transaction.id": "2", "mm1.request_in": "19", "mm1.notification_in": "15",
            "mm1.get_in": "19", "mm1.notifyresp_in": "28",
        })
        self.assertEqual(found[29]["mm1.request_in"], "28")

    def test_connectionless(self):
        found = rows("wsp-connectionless.pcap", ["mm1.request_in", "mm1.transaction.kind"])
        self.assertEqual(found[2], {"mm1.request_in": "1", "mm1.transaction.kind": "send"})
        self.assertEqual(found[4], {"mm1.request_in": "3", "mm1.transaction.kind": "retrieval"})

    def test_notification_in_short_messages(self):
        found = rows("sms-push-smpp.pcap", ["mm1.notification_in", "mm1.get_in"])
        self.assertEqual(found[21], {"mm1.notification_in": "12", "mm1.get_in": "19"})


class HandMade(unittest.TestCase):
    PDUS = dict(packets.minimal_pdus())
    SUBMISSION = PDUS["m-send-req"]
    CONFIRMATION = PDUS["m-send-conf"]

    POST = (
        b"POST / HTTP/1.1\r\nHost: mmsc\r\nContent-Type: %b\r\nContent-Length: %d\r\n\r\n%b"
        % (packets.MMS, len(SUBMISSION), SUBMISSION)
    )
    OK = (
        b"HTTP/1.1 200 OK\r\nContent-Type: %b\r\nContent-Length: %d\r\n\r\n%b"
        % (packets.MMS, len(CONFIRMATION), CONFIRMATION)
    )

    def rows(self, fields, *frames, options=()):
        capture = tshark.write("hand-made.pcap", packets.pcap(frames))
        return tshark.columns(capture, fields, "frame", ("-2", *options))

    def test_pipelined_requests_are_answered_in_their_order(self):
        """Two of each in one segment; in tshark's fields the values of both stand side by side."""
        other = [pdu.replace(b"T1\0", b"T2\0") for pdu in (self.SUBMISSION, self.CONFIRMATION)]
        requests = b"".join(
            b"POST / HTTP/1.1\r\nHost: mmsc\r\nContent-Type: %b\r\nContent-Length: %d\r\n\r\n%b"
            % (packets.MMS, len(pdu), pdu) for pdu in (self.SUBMISSION, other[0])
        )
        responses = b"".join(
            b"HTTP/1.1 200 OK\r\nContent-Type: %b\r\nContent-Length: %d\r\n\r\n%b"
            % (packets.MMS, len(pdu), pdu) for pdu in (self.CONFIRMATION, other[1])
        )
        fields = ["mm1.transaction_id", "mm1.transaction.id", "mm1.transaction.outcome",
                  "mm1.response_in", "mm1.request_in"]
        self.assertEqual(
            self.rows(fields, packets.tcp(requests, 1), packets.tcp(responses, 1, back=True)),
            [["T1|T2", "1|2", "completed|completed", "2|2", ""],
             ["T1|T2", "1|2", "completed|completed", "", "1|1"]],
        )

    def test_a_head_may_come_in_two_segments(self):
        """Cut inside a header field and inside the status line."""
        segments = [
            packets.tcp(part, sequence, back)
            for octets, cut, back in ((self.POST, 25, False), (self.OK, 11, True))
            for part, sequence in ((octets[:cut], 1), (octets[cut:], 1 + cut))
        ]
        self.assertEqual(
            self.rows(["mm1.transaction.id", "mm1.request_in", "mm1.response_in"], *segments),
            [["", "", ""], ["1", "", "4"], ["", "", ""], ["1", "2", ""]],
        )

    def test_methods_that_are_not_ours_and_interim_responses_keep_their_place(self):
        """REPORT and POST in one segment, 100, 207 and 200 in another."""
        requests = b"REPORT / HTTP/1.1\r\nHost: mmsc\r\n\r\n" + self.POST
        responses = (
            b"HTTP/1.1 100 Continue\r\n\r\n"
            b"HTTP/1.1 207 Multi-Status\r\nContent-Length: 0\r\n\r\n" + self.OK
        )
        fields = ["mm1.transaction.id", "mm1.transaction.outcome", "mm1.request_in"]
        self.assertEqual(
            self.rows(fields, packets.tcp(requests, 1), packets.tcp(responses, 1, back=True)),
            [["1", "completed", ""], ["1", "completed", "1"]],
        )

    def test_data_that_go_on_are_no_message(self):
        """Octets, and text like a request of another protocol, while another answer is awaited."""
        page = b"HTTP/1.1 200 OK\r\nContent-Type: image/gif\r\nContent-Length: 99\r\n\r\nGIF89a"
        back = [page, b"\x00\x01\x02", b"SETUP / RTSP/1.0\r\n\r\n", self.OK]
        sequences = [1 + sum(map(len, back[:index])) for index in range(len(back))]
        rows = self.rows(
            ["http", "mm1.transaction.id", "mm1.request_in"],
            packets.tcp(b"GET /logo HTTP/1.1\r\nHost: mmsc\r\n\r\n" + self.POST, 1),
            *(packets.tcp(part, at, back=True) for part, at in zip(back, sequences)),
            options=("-o", "http.desegment_body:FALSE"),
        )
        self.assertTrue(all(row[0] for row in rows), "each is HTTP to Wireshark")
        self.assertEqual([row[1:] for row in rows], [["1", ""], *3 * [["", ""]], ["1", "1"]])

    def test_what_wtp_sends_again_is_no_second_try(self):
        rows = self.rows(
            ["mm1.transaction.id", "mm1.repeat_of", "mm1.request_in", "mm1.response_in"],
            packets.wtp_invoke(7, b"http://mmsc/", self.SUBMISSION),
            packets.wtp_invoke(7, b"http://mmsc/", self.SUBMISSION, repeated=True),
            packets.wtp_result(7, self.CONFIRMATION),
        )
        self.assertEqual(rows, [["1", "", "", "3"], ["1", "1", "", "3"], ["1", "", "1", ""]])

    def test_a_transaction_number_that_comes_round_again(self):
        """TID 7 of WTP for another submission: another exchange, another transaction."""
        rows = self.rows(
            ["mm1.transaction.id", "mm1.request_in"],
            packets.wtp_invoke(7, b"http://mmsc/", self.SUBMISSION),
            packets.wtp_result(7, self.CONFIRMATION),
            packets.wtp_invoke(7, b"http://mmsc/", self.SUBMISSION.replace(b"T1\0", b"T2\0")),
            packets.wtp_result(7, self.CONFIRMATION.replace(b"T1\0", b"T2\0")),
        )
        self.assertEqual(rows, [["1", ""], ["1", "1"], ["2", ""], ["2", "3"]])

    def test_a_quoted_push_did_not_happen_again(self):
        push = packets.wsp_push(self.PDUS["m-notification-ind"])
        rows = self.rows(
            ["mm1.transaction_id", "mm1.transaction.id"], push, packets.icmp_unreachable(push)
        )
        self.assertEqual(rows, [["N1", "1"], ["N1", ""]])


def records(name):
    """Those of a capture file, each with its header."""
    octets, at, found = tshark.sample(name).read_bytes(), 24, []
    while at < len(octets):
        end = at + 16 + struct.unpack_from("<I", octets, at + 8)[0]
        found.append(octets[at:end])
        at = end
    return found


class Programs(unittest.TestCase):
    def test_rawshark_does_not_ask_for_what_postdissectors_want(self):
        """Its filter finds one field that begins a head, where there are two. Wireshark's strict
        memory tells whether more was written than there was room for."""
        kept = records("http-send-retrieve.pcap")
        del kept[16:18]  # what frame 19 acknowledges
        command = (
            'cat "$0" | rawshark -n -r - -d encap:EN10MB -F tcp.port'
            " -R tcp.analysis.ack_lost_segment"
        )
        shown = tshark.run(
            "env", "WIRESHARK_DEBUG_WMEM_OVERRIDE=strict",
            "sh", "-c", command, tshark.write("records", b"".join(kept)),
        ).stdout.splitlines()
        passed = [int(line.split()[0]) for line in shown[1:] if line.endswith(" 1 -")]
        self.assertIn(17, passed)
        self.assertEqual(int(shown[-1].split()[0]), len(kept))


class Messages(unittest.TestCase):
    """What became of a message, wherever it is met; values as captures/README.md tells the story."""

    def test_a_report_leads_to_the_submission_and_back(self):
        fields = ["mm1.submission_in", "mm1.report_in", "mm1.message.id"]
        found = rows("http-send-retrieve.pcap", fields, display_filter="mm1.message")
        for frame in (4, 6, 17, 19):
            self.assertEqual(found[frame]["mm1.report_in"], "26|30|37", frame)
        for report, others in {26: "30|37", 30: "26|37", 37: "26|30"}.items():
            self.assertEqual(found[report]["mm1.submission_in"], "4", report)
            self.assertEqual(found[report]["mm1.report_in"], others, report)
        self.assertNotIn("mm1.submission_in", found[4])
        self.assertEqual({row["mm1.message.id"] for row in found.values()}, {"1"})

    def test_state_of_each_recipient(self):
        fields = ["mm1.message.recipient", "mm1.message.recipient.state", "mm1.message.subject"]
        found = rows("reports.pcap", fields, display_filter="mm1.message.id == 1")
        states = dict(zip(*(found[4][field].split("|") for field in fields[:2])))
        self.assertEqual(states["+15551230003/TYPE=PLMN"], "rejected")
        self.assertEqual(states["dave@example.net"], "unreachable")
        self.assertEqual(found[4]["mm1.message.subject"], "A line")

    def test_a_forward_is_about_two_messages(self):
        fields = ["mm1.message.id", "mm1.message.forward_of", "mm1.message.forwarded_as"]
        found = rows("forward.pcap", fields, display_filter="mm1.message.forward_of")
        self.assertEqual(list(found[19].values()), ["1|2", "1", "2"])
        self.assertEqual(list(found[28].values()), ["2", "1"])

    def test_how_the_link_was_made(self):
        fields = ["mm1.message.transaction.link", "mm1.message.transaction.frame"]
        found = rows("forward.pcap", fields, display_filter="frame.number == 23")
        self.assertEqual(found[23][fields[0]], "first|weighed|content-location|message-id")
        self.assertEqual(found[23][fields[1]], "4|6|11|15|19|21")

    def test_a_fetch_without_a_pdu_belongs_to_the_message(self):
        found = rows("http-send-retrieve.pcap", ["mm1.message.id"], display_filter="!mm1 && mm1.message")
        self.assertIn(15, found)


class Passes(unittest.TestCase):
    FIELDS = ["mm1.transaction.id", "mm1.request_in", "mm1.repeat_of", "mm1.notification_in",
              "mm1.get_in", "mm1.time"]

    def test_one_pass_knows_what_came_before(self):
        for name in ("errors.pcap", "http-send-retrieve.pcap", "wsp-connection-mode-sar.pcap"):
            two = rows(name, self.FIELDS)
            one = rows(name, self.FIELDS, two_passes=False)
            for frame, shown in two.items():
                past = {
                    field: value for field, value in shown.items()
                    if not field.endswith("_in") or int(value) < frame
                }
                with self.subTest(capture=name, frame=frame):
                    self.assertEqual(one[frame], past)

    def test_one_pass_does_not_guess_an_outcome(self):
        found = rows("http-send-retrieve.pcap", ["mm1.transaction.id", "mm1.transaction.outcome"],
                     two_passes=False)
        self.assertEqual(found[11], {"mm1.transaction.id": "2"})

    def test_a_filter_does_not_change_the_result(self):
        whole = rows("errors.pcap", self.FIELDS)
        filtered = rows("errors.pcap", self.FIELDS, display_filter="mm1.transaction.id == 6")
        self.assertEqual(
            filtered, {at: row for at, row in whole.items() if row["mm1.transaction.id"] == "6"}
        )


if __name__ == "__main__":
    tshark.main()
