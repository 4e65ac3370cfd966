"""What the built-in MMSE dissector gets wrong and MM1 must not."""

import unittest

import packets
import tshark

SEND_REQ = "8C 80 98 54 31 00 8D 92 89 01 81 97 31 00 "
RETRIEVE_CONF = "8C 84 98 54 31 00 8D 92 85 04 42 26 5C 80 "
MMS_TEXT = b"application/vnd.wap.mms-message\0"


class Fault(unittest.TestCase):
    def show(self, pdu, *fields, options=()):
        """The fields of one bare PDU; no reading of it ends in an exception."""
        octets = bytes.fromhex(pdu) if isinstance(pdu, str) else pdu
        capture = tshark.write("fault.pcap", packets.bare(octets))
        options = (*packets.BARE, *options)
        self.assertEqual(
            tshark.columns(capture, ["_ws.col.Info"], tshark.EXCEPTION, options), []
        )
        return tshark.columns(capture, fields, options=options)[0]


class Headers(Fault):
    def test_last_value_that_looks_like_content_type(self):
        self.assertEqual(
            self.show("8C 83 98 4E 31 00 8D 92 95 84", "mm1.status", "mm1.body"), ["0x84", ""]
        )
        self.assertEqual(
            self.show("8C 81 98 4E 31 00 8D 92 92 84", "mm1.response_status"), ["0x84"]
        )

    def test_counted_fields_of_a_delete_confirmation(self):
        row = self.show(
            "8C 92 98 44 31 00 8D 92 92 02 81 E1 93 08 81 64 65 6E 69 65 64 00",
            "mm1.response_status", "mm1.response_text", "mm1.bcc", "mm1.content_location",
        )
        self.assertEqual(row, ["0xe1", "denied", "", ""])

    def test_read_report_of_version_1_0(self):
        self.assertEqual(
            self.show("8C 80 98 54 31 00 8D 90 90 80", "mm1.read_report", "mm1.mms_version"),
            ["1", "1.0"],
        )

    def test_integers_of_any_length(self):
        row = self.show(
            "8C 82 98 54 31 00 8D 92 85 05 01 00 00 00 00 8E 08 00 00 00 00 00 00 04 00",
            "mm1.date", "mm1.message_size",
        )
        self.assertEqual(row, ["Feb  7, 2106 06:28:16.000000000 UTC", "1024"])

    def test_value_longer_than_its_length(self):
        """The declared length confines the value, and the next header is found."""
        row = self.show(
            "8C 82 98 54 31 00 8D 92 8A 80 88 04 81 03 01 51 8E 02 04 00",
            "mm1.message_class", "mm1.message_size", "mm1.undecoded",
        )
        self.assertEqual(row[:2], ["0x80", "1024"])
        self.assertNotEqual(row[2], "")

    def test_message_type_behind_the_version(self):
        row = self.show("8D 92 8C 80 98 54 31 00 89 01 81", "mm1.message_type", "_ws.col.Info")
        self.assertEqual(row, ["0x80", "MM1 m-send-req, TID T1"])

    def test_utf8_and_ucs2(self):
        self.assertEqual(self.show(SEND_REQ + "96 09 EA 47 72 C3 BC C3 9F 65 00", "mm1.subject"),
                         ["Grüße"])
        self.assertEqual(self.show(SEND_REQ + "96 09 02 03 E8 00 48 00 69 00 00", "mm1.subject"),
                         ["Hi"])

    def test_quoted_utf8(self):
        self.assertEqual(self.show(SEND_REQ + "96 7F C3 A9 74 C3 A9 00", "mm1.subject"), ["été"])

    def test_version_as_text_does_not_swallow_the_subject(self):
        row = self.show("8C 80 98 54 31 00 8D 31 2E 32 00 96 48 69 00", "mm1.subject",
                        "mm1.application_field")
        self.assertEqual(row, ["Hi", ""])

    def test_lengths_that_are_none(self):
        row = self.show("8C 82 98 54 31 00 8D 92 85 1F 42 26 5C 80", "mm1.date", "mm1.undecoded")
        self.assertEqual(row[0], "")
        self.assertNotEqual(row[1], "")

    def test_short_wsp_bodies(self):
        for body in (b"\x8c", b"\x8c\x80"):
            capture = tshark.write(
                "short.pcap", packets.pcap([packets.wsp_push(body, b"x/y\0")])
            )
            with self.subTest(body=body):
                self.assertEqual(
                    tshark.columns(capture, ["frame.number"], f"wsp && {tshark.EXCEPTION}"), []
                )


