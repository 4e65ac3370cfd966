"""Every header field of spec/fields.md §2: its filter, its type, and what the octets of one value
show. The values are worked out by hand.
"""

import re
import unittest
import xml.etree.ElementTree as tree

import packets
import plugin_records
import tshark

TEXT, OCTET, NUMBER, BOOLEAN = "FT_STRING", "FT_UINT8", "FT_UINT64", "FT_BOOLEAN"
UTC, SECONDS = "FT_ABSOLUTE_TIME", "FT_RELATIVE_TIME"
M_SEND_REQ, M_DELETE_CONF = 0x80, 0x92
UNICODE = "08 EA 48 C3 A9 6C 6C 6F 00"  # value length, charset 106, "Héllo"
ENCODED = {".length": (NUMBER, 8), ".charset": (NUMBER, 106), ".text": (TEXT, "Héllo")}
YES = "80"


def text(characters):
    return characters.encode().hex() + "00"


def address(characters, kind, value, of_type=""):
    pieces = {".kind": (TEXT, kind), ".value": (TEXT, value)}
    return text(characters), TEXT, characters, {**pieces, **({".type": (TEXT, of_type)} if of_type else {})}


# Octet of the field: (key, octets of a value, type, value, pieces of it by their suffix).
FIELDS = {
    0x81: ("bcc", *address("+123/TYPE=PLMN", "PLMN", "+123", "PLMN")),
    0x82: ("cc", *address("10.0.0.1/TYPE=IPv4", "IPv4", "10.0.0.1", "IPv4")),
    0x83: ("content_location", text("http://m/1"), TEXT, "http://m/1", {}),
    0x84: ("content_type", "03 83 81 EA", TEXT, "text/plain; Charset=utf-8",
           {".length": (NUMBER, 3), ".media": (TEXT, "text/plain")}),
    0x85: ("date", "04 42 26 5C 80", UTC, "2005-03-03T00:38:24Z", {}),
    0x86: ("delivery_report", YES, BOOLEAN, "Yes", {}),
    0x87: ("delivery_time", "06 80 04 42 26 5C 80", TEXT, "2005-03-03T00:38:24Z",
           {".length": (NUMBER, 6), ".token": (OCTET, "absolute"),
            ".absolute": (UTC, "2005-03-03T00:38:24Z")}),
    0x88: ("expiry", "05 81 03 01 51 80", TEXT, "86400 s",
           {".length": (NUMBER, 5), ".token": (OCTET, "relative"), ".relative": (SECONDS, 86400)}),
    0x89: ("from", "05 80" + text("a@b"), TEXT, "a@b",
           {".length": (NUMBER, 5), ".token": (OCTET, "address-present-token"),
            ".address": (TEXT, "a@b"), ".kind": (TEXT, "e-mail"), ".value": (TEXT, "a@b")}),
    0x8A: ("message_class", "83", OCTET, "Auto", {}),
    0x8B: ("message_id", text("id@m"), TEXT, "id@m", {}),
    0x8C: ("message_type", "80", OCTET, "m-send-req", {}),
    0x8D: ("mms_version", "93", TEXT, "1.3", {".major": (NUMBER, 1), ".minor": (NUMBER, 3)}),
    0x8E: ("message_size", "02 04 00", NUMBER, 1024, {}),
    0x8F: ("priority", "82", OCTET, "High", {}),
    0x90: ("read_report", "81", BOOLEAN, "No", {}),
    0x91: ("report_allowed", YES, BOOLEAN, "Yes", {}),
    0x92: ("response_status", "E1", OCTET, "Error-permanent-service-denied", {}),
    0x93: ("response_text", UNICODE, TEXT, "Héllo", ENCODED),
    0x94: ("sender_visibility", "80", OCTET, "Hide", {}),
    0x95: ("status", "87", OCTET, "Unreachable", {}),
    0x96: ("subject", UNICODE, TEXT, "Héllo", ENCODED),
    0x97: ("to", *address("Joe <a@b.c>", "e-mail", "a@b.c")),
    0x98: ("transaction_id", text("T2"), TEXT, "T2", {}),
    0x99: ("retrieve_status", "C2", OCTET, "Error-transient-network-problem", {}),
    0x9A: ("retrieve_text", UNICODE, TEXT, "Héllo", ENCODED),
    0x9B: ("read_status", "81", OCTET, "Deleted without being read", {}),
    0x9C: ("reply_charging", "83", OCTET, "Accepted text only", {}),
    0x9D: ("reply_charging_deadline", "04 81 02 0E 10", TEXT, "3600 s",
           {".length": (NUMBER, 4), ".token": (OCTET, "relative"), ".relative": (SECONDS, 3600)}),
    0x9E: ("reply_charging_id", text("id@m"), TEXT, "id@m", {}),
    0x9F: ("reply_charging_size", "02 04 00", NUMBER, 1024, {}),
    0xA0: ("previously_sent_by", "05 81" + text("a@b"), TEXT, None,
           {".length": (NUMBER, 5), ".count": (NUMBER, 1), ".address": (TEXT, "a@b"),
            ".kind": (TEXT, "e-mail"), ".value": (TEXT, "a@b")}),
    0xA1: ("previously_sent_date", "06 81 04 42 26 5C 80", TEXT, None,
           {".length": (NUMBER, 6), ".count": (NUMBER, 1), ".date": (UTC, "2005-03-03T00:38:24Z")}),
    0xA2: ("store", YES, BOOLEAN, "Yes", {}),
    0xA3: ("mm_state", "82", OCTET, "New", {}),
    0xA4: ("mm_flags", "06 82" + text("work"), TEXT, None,
           {".length": (NUMBER, 6), ".token": (OCTET, "filter"), ".keyword": (TEXT, "work")}),
    0xA5: ("store_status", "E4", OCTET, "Error-permanent-mmbox-full", {}),
    0xA6: ("store_status_text", UNICODE, TEXT, "Héllo", ENCODED),
    0xA7: ("stored", YES, BOOLEAN, "Yes", {}),
    0xA8: ("attributes", "89", OCTET, "From", {}),
    0xA9: ("totals", YES, BOOLEAN, "Yes", {}),
    0xAA: ("mbox_totals", "02 80 8C", TEXT, None,
           {".length": (NUMBER, 2), ".token": (OCTET, "messages"), ".number": (NUMBER, 12)}),
    0xAB: ("quotas", YES, BOOLEAN, "Yes", {}),
    0xAC: ("mbox_quotas", "05 81 03 01 00 00", TEXT, None,
           {".length": (NUMBER, 5), ".token": (OCTET, "octets"), ".number": (NUMBER, 65536)}),
    0xAD: ("message_count", "8C", NUMBER, 12, {}),
    0xAF: ("start", "81", NUMBER, 1, {}),
    0xB1: ("distribution_indicator", "81", BOOLEAN, "No", {}),
    0xB2: ("element_descriptor", "07" + text("part") + "82 9E", TEXT, None,
           {".length": (NUMBER, 7), ".reference": (TEXT, "part")}),
    0xB3: ("limit", "8A", NUMBER, 10, {}),
    0xB4: ("recommended_retrieval_mode", "80", OCTET, "Manual", {}),
    0xB5: ("recommended_retrieval_mode_text", UNICODE, TEXT, "Héllo", ENCODED),
    0xB6: ("status_text", UNICODE, TEXT, "Héllo", ENCODED),
    0xB7: ("applic_id", text("app"), TEXT, "app", {}),
    0xB8: ("reply_applic_id", text("app"), TEXT, "app", {}),
    0xB9: ("aux_applic_info", text("data"), TEXT, "data", {}),
    0xBA: ("content_class", "85", OCTET, "megapixel", {}),
    0xBB: ("drm_content", YES, BOOLEAN, "Yes", {}),
    0xBC: ("adaptation_allowed", YES, BOOLEAN, "Yes", {}),
    0xBD: ("replace_id", text("id@m"), TEXT, "id@m", {}),
    0xBE: ("cancel_id", text("id@m"), TEXT, "id@m", {}),
    0xBF: ("cancel_status", "81", OCTET, "Request corrupted", {}),
}
# Legal as a value of Attributes only: as a field they have no value of their own.
WITHOUT_VALUE = {0xAE: "Content", 0xB0: "Additional-headers"}
# The forms of m-mbox-delete-conf and m-delete-conf, with the number of a message in front.
COUNTED = {
    0x83: ("content_location", "0C 81" + text("http://m/1"), TEXT, "http://m/1"),
    0x92: ("response_status", "02 81 E1", OCTET, "Error-permanent-service-denied"),
    0x93: ("response_text", "08 81" + text("denied"), TEXT, "denied"),
}


