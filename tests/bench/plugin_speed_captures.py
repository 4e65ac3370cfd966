"""The captures that the plugin's speed is measured with: the same octets each time."""

import random
import struct

MMS_TYPE = b"application/vnd.wap.mms-message"
START = 1767607200  # 2026-01-05T10:00:00Z
LINKTYPE_RAW = 101
RELAY = bytes([192, 0, 2, 1])
MESSAGES_A_CONNECTION = 10
IMAGE_OCTETS = 10_000
SEGMENT_OCTETS = 2_700
_DATE = b"\x85\x04\x69\x5b\x8d\xa0"


def _uintvar(number):
    octets = [number & 0x7F]
    while number := number >> 7:
        octets.append(number & 0x7F | 0x80)
    return bytes(reversed(octets))


def _text(name, value):
    return bytes([name]) + value + b"\0"


def _counted(name, value):
    return bytes([name, len(value)]) + value


class _Capture:
    """A pcap file that is written packet by packet."""

    def __init__(self, path, packets_per_second):
        self._interval = 1_000_000 // packets_per_second
        self._file = open(path, "wb")
        self._file.write(struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 262144, LINKTYPE_RAW))
        self._count = 0

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._file.close()

    def _packet(self, protocol, source, destination, payload):
        header = struct.pack(
            ">BBHHHBBH4s4s", 0x45, 0, 20 + len(payload), 1, 0, 64, protocol, 0, source, destination
        )
        size = len(header) + len(payload)
        seconds, microseconds = divmod(self._count * self._interval, 1_000_000)
        self._file.write(struct.pack("<IIII", START + seconds, microseconds, size, size))
        self._file.write(header + payload)
        self._count += 1

    def udp(self, source, destination, payload):
        (from_ip, from_port), (to_ip, to_port) = source, destination
        header = struct.pack(">HHHH", from_port, to_port, 8 + len(payload), 0)
        self._packet(17, from_ip, to_ip, header + payload)

    def tcp(self, source, destination, sequence, acknowledged, flags, payload=b""):
        (from_ip, from_port), (to_ip, to_port) = source, destination
        header = struct.pack(
            ">HHIIBBHHH", from_port, to_port, sequence, acknowledged, 0x50, flags, 65535, 0, 0
        )
        self._packet(6, from_ip, to_ip, header + payload)


class _Connection:
    """One TCP connection of a client to the relay."""

    SYN, ACK, PUSH = 0x02, 0x10, 0x08

    def __init__(self, capture, client):
        self._capture, self._client, self._relay = capture, client, (RELAY, 80)
        self._sent, self._received = 1, 1
        capture.tcp(client, self._relay, 0, 0, self.SYN)
        capture.tcp(self._relay, client, 0, 1, self.SYN | self.ACK)
        capture.tcp(client, self._relay, 1, 1, self.ACK)

    def ask(self, octets):
        self._capture.tcp(
            self._client, self._relay, self._sent, self._received, self.ACK | self.PUSH, octets
        )
        self._sent += len(octets)

    def answer(self, octets):
        for start in range(0, len(octets), SEGMENT_OCTETS):
            segment = octets[start : start + SEGMENT_OCTETS]
            self._capture.tcp(
                self._relay, self._client, self._received, self._sent, self.ACK, segment
            )
            self._received += len(segment)


def _client(number, port):
    return (struct.pack(">I", 0x0A000000 | number & 0xFFFFFF), port)


def _part(content_type, data):
    headers = content_type
    return _uintvar(len(headers)) + _uintvar(len(data)) + headers + data


def _segment(marker, content):
    return struct.pack(">BBH", 0xFF, marker, 2 + len(content)) + content


