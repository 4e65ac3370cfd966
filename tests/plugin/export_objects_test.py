"""Export objects: the parts of messages as files, with their octets and with names that do no harm."""

import base64
import collections
import hashlib
import os
import pathlib
import tempfile
import unittest

import analyzer_records
import packets
import sharkd
import tshark

WHOLE_WAY = "http-send-retrieve.pcap"
TEXT = b"\x83"  # text/plain
JPEG = b"\x9e"


def exported(capture, *options):
    """{file name: octets} of what tshark exports."""
    base = tempfile.mkdtemp(dir=tshark.room().path)
    os.chmod(base, 0o777)
    folder = pathlib.Path(base, "objects")
    tshark.run("tshark", "-n", "-q", "-r", capture, *tshark.REASSEMBLY,
               "--export-objects", f"mm1,{folder}", *options)
    escaped = [path for path in pathlib.Path(base).iterdir() if path != folder]
    assert not escaped, escaped
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def message(*parts):
    """An m-send-req with these parts: (headers behind the content type, data)."""
    pdu = packets.minimal("m-send-req")
    head = pdu[:pdu.rindex(b"\x84")]  # up to its Content-Type
    return head + b"\x84\xa3" + packets.multipart(*parts)


def located(name):
    """A text part's headers, with a Content-Location."""
    return TEXT + b"\x8e" + name + b"\0"


class Octets(unittest.TestCase):
    def test_they_are_those_of_the_analyzer(self):
        if not analyzer_records.IS_BUILT:
            self.skipTest("the analyzer is not built")
        for path, capture in analyzer_records.comparable_captures():
            files = exported(capture)
            digests = collections.Counter(
                hashlib.sha256(octets).hexdigest() for octets in files.values()
            )
            with self.subTest(capture=path.name):
                self.assertEqual(digests, analyzed(path))

    def test_two_passes_export_the_same(self):
        self.assertEqual(exported(tshark.sample("mbox.pcap")), exported(tshark.sample("mbox.pcap"), "-2"))

    def test_a_part_that_was_not_captured_to_its_end_is_left_out(self):
        pdu = message((located(b"first.txt"), b"one"), (located(b"second.txt"), b"two"))
        push = packets.wsp_push(pdu)
        whole = tshark.write("whole.pcap", packets.pcap([push]))
        cut = tshark.write("cut.pcap", packets.pcap([push], snap=len(push) - 1))
        self.assertEqual(exported(whole), {"first.txt": b"one", "second.txt": b"two"})
        self.assertEqual(exported(cut), {"first.txt": b"one"})

    def test_what_wtp_sends_again_is_exported_once(self):
        invoke = lambda repeated: packets.wtp_invoke(
            7, b"http://mmsc/", message((located(b"a.txt"), b"one")), repeated)
        capture = tshark.write("again.pcap", packets.pcap([invoke(False), invoke(True)]))
        self.assertEqual(exported(capture), {"a.txt": b"one"})

    def test_whole_pdus_by_preference(self):
        without = exported(tshark.sample(WHOLE_WAY))
        files = exported(tshark.sample(WHOLE_WAY), "-o", "mm1.export_pdus:TRUE")
        self.assertEqual({name: files[name] for name in without}, without)
        pdus = {name: octets for name, octets in files.items() if name not in without}
        self.assertEqual(len(pdus), 8)
        self.assertEqual(pdus["frame6-m-send-conf.mms"][:2], b"\x8c\x81")


def analyzed(path):
    """Digests of the parts in the analyzer's records, without multiparts: their parts follow."""
    found = collections.Counter()
    for record in analyzer_records.records(path):
        if record["record"] == "pdu":
            found.update(part["sha256"] for part in single_parts(record))
    return found


def single_parts(record):
    parts = list(record["parts"])
    for part, following in zip(parts, [*parts[1:], {}]):
        holds_parts = following.get("level", 0) > part.get("level", 0)
        if not (holds_parts and "multipart" in part["content_type"]):
            yield part
    for inner in record.get("descriptors", []):
        yield from single_parts(inner)