def pdu(message_type, field, value):
    """A PDU with one more field, and where that begins."""
    head = bytes([0x8C, message_type]) + bytes.fromhex("98 54 31 00 8D 92")
    return head + bytes([field]) + bytes.fromhex(value), len(head)


class Fields(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.registered = plugin_records.Registered()
        cls.made = [pdu(M_SEND_REQ, octet, row[1]) for octet, row in FIELDS.items()]
        cls.made += [pdu(M_DELETE_CONF, octet, row[1]) for octet, row in COUNTED.items()]
        capture = tshark.write("fields.pcap", packets.bare(*[octets for octets, _ in cls.made]))
        pdml = tshark.run("tshark", "-n", "-r", capture, "-T", "pdml", *packets.BARE).stdout
        cls.shown = [packet.find("proto[@name='mm1']") for packet in
                     tree.fromstring(pdml).iter("packet")]

    def header(self, number):
        """The item of the field that was added to a PDU."""
        octets, begin = self.made[number]
        headers = [item for item in self.shown[number].findall("field")
                   if item.get("name") == "mm1.field" and int(item.get("pos")) == begin]
        self.assertEqual(len(headers), 1)
        self.assertEqual(int(headers[0].get("size")), len(octets) - begin)
        return headers[0]

    def check(self, item, name, shape, value):
        self.assertEqual(self.registered.types[name], shape, name)
        if value is not None:
            self.assertEqual(self.registered.value(name, item.get("show")), value, name)

    def test_all_assigned_fields_are_here(self):
        self.assertEqual(sorted([*FIELDS, *WITHOUT_VALUE]), list(range(0x81, 0xC0)))

    def test_type_value_and_pieces(self):
        for number, (octet, (key, value, shape, shown, pieces)) in enumerate(FIELDS.items()):
            with self.subTest(field=key):
                header = self.header(number)
                name, item = header.findall("field")[:2]
                self.assertEqual(int(name.get("show"), 16), octet)
                self.assertEqual(item.get("name"), f"mm1.{key}")
                self.check(item, f"mm1.{key}", shape, shown)
                below = {each.get("name"): each for each in item.iter("field")}
                for suffix, (piece_shape, piece) in pieces.items():
                    self.check(below[f"mm1.{key}{suffix}"], f"mm1.{key}{suffix}", piece_shape, piece)

    def test_octets_of_the_value(self):
        """The value's item is what lies behind the name octet, no more and no less."""
        for number, (key, value, *_) in enumerate(FIELDS.values()):
            octets, begin = self.made[number]
            with self.subTest(field=key):
                item = self.header(number).findall("field")[1]
                self.assertEqual(int(item.get("pos")), begin + 1)
                self.assertEqual(bytes.fromhex(item.get("value")), bytes.fromhex(value))

    def test_counted_forms(self):
        for number, (octet, (key, value, shape, shown)) in enumerate(COUNTED.items(), len(FIELDS)):
            with self.subTest(field=key):
                item = self.header(number).findall("field")[1]
                self.assertEqual(item.get("name"), f"mm1.{key}.counted")
                below = {each.get("name"): each for each in item.iter("field")}
                self.check(below[f"mm1.{key}"], f"mm1.{key}", shape, shown)
                self.check(below[f"mm1.{key}.count"], f"mm1.{key}.count", NUMBER, 1)

    def test_fields_without_a_value_are_named(self):
        for octet, name in WITHOUT_VALUE.items():
            self.assertEqual(self.registered.names["mm1.attributes", octet], name)
            self.assertEqual(self.registered.names["mm1.field.name", octet], name)


class Unknown(unittest.TestCase):
    def columns(self, octets, *fields):
        capture = tshark.write("unknown.pcap", packets.bare(octets))
        return tshark.columns(capture, fields, options=packets.BARE)[0]

    def test_unassigned_field(self):
        octets, _ = pdu(M_SEND_REQ, 0xC5, "02 AB CD")
        name, undecoded = self.columns(octets, "mm1.field.name", "mm1.undecoded")
        self.assertEqual(name.split("|")[-1], "0xc5")
        self.assertEqual(undecoded, "02abcd")

    def test_unassigned_values(self):
        """A number without a name is a number still."""
        for octet, key in ((0x8F, "priority"), (0x95, "status"), (0x92, "response_status")):
            octets, _ = pdu(M_SEND_REQ, octet, "99")
            with self.subTest(field=key):
                self.assertEqual(self.columns(octets, f"mm1.{key}"), ["0x99"])

    def test_neither_yes_nor_no(self):
        octets, _ = pdu(M_SEND_REQ, 0x86, "85")
        self.assertEqual(self.columns(octets, "mm1.delivery_report", "mm1.undecoded"), ["", "85"])

    def test_class_as_text(self):
        octets, _ = pdu(M_SEND_REQ, 0x8A, text("x-class"))
        self.assertEqual(self.columns(octets, "mm1.message_class.text"), ["x-class"])

    def test_application_header(self):
        octets = pdu(M_SEND_REQ, 0x86, "80")[0] + b"X-Own\0its value\0"
        fields = ("mm1.application_field.name", "mm1.application_field.value")
        self.assertEqual(self.columns(octets, *fields), ["X-Own", "its value"])


class Registration(unittest.TestCase):
    def test_every_field_is_described_or_says_it_all_by_its_name(self):
        """A table of fields is read by people: no name is empty, and no two of one filter differ."""
        names = {}
        for line in tshark.run("tshark", "-G", "fields").stdout.splitlines():
            row = line.split("\t")
            if row[0] == "F" and row[2].startswith("mm1."):
                self.assertTrue(row[1].strip(), row)
                self.assertTrue(re.fullmatch(r"FT_\w+", row[3]), row)
                names.setdefault(row[2], set()).add(row[3])
        for name, types in names.items():
            self.assertEqual(len(types), 1, f"{name}: {types}")


if __name__ == "__main__":
    tshark.main()