def _image(octets):
    """A JFIF file as JPEG has its segments, so that no dissector stops in it. The scan is noise
    without a marker."""
    tables = b"".join(
        _segment(0xC4, bytes([table, *range(1, 17)]) + bytes(sum(range(1, 17))))
        for table in (0x00, 0x10)
    )
    start = (
        b"\xff\xd8" + _segment(0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0")
        + _segment(0xDB, bytes([0, *range(1, 65)]))
        + _segment(0xC0, struct.pack(">BHHB", 8, 120, 160, 1) + b"\1\x11\0")
        + tables + _segment(0xDA, b"\1\1\0\0\x3f\0")
    )
    noise = random.Random(1)
    scan = bytes(noise.randrange(0xFF) for _ in range(octets - len(start) - 2))
    return start + scan + b"\xff\xd9"


def _multipart(number):
    """Presentation, text and a small image, as application/vnd.wap.multipart.related."""
    smil = b'<smil><body><par><img src="a.jpg"/><text src="a.txt"/></par></body></smil>'
    parts = [
        _part(b"application/smil\0" + b"\xc0\"<s>\0", smil),
        _part(b"\x03\x83\x81\xea" + b"\x8ea.txt\0", b"holiday %d" % number),
        _part(b"\x9e" + b"\x8ea.jpg\0", b"\xff\xd8\xff\xe0\x00\x10JFIF\0\1\1\0\0\1\0\1\0\0\xff\xd9"),
    ]
    content_type = b"\xb3\x89application/smil\0" + b"\x8a<s>\0"
    return _counted(0x84, content_type) + bytes([len(parts)]) + b"".join(parts)


def _notification(number):
    return (
        b"\x8c\x82" + _text(0x98, b"N%d" % number) + b"\x8d\x92"
        + _counted(0x89, b"\x80+15551230002/TYPE=PLMN\0") + b"\x8a\x80" + b"\x8e\x01\xc8"
        + b"\x88\x05\x81\x03\x01\x51\x80" + _text(0x83, b"http://192.0.2.1/m/%d" % number)
    )


def _submission(number):
    return (
        b"\x8c\x80" + _text(0x98, b"S%d" % number) + b"\x8d\x92" + b"\x89\x01\x81"
        + _text(0x97, b"+15551230001/TYPE=PLMN") + b"\x86\x80\x90\x80" + _text(0x96, b"holiday")
        + _multipart(number)
    )


def _confirmation(number):
    return (
        b"\x8c\x81" + _text(0x98, b"S%d" % number) + b"\x8d\x92\x92\x80"
        + _text(0x8B, b"%d@mmsc.example.com" % number)
    )


def _retrieved(number, body):
    return (
        b"\x8c\x84" + _text(0x98, b"R%d" % number) + b"\x8d\x92"
        + _text(0x8B, b"%d@mmsc.example.com" % number) + _DATE
        + _counted(0x89, b"\x80+15551230002/TYPE=PLMN\0") + b"\x90\x80" + body
    )


def _deferral(number):
    return b"\x8c\x83" + _text(0x98, b"N%d" % number) + b"\x8d\x92\x95\x83"


def _acknowledgement(number):
    return b"\x8c\x85" + _text(0x98, b"R%d" % number) + b"\x8d\x92"


def _delivery_report(number):
    return (
        b"\x8c\x86\x8d\x92" + _text(0x8B, b"%d@mmsc.example.com" % number)
        + _text(0x97, b"+15551230001/TYPE=PLMN") + _DATE + b"\x95\x81"
    )


def _read_report(number):
    return (
        b"\x8c\x88\x8d\x92" + _text(0x8B, b"%d@mmsc.example.com" % number)
        + _text(0x97, b"+15551230002/TYPE=PLMN") + _counted(0x89, b"\x80+15551230001/TYPE=PLMN\0")
        + _DATE + b"\x9b\x80"
    )


def write_wsp(path, pdus):
    """Connectionless WSP, eight PDUs for each message: sent and confirmed, announced and put off,
    fetched and acknowledged, reported as delivered and as read. Two of them have three parts."""
    push, get, post, reply = 0x06, 0x40, 0x60, 0x04
    with _Capture(path, packets_per_second=200) as capture:
        for number in range(pdus // 8):
            sender = _client(number, 40000)
            recipient = _client(number + 0x800000, 40000)
            relay = (RELAY, 9200)
            tid = bytes([number % 256])
            uri = b"http://192.0.2.1/m/%d" % number
            posted = tid + bytes([post, 17, 1]) + b"http://192.0.2.1/" + b"\xbe"
            replied = tid + bytes([reply, 0x20, 1]) + b"\xbe"
            pushed = tid + bytes([push, 3]) + b"\xbe\xaf\x84"
            capture.udp(sender, relay, posted + _submission(number))
            capture.udp(relay, sender, replied + _confirmation(number))
            capture.udp(relay, (recipient[0], 2948), pushed + _notification(number))
            capture.udp(recipient, relay, posted + _deferral(number))
            capture.udp(recipient, relay, tid + bytes([get, len(uri)]) + uri)
            capture.udp(relay, recipient, replied + _retrieved(number, _multipart(number)))
            capture.udp(recipient, relay, posted + _acknowledgement(number))
            capture.udp(relay, (sender[0], 2948), pushed + _delivery_report(number))
            capture.udp(relay, (sender[0], 2948), pushed + _read_report(number))


def write_http(path, pdus):
    """A message with an image for each GET, some messages a connection."""
    image = _image(IMAGE_OCTETS)
    with _Capture(path, packets_per_second=200) as capture:
        for number in range(pdus):
            if number % MESSAGES_A_CONNECTION == 0:
                connection = _Connection(capture, _client(number, 1024 + number % 60000))
            connection.ask(b"GET /m/%d HTTP/1.1\r\nHost: 192.0.2.1\r\n\r\n" % number)
            body = _retrieved(number, b"\x84\xa3\x01" + _part(b"\x9e", image))
            connection.answer(
                b"HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
                % (MMS_TYPE, len(body)) + body
            )
