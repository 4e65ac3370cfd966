"""What was written for the built-in MMSE goes on working while MM1 is in its place: filters, columns,
MATE configurations. Nobody else sees anything of MMSE.
"""

import os
import pathlib
import re
import shutil
import subprocess
import unittest

import packets
import tshark

SOURCE = pathlib.Path(os.environ["MM1_SOURCE_DIR"]).resolve()
SHARED = pathlib.Path(os.environ.get("MM1_SHARED_DIR") or "/nonexistent", "corpus", "captures")
OFF = ("-o", "mm1.mmse_compat:FALSE")
BUILT_IN = ("-o", "mm1.takeover:FALSE")
# m-send-conf with a Response-Text in UTF-8.
PDU = bytes.fromhex("8C 81 98 53 31 00 8D 92 92 80 93 04 EA C3 A9 00")
NOTIFICATION = bytes.fromhex(
    "8C 82 98 4E 31 00 8D 92 8A 80 8E 01 64 88 05 81 03 01 51 80 83 68 74 74 70 3A 2F 2F 6D 2F 31 00"
)


def captures():
    own = sorted((SOURCE / "captures").glob("*.pcap*"))
    return [path for path in [*own, *sorted(SHARED.rglob("*.*cap*"))] if path.suffix != ".jsonl"]


def mmse_fields():
    rows = [line.split("\t") for line in tshark.run("tshark", "-G", "fields").stdout.splitlines()]
    return [row[2] for row in rows if row[0] == "F" and row[2].startswith("mmse.")]


# Captures with PDUs that MMSE does not find by itself, with the reason.
FOUND_BY_MM1 = {
    "http-push.pcap": "inside an HTTP response that is pushed",
    "mbox.pcap": "the body of an upload that is one PDU",
    "07b-mmbox-service-failures.pcap": "descriptions in a multipart whose type is given as text",
}


class SameFrames(unittest.TestCase):
    """Who asks for one field gets them all: one run tells of every one."""

    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.fields = mmse_fields()

    def values(self, capture, *options):
        """{(frame, field): values}"""
        columns = [argument for field in self.fields for argument in ("-e", field)]
        output = tshark.run(
            "tshark", "-n", "-r", capture, "-Y", "mmse", "-T", "fields", "-E", "aggregator=|",
            "-e", "frame.number", *columns, "-e", "frame.len", *options,
        ).stdout
        found = {}
        # A value may hold ends of lines.
        for frame, row in re.findall(r"(?ms)^(\d+)\t(.*?)\t\d+$", output):
            for field, value in zip(self.fields, row.split("\t")):
                if value:
                    found[int(frame), field] = value.split("|")
        return found

    def test_every_field_of_every_capture(self):
        seen = set()
        for path in captures():
            capture = tshark.write(path.name, path.read_bytes())
            with self.subTest(capture=path.name):
                built_in, found = self.values(capture, *BUILT_IN), self.values(capture)
                if path.name in FOUND_BY_MM1:
                    self.assertNotEqual(found, built_in)
                    for place, values in built_in.items():
                        self.assertEqual(found[place][: len(values)], values, place)
                else:
                    self.assertEqual(found, built_in)
                seen |= {field for _, field in built_in}
        self.assertGreater(len(seen), 30)

    def test_by_filter(self):
        path = SOURCE / "captures" / "http-send-retrieve.pcap"
        capture = tshark.write(path.name, path.read_bytes())
        for display_filter in (
            "mmse", "mmse.message_type == 0x80", 'mmse.transaction_id == "N1"',
            'mmse.subject && http', "!mmse", "mmse.from && mm1.from",
        ):
            for passes in ((), ("-2",)):
                with self.subTest(filter=display_filter, passes=passes):
                    frames = lambda text, *options: tshark.columns(
                        capture, ["frame.number"], text, (*passes, *options)
                    )
                    built_in = frames(display_filter.replace("mm1.", "mmse."), *BUILT_IN)
                    self.assertEqual(frames(display_filter), built_in)
                    self.assertNotEqual(built_in, [])

    def test_no_filter_matches_when_it_is_off(self):
        capture = tshark.write("off.pcap", packets.pcap([packets.http_reply(PDU)]))
        self.assertEqual(tshark.columns(capture, ["frame.number"], "mmse", OFF), [])
        self.assertEqual(tshark.columns(capture, ["frame.number"], "mmse"), [["1"]])


