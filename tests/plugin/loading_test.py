"""The plugin loads and registers without a complaint."""

import unittest

import tshark


class Loading(unittest.TestCase):
    def test_tshark_lists_it(self):
        result = tshark.run("tshark", "-G", "plugins")
        self.assertRegex(result.stdout, r"(?m)^mm1\.so\s")
        self.assertEqual(result.stderr, "")

    def test_registration_passes_wiresharks_own_assertions(self):
        result = tshark.run("tshark", "-G", "fields")
        self.assertEqual(result.stderr, "")
        types = {
            row[2]: row[3]
            for row in (line.split("\t") for line in result.stdout.splitlines())
            if row[0] == "F" and row[2].startswith("mm1.")
        }
        expected = {
            "mm1.message_type": "FT_UINT8",
            "mm1.transaction_id": "FT_STRING",
            "mm1.date": "FT_ABSOLUTE_TIME",
            "mm1.expiry.relative": "FT_RELATIVE_TIME",
            "mm1.delivery_report": "FT_BOOLEAN",
            "mm1.message_size": "FT_UINT64",
            "mm1.cancel_status": "FT_UINT8",
            "mm1.part.content_type": "FT_STRING",
            "mm1.undecoded": "FT_BYTES",
            "mm1.request_in": "FT_FRAMENUM",
            "mm1.transaction.id": "FT_UINT64",
            "mm1.transaction.outcome": "FT_STRING",
            "mm1.time": "FT_RELATIVE_TIME",
        }
        self.assertEqual({name: types.get(name) for name in expected}, expected)

    def test_filter_names_are_clean(self):
        names = {
            line.split("\t")[2]
            for line in tshark.run("tshark", "-G", "fields").stdout.splitlines()
            if line.startswith("F\t") and line.split("\t")[2].startswith("mm1.")
        }
        for name in names:
            self.assertRegex(name, r"^mm1(\.[a-z][a-z0-9_]*)+$")

    def test_every_rule_about_pdus_is_a_filter(self):
        filters = tshark.run("tshark", "-G", "fields").stdout
        for rule in ("enc_ord_001", "enc_mand_128", "fld_len_001", "lim_dep_001", "ctr_ntf_005"):
            self.assertIn(f"\tmm1.rule.{rule}\t", filters)

    def test_preferences(self):
        preferences = tshark.run("tshark", "-G", "currentprefs").stdout
        for name in ("takeover", "mmse_compat", "dissect_parts", "http_heuristic"):
            self.assertIn(f"#mm1.{name}: TRUE", preferences)
        self.assertIn("#mm1.least_severity: Note", preferences)


if __name__ == "__main__":
    tshark.main()
