"""Bare PDUs: every type, with the values the specification gives its octets."""

import re
import unittest
import xml.etree.ElementTree as tree

import packets
import tshark

# What each of the 27 minimal PDUs says, in their order. Worked out from the octets by hand.
MINIMAL = [
    ("0x80", "T1", {"mm1.mms_version": "1.2", "mm1.from.token": "0x81",
                    "mm1.to": "+15551230001/TYPE=PLMN", "mm1.content_type":
                    "application/vnd.wap.multipart.mixed", "mm1.part.content_type": "text/plain"}),
    ("0x81", "T1", {"mm1.response_status": "0x80", "mm1.message_id": "id1@mmsc"}),
    ("0x82", "N1", {"mm1.message_class": "0x80", "mm1.message_size": "1024",
                    "mm1.expiry.relative": "86400.000000000",
                    "mm1.content_location": "http://mmsc/m1"}),
    ("0x83", "N1", {"mm1.status": "0x81"}),
    ("0x84", "N1", {"mm1.message_id": "id1@mmsc",
                    "mm1.date": "Mar  3, 2005 00:38:24.000000000 UTC",
                    "mm1.from.address": "+15551230002/TYPE=PLMN", "mm1.from.kind": "PLMN",
                    "mm1.from.value": "+15551230002"}),
    ("0x85", "R1", {}),
    ("0x86", "", {"mm1.to": "+15551230001/TYPE=PLMN", "mm1.status": "0x81"}),
    ("0x87", "", {"mm1.read_status": "0x80"}),
    ("0x88", "", {"mm1.read_status": "0x80", "mm1.from.token": "0x80"}),
    ("0x89", "F1", {"mm1.content_location": "http://mmsc/m1"}),
    ("0x8a", "F1", {"mm1.response_status": "0x80", "mm1.message_id": "id2@mmsc"}),
    ("0x8b", "S1", {"mm1.content_location": "http://mmsc/m1"}),
    ("0x8c", "S1", {"mm1.store_status": "0x80", "mm1.content_location": "http://mmsc/b1"}),
    ("0x8d", "V1", {"mm1.mm_state": "0x82", "mm1.mm_flags.token": "0x82",
                    "mm1.mm_flags.keyword": "work", "mm1.start": "0", "mm1.limit": "10",
                    "mm1.attributes": "0x89|0xae", "mm1.totals": "1", "mm1.quotas": "1"}),
    ("0x8e|0x93", "V1", {"mm1.mbox_totals.number": "12", "mm1.mbox_totals.token": "0x80",
                         "mm1.mbox_quotas.number": "200", "mm1.message_count": "1",
                         "mm1.message_id": "id1@mmsc", "mm1.mm_state": "0x82|0x82"}),
    ("0x8e", "V2", {"mm1.message_count": "0", "mm1.content_type": "*/*"}),
    ("0x8f|0x93", "U1", {"mm1.mm_state": "0x80"}),
    ("0x90", "U1", {"mm1.store_status": "0x80"}),
    ("0x91", "D1", {"mm1.content_location": "http://mmsc/m1|http://mmsc/m2"}),
    ("0x92", "D1", {"mm1.response_status": "0x80", "mm1.response_status.count": "0"}),
    ("0x92", "D1", {"mm1.content_location": "http://mmsc/m2", "mm1.response_status": "0xe1",
                    "mm1.response_status.count": "1", "mm1.response_text": "denied",
                    "mm1.bcc": ""}),
    ("0x93", "", {"mm1.message_id": "id1@mmsc"}),
    ("0x93", "", {"mm1.part.content_type": "text/plain"}),
    ("0x94", "X1", {"mm1.mms_version": "1.3", "mm1.mms_version.minor": "3"}),
    ("0x95", "X1", {"mm1.response_status": "0x80"}),
    ("0x96", "C1", {"mm1.cancel_id": "id1@mmsc"}),
    ("0x97", "C1", {"mm1.cancel_status": "0x80"}),
]


