// Random PDUs of all types that keep every rule: encoded and decoded they are what they were, and
// nothing is found in them.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <random>
#include <string>
#include <vector>

#include "mm1/mms/decode.h"
#include "mm1/mms/describe.h"
#include "mm1/mms/encode.h"
#include "mm1/mms/view.h"
#include "mm1/rules/check.h"
#include "support/hex.h"

namespace mm1::rules::test {
namespace {

namespace number = mms::number;
using mms::PduType;
using mms::Version;

constexpr int kRoundsOfEachType = 200;
constexpr std::uint64_t kYes = 0x80, kAdd = 0x80, kFilter = 0x82, kOk = 0x80;
constexpr std::uint64_t kTransient = 0xC0, kDenied = 0xE1, kCorrupt = 0xE2;

class SoundPdus {
 public:
  explicit SoundPdus(std::uint64_t seed) : random_(seed) {}

  wsp::Buffer next(PduType type) {
    const mms::PduRow& row = *mms::pdu(static_cast<std::uint8_t>(type));
    const Version version = row.since == Version::k13 ? Version::k13 : Version::k12;
    mms::PduBuilder pdu(type, type == PduType::kMboxDescr ? Version::kNone : version);
    for (const mms::PduField& cell : row.fields) {
      if (cell.since > version || handled_apart(type, cell.number)) continue;
      const bool there = cell.presence == mms::Presence::kMandatory || chance();
      const std::uint64_t times = !there ? 0 : cell.repeatable ? 1 + below(2) : 1;
      for (std::uint64_t i = 0; i < times; ++i) pdu.add(cell.number, value(type, cell.number));
    }
    conditions(pdu, type);
    return pdu.encode();
  }

 private:
  /// Fields that stand or fall with another one, or with the body.
  static bool handled_apart(PduType type, std::uint8_t field) {
    static constexpr std::array kAlways = {number::kMessageType,
                                           number::kMmsVersion,
                                           number::kContentType,
                                           number::kReplyCharging,
                                           number::kReplyChargingSize,
                                           number::kReplyChargingDeadline,
                                           number::kPreviouslySentBy,
                                           number::kPreviouslySentDate,
                                           number::kStore,
                                           number::kStoreStatus,
                                           number::kStoreStatusText,
                                           number::kRetrieveStatus,
                                           number::kRetrieveText,
                                           number::kResponseStatus,
                                           number::kResponseText,
                                           number::kMboxTotals,
                                           number::kMboxQuotas,
                                           number::kMessageCount,
                                           number::kRecommendedRetrievalModeText};
    if (std::find(kAlways.begin(), kAlways.end(), field) != kAlways.end()) return true;
    const bool confirmation = type == PduType::kSendConf || type == PduType::kForwardConf ||
                              type == PduType::kMboxStoreConf || type == PduType::kMboxDeleteConf ||
                              type == PduType::kDeleteConf;
    if (confirmation) return field == number::kContentLocation || field == number::kMessageId;
    if (type == PduType::kSendReq || type == PduType::kForwardReq) {
      return field == number::kMmState || field == number::kMmFlags || field == number::kTo ||
             field == number::kMessageClass;
    }
    if (type == PduType::kRetrieveConf) return field == number::kMessageId;
    if (type == PduType::kMboxDescr) {
      return field == number::kContentLocation || field == number::kMessageId ||
             field == number::kMmState;
    }
    return false;
  }

