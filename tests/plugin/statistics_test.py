"""Statistics: counts, response times and the table of transactions, in tshark, sharkd and Lua.

Numbers of single captures are those of the scenes in captures/README.md; the lists of transactions
are compared with the analyzer's, for every capture.
"""

import unittest

import analyzer_records
import packets
import sharkd
import tshark

WHOLE_WAY = "http-send-retrieve.pcap"


def tap(name, *taps, **parameters):
    """What sharkd answers to taps about one of our captures."""
    session = sharkd.Session()
    session.load(tshark.sample(name))
    asked = {f"tap{index}": wanted for index, wanted in enumerate(taps)}
    number = session.ask("tap", **asked, **parameters)
    return {entry["tap"]: entry for entry in session.answers()[number]["taps"]}


def counts(nodes):
    """A tree of counts as {name: (count, the same below)}; what was never seen is left out."""
    return {
        node["name"]: (node["count"], counts(node.get("sub", []))) for node in nodes if node["count"]
    }


def leaves(tree, name):
    return {below: count for below, (count, _) in tree[name][1].items()}


class Counts(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.tree = counts(tap(WHOLE_WAY, "stat:mm1")["stats:mm1"]["stats"])

    def test_pdu_types(self):
        names = ("m-send-req", "m-send-conf", "m-notification-ind", "m-retrieve-conf",
                 "m-notifyresp-ind", "m-delivery-ind", "m-read-rec-ind", "m-read-orig-ind")
        self.assertEqual(self.tree["PDU types"][0], len(names))
        self.assertEqual(leaves(self.tree, "PDU types"), dict.fromkeys(names, 1))

    def test_statuses_stand_under_their_fields(self):
        """Sent, delivered and read; the relay says no Retrieve-Status where all went well."""
        self.assertEqual(self.tree["Statuses"], (5, {
            "X-Mms-Response-Status": (1, {"Ok": (1, {})}),
            "X-Mms-Status": (2, {"Retrieved": (2, {})}),
            "X-Mms-Read-Status": (2, {"Read": (2, {})}),
        }))

    def test_parts_of_the_submission_and_of_the_retrieval(self):
        types = {"application/smil": 2, "image/jpeg": 2, "text/plain": 2}
        self.assertEqual(leaves(self.tree, "Content types of parts"), types)
        # text of 7 octets, a picture of 141 and SMIL of 287
        self.assertEqual(leaves(self.tree, "Part sizes (octets)"), {"0-99": 2, "100-999": 4})

    def test_sizes_versions_and_user_agents(self):
        self.assertEqual(leaves(self.tree, "PDU sizes (octets)"), {"0-99": 6, "100-999": 2})
        self.assertEqual(leaves(self.tree, "Versions"), {"1.2": 8})
        # a submission, a GET, a notification response, a read report
        self.assertEqual(leaves(self.tree, "User agents"), {"mm1scope-sample/1.0": 4})

    def test_each_failure_has_its_name(self):
        tree = counts(tap("errors.pcap", "stat:mm1")["stats:mm1"]["stats"])
        fields = {name: leaves(tree["Statuses"][1], name) for name in tree["Statuses"][1]}
        self.assertEqual(fields["X-Mms-Response-Status"], {
            "Ok": 2, "Error-transient-failure": 1, "Error-permanent-content-not-accepted": 1,
        })
        self.assertEqual(fields["X-Mms-Retrieve-Status"], {
            "Error-transient-network-problem": 1, "Error-permanent-message-not-found": 1,
        })

    def test_what_a_pdu_does_not_say_is_counted_too(self):
        capture = tshark.write("no-type.pcap", packets.pcap([packets.wsp_push(b"\x98T1\0\x8d\x92")]))
        output = tshark.run("tshark", "-n", "-q", "-r", capture, "-z", "mm1,tree").stdout
        self.assertRegex(output, r"PDU types +1 .*\n +none +1 ")

    def test_tshark_prints_the_same_in_one_pass_and_in_two(self):
        outputs = [
            tshark.run("tshark", "-n", "-q", *passes, "-r", tshark.sample(WHOLE_WAY), "-z", "mm1,tree").stdout
            for passes in ((), ("-2",))
        ]
        self.assertRegex(outputs[0], r"\n m-send-req +1 ")
        self.assertEqual(*outputs)

    def test_what_wtp_sends_again_counts_once(self):
        invoke = lambda repeated: packets.wtp_invoke(
            7, b"http://mmsc/", packets.minimal("m-send-req"), repeated)
        capture = tshark.write("again.pcap", packets.pcap([invoke(False), invoke(True)]))
        output = tshark.run("tshark", "-n", "-q", "-r", capture, "-z", "mm1,tree").stdout
        self.assertRegex(output, r"\n m-send-req +1 ")

    def test_user_agents_of_wsp(self):
        head = b"\xa9Phone/2.0\0"
        post = packets.wsp_post(packets.minimal("m-send-req"), head)
        capture = tshark.write("wsp-agent.pcap", packets.pcap([post]))
        for passes in ((), ("-2",)):
            output = tshark.run("tshark", "-n", "-q", *passes, "-r", capture, "-z", "mm1,tree").stdout
            self.assertRegex(output, r"User agents +1 .*\n +Phone/2.0 +1 ")


class ResponseTimes(unittest.TestCase):
    def rows(self, name):
        (table,) = tap(name, "srt:mm1")["srt:mm1"]["tables"]
        return {row["n"]: row for row in table["r"] if row["num"]}

    def test_times_are_those_between_the_frames(self):
        pairs = {"m-send-conf": (4, 6), "m-retrieve-conf": (15, 17), "m-notifyresp-ind": (11, 19)}
        rows = self.rows(WHOLE_WAY)
        self.assertEqual(set(rows), set(pairs))
        times = {
            int(frame): float(time)
            for frame, time in tshark.columns(
                tshark.sample(WHOLE_WAY), ["frame.number", "frame.time_epoch"], "frame")
        }
        for answer, (request, response) in pairs.items():
            with self.subTest(answer=answer):
                self.assertEqual(rows[answer]["num"], 1)
                passed = times[response] - times[request]
                self.assertAlmostEqual(rows[answer]["tot"], passed, places=5)

    def test_every_kind_of_transaction(self):
        """Each with a success and a failure in mbox.pcap; the box's contents are viewed thrice."""
        expected = {
            "mbox.pcap": {"m-mbox-store-conf": 2, "m-mbox-upload-conf": 2, "m-mbox-view-conf": 3,
                          "m-mbox-delete-conf": 2},
            "forward.pcap": {"m-forward-conf": 2},
            "13-cancel-delete.pcap": {"m-delete-conf": 1, "m-cancel-conf": 1},
            "http-deferred-retrieval.pcapng": {"m-acknowledge-ind": 1},
        }
        for name, answers in expected.items():
            rows = self.rows(name)
            with self.subTest(capture=name):
                self.assertEqual({answer: rows[answer]["num"] for answer in answers}, answers)

    def test_a_repeated_answer_counts_once(self):
        pdus = dict(packets.minimal_pdus())
        frames = [
            packets.wtp_invoke(7, b"http://mmsc/", pdus["m-send-req"]),
            packets.wtp_result(7, pdus["m-send-conf"]),
            packets.wtp_result(7, pdus["m-send-conf"]),
        ]
        capture = tshark.write("repeated.pcap", packets.pcap(frames))
        output = tshark.run("tshark", "-n", "-q", "-r", capture, "-z", "mm1,srt").stdout
        self.assertRegex(output, r"m-send-conf +1 +1\.000000 ")


COLUMNS = ("number", "kind", "mode", "outcome", "status", "client", "relay", "tid", "frame", "pdus",
           "duration")


def printed(capture, *options, statistic="mm1,transactions"):
    """tshark's table as a list of rows."""
    output = tshark.run(
        "tshark", "-n", "-q", "-r", capture, *tshark.REASSEMBLY, "-z", statistic, *options
    ).stdout
    lines = [line.split(" |") for line in output.splitlines() if line.endswith(" |")]
    return [dict(zip(COLUMNS, line)) for line in lines if line[0].isdigit()]


def analyzed(path):
    """The analyzer's transactions in the same shape."""
    records = analyzer_records.records(path)
    tids = {
        record["id"]: record.get("transaction_id", "")
        for record in records if record["record"] == "pdu"
    }
    return [
        {
            **{key: record.get(key, "") for key in ("kind", "mode", "outcome", "status", "client",
                                                    "relay")},
            "pdus": str(len(record["pdus"])),
            "tid": next((tids[pdu] for pdu in record["pdus"] if tids[pdu]), ""),
            "duration_us": round(record["duration_ms"] * 1000),
        }
        for record in records if record["record"] == "transaction"
    ]


def comparable(rows):
    """In the analyzer's shape: without what it does not say, and times as it rounds them."""
    shown = []
    for row in rows:
        kept = {key: row[key] for key in COLUMNS[1:8]}
        shown.append({**kept, "pdus": row["pdus"], "duration_us": round(float(row["duration"]) * 1e6)})
    return shown


def in_order(rows):
    return sorted(rows, key=lambda row: sorted((key, str(value)) for key, value in row.items()))


class Transactions(unittest.TestCase):
    maxDiff = None

    def test_the_same_list_as_the_analyzer(self):
        if not analyzer_records.IS_BUILT:
            self.skipTest("the analyzer is not built")
        for path, capture in analyzer_records.comparable_captures():
            expected = in_order(analyzed(path))
            is_ours = analyzer_records.SAMPLES == path.parent
            for passes in ((), ("-2",)) if is_ours else ((),):
                with self.subTest(capture=path.name, passes=passes):
                    found = in_order(comparable(printed(capture, *passes)))
                    self.assertEqual(found, expected)

    def test_without_an_answer_and_without_a_pdu_in_it(self):
        """errors.pcap: a connection that breaks, an HTTP 503, a GET that is answered by 404."""
        rows = {row["frame"]: row for row in printed(tshark.sample("errors.pcap"))}
        broken, refused, gone = rows["63"], rows["16"], rows["23"]
        self.assertEqual((broken["outcome"], broken["pdus"]), ("unanswered", "1"))
        self.assertEqual((refused["outcome"], refused["status"]), ("transport-error", "HTTP 503"))
        self.assertEqual((gone["outcome"], gone["status"]), ("transport-error", "HTTP 404"))

    def test_a_filter_chooses_rows_and_shortens_none(self):
        rows = printed(tshark.sample("errors.pcap"))
        chosen = printed(tshark.sample("errors.pcap"),
                         statistic="mm1,transactions,mm1.message_type == 0x84")
        numbers = {row["number"] for row in chosen}
        self.assertEqual(len(numbers), 2)  # of the retrievals, one got no m-retrieve-conf
        self.assertEqual(chosen, [row for row in rows if row["number"] in numbers])

    def test_sharkd_gives_it_again_and_again(self):
        name = "nstat:mm1,transactions"
        session = sharkd.Session()
        session.load(tshark.sample("errors.pcap"))
        asked = [session.ask("tap", tap0=name) for _ in range(3)]
        session.load(tshark.sample(WHOLE_WAY))
        asked.append(session.ask("tap", tap0=name))
        answers = session.answers()
        tables = [answers[number]["taps"][0]["tables"][0]["i"] for number in asked]
        self.assertEqual([row[1:4] for row in tables[0]][:2],
                         [["send", "", "error-permanent"], ["send", "", "completed"]])
        self.assertEqual(tables[1:3], [tables[0]] * 2)
        self.assertEqual([row[1] for row in tables[3]],
                         ["send", "retrieval", "delivery-report", "read-report", "read-report"])

    def test_a_name_cannot_forge_a_column_or_a_line(self):
        pdu = packets.minimal("m-send-req").replace(b"T1\0", b"T|1\x1b[2J\n2 |\xe9\0")
        capture = tshark.write("forged.pcap", packets.bare(pdu))
        rows = printed(capture, *packets.BARE)
        # what is no UTF-8 is read as ISO-8859-1
        self.assertEqual([row["tid"] for row in rows], ["T_1_[2J_2 _\u00e9"])


LISTENER = """
local listener = Listener.new("mm1", "mm1.transaction")
local type = Field.new("mm1.message_type")
local seen = {}
function listener.packet(pinfo, tvb, info)
  local field = type()
  seen[#seen + 1] = pinfo.number .. "=" .. (field and string.format("%02x", field.value) or "exchange")
end
function listener.draw() print("seen: " .. table.concat(seen, " ")) end
"""


class Lua(unittest.TestCase):
    def test_a_listener_gets_each_pdu_and_each_exchange_without_one(self):
        if "with Lua" not in tshark.run("tshark", "-v").stdout:
            self.skipTest("this tshark has no Lua")
        script = tshark.write("listener.lua", LISTENER.encode())
        output = tshark.run(
            "tshark", "-n", "-q", "-r", tshark.sample(WHOLE_WAY), "-X", f"lua_script:{script}"
        ).stdout
        seen = dict(entry.split("=") for entry in output.split("seen: ")[1].split())
        self.assertEqual(seen["4"], "80")  # m-send-req
        self.assertEqual(seen["15"], "exchange")  # the GET
        self.assertEqual(seen["17"], "84")  # m-retrieve-conf
        self.assertEqual(seen["21"], "exchange")  # HTTP 204


if __name__ == "__main__":
    tshark.main()
