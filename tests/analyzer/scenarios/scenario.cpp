#include "scenario.h"

#include <unistd.h>
#include <algorithm>
#include <filesystem>
#include <map>

#include "mm1/analysis/analysis.h"
#include "support/capture_file.h"

namespace mm1::scenarios {
namespace {

/// Who has an address, for the phones that every scenario has.
std::string name_of(const std::string& client) {
  if (client == kAlice || client == kAliceNumber) return "Alice";
  if (client == kBob || client == kBobNumber) return "Bob";
  if (client == kCarol || client == kCarolNumber) return "Carol";
  return client;
}

std::string describe(const flow::Journey& journey) {
  std::string line = name_of(journey.originator) + ':';
  if (journey.forward_of != 0) line += " forwards " + std::to_string(journey.forward_of) + ':';
  for (const auto& member : journey.transactions) {
    line += ' ' + std::to_string(member.transaction) + ' ';
    line += flow::journey_link_name(member.link);
    line += &member == &journey.transactions.back() ? ';' : ',';
  }
  for (const auto& recipient : journey.recipients) {
    line += ' ' + name_of(recipient.address.empty() ? recipient.client : recipient.address) + ' ';
    line += flow::delivery_state_name(recipient.state);
    if (&recipient != &journey.recipients.back()) line += ',';
  }
  return line;
}

class Collector : public analysis::RecordSink {
 public:
  Results results;

  void on_capture(const capture::FileInfo&) override {}
  void on_pdu(const analysis::PduRecord& pdu) override { pdus_[pdu.id] = pdu.view->type_name(); }
  void on_violation(const analysis::ViolationRecord& violation) override {
    static constexpr const char* kSides[] = {"sender", "client", "relay", "network"};
    results.findings.push_back(std::string(violation.rule->id) + ' ' +
                               kSides[static_cast<std::size_t>(violation.side)]);
    results.texts.push_back(std::string(violation.rule->id) + ": " + std::string(violation.text));
    if (violation.severity != rules::Severity::kNote) {
      results.faults.push_back(results.texts.back());
    }
  }
  void on_transaction(const flow::Transaction& transaction) override {
    std::string line = name_of(transaction.client);
    line += ' ' + std::string(flow::transaction_kind_name(transaction.kind));
    if (transaction.mode != flow::RetrievalMode::kNone) {
      line += ' ' + std::string(flow::retrieval_mode_name(transaction.mode));
    }
    line += ' ' + std::string(flow::outcome_name(transaction.outcome));
    if (!transaction.status.empty()) line += ' ' + transaction.status;
    line += ':';
    for (const std::uint64_t id : transaction.pdus) line += ' ' + pdus_[id];
    transactions_[transaction.id] = line;
  }
  void on_journey(const flow::Journey& journey) override {
    journeys_[journey.id] = describe(journey);
  }
  void on_summary(const analysis::Summary&) override {
    for (const auto& [id, line] : journeys_) results.journeys.push_back(line);
    for (const auto& [id, line] : transactions_) results.transactions.push_back(line);
  }

