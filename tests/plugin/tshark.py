"""Runs tshark with the plugin, the way a user would.

Wireshark loads no plugin from WIRESHARK_PLUGIN_DIR for a process with user or group 0, so as root
the programs run as another user, with a copy of the plugin that user can read.
"""

import atexit
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

SKIPPED = 77
# Without it tshark loses what arrives out of order, which the analyzer does not.
REASSEMBLY = ("-o", "tcp.reassemble_out_of_order:TRUE")
NOBODY = 65534
# What Wireshark marks as malformed: by an exception, or by an expert info of that group.
MALFORMED = "_ws.malformed"
EXCEPTION = "_ws.malformed.expert"
# Values of _ws.expert.severity.
NOTE = 0x400000
WARNING = 0x600000
ERROR = 0x800000


def skip(reason):
    """Ends the program as ctest's "skipped"."""
    print(f"skipped: {reason}", file=sys.stderr)
    sys.exit(SKIPPED)


def _plugin():
    plugin = os.environ.get("MM1_PLUGIN", "")
    if not plugin or not os.path.exists(plugin):
        skip("the plugin is not built")
    for program in ("tshark", "editcap"):
        if shutil.which(program) is None:
            skip(f"{program} is not installed")
    if os.geteuid() == 0 and shutil.which("setpriv") is None:
        skip("as root, setpriv is needed to run tshark as another user")
    return pathlib.Path(plugin)


def _sanitizer(plugin, no_extcap):
    """Environment for a plugin built with AddressSanitizer, whose runtime must be loaded first.

    Wireshark's extcap programs hang with it, so that they are looked for in an empty folder.
    """
    linked = subprocess.run(["ldd", plugin], capture_output=True, text=True, check=False).stdout
    runtime = re.search(r"libasan\S* => (\S+)", linked)
    if runtime is None:
        return {}
    return {
        "LD_PRELOAD": runtime.group(1),
        "ASAN_OPTIONS": "detect_leaks=0",
        "WIRESHARK_EXTCAP_DIR": str(no_extcap),
    }


class _Room:
    """A folder that the user the programs run as owns: its home, the plugin, and captures."""

    def __init__(self):
        plugin = _plugin()
        self.path = pathlib.Path(tempfile.mkdtemp(prefix="mm1-plugin-"))
        atexit.register(shutil.rmtree, self.path, ignore_errors=True)
        version = plugin.parent.parent.name  # …/plugin/X.Y/epan/mm1.so
        folder = self.path / "plugin" / version / "epan"
        folder.mkdir(parents=True)
        shutil.copy(plugin, folder / "mm1.so")
        (self.path / "home").mkdir()
        no_extcap = self.path / "no-extcap"
        no_extcap.mkdir()
        self.prefix = []
        if os.geteuid() == 0:
            for path in [self.path, *self.path.rglob("*")]:
                os.chown(path, NOBODY, NOBODY)
            self.prefix = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
        self.environment = dict(
            os.environ,
            HOME=str(self.path / "home"),
            XDG_CONFIG_HOME=str(self.path / "home"),
            WIRESHARK_PLUGIN_DIR=str(self.path / "plugin"),
            WIRESHARK_ABORT_ON_DISSECTOR_BUG="1",
            WIRESHARK_ABORT_ON_TOO_MANY_ITEMS="1",
            LC_ALL="C.UTF-8",
            **_sanitizer(plugin, no_extcap),
        )


_room = None


def room():
    global _room
    if _room is None:
        _room = _Room()
    return _room


def run(*arguments, check=True):
    """Runs one of Wireshark's programs; gives what it printed to both streams."""
    environment = dict(room().environment)
    if arguments[0] == "editcap":  # loads no dissectors, and hangs with a sanitizer loaded first
        environment.pop("LD_PRELOAD", None)
    result = subprocess.run(
        [*room().prefix, *map(str, arguments)],
        env=environment,
        capture_output=True,
        text=True,
        errors="replace",
        timeout=120,
        check=False,
    )
    if check and result.returncode != 0:
        raise AssertionError(f"{arguments}: exit {result.returncode}\n{result.stderr}")
    return result


def write(name, octets):
    """Puts a file where the programs can read it."""
    path = room().path / name
    path.write_bytes(octets)
    path.chmod(0o644)
    return path


def sample(name):
    """A copy of one of the project's own captures that the programs can read."""
    return write(name, pathlib.Path(os.environ["MM1_SOURCE_DIR"], "captures", name).read_bytes())


# Wireshark 4.0 prints the value of a boolean as a number.
_BOOLEANS = {"True": "1", "False": "0"}
# Wireshark 4.6 prints times in UTC as RFC 3339 has them: 2005-03-03T00:38:24.000000000Z.
_RFC_3339 = re.compile(r"\b(\d{4})-(\d\d)-(\d\d)T(\d\d:\d\d:\d\d\.\d{9})Z\b")
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


def _as_4_0_prints(value):
    def time(match):
        year, month, day, clock = match.groups()
        return f"{_MONTHS[int(month) - 1]} {int(day):2}, {year} {clock} UTC"

    return _BOOLEANS.get(value, _RFC_3339.sub(time, value))


def columns(capture, fields, display_filter="mm1", options=()):
    """One list of values for each packet that passes the filter; repeated values joined by '|'."""
    output = run(
        "tshark", "-n", "-r", capture, "-Y", display_filter, "-T", "fields", "-E", "aggregator=|",
        *[argument for field in fields for argument in ("-e", field)], *options,
    ).stdout
    return [[_as_4_0_prints(value) for value in line.split("\t")] for line in output.splitlines()]


def listed(capture, display_filter, *options):
    """Frame numbers in the packet list, for which no tree is shown."""
    output = run(
        "tshark", "-n", "-r", capture, "-Y", display_filter,
        "-o", 'gui.column.format:"No.","%m"', *REASSEMBLY, *options,
    ).stdout
    return [int(number) for number in output.split()]


def main():
    room()
    unittest.main(verbosity=2)
