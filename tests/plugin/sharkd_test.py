"""Clicking about: what sharkd shows does not depend on the order in which frames are looked at, on
preferences changed in between, or on another capture opened before.
"""

import unittest

import sharkd
import tshark

NAMES = ("errors.pcap", "http-send-retrieve.pcap", "wsp-connection-mode-sar.pcap", "faults.pcap")


def path_of(name):
    return str(tshark.sample(name))


def frames_of(name):
    return [int(row[0]) for row in tshark.columns(path_of(name), ["frame.number"], "frame")]


def shown(tree):
    """Labels of a tree, without what only says which subtrees a user has opened."""
    return [(node.get("l"), node.get("f"), shown(node.get("n", []))) for node in tree]


def is_ours(node):
    return node.get("f", "").startswith("mm1")


class Redissection(unittest.TestCase):
    def trees_of(self, answers, numbers):
        """What is the plugin's: other dissectors show less when they see a frame again."""
        return {
            frame: shown(node for node in answers[number]["tree"] if is_ours(node))
            for frame, number in numbers.items()
        }

    def test_the_order_of_looking_does_not_matter(self):
        for name in NAMES:
            frames = frames_of(name)
            session = sharkd.Session()
            session.load(path_of(name))
            forwards = session.trees(frames)
            backwards = session.trees(reversed(frames))
            answers = session.answers()
            with self.subTest(capture=name):
                first = self.trees_of(answers, forwards)
                self.assertIn("mm1.transaction.outcome", str(first))
                self.assertEqual(self.trees_of(answers, backwards), first)

    def test_a_preference_changed_and_changed_back(self):
        name = "http-send-retrieve.pcap"
        frames = frames_of(name)
        session = sharkd.Session()
        session.load(path_of(name))
        before = session.trees(frames)
        session.ask("setconf", name="mm1.dissect_parts", value="FALSE")
        session.load(path_of(name))
        without_parts = session.trees(frames)
        session.ask("setconf", name="mm1.dissect_parts", value="TRUE")
        session.load(path_of(name))
        after = session.trees(frames)
        answers = session.answers()
        first = self.trees_of(answers, before)
        self.assertNotEqual(self.trees_of(answers, without_parts), first)
        self.assertEqual(self.trees_of(answers, after), first)

    def test_findings_switched_off_and_on_again(self):
        name = "faults.pcap"
        session = sharkd.Session()
        session.load(path_of(name))
        tap = lambda: session.ask("tap", tap0="expert")
        # sharkd remembers what a filter's text has matched, so each question has its own.
        filtered = lambda word: session.ask("frames", filter=f"mm1.rule.enc_rcpt_001 {word} mm1")
        before, frames_before = tap(), filtered("and")
        session.ask("setconf", name="mm1.rules_off", value="ENC-RCPT-001")
        session.ask("setconf", name="mm1.least_severity", value="error")
        session.load(path_of(name))
        fewer, frames_fewer = tap(), filtered("&&")
        session.ask("setconf", name="mm1.rules_off", value="")
        session.ask("setconf", name="mm1.least_severity", value="note")
        session.load(path_of(name))
        after, frames_after = tap(), filtered("&& mm1 &&")
        answers = session.answers()
        rules = lambda number: sorted(
            entry["m"].split(":")[0] for entry in answers[number]["taps"][0]["details"]
            if entry["p"] == "MM1"
        )
        self.assertEqual(
            set(rules(before)) - set(rules(fewer)), {"ENC-RCPT-001", "ENC-DUP-001"}
        )
        self.assertEqual(rules(after), rules(before))
        self.assertEqual(len(answers[frames_before]), 1)
        self.assertEqual(answers[frames_fewer], [])
        self.assertEqual(answers[frames_after], answers[frames_before])

    def test_an_mmse_filter_brings_the_same_frames(self):
        name = "http-send-retrieve.pcap"
        session = sharkd.Session()
        session.load(path_of(name))
        by_mmse = session.ask("frames", filter='mmse.transaction_id == "N1"')
        by_mm1 = session.ask("frames", filter='mm1.transaction_id == "N1"')
        answers = session.answers()
        self.assertEqual(answers[by_mmse], answers[by_mm1])
        self.assertEqual(len(answers[by_mmse]), 3)

    def test_nothing_is_left_of_the_capture_before(self):
        name = "http-send-retrieve.pcap"
        frames = frames_of(name)
        alone, behind = sharkd.Session(), sharkd.Session()
        alone.load(path_of(name))
        expected = alone.trees(frames)
        behind.load(path_of("errors.pcap"))
        behind.load(path_of(name))
        found = behind.trees(frames)
        self.assertEqual(
            self.trees_of(behind.answers(), found), self.trees_of(alone.answers(), expected)
        )

    def test_the_same_as_tshark_in_two_passes(self):
        name = "http-send-retrieve.pcap"
        fields = ["mm1.transaction.outcome", "mm1.request_in", "mm1.response_in"]
        rows = tshark.columns(path_of(name), ["frame.number", *fields], "mm1.transaction", ("-2",))
        session = sharkd.Session()
        session.load(path_of(name))
        numbers = session.trees(int(row[0]) for row in rows)
        trees = self.trees_of(session.answers(), numbers)
        for row in rows:
            text = str(trees[int(row[0])])
            for field, value in zip(fields, row[1:]):
                quoted = value if value.isdigit() else f'"{value}"'
                self.assertEqual(f"{field} == {quoted}" in text, value != "", (row[0], field))


class Experts(unittest.TestCase):
    def test_findings_about_several_pdus_are_in_the_expert_list(self):
        session = sharkd.Session()
        session.load(path_of("faults.pcap"))
        number = session.ask("tap", tap0="expert")
        details = session.answers()[number]["taps"][0]["details"]
        rules = {entry["m"].split(":")[0] for entry in details if entry["p"] == "MM1"}
        self.assertTrue(any(rule.startswith("CTR-") for rule in rules), rules)
        self.assertTrue(any(rule.startswith("FLD-") for rule in rules), rules)


if __name__ == "__main__":
    tshark.main()