  void conditions(mms::PduBuilder& pdu, PduType type) {
    switch (type) {
      case PduType::kSendReq:
      case PduType::kForwardReq:
        pdu.add(number::kTo, address());
        if (chance()) {
          pdu.add(number::kStore, kYes).add(number::kMmState, "Sent");
          pdu.add(number::kMmFlags, mms::Flag{mms::Flag::kAdd, {word(), 0}});
        }
        if (type == PduType::kSendReq) {
          if (chance()) pdu.add(number::kMessageClass, "Informational");
          if (chance()) reply_charging(pdu, 0x80);
          body(pdu);
        }
        break;
      case PduType::kSendConf:
      case PduType::kForwardConf:
        if (chance()) {
          pdu.add(number::kResponseStatus, kOk).add(number::kMessageId, message_id());
          if (chance()) stored(pdu);
        } else {
          pdu.add(number::kResponseStatus, kCorrupt).add(number::kResponseText, text());
        }
        break;
      case PduType::kNotificationInd:
        if (chance()) reply_charging(pdu, 0x82);
        break;
      case PduType::kRetrieveConf:
        pdu.add(number::kMessageId, message_id());
        if (chance()) {
          pdu.add(number::kRetrieveStatus, chance() ? kOk : kTransient);
          pdu.add(number::kRetrieveText, text());
        }
        for (std::uint64_t i = 0, hands = below(3); i < hands; ++i) {
          pdu.add(number::kPreviouslySentBy, mms::Counted{i, address()});
          pdu.add(number::kPreviouslySentDate, mms::Counted{i, date()});
        }
        if (chance()) reply_charging(pdu, 0x82);
        body(pdu);
        break;
      case PduType::kMboxStoreConf:
        if (chance()) {
          stored(pdu);
        } else {
          pdu.add(number::kStoreStatus, kTransient);
        }
        break;
      case PduType::kMboxUploadConf:
        pdu.add(number::kStoreStatus, kOk);
        break;
      case PduType::kMboxViewConf:
        view(pdu);
        break;
      case PduType::kMboxUploadReq: {
        pdu.content("application/vnd.wap.mms-message", descriptor(false));
        break;
      }
      case PduType::kMboxDeleteConf:
      case PduType::kDeleteConf:
        if (chance()) {
          pdu.add(number::kResponseStatus, mms::Counted{0, kOk});
        } else {
          pdu.add(number::kContentLocation, mms::Counted{1, uri()});
          pdu.add(number::kResponseStatus, mms::Counted{1, kDenied});
          pdu.add(number::kResponseText, mms::Counted{1, word()});
        }
        break;
      case PduType::kMboxDescr:
        pdu.add(number::kMessageId, message_id()).add(number::kMmState, "New");
        break;
      default:
        break;
    }
  }

  mms::Value value(PduType type, std::uint8_t field) {
    const mms::FieldRow& row = *mms::field(field);
    if (field == number::kStatus) return std::uint64_t{0x81 + below(3)};
    switch (row.grammar) {
      case mms::Grammar::kEnumeration:
        return std::uint64_t{row.values[below(row.values.size())].octet};
      case mms::Grammar::kMessageClass:
        return chance() ? mms::Value("Personal") : mms::Value(mms::Text{"x-" + word(), 0});
      case mms::Grammar::kText:
        return word();
      case mms::Grammar::kMessageId:
        return message_id();
      case mms::Grammar::kUri:
        return uri();
      case mms::Grammar::kEncodedString:
        return text();
      case mms::Grammar::kAddress:
        return address();
      case mms::Grammar::kFrom:
        if (mms::pdu(static_cast<std::uint8_t>(type))->sender == mms::Sender::kClient && chance()) {
          return mms::InsertAddress{};
        }
        return address();
      case mms::Grammar::kDate:
        return date();
      case mms::Grammar::kOctetCount:
        return 1 + below(100'000'000);
      case mms::Grammar::kInteger:
        return below(1000);
      case mms::Grammar::kTime:
        return field == number::kDeliveryTime ? mms::Relative{1 + below(3600)}
                                              : mms::Relative{3601 + below(1'000'000)};
      case mms::Grammar::kFlags: {
        const bool selects = type == PduType::kRetrieveConf || type == PduType::kMboxViewReq ||
                             type == PduType::kMboxViewConf;
        return mms::Flag{static_cast<mms::Flag::Token>(selects ? kFilter : kAdd), {word(), 0}};
      }
      case mms::Grammar::kAttribute:
        return std::uint64_t{chance() ? 0x96u : 0xAEu};
      case mms::Grammar::kElementDescriptor:
        return mms::ElementDescriptor{word(), {{std::uint8_t{0x02}, std::uint64_t{0x1E}}}};
      default:
        ADD_FAILURE() << row.name << " needs a value";
        return mms::Raw{};
    }
  }

