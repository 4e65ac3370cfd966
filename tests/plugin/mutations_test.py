"""Damaged captures: no crash, no hang, no dissector bug.

A few rounds unless told: `mutations_test.py --rounds 500` by hand, or MM1_MUTATION_ROUNDS. Each round
damages one capture, in turn: the project's own ones, those of the corpus, and the minimal PDUs.
"""

import argparse
import os
import pathlib
import sys
import unittest

import packets
import tshark

SHARE_OF_OCTETS = "0.05"
# Of one capture in one round: long ones would take all the time.
MOST_PACKETS = 400


def rounds():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--rounds", type=int, default=int(os.environ.get("MM1_MUTATION_ROUNDS", "20"))
    )
    arguments, sys.argv[1:] = parser.parse_known_args()
    return arguments.rounds


ROUNDS = rounds()


def folders():
    yield pathlib.Path(os.environ["MM1_SOURCE_DIR"], "captures")
    if shared := os.environ.get("MM1_SHARED_DIR"):
        yield pathlib.Path(shared, "corpus", "captures")


def captures():
    """Captures with the options to read them. The minimal PDUs are always among them."""
    found = sorted(path for folder in folders() for path in folder.rglob("*.pcap*"))
    readable = [
        tshark.write(f"{number}-{path.name}", path.read_bytes())
        for number, path in enumerate(found)
        if path.suffix in (".pcap", ".pcapng")
    ]
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
            tshark.run(
                "editcap", "-E", SHARE_OF_OCTETS, "--seed", seed, "-r", capture, mutated,
                f"1-{MOST_PACKETS}",
            )
            for reading in (("-V",), ("-2", "-V")):
                result = tshark.run(
                    "tshark", "-n", "-r", mutated, *reading, *options, check=False
                )
                with self.subTest(capture=capture.name, seed=seed, reading=reading):
                    # 2: the damage hit the capture file's own headers, not a packet.
                    self.assertIn(result.returncode, (0, 2), result.stderr)
                    self.assertNotIn("Dissector bug", result.stdout)
                    self.assertNotIn("ERROR", result.stderr)
            if (seed + 1) % 50 == 0:
                print(f"{seed + 1} rounds", flush=True)


if __name__ == "__main__":
    tshark.main()
