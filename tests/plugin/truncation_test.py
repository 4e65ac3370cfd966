"""A short capture is not a bad sender."""

import unittest

import packets
import tshark


class Truncation(unittest.TestCase):
    def test_every_cut_of_every_minimal_pdu(self):
        for name, pdu in packets.minimal_pdus():
            cuts = [
                packets.pcap([pdu], packets.LINKTYPE_USER0, snap=length)[24:]
                for length in range(len(pdu))
            ]
            header = packets.pcap([], packets.LINKTYPE_USER0)
            capture = tshark.write("cut.pcap", header + b"".join(cuts))
            with self.subTest(pdu=name):
                shown = tshark.columns(capture, ["frame.cap_len"], "_ws.short", packets.BARE)
                self.assertEqual(len(shown), len(pdu))
                worse = f"_ws.expert.severity >= {tshark.WARNING}"
                for wrong in (tshark.MALFORMED, worse):
                    rows = tshark.columns(
                        capture, ["frame.cap_len", "_ws.expert.message"], wrong, packets.BARE
                    )
                    self.assertEqual(rows, [])

    def test_what_was_captured_is_shown(self):
        pdu = dict(packets.minimal_pdus())["m-retrieve-conf"]
        capture = tshark.write(
            "half.pcap", packets.pcap([pdu], packets.LINKTYPE_USER0, snap=len(pdu) - 3)
        )
        rows = tshark.columns(
            capture, ["mm1.transaction_id", "mm1.message_id"], options=packets.BARE
        )
        self.assertEqual(rows, [["N1", "id1@mmsc"]])


if __name__ == "__main__":
    tshark.main()