  void reply_charging(mms::PduBuilder& pdu, std::uint64_t kind) {
    pdu.add(number::kReplyCharging, kind + below(2));
    pdu.add(number::kReplyChargingDeadline, mms::Relative{86400});
    pdu.add(number::kReplyChargingSize, 1 + below(100'000));
  }
  void stored(mms::PduBuilder& pdu) {
    pdu.add(number::kStoreStatus, kOk).add(number::kContentLocation, uri());
    if (chance()) pdu.add(number::kStoreStatusText, text());
  }
  void view(mms::PduBuilder& pdu) {
    pdu.add(number::kResponseStatus, kOk);
    pdu.add(number::kMboxTotals, mms::Total{mms::Total::kMessages, below(1000)});
    pdu.add(number::kMboxQuotas, mms::Total{mms::Total::kMessages, 1000});
    std::vector<wsp::Part> entries;
    for (std::uint64_t i = below(3); i > 0; --i) {
      entries.emplace_back("application/vnd.wap.mms-message", descriptor(true));
    }
    pdu.add(number::kMessageCount, entries.size());
    if (entries.empty()) {
      pdu.content("*/*", wsp::Buffer());
    } else {
      pdu.content("application/vnd.wap.multipart.mixed", entries);
    }
  }
  wsp::Buffer descriptor(bool in_view) {
    mms::PduBuilder pdu(PduType::kMboxDescr);
    pdu.add(number::kMessageId, message_id()).add(number::kMmState, "New");
    if (in_view) pdu.add(number::kContentLocation, uri());
    if (chance()) pdu.add(number::kSubject, text());
    if (!in_view || chance()) body(pdu);
    return pdu.encode();
  }
  /// One to three parts; a presentation in front refers to the part behind it.
  void body(mms::PduBuilder& pdu) {
    std::vector<wsp::Part> parts;
    if (chance()) {
      const std::string smil = R"(<smil><body><par><img src="cid:photo"/></par></body></smil>)";
      parts.push_back(wsp::Part("application/smil", smil).content_id("smil"));
      parts.push_back(wsp::Part("image/jpeg", octets()).content_id("photo"));
      pdu.content(wsp::MediaType("application/vnd.wap.multipart.related")
                      .with("type", "application/smil")
                      .with("start", "<smil>"),
                  parts);
      return;
    }
    for (std::uint64_t i = 1 + below(3); i > 0; --i) {
      parts.push_back(chance()
                          ? wsp::Part("audio/amr", octets()).content_location(word())
                          : wsp::Part(wsp::MediaType("text/plain").with("charset", 106), "Grüße"));
    }
    pdu.content("application/vnd.wap.multipart.mixed", parts);
  }

  bool chance() { return below(2) == 0; }
  std::uint64_t below(std::uint64_t limit) { return random_() % limit; }
  std::uint64_t date() { return 1'100'000'000 + below(600'000'000); }
  wsp::Buffer octets() {
    wsp::Buffer data(below(200));
    for (std::uint8_t& octet : data) octet = static_cast<std::uint8_t>(random_());
    return data;
  }
  std::string digits(std::uint64_t least) {
    std::string text;
    for (std::uint64_t i = least + below(4); i > 0; --i) text += static_cast<char>('0' + below(10));
    return text;
  }
  std::string word() {
    std::string text;
    for (std::uint64_t i = 1 + below(20); i > 0; --i) text += static_cast<char>('a' + below(26));
    return text;
  }
  std::string message_id() { return word() + "@mmsc.example.com"; }
  std::string uri() { return "http://mmsc.example.com/" + word(); }
  mms::Text text() {
    return chance() ? mms::Text{word() + " " + word(), 0} : mms::Text{"Été à " + word(), 106};
  }
  std::string address() {
    switch (below(4)) {
      case 0:
        return "+" + digits(7) + "/TYPE=PLMN";
      case 1:
        return "192.0.2." + std::to_string(below(256)) + "/TYPE=IPv4";
      case 2:
        return "2001:0DB8:0000:0000:0000:0000:0000:0001/TYPE=IPv6";
      default:
        return "Joe User <" + word() + "@example.com>";
    }
  }

  std::mt19937_64 random_;
};

/// By readings.md every well-formed PDU of the 1.3 types gets this note.
bool is_note_of_later_type(const Finding& finding) { return finding.rule->id == "ENC-TYP-002"; }

TEST(SoundPdus, AreWhatTheyWereAndRaiseNothing) {
  SoundPdus pdus(20260105);
  wsp::Arena arena;
  for (const mms::PduRow& row : mms::pdu_table()) {
    if (row.type == PduType::kMboxDescr) continue;  // stands inside views and uploads
    for (int round = 0; round < kRoundsOfEachType; ++round) {
      const wsp::Buffer pdu = pdus.next(row.type);
      arena.reset();
      const wsp::Tape tape = mms::decode(pdu, arena.allocator());
      EXPECT_TRUE(tape.faults().empty()) << row.name << ": " << mm1::test::to_hex(pdu);
      for (const Finding& finding : check(tape, arena.allocator())) {
        EXPECT_TRUE(is_note_of_later_type(finding))
            << row.name << ": " << finding.rule->id << " " << finding.detail << "\n"
            << mm1::test::to_hex(pdu);
      }
      EXPECT_EQ(mms::encode(mms::describe(tape)), pdu) << row.name;
      if (HasFailure()) return;
    }
  }
}

}  // namespace
}  // namespace mm1::rules::test
