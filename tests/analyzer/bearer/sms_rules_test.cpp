// Rules TRN-GSM and TRN-CDM: each with short messages that break it and with the nearest that do
// not.
#include <map>
#include <set>

#include "short_messages.h"

namespace mm1::bearer::test {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
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
     {"a port of 8 bits", {gsm_push("04 02 F0 F0")}, {gsm_push("05 04 0B 85 23 F0")}}},
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
      {wdp({.data = datagram("23 F0 0B 85")})}}},
};

/// What SMPP cannot show (readings.md): it has no NUM_FIELDS.
const std::set<std::string> kNotOverSmpp = {"TRN-CDM-009"};

std::vector<Step> steps_of(const std::vector<Buffer>& messages) {
  std::vector<Step> steps = {client(kBind)};
  for (const Buffer& message : messages) steps.push_back(client(message));
  return steps;
}

std::vector<std::string> findings_of(const RecordingSink& sink) {
  std::vector<std::string> findings;
  for (const Seen& seen : sink.seen) {
    findings.insert(findings.end(), seen.findings.begin(), seen.findings.end());
  }
  return findings;
}

std::vector<std::string> findings_of(const std::vector<Buffer>& messages) {
  Bench bench;
  bench.play(steps_of(messages)).bearers.finish();
  return findings_of(bench.sink);
}

std::vector<std::string> rules_of(const std::vector<std::string>& findings) {
  std::vector<std::string> rules;
  for (const std::string& finding : findings) rules.push_back(finding.substr(0, finding.find(':')));
  return rules;
}

TEST(SmsRules, TripAndNearMiss) {
  for (const auto& [rule, row] : kCases) {
    SCOPED_TRACE(rule + ", " + row.name);
    EXPECT_THAT(rules_of(findings_of(row.trips)), ElementsAre(rule));
    EXPECT_THAT(findings_of(row.near_miss), IsEmpty());
  }
}

TEST(SmsRules, EachRuleOfBothGroupsHasItsCases) {
  for (const rules::Rule& row : rules::kAllRules) {
    const std::string id(row.id);
    if (!id.starts_with("TRN-GSM-") && !id.starts_with("TRN-CDM-")) continue;
    EXPECT_EQ(kCases.contains(id), !kNotOverSmpp.contains(id)) << id;
    EXPECT_EQ(row.checked, !kNotOverSmpp.contains(id)) << id;
  }
}

}  // namespace
}  // namespace mm1::bearer::test
