// Sound dialogues of unusual peers and captures: each looks like a violation to a rule that forgets
// what else may have happened, and nobody may be accused.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cctype>

#include "scenario.h"
#include "wap_phones.h"

namespace mm1::scenarios {
namespace {

using S = Scenario;

constexpr std::uint8_t kTransient = 0xC0, kNotFound = 0xE2;
constexpr const char* kMixed = "application/vnd.wap.multipart.mixed";
const test::Endpoint kRelay{samples::kMmsc, 80};

/// A dialogue, and the findings that are right all the same.
struct Unusual {
  const char* name;
  void (*dialogue)(Scenario&);
  std::vector<std::string> findings = {};
  std::size_t faults = 0;  // those of them that are no notes
};

/// Takes the packets of one direction out of the capture.
void keep_only(S& s, const char* sender) {
  std::erase_if(s.capture.packets(), [sender](const test::Packet& packet) {
    constexpr std::size_t kLinkHeader = 14;
    const test::Buffer ip(packet.octets.begin() + kLinkHeader, packet.octets.end());
    return test::source_of(ip) != sender;
  });
}

PduBuilder read_rec(const std::string& id, const std::string& from = kBobNumber) {
  return PduBuilder(PduType::kReadRecInd, Version::k12)
      .add(field::kMessageId, id)
      .add(field::kTo, kAliceNumber)
      .add(field::kFrom, from)
      .add(field::kReadStatus, "Read");
}
PduBuilder stored_as(const std::string& tid, const char* uri, const char* state) {
  return with(store_req(tid, uri), field::kMmState, state);
}
PduBuilder wanted(PduBuilder mm) { return mm.add(field::kReadReport, "Yes"); }

void defers(S& s) {
  s.bob.pushed(notification("N1"));
  s.bob.post(notify_resp("N1", "Deferred"));
}

const std::vector<Unusual>& cases() {
  static const std::vector<Unusual> kCases = {
      // What was lost, or is not in the capture.
      {"TID used again where no answer is captured",
       [](S& s) {
         s.alice.post(send_req("T1", "Hi"), send_conf("T1"));
         s.wait(hours(1));
         s.alice.post(send_req("T1", "Ho"), send_conf("T1", "id2@x"));
         keep_only(s, kAlice);
       }},
      {"TID used again an hour after a request that was never answered",
       [](S& s) {
         test::TcpConnection first(s.capture, {kAlice, 41001}, kRelay);
         first.from_client(S::post(send_req("T1", "Hi")));
         s.wait(hours(1));
         s.alice.post(send_req("T1", "Ho"), send_conf("T1"));
       },
       {"CTR-SND-012 relay"}},
      {"answer deferred in lost packets, then retrieval and acknowledgement",
       [](S& s) {
         s.bob.pushed(notification("N1"));
         lose(s, S::post(notify_resp("N1", "Deferred")), S::response(204), true);
         s.bob.get(kU1, mm("id1@x", "R1"));
         s.bob.post(acknowledge("R1"));
       }},
      {"answer deferred in lost packets, then announced anew",
       [](S& s) {
         s.bob.pushed(notification("N1"));
         lose(s, S::post(notify_resp("N1", "Deferred")), S::response(204), true);
         s.bob.pushed(notification("N1", kU1, 80'000));
         s.bob.pushed(notification("N2", kU1, 70'000));
         s.bob.post(notify_resp("N2", "Rejected"));
       }},
      {"stored anew in lost packets, then shown in the new state",
       [](S& s) {
         s.bob.pushed(notification("N1"));
         s.bob.post(stored_as("S1", kU1, "New"), store_conf("S1", kU2));
         lose(s, S::post(stored_as("S2", kU2, "Draft")), S::response(store_conf("S2", kU2)), false);
         s.bob.get(kU2, with(mm("id1@x", ""), field::kMmState, "Draft"));
       }},
      {"notifications only, repeated with what is left of their expiry",
       [](S& s) {
         ShortMessages centre(s);
         centre.pushed("15551230002", notification("N1"));
         s.wait(hours(1));
         centre.pushed("15551230002", notification("N1", kU1, 82'800));
         s.wait(hours(1));
         centre.pushed("15551230002", notification("N2", kU1, 79'200));
       }},
      {"pushes only: what was answered between them, the capture cannot show",
       [](S& s) {
         s.bob.pushed(notification("N1", kU1));
         s.wait(minutes(1));
         s.bob.pushed(notification("N1", kU2));
       }},
      {"second retrieval in lost packets, after one that failed",
       [](S& s) {
         s.bob.pushed(notification("N1"));
         s.bob.get(kU1, retrieve_failed("N1", kTransient));
         lose(s, samples::get_request(kU1), S::response(mm("id1@x", "N1")), false);
         s.bob.post(notify_resp("N1", "Retrieved"));
       }},
      {"confirmation whose octets were lost behind its head",
       [](S& s) {
         test::TcpConnection send(s.capture, {kAlice, 41001}, kRelay);
         send.from_client(S::post(send_req("T1")));
         const test::Buffer whole = S::response(send_conf("T1"));
         const std::size_t head = whole.size() - send_conf("T1").encode().size();
         send.from_server(test::Octets(whole).first(head));
         const auto lost = static_cast<std::ptrdiff_t>(s.capture.packets().size());
         send.from_server(test::Octets(whole).subspan(head));
         s.capture.packets().erase(s.capture.packets().begin() + lost);
         send.from_client(S::post(send_req("T2", "Ho")));
         send.from_server(S::response(send_conf("T2", "id2@x")));
       },
       {"TRN-HTT-001 network"}},
      {"older message of the same sender read after a newer one came",
       [](S& s) {
         s.bob.pushed(notification("N1"));
         s.bob.get(kU1, wanted(mm("id1@x", "N1")));
         s.bob.post(notify_resp("N1", "Retrieved"));
         s.bob.post(read_rec("id0@x"));
       },
       {"CTR-RRP-002 client"}},

      // Repeats.
      {"nine retrievals of one message, each with a TID of its own",
       [](S& s) {
         defers(s);
         for (int i = 1; i <= 9; ++i) {
           s.bob.get(kU1, mm("id1@x", "R" + std::to_string(i)));
           s.wait(seconds(20));
         }
         s.bob.post(acknowledge("R9"));
       }},
      {"deferred message announced with a new TID and retrieved at once",
       [](S& s) {
         defers(s);
         s.wait(hours(1));
         s.bob.pushed(notification("N2"));
         s.bob.get(kU1, mm("id1@x", "N2"));
         s.bob.post(notify_resp("N2", "Retrieved"));
       }},
      {"message that was not there, announced again",
       [](S& s) {
         s.bob.pushed(notification("N1"));
         s.bob.get(kU1, retrieve_failed("N1", kNotFound));
         s.bob.post(notify_resp("N1", "Deferred"));
         s.wait(minutes(30));
         s.bob.pushed(notification("N2"));
         s.bob.get(kU1, mm("id1@x", "N2"));
         s.bob.post(notify_resp("N2", "Retrieved"));
       }},
      {"message stored under its own reference, fetched after it would have expired",
       [](S& s) {
         s.bob.pushed(notification("N1", kU1, 60));
         s.bob.post(notify_resp("N1", "Deferred"));
         s.bob.post(store_req("S1", kU1), store_conf("S1", kU1));
         s.wait(hours(1));
         s.bob.get(kU1, stored_mm("id1@x"));
       }},
      {"answer that the server was too busy for, then another",
       [](S& s) {
         s.bob.pushed(notification("N1"));
         s.bob.exchange(S::post(notify_resp("N1", "Deferred")), S::response(503));
         s.bob.get(kU1, mm("id1@x", "N1"));
         s.bob.post(notify_resp("N1", "Retrieved"));
       }},
      {"message announced again after the server was too busy to hear that it is not wanted",
       [](S& s) {
         s.bob.pushed(notification("N1"));
         s.bob.exchange(S::post(notify_resp("N1", "Rejected")), S::response(503));
         s.wait(minutes(20));
         s.bob.pushed(notification("N1"));
         s.bob.post(notify_resp("N1", "Rejected"));
       }},
      {"read report posted again after the server was busy",
       [](S& s) {
         s.bob.pushed(notification("N1"));
         s.bob.get(kU1, wanted(mm("id1@x", "N1")));
         s.bob.post(notify_resp("N1", "Retrieved"));
         s.bob.exchange(S::post(read_rec("id1@x")), S::response(503));
         s.wait(minutes(20));
         s.bob.post(read_rec("id1@x"));
       }},
      {"retrieval tried seven times in short order",
       [](S& s) {
         defers(s);
         for (int i = 0; i < 7; ++i) s.bob.get(kU1, mm("id1@x", ""));
       }},
      {"send repeated seven times in short order, and answered each time",
       [](S& s) {
         for (int i = 0; i < 7; ++i) s.alice.post(send_req("T1"), send_conf("T1"));
       },
       {"CTR-ERR-002 client"}},

      // TIDs and ids that mean nothing to each other.
      {"TID of a client that refused another message for now",
       [](S& s) {
         s.alice.post(send_req("T1"), refused(PduType::kSendConf, "T1", kTransient));
         s.wait(hours(3));
         s.alice.post(pdu(PduType::kSendReq, "T1")
                          .add(field::kFrom, mms::InsertAddress{})
                          .add(field::kTo, kCarolNumber)
                          .content("text/plain", {'H', 'o'}),
                      send_conf("T1"));
       }},
      {"TID of a notification that expired",
       [](S& s) {
         s.bob.pushed(notification("N1", kU1, 60));
         s.wait(hours(1));
         s.bob.pushed(notification("N1", kU2));
         s.bob.post(notify_resp("N1", "Deferred"));
       },
       {"CTR-NTF-001 client"},
       1},
      {"relay whose TIDs are its message ids",
       [](S& s) {
         s.alice.post(with(send_req("T1"), field::kDeliveryReport, "Yes"), send_conf("T1"));
         s.bob.pushed(notification("id1@x"));
         s.bob.post(notify_resp("id1@x", "Deferred"));
         s.alice.pushed(delivery("id1@x", "Deferred"));
         s.wait(minutes(1));
         s.bob.get(kU1, mm("id1@x", "R1"));
         s.bob.post(acknowledge("R1"));
         s.bob.pushed(notification("id1@x", kU2));
         s.bob.post(notify_resp("id1@x", "Deferred"));
       }},
      {"delivery report with the TID of another client's notification",
       [](S& s) {
         s.alice.post(with(send_req("T1"), field::kDeliveryReport, "Yes"), send_conf("T1"));
         s.alice.pushed(delivery("id1@x", "Retrieved").add(field::kTransactionId, "1"));
         s.bob.pushed(notification("1"));
         s.bob.post(notify_resp("1", "Deferred"));
       },
       {"ENC-TID-001 relay"},
       1},
      {"unknown push and notification with one TID",
       [](S& s) {
         s.bob.pushed(
             PduBuilder(static_cast<PduType>(0x98), Version::k12).add(field::kTransactionId, "N1"));
         s.bob.post(notify_resp("N1", "Unrecognised"));
         s.wait(minutes(6));
         s.bob.pushed(notification("N1"));
         s.bob.post(notify_resp("N1", "Deferred"));
       },
       {"ENC-TYP-001 relay"},
       1},
      {"text that contains a short message id",
       [](S& s) {
         s.bob.pushed(notification("N1"));
         s.bob.get(kU1, mm("12", "N1"));
         s.bob.post(notify_resp("N1", "Retrieved"));
         const std::vector<wsp::Part> parts = {wsp::Part("text/plain", "chapter 12 of it")};
         s.bob.post(bare_send_req("T1")
                        .add(field::kFrom, mms::InsertAddress{})
                        .add(field::kTo, kAliceNumber)
                        .add(field::kSubject, "Read: the book")
                        .content(kMixed, parts),
                    send_conf("T1"));
       },
       {"FLD-MID-002 relay"}},

      // Several peers.
      {"two relays whose references have the same path",
       [](S& s) {
         samples::Handset other(s.capture, kBob, "198.51.100.15", "198.51.100.16");
         s.bob.pushed(notification("N1", "http://one.example.com/m1"));
         s.bob.post(notify_resp("N1", "Rejected"));
         other.pushed(notification("X1", "http://two.example.net/m1"));
         other.get("http://two.example.net/m1", mm("id2@y", "X1"));
         other.post(notify_resp("X1", "Retrieved"));
       }},
      {"gateway that goes on after a client of it is out of reach",
       [](S& s) {
         WspSession bob(s, kBob);
         samples::Handset gateway(s.capture, samples::kWapGateway);
         s.bob.pushed(notification("N1"));
         bob.get(kU1, mm("id1@x", "N1"));
         gateway.get(kU1, mm("id1@x", "N1"));
         s.wait(minutes(20));
         gateway.post(send_req("T1"), send_conf("T1"));
       }},
      {"two recipients behind one address read the message",
       [](S& s) {
         for (int i = 1; i <= 2; ++i) {
           const std::string uri = i == 1 ? kU1 : kU2;
           s.bob.pushed(notification("N" + std::to_string(i), uri));
           s.bob.get(uri, wanted(mm("id1@x", "N" + std::to_string(i))));
           s.bob.post(notify_resp("N" + std::to_string(i), "Retrieved"));
         }
         s.bob.post(read_rec("id1@x"));
         s.bob.post(read_rec("id1@x", kCarolNumber));
       }},
      {"offers of two senders without subjects, one of them forwarded",
       [](S& s) {
         s.bob.pushed(offering(notification("N1", kU1), "Accepted"));
         s.bob.post(notify_resp("N1", "Deferred"));
         s.bob.post(forward_req("F1", kU1), forward_conf("F1"));
         s.carol.pushed(offering(bare_notification("N2", kU2).add(field::kFrom, "dave@example.net"),
                                 "Accepted"));
       },
       {"CTR-FWD-008 relay"}},

      // Clocks and versions.
      {"clock set back by a day",
       [](S& s) {
         s.wait(hours(24));
         s.goes_on(s.bob);
         s.wait(hours(-24));
         s.bob.pushed(notification("N1", kU1, 3600));
         s.wait(seconds(1));
         s.goes_on(s.bob);
         s.wait(minutes(5));
         s.bob.post(notify_resp("N1", "Deferred"));
       }},
      {"client that refused a later major version in version 1.0",
       [](S& s) {
         s.bob.post(send_req("T1"), send_conf("T1"));
         s.bob.pushed(PduBuilder(PduType::kNotificationInd, static_cast<Version>(0x20))
                          .add(field::kTransactionId, "N1")
                          .add(field::kMessageClass, "Personal")
                          .add(field::kMessageSize, 1024)
                          .add(field::kExpiry, mms::Relative{86400})
                          .add(field::kContentLocation, kU1));
         s.bob.post(
             pdu(PduType::kNotifyRespInd, "N1", Version::k10).add(field::kStatus, "Unrecognised"));
         s.bob.pushed(with(notification("N2", kU2), field::kStored, "Yes"));
         s.bob.post(notify_resp("N2", "Deferred"));
       },
       {"FLD-VER-002 relay"}},
      {"sender and recipient with display names",
       [](S& s) {
         s.alice.post(bare_send_req("T1")
                          .add(field::kFrom, mms::InsertAddress{})
                          .add(field::kTo, "Bob <bob@Example.ORG>")
                          .add(field::kDeliveryReport, "Yes")
                          .content("text/plain", {'H', 'i'}),
                      send_conf("T1"));
         s.bob.pushed(bare_notification("N1").add(field::kFrom, "\"Alice\" <alice@example.net>"));
         s.bob.get(kU1, wanted(bare_mm("id1@x", "N1").add(field::kFrom, "alice@EXAMPLE.net")));
         s.bob.post(notify_resp("N1", "Retrieved"));
         s.alice.pushed(delivery("id1@x", "Retrieved", "bob@example.org"));
       }},

      {"gateway fetches for a phone known by its number, and goes on for others",
       [](S& s) {
         WspSession carol(s, kCarol);
         carol.post(send_req("C1", "Carol's"), send_conf("C1", "c1@x"));
         ShortMessages centre(s);
         centre.pushed("15551230002", notification("N1"));
         samples::Handset gateway(s.capture, samples::kWapGateway);
         gateway.get(kU1, mm("id1@x", "N1"));
         s.wait(minutes(20));
         gateway.post(send_req("T9", "of Dave"), send_conf("T9", "d1@x"));
       }},
      {"two numbers behind one address, one of them goes out of reach",
       [](S& s) {
         ShortMessages centre(s);
         centre.pushed("15551230002", notification("N1"));
         centre.pushed("15551230003", notification("N2", kU2));
         s.bob.get(kU1, mm("id1@x", "N1"));
         s.bob.get(kU2, mm("id2@x", "N2"));
         s.bob.post(notify_resp("N2", "Retrieved"));
         s.wait(minutes(20));
         s.goes_on(s.bob);
       }},
      {"two senders behind one address with one TID",
       [](S& s) {
         const auto from = [](const char* who, const char* text) {
           return bare_send_req("T1")
               .add(field::kFrom, who)
               .add(field::kTo, kBobNumber)
               .content("text/plain", wsp::Buffer(text, text + 2));
         };
         s.alice.post(send_req("T0"), send_conf("T0"));
         s.alice.post(from(kAliceNumber, "Hi"), refused(PduType::kSendConf, "T1", kTransient));
         s.alice.post(from(kCarolNumber, "Ho"), send_conf("T1", "id2@x"));
       }},
      {"deletions with one TID, of which one succeeded in part",
       [](S& s) {
         s.bob.pushed(notification("N1", kU1));
         s.bob.post(notify_resp("N1", "Deferred"));
         s.bob.pushed(notification("N2", kU2));
         s.bob.post(notify_resp("N2", "Deferred"));
         s.bob.pushed(notification("N3", "http://mmsc.example.com/m3"));
         s.bob.post(notify_resp("N3", "Deferred"));
         s.bob.post(pdu(PduType::kMboxDeleteReq, "D1")
                        .add(field::kContentLocation, kU1)
                        .add(field::kContentLocation, kU2),
                    pdu(PduType::kMboxDeleteConf, "D1")
                        .add(field::kContentLocation, mms::Counted(1, kU2))
                        .add(field::kResponseStatus, mms::Counted(1, std::uint64_t{0xC4}))
                        .add(field::kResponseText, mms::Counted(1, "later")));
         s.wait(minutes(10));
         s.bob.post(pdu(PduType::kMboxDeleteReq, "D1")
                        .add(field::kContentLocation, "http://mmsc.example.com/m3"),
                    pdu(PduType::kMboxDeleteConf, "D1")
                        .add(field::kResponseStatus, mms::Counted(0, "Ok")));
       }},
      {"notification whose message lies behind https",
       [](S& s) {
         s.bob.pushed(notification("N1", "https://mmsc.example.com/m1", 1800));
         s.wait(hours(1));
         s.goes_on(s.bob);
       }},
      {"delivery report still to come two hours after the retrieval",
       [](S& s) {
         s.alice.post(with(send_req("T1"), field::kDeliveryReport, "Yes"), send_conf("T1"));
         s.bob.pushed(notification("N1"));
         s.bob.get(kU1, mm("id1@x", "N1"));
         s.bob.post(notify_resp("N1", "Retrieved"));
         s.wait(hours(2));
         s.alice.pushed(bare_notification("A1", kU2).add(field::kFrom, "dave@example.net"));
         s.alice.post(notify_resp("A1", "Deferred"));
       }},
      {"notification seen again after it was deferred before the capture",
       [](S& s) {
         s.bob.pushed(notification("N1"));
         s.wait(hours(1));
         s.bob.get(kU1, mm("id1@x", "R1"));
         s.bob.post(acknowledge("R1"));
       }},
  };
  return kCases;
}

class UnusualCases : public testing::TestWithParam<Unusual> {};

TEST_P(UnusualCases, AccuseNobody) {
  Scenario scenario;
  GetParam().dialogue(scenario);
  Results results = scenario.run();
  EXPECT_EQ(results.faults.size(), GetParam().faults) << testing::PrintToString(results.faults);
  EXPECT_EQ(results.findings, GetParam().findings)
      << testing::PrintToString(results.texts) << testing::PrintToString(results.transactions);
}

std::string name_of(const testing::TestParamInfo<Unusual>& info) {
  std::string name = info.param.name;
  std::ranges::replace_if(
      name, [](char c) { return std::isalnum(static_cast<unsigned char>(c)) == 0; }, '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Dialogues, UnusualCases, testing::ValuesIn(cases()), name_of);

}  // namespace
}  // namespace mm1::scenarios
