"""The analyzer's records of captures, for comparison with what the plugin shows.

tshark and the analyzer rebuild TCP streams, datagrams and segments each in their own way. Where
that makes a difference, it is listed here with its reason, and nothing else may differ.
"""

import json
import os
import pathlib
import shutil
import subprocess

import tshark

PROGRAM = os.environ.get("MM1_SCOPE", "")
IS_BUILT = shutil.which(PROGRAM) is not None
SOURCE = pathlib.Path(os.environ["MM1_SOURCE_DIR"]).resolve()
SHARED = pathlib.Path(
    os.environ.get("MM1_SHARED_DIR") or "/nonexistent", "corpus", "captures"
).resolve()
SAMPLES = SOURCE / "captures"
# {capture: {frame: why it is left out of the comparison}}
NO_PDU = "the body is no PDU: the analyzer judges its content type (TRN-CTY-002), the plugin shows it"
CDMA = "tshark reads no WDP in CDMA's short messages"
NOT_WHOLE = "segments are missing: tshark shows nothing of the message, the analyzer what there is"
DIFFERENCES = {
    "captures/sms-cdma-ims.pcap": {
        2: CDMA, 9: "its notification is not shown", 11: "its notification is not shown",
    },
    "captures/sms-faults.pcap": {32: NOT_WHOLE, 36: NOT_WHOLE, 41: CDMA, 43: CDMA, 44: CDMA},
    "live-gtpu/01-http-in-gtpu-mtu1400.pcap": {38: "an ICMP error quotes a push"},
    "live-kannel-wsp/01-co-send-push-get-ack.pcap": {10: "WTP repeats a result"},
    "live-kannel-wsp/06-errors-through-gateway.pcap": {11: NO_PDU, 19: NO_PDU},
    "live-mbuni-http/06-forward-req.pcap": {
        19: "two segments of a short message in one frame: in the second pass, Wireshark takes the "
            "first one for the whole",
    },
}


def captures():
    own = sorted(SAMPLES.glob("*.pcap*"))
    return [path for path in [*own, *sorted(SHARED.rglob("*.*cap*"))] if path.suffix != ".jsonl"]


def name_of(path):
    return str(path.relative_to(SOURCE if SOURCE in path.parents else SHARED))


def records(path):
    output = subprocess.run(
        [PROGRAM, "analyze", "--format", "jsonl", path], capture_output=True, text=True, check=False
    ).stdout
    return [json.loads(line) for line in output.splitlines()]


def comparable_captures():
    """Those about which the plugin says the same, each with a copy that tshark can read."""
    for path in captures():
        if name_of(path) not in DIFFERENCES:
            yield path, tshark.write(path.name, path.read_bytes())
