"""The plugin and the analyzer say the same about every capture: PDUs with their fields and parts,
transactions, and findings.
"""

import collections
import unittest

import analyzer_records
import plugin_records
import tshark

# What holds PDUs or parts is shown by these, not by its octets.
TAKEN_APART = ("application/vnd.wap.mms-message", "multipart/", "application/vnd.wap.multipart.")
# Rules about packets, which the plugin leaves to Wireshark's dissectors of these packets.
BEARER_RULES = "TRN-"
TIES = ("kind", "mode", "outcome", "status")


class Analyzer:
    """The records of the analyzer, reduced to what both can say."""

    def __init__(self, path, left_out):
        records = analyzer_records.records(path)
        pdus = {record["id"]: record for record in records if record["record"] == "pdu"}
        self.pdus = [
            {"frame": pdu["frame"], **content(pdu)} for pdu in pdus.values()
            if pdu["frame"] not in left_out
        ]
        transactions = [record for record in records if record["record"] == "transaction"]
        frames = {
            record["id"]: [
                pdus[pdu]["frame"] for pdu in record["pdus"] if pdus[pdu]["frame"] not in left_out
            ]
            for record in transactions
        }
        self.transactions = sorted(
            (
                (frames[record["id"]], {key: record[key] for key in TIES if key in record})
                for record in transactions if frames[record["id"]]
            ),
            key=lambda member: member[0],
        )
        touched = {
            record["id"] for record in transactions
            if any(pdus[pdu]["frame"] in left_out for pdu in record["pdus"])
        }
        messages = {record["id"]: record for record in records if record["record"] == "message"}
        self.messages = [
            shown_message(record, messages, frames) for record in messages.values()
            if touched.isdisjoint(record["transactions"])
        ]
        self.findings = sorted(
            (record["rule"], record.get("frame") or first(frames.get(record.get("transaction"))),
             record["severity"])
            for record in records
            if record["record"] == "violation" and not record["rule"].startswith(BEARER_RULES)
            and record.get("frame") not in left_out
        )


def shown_message(record, messages, frames):
    """A message as the plugin shows it: its transactions by their frames, and so the message that
    it forwards.
    """
    by_frames = lambda message: [frames[transaction] for transaction in message["transactions"]]
    return {
        "message_ids": record["message_ids"],
        "originator": record.get("originator"),
        "subject": record.get("subject"),
        "recipients": [
            (recipient.get("address", recipient.get("client")), recipient.get("client"),
             recipient["state"])
            for recipient in record["recipients"]
        ],
        "transactions": by_frames(record),
        "links": record["links"],
        "forward_of": "forward_of" in record and by_frames(messages[record["forward_of"]]),
        "times": {
            name: round(record[f"{name}_ms"] * 1000)
            for name in plugin_records.TIMES if f"{name}_ms" in record
        },
    }


def first(frames):
    return frames[0] if frames else 0


def content(pdu):
    """Fields as lists of values, in the order in which tshark shows them, repeated ones too."""
    fields = {
        key: value if isinstance(value, list) else [value] for key, value in pdu["fields"].items()
    }
    for again in pdu.get("duplicate_fields", []):
        fields[again["field"]].append(again["value"])
    return {
        "fields": fields,
        "parts": [shown_part(part) for part in pdu["parts"]],
        "descriptors": [content(inner) for inner in pdu.get("descriptors", [])],
    }


def shown_part(part):
    apart = part["content_type"].startswith(TAKEN_APART)
    return {key: value for key, value in part.items() if key != "sha256" or not apart}


class Plugin:
    """The same, as tshark shows it after one pass or two."""

    def __init__(self, registered, path, left_out, *passes):
        capture = tshark.write(path.name, path.read_bytes())
        reader = plugin_records.Reader(registered)
        self.pdus, self.findings, members, messages = [], [], {}, {}
        for frame, layers in plugin_records.layers(capture, *passes):
            if frame in left_out:
                continue
            for node in plugin_records.all_of(layers, "mm1"):
                pdu, transaction = reader.pdu(frame, node)
                pdu["parts"] = [shown_part(part) for part in pdu["parts"]]
                self.pdus.append(pdu)
                if "id" in transaction:
                    members.setdefault(transaction.pop("id"), ([], transaction))[0].append(frame)
                for number, message in reader.messages(node):
                    # It is the same wherever it is shown.
                    assert messages.setdefault(number, message) == message, (frame, message)
            self.findings += plugin_records.findings(frame, layers)
        self.transactions = sorted(members.values(), key=lambda member: member[0])
        by_frames = lambda message: [
            members.get(transaction, ([],))[0] for transaction in message["transactions"]
        ]
        self.messages = [
            {
                **messages[number],
                "transactions": by_frames(messages[number]),
                "forward_of": messages[number]["forward_of"] is not None
                and by_frames(messages[messages[number]["forward_of"]]),
            }
            for number in sorted(messages, key=int)
        ]
        self.findings.sort()


class SameAsTheAnalyzer(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        if not analyzer_records.IS_BUILT:
            tshark.skip("mm1scope is not built")
        registered = plugin_records.Registered()
        cls.both, cls.passes = {}, {}
        for path in analyzer_records.captures():
            name = analyzer_records.name_of(path)
            left_out = analyzer_records.DIFFERENCES.get(name, {})
            two = Plugin(registered, path, left_out, "-2")
            cls.both[name] = (Analyzer(path, left_out), two)
            cls.passes[name] = (Plugin(registered, path, left_out), two)

    def test_the_corpus_is_there(self):
        if not analyzer_records.SHARED.is_dir():
            self.skipTest(
                f"only {len(self.both)} sample captures: no captures under {analyzer_records.SHARED}"
            )

    def test_pdus(self):
        for name, (analyzer, plugin) in self.both.items():
            with self.subTest(capture=name):
                self.assertEqual(plugin.pdus, analyzer.pdus)

    def test_transactions(self):
        for name, (analyzer, plugin) in self.both.items():
            with self.subTest(capture=name):
                self.assertEqual(plugin.transactions, analyzer.transactions)

    def test_messages(self):
        """Of a message with a frame that only one of them sees, they need not say the same."""
        compared = 0
        for name, (analyzer, plugin) in self.both.items():
            with self.subTest(capture=name):
                if name in analyzer_records.DIFFERENCES:
                    for message in analyzer.messages:
                        self.assertIn(message, plugin.messages)
                else:
                    self.assertEqual(plugin.messages, analyzer.messages)
                compared += len(analyzer.messages)
        self.assertGreater(compared, 30)

    def test_findings(self):
        for name, (analyzer, plugin) in self.both.items():
            with self.subTest(capture=name):
                self.assertEqual(plugin.findings, analyzer.findings)

    def test_one_pass_says_the_same_where_it_can(self):
        """Only findings about several PDUs may need what comes later."""
        for name, (one, two) in self.passes.items():
            with self.subTest(capture=name):
                self.assertEqual(one.pdus, two.pdus)
                self.assertEqual(
                    [frames for frames, _ in one.transactions],
                    [frames for frames, _ in two.transactions],
                )
                later = collections.Counter(two.findings) - collections.Counter(one.findings)
                self.assertEqual(sorted((collections.Counter(one.findings) + later).elements()),
                                 two.findings)
                self.assertEqual({rule for rule, _, _ in later if not rule.startswith("CTR-")}, set())


if __name__ == "__main__":
    tshark.main()
