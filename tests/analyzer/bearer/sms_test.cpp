// Concatenated short messages that are sent again, lost, given up, or never completed.
#include "short_messages.h"

namespace mm1::bearer::test {
namespace {

using capture::LeftOut;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr std::int64_t kHour = 3600 * kSecond;

/// Three short messages with reference 12 that hold a push of `pdu`.
std::vector<Buffer> three(const Buffer& pdu) {
  return in_three(push_of(pdu), [](std::uint8_t number, const Buffer& data) {
    Buffer header = from_hex("0C 05 04 0B 84 23 F0 08 04 00 0C 03");
    header.push_back(number);
    return smpp({.user_data = joined({header, data})});
  });
}

/// Differs from long_pdu() in the last octets only, so that two of three segments are the same.
Buffer other_end() {
  Buffer pdu = long_pdu();
  pdu.back() ^= 0xFF;
  return pdu;
}

std::vector<Buffer> bodies_of(const RecordingSink& sink) {
  std::vector<Buffer> bodies;
  for (const Seen& seen : sink.seen) {
    if (seen.kind == MessageKind::kPdu) bodies.push_back(seen.body);
  }
  return bodies;
}

std::vector<Step> steps_of(std::initializer_list<Buffer> messages) {
  std::vector<Step> steps = {client(kBind)};
  for (const Buffer& message : messages) steps.push_back(client(message));
  return steps;
}

TEST(Sms, AMessageSentAgainIsCountedAndNotDeliveredTwice) {
  const auto parts = three(long_pdu());
  Bench bench;
  bench.play(steps_of({parts[0], parts[1], parts[2], parts[0], parts[1], parts[2], parts[1]}))
      .bearers.finish();
  EXPECT_THAT(bodies_of(bench.sink), ElementsAre(long_pdu()));
  EXPECT_EQ(bench.count(LeftOut::kSmsRepeated), 4U);
  EXPECT_EQ(bench.count(LeftOut::kSmsIncomplete), 0U);
}

TEST(Sms, AnotherMessageUnderTheSameReferenceIsDelivered) {
  const auto first = three(long_pdu());
  const auto second = three(other_end());
  ASSERT_EQ(first[0], second[0]);
  Bench bench;
  bench
      .play(steps_of({first[0], first[1], first[2], second[0], second[1], second[2], first[0],
                      first[1], first[2]}))
      .bearers.finish();
  EXPECT_THAT(bodies_of(bench.sink), ElementsAre(long_pdu(), other_end(), long_pdu()));
  EXPECT_EQ(bench.count(LeftOut::kSmsRepeated), 0U);
}

// A sender that gives each message the same reference: what is left of two would look like one.
TEST(Sms, WhatALossMayHaveMixedIsNotComplete) {
  const auto first = three(long_pdu());
  const auto second = three(other_end());
  Bench bench;
  bench.play(
      {client(kBind), client(first[0]), client(first[1]), gap(true, 400), client(second[2])});
  bench.bearers.finish();
  ASSERT_EQ(bench.sink.seen.size(), 2U);
  EXPECT_EQ(bench.sink.seen[0].kind, MessageKind::kLoss);
  EXPECT_FALSE(bench.sink.seen[1].complete);
}

TEST(Sms, ALossOfAnotherSenderMixesNothing) {
  const auto parts = three(long_pdu());
  Bench bench;
  bench.play(
      {client(kBind), client(parts[0]), gap(false, 400), client(parts[1]), client(parts[2])});
  EXPECT_TRUE(bench.sink.seen.back().complete);
}

TEST(Sms, ARepeatIsForgottenAfterAnHour) {
  const auto parts = three(long_pdu());
  Bench bench;
  bench.play(steps_of({parts[0], parts[1], parts[2]}))
      .wait(2 * kHour)
      .play(steps_of({parts[0], parts[1], parts[2]}));
  EXPECT_THAT(bodies_of(bench.sink), ElementsAre(long_pdu(), long_pdu()));
}

TEST(Sms, SegmentsExpireByCaptureTime) {
  const auto parts = three(long_pdu());
  Bench bench;
  bench.play(steps_of({parts[0]}));
  bench.bearers.advance(kHour / 2);
  EXPECT_THAT(bench.lines(), IsEmpty());
  bench.bearers.advance(2 * kHour);
  ASSERT_EQ(bench.sink.seen.size(), 1U);
  EXPECT_FALSE(bench.sink.seen[0].complete);
  EXPECT_EQ(bench.sink.seen[0].time_ns, 2 * kSecond);
  EXPECT_EQ(bench.count(LeftOut::kSmsIncomplete), 1U);
  bench.play(steps_of({parts[1], parts[2]})).bearers.finish();
  EXPECT_THAT(bench.lines().back(), "loss push-sms 10.0.0.1->358501234567 incomplete");
}

// Whether they were part of a push cannot be known any more: the client may have been told
// something.
TEST(Sms, SegmentsWithoutTheFirstAreALoss) {
  const auto parts = three(long_pdu());
  Bench bench;
  bench.play(steps_of({parts[1], parts[2]})).bearers.finish();
  EXPECT_THAT(bench.lines(), ElementsAre("loss push-sms 10.0.0.1->358501234567 incomplete"));
  EXPECT_EQ(bench.count(LeftOut::kSmsIncomplete), 1U);
}

TEST(Sms, IncompleteTextIsNoLoss) {
  const Buffer text = with_header("06 08 04 00 0C 02 01", from_hex("48 65 6C 6C 6F"));
  Bench bench;
  bench.play(steps_of({smpp({.user_data = text})})).bearers.finish();
  EXPECT_THAT(bench.lines(), IsEmpty());
}

TEST(Sms, WhatGoesForMemoryIsALossAndCounted) {
  constexpr std::size_t kMemory = 64 << 10;
  std::vector<Step> steps = {client(kBind)};
  for (int i = 0; i < 1000; ++i) {
    OctetWriter header;
    header.octets(from_hex("0C 05 04 0B 84 23 F0 08 04")).u16(i).u8(2).u8(1);
    steps.push_back(
        client(smpp({.user_data = joined({header.take(), push_of(kPdu), Buffer(100, 0x55)})})));
  }
  Bench bench({.max_body = 1 << 20, .max_memory = kMemory});
  bench.play(steps);
  const std::uint64_t evicted = bench.count(LeftOut::kEvicted);
  EXPECT_GT(evicted, 800U);
  std::size_t losses = 0;
  for (const Seen& seen : bench.sink.seen) {
    if (seen.kind == MessageKind::kLoss && seen.client == "358501234567") ++losses;
    // That a part is missing says nothing: it was not waited for.
    EXPECT_THAT(seen.findings, IsEmpty());
  }
  EXPECT_EQ(losses, evicted);
  // What is new still fits: the oldest goes.
  const auto parts = three(long_pdu());
  bench.sink.seen.clear();
  bench.play(steps_of({parts[2], parts[0], parts[1]}));
  EXPECT_THAT(bodies_of(bench.sink).back(), long_pdu());
}

// Empty segments cost a place in a table each.
TEST(Sms, EmptySegmentsArePaidFor) {
  std::vector<Step> steps = {client(kBind)};
  for (int i = 0; i < 40; ++i) {
    for (int number = 2; number <= 255; ++number) {
      OctetWriter header;
      header.octets(from_hex("0C 05 04 0B 84 23 F0 08 04")).u16(i).u8(255).u8(number);
      steps.push_back(client(smpp({.user_data = header.take()})));
    }
  }
  Bench bench({.max_body = 1 << 20, .max_memory = 256 << 10});
  bench.play(steps);
  EXPECT_GT(bench.count(LeftOut::kEvicted), 20U);
}

TEST(Sms, APduThatMemoryCannotHoldCostsItselfOnly) {
  const auto parts = three(long_pdu());
  const Buffer large = smpp({.command = 0x103,
                             .esm_class = 0,
                             .optional = joined({parameter(0x020B, from_hex("0B 84")),
                                                 parameter(0x0424, Buffer(40'000, 0x55))})});
  Bench bench({.max_body = 1 << 20, .max_memory = 16 << 10});
  bench.play(steps_of({large, parts[0], parts[1], parts[2]}), 1000);
  EXPECT_THAT(bodies_of(bench.sink), ElementsAre(long_pdu()));
  EXPECT_EQ(bench.lines().front(), "loss push-sms 10.0.0.1-> incomplete");
  EXPECT_EQ(bench.count(LeftOut::kEvicted), 1U);
}

}  // namespace
}  // namespace mm1::bearer::test
