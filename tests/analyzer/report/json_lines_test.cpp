#include "mm1/report/json_lines.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "decoded_pdu.h"
#include "support/minimal_pdus.h"

namespace mm1::report {
namespace {

using testing::HasSubstr;
using testing::Not;

class JsonLines : public testing::Test {
 protected:
  std::string pdu_line(const DecodedPdu& pdu) {
    report_.on_pdu(pdu.record(1));
    return taken();
  }
  std::string taken() { return std::exchange(output_.buffer(), {}); }

  Output output_ = Output::memory();
  JsonLinesReport report_{output_};
};

TEST_F(JsonLines, Capture) {
  capture::FileInfo file;
  file.path = "some/send.pcap";
  file.link_types = {1};
  file.packets = 3;
  file.bytes = 321;
  file.truncated_packets = 1;
  file.start_ns = 1'000'000'000;
  file.end_ns = 2'000'000'001;
  report_.on_capture(file);
  EXPECT_EQ(taken(),
            R"({"record":"capture","schema":1,"file":"some/send.pcap","link_types":["EN10MB"],)"
            R"("packets":3,"bytes":321,"start":"1970-01-01T00:00:01.000000000Z",)"
            R"("end":"1970-01-01T00:00:02.000000001Z","truncated_packets":1})"
            "\n");
}

TEST_F(JsonLines, CaptureThatWasCutSaysSo) {
  capture::FileInfo file;
  file.path = "-";
  file.end = capture::End::kTruncated;
  file.problem = "ends inside a packet";
  report_.on_capture(file);
  EXPECT_EQ(taken(),
            R"({"record":"capture","schema":1,"file":"-","link_types":[],"packets":0,"bytes":0,)"
            R"("truncated_packets":0,"problem":"ends inside a packet"})"
            "\n");
}

// The octets' SHA-256 is from sha256sum.
TEST_F(JsonLines, Pdu) {
  DecodedPdu pdu(test::minimal_pdu("m-send-conf"));
  pdu.message().context.direction = flow::Direction::kRelayToClient;
  pdu.message().context.uri = "mmsc/send";
  EXPECT_EQ(
      pdu_line(pdu),
      R"({"record":"pdu","id":"p1","file":"some/send.pcap","frame":7,"frames":[5,7],)"
      R"("time":"2026-11-22T14:35:06.123456789Z","bearer":"http","client":"10.0.0.2",)"
      R"("relay":"10.0.0.1","direction":"relay-to-client","type":"m-send-conf","version":"1.2",)"
      R"("transaction_id":"T1","message_id":"id1@mmsc","size":20,)"
      R"("sha256":"76277bc15d8363f8463cfdc62273682b813012db4203e76e81e1b16c934e2068",)"
      R"("complete":true,"uri":"mmsc/send","status":"Ok",)"
      R"("fields":{"message_type":"m-send-conf","transaction_id":"T1","mms_version":"1.2",)"
      R"("response_status":["Ok"],"message_id":"id1@mmsc"},"parts":[]})"
      "\n");
}

TEST_F(JsonLines, FramesOfAnotherFileAreNamedWithIt) {
  DecodedPdu pdu(test::minimal_pdu("m-acknowledge-ind"));
  const std::vector<capture::FrameRef> frames = {{0, 12}, {1, 1}};
  pdu.message().frames = frames;
  pdu.message().context.file = 1;
  pdu.message().context.frame = 1;
  EXPECT_THAT(pdu_line(pdu),
              HasSubstr(R"("frame":1,"frames":[1],)"
                        R"("frames_of_other_files":[{"file":"some/send.pcap","frame":12}],)"));
}

TEST_F(JsonLines, AbsentValuesAreLeftOut) {
  const std::string line = pdu_line(DecodedPdu(test::minimal_pdu("m-delivery-ind")));
  EXPECT_THAT(line, Not(HasSubstr(R"("transaction_id")")));
  EXPECT_THAT(line, Not(HasSubstr(R"("uri")")));
  EXPECT_THAT(line, HasSubstr(R"("status":"Retrieved")"));
}

/// Octets of a PDU and JSON that its record must hold.
struct Shape {
  std::string_view name;
  std::string_view hex;
  std::string_view json;
};

class FieldShape : public JsonLines, public testing::WithParamInterface<Shape> {};

TEST_P(FieldShape, IsByGrammar) {
  EXPECT_THAT(pdu_line(DecodedPdu(GetParam().hex)), HasSubstr(std::string(GetParam().json)));
}

// Examples of spec "fields" §3 inside the smallest frame that carries them.
INSTANTIATE_TEST_SUITE_P(
    Grammars, FieldShape,
    testing::Values(
        Shape{"address_always_array", "8C 80 97 61 40 62 00", R"("to":["a@b"])"},
        Shape{"addresses", "8C 80 97 61 40 62 00 97 63 40 64 00", R"("to":["a@b","c@d"])"},
        Shape{"from_token", "8C 80 89 01 81", R"("from":"insert-address-token")"},
        Shape{"from_address", "8C 80 89 05 80 61 40 62 00", R"("from":"a@b")"},
        Shape{"relative_time", "8C 82 88 05 81 03 01 51 80", R"("expiry":{"relative":86400})"},
        Shape{"absolute_time", "8C 82 88 06 80 04 42 26 5C 80",
              R"("expiry":{"absolute":"2005-03-03T00:38:24Z"})"},
        Shape{"date", "8C 84 85 04 42 26 5C 80", R"("date":"2005-03-03T00:38:24Z")"},
        Shape{"size", "8C 82 8E 02 04 00", R"("message_size":1024)"},
        Shape{"charset", "8C 80 96 08 EA 48 C3 A9 6C 6C 6F 00", "\"subject\":\"H\xC3\xA9llo\""},
        Shape{"class_token", "8C 80 8A 78 2D 61 00", R"("message_class":"x-a")"},
        Shape{"unknown_enumeration", "8C 83 95 99", R"("status":"0x99")"},
        Shape{"flags", "8C 8D A4 06 82 77 6F 72 6B 00",
              R"("mm_flags":[{"token":"filter","keyword":"work"}])"},
        Shape{"total", "8C 8E AA 02 80 8C", R"("mbox_totals":{"unit":"messages","value":12})"},
        Shape{"quotas", "8C 8E AC 05 81 03 01 00 00",
              R"("mbox_quotas":[{"unit":"octets","value":65536}])"},
        Shape{"attribute", "8C 8D A8 89 A8 AE", R"("attributes":["From","Content"])"},
        Shape{"previously_sent", "8C 84 A0 05 80 61 40 62 00 A1 06 80 04 42 26 5C 80",
              R"("previously_sent_by":[{"count":0,"address":"a@b"}],)"
              R"("previously_sent_date":[{"count":0,"date":"2005-03-03T00:38:24Z"}])"},
        Shape{"counted", "8C 92 83 04 81 61 62 00 92 02 81 E1",
              R"("content_location":[{"count":1,"value":"ab"}],)"
              R"("response_status":[{"count":1,"value":"Error-permanent-service-denied"}])"},
        Shape{"element_descriptor", "8C 82 B2 07 70 61 72 74 00 82 9E",
              R"("element_descriptor":{"reference":"part",)"
              R"("parameters":[{"name":"Type","value":"image/jpeg"}]})"},
        Shape{"content_type",
              "8C 8F 84 18 B3 89 61 70 70 6C 69 63 61 74 69 6F 6E 2F 73 6D 69 6C 00 "
              "8A 3C 73 3E 00 00",
              R"("content_type":{"type":"application/vnd.wap.multipart.related","parameters":)"
              R"([{"name":"Type","value":"application/smil"},{"name":"Start","value":"<s>"}]})"},
        Shape{"duplicate", "8C 80 96 61 00 96 62 00",
              R"("fields":{"message_type":"m-send-req","subject":"a"})"},
        Shape{"duplicate_kept", "8C 80 96 61 00 96 62 00",
              R"("duplicate_fields":[{"field":"subject","value":"b"}])"},
        Shape{"unknown_field", "8C 80 C5 02 01 02",
              R"("unknown_fields":[{"code":"0xC5","octets":"020102"}])"},
        Shape{"application_field", "8C 80 58 2D 41 00 62 00",
              R"("application_fields":[{"name":"X-A","value":"b"}])"},
        Shape{"faulty", "8C 82 88 02 81 BC",
              R"("faulty_values":[{"field":"expiry","state":"invalid",)"
              R"("octets":"0281bc"}])"}),
    [](const auto& shape) { return std::string(shape.param.name); });

TEST_F(JsonLines, PartsHaveSizeAndDigest) {
  // One part, text/plain, "Hi"; its digest is from sha256sum.
  EXPECT_THAT(pdu_line(DecodedPdu("8C 80 84 A3 01 01 02 83 48 69")),
              HasSubstr(R"("parts":[{"content_type":"text/plain","size":2,"sha256":)"
                        R"("3639efcd08abb273b1619e82e78c29a7df02c1051b1820e99fc395dcaa3326b8"}])"));
}

TEST_F(JsonLines, DescriptorsOfAViewAreNoRecordsOfTheirOwn) {
  const std::string line = pdu_line(DecodedPdu(test::minimal_pdu("m-mbox-view-conf")));
  EXPECT_THAT(line, HasSubstr(R"("descriptors":[{"fields":{"message_type":"m-mbox-descr",)"
                              R"("content_location":["http://mmsc/m1"],"message_id":"id1@mmsc",)"
                              R"("mm_state":["New"]},"parts":[]}])"));
  EXPECT_EQ(std::count(line.begin(), line.end(), '\n'), 1);
}

TEST_F(JsonLines, APduThatTheCaptureCutIsNotInvalid) {
  DecodedPdu pdu("8C 80 96 61 62", 9);  // a Subject without its end, five of nine octets captured
  pdu.message().complete = false;
  const std::string line = pdu_line(pdu);
  EXPECT_THAT(line, HasSubstr(R"("complete":false)"));
  EXPECT_THAT(line, HasSubstr(R"("faulty_values":[{"field":"subject","state":"truncated",)"
                              R"("octets":"6162"}])"));
}

TEST_F(JsonLines, Transaction) {
  flow::Transaction transaction;
  transaction.id = 3;
  transaction.kind = flow::TransactionKind::kRetrieval;
  transaction.mode = flow::RetrievalMode::kDeferred;
  transaction.outcome = flow::Outcome::kErrorTransient;
  transaction.client = "10.0.0.2";
  transaction.relay = "10.0.0.1";
  transaction.transaction_id = "T1";
  transaction.pdus = {4, 6};
  transaction.start_ns = 1'000'000'000;
  transaction.end_ns = 1'250'500'000;
  transaction.answer_ns = 40'000'000;
  transaction.retrieval_ns = 200'000'000;
  transaction.status = "Error-transient-failure";
  report_.on_transaction(transaction);
  EXPECT_EQ(taken(), R"({"record":"transaction","id":"t3","kind":"retrieval","mode":"deferred",)"
                     R"("outcome":"error-transient","client":"10.0.0.2","relay":"10.0.0.1",)"
                     R"("pdus":["p4","p6"],"start":"1970-01-01T00:00:01.000000000Z",)"
                     R"("end":"1970-01-01T00:00:01.250500000Z","duration_ms":250.500,)"
                     R"("answer_ms":40.000,"retrieval_ms":200.000,)"
                     R"("status":"Error-transient-failure"})"
                     "\n");
}

TEST_F(JsonLines, Message) {
  flow::Journey journey;
  journey.id = 2;
  journey.message_ids = {"id1@x"};
  journey.originator = "+15551230001/TYPE=PLMN";
  journey.subject = "Hello";
  journey.relay = "198.51.100.5";
  journey.recipients = {{"+15551230002/TYPE=PLMN", "192.0.2.20", flow::DeliveryState::kRetrieved},
                        {"", "192.0.2.30", flow::DeliveryState::kDeferred}};
  journey.recipients[0].notified_ns = 2'000'000'000;
  journey.recipients[0].retrieved_ns = 2'100'000'000;
  journey.recipients[0].delivery_reported_ns = 2'103'000'000;
  journey.recipients[0].read_reported_ns = 3'000'000'000;
  journey.recipients[1].delivery_reported_ns = 2'200'000'000;  // deferred, and reported as such
  journey.transactions = {{1, flow::JourneyLink::kFirst}, {4, flow::JourneyLink::kWeighed}};
  journey.start_ns = 1'000'000'000;
  journey.end_ns = 3'000'000'000;
  journey.submitted_ns = 1'000'000'000;
  journey.confirmed_ns = 1'250'000'000;
  journey.notified_ns = 2'000'000'000;  // no retrieval, so no time to it
  report_.on_journey(journey);
  EXPECT_EQ(taken(),
            R"({"record":"message","id":"m2","message_ids":["id1@x"],"transactions":["t1","t4"],)"
            R"("links":["first","weighed"],"originator":"+15551230001/TYPE=PLMN",)"
            R"("subject":"Hello","relay":"198.51.100.5",)"
            R"("recipients":[{"address":"+15551230002/TYPE=PLMN",)"
            R"("client":"192.0.2.20","state":"retrieved","notification_ms":1000.000,)"
            R"("retrieval_ms":100.000,"delivery_report_ms":3.000,"read_report_ms":900.000},)"
            R"({"client":"192.0.2.30","state":"deferred"}],)"
            R"("start":"1970-01-01T00:00:01.000000000Z","end":"1970-01-01T00:00:03.000000000Z",)"
            R"("submission_ms":250.000})"
            "\n");
}

TEST_F(JsonLines, Violation) {
  analysis::ViolationRecord violation;
  violation.rule = rules::rule("FLD-TXT-001");
  ASSERT_NE(violation.rule, nullptr);
  violation.severity = rules::Severity::kError;
  violation.side = rules::Side::kRelay;
  violation.text = "no end";
  violation.file = "some/send.pcap";
  violation.frame = 7;
  violation.pdu = 2;
  violation.transaction = 3;
  violation.offset = 11;
  violation.length = 4;
  report_.on_violation(violation);
  EXPECT_EQ(taken(), R"({"record":"violation","rule":"FLD-TXT-001","severity":"error",)"
                     R"("text":"no end","spec":")" +
                         std::string(violation.rule->citation) +
                         R"(","file":"some/send.pcap","frame":7,"pdu":"p2","transaction":"t3",)"
                         R"("offset":11,"length":4,"side":"relay"})"
                         "\n");
}

