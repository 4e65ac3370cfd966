// Whatever the octets are: the tape covers each of them once, and findings lie inside and in order.
#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "mm1/mms/decode.h"
#include "mm1/rules/check.h"
#include "support/hex.h"
#include "support/minimal_pdus.h"
#include "support/real_pdus.h"
#include "support/tape_check.h"

namespace mm1::rules {
namespace {

using Octets = std::vector<std::uint8_t>;

/// Empty, or the first promise that the findings of a tape break.
std::string findings_defect(const wsp::Tape& tape, std::span<const Finding> findings) {
  std::uint32_t last = 0;
  for (const Finding& finding : findings) {
    const std::string at = std::string(finding.rule->id) + " at " + std::to_string(finding.offset);
    if (finding.offset < last) return "not in order: " + at;
    last = finding.offset;
    if (std::size_t{finding.offset} + finding.length > tape.input().size()) return "outside: " + at;
    if (finding.element >= tape.elements().size()) return "without an element: " + at;
  }
  return {};
}

class AnyOctets : public testing::Test {
 protected:
  void expect_sound(const Octets& octets) {
    arena_.reset();
    const wsp::Tape tape = mms::decode(octets, arena_.allocator());
    const std::string tape_defect = mm1::test::tape_defect(tape);
    const std::string defect =
        tape_defect.empty() ? findings_defect(tape, check(tape, arena_.allocator())) : tape_defect;
    EXPECT_EQ(defect, "") << mm1::test::to_hex(octets);
  }

  /// Each octet in turn takes a few other values, those on the borders of the value classes first.
  void expect_sound_when_any_octet_is_changed(Octets octets) {
    constexpr std::uint8_t kBorders[] = {0x00, 0x1F, 0x7F, 0x80, 0xFF};
    for (std::uint8_t& octet : octets) {
      const std::uint8_t was = octet;
      for (const std::uint8_t border : kBorders) {
        octet = border;
        expect_sound(octets);
      }
      for (const int flipped : {0x01, 0x10, 0x80}) {
        octet = static_cast<std::uint8_t>(was ^ flipped);
        expect_sound(octets);
      }
      octet = was;
    }
  }

 private:
  wsp::Arena arena_;
};

TEST_F(AnyOctets, AtRandomGiveASoundTape) {
  constexpr int kRounds = 5000;
  constexpr std::size_t kLongest = 300;
  std::mt19937 random(230);
  for (int round = 0; round < kRounds; ++round) {
    Octets octets(random() % (kLongest + 1));
    for (std::uint8_t& octet : octets) octet = static_cast<std::uint8_t>(random());
    expect_sound(octets);
  }
}

TEST_F(AnyOctets, AtRandomBehindAValidBeginningGiveASoundTape) {
  constexpr int kRounds = 200;
  constexpr std::size_t kLongest = 150;
  std::mt19937 random(231);
  for (const mm1::test::MinimalPdu& pdu : mm1::test::kMinimalPdus) {
    const Octets whole = mm1::test::from_hex(pdu.hex);
    for (int round = 0; round < kRounds; ++round) {
      Octets octets(whole.begin(),
                    whole.begin() + static_cast<std::ptrdiff_t>(random() % (whole.size() + 1)));
      const std::size_t tail = random() % kLongest;
      for (std::size_t i = 0; i < tail; ++i) octets.push_back(static_cast<std::uint8_t>(random()));
      expect_sound(octets);
    }
  }
}

TEST_F(AnyOctets, ChangedInAMinimalPduGiveASoundTape) {
  for (const mm1::test::MinimalPdu& pdu : mm1::test::kMinimalPdus)
    expect_sound_when_any_octet_is_changed(mm1::test::from_hex(pdu.hex));
}

TEST_F(AnyOctets, ChangedInARealPduGiveASoundTape) {
  const auto pdus = mm1::test::real_pdus(600);
  if (pdus.empty()) GTEST_SKIP() << "no corpus of PDUs";
  for (const mm1::test::RealPdu& pdu : pdus) expect_sound_when_any_octet_is_changed(pdu.octets);
}

}  // namespace
}  // namespace mm1::rules
