"""Captures of real relays: nothing malformed, and the same PDUs as the analyzer finds."""

import json
import os
import pathlib
import shutil
import subprocess
import unittest
import xml.etree.ElementTree as tree

import tshark

FOLDERS = ("live-mbuni-http", "live-kannel-wsp", "live-gtpu")
# Without it tshark loses what arrives out of order, which the analyzer does not.
REASSEMBLY = ("-o", "tcp.reassemble_out_of_order:TRUE")


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
                        readable(path), ["frame.number"], f"mm1 && {tshark.MALFORMED}", REASSEMBLY
                    ),
                    [],
                )

    def test_as_many_pdus_as_mmse_finds(self):
        for path in CAPTURES:
            capture = readable(path)
            ours = tshark.columns(capture, ["frame.number"], "mm1", REASSEMBLY)
            off = (*REASSEMBLY, "-o", "mm1.takeover:FALSE", "-o", "mm1.http_heuristic:FALSE")
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
        scope = os.environ.get("MM1_SCOPE", "")
        if shutil.which(scope) is None:
            self.skipTest("mm1scope is not built")
        for path in CAPTURES:
            with self.subTest(capture=path.name):
                self.assertEqual(plugins_pdus(path), analyzers_pdus(scope, path))


def plugins_pdus(path):
    """(type, transaction id) of each PDU; not of those inside another."""
    pdml = tshark.run(
        "tshark", "-n", "-r", readable(path), "-Y", "mm1", "-T", "pdml", "-J", "mm1", *REASSEMBLY
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


def analyzers_pdus(scope, path):
    output = subprocess.run(
        [scope, "analyze", "--format", "jsonl", path], capture_output=True, text=True, check=False
    ).stdout
    records = map(json.loads, output.splitlines())
    octets = type_octets()
    return {
        (octets.get(record["type"], ""), record.get("transaction_id") or "")
        for record in records
        if record["record"] == "pdu"
    }


def type_octets():
    """Type octets by name, as the plugin registers and PDML shows them."""
    rows = (line.split("\t") for line in tshark.run("tshark", "-G", "values").stdout.splitlines())
    return {row[3]: row[2].lower() for row in rows if row[:2] == ["V", "mm1.message_type"]}


if __name__ == "__main__":
    tshark.main()