TEST_F(JsonLines, ViolationWithoutAPduHasNoOffset) {
  analysis::ViolationRecord violation;
  violation.rule = rules::rule("FLD-TXT-001");
  violation.side = rules::Side::kNetwork;
  violation.text = "x";
  report_.on_violation(violation);
  const std::string line = taken();
  for (const char* key :
       {R"("pdu")", R"("transaction")", R"("offset")", R"("frame")", R"("file")"}) {
    EXPECT_THAT(line, Not(HasSubstr(key)));
  }
}

TEST_F(JsonLines, Summary) {
  report_.on_pdu(DecodedPdu(test::minimal_pdu("m-send-conf")).record(1));
  taken();
  analysis::Summary summary;
  summary.files = 1;
  summary.packets = 9;
  summary.bytes = 999;
  summary.pdus["m-send-conf"] = 1;
  summary.transactions["send"] = 1;
  summary.outcomes["completed"] = 1;
  summary.violations["FLD-TXT-001"] = 2;
  summary.severities["error"] = 2;
  flow::Transaction answered;
  answered.relay = "198.51.100.5";
  for (int i = 1; i <= 20; ++i) {
    answered.answer_ns = i * 1'000'000;
    summary.times.add(answered);
  }
  summary.left_out.add(capture::LeftOut::kNotIp, 4);
  summary.left_out.add_unread_link_type(187);
  summary.left_out.add_unread_link_type(187);
  report_.on_summary(summary);
  EXPECT_EQ(taken(),
            R"({"record":"summary","files":1,"packets":9,"bytes":999,)"
            R"("records":{"capture":0,"pdu":1,"transaction":0,"message":0,"violation":0},)"
            R"("pdus":{"m-send-conf":1},"transactions":{"send":1},"outcomes":{"completed":1},)"
            R"("violations":{"FLD-TXT-001":2},"severities":{"error":2},)"
            R"("times":[{"relay":"198.51.100.5","measure":"submission-to-confirmation","count":20,)"
            R"("min_ms":1.000,"p50_ms":10.000,"p90_ms":18.000,"p95_ms":19.000,"p99_ms":20.000,)"
            R"("max_ms":20.000}],)"
            R"("left_out":{"link-type-unknown":2,"not-ip":4},)"
            R"("unread_link_types":{"BLUETOOTH_HCI_H4":2}})"
            "\n");
}

}  // namespace
}  // namespace mm1::report