class MinimalPdus(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.pdus = packets.minimal_pdus()
        cls.capture = tshark.write("minimal.pcap", packets.bare(*[pdu for _, pdu in cls.pdus]))

    def columns(self, fields, display_filter="mm1"):
        return tshark.columns(self.capture, fields, display_filter, packets.BARE)

    def test_types_and_transaction_ids(self):
        rows = self.columns(["mm1.message_type", "mm1.transaction_id"])
        self.assertEqual(rows, [[pdu_type, tid] for pdu_type, tid, _ in MINIMAL])

    def test_values(self):
        fields = sorted({field for _, _, values in MINIMAL for field in values})
        rows = self.columns(fields)
        self.assertEqual(len(rows), len(MINIMAL))
        for (name, _), row, (_, _, values) in zip(self.pdus, rows, MINIMAL):
            shown = dict(zip(fields, row))
            with self.subTest(pdu=name):
                self.assertEqual({field: shown[field] for field in values}, values)

    def test_info_column_names_the_outer_pdu(self):
        rows = self.columns(["_ws.col.Protocol", "_ws.col.Info"])
        for (name, _), (protocol, info) in zip(self.pdus, rows):
            with self.subTest(pdu=name):
                self.assertEqual(protocol, "MM1")
                self.assertTrue(info.startswith("MM1 " + name.split()[0]), info)

    def test_nothing_is_wrong_with_them(self):
        self.assertEqual(self.columns(["frame.number"], tshark.MALFORMED), [])
        worse = f"_ws.expert.severity > {tshark.NOTE}"
        rows = self.columns(["frame.number", "_ws.expert.message"], worse)
        # Side by side they are no dialogue that makes sense: only what a PDU alone breaks counts.
        alone = [row for row in rows if not re.fullmatch(r"(CTR-[^|]*\|?)+", row[1])]
        self.assertEqual(alone, [])

    def test_a_filter_finds_the_same_where_nobody_looks_at_the_tree(self):
        """Then few of a PDU's items are made, or none when no field of MM1 is asked for."""
        fields = ["mm1.message_type", "mm1.mms_version.minor", "mm1.to", "mm1.from.token",
                  "mm1.from.address", "mm1.from.kind", "mm1.expiry.relative", "mm1.mm_state",
                  "mm1.mm_flags.keyword", "mm1.part.content_type", "_ws.expert"]
        rows = self.columns(["frame.number", *fields])
        for at, field in enumerate(fields, 1):
            expected = [int(row[0]) for row in rows if row[at]]
            found = tshark.listed(self.capture, field, *packets.BARE)
            with self.subTest(field=field):
                self.assertEqual(found, expected)
                self.assertNotEqual(found, [])

    def test_every_octet_is_covered(self):
        """PDML has each item's place: the leaves of a PDU are all its octets."""
        pdml = tshark.run("tshark", "-n", "-r", self.capture, "-T", "pdml", *packets.BARE).stdout
        for (name, pdu), packet in zip(self.pdus, tree.fromstring(pdml).iter("packet")):
            covered = []
            leaves(packet.find("proto[@name='mm1']"), covered)
            with self.subTest(pdu=name):
                self.assertEqual(sorted(set(covered)), list(range(len(pdu))))

    def test_the_value_item_has_exactly_its_octets(self):
        rows = tshark.run(
            "tshark", "-n", "-r", self.capture, "-Y", "frame.number == 2", "-T", "pdml",
            *packets.BARE,
        ).stdout
        self.assertRegex(rows, r'name="mm1\.response_status"[^>]* size="1" pos="9" show="0x80"')


def leaves(item, covered):
    children = [child for child in item.findall("field") if child.get("size") != "0"]
    own = [child for child in children if child.get("name", "").startswith("mm1.")]
    for child in own:
        leaves(child, covered)
    if not own and item.get("name", "").startswith("mm1."):
        start = int(item.get("pos"))
        covered.extend(range(start, start + int(item.get("size"))))


class Values(unittest.TestCase):
    """Values the minimal PDUs do not have."""

    def values(self, octets, *fields):
        capture = tshark.write("value.pcap", packets.bare(bytes.fromhex(octets)))
        return tshark.columns(capture, fields, options=packets.BARE)[0]

    def test_absolute_time_is_utc(self):
        self.assertEqual(
            self.values("8C 82 98 4E 00 8D 92 88 06 80 04 42 26 5C 80", "mm1.expiry.absolute",
                        "mm1.expiry.token"),
            ["Mar  3, 2005 00:38:24.000000000 UTC", "0x80"],
        )

    def test_charset(self):
        self.assertEqual(
            self.values("8C 80 98 54 00 8D 92 96 08 EA 48 C3 A9 6C 6C 6F 00", "mm1.subject",
                        "mm1.subject.charset"),
            ["Héllo", "106"],
        )

    def test_application_header(self):
        self.assertEqual(
            self.values("8C 83 98 54 00 8D 92 95 81 58 2D 41 00 62 63 00",
                        "mm1.application_field.name", "mm1.application_field.value"),
            ["X-A", "bc"],
        )

    def test_unknown_field(self):
        self.assertEqual(
            self.values("8C 83 98 54 00 8D 92 95 81 C5 02 AB CD", "mm1.field.name")[0][-4:],
            "0xc5",
        )

    def test_mail_address(self):
        self.assertEqual(
            self.values("8C 80 98 54 00 8D 92 97" + b"Joe <joe@example.com>\0".hex(),
                        "mm1.to.kind", "mm1.to.value", "mm1.to.display_name"),
            ["e-mail", "joe@example.com", "Joe"],
        )


class Parts(unittest.TestCase):
    HEAD = bytes.fromhex("8C 84 98 54 00 8D 92 85 04 42 26 5C 80 84")
    GIF = bytes.fromhex("47 49 46 38 39 61 01 00 01 00 80 00 00 00 00 00 FF FF FF 2C 00 00 00 00 "
                        "01 00 01 00 00 02 02 44 01 00 3B")

    def columns(self, pdu, *fields, options=()):
        capture = tshark.write("parts.pcap", packets.bare(pdu))
        return tshark.columns(capture, fields, options=(*packets.BARE, *options))[0]

    def two_parts(self):
        text_type = bytes.fromhex("0A 83 81 EA 85") + b"a.txt\0"
        text_headers = b"\xc0\x22<c1>\0\x8eloc\0"
        return self.HEAD + b"\xa3" + packets.multipart(
            (text_type + text_headers, "Grüße".encode()), (b"\x9d", self.GIF)
        )

    def test_facts(self):
        row = self.columns(
            self.two_parts(), "mm1.part.content_type", "mm1.part.charset", "mm1.part.name",
            "mm1.part.content_id", "mm1.part.content_location", "mm1.part.size",
        )
        self.assertEqual(
            row, ["text/plain|image/gif", "utf-8", "a.txt", "c1", "loc", f"7|{len(self.GIF)}"]
        )

    def test_media_dissectors_get_them_with_their_charset(self):
        row = self.columns(
            self.two_parts(), "frame.protocols", "image-gif.version", "data-text-lines", "text",
            "_ws.col.Protocol",
        )
        self.assertIn("data-text-lines", row[0])
        self.assertEqual(row[1], "GIF89a")
        self.assertIn("Grüße", row[2] + row[3])
        self.assertEqual(row[4], "MM1")

    def test_preference_off(self):
        row = self.columns(
            self.two_parts(), "frame.protocols", "mm1.part.size",
            options=("-o", "mm1.dissect_parts:FALSE"),
        )
        self.assertTrue(row[0].endswith(":mm1"), row[0])
        self.assertEqual(row[1], f"7|{len(self.GIF)}")

    def test_a_damaged_part_does_not_hide_the_next(self):
        broken = self.GIF[:15]
        pdu = self.HEAD + b"\xa3" + packets.multipart((b"\x9d", broken), (b"\x83", b"Hi"))
        row = self.columns(pdu, "frame.protocols", "mm1.part.content_type", "_ws.col.Info")
        self.assertIn("data-text-lines", row[0])
        self.assertEqual(row[1], "image/gif|text/plain")
        self.assertNotIn("Malformed", row[2])


if __name__ == "__main__":
    tshark.main()
