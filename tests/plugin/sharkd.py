"""Requests to sharkd, which is Wireshark without its windows."""

import json
import shutil
import subprocess

import tshark

if shutil.which("sharkd") is None:
    tshark.skip("sharkd is not installed")


class Session:
    """Requests to one sharkd, answered all at once."""

    def __init__(self):
        self.requests = []

    def ask(self, method, **parameters):
        number = len(self.requests) + 1
        request = {"jsonrpc": "2.0", "id": number, "method": method}
        self.requests.append({**request, "params": parameters} if parameters else request)
        return number

    def load(self, path):
        self.ask("load", file=str(path))

    def trees(self, frames):
        """Asks for the trees of frames; gives the numbers of the requests."""
        return {frame: self.ask("frame", frame=frame, proto=True) for frame in frames}

    def answers(self):
        lines = "".join(json.dumps(request) + "\n" for request in self.requests)
        result = subprocess.run(
            [*tshark.room().prefix, "sharkd", "-"], input=lines, env=tshark.room().environment,
            capture_output=True, text=True, timeout=300, check=True,
        )
        answers = [json.loads(line) for line in result.stdout.splitlines()]
        return {answer["id"]: answer.get("result") for answer in answers}
