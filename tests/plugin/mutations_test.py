"""Damaged captures: no crash, no hang, no dissector bug.

MM1_MUTATION_ROUNDS sets the number of rounds (20 unless told).
"""

import os
import pathlib
import unittest

import packets
import tshark

ROUNDS = int(os.environ.get("MM1_MUTATION_ROUNDS", "20"))
SHARE_OF_OCTETS = "0.05"


def captures():
    """The project's captures, or the minimal PDUs where there are none."""
    folder = pathlib.Path(os.environ["MM1_SOURCE_DIR"], "captures")
    found = sorted(path for path in folder.rglob("*") if path.suffix in (".pcap", ".pcapng"))
    readable = [tshark.write(path.name, path.read_bytes()) for path in found]
    pdus = packets.bare(*[pdu for _, pdu in packets.minimal_pdus()])
    return [
        *((path, ()) for path in readable if editcap_can_copy(path)),
        (tshark.write("pdus.pcap", pdus), packets.BARE),
    ]


def editcap_can_copy(path):
    """It reads packets of several link types, and cannot write them."""
    return tshark.run("editcap", path, writable("copy.pcapng"), check=False).returncode == 0


def writable(name):
    """A file for the programs to write."""
    path = tshark.write(name, b"")
    path.chmod(0o666)
    return path


class Mutations(unittest.TestCase):
    def test_rounds(self):
        sources = captures()
        mutated = writable("mutated.pcapng")
        for seed in range(ROUNDS):
            capture, options = sources[seed % len(sources)]
            tshark.run("editcap", "-E", SHARE_OF_OCTETS, "--seed", seed, capture, mutated)
            for reading in (("-V",), ("-2", "-V")):
                result = tshark.run(
                    "tshark", "-n", "-r", mutated, *reading, *options, check=False
                )
                with self.subTest(capture=capture.name, seed=seed, reading=reading):
                    # 2: the damage hit the capture file's own headers, not a packet.
                    self.assertIn(result.returncode, (0, 2), result.stderr)
                    self.assertNotIn("Dissector bug", result.stdout)
                    self.assertNotIn("ERROR", result.stderr)


if __name__ == "__main__":
    tshark.main()
