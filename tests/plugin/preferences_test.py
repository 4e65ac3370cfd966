"""What a user may switch: which findings are shown, how far a PDU is taken apart, how long an answer
may take.
"""

import unittest

import packets
import tshark


def rules(capture, *options):
    rows = tshark.columns(
        capture, ["_ws.expert.message"], "mm1 && _ws.expert", ("-2", "-E", "occurrence=a", *options)
    )
    messages = [message for row in rows for message in row[0].split("|")]
    return {message.split(":")[0] for message in messages}


class Findings(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.capture = tshark.sample("faults.pcap")
        cls.all = {rule for rule in rules(cls.capture) if rule[:4] in ("ENC-", "FLD-", "CTR-")}

    def test_least_severity(self):
        """Rules of each severity, and where the sample captures raise them."""
        raised = {
            "note": ("13-cancel-delete.pcap", "ENC-TYP-002"),
            "warning": ("faults.pcap", "ENC-DUP-001"),
            "error": ("faults.pcap", "CTR-SND-001"),
        }
        names = list(raised)
        for least in names:
            for name, (capture, rule) in raised.items():
                with self.subTest(least=least, severity=name):
                    found = rules(tshark.sample(capture), "-o", f"mm1.least_severity:{least}")
                    self.assertEqual(rule in found, names.index(name) >= names.index(least))

    def test_rules_off(self):
        """One of a single PDU and one of several; in any case of letters."""
        one = min(rule for rule in self.all if rule.startswith("ENC-"))
        other = min(rule for rule in self.all if rule.startswith("CTR-"))
        option = ("-o", f"mm1.rules_off:{one.lower()}, {other}")
        self.assertEqual(self.all - rules(self.capture, *option), {one, other})
        for rule in (one, other):
            display_filter = "mm1.rule." + rule.lower().replace("-", "_")
            with self.subTest(rule=rule):
                frames = lambda *options: tshark.columns(
                    self.capture, ["frame.number"], display_filter, ("-2", *options)
                )
                self.assertNotEqual(frames(), [])
                self.assertEqual(frames(*option), [])

    def test_a_rule_that_is_none_is_told(self):
        result = tshark.run(
            "tshark", "-n", "-r", self.capture, "-Y", "mm1",
            "-o", "mm1.rules_off:ENC-ORD-001, ENC-ORD-9, nonsense",
        )
        self.assertIn("names rules that MM1 does not have", result.stderr)
        self.assertIn("ENC-ORD-9", result.stderr)
        self.assertIn("nonsense", result.stderr)
        self.assertNotIn("ENC-ORD-001", result.stderr)
        quiet = tshark.run(
            "tshark", "-n", "-r", self.capture, "-Y", "mm1", "-o", "mm1.rules_off:ENC-ORD-001"
        )
        self.assertNotIn("names rules", quiet.stderr)


class Limits(unittest.TestCase):
    def test_parts(self):
        body = packets.multipart(*[(b"\x83", b"%d" % number) for number in range(5)])
        pdu = bytes.fromhex("8C 84 8D 92 84 A3") + body
        capture = tshark.write("parts.pcap", packets.bare(pdu))
        for limit, shown in (("2", ["1", "1"]), ("4096", ["1"] * 5)):
            with self.subTest(limit=limit):
                options = (*packets.BARE, "-o", f"mm1.max_parts:{limit}")
                row = tshark.columns(capture, ["mm1.part.size", "mm1.rule.lim_prt_001"], "mm1", options)
                self.assertEqual(row[0][0].split("|"), shown)

    def test_nesting_of_any_number_ends_in_a_limit(self):
        """A user's number may be more than a tree of Wireshark's can hold."""
        body = b"deep"
        for _ in range(100):
            body = packets.multipart((b"\xa3", body))
        capture = tshark.write("deep.pcap", packets.bare(bytes.fromhex("8C 84 8D 92 84 A3") + body))
        deepest = []
        for limit in ("0", "64", "4294967295"):
            with self.subTest(limit=limit):
                options = (*packets.BARE, "-o", f"mm1.max_depth:{limit}")
                row = tshark.columns(capture, ["mm1.part", "_ws.expert.message"], "mm1", options)
                self.assertIn("LIM-DEP-001", row[0][1])
                deepest.append(len(row[0][0].split("|")))
        self.assertEqual(deepest, sorted(deepest))
        self.assertLess(deepest[0], deepest[2])


    def test_pdus_in_parts_of_pdus(self):
        """By way of Wireshark's dissectors, each level of which is as deep as MM1 lets it be."""
        pdu = bytes.fromhex("8C 84 8D 92 84 83 48 69")
        for _ in range(30):
            body = b"HTTP/1.1 200 OK\r\nContent-Type: " + packets.MMS + b"\r\n\r\n" + pdu
            body = packets.multipart((b"application/http\0", body))
            for _ in range(19):
                body = packets.multipart((b"\xa3", body))
            pdu = bytes.fromhex("8C 84 8D 92 84 A3") + body
        capture = tshark.write("pdus.pcap", packets.bare(pdu))
        for limit in ("64", "128"):
            options = (*packets.BARE, "-o", f"mm1.max_depth:{limit}")
            shown = tshark.run("tshark", "-n", "-r", capture, "-V", *options).stdout
            with self.subTest(limit=limit):
                self.assertIn("m-retrieve-conf", shown)
                self.assertNotIn("Dissector bug", shown)


class Timeouts(unittest.TestCase):
    def test_answer(self):
        """Nothing answers the submission in frame 63; the capture goes on for two minutes."""
        capture = tshark.sample("errors.pcap")
        outcome = lambda *options: tshark.columns(
            capture, ["mm1.transaction.outcome"], "frame.number == 63", ("-2", *options)
        )
        self.assertEqual(outcome(), [["unanswered"]])
        self.assertEqual(outcome("-o", "mm1.answer_timeout:86400"), [["incomplete-capture"]])


if __name__ == "__main__":
    tshark.main()
