"""Captures of real relays: nothing malformed, and the same PDUs as the analyzer finds."""

import collections
import json
import os
import pathlib
import shutil
import subprocess
import unittest

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


def readable(path):
    return tshark.write(path.name, path.read_bytes())


class LiveCaptures(unittest.TestCase):
    def test_nothing_is_malformed(self):
        for path in captures():
            with self.subTest(capture=path.name):
                self.assertEqual(
                    tshark.columns(
                        readable(path), ["frame.number"], f"mm1 && {tshark.MALFORMED}", REASSEMBLY
                    ),
                    [],
                )

    def test_as_many_pdus_as_mmse_finds(self):
        for path in captures():
            capture = readable(path)
            ours = tshark.columns(capture, ["frame.number"], "mm1", REASSEMBLY)
            off = (*REASSEMBLY, "-o", "mm1.takeover:FALSE", "-o", "mm1.http_heuristic:FALSE")
            theirs = tshark.columns(capture, ["frame.number"], "mmse", off)
            with self.subTest(capture=path.name):
                self.assertNotEqual(ours, [])
                self.assertEqual(ours, theirs)

    def test_columns_do_not_depend_on_the_tree(self):
        for path in captures():
            capture = readable(path)
            plain = tshark.run("tshark", "-n", "-r", capture).stdout
            with_tree = tshark.run("tshark", "-n", "-r", capture, "-Y", "frame").stdout
            with self.subTest(capture=path.name):
                ours = [line for line in plain.splitlines() if "MM1" in line]
                self.assertNotEqual(ours, [])
                self.assertEqual(ours, [line for line in with_tree.splitlines() if "MM1" in line])


class SameAsTheAnalyzer(unittest.TestCase):
    def test_types_and_transaction_ids(self):
        scope = os.environ.get("MM1_SCOPE", "")
        if shutil.which(scope) is None:
            self.skipTest("mm1scope is not built")
        for path in captures():
            with self.subTest(capture=path.name):
                self.assertEqual(plugins_pdus(path), analyzers_pdus(scope, path))


def plugins_pdus(path):
    rows = tshark.columns(
        readable(path), ["mm1.message_type", "mm1.transaction_id"], "mm1", REASSEMBLY
    )
    found = collections.Counter()
    for types, transaction_ids in rows:
        # Of a PDU with others inside, the outermost comes first and has the transaction id.
        found[int(types.split("|")[0], 0), transaction_ids.split("|")[0]] += 1
    return found


def analyzers_pdus(scope, path):
    output = subprocess.run(
        [scope, "analyze", "--format", "jsonl", path], capture_output=True, text=True, check=True
    ).stdout
    records = map(json.loads, output.splitlines())
    numbers = pdu_numbers()
    return collections.Counter(
        (numbers[record["type"]], record.get("transaction_id") or "")
        for record in records
        if record["record"] == "pdu"
    )


def pdu_numbers():
    """Type octets by name, as the plugin registers them."""
    rows = (line.split("\t") for line in tshark.run("tshark", "-G", "values").stdout.splitlines())
    return {row[3]: int(row[2], 0) for row in rows if row[:2] == ["V", "mm1.message_type"]}


if __name__ == "__main__":
    tshark.main()
