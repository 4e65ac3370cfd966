"""The profile that comes with the plugin: it loads without a word, and shows what it promises."""

import csv
import os
import pathlib
import shutil
import unittest

import tshark

SOURCE = pathlib.Path(os.environ["MM1_SOURCE_DIR"])
PROFILE = SOURCE / "plugin" / "profile" / "mm1"


def filters():
    """(name, filter) of each colour rule and button."""
    for line in (PROFILE / "colorfilters").read_text().splitlines():
        if line.startswith("@"):
            _, name, text, _ = line.split("@")
            yield name, text
    for row in csv.reader((PROFILE / "dfilter_buttons").read_text().splitlines()):
        yield row[1], row[2].replace("\\x22", '"')


class Profile(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        home = tshark.room().path / "home" / "wireshark" / "profiles"
        shutil.copytree(PROFILE, home / "mm1")
        for path in (home.parent, home, home / "mm1"):
            path.chmod(0o755)
        cls.captures = [
            tshark.write(name, (SOURCE / "captures" / name).read_bytes())
            for name in ("http-send-retrieve.pcap", "errors.pcap", "faults.pcap", "forward.pcap")
        ]

    def test_nothing_is_complained_about(self):
        for options in ((), ("--color",)):
            result = tshark.run("tshark", "-C", "mm1", "-r", self.captures[0], *options)
            complaints = [
                line for line in result.stderr.splitlines() if not line.startswith("Running as")
            ]
            self.assertEqual(complaints, [])

    def test_columns(self):
        output = tshark.run(
            "tshark", "-C", "mm1", "-n", "-2", "-r", self.captures[0], "-Y", "frame.number == 6",
        ).stdout
        self.assertRegex(
            output, r"MM1 m-send-conf T1 1 completed 0\.00\d+ 1 read MM1 m-send-conf Ok, TID T1"
        )

    def test_every_filter_is_one_and_matches_somewhere(self):
        for name, text in filters():
            with self.subTest(name=name):
                self.assertTrue(any(
                    tshark.columns(path, ["frame.number"], text, ("-2",)) for path in self.captures
                ))

    def test_colours(self):
        """Frame 4 of faults.pcap breaks rules, frame 6 of http-send-retrieve.pcap breaks none."""
        colour = lambda capture, frame: tshark.columns(
            capture, ["frame.coloring_rule.name"], f"frame.number == {frame}",
            ("-C", "mm1", "--color", "-2"),
        )
        self.assertEqual(colour(self.captures[2], 4), [["MM1 error"]])
        self.assertEqual(colour(self.captures[0], 6), [["MM1 submission"]])


if __name__ == "__main__":
    tshark.main()