class Names(unittest.TestCase):
    def names(self, *headers):
        """Names of the files that parts with these headers become, in their order."""
        parts = [(header, b"%d" % index) for index, header in enumerate(headers)]
        capture = tshark.write("names.pcap", packets.bare(message(*parts)))
        files = exported(capture, *packets.BARE)
        return sorted(files, key=lambda name: int(files[name]))

    def test_what_a_part_calls_itself(self):
        with_name = lambda text: bytes([len(text) + 3, 0x83, 0x85]) + text + b"\0"
        content_id = lambda text: b"\xc0\x22<" + text + b">\0"
        self.assertEqual(
            self.names(
                with_name(b"named.txt") + b"\x8elocated.txt\0",
                with_name(b"named.txt") + content_id(b"id.txt"),
                TEXT + content_id(b"id.txt"),
                JPEG + content_id(b"0000@mmsc.example.org"),
                JPEG,
                b"x/y\0",
            ),
            ["located.txt", "named.txt", "id.txt", "0000@mmsc.example.org.jpg",
             "frame1-part5.jpg", "frame1-part6.bin"],
        )

    def test_names_that_would_leave_the_folder(self):
        hostile = {
            b"../../etc/passwd": "passwd.txt",
            b"/etc/shadow": "shadow.txt",
            b"..\\..\\boot.ini": "boot.ini",
            b"..": "frame1-part4.txt",
            b"a/..": "frame1-part5.txt",
            b"http://www.example.org/pictures/sun.jpg": "sun.jpg",
            b"C:evil.exe": "C_evil.exe",
            b".bashrc": "bashrc.txt",
            b"trailing. . ": "trailing.txt",
            b"a\x1b[2J\x07b.txt": "a_[2J_b.txt",
            b"line\nbreak.txt": "line_break.txt",
            "gpj\u202etxt.exe".encode(): "gpj_txt.exe",
            b'<a|b>?*".txt': "_a_b____.txt",
            "gr\u00fc\u00dfe.txt".encode(): "gr\u00fc\u00dfe.txt",
        }
        self.assertEqual(self.names(*map(located, hostile)), list(hostile.values()))

    def test_long_names_keep_their_extension(self):
        (name,) = self.names(located("\u00e9".encode() * 200 + b".txt"))
        self.assertEqual(name, "\u00e9" * 48 + ".txt")  # 100 octets, no half characters

    def test_no_name_twice(self):
        long = b"x" * 200 + b".txt"
        names = self.names(*map(located, [b"a.txt", b"A.TXT", b"a(1).txt", b"a.txt", long, long]))
        self.assertEqual(names[:4], ["a.txt", "A(1).TXT", "a(1)(1).txt", "a(2).txt"])
        self.assertEqual(len(set(names)), 6)
        self.assertTrue(all(len(name) <= 100 for name in names), names)


class Sharkd(unittest.TestCase):
    def test_list_and_download(self):
        session = sharkd.Session()
        session.load(tshark.sample(WHOLE_WAY))
        listed = session.ask("tap", tap0="eo:mm1")
        downloads = [session.ask("download", token=f"eo:mm1_{index}") for index in range(6)]
        answers = session.answers()
        objects = answers[listed]["taps"][0]["objects"]
        shown = [(entry["pkt"], entry["type"], entry["filename"], entry["len"]) for entry in objects]
        self.assertEqual(shown, [
            (4, "application/smil", "smil.smil", 287), (4, "image/jpeg", "picture.jpg", 141),
            (4, "text/plain", "hello.txt", 7), (17, "application/smil", "smil(1).smil", 287),
            (17, "image/jpeg", "picture(1).jpg", 141), (17, "text/plain", "hello(1).txt", 7),
        ])
        self.assertEqual({entry["hostname"] for entry in objects}, {relay_of(WHOLE_WAY)})
        picture = base64.b64decode(answers[downloads[1]]["data"])
        self.assertEqual(picture[:2], b"\xff\xd8")  # JPEG's start of image
        self.assertEqual(answers[downloads[2]]["file"], "hello.txt")


def relay_of(name):
    """The address that the submission goes to."""
    return tshark.columns(tshark.sample(name), ["ip.dst"], "frame.number == 4")[0][0]


if __name__ == "__main__":
    tshark.main()
