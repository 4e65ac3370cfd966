"""Hand-made packets around MM1 PDUs: WSP push, HTTP, MIME multipart, or no bearer at all."""

import pathlib
import os
import re
import struct

MMS = b"application/vnd.wap.mms-message"
LINKTYPE_RAW = 101
LINKTYPE_USER0 = 147
BARE = ("-o", 'uat:user_dlts:"User 0 (DLT=147)","mm1","0","","0",""')


def pcap(packets, link_type=LINKTYPE_RAW, snap=None, step=1):
    """A capture file of the packets, one every `step` seconds from 2026-01-05T10:00:00Z."""
    octets = struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 262144, link_type)
    for index, packet in enumerate(packets):
        kept = packet[:snap]
        octets += struct.pack("<IIII", 1767607200 + index * step, 0, len(kept), len(packet)) + kept
    return octets


def bare(*pdus):
    """PDUs without any bearer; read them with the options BARE."""
    return pcap(pdus, LINKTYPE_USER0)


def _ip(protocol, payload, back=False):
    addresses = [bytes([10, 0, 0, 1]), bytes([10, 0, 0, 2])]
    if back:
        addresses.reverse()
    header = struct.pack(
        ">BBHHHBBH4s4s", 0x45, 0, 20 + len(payload), 1, 0, 64, protocol, 0, *addresses
    )
    return header + payload


def tcp(payload, sequence, back=False):
    """A segment of one connection to port 80; `back`: from there."""
    ports = (80, 50000) if back else (50000, 80)
    header = struct.pack(">HHIIBBHHH", *ports, sequence, 1, 0x50, 0x18, 65535, 0, 0)
    return _ip(6, header + payload, back)


def wtp(payload, back=False):
    """A datagram between one client and port 9201; `back`: from there."""
    ports = (9201, 50000) if back else (50000, 9201)
    return _ip(17, struct.pack(">HHHH", *ports, 8 + len(payload), 0) + payload, back)


def wtp_invoke(tid, uri, body, repeated=False):
    """An Invoke of class 2 with a WSP Post of an MMS message."""
    wsp = bytes([0x60, len(uri), 1]) + uri + b"\xbe" + body
    return wtp(struct.pack(">BHB", 0x0A | repeated, tid, 0x02) + wsp)


def wtp_result(tid, body):
    """Its Result, with a WSP Reply of an MMS message."""
    return wtp(struct.pack(">BH", 0x12, 0x8000 | tid) + bytes([0x04, 0x20, 1]) + b"\xbe" + body, True)


def icmp_unreachable(packet):
    """The error of a receiver that does not listen to the port of a packet."""
    return _ip(1, struct.pack(">BBHI", 3, 3, 0, 0) + packet, True)


def wsp_push(body, content_type=b"\xbe"):
    """A connectionless WSP push to UDP port 2948; the content type as WSP writes it."""
    wsp = bytes([1, 0x06, len(content_type)]) + content_type + body
    return _ip(17, struct.pack(">HHHH", 9200, 2948, 8 + len(wsp), 0) + wsp)


def wsp_post(body, headers=b""):
    """A connectionless WSP Post to port 9200, with header fields behind its Content-Type."""
    headers = b"\xbe" + headers
    wsp = bytes([1, 0x60, 12, len(headers)]) + b"http://mmsc/" + headers + body
    return _ip(17, struct.pack(">HHHH", 50000, 9200, 8 + len(wsp), 0) + wsp)


def http_reply(body, content_type=MMS):
    """An HTTP response in one TCP segment of a connection of its own."""
    lines = [b"HTTP/1.1 200 OK", b"Content-Length: %d" % len(body)]
    if content_type is not None:
        lines.append(b"Content-Type: " + content_type)
    payload = b"\r\n".join(lines) + b"\r\n\r\n" + body
    http_reply.port += 1
    tcp = struct.pack(">HHIIBBHHH", 80, http_reply.port, 1, 1, 0x50, 0x18, 65535, 0, 0)
    return _ip(6, tcp + payload)


http_reply.port = 40000


def mime_reply(body):
    """A PDU as a part of a MIME multipart, as relays forward it to mail and VASP interfaces."""
    part = b"--b\r\nContent-Type: " + MMS + b"\r\n\r\n" + body + b"\r\n--b--\r\n"
    return http_reply(part, b'multipart/related; boundary="b"')


def minimal_pdus():
    """(name, octets) of each PDU of tests/support/minimal_pdus.h."""
    header = pathlib.Path(os.environ["MM1_SOURCE_DIR"], "tests/support/minimal_pdus.h").read_text()
    entry = re.compile(r'\{"(m-[^"]+)",\s*((?:"[0-9A-F ]+"\s*)+)\}')
    return [
        (name, bytes.fromhex("".join(re.findall(r'"([^"]+)"', literals))))
        for name, literals in entry.findall(header)
    ]


def minimal(name):
    return dict(minimal_pdus())[name]


def multipart(*parts):
    """A binary multipart of (content type as WSP writes it, data)."""
    body = _uintvar(len(parts))
    for content_type, data in parts:
        body += _uintvar(len(content_type)) + _uintvar(len(data)) + content_type + data
    return body


def _uintvar(number):
    octets = bytes([number & 0x7F])
    while number := number >> 7:
        octets = bytes([0x80 | number & 0x7F]) + octets
    return octets