 private:
  std::map<std::uint64_t, std::string> pdus_;          // types by id
  std::map<std::uint64_t, std::string> transactions_;  // by id
  std::map<std::uint64_t, std::string> journeys_;      // by id
};

}  // namespace

test::Buffer Scenario::post(const PduBuilder& pdu) { return samples::post_request(pdu.encode()); }

test::Buffer Scenario::response(const PduBuilder& pdu) {
  return samples::pdu_response(pdu.encode());
}

test::Buffer Scenario::response(int status, std::string_view type, std::string_view body) {
  test::HttpHeaders headers;
  if (!type.empty()) headers.emplace_back("Content-Type", type);
  return test::http_response(status, headers, test::OctetWriter().text(body).take());
}

void Scenario::goes_on(samples::Handset& phone, Version version) {
  const std::string number = std::to_string(++sends_);
  phone.post(send_req("X" + number, "Something else, " + number, version),
             send_conf("X" + number, "other" + number + "@x"));
}

Results Scenario::run() const {
  // Tests run in processes of their own, so a name of the process's own is enough.
  const std::string path = (std::filesystem::temp_directory_path() /
                            ("mm1-scenario-" + std::to_string(::getpid()) + ".pcap"))
                               .string();
  test::write_file(path, test::pcap(capture.packets()));
  Collector collector;
  const std::vector<std::string> files = {path};
  static_cast<void>(analysis::analyze(files, collector));
  std::filesystem::remove(path);
  return collector.results;
}

PduBuilder pdu(PduType type, const std::string& tid, Version version) {
  PduBuilder pdu(type, version);
  return tid.empty() ? pdu : pdu.add(field::kTransactionId, tid);
}

PduBuilder with(PduBuilder pdu, std::uint8_t number, const mms::Value& value) {
  return pdu.add(number, value);
}

PduBuilder bare_send_req(const std::string& tid, Version version) {
  return pdu(PduType::kSendReq, tid, version);
}

PduBuilder send_req(const std::string& tid, const std::string& text, Version version) {
  const std::vector<wsp::Part> parts = {wsp::Part("text/plain", text)};
  return bare_send_req(tid, version)
      .add(field::kFrom, mms::InsertAddress{})
      .add(field::kTo, kBobNumber)
      .content("application/vnd.wap.multipart.mixed", parts);
}

PduBuilder send_conf(const std::string& tid, const std::string& message_id) {
  return pdu(PduType::kSendConf, tid)
      .add(field::kResponseStatus, "Ok")
      .add(field::kMessageId, message_id);
}

PduBuilder retrieve_failed(const std::string& tid, std::uint8_t status, Version version) {
  const std::vector<wsp::Part> parts = {wsp::Part("text/plain", "Why it failed.")};
  return pdu(PduType::kRetrieveConf, tid, version)
      .add(field::kDate, 1'700'000'000)
      .add(field::kRetrieveStatus, status)
      .content("application/vnd.wap.multipart.mixed", parts);
}

PduBuilder refused(PduType type, const std::string& tid, std::uint8_t status, Version version) {
  return pdu(type, tid, version).add(field::kResponseStatus, status);
}

PduBuilder retrieve_conf(const std::string& tid) { return bare_mm("id1@x", tid); }

PduBuilder refused_store(const std::string& tid, std::uint8_t status) {
  return pdu(PduType::kMboxStoreConf, tid).add(field::kStoreStatus, status);
}

PduBuilder bare_notification(const std::string& tid, const std::string& uri,
                             std::uint64_t expiry_seconds) {
  return pdu(PduType::kNotificationInd, tid)
      .add(field::kMessageClass, "Personal")
      .add(field::kMessageSize, 120)
      .add(field::kExpiry, mms::Relative{expiry_seconds})
      .add(field::kContentLocation, uri);
}

PduBuilder notification(const std::string& tid, const std::string& uri,
                        std::uint64_t expiry_seconds) {
  return bare_notification(tid, uri, expiry_seconds).add(field::kFrom, kAliceNumber);
}

PduBuilder bare_mm(const std::string& id, const std::string& tid) {
  PduBuilder mm(PduType::kRetrieveConf, Version::k12);
  if (!tid.empty()) mm.add(field::kTransactionId, tid);
  const std::vector<wsp::Part> parts = {wsp::Part("text/plain", "A message of some length.")};
  return mm.add(field::kDate, 1'700'000'000)
      .add(field::kMessageId, id)
      .add(field::kTo, kBobNumber)
      .content("application/vnd.wap.multipart.mixed", parts);
}

PduBuilder mm(const std::string& id, const std::string& tid) {
  return bare_mm(id, tid).add(field::kFrom, kAliceNumber);
}

PduBuilder stored_mm(const std::string& id) { return mm(id, {}).add(field::kMmState, "New"); }

PduBuilder store_req(const std::string& tid, const std::string& uri) {
  return pdu(PduType::kMboxStoreReq, tid).add(field::kContentLocation, uri);
}

PduBuilder store_conf(const std::string& tid, const std::string& uri) {
  return pdu(PduType::kMboxStoreConf, tid)
      .add(field::kContentLocation, uri)
      .add(field::kStoreStatus, "Success");
}

PduBuilder notify_resp(const std::string& tid, const std::string& status) {
  return pdu(PduType::kNotifyRespInd, tid).add(field::kStatus, status);
}

PduBuilder acknowledge(const std::string& tid) { return pdu(PduType::kAcknowledgeInd, tid); }

PduBuilder forward_req(const std::string& tid, const std::string& uri) {
  return pdu(PduType::kForwardReq, tid)
      .add(field::kFrom, mms::InsertAddress{})
      .add(field::kTo, kCarolNumber)
      .add(field::kContentLocation, uri);
}

PduBuilder forward_conf(const std::string& tid, const std::string& message_id) {
  return pdu(PduType::kForwardConf, tid)
      .add(field::kResponseStatus, "Ok")
      .add(field::kMessageId, message_id);
}

PduBuilder offering(PduBuilder pdu, const char* kind) {
  return pdu.add(field::kReplyCharging, kind)
      .add(field::kReplyChargingDeadline, mms::Relative{3600})
      .add(field::kReplyChargingSize, 1000);
}

PduBuilder delivery(const std::string& id, const std::string& status, const std::string& to) {
  return PduBuilder(PduType::kDeliveryInd, Version::k12)
      .add(field::kMessageId, id)
      .add(field::kTo, to)
      .add(field::kDate, 1'700'000'000)
      .add(field::kStatus, status);
}

void lose(Scenario& s, const test::Buffer& request, const test::Buffer& answer, bool answered) {
  test::TcpConnection connection(s.capture, {kBob, 41001}, {samples::kMmsc, 80});
  const auto at = [&] { return static_cast<std::ptrdiff_t>(s.capture.packets().size()); };
  const auto lost = at();
  connection.from_client(request);
  const auto kept = at();
  connection.from_server(answer);
  s.capture.packets().erase(s.capture.packets().begin() + lost,
                            s.capture.packets().begin() + (answered ? kept : at()));
  connection.from_client(Scenario::post(send_req("L1", "Another")));
  connection.from_server(Scenario::response(send_conf("L1", "lost1@x")));
  s.wait(std::chrono::minutes(2));
  s.goes_on(s.bob);
}

}  // namespace mm1::scenarios
