// CTR-MBX: what an MMBox is asked, and what it answers.
#include "scenario.h"

namespace mm1::scenarios {
namespace {

using S = Scenario;
using mms::Counted;
using mms::Flag;
using mms::Total;
using wsp::Part;

constexpr const char* kMixed = "application/vnd.wap.multipart.mixed";
constexpr const char* kBox1 = "http://mmsc.example.com/box/1";
constexpr const char* kBox2 = "http://mmsc.example.com/box/2";
constexpr std::uint8_t kPartial = 0xC4, kTransient = 0xC0, kDenied = 0xE1;
constexpr std::uint8_t kContentAttribute = 0xAE;

PduBuilder upload_req(const std::string& tid) {
  const std::vector<Part> parts = {Part("text/plain", "A draft")};
  return pdu(PduType::kMboxUploadReq, tid)
      .add(field::kMmState, "Draft")
      .content(samples::kMmsType, PduBuilder(PduType::kMboxDescr).content(kMixed, parts).encode());
}
PduBuilder view_req(const std::string& tid) { return pdu(PduType::kMboxViewReq, tid); }
PduBuilder view_conf(const std::string& tid, const std::vector<PduBuilder>& entries = {}) {
  PduBuilder conf = pdu(PduType::kMboxViewConf, tid).add(field::kResponseStatus, "Ok");
  if (entries.empty()) return conf.add(field::kMessageCount, 0).content("*/*", wsp::Buffer{});
  std::vector<Part> parts;
  for (const PduBuilder& entry : entries) parts.emplace_back(samples::kMmsType, entry.encode());
  return conf.content(kMixed, parts);
}
PduBuilder entry(const char* uri, const char* id, const char* state = "New") {
  return PduBuilder(PduType::kMboxDescr)
      .add(field::kContentLocation, uri)
      .add(field::kMessageId, id)
      .add(field::kMmState, state);
}
PduBuilder delete_req(const std::string& tid, const std::vector<const char*>& uris) {
  PduBuilder request = pdu(PduType::kMboxDeleteReq, tid);
  for (const char* uri : uris) request.add(field::kContentLocation, uri);
  return request;
}
PduBuilder deleted(const std::string& tid) {
  return pdu(PduType::kMboxDeleteConf, tid).add(field::kResponseStatus, Counted(0, "Ok"));
}
PduBuilder not_deleted(const std::string& tid, const char* uri, std::uint8_t status) {
  return pdu(PduType::kMboxDeleteConf, tid)
      .add(field::kContentLocation, Counted(1, uri))
      .add(field::kResponseStatus, Counted(1, std::uint64_t{status}));
}
PduBuilder partly_deleted(const std::string& tid, const char* failed) {
  return not_deleted(tid, failed, kPartial).add(field::kResponseText, Counted(1, "out of reach"));
}
/// The phone learns of both places of the MMBox.
void knows_box(samples::Handset& phone) {
  phone.post(view_req("V0"), view_conf("V0", {entry(kBox1, "b1@x"), entry(kBox2, "b2@x")}));
}

void send_and_store(S& s, const PduBuilder& request) {
  s.alice.post(
      request,
      send_conf("T1").add(field::kStoreStatus, "Success").add(field::kContentLocation, kBox1));
}

}  // namespace

const std::vector<Case>& mailbox_cases() {
  static const std::vector<Case> kCases = {
      {"CTR-MBX-001", "relay", [](S& s) { s.bob.post(view_req("V1"), view_conf("V2")); },
       [](S& s) { s.bob.post(view_req("V1"), view_conf("V1")); }},
      {"CTR-MBX-002", "relay",
       [](S& s) {
         knows_box(s.bob);
         s.bob.exchange(S::post(store_req("S1", kBox1)), S::response(200));
       },
       [](S& s) {
         knows_box(s.bob);
         s.bob.exchange(S::post(store_req("S1", kBox1)), S::response(503));
       }},
      {"CTR-MBX-002", "relay",
       [](S& s) { s.bob.exchange(S::post(upload_req("U1")), S::response(200)); },
       [](S& s) { s.bob.exchange(S::post(upload_req("U1")), S::response(503)); }},
      {"CTR-MBX-002", "relay",
       [](S& s) {
         knows_box(s.bob);
         s.bob.exchange(S::post(view_req("V1")), S::response(200));
       },
       [](S& s) {
         knows_box(s.bob);
         s.bob.exchange(S::post(view_req("V1")), S::response(503));
       }},
      {"CTR-MBX-002", "relay",
       [](S& s) {
         knows_box(s.bob);
         s.bob.exchange(S::post(delete_req("D1", {kBox1})), S::response(200));
       },
       [](S& s) {
         knows_box(s.bob);
         s.bob.exchange(S::post(delete_req("D1", {kBox1})), S::response(503));
       }},
      {"CTR-MBX-003", "relay",
       [](S& s) { s.bob.post(view_req("V1"), view_conf("V1").add(field::kStart, 0)); },
       [](S& s) {
         s.bob.post(view_req("V1").add(field::kStart, 0), view_conf("V1").add(field::kStart, 0));
       }},
      {"CTR-MBX-004", "relay",
       [](S& s) { s.bob.post(view_req("V1").add(field::kTotals, "Yes"), view_conf("V1")); },
       [](S& s) { s.bob.post(view_req("V1").add(field::kTotals, "No"), view_conf("V1")); }},
      {"CTR-MBX-005", "relay",
       [](S& s) {
         s.bob.post(view_req("V1"),
                    view_conf("V1").add(field::kMboxTotals, Total{Total::kMessages, 2}));
       },
       [](S& s) {
         s.bob.post(view_req("V1").add(field::kTotals, "Yes"),
                    view_conf("V1").add(field::kMboxTotals, Total{Total::kMessages, 2}));
       }},
      {"CTR-MBX-006", "relay",
       [](S& s) {
         s.bob.post(view_req("V1").add(field::kLimit, 1),
                    view_conf("V1", {entry(kBox1, "b1@x"), entry(kBox2, "b2@x")}));
       },
       [](S& s) {
         s.bob.post(view_req("V1").add(field::kLimit, 2),
                    view_conf("V1", {entry(kBox1, "b1@x"), entry(kBox2, "b2@x")}));
       }},
      {"CTR-MBX-007", "relay",
       [](S& s) {
         s.bob.post(view_req("V1").add(field::kAttributes, "From"),
                    view_conf("V1", {entry(kBox1, "b1@x").add(field::kSubject, "Hello")}));
       },
       [](S& s) {
         s.bob.post(view_req("V1"),
                    view_conf("V1", {entry(kBox1, "b1@x").add(field::kSubject, "Hello")}));
       }},
      {"CTR-MBX-008", "relay",
       [](S& s) {
         s.bob.post(view_req("V1")
                        .add(field::kAttributes, kContentAttribute)
                        .add(field::kAttributes, "Content-Type"),
                    view_conf("V1", {entry(kBox1, "b1@x").content(kMixed, wsp::Buffer{})}));
       },
       [](S& s) {
         s.bob.post(view_req("V1").add(field::kAttributes, "Content-Type"),
                    view_conf("V1", {entry(kBox1, "b1@x").content(kMixed, wsp::Buffer{})}));
       }},
      {"CTR-MBX-009", "relay",
       [](S& s) {
         s.bob.post(view_req("V1").add(field::kMmState, "New"),
                    view_conf("V1", {entry(kBox1, "b1@x", "Draft")}));
       },
       [](S& s) {
         s.bob.post(view_req("V1").add(field::kMmState, "New").add(field::kMmState, "Draft"),
                    view_conf("V1", {entry(kBox1, "b1@x", "Draft")}));
       }},
      {"CTR-MBX-010", "relay",
       [](S& s) {
         knows_box(s.bob);
         s.bob.post(delete_req("D1", {kBox1}), not_deleted("D1", kBox2, kDenied));
       },
       [](S& s) {
         knows_box(s.bob);
         s.bob.post(delete_req("D1", {kBox1}), not_deleted("D1", kBox1, kDenied));
       }},
      {"CTR-MBX-011", "relay",
       [](S& s) {
         knows_box(s.bob);
         s.bob.post(delete_req("D1", {kBox1}), deleted("D1"));
         s.bob.get(kBox1, stored_mm("b1@x"));
       },
       [](S& s) {
         knows_box(s.bob);
         s.bob.post(delete_req("D1", {kBox1}), not_deleted("D1", kBox1, kDenied));
         s.bob.get(kBox1, stored_mm("b1@x"));
       }},
      {"CTR-MBX-011", "relay",
       [](S& s) {
         knows_box(s.bob);
         s.bob.post(delete_req("D1", {kBox1}), deleted("D1"));
         s.bob.post(view_req("V1"), view_conf("V1", {entry(kBox1, "b1@x")}));
       },
       [](S& s) {
         knows_box(s.bob);
         s.bob.post(delete_req("D1", {kBox1}), deleted("D1"));
         s.bob.post(view_req("V1"), view_conf("V1", {entry(kBox2, "b2@x")}));
       }},
      {"CTR-MBX-012", "client",
       [](S& s) {
         knows_box(s.bob);
         s.bob.post(delete_req("D1", {kBox1, kBox2}), partly_deleted("D1", kBox2));
         s.bob.post(delete_req("D1", {kBox2}), deleted("D1"));
       },
       [](S& s) {
         knows_box(s.bob);
         s.bob.post(delete_req("D1", {kBox1, kBox2}), partly_deleted("D1", kBox2));
         s.bob.post(delete_req("D2", {kBox2}), deleted("D2"));
       }},
      {"CTR-MBX-012", "client",
       [](S& s) {
         knows_box(s.bob);
         s.bob.post(delete_req("D1", {kBox1, kBox2}), partly_deleted("D1", kBox2));
         s.bob.post(delete_req("D2", {kBox1, kBox2}), deleted("D2"));
       },
       [](S& s) {
         knows_box(s.bob);
         s.bob.post(delete_req("D1", {kBox1, kBox2}), deleted("D1"));
       }},
      {"CTR-MBX-013", "client",
       [](S& s) {
         s.bob.pushed(notification("N1", kU1));
         s.bob.post(store_req("S1", kU1), refused_store("S1", 0xE2));
         s.wait(minutes(10));
         s.bob.post(store_req("S1", kU1), refused_store("S1", 0xE2));
       },
       [](S& s) {
         s.bob.pushed(notification("N1", kU1));
         s.bob.post(store_req("S1", kU1), refused_store("S1", kTransient));
         s.wait(minutes(10));
         s.bob.post(store_req("S1", kU1), refused_store("S1", kTransient));
       }},
      {"CTR-MBX-014", "client",
       [](S& s) {
         s.bob.post(store_req("S1", "http://phone.example.com/own"), store_conf("S1", kBox1));
       },
       [](S& s) {
         s.bob.pushed(notification("N1", kU1));
         s.bob.post(store_req("S1", kU1), store_conf("S1", kBox1));
       }},
      {"CTR-MBX-015", "relay",
       [](S& s) {
         s.bob.post(view_req("V1"), view_conf("V1", {entry(kBox1, "b1@x"), entry(kBox2, "b1@x")}));
       },
       [](S& s) {
         s.bob.post(view_req("V1"), view_conf("V1", {entry(kBox1, "b1@x"), entry(kBox1, "b1@x")}));
       }},
      {"CTR-MBX-016", "relay",
       [](S& s) {
         s.bob.pushed(notification("N1", kU1));
         s.bob.post(store_req("S1", kU1), store_conf("S1", kBox1));
         s.bob.post(view_req("V1"), view_conf("V1", {entry(kBox1, "b1@x", "Sent")}));
       },
       [](S& s) {
         s.bob.pushed(notification("N1", kU1));
         s.bob.post(store_req("S1", kU1), store_conf("S1", kBox1));
         s.bob.post(view_req("V1"), view_conf("V1", {entry(kBox1, "b1@x", "New")}));
       }},
      {"CTR-MBX-017", "client",
       [](S& s) {
         knows_box(s.bob);
         s.bob.post(forward_req("F1", kBox1).add(field::kStore, "Yes"),
                    forward_conf("F1")
                        .add(field::kStoreStatus, "Success")
                        .add(field::kContentLocation, kBox2));
       },
       [](S& s) {
         s.bob.pushed(notification("N1", kU1));
         s.bob.post(forward_req("F1", kU1).add(field::kStore, "No"), forward_conf("F1"));
       }},
      {"CTR-MBX-018", "relay",
       [](S& s) {
         s.bob.post(
             view_req("V1"),
             view_conf("V1", {entry(kBox1, "b1@x").add(field::kTo, "+15551230002/TYPE=PLMN")}));
       },
       [](S& s) {
         s.bob.post(view_req("V1"),
                    view_conf("V1", {entry(kBox1, "b1@x").add(field::kSubject, "Hello")}));
       }},
      {"CTR-MBX-019", "relay",
       [](S& s) {
         s.alice.post(send_req("T1").add(field::kStore, "Yes"),
                      send_conf("T1").add(field::kStoreStatus, "Success"));
       },
       [](S& s) { send_and_store(s, send_req("T1").add(field::kStore, "Yes")); }},
      {"CTR-MBX-020", "relay",
       [](S& s) {
         send_and_store(s, send_req("T1").add(field::kStore, "Yes").add(field::kMmState, "Sent"));
         s.alice.post(view_req("V1"), view_conf("V1", {entry(kBox1, "id1@x", "Draft")}));
       },
       [](S& s) {
         send_and_store(s, send_req("T1").add(field::kStore, "Yes").add(field::kMmState, "Sent"));
         s.alice.post(view_req("V1"), view_conf("V1", {entry(kBox1, "id1@x", "Sent")}));
       }},
      {"CTR-MBX-020", "relay",
       [](S& s) {
         s.bob.pushed(notification("N1", kU1));
         s.bob.post(store_req("S1", kU1).add(field::kMmState, "New"), store_conf("S1", kBox1));
         s.bob.post(view_req("V1"), view_conf("V1", {entry(kBox1, "b1@x", "Sent")}));
       },
       [](S& s) {
         s.bob.pushed(notification("N1", kU1));
         s.bob.post(store_req("S1", kU1).add(field::kMmState, "New"), store_conf("S1", kBox1));
         lose(s, S::post(store_req("S1", kBox1).add(field::kMmState, "Sent")),
              S::response(store_conf("S1", kBox1)), false);
         s.bob.post(view_req("V1"), view_conf("V1", {entry(kBox1, "b1@x", "Sent")}));
       }},
      {"CTR-MBX-020", "relay",
       [](S& s) {
         s.bob.pushed(notification("N1", kU1));
         s.bob.post(store_req("S1", kU1).add(field::kMmFlags, Flag{Flag::kAdd, {"work"}}),
                    store_conf("S1", kBox1));
         s.bob.post(view_req("V1"), view_conf("V1", {entry(kBox1, "b1@x")}));
       },
       [](S& s) {
         s.bob.pushed(notification("N1", kU1));
         s.bob.post(store_req("S1", kU1).add(field::kMmFlags, Flag{Flag::kAdd, {"work"}}),
                    store_conf("S1", kBox1));
         s.bob.post(
             view_req("V1"),
             view_conf("V1",
                       {entry(kBox1, "b1@x").add(field::kMmFlags, Flag{Flag::kAdd, {"work"}})}));
       }},
  };
  return kCases;
}

}  // namespace mm1::scenarios
