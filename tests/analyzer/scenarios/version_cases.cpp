// CTR-VER and CTR-DIR: versions, unknown types, and PDUs that travel the wrong way.
#include "scenario.h"

namespace mm1::scenarios {
namespace {

using S = Scenario;

constexpr std::uint8_t kUnsupportedMessage = 0x88, kFailure = 0xE0;
constexpr auto kVersion2 = static_cast<Version>(0x20);
constexpr auto kUnassigned = static_cast<PduType>(0x98);

PduBuilder unsupported(Version version) {
  return refused(PduType::kSendConf, "T1", kUnsupportedMessage, version);
}
PduBuilder stranger() {
  return PduBuilder(kUnassigned, Version::k12).add(field::kTransactionId, "T1");
}

}  // namespace

const std::vector<Case>& version_cases() {
  static const std::vector<Case> kCases = {
      {"CTR-VER-001",
       "relay",
       [](S& s) { s.alice.post(send_req("T1", "Hi", kVersion2), unsupported(Version::k12)); },
       [](S& s) { s.alice.post(send_req("T1", "Hi", kVersion2), unsupported(Version::k10)); },
       {"FLD-VER-002 client"},
       {"FLD-VER-002 client"}},
      {"CTR-VER-002",
       "relay",
       [](S& s) { s.alice.post(stranger(), refused(PduType::kSendConf, "T1", kFailure)); },
       [](S& s) { s.alice.post(stranger(), unsupported(Version::k12)); },
       {"ENC-TYP-001 client"},
       {"ENC-TYP-001 client"}},
      {"CTR-VER-003", "relay",
       [](S& s) { s.alice.post(send_req("T1"), unsupported(Version::k12)); },
       [](S& s) {
         s.alice.post(
             PduBuilder(PduType::kMboxViewReq, Version::k12).add(field::kTransactionId, "T1"),
             unsupported(Version::k11));
       }},
  };
  return kCases;
}

}  // namespace mm1::scenarios
