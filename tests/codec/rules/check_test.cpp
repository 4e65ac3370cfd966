// Each ENC and FLD rule has a smallest PDU that must raise it and one that must not.
#include "mm1/rules/check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "mm1/mms/decode.h"
#include "rule_cases.h"
#include "support/hex.h"
#include "support/minimal_pdus.h"

namespace mm1::rules {
namespace {

using test::Alone;
using test::octets;
using test::RuleCase;

struct Seen {
  std::string id;
  Severity severity;
  std::string detail;
  std::uint32_t offset;
};

std::vector<Seen> findings_of(const std::vector<std::uint8_t>& pdu, std::size_t reported = 0,
                              std::int64_t captured_at = 0) {
  wsp::Arena arena;
  const wsp::Tape tape =
      mms::decode(pdu, arena.allocator(), {.reported_length = reported, .limits = {}});
  std::vector<Seen> seen;
  for (const Finding& finding : check(tape, arena.allocator(), {.captured_at = captured_at}))
    seen.push_back({std::string(finding.rule->id), finding.severity, std::string(finding.detail),
                    finding.offset});
  return seen;
}

std::string listing(const std::vector<Seen>& all) {
  std::string text;
  for (const Seen& seen : all)
    text += std::string(severity_name(seen.severity)) + " " + seen.id + " at " +
            std::to_string(seen.offset) + ": " + seen.detail + "\n";
  return text.empty() ? "nothing found" : text;
}

bool raises(const std::vector<Seen>& all, std::string_view id) {
  return std::ranges::any_of(all, [&](const Seen& seen) { return seen.id == id; });
}

bool raises_other_error(const std::vector<Seen>& all, std::string_view id) {
  return std::ranges::any_of(
      all, [&](const Seen& seen) { return seen.id != id && seen.severity == Severity::kError; });
}

std::vector<RuleCase> all_cases() {
  std::vector<RuleCase> cases = test::enc_cases();
  cases.insert(cases.end(), test::fld_cases().begin(), test::fld_cases().end());
  return cases;
}

class EachRule : public testing::TestWithParam<RuleCase> {};

TEST_P(EachRule, FiresOnItsTripAndLeavesItsNearMissAlone) {
  const RuleCase& rule_case = GetParam();
  const auto trip = findings_of(octets(rule_case.trip));
  EXPECT_TRUE(raises(trip, rule_case.id)) << listing(trip);
  if (rule_case.alone == Alone::kYes || rule_case.alone == Alone::kNearNot) {
    EXPECT_FALSE(raises_other_error(trip, rule_case.id)) << listing(trip);
  }
  const auto near_miss = findings_of(octets(rule_case.near_miss));
  EXPECT_FALSE(raises(near_miss, rule_case.id)) << listing(near_miss);
  if (rule_case.alone == Alone::kYes || rule_case.alone == Alone::kTripNot) {
    EXPECT_FALSE(raises_other_error(near_miss, rule_case.id)) << listing(near_miss);
  }
}

std::string case_name(const testing::TestParamInfo<RuleCase>& info) {
  std::string name(info.param.id);
  std::ranges::replace(name, '-', '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Check, EachRule, testing::ValuesIn(all_cases()), case_name);

TEST(Check, EveryCheckedOnePduRuleHasItsCase) {
  std::set<std::string_view> with_case;
  for (const RuleCase& rule_case : all_cases())
    EXPECT_TRUE(with_case.insert(rule_case.id).second) << rule_case.id << " twice";
  std::size_t one_pdu_rules = 0;
  for (const Rule& row : catalogue()) {
    if (!row.id.starts_with("ENC-") && !row.id.starts_with("FLD-")) continue;
    ++one_pdu_rules;
    EXPECT_TRUE(row.checked) << row.id;
    EXPECT_TRUE(with_case.contains(row.id)) << row.id << " has no case";
  }
  EXPECT_EQ(one_pdu_rules, 200U);
  EXPECT_EQ(with_case.size(), 200U);
}

struct Example {
  std::string_view what;
  std::string_view notation;
};

// Other ways to break a rule than its smallest one. `what` is the rule.
constexpr Example kAlsoTrips[] = {
    {"ENC-BODY-004", "$bvk 92 80 AD 80 84 80 01"},
    {"ENC-AUTO-001", "$sq $me $to 8A 83 90 81 $hi"},
    {"ENC-AUTO-002", "$sq $me $to 8A 83 86 81 90 80 $hi"},
    {"ENC-BODY-007", "$buq 84 $mms 8C 84 8D 92"},
    {"ENC-VIEW-002", "$bvk 92 80 AD 82 84 80"},
    {"ENC-RC-005", "8C 89 98 'F1' 00 8D 93 $me $to $loc 9C 82"},
    {"ENC-STO-001", "$sk 92 80 8B 'id1@mmsc' 00 $loc"},
    {"ENC-DEL-002", "$bdk 93 05 82 'abc' 00 83 10 81 'http://mmsc/m2' 00 92 02 81 E1"},
    {"ENC-VER-003", "8C 81 98 'T1' 00 8D 91 92 EA"},
    {"FLD-INT-003", "$sq $me $to 88 02 81 BC $hi"},
    {"FLD-VER-001", "8C 85 98 'R1' 00 8D 82"},
    {"FLD-RSV-001", "$sk 92 05"},
    {"FLD-RSV-007", "8C 81 98 'T1' 00 8D 91 92 C4"},
    {"FLD-ENM-001", "$sq $me $to 8A 00 $hi"},
    {"FLD-ADR-006", "$sq $me 97 'a b/TYPE=X25' 00 $hi"},
    {"FLD-ADR-008", "$sq $me 97 'list: a@b;' 00 $hi"},
    {"FLD-ADR-007", "$sq $me 97 '123/TYPE=A-B' 00 $hi"},
    {"FLD-ADR-011", "$sq $me 97 '+15551234567/TYPE=PLMN (Joe)' 00 $hi"},
    {"FLD-URI-001", "$ni 8A 80 8E 02 04 00 $expiry 83 'mmsc/m1' 00"},
    {"FLD-ATT-001", "$bvq A8 03"},
    {"FLD-CTY-009", "8C 80 98 'T1' 00 8D 93 $me $to 84 A3 01 07 02 06 83 97 'a.t' 00 'Hi'"},
    {"FLD-CTY-008", "$sq $me $to 84 A3 01 04 03 03 83 81 EA 'H' C3 28"},
};

TEST(Check, OtherWaysToBreakARuleAreSeenToo) {
  for (const Example& example : kAlsoTrips) {
    const auto seen = findings_of(octets(example.notation));
    EXPECT_TRUE(raises(seen, example.what)) << example.what << "\n" << listing(seen);
  }
}

// What looks like a fault and is none.
constexpr Example kNoErrors[] = {
    {"Message-ID without @", "$sk 92 80 8B 'T' 00"},
    {"order behind the first three is free", "$sq 97 '+1/TYPE=PLMN' 00 8F 80 $me $hi"},
    {"descriptor without version and id", "$buq 84 $mms 8C 93 $hi"},
    {"empty view as 84 80", "$bvk 92 80 AD 80 84 80"},
    {"lower-case type", "$sq $me 97 '+15551230001/type=plmn' 00 $hi"},
    {"absolute expiry in a submission", "$sq $me $to 88 06 80 04 44 07 90 00 $hi"},
    {"notification without From", "$ni $announce $expiry"},
    {"nEntries 0 with parts", "$sq $me $to 84 A3 00 01 02 83 'Hi'"},
    {"unknown message class", "$sq $me $to 8A 'acme-promo' 00 $hi"},
    {"Personal without Delivery-Report", "$sq $me $to 8A 80 $hi"},
    {"echo of Filter in a view", "$bvk 92 80 A4 06 82 'work' 00 AD 80 84 80"},
    {"empty subject", "$sq $me $to 96 00 $hi"},
    {"empty subject with charset", "$sq $me $to 96 02 EA 00 $hi"},
    {"single object as body", "$sq $me $to 84 9E FF D8 FF"},
    {"body that begins like a field", "$sq $me $to 84 9E 96 'H'"},
    {"private text header", "$sq $me $to 'X-Mms-Acme' 00 '1' 00 $hi"},
    {"comment behind a mailbox", "$sq $me 97 'joe@user.org (Joe \\) User, the (2nd))' 00 $hi"},
    {"words and quoted words", "$sq $me 97 'Joe \"Q\" User <joe@user.org>' 00 $hi"},
    {"blanks around pieces", "$sq $me 97 'Joe < joe @ user.org >' 00 $hi"},
    {"angle in a quoted local part", "$sq $me 97 '\"a<b\"@user.org' 00 $hi"},
    {"number as local part", "$sq $me 97 '+15551234567/TYPE=PLMN@mmsc.example.com' 00 $hi"},
    {"view of no messages for the totals", "$bvk 92 80 B3 80 AA 02 80 8C 84 80"},
};

TEST(Check, WhatIsAllowedRaisesNoErrorAndNoWarning) {
  for (const Example& example : kNoErrors) {
    const auto seen = findings_of(octets(example.notation));
    const bool only_notes = std::ranges::all_of(
        seen, [](const Seen& found) { return found.severity == Severity::kNote; });
    EXPECT_TRUE(only_notes) << example.what << "\n" << listing(seen);
  }
}

// A presentation refers to parts by URIs, and parts have names in several places (RFC 2392, RFC
// 2396 §2.4, §4.1).
constexpr Example kReferences[] = {
    {"escaped blank",
     "$related 02 17 23 $smil C0 22 '<s>' 00 "
     "'<smil><img src=\"a%20b.jpg\"/></smil>' 0A 01 9E 8E 'a b.jpg' 00 FF"},
    {"escape in a content id",
     "$related 02 17 23 $smil C0 22 '<s>' 00 "
     "'<smil><img src=\"cid:a%2Bb\"/></smil>' 09 01 9E C0 22 '<a+b>' 00 FF"},
    {"fragment",
     "$related 02 17 21 $smil C0 22 '<s>' 00 "
     "'<smil><img src=\"a.jpg#x\"/></smil>' 08 01 9E 8E 'a.jpg' 00 FF"},
    {"quoted location",
     "$related 02 17 1F $smil C0 22 '<s>' 00 "
     "'<smil><img src=\"a.jpg\"/></smil>' 09 01 9E 8E 22 'a.jpg' 00 FF"},
    {"name in the disposition",
     "$related 02 17 1F $smil C0 22 '<s>' 00 "
     "'<smil><img src=\"a.jpg\"/></smil>' 0B 01 9E AE 08 81 86 'a.jpg' 00 FF"},
    {"type of a part that is not related",
     "84 A3 01 14 05 13 'audio/AMR' 00 'type' 00 'amr' 00 '#!AMR'"},
};

TEST(Check, ReferencesAndNamesAreUnderstoodInEachForm) {
  for (const Example& example : kReferences) {
    const auto seen = findings_of(octets("$sq $me $to " + std::string(example.notation)));
    EXPECT_TRUE(seen.empty()) << example.what << "\n" << listing(seen);
  }
}

TEST(Check, AStatusIsNotObsoleteWhereNoVersionIsDeclared) {
  const auto seen = findings_of(octets("8C 81 98 'T1' 00 92 83"));
  EXPECT_FALSE(raises(seen, "ENC-RSP-001")) << listing(seen);
  EXPECT_TRUE(raises(seen, "ENC-MAND-129")) << listing(seen);
}

struct Graded {
  std::string_view id;
  std::string_view notation;
  Severity severity;
  bool remark;  // "(seen in 1.3 text)"
};

// Severities that depend on the version or the PDU, and the remark on what 1.2 may not say.
constexpr Graded kGraded[] = {
    {"ENC-FROM-001", "8C 84 98 'N' 00 8D 93 8B 'i@m' 00 85 04 42 26 5C 80 $me $hi",
     Severity::kError, false},
    {"ENC-FROM-001", "$rk $me $hi", Severity::kWarning, false},
    {"ENC-MID-002", "8C 84 98 'N' 00 8D 93 85 04 42 26 5C 80 $hi", Severity::kError, false},
    {"ENC-MID-002", "8C 84 98 'N' 00 8D 92 85 04 42 26 5C 80 $hi", Severity::kWarning, true},
    {"ENC-MID-002", "8C 84 98 'N' 00 8D 90 85 04 42 26 5C 80 90 80 $hi", Severity::kError, true},
    {"ENC-RC-005", "$fq 9C 80", Severity::kNote, true},
    {"ENC-RC-005", "8C 89 98 'F' 00 8D 93 $me $to $loc 9C 83", Severity::kError, false},
    {"ENC-FLG-001", "$bsq A4 06 82 'work' 00", Severity::kWarning, true},
    {"ENC-FLG-001", "8C 8B 98 'S' 00 8D 93 $loc A4 06 82 'work' 00", Severity::kError, false},
    {"ENC-FLG-001", "$bvk 92 80 AD 81 84 A3 01 20 16 $mms $descr A4 06 82 'work' 00",
     Severity::kNote, true},
    {"FLD-TXT-004", "8C 80 98 'T1' 00 8D 93 $me $to 96 04 EA 09 'H' 00 $hi", Severity::kError,
     false},
    {"FLD-TXT-004", "$sq $me $to 96 04 EA 0A 'H' 00 $hi", Severity::kWarning, true},
    {"FLD-ENM-003", "$sq $me $to 8F 99 $hi", Severity::kError, false},
};

TEST(Check, SeverityFollowsVersionAndPdu) {
  for (const Graded& graded : kGraded) {
    const auto seen = findings_of(octets(graded.notation));
    const auto found = std::ranges::find(seen, graded.id, &Seen::id);
    if (found == seen.end()) {
      ADD_FAILURE() << graded.id << " in " << graded.notation << "\n" << listing(seen);
      continue;
    }
    EXPECT_EQ(found->severity, graded.severity) << graded.id << " in " << graded.notation;
    EXPECT_EQ(found->detail.find("(seen in 1.3 text)") != std::string::npos, graded.remark)
        << found->detail;
  }
}

struct Silence {
  std::string_view speaks;  // "" when nothing needs to
  std::string_view silent;
  std::string_view notation;
};

// One fault, one finding; and rules newer than the PDU.
constexpr Silence kSilences[] = {
    {"ENC-ORD-001", "ENC-ORD-002", "98 'T1' 00 8C 80 8D 92 $me $to $hi"},
    {"ENC-ORD-002", "ENC-ORD-003", "8C 80 8D 92 98 'T1' 00 $me $to $hi"},
    {"ENC-ORD-005", "ENC-DUP-001", "$nr 95 81 8D 91"},
    {"ENC-ORD-001", "ENC-ORD-006", "0A 8C 83 98 'N' 00 8D 92 95 81"},
    {"ENC-TID-001", "ENC-UNX-001", "8C 86 98 '1' 00 8D 92 8B 'i@m' 00 $to 85 04 42 26 5C 80 95 81"},
    {"ENC-BCC-001", "ENC-UNX-001", "$rk 81 '+15551230003/TYPE=PLMN' 00 $hi"},
    {"ENC-BODY-002", "ENC-UNX-001", "$nr 95 81 84 83 'OK'"},
    {"ENC-MAND-147", "ENC-BODY-006", "$bvk 92 80 AD 81 84 A3 01 20 0C $mms 8B 'id1@mmsc' 00 A3 82"},
    {"ENC-MAND-147", "ENC-ORD-001", "$bvk 92 80 AD 81 84 A3 01 20 0C $mms 8B 'id1@mmsc' 00 A3 82"},
    {"ENC-MAND-140", "ENC-STO-005", "$bsk A6 'x' 00"},
    {"ENC-RC-004", "ENC-VER-001", "8C 82 98 'N1' 00 8D 90 $announce $expiry 9C 82"},
    {"ENC-RC-005", "ENC-VER-001", "$fq 9C 80"},
    {"ENC-VER-002", "ENC-VER-001", "8C 8B 98 'S1' 00 8D 91 $loc A3 80"},
    {"FLD-RSV-007", "FLD-RSV-002", "$sk 92 EB"},
    {"FLD-RSV-007", "ENC-VER-003", "$sk 92 EB"},
    {"FLD-RSV-007", "ENC-RSP-002", "8C 81 98 'T1' 00 8D 91 92 C4"},
    {"FLD-FRM-003", "FLD-ADR-008", "$sq 89 02 80 00 $to $hi"},
    {"FLD-ADR-009", "FLD-ADR-008", "$sq $me 97 'a@b.c, d@e.f' 00 $hi"},
    {"FLD-ADR-011", "FLD-ADR-007", "$sq $me 97 'Joe <+15551234567/TYPE=PLMN>' 00 $hi"},
    {"FLD-ADR-012", "FLD-ADR-008", "$sq $me 97 'sip:joe@user.org' 00 $hi"},
    {"FLD-MID-001", "FLD-MID-002", "$sk 92 80 8B '<id>' 00"},
    {"FLD-ENM-003", "ENC-UNX-001", "$sq $me $to 8F 99 $hi"},
    {"FLD-TXT-001", "FLD-TID-002", "8C 85 98 'T1'"},
    {"FLD-ENM-004", "ENC-AUTO-001", "$sq $me $to 8A 83 86 99 90 81 $hi"},
    // 1.0 peers are not measured by what came later.
    {"", "FLD-ENM-008", "8C 80 98 'T1' 00 8D 90 $me $to 9C 84 $hi"},
    {"", "FLD-RSV-002", "8C 81 98 'T1' 00 8D 90 92 C8"},
    {"", "ENC-RC-003", "8C 80 98 'T1' 00 8D 90 $me $to 9F 02 27 10 $hi"},
    {"", "ENC-MID-002", "8C 84 98 'N' 00 8D 90 85 04 42 26 5C 80 $hi"},
};

TEST(Check, OneFaultRaisesOneFinding) {
  for (const Silence& silence : kSilences) {
    const auto seen = findings_of(octets(silence.notation));
    if (!silence.speaks.empty()) {
      EXPECT_TRUE(raises(seen, silence.speaks)) << silence.speaks << "\n" << listing(seen);
    }
    EXPECT_FALSE(raises(seen, silence.silent)) << silence.silent << "\n" << listing(seen);
  }
}

// What follows a wrong length is read as what it is, so that no field goes missing.
TEST(Check, AWrongValueLengthIsTheOnlyFinding) {
  struct WrongLength {
    std::string_view notation;
    std::string_view detail;
  };
  const WrongLength rows[] = {
      {"$ni 8A 80 8E 02 04 00 88 03 81 03 01 51 80 $loc",
       "X-Mms-Expiry: octets 03: the length is 3, the value takes 5"},
      {"$ni 88 06 81 03 01 51 80 8A 80 8E 02 04 00 $loc",
       "X-Mms-Expiry: octets 06: the length is 6, the value takes 5"},
      {"$ni 89 07 80 '+15551230002/TYPE=PLMN' 00 $announce $expiry",
       "From: octets 07: the length is 7, the value takes 24"},
      {"$sq $me $to 96 04 EA 'Hello' 00 $hi",
       "Subject: octets 04: the length is 4, the value takes 7"},
  };
  for (const WrongLength& row : rows) {
    const auto seen = findings_of(octets(row.notation));
    ASSERT_EQ(seen.size(), 1U) << row.notation << "\n" << listing(seen);
    EXPECT_EQ(seen[0].id, "FLD-LEN-002");
    EXPECT_EQ(seen[0].detail, row.detail);
  }
  const auto past_end = findings_of(octets("$sk 89 1E 80 'a@b' 00 92 80 8B 'id1@mmsc' 00"));
  EXPECT_FALSE(raises(past_end, "ENC-MAND-129")) << listing(past_end);
}

TEST(Check, AnEmptyBodyIsReportedBeforeWhatARetrieveStatusAsksOfIt) {
  const auto seen = findings_of(octets("$rk 99 E2 84 83"));
  ASSERT_EQ(seen.size(), 2U) << listing(seen);
  EXPECT_EQ(seen[0].id, "ENC-BODY-001");
  EXPECT_EQ(seen[1].id, "ENC-BODY-003");
}

TEST(Check, WhatIsNoPduIsReportedOnce) {
  const std::string page = "<html><body>502 Bad Gateway</body></html>";
  const auto seen = findings_of({page.begin(), page.end()});
  ASSERT_EQ(seen.size(), 1U) << listing(seen);
  EXPECT_EQ(seen[0].id, "ENC-ORD-001");
  EXPECT_EQ(findings_of({}).size(), 1U);
}

TEST(Check, DetailsNameWhatWasFound) {
  const auto priority = findings_of(octets("$sq $me $to 8F 99 $hi"));
  ASSERT_EQ(priority.size(), 1U);
  EXPECT_EQ(priority[0].detail, "X-Mms-Priority is 0x99; known values are 0x80–0x82");
  EXPECT_EQ(priority[0].offset, 35U);

  const auto missing = findings_of(octets("8C 82 98 'N1' 00 8D 92 8A 80 8E 02 04 00"));
  ASSERT_EQ(missing.size(), 1U) << listing(missing);
  EXPECT_EQ(missing[0].detail, "missing: X-Mms-Expiry, X-Mms-Content-Location");

  const auto status = findings_of(octets("$sk 92 C8"));
  ASSERT_EQ(status.size(), 1U) << listing(status);
  EXPECT_EQ(status[0].detail, "X-Mms-Response-Status is 200; read as 192");
}

TEST(Check, DetailsShowUnprintableOctetsEscapedAndLongTextsCut) {
  const auto seen = findings_of(octets("$ni 8A 80 8E 02 04 00 $expiry 83 'http://mmsc/' FF 0A 00"));
  ASSERT_EQ(seen.size(), 1U) << listing(seen);
  EXPECT_EQ(seen[0].detail, "\"http://mmsc/\\xFF\\x0A\" has an octet beyond ASCII");

  const auto id = findings_of(octets("$sk 92 80 8B '" + std::string(500, 'x') + "' 00"));
  ASSERT_EQ(id.size(), 1U) << listing(id);
  EXPECT_EQ(id[0].detail, "Message-ID is \"" + std::string(60, 'x') + "…\"");
}

TEST(Check, FindingsComeInTheOrderOfTheirOctets) {
  const auto seen =
      findings_of(octets("$sq 89 02 80 00 97 'joe@' 00 86 99 8F 99 94 99 84 01 A3 00"));
  EXPECT_GE(seen.size(), 5U);
  EXPECT_TRUE(std::ranges::is_sorted(seen, {}, &Seen::offset)) << listing(seen);
}

TEST(Check, TimesAreComparedWithTheCapture) {
  constexpr std::int64_t kMarch2005 = 1109810304, kDay = 86400;
  const auto dated = octets("$di 95 81");
  EXPECT_TRUE(findings_of(dated, 0, kMarch2005).empty());
  EXPECT_TRUE(raises(findings_of(dated, 0, kMarch2005 - 2 * kDay), "FLD-DAT-001"));
  const auto expiring = octets("$sq $me $to 88 06 80 04 42 26 5C 80 $hi");
  EXPECT_FALSE(raises(findings_of(expiring), "FLD-TIM-002"));
  EXPECT_TRUE(raises(findings_of(expiring, 0, kMarch2005 + kDay), "FLD-TIM-002"));
}

TEST(Check, OurOwnLimitsAreNotes) {
  struct Limited {
    std::string_view id;
    wsp::Limits limits;
  };
  const Limited rows[] = {{"LIM-PRT-001", {.depth = 64, .parts = 1, .elements = 1000}},
                          {"LIM-ELT-001", {.depth = 64, .parts = 100, .elements = 16}},
                          {"LIM-DEP-001", {.depth = 8, .parts = 100, .elements = 1000}}};
  const auto pdu =
      octets("$sq $me $to 84 A3 02 01 02 83 'Hi' 01 09 A3 01 01 05 A3 01 01 01 83 'H'");
  for (const Limited& row : rows) {
    wsp::Arena arena;
    const wsp::Tape tape =
        mms::decode(pdu, arena.allocator(), {.reported_length = 0, .limits = row.limits});
    std::set<std::string_view> ids;
    for (const Finding& finding : check(tape, arena.allocator())) {
      ids.insert(finding.rule->id);
      EXPECT_EQ(finding.severity, Severity::kNote) << finding.rule->id;
    }
    EXPECT_TRUE(ids.contains(row.id)) << row.id;
  }
}

// Any octets: the findings lie inside the PDU and come in order.
TEST(Check, MutatedPdusNeverLeadOutsideTheInput) {
  std::mt19937 random(1);
  for (const mm1::test::MinimalPdu& pdu : mm1::test::kMinimalPdus) {
    const auto whole = mm1::test::from_hex(pdu.hex);
    for (int round = 0; round < 200; ++round) {
      auto mutated = whole;
      for (int change = 0; change < 3; ++change)
        mutated[random() % mutated.size()] = static_cast<std::uint8_t>(random());
      wsp::Arena arena;
      const wsp::Tape tape = mms::decode(mutated, arena.allocator());
      std::uint32_t last = 0;
      for (const Finding& finding : check(tape, arena.allocator())) {
        EXPECT_LE(last, finding.offset);
        last = finding.offset;
        EXPECT_LE(finding.offset + finding.length, mutated.size());
        EXPECT_LT(finding.element, tape.elements().size());
      }
    }
  }
}

TEST(Check, MinimalPdusAreClean) {
  for (const mm1::test::MinimalPdu& pdu : mm1::test::kMinimalPdus) {
    auto seen = findings_of(mm1::test::from_hex(pdu.hex));
    // A peer of a 1.2 network does not know the types of 1.3.
    std::erase_if(seen, [](const Seen& found) { return found.id == "ENC-TYP-002"; });
    EXPECT_TRUE(seen.empty()) << pdu.name << "\n" << listing(seen);
  }
}

}  // namespace
}  // namespace mm1::rules