class Bodies(Fault):
    JPEG = bytes.fromhex(
        "FF D8 FF E0 00 10 4A 46 49 46 00 01 01 00 00 01 00 01 00 00 FF D9"
    )

    def retrieve(self, content_type, body):
        return bytes.fromhex(RETRIEVE_CONF) + b"\x84" + content_type + body

    def test_one_object_as_body(self):
        jpeg = self.show(self.retrieve(b"\x9e", self.JPEG), "frame.protocols",
                         "mm1.part.content_type")
        self.assertIn("image-jfif", jpeg[0])
        self.assertEqual(jpeg[1], "image/jpeg")
        text = self.show(self.retrieve(b"\x83", b"hello"), "frame.protocols")
        self.assertIn("data-text-lines", text[0])

    def test_multipart_type_as_text(self):
        body = packets.multipart((b"\x83", b"Hi"))
        row = self.show(
            self.retrieve(b"application/vnd.wap.multipart.related\0", body),
            "mm1.part.content_type", "frame.protocols",
        )
        self.assertEqual(row[0], "text/plain")
        self.assertIn("data-text-lines", row[1])

    def test_nested_multipart(self):
        inner = packets.multipart((b"\x83", b"Hi"))
        row = self.show(
            self.retrieve(b"\xb3", packets.multipart((b"\xa6", inner), (b"\x9e", self.JPEG))),
            "mm1.part.content_type",
        )
        self.assertEqual(
            row[0].split("|"),
            ["application/vnd.wap.multipart.alternative", "text/plain", "image/jpeg"],
        )

    def test_deep_nesting_reaches_a_limit_not_a_dissector_bug(self):
        pdu = bytes.fromhex("8C 84 8D 92 84 83 48 69")
        for _ in range(600):
            pdu = bytes.fromhex("8C 84 8D 92 84 A3") + packets.multipart((b"\xbe", pdu))
        row = self.show(pdu, "mm1.message_type", "mm1.rule.lim_dep_001")
        self.assertNotEqual(row[1], "")

    def test_inner_pdus_leave_the_info_column(self):
        descr = bytes.fromhex("8C 93 83 68 74 74 70 3A 2F 2F 61 00 A3 82")
        body = packets.multipart((MMS_TEXT, descr), (MMS_TEXT, descr))
        pdu = bytes.fromhex("8C 8E 98 56 31 00 8D 92 92 80 84 A3") + body
        row = self.show(pdu, "_ws.col.Info", "mm1.message_type")
        self.assertEqual(row, ["MM1 m-mbox-view-conf Ok, TID V1", "0x8e|0x93|0x93"])

    def test_no_wsp_header_names_in_content_types(self):
        capture = tshark.write(
            "names.pcap",
            packets.bare(self.retrieve(b"\xb3", packets.multipart((b"\x9e", self.JPEG)))),
        )
        shown = tshark.run("tshark", "-n", "-r", capture, "-V", *packets.BARE).stdout
        self.assertIn("image/jpeg", shown)
        self.assertNotIn("If-Match", shown)


class Findings(Fault):
    """Each of these passes MMSE without a word."""

    CASES = {
        "two subjects": (SEND_REQ + "96 41 00 96 42 00 84 83 48 69", "ENC-DUP-001"),
        "no From": ("8C 80 98 54 31 00 8D 92 97 31 00 84 83 48 69", "ENC-MAND-128"),
        "Status in a send request": (SEND_REQ + "95 81 84 83 48 69", "ENC-UNX-001"),
        "Transaction-Id late": ("8C 81 8D 92 98 54 31 00 92 80 8B 69 40 6D 00", "ENC-ORD-002"),
        "value shorter than its length": (
            "8C 82 98 4E 31 00 8D 92 8A 80 8E 02 04 00 88 04 81 01 05 03 83 68 3A 2F 2F 6D 00",
            "FLD-LEN-002",
        ),
    }

    def test_each_is_found_by_its_filter_with_its_citation(self):
        for case, (pdu, rule) in self.CASES.items():
            capture = tshark.write("finding.pcap", packets.bare(bytes.fromhex(pdu)))
            own_filter = "mm1.rule." + rule.lower().replace("-", "_")
            with self.subTest(case=case):
                rows = tshark.columns(
                    capture, ["_ws.expert.message"], own_filter, packets.BARE
                )
                self.assertEqual(len(rows), 1)
                self.assertRegex(rows[0][0], rule + r": .+ \(.+§.+\)")

    def test_severity_follows_the_version(self):
        """ENC-FLG-001 is a warning before MMS 1.3 and an error from there on."""
        for version, severity in (("92", tshark.WARNING), ("93", tshark.ERROR)):
            pdu = f"8C 8B 98 53 31 00 8D {version} 83 68 00 A4 06 82 77 6F 72 6B 00"
            capture = tshark.write("severity.pcap", packets.bare(bytes.fromhex(pdu)))
            own_filter = f"mm1.rule.enc_flg_001 && _ws.expert.severity == {severity}"
            with self.subTest(version=version):
                rows = tshark.columns(capture, ["frame.number"], own_filter, packets.BARE)
                self.assertEqual(rows, [["1"]])


if __name__ == "__main__":
    tshark.main()
