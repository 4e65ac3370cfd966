"""What only the whole capture tells is found out when somebody looks, in whatever way.

In faults.pcap the confirmation in frame 22 has another transaction id than its request
(CTR-SND-001), and the PDU in frame 36 travels in the wrong direction (CTR-DIR-001).
"""

import unittest

import tshark

PASSES = {"one pass": (), "two passes": ("-2",)}


def faults():
    return tshark.sample("faults.pcap")


def lines(*options):
    return tshark.run("tshark", "-n", "-r", faults(), *tshark.REASSEMBLY, *options).stdout.splitlines()


def column(title, code, *options):
    """{frame: text} of a column beside the number."""
    shown = lines("-o", f'gui.column.format:"Number","%m","{title}","{code}"', *options)
    split = [line.split(maxsplit=1) for line in shown]
    return {int(row[0]): row[1].strip() for row in split if len(row) == 2}


class Filters(unittest.TestCase):
    def both(self, display_filter, expected):
        for name, passes in PASSES.items():
            with self.subTest(display_filter, passes=name):
                self.assertEqual(tshark.listed(faults(), display_filter, *passes), expected)

    def test_on_a_rule(self):
        self.both("mm1.rule.ctr_snd_001", [22])
        self.both("mm1.rule.ctr_dir_001", [36])

    def test_on_any_expert_info(self):
        self.both('_ws.expert.message contains "CTR-SND-001"', [22])

    def test_on_malformed_packets(self):
        # FLD-LEN-002, FLD-MPT-001 and FLD-TXT-001 are errors that leave octets without a meaning.
        self.both(tshark.MALFORMED, [8, 16, 28])

    def test_on_a_transaction(self):
        confirmations = [6, 10, 14, 18, 22]
        self.both("mm1.transaction.id && mm1.message_type == 0x81", confirmations)
        # Its kind is decided when it is over.
        sends = tshark.listed(faults(), 'mm1.transaction.kind == "send" && mm1.request_in', "-2")
        self.assertEqual(sends, confirmations)

    def test_on_a_message(self):
        self.assertIn(22, tshark.listed(faults(), "mm1.message.id", "-2"))


class Columns(unittest.TestCase):
    def test_of_a_field(self):
        for name, passes in PASSES.items():
            with self.subTest(passes=name):
                kinds = column("Kind", "%Cus:mm1.transaction.id:0:R", *passes)
                self.assertIn(22, kinds)

    def test_of_the_expert_infos(self):
        self.assertEqual(column("Expert", "%a")[22], "Error")


class PrintedFields(unittest.TestCase):
    """`-T fields` prints the same whether or not all the rest is found out too, as with -V."""

    def both(self, capture, fields, *options):
        asked = [argument for field in fields for argument in ("-e", field)]
        command = ("tshark", "-n", "-r", tshark.sample(capture), *tshark.REASSEMBLY)
        for name, passes in PASSES.items():
            with self.subTest(fields, passes=name):
                print_fields = ("-T", "fields", "-E", "header=y", *asked)
                alone = tshark.run(*command, *passes, *print_fields, *options)
                with_all = tshark.run(*command, *passes, "-V", *print_fields, *options)
                self.assertEqual(alone.stdout, with_all.stdout)
                values = alone.stdout.split("\n", 1)[1]
                self.assertTrue(values.replace("\t", "").strip(), "nothing was printed")

    def test_of_a_pdu(self):
        self.both("faults.pcap", ["frame.number", "mm1.message_type", "mm1.from", "mm1.part.size"])
        self.both("faults.pcap", ["mm1.transaction_id"], "-Y", "mm1.message_type == 0x81")

    def test_of_items_that_only_have_a_line(self):
        self.both("faults.pcap", ["mm1"])
        self.both("faults.pcap", ["mm1.field"])

    def test_of_findings_and_transactions(self):
        self.both("faults.pcap", ["mm1.rule.ctr_snd_001", "_ws.expert.message"])
        self.both("faults.pcap", ["frame.number", "mm1.transaction.id", "mm1.transaction.outcome"])
        self.both("faults.pcap", ["mm1.message.id", "mm1.request_in"])

    def test_of_what_a_filter_on_transactions_lets_pass(self):
        for display_filter in (
            "mm1.transaction.id",
            "mm1.rule.ctr_snd_001",
            '_ws.expert.message contains "CTR-DIR-001"',
        ):
            self.both("faults.pcap", ["frame.number", "mm1.message_type"], "-Y", display_filter)
            self.both("faults.pcap", ["frame.number", "mm1.message_type"], display_filter)

    def test_of_a_column_of_transactions(self):
        column = 'gui.column.format:"Transaction","%Cus:mm1.transaction.id:0:R"'
        command = ("tshark", "-r", faults(), "-c", "1", "-T", "fields", "-e", "_ws.col.Transaction")
        if "aren't valid" in tshark.run(*command, "-o", column, check=False).stderr:
            self.skipTest("this tshark prints a column of a field only by that field's name")
        self.both("faults.pcap", ["_ws.col.Transaction"], "-o", column)

    def test_of_parts(self):
        for field in ("frame.protocols", "data-text-lines"):
            self.both("errors.pcap", [field], "-Y", field)
            self.both("errors.pcap", [field])

    def test_of_mmse(self):
        rows = tshark.columns(
            tshark.sample("errors.pcap"), ["mm1.message_type", "mmse.message_type"], "mm1.from"
        )
        self.assertTrue(rows)
        for ours, theirs in rows:
            self.assertEqual(ours, theirs)


class Taps(unittest.TestCase):
    def test_expert_infos(self):
        self.assertTrue(any("CTR-SND-001" in line for line in lines("-q", "-z", "expert")))


if __name__ == "__main__":
    tshark.main()
