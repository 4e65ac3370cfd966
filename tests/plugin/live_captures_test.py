"""Captures of real relays: nothing malformed, and the same PDUs as the analyzer finds."""

import os
import pathlib
import unittest
import xml.etree.ElementTree as tree

import analyzer_records
import tshark

FOLDERS = ("live-mbuni-http", "live-kannel-wsp", "live-gtpu")


def captures():
    root = pathlib.Path(os.environ.get("MM1_SHARED_DIR", ""), "corpus", "captures")
    found = [path for folder in FOLDERS for path in sorted((root / folder).glob("*.pcap*"))]
    if not found:
        tshark.skip(f"no captures under {root}")
    return found


CAPTURES = captures()


def readable(path):
    return tshark.write(path.name, path.read_bytes())


class LiveCaptures(unittest.TestCase):
    def test_nothing_is_malformed(self):
        for path in CAPTURES:
            with self.subTest(capture=path.name):
                self.assertEqual(
                    tshark.columns(
                        readable(path), ["frame.number"], f"mm1 && {tshark.MALFORMED}", tshark.REASSEMBLY
                    ),
                    [],
                )

    def test_as_many_pdus_as_mmse_finds(self):
        for path in CAPTURES:
            capture = readable(path)
            ours = tshark.columns(capture, ["frame.number"], "mm1", tshark.REASSEMBLY)
            off = (*tshark.REASSEMBLY, "-o", "mm1.takeover:FALSE", "-o", "mm1.http_heuristic:FALSE")
            theirs = tshark.columns(capture, ["frame.number"], "mmse", off)
            with self.subTest(capture=path.name):
                self.assertNotEqual(ours, [])
                self.assertEqual(ours, theirs)

    def test_columns_do_not_depend_on_the_tree(self):
        for path in CAPTURES:
            capture = readable(path)
            plain = tshark.run("tshark", "-n", "-r", capture).stdout
            with_tree = tshark.run("tshark", "-n", "-r", capture, "-Y", "frame").stdout
            with self.subTest(capture=path.name):
                ours = [line for line in plain.splitlines() if "MM1" in line]
                self.assertNotEqual(ours, [])
                self.assertEqual(ours, [line for line in with_tree.splitlines() if "MM1" in line])


class SameAsTheAnalyzer(unittest.TestCase):
    def test_types_and_transaction_ids(self):
        """As sets: tshark shows a PDU again in each packet that repeats it, the analyzer once."""
        if not analyzer_records.IS_BUILT:
            self.skipTest("mm1scope is not built")
        for path in CAPTURES:
            with self.subTest(capture=path.name):
                self.assertEqual(plugins_pdus(path), analyzers_pdus(path))


def plugins_pdus(path):
    """(type, transaction id) of each PDU; not of those inside another."""
    pdml = tshark.run(
        "tshark", "-n", "-r", readable(path), "-Y", "mm1", "-T", "pdml", "-J", "mm1", *tshark.REASSEMBLY
    ).stdout
    return {
        (first_value(pdu, "mm1.message_type"), first_value(pdu, "mm1.transaction_id"))
        for pdu in tree.fromstring(pdml).iter("proto")
        if pdu.get("name") == "mm1"
    }


def first_value(pdu, name):
    """What the header field among the PDU's own shows; empty when there is none."""
    value = pdu.find(f"field[@name='mm1.field']/field[@name='{name}']")
    return "" if value is None else value.get("show")


def analyzers_pdus(path):
    octets = type_octets()
    return {
        (octets.get(record["type"], ""), record.get("transaction_id") or "")
        for record in analyzer_records.records(path)
        if record["record"] == "pdu"
    }


def type_octets():
    """Type octets by name, as the plugin registers and PDML shows them."""
    rows = (line.split("\t") for line in tshark.run("tshark", "-G", "values").stdout.splitlines())
    return {row[3]: row[2].lower() for row in rows if row[:2] == ["V", "mm1.message_type"]}


if __name__ == "__main__":
    tshark.main()
