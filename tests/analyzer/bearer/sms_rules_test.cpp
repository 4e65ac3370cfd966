// Rules TRN-GSM and TRN-CDM: each with a capture of short messages that break it and with the
// nearest that do not.
#include <algorithm>
#include <map>

#include "capture_bench.h"
#include "short_messages.h"
#include "support/cdma_sms.h"

namespace mm1::bearer::test {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// A GSM short message: `elements` of its user data header, then `data`.
Buffer gsm(const std::string& elements, const Buffer& data) {
  const Buffer header = from_hex(elements);
  return smpp({.user_data = joined({{static_cast<std::uint8_t>(header.size())}, header, data})});
}

Buffer gsm_push(const std::string& elements) { return gsm(elements, push_of(kPdu)); }

/// `push` in two short messages, `number` standing for 1 and 2 at the end of `elements`.
std::vector<Buffer> gsm_pair(const std::string& elements, const Buffer& push,
                             std::string_view first = " 01", std::string_view second = " 02") {
  const std::size_t half = push.size() / 2;
  return {gsm(elements + std::string(first), part(push, 0, half)),
          gsm(elements + std::string(second), part(push, half, push.size()))};
}

struct Wdp {
  std::string header = "00 01 00";
  Buffer data = {};
  std::optional<std::uint16_t> message_id = 7;
  std::string service_type = "WAP";
};

Buffer wdp(const Wdp& message) {
  Buffer optional;
  if (message.message_id) {
    optional = parameter(0x0204, OctetWriter().u16(*message.message_id).take());
  }
  return smpp({.esm_class = 0,
               .user_data = with_header(message.header, message.data),
               .optional = optional,
               .service_type = message.service_type});
}

Buffer datagram(std::string_view ports = "23 F0 0B 84", const Buffer& pdu = kPdu) {
  return with_header(ports, push_of(pdu));
}

/// A datagram of 254 octets, cut where asked.
Buffer long_datagram() { return datagram("23 F0 0B 84", part(long_pdu(), 0, 244)); }

std::vector<Buffer> wdp_pair(Wdp first, Wdp second, std::size_t cut = 130) {
  first.data = part(long_datagram(), 0, cut);
  second.data = part(long_datagram(), cut, 1000);
  return {wdp(first), wdp(second)};
}

Buffer numbered(int number) {
  Buffer pdu = kPdu;
  pdu[3] = static_cast<std::uint8_t>('A' + number);
  return datagram("23 F0 0B 84", pdu);
}

struct Case {
  std::string name;
  std::vector<Buffer> trips;
  std::vector<Buffer> near_miss;
};

const std::multimap<std::string, Case> kCases = {
    {"TRN-GSM-001",
     {"another port", {gsm_push("05 04 23 F0 23 F0")}, {gsm_push("05 04 0B 84 23 F0")}}},
    {"TRN-GSM-001",
     {"a port of 8 bits", {gsm_push("04 02 F0 F0")}, {gsm_push("05 04 0B 84 F0 F0")}}},
    {"TRN-GSM-001",
     {"no port",
      {smpp({.esm_class = 0, .user_data = push_of(kPdu)})},
      {smpp({.esm_class = 0,
             .user_data = push_of(kPdu),
             .optional = parameter(0x020B, from_hex("0B 84"))})}}},
    {"TRN-GSM-001",
     {"a header that esm_class does not announce",
      {smpp({.esm_class = 0, .user_data = with_header("06 05 04 0B 84 23 F0", push_of(kPdu))})},
      {smpp({.user_data = with_header("06 05 04 0B 84 23 F0", push_of(kPdu))})}}},
    {"TRN-GSM-002",
     {"number above total",
      {gsm_push("05 04 0B 84 23 F0 08 04 00 01 02 03")},
      gsm_pair("05 04 0B 84 23 F0 08 04 00 01 02", push_of(kPdu))}},
    {"TRN-GSM-002",
     {"number above total in the second part",
      gsm_pair("05 04 0B 84 23 F0 08 04 00 01 02", push_of(kPdu), " 01", " 03"),
      gsm_pair("05 04 0B 84 23 F0 08 04 00 01 02", push_of(kPdu))}},
    {"TRN-GSM-002",
     {"total 0",
      {gsm_push("05 04 0B 84 23 F0 08 04 00 01 00 01")},
      {gsm_push("05 04 0B 84 23 F0 08 04 00 01 01 01")}}},
    {"TRN-GSM-002",
     {"number 0",
      {gsm_push("05 04 0B 84 23 F0 08 04 00 01 01 00")},
      {gsm_push("05 04 0B 84 23 F0 08 04 00 01 01 01")}}},
    {"TRN-GSM-003",
     {"8-bit reference", gsm_pair("05 04 0B 84 23 F0 00 03 0C 02", push_of(kPdu)),
      gsm_pair("05 04 0B 84 23 F0 08 04 00 0C 02", push_of(kPdu))}},
    {"TRN-GSM-004",
     {"1 of 2",
      {gsm_pair("05 04 0B 84 23 F0 08 04 00 0C 02", push_of(kPdu))[0]},
      gsm_pair("05 04 0B 84 23 F0 08 04 00 0C 02", push_of(kPdu))}},
    {"TRN-CDM-001",
     {"message type 1",
      {wdp({.header = "01 01 00", .data = datagram()})},
      {wdp({.header = "00 01 00", .data = datagram()})}}},
    {"TRN-CDM-001",
     {"message type 1 in each of two", wdp_pair({.header = "01 02 00"}, {.header = "01 02 01"}),
      wdp_pair({.header = "00 02 00"}, {.header = "00 02 01"})}},
    {"TRN-CDM-002",
     {"no segments",
      {wdp({.header = "00 00 00", .data = datagram()})},
      {wdp({.header = "00 01 00", .data = datagram()})}}},
    {"TRN-CDM-003",
     {"the last number is the total", wdp_pair({.header = "00 02 00"}, {.header = "00 02 02"}),
      wdp_pair({.header = "00 02 00"}, {.header = "00 02 01"})}},
    {"TRN-CDM-003",
     {"counted from 1", wdp_pair({.header = "00 02 01"}, {.header = "00 02 02"}),
      wdp_pair({.header = "00 02 00"}, {.header = "00 02 01"})}},
    {"TRN-CDM-003",
     {"only one, counted from 1",
      {wdp({.header = "00 01 01", .data = datagram()})},
      {wdp({.header = "00 01 00", .data = datagram()})}}},
    {"TRN-CDM-004",
     {"totals 2 and 3", wdp_pair({.header = "00 02 00"}, {.header = "00 03 01"}),
      wdp_pair({.header = "00 02 00"}, {.header = "00 02 01"})}},
    {"TRN-CDM-005",
     {"ports cut in two", wdp_pair({.header = "00 02 00"}, {.header = "00 02 01"}, 2),
      wdp_pair({.header = "00 02 00"}, {.header = "00 02 01"})}},
    {"TRN-CDM-006",
     {"the second is longer", wdp_pair({.header = "00 02 00"}, {.header = "00 02 01"}, 120),
      wdp_pair({.header = "00 02 00"}, {.header = "00 02 01"}, 127)}},  // as long
    {"TRN-CDM-007",
     {"7 and 8", wdp_pair({.header = "00 02 00"}, {.header = "00 02 01", .message_id = 8}),
      wdp_pair({.header = "00 02 00"}, {.header = "00 02 01"})}},
    {"TRN-CDM-008",
     {"messaging",
      {wdp({.data = datagram(), .service_type = "CMT"})},
      {wdp({.data = datagram(), .service_type = "4100"})}}},
    {"TRN-CDM-008",
     {"a carrier's own",
      {wdp({.data = datagram(), .service_type = "65002"})},
      {wdp({.data = datagram(), .service_type = "WAP"})}}},
    {"TRN-CDM-010",
     {"7, 42",
      {wdp({.data = numbered(1)}), wdp({.data = numbered(2), .message_id = 42})},
      {wdp({.data = numbered(1)}), wdp({.data = numbered(2), .message_id = 8})}}},
    {"TRN-CDM-010",
     {"the same for another datagram",
      {wdp({.data = numbered(1)}), wdp({.data = numbered(2)})},
      {wdp({.data = numbered(1)}), wdp({.data = numbered(1)})}}},  // the same datagram
    {"TRN-CDM-010",
     {"a jump after the last number",
      {wdp({.data = numbered(1), .message_id = 0xFFFF}),
       wdp({.data = numbered(2), .message_id = 5})},
      {wdp({.data = numbered(1), .message_id = 0xFFFF}),
       wdp({.data = numbered(2), .message_id = 0})}}},
    {"TRN-CDM-011",
     {"0 of 2",
      {wdp_pair({.header = "00 02 00"}, {.header = "00 02 01"})[0]},
      wdp_pair({.header = "00 02 00"}, {.header = "00 02 01"})}},
    {"TRN-CDM-012",
     {"another port",
      {wdp({.data = datagram("23 F0 23 F0")})},
      {wdp({.data = datagram("F0 F0 0B 84")})}}},
};

/// The same over IMS, which shows more of a message than SMPP.
struct ImsCase {
  std::string rule;
  std::string name;
  std::vector<mm1::test::CdmaSms> trips;
  std::vector<mm1::test::CdmaSms> near_miss;
};

mm1::test::CdmaSms ims(const Wdp& wdp) {
  return {.source = "15550100",
          .message_id = wdp.message_id.value_or(0),
          .user_data = with_header(wdp.header, wdp.data)};
}

mm1::test::CdmaSms with_teleservice(std::uint16_t teleservice) {
  mm1::test::CdmaSms sms = ims({.data = datagram()});
  sms.teleservice = teleservice;
  return sms;
}

mm1::test::CdmaSms with_fields(int extra) {
  mm1::test::CdmaSms sms = ims({.data = datagram()});
  sms.extra_fields = extra;
  return sms;
}

const std::vector<ImsCase> kImsCases = {
    {"TRN-CDM-009", "one more than there are", {with_fields(1)}, {with_fields(0)}},
    {"TRN-CDM-008", "messaging", {with_teleservice(4098)}, {with_teleservice(4100)}},
    {"TRN-CDM-001",
     "message type 1",
     {ims({.header = "01 01 00", .data = datagram()})},
     {ims({.header = "00 01 00", .data = datagram()})}},
    {"TRN-CDM-010",
     "7, 42",
     {ims({.data = numbered(1)}), ims({.data = numbered(2), .message_id = 42})},
     {ims({.data = numbered(1)}), ims({.data = numbered(2), .message_id = 8})}},
};

std::vector<std::string> findings_of_ims(const std::vector<mm1::test::CdmaSms>& messages) {
  CaptureBench bench;
  for (const mm1::test::CdmaSms& sms : messages) {
    bench.udp({ipv4(3), 5060}, {ipv4(4), 5060},
              mm1::test::sip_message("+15551230001", mm1::test::cdma_message(sms)));
  }
  return bench.analyze().findings();
}

std::vector<Step> steps_of(const std::vector<Buffer>& messages) {
  std::vector<Step> steps = {client(kBind)};
  for (const Buffer& message : messages) steps.push_back(client(message));
  return steps;
}

std::vector<std::string> findings_of(const std::vector<Buffer>& messages) {
  return CaptureBench().play(steps_of(messages)).analyze().findings();
}

std::vector<std::string> rules_of(const std::vector<std::string>& findings) {
  std::vector<std::string> rules;
  for (const std::string& finding : findings) rules.push_back(finding.substr(0, finding.find(':')));
  return rules;
}

std::vector<Buffer> joined_front(const Buffer& first, const std::vector<Buffer>& others) {
  std::vector<Buffer> all = {first};
  all.insert(all.end(), others.begin(), others.end());
  return all;
}

TEST(SmsRules, TripAndNearMiss) {
  for (const auto& [rule, row] : kCases) {
    SCOPED_TRACE(rule + ", " + row.name);
    EXPECT_THAT(rules_of(findings_of(row.trips)), ElementsAre(rule));
    EXPECT_THAT(findings_of(row.near_miss), IsEmpty());
  }
}

TEST(SmsRules, TripAndNearMissOverIms) {
  for (const ImsCase& row : kImsCases) {
    SCOPED_TRACE(row.rule + ", " + row.name);
    EXPECT_THAT(rules_of(findings_of_ims(row.trips)), ElementsAre(row.rule));
    EXPECT_THAT(findings_of_ims(row.near_miss), IsEmpty());
  }
}

TEST(SmsRules, EachRuleOfBothGroupsHasItsCases) {
  for (const rules::Rule& row : rules::kAllRules) {
    const std::string id(row.id);
    if (!id.starts_with("TRN-GSM-") && !id.starts_with("TRN-CDM-")) continue;
    const bool in_ims =
        std::ranges::any_of(kImsCases, [&id](const ImsCase& c) { return c.rule == id; });
    EXPECT_TRUE(kCases.contains(id) || in_ims) << id;
    EXPECT_TRUE(row.checked) << id;
  }
}

/// Ids of datagrams in the order of their coming; which of them are told as jumps.
TEST(SmsRules, DatagramsThatChangedPlacesAreNoJump) {
  struct Row {
    std::vector<std::uint16_t> ids;
    std::vector<std::string> found;
  };
  const Row rows[] = {
      {{7, 8, 9}, {}},        {{7, 9, 8, 10}, {}},
      {{8, 7, 9}, {}},        {{7, 8, 42, 43}, {"TRN-CDM-010: MESSAGE_ID 42 after 8"}},
      {{65535, 1, 0, 2}, {}},
  };
  for (const Row& row : rows) {
    Bench bench;
    int number = 0;
    for (const std::uint16_t id : row.ids) {
      const Buffer message = wdp({.data = numbered(number++), .message_id = id});
      bench.play(steps_of({message})).wait(-kSecond * 19 / 10);  // three within a second
    }
    bench.bearers.finish();
    EXPECT_EQ(bench.findings(), row.found);
  }
}

TEST(SmsRules, AfterALossNothingIsConcludedFromWhatIsMissing) {
  const auto lossy = [](const std::vector<Buffer>& messages) {
    return CaptureBench()
        .play({client(kBind), client(messages[0]), gap(true, 100), client(messages[1])})
        .analyze()
        .rules();
  };
  EXPECT_THAT(lossy({wdp({.data = numbered(1)}), wdp({.data = numbered(2), .message_id = 42})}),
              IsEmpty());
  EXPECT_THAT(lossy(wdp_pair({.header = "00 02 00"}, {.header = "00 02 01", .message_id = 8})),
              ElementsAre("TRN-CDM-011"));
  EXPECT_THAT(lossy(wdp_pair({.header = "00 02 00"}, {.header = "00 03 01"})), IsEmpty());
}

// Three segments of two datagrams, each lacking one: nobody mixed up ids.
TEST(SmsRules, SegmentsOfTwoDatagramsAreNotOneUnderTwoIds) {
  const std::vector<Buffer> first = wdp_pair({.header = "00 02 00"}, {.header = "00 02 01"});
  const std::vector<Buffer> second =
      wdp_pair({.header = "00 02 00", .message_id = 8}, {.header = "00 02 01", .message_id = 8});
  EXPECT_THAT(rules_of(findings_of({first[0], second[1], second[0]})), ElementsAre("TRN-CDM-011"));
  EXPECT_THAT(findings_of({first[0], second[1], second[0], first[1]}), IsEmpty());
  EXPECT_THAT(findings_of({first[1], second[1], first[0], second[0]}), IsEmpty());
}

// What holds for every push holds in short messages.
TEST(SmsRules, ThePushItselfIsJudged) {
  const auto pushed = [](std::string_view port, std::string_view headers) {
    Buffer push = from_hex(headers);
    push.insert(push.end(), kPdu.begin(), kPdu.end());
    return findings_of({gsm(std::string("05 04 ").append(port).append(" 23 F0"), push)});
  };
  EXPECT_THAT(pushed("0B 84", "01 06 03 BE AF 84"), IsEmpty());
  EXPECT_THAT(rules_of(pushed("0B 84", "01 06 01 BE")), ElementsAre("TRN-PSH-001"));
  EXPECT_THAT(rules_of(pushed("0B 84", "01 06 03 BE AF 82")), ElementsAre("TRN-PSH-002"));
  EXPECT_THAT(rules_of(pushed("0B 84", "01 07 03 BE AF 84")), ElementsAre("TRN-PSH-004"));
  EXPECT_THAT(rules_of(pushed("0B 85", "01 06 03 BE AF 84")), ElementsAre("TRN-PSH-006"));
  EXPECT_THAT(rules_of(pushed("0B 84", "01 06 03 83 AF 84")), ElementsAre("TRN-CTY-001"));
}

// Service indications and the pushes of other applications are none of MM1's business.
TEST(SmsRules, OtherPushesRaiseNothing) {
  const Buffer si = from_hex("01 06 01 AE 02 05 6A 00 45 C6 0C 03 61 00 01 01");
  const Buffer other = from_hex("01 06 03 C4 AF 89 01 02 03");  // octet-stream for application 9
  for (const Buffer& push : {si, other}) {
    const std::vector<Buffer> messages[] = {
        {gsm("05 04 23 F0 23 F0", push)},
        {gsm("05 04 0B 84 23 F0 08 04 00 01 02 03", push)},
        gsm_pair("05 04 0B 84 23 F0 00 03 01 02", push),
        {gsm_pair("05 04 0B 84 23 F0 08 04 00 0C 02", push)[0]},
        {smpp({.esm_class = 0, .user_data = push})},
        {wdp({.header = "01 01 00", .data = with_header("23 F0 0B 84", push)})},
        {wdp({.header = "00 02 00", .data = with_header("23 F0 23 F0", push)})},
        {wdp({.data = with_header("23 F0 0B 84", push), .service_type = "CMT"})},
        {wdp({.data = with_header("23 F0 0B 84", push)}),
         wdp({.data = with_header("23 F0 0B 84", push), .message_id = 42})},
    };
    for (const auto& row : messages) EXPECT_THAT(findings_of(row), IsEmpty());
  }
}

TEST(SmsRules, FindingsSayWhoAndWhatAndWhere) {
  class Sink final : public MessageSink {
   public:
    void on_message(const Message& message) override {
      for (const BearerFinding& f : message.findings) found.push_back(f);
    }
    std::vector<BearerFinding> found;
  };
  const auto play = [](const std::vector<Buffer>& messages) {
    Sink sink;
    capture::LeftOutCounts left_out;
    Bearers bearers(sink, left_out);
    std::uint32_t frame = 0;
    const auto reader = bearers.open(kPhone, kMmsc, true, kBind);
    for (const Buffer& octets : joined_front(kBind, messages)) {
      const net::Stamp stamp{.ref = {0, ++frame}, .completed_by = {0, frame}};
      EXPECT_TRUE(reader->on_octets(true, octets, stamp));
    }
    bearers.finish();
    return sink.found;
  };
  const auto teleservice = play({wdp({.data = datagram(), .service_type = "65002"})});
  ASSERT_EQ(teleservice.size(), 1U);
  EXPECT_EQ(teleservice[0].severity, rules::Severity::kNote);  // a carrier's variant
  const auto messaging = play({wdp({.data = datagram(), .service_type = "CMT"})});
  ASSERT_EQ(messaging.size(), 1U);
  EXPECT_EQ(messaging[0].severity, rules::Severity::kError);
  EXPECT_EQ(messaging[0].side, rules::Side::kSender);
  EXPECT_EQ(messaging[0].detail, "teleservice is 4098");

  const auto pair = gsm_pair("05 04 0B 84 23 F0 00 03 0C 03", push_of(kPdu));
  const auto missing = play({pair[0], pair[1]});
  ASSERT_EQ(missing.size(), 2U);
  EXPECT_EQ(missing[0].detail, "reference 12");
  EXPECT_EQ(missing[0].place.frame, 2U);  // the first part shows it
  EXPECT_EQ(missing[1].side, rules::Side::kNetwork);
  EXPECT_EQ(missing[1].severity, rules::Severity::kNote);
  EXPECT_EQ(missing[1].detail, "1 of 3, number 3");
}

}  // namespace
}  // namespace mm1::bearer::test
