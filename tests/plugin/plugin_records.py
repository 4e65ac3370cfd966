"""What tshark shows with the plugin, as records in the shape of `mm1scope --format jsonl`.

The values are taken from tshark's JSON as they are; names of enumerations from `tshark -G values`,
types from `tshark -G fields`. Nothing is decoded here.
"""

import datetime
import hashlib
import json
import re

import tshark

SEVERITIES = {str(tshark.NOTE): "note", str(tshark.WARNING): "warning", str(tshark.ERROR): "error"}
TIMES = ("submission", "retrieval", "report")
ABSOLUTE = ".absolute"
RELATIVE = ".relative"


class Registered:
    """The plugin's fields: their types, and the names of their values."""

    def __init__(self):
        self.types = {}
        for line in tshark.run("tshark", "-G", "fields").stdout.splitlines():
            row = line.split("\t")
            if row[0] == "F" and row[2].startswith("mm1."):
                self.types[row[2]] = row[3]
        self.names = {}
        for line in tshark.run("tshark", "-G", "values").stdout.splitlines():
            row = line.split("\t")
            if row[0] == "V" and row[1].startswith("mm1."):
                self.names[row[1], int(row[2], 16)] = row[3]

    def value(self, field, shown):
        kind = self.types.get(field)
        if kind == "FT_UINT8":
            octet = int(shown, 16)
            return self.names.get((field, octet), f"0x{octet:02X}")
        if kind == "FT_BOOLEAN":
            return "Yes" if shown in ("1", "True") else "No"
        if kind == "FT_UINT64":
            return int(shown)
        if kind == "FT_RELATIVE_TIME":
            return int(float(shown))
        if kind == "FT_ABSOLUTE_TIME":
            return utc(shown)
        return shown


def utc(shown):
    """tshark's words for a time, which differ by version, as RFC 3339."""
    iso = re.match(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)", shown)
    if iso:
        return f"{iso.group(1)}T{iso.group(2)}Z"
    text = re.sub(r"\.\d+ UTC$", "", shown)
    time = datetime.datetime.strptime(re.sub(r"\s+", " ", text), "%b %d, %Y %H:%M:%S")
    return time.strftime("%Y-%m-%dT%H:%M:%SZ")


def microseconds(seconds):
    """Of tshark's words for a duration, cut as the analyzer cuts them."""
    whole, _, fraction = seconds.partition(".")
    return int(whole) * 1_000_000 + int(fraction[:6])


def all_of(node, key):
    """The values of a key as a list: one stands alone in tshark's JSON, several in an array."""
    value = node.get(key, [])
    return value if isinstance(value, list) else [value]


def first_of(node, key):
    values = all_of(node, key)
    return values[0] if values else None


def layers(capture, *options, display_filter="mm1"):
    """(frame number, layers) of each packet that passes the filter."""
    output = tshark.run(
        "tshark", "-n", "-r", capture, "-Y", display_filter, "-T", "json", "--no-duplicate-keys",
        "-J", "frame mm1", *tshark.REASSEMBLY, *options,
    ).stdout
    for packet in json.loads(output or "[]"):
        found = packet["_source"]["layers"]
        yield int(found["frame"]["frame.number"]), found