class OtherUses(unittest.TestCase):
    """A filter is not the only one to ask for a field."""

    @classmethod
    def setUpClass(cls):
        bodies = (packets.http_reply(PDU), packets.http_reply(PDU))
        cls.capture = tshark.write("uses.pcap", packets.pcap(bodies))

    def test_column(self):
        column = 'gui.column.format:"TID","%Cus:mmse.transaction_id:0:R"'
        shown = tshark.run("tshark", "-n", "-r", self.capture, "-o", column).stdout
        self.assertEqual(shown.split(), ["S1", "S1"])

    def test_colour_rule(self):
        profile = tshark.room().path / "home" / "wireshark" / "profiles" / "colours"
        profile.mkdir(parents=True)
        rule = '@Ok@mmse.response_status == 0x80@[65535,0,0][0,0,0]\n'
        (profile / "colorfilters").write_text(rule)
        for folder in (profile, profile.parent, profile.parent.parent):
            folder.chmod(0o755)
        rows = tshark.columns(
            self.capture, ["frame.coloring_rule.name"], "frame", ("-C", "colours", "--color")
        )
        self.assertEqual(rows, [["Ok"], ["Ok"]])

    def test_statistics(self):
        shown = tshark.run(
            "tshark", "-n", "-q", "-r", self.capture, "-z",
            "io,stat,0,COUNT(mmse.transaction_id)mmse.transaction_id",
        ).stdout
        self.assertRegex(shown, r"<> +\S+ +\| +2 \|")


class Beside(unittest.TestCase):
    """What does not ask for MMSE does not see it."""

    @classmethod
    def setUpClass(cls):
        bodies = (packets.http_reply(PDU), packets.wsp_push(NOTIFICATION))
        cls.capture = tshark.write("beside.pcap", packets.pcap(bodies))

    def test_nothing_in_the_tree_when_nobody_asks(self):
        for options in (("-V",), ("-T", "json"), ("-T", "pdml")):
            with self.subTest(options=options):
                shown = tshark.run("tshark", "-n", "-r", self.capture, *options).stdout
                self.assertIn("mm1.transaction_id" if "-T" in options else "m-send-conf", shown)
                self.assertNotIn("mmse", shown.lower())

    def test_hidden_from_the_tree_when_somebody_asks(self):
        plain = tshark.run("tshark", "-n", "-r", self.capture, "-V").stdout
        asked = tshark.run("tshark", "-n", "-r", self.capture, "-V", "-Y", "mmse").stdout
        self.assertEqual(asked, plain)

    def test_columns_layers_and_experts_stay(self):
        """The Response-Text is one that MMSE reads differently; a valid PDU may be damaged to it."""
        ends_like_content_type = bytes.fromhex("8C 81 98 53 31 00 8D 92 92 84")
        capture = tshark.write(
            "stay.pcap", packets.pcap([packets.http_reply(body) for body in (PDU, ends_like_content_type)])
        )
        fields = ["_ws.col.Protocol", "_ws.col.Info", "frame.protocols", "_ws.expert.message"]
        plain = tshark.columns(capture, fields, "frame")
        self.assertEqual(tshark.columns(capture, fields, "frame && (mmse || frame)"), plain)
        self.assertEqual(tshark.columns(capture, ["frame.number"], "mmse && _ws.malformed"), [])

    def test_the_parts_are_dissected_once(self):
        image = bytes.fromhex("FFD8 FFE0 0010 4A464946 0001 0100 0001 0001 0000 FFD9")
        body = packets.multipart((b"\x9e", image))
        pdu = bytes.fromhex("8C 80 98 54 31 00 8D 92 89 01 81 97 2B 31 00 84 A3") + body
        capture = tshark.write("parts.pcap", packets.pcap([packets.http_reply(pdu)]))
        markers = lambda text: tshark.columns(capture, ["image-jfif.marker"], text)
        self.assertIn("0xffd8", markers("mm1")[0][0])
        self.assertEqual(markers("mmse.to"), markers("mm1"))


class Mate(unittest.TestCase):
    """A configuration in the manner of Wireshark's own example for MMS."""

    CONFIG = """
Pdu mms_pdu Proto mmse Transport ip {
    Extract addr From ip.addr;
    Extract trx From mmse.transaction_id;
};
Gop mms On mms_pdu Match (trx) {
    Start ();
    Stop (never);
};
Done;
"""

    def test_pdus_are_found_and_grouped(self):
        folders = subprocess.run(["tshark", "-G", "folders"], capture_output=True, text=True).stdout
        installed = pathlib.Path(re.search(r"Global Plugins:\s+(\S+)", folders).group(1))
        room = tshark.room().path / "plugin"
        mate = installed / "epan" / "mate.so"
        if not mate.exists():
            self.skipTest("MATE is not installed")
        for folder in room.glob("*/epan"):
            shutil.copy(mate, folder)
        config = tshark.write("mms.mate", self.CONFIG.encode())
        packet = packets.http_reply(PDU)
        capture = tshark.write("mate.pcap", packets.pcap([packet, packets.wsp_push(NOTIFICATION)]))
        option = ("-o", f"mate.config:{config}")
        fields = ["mate.mms_pdu.trx", "mate.mms.trx"]
        built_in = tshark.columns(capture, fields, "mate", (*option, *BUILT_IN))
        self.assertEqual(tshark.columns(capture, fields, "mate", option), built_in)
        self.assertEqual([row[0] for row in built_in], ["S1", "N1"])


if __name__ == "__main__":
    tshark.main()
