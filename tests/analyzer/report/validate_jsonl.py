#!/usr/bin/env python3
"""Validates what mm1scope analyze --format jsonl prints against its JSON Schema.

usage: validate_jsonl.py MM1SCOPE SCHEMA CAPTURE-OR-FOLDER...

Folders that are absent are passed over with a word. Exit status 77 when nothing could be checked:
python3's jsonschema is missing, or there is no capture.
"""
import json
import os
import subprocess
import sys

SKIPPED = 77
CAPTURE_SUFFIXES = (".pcap", ".pcapng", ".cap")

try:
    import jsonschema
except ImportError:
    print("skipped: python3 has no module jsonschema")
    sys.exit(SKIPPED)


def captures(path):
    if os.path.isfile(path):
        return [path]
    found = []
    for folder, _, names in os.walk(path):
        found += [os.path.join(folder, name) for name in names if name.endswith(CAPTURE_SUFFIXES)]
    return sorted(found)


def problems_of(capture, program, validator):
    run = subprocess.run([program, "analyze", "--format", "jsonl", capture], capture_output=True)
    if run.returncode not in (0, 3):
        return [f"exit status {run.returncode}: {run.stderr.decode(errors='replace')}"]
    problems = []
    for number, line in enumerate(run.stdout.decode("utf-8").splitlines(), 1):
        record = json.loads(line)
        # Of a oneOf the error that matters is the one for the record's own definition.
        kind = record.get("record")
        if kind not in validator:
            problems.append(f"line {number}: unknown record {kind!r}")
            continue
        for error in validator[kind].iter_errors(record):
            place = "/".join(str(step) for step in error.absolute_path)
            problems.append(f"line {number} ({kind}) {place}: {error.message[:300]}")
    return problems


def main():
    program, schema_path, *paths = sys.argv[1:]
    with open(schema_path, encoding="utf-8") as file:
        schema = json.load(file)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = {
        entry["$ref"].rsplit("/", 1)[1]: jsonschema.Draft202012Validator({**schema, "oneOf": [entry]})
        for entry in schema["oneOf"]
    }
    checked = failed = 0
    for path in paths:
        if not os.path.exists(path):
            print(f"absent: {path}")
        for capture in captures(path):
            checked += 1
            problems = problems_of(capture, program, validator)
            failed += bool(problems)
            for problem in problems[:5]:
                print(f"{capture}: {problem}")
    print(f"{checked} captures, {failed} with invalid records")
    if failed:
        return 1
    return 0 if checked else SKIPPED


if __name__ == "__main__":
    sys.exit(main())