class Reader:
    def __init__(self, registered):
        self.registered = registered

    def pdu(self, frame, node):
        """The record of a PDU, and what ties it to a transaction."""
        record = {"frame": frame, **self.content(node)}
        transaction = node.get("mm1.transaction", {})
        ties = {
            key: transaction[f"mm1.transaction.{key}"]
            for key in ("id", "kind", "mode", "outcome", "status")
            if f"mm1.transaction.{key}" in transaction
        }
        return record, ties

    @staticmethod
    def messages(node):
        """(number, record) of each message that a PDU is about; transactions by their numbers."""
        for message in all_of(node, "mm1.message"):
            field = lambda name: all_of(message, f"mm1.message.{name}")
            recipients = zip(field("recipient"), field("recipient_tree"))
            yield message["mm1.message.id"], {
                "message_ids": field("message_id"),
                "originator": first_of(message, "mm1.message.originator"),
                "subject": first_of(message, "mm1.message.subject"),
                "recipients": [
                    (name, tree.get("mm1.message.recipient.client"),
                     tree["mm1.message.recipient.state"])
                    for name, tree in recipients
                ],
                "transactions": field("transaction"),
                "links": [tree["mm1.message.transaction.link"] for tree in field("transaction_tree")],
                "forward_of": first_of(message, "mm1.message.forward_of"),
                "times": {
                    name: microseconds(message[f"mm1.message.{name}_time"])
                    for name in TIMES if f"mm1.message.{name}_time" in message
                },
            }

    def content(self, node):
        """Fields, parts and descriptors of a PDU."""
        fields = {}
        for field in all_of(node, "mm1.field"):
            self.add_field(fields, field)
        body = node.get("mm1.body", {})
        parts = [self.part(part, level) for part, level in parts_of(body, 0)]
        if not parts and body:
            parts = [self.part(body, 0)]
        return {
            "fields": fields,
            "parts": parts,
            "descriptors": [self.content(inner) for inner in pdus_in(body)],
        }

    def add_field(self, fields, field):
        for name, shown in field.items():
            key = name.removeprefix("mm1.")
            is_value = name.startswith("mm1.") and "." not in key and not key.endswith("_tree")
            if name == "mm1.undecoded" or not (is_value or key.endswith(".counted")):
                continue
            tree = field.get(name + "_tree", {})
            value = self.value(key, shown, tree if isinstance(tree, dict) else {})
            fields.setdefault(key.removesuffix(".counted"), []).append(value)

    def value(self, key, shown, tree):
        """A field's value in the analyzer's shape."""
        full = lambda suffix: f"mm1.{key}{suffix}"
        known = lambda suffix: self.registered.value(full(suffix), tree[full(suffix)])
        if key.endswith(".counted"):
            key = key.removesuffix(".counted")
            count = {"count": int(tree[f"mm1.{key}.count"])}
            if f"mm1.{key}" in tree:
                inner = tree.get(f"mm1.{key}_tree", {})
                count["value"] = self.value(key, tree[f"mm1.{key}"], inner)
            return count
        if full(ABSOLUTE) in tree:
            return {"absolute": known(ABSOLUTE)}
        if full(RELATIVE) in tree:
            return {"relative": known(RELATIVE)}
        if full(".media") in tree or key == "content_type":
            return {"type": tree.get(full(".media"), shown), "parameters": self.parameters(tree)}
        if full(".reference") in tree:
            return {"reference": tree[full(".reference")], "parameters": self.parameters(tree)}
        if full(".keyword") in tree:
            return {"token": known(".token"), "keyword": known(".keyword")}
        if full(".number") in tree:
            return {"unit": known(".token"), "value": known(".number")}
        if full(".count") in tree:
            other = "date" if full(".date") in tree else "address"
            return {"count": known(".count"), other: known("." + other)}
        return self.registered.value(full(""), shown)

    @staticmethod
    def parameters(tree):
        found = []
        for parameter in all_of(tree, "mm1.parameter"):
            entry = {"name": parameter["mm1.parameter.name"]}
            for kind in ("text", "media", "charset", "integer"):
                if f"mm1.parameter.{kind}" in parameter:
                    entry["value"] = parameter[f"mm1.parameter.{kind}"]
            found.append(entry)
        return found

    @staticmethod
    def part(node, level):
        part = {
            "content_type": first_of(node, "mm1.part.content_type"),
            "name": node.get("mm1.part.name"),
            "content_id": node.get("mm1.part.content_id"),
            "content_location": node.get("mm1.part.content_location"),
            "size": int(node["mm1.part.size"]),
            "level": level or None,
        }
        # Octets of what is taken apart are shown by its pieces.
        data = first_of(node, "mm1.part.data") or first_of(node, "mm1.body.content") or ""
        if isinstance(data, str) and data:
            octets = bytes.fromhex(data.replace(":", ""))
            part["sha256"] = hashlib.sha256(octets).hexdigest()
        return {key: value for key, value in part.items() if value is not None}


def parts_of(node, level):
    """(part, level) of each part below, in order; not those of a PDU inside."""
    for multipart in all_of(node, "mm1.multipart"):
        for part in all_of(multipart, "mm1.part"):
            yield part, level
            inner = part.get("mm1.part.data_tree", {})
            if isinstance(inner, dict):
                yield from parts_of(inner, level + 1)


def pdus_in(node):
    """The PDUs inside a body, in order."""
    if isinstance(node, list):
        for item in node:
            yield from pdus_in(item)
    if not isinstance(node, dict):
        return
    for key, value in node.items():
        if key == "mm1.pdu_tree" or (key == "mm1.pdu" and not isinstance(value, str)):
            yield from (inner for inner in all_of(node, key) if isinstance(inner, dict))
        else:
            yield from pdus_in(value)


def findings(frame, node):
    """(rule, frame, severity) of each expert info of the plugin's below a node."""
    found = []
    if isinstance(node, list):
        return [finding for item in node for finding in findings(frame, item)]
    if not isinstance(node, dict):
        return []
    for key, value in node.items():
        if key == "_ws.expert":
            for expert in all_of(node, key):
                rules = [name for name in expert if name.startswith("mm1.rule.")]
                for rule in rules:
                    name = rule.removeprefix("mm1.rule.").upper().replace("_", "-")
                    found.append((name, frame, SEVERITIES[expert["_ws.expert.severity"]]))
        else:
            found += findings(frame, value)
    return found
