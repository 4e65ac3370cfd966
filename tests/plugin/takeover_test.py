"""Who dissects an MMS message: MM1, unless the user wants the built-in MMSE."""

import unittest

import packets
import tshark

PDU = bytes.fromhex("8C 81 98 53 31 00 8D 92 92 80 8B 69 64 31 40 6D 6D 73 63 00")
MEDIA_TYPE = "application/vnd.wap.mms-message"
BEARERS = {
    "WSP push, assigned content type": packets.wsp_push(PDU),
    "WSP push, content type as text": packets.wsp_push(PDU, packets.MMS + b"\0"),
    "HTTP": packets.http_reply(PDU),
    "HTTP, capitals and a parameter": packets.http_reply(
        PDU, b"Application/Vnd.Wap.MMS-Message; charset=utf-8"
    ),
    "part of a MIME multipart": packets.mime_reply(PDU),
}


class Takeover(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.capture = tshark.write("bearers.pcap", packets.pcap(BEARERS.values()))

    def dissectors(self, *options):
        """The innermost protocol of each packet."""
        rows = tshark.columns(self.capture, ["frame.protocols"], "frame", options)
        return [row[0].split(":")[-1] for row in rows]

    def test_mm1_is_in_charge(self):
        self.assertEqual(self.dissectors(), ["mm1"] * len(BEARERS))

    def test_preference_off(self):
        self.assertEqual(self.dissectors("-o", "mm1.takeover:FALSE"), ["mmse"] * len(BEARERS))

    def test_protocol_disabled(self):
        self.assertEqual(self.dissectors("--disable-protocol", "mm1"), ["mmse"] * len(BEARERS))

    def test_decode_as_mm1(self):
        chosen = self.dissectors("-d", f"media_type=={MEDIA_TYPE},mm1")
        self.assertEqual(chosen, ["mm1"] * len(BEARERS))

    def test_decode_as_mmse(self):
        chosen = self.dissectors("-d", f"media_type=={MEDIA_TYPE},mmse")
        self.assertEqual(chosen[:-1], ["mmse"] * (len(BEARERS) - 1))

    def test_decode_as_mm1_when_mmse_is_preferred(self):
        """An explicit choice counts more than the preference."""
        options = ("-o", "mm1.takeover:FALSE", "-d", f"media_type=={MEDIA_TYPE},mm1")
        chosen = self.dissectors(*options)
        self.assertEqual(chosen[:-1], ["mm1"] * (len(BEARERS) - 1))

    def test_mmse_is_gone_too(self):
        """With both disabled, nobody takes the bodies."""
        options = ("--disable-protocol", "mm1", "--disable-protocol", "mmse")
        for innermost in self.dissectors(*options):
            self.assertNotIn(innermost, ("mm1", "mmse"))
        self.assertEqual(self.dissectors("--disable-protocol", "mmse"), ["mm1"] * len(BEARERS))

    def test_the_shim_leaves_no_layer(self):
        rows = tshark.columns(self.capture, ["frame.protocols"], "frame.number == 3")
        self.assertRegex(rows[0][0], r":http:mm1$")

    def test_encapsulated_pdu_adds_to_the_info_column(self):
        rows = tshark.columns(self.capture, ["_ws.col.Info"], "frame.number == 5")
        self.assertIn("(MM1 m-send-conf Ok, TID S1)", rows[0][0])


class HttpPush(unittest.TestCase):
    """OTA-HTTP push: the PDU is in an HTTP response, which is the body of a POST."""

    HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: " + packets.MMS + b"; charset=utf-8\r\n\r\n"

    def row(self, body, *options):
        packet = packets.http_reply(body, b"application/http")
        capture = tshark.write("push.pcap", packets.pcap([packet]))
        fields = ["frame.protocols", "mm1.transaction_id", "mm1.push.line"]
        return tshark.columns(capture, fields, "frame", options)[0]

    def test_the_pdu_is_found_behind_the_inner_head(self):
        protocols, transaction_id, lines = self.row(self.HEAD + PDU)
        self.assertRegex(protocols, r":http:mm1$")
        self.assertEqual(transaction_id, "S1")
        self.assertIn("HTTP/1.1 200 OK|content-type: ", lines)

    def test_other_pushes_are_left_alone(self):
        for body in (
            b"", b"HTTP/1.1 200 OK", b"HTTP/1.1 200 OK\r\n\r\n" + PDU,
            b"HTTP/1.1 200 OK\r\nContent-Type: text/vnd.wap.si\r\n\r\n<si/>",
        ):
            with self.subTest(body=body):
                self.assertNotIn("mm1", self.row(body)[0])

    def test_not_while_mm1_is_unwanted(self):
        for options in (("-o", "mm1.takeover:FALSE"), ("--disable-protocol", "mm1")):
            self.assertNotIn("mm1", self.row(self.HEAD + PDU, *options)[0])


class Recognition(unittest.TestCase):
    def protocols(self, packet, *options):
        capture = tshark.write("recognition.pcap", packets.pcap([packet]))
        return tshark.columns(capture, ["frame.protocols"], "frame", options)[0][0].split(":")

    def test_http_body_of_unknown_type(self):
        self.assertIn("mm1", self.protocols(packets.http_reply(PDU, b"application/x-unknown")))

    def test_http_body_without_type(self):
        self.assertIn("mm1", self.protocols(packets.http_reply(PDU, None)))

    def test_http_recognition_can_be_switched_off(self):
        packet = packets.http_reply(PDU, None)
        self.assertNotIn("mm1", self.protocols(packet, "-o", "mm1.http_heuristic:FALSE"))

    def test_wsp_body_of_unknown_type(self):
        self.assertIn("mm1", self.protocols(packets.wsp_push(PDU, b"x/y\0")))

    def test_a_recognised_pdu_is_one_layer(self):
        for packet in (packets.wsp_push(PDU, b"x/y\0"), packets.http_reply(PDU, b"x/y")):
            self.assertEqual(self.protocols(packet).count("mm1"), 1)

    def test_recognition_follows_the_enabled_heuristics(self):
        for packet, name in (
            (packets.wsp_push(PDU, b"x/y\0"), "mm1_wsp"), (packets.http_reply(PDU, b"x/y"), "mm1_http"),
        ):
            self.assertNotIn("mm1", self.protocols(packet, "--disable-heuristic", name))

    def test_bodies_too_short_for_the_recognition_of_mmse(self):
        """MMSE would read behind their end, and nobody said that they are MM1."""
        for body in (b"\x8c", b"\x8c\x80"):
            capture = tshark.write("short.pcap", packets.pcap([packets.wsp_push(body, b"x/y\0")]))
            with self.subTest(body=body):
                fields = ["frame.protocols", "_ws.expert.message"]
                self.assertEqual(
                    tshark.columns(capture, fields, "frame"), [["raw:ip:udp:wsp:media", ""]]
                )

    def test_other_bodies_are_left_alone(self):
        """Two octets that could begin a PDU are no PDU: its head is read up to the version."""
        for body in (
            b"", b"\x8d\x92", b"hello", b"\x8c\x00\x00\x00",
            b"\x8c\x80\x00\x00 data", b"\x8c\x84Latin-1", b"\x8c\x82\xf0\x9f\x98\x80",
            b"\x8c\x81\x96S\0\x8d\x20",
        ):
            with self.subTest(body=body):
                self.assertNotIn("mm1", self.protocols(packets.wsp_push(body, b"x/y\0")))
                self.assertNotIn("mm1", self.protocols(packets.http_reply(body, b"x/y")))


class ByName(unittest.TestCase):
    def test_text2pcap_and_exported_pdu(self):
        dump = tshark.write("dump.txt", b"000000 " + PDU.hex(" ").encode() + b"\n")
        capture = tshark.write("named.pcapng", b"")
        capture.chmod(0o666)
        tshark.run("text2pcap", "-P", "mm1", dump, capture)
        rows = tshark.columns(capture, ["mm1.transaction_id", "_ws.col.Info"])
        self.assertEqual(rows, [["S1", "MM1 m-send-conf Ok, TID S1"]])

    def test_user_link_type(self):
        capture = tshark.write("user.pcap", packets.bare(PDU))
        rows = tshark.columns(capture, ["mm1.transaction_id"], options=packets.BARE)
        self.assertEqual(rows, [["S1"]])

    def test_export_pdus(self):
        """What is exported reads as it did inside its bearers, and keeps their addresses."""
        capture = tshark.write("carried.pcap", packets.pcap(BEARERS.values()))
        exported = tshark.write("exported.pcapng", b"")
        exported.chmod(0o666)
        tshark.run("tshark", "-n", "-r", capture, "-U", "OSI layer 7", "-w", exported)
        fields = ["mm1.transaction_id", "mm1.message_id", "ip.src"]
        rows = tshark.columns(exported, [*fields[:2], "exported_pdu.ipv4_src", "frame.protocols"])
        self.assertEqual([row[:3] for row in rows], tshark.columns(capture, fields))
        self.assertEqual({row[3] for row in rows}, {"exported_pdu:mm1"})


if __name__ == "__main__":
    tshark.main()
