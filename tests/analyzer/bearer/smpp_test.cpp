// Pushes in short messages over SMPP.
#include <algorithm>

#include "short_messages.h"

namespace mm1::bearer::test {
namespace {

using capture::LeftOut;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(Smpp, EveryWayToCarryAPush) {
  const Buffer push = push_of(kPdu);
  struct Row {
    std::string name;
    Buffer octets;
  };
  const Row rows[] = {
      {"16-bit ports", smpp({.user_data = with_header("06 05 04 0B 84 23 F0", push)})},
      {"deliver_sm", smpp({.command = 5, .user_data = with_header("06 05 04 0B 84 23 F0", push)})},
      {"unknown element before the ports",
       smpp({.user_data = with_header("0A 70 02 01 02 05 04 0B 84 23 F0", push)})},
      {"one segment of one",
       smpp({.user_data = with_header("0B 00 03 05 01 01 05 04 0B 84 23 F0", push)})},
      {"port TLV",
       smpp({.esm_class = 0, .user_data = push, .optional = parameter(0x020B, from_hex("0B 84"))})},
      {"message_payload",
       smpp({.optional = parameter(0x0424, with_header("06 05 04 0B 84 23 F0", push))})},
      {"data_sm with TLVs",
       smpp({.command = 0x103,
             .esm_class = 0,
             .optional = joined({parameter(0x020B, from_hex("0B 84")), parameter(0x0424, push)})})},
      {"no port at all", smpp({.esm_class = 0, .user_data = push})},
  };
  for (const Row& row : rows) {
    for (std::size_t segment = 1; segment < row.octets.size(); ++segment) {
      Bench bench;
      bench.play({client(joined({kBind, row.octets}))}, segment);
      ASSERT_THAT(bench.lines(), ElementsAre(kPushed)) << row.name << ", segments of " << segment;
    }
  }
}

// A distribution list is a destination too; who is on it is not known.
TEST(Smpp, SubmitMultiIsOneMessageForEachDestination) {
  OctetWriter body;
  body.c_string("").u8(0).u8(0).c_string("1111").u8(3);
  body.u8(1).u8(1).u8(1).c_string("3581").u8(2).c_string("list").u8(1).u8(1).u8(1).c_string("3582");
  const Buffer user_data = with_header("06 05 04 0B 84 23 F0", push_of(kPdu));
  body.u8(0x40).u8(0).u8(0).c_string("").c_string("").u8(0).u8(0).u8(4).u8(0);
  body.u8(user_data.size()).octets(user_data);
  const Buffer pdu =
      OctetWriter().u32(16 + body.size()).u32(0x21).u32(0).u32(7).octets(body.written()).take();
  Bench bench;
  bench.play({client(pdu)});
  std::vector<std::string> clients;
  for (const Seen& seen : bench.sink.seen) clients.push_back(seen.client);
  EXPECT_THAT(clients, ElementsAre("3581", "list", "3582"));
}

TEST(Smpp, ConcatenationInAnyOrderAndForm) {
  const Buffer pdu = long_pdu();
  const Buffer push = push_of(pdu);
  const std::vector<std::vector<Buffer>> forms = {
      in_three(push,
               [](std::uint8_t number, const Buffer& data) {
                 Buffer header = from_hex("0B 05 04 0B 84 23 F0 00 03 0C 03");
                 header.push_back(number);
                 return smpp({.user_data = joined({header, data})});
               }),
      in_three(push,
               [](std::uint8_t number, const Buffer& data) {
                 Buffer header = from_hex("0C 08 04 01 0C 03");
                 header.push_back(number);
                 const Buffer ports = from_hex("05 04 0B 84 23 F0");
                 return smpp({.user_data = joined({header, ports, data})});
               }),
      in_three(push,
               [](std::uint8_t number, const Buffer& data) {
                 return smpp(
                     {.command = 0x103,
                      .esm_class = 0,
                      .optional =
                          joined({parameter(0x020C, from_hex("01 02")), parameter(0x020E, {3}),
                                  parameter(0x020F, {number}), parameter(0x020B, from_hex("0B 84")),
                                  parameter(0x0424, data)})});
               }),
  };
  for (const std::vector<Buffer>& form : forms) {
    std::vector<int> order = {0, 1, 2};
    do {
      Bench bench;
      bench.play({client(kBind), client(form[static_cast<std::size_t>(order[0])]),
                  client(form[static_cast<std::size_t>(order[1])]),
                  client(form[static_cast<std::size_t>(order[1])]),  // sent again
                  client(form[static_cast<std::size_t>(order[2])])});
      ASSERT_EQ(bench.sink.seen.size(), 1U);
      EXPECT_EQ(bench.sink.seen[0].body, pdu);
      EXPECT_EQ(bench.sink.seen[0].frame, 5U);
      EXPECT_THAT(bench.sink.seen[0].frames, ElementsAre(2, 3, 4, 5));
    } while (std::ranges::next_permutation(order).found);
  }
}

// CDMA's WAP teleservice: WDP octets without user data header (WAP-259 §6.5), one message after
// the other by user_message_reference.
TEST(Smpp, WdpSegmentsOfTheWapTeleservice) {
  const Buffer pdu = long_pdu();
  const std::vector<Buffer> parts =
      in_three(push_of(pdu), [](std::uint8_t number, const Buffer& data) {
        Buffer wdp = {0x00, 0x03, static_cast<std::uint8_t>(number - 1)};
        if (number == 1) wdp = joined({wdp, from_hex("23 F0 0B 84")});
        return smpp({.esm_class = 0,
                     .user_data = joined({wdp, data}),
                     .optional = parameter(0x0204, from_hex("00 07")),
                     .service_type = "WAP"});
      });
  Bench bench;
  bench.play({client(parts[2]), client(parts[0]), client(parts[1])});
  ASSERT_EQ(bench.sink.seen.size(), 1U);
  EXPECT_EQ(bench.sink.seen[0].body, pdu);
  // A plain push under this service type is one all the same, even with TID 0.
  Buffer push = push_of(kPdu);
  push[0] = 0;
  bench.play({client(smpp({.esm_class = 0, .user_data = push, .service_type = "WAP"}))});
  EXPECT_EQ(bench.lines().back(), kPushed);
}

TEST(Smpp, AMessageGoesOnOverANewConnection) {
  const std::vector<Buffer> parts =
      in_three(push_of(long_pdu()), [](std::uint8_t number, const Buffer& data) {
        Buffer header = from_hex("0B 05 04 0B 84 23 F0 00 03 0C 03");
        header.push_back(number);
        return smpp({.user_data = joined({header, data})});
      });
  Bench bench;
  bench.play({client(parts[0]), client(parts[1])})
      .play({client(parts[2])}, SIZE_MAX, {ipv4(1), 40001});
  EXPECT_EQ(bench.sink.seen.size(), 1U);
}

TEST(Smpp, BothLegsOfAPushAreMessages) {
  const Buffer user_data = with_header("06 05 04 0B 84 23 F0", push_of(kPdu));
  Bench bench;
  bench.play({client(smpp({.user_data = user_data})),
              server(smpp({.command = 5, .user_data = user_data}))});
  EXPECT_THAT(
      bench.lines(),
      ElementsAre(kPushed, "pdu push-sms 10.0.0.2->358501234567 [8C 82 98 4E 31 00 8D 92]"));
}

TEST(Smpp, MissingSegmentsLeaveTheBeginning) {
  const Buffer push = push_of(long_pdu());
  const std::vector<Buffer> parts = in_three(push, [](std::uint8_t number, const Buffer& data) {
    Buffer header = from_hex("0B 05 04 0B 84 23 F0 00 03 0C 03");
    header.push_back(number);
    return smpp({.user_data = joined({header, data})});
  });
  Bench bench;
  bench.play({client(parts[0]), client(parts[2])}).bearers.finish();
  ASSERT_EQ(bench.sink.seen.size(), 1U);
  EXPECT_FALSE(bench.sink.seen[0].complete);
  EXPECT_EQ(bench.sink.seen[0].body.size(), (push.size() + 2) / 3 - 6);
  EXPECT_EQ(bench.count(LeftOut::kSmsIncomplete), 1U);
}

TEST(Smpp, AReferenceThatComesRoundAgainIsANewMessage) {
  const auto describe = [](std::uint8_t number, const Buffer& data) {
    Buffer header = from_hex("0B 05 04 0B 84 23 F0 00 03 0C 03");
    header.push_back(number);
    return smpp({.user_data = joined({header, data})});
  };
  Buffer other = long_pdu();
  other[6] = 0x99;
  const std::vector<Buffer> first = in_three(push_of(long_pdu()), describe);
  const std::vector<Buffer> second = in_three(push_of(other), describe);
  Bench bench;
  bench.play({client(first[0]), client(second[0]), client(second[1]), client(second[2])});
  ASSERT_EQ(bench.sink.seen.size(), 2U);
  EXPECT_FALSE(bench.sink.seen[0].complete);
  EXPECT_EQ(bench.sink.seen[1].body, other);
}

TEST(Smpp, OtherShortMessagesAreCounted) {
  Bench bench;
  bench.play(
      {client(smpp({.esm_class = 0, .user_data = from_hex("48 69")})),
       client(smpp({.user_data = with_header("06 05 04 0B 84 23 F0", from_hex("01 06 01 AE 03"))})),
       client(smpp({.user_data = with_header("06 05 04 0B 84 23 F0", from_hex("01 99"))}))});
  EXPECT_THAT(bench.lines(), IsEmpty());
  EXPECT_EQ(bench.count(LeftOut::kSmsOther), 2U);
  EXPECT_EQ(bench.count(LeftOut::kWspMalformed), 1U);
}

TEST(Smpp, AHoleCostsTheMessagesItHits) {
  const Buffer message = smpp({.user_data = with_header("06 05 04 0B 84 23 F0", push_of(kPdu))});
  Bench bench;
  bench.play({client(part(message, 0, 30)), gap(true, 20), client(part(message, 50, 1000)),
              client(message), gap(true, 500), client(part(message, 40, 10)), client(message)});
  EXPECT_THAT(bench.lines(), ElementsAre("loss push-sms 10.0.0.1-> incomplete", kPushed,
                                         "loss push-sms 10.0.0.1-> incomplete", kPushed));
}

// The next PDU may begin anywhere in a segment, however the segments are cut.
TEST(Smpp, AfterAHoleTheNextHeaderIsFoundAmidASegment) {
  const Buffer message = smpp({.user_data = with_header("06 05 04 0B 84 23 F0", push_of(kPdu))});
  const Buffer rest = joined({part(message, 30, 1000), message, message});
  for (std::size_t segment = 1; segment < rest.size(); ++segment) {
    Bench bench;
    bench.play({client(kBind), gap(true, 100), client(rest), client(message)}, segment);
    ASSERT_THAT(bench.lines(),
                ElementsAre("loss push-sms 10.0.0.1-> incomplete", kPushed, kPushed, kPushed));
    EXPECT_EQ(bench.count(LeftOut::kSmppMalformed), 0U);
  }
}

TEST(Smpp, ALossTellsTheFramesOfWhatIsReadAfterIt) {
  const Buffer message = smpp({.user_data = with_header("06 05 04 0B 84 23 F0", push_of(kPdu))});
  Bench bench;
  bench.play({client(kBind), gap(true, 100),
              client(joined({from_hex("01 02 03"), part(message, 0, 9)})),
              client(part(message, 9, 20)), client(part(message, 29, 1000))});
  ASSERT_EQ(bench.sink.seen.size(), 2U);
  EXPECT_THAT(bench.sink.seen[1].frames, ElementsAre(3, 4, 5));
}

// What answers and manages carries no push: refusals, replace_sm, cancel_sm, unbind, and commands
// of SMPP 3.3 and of one vendor.
TEST(Smpp, OtherPdusArePassedOver) {
  const auto pdu = [](std::uint32_t command, std::uint32_t status, const Buffer& body) {
    return OctetWriter().u32(16 + body.size()).u32(command).u32(status).u32(9).octets(body).take();
  };
  const Buffer message = smpp({.user_data = with_header("06 05 04 0B 84 23 F0", push_of(kPdu))});
  const Buffer text = from_hex("6D 31 00");
  const Buffer of_a_vendor = joined({pdu(0x00010200, 0, text), pdu(0x000102FF, 0, message)});
  Bench bench;
  bench.play({client(joined({kBind, of_a_vendor, message})), server(pdu(0x80000009, 0, text)),
              server(pdu(0x80010200, 0, text)), server(pdu(0x80000004, 0x0B, {})),
              server(pdu(0x80000004, 0x58, text)),
              client(joined({pdu(7, 0, part(message, 16, 1000)), pdu(8, 0, text),
                             pdu(0x22, 0, text), message})),
              server(pdu(0x80000000, 3, {})), client(pdu(6, 0, {})), server(pdu(0x80000006, 0, {})),
              client(joined({kBind, message}))});
  EXPECT_THAT(bench.lines(), ElementsAre(kPushed, kPushed, kPushed));
  EXPECT_EQ(bench.count(LeftOut::kSmppMalformed), 0U);
}

TEST(Smpp, APduCutByTheEndIsALoss) {
  const Buffer message = smpp({.user_data = with_header("06 05 04 0B 84 23 F0", push_of(kPdu))});
  Bench bench;
  bench.play({client(kBind), client(part(message, 0, 40)), end(true, net::StreamEnd::kReset)});
  EXPECT_THAT(bench.lines(), ElementsAre("loss push-sms 10.0.0.1-> incomplete"));
  EXPECT_EQ(bench.count(LeftOut::kSmsIncomplete), 1U);
}

TEST(Smpp, AConnectionGivenUpForMemoryIsALoss) {
  Bench bench;
  bench.play({client(kBind), end(true, net::StreamEnd::kEvicted)});
  EXPECT_THAT(bench.lines(), ElementsAre("loss push-sms 10.0.0.1-> incomplete"));
}

TEST(Smpp, MalformedOctetsEndOnlyWhatTheyHit) {
  const Buffer message = smpp({.user_data = with_header("06 05 04 0B 84 23 F0", push_of(kPdu))});
  Bench bench;
  bench.play({client(message), client(from_hex("00 00 00 00 00 00 00 04 00 00 00 00 00 00 00 00")),
              client(message)});
  EXPECT_THAT(bench.lines(), ElementsAre(kPushed, kPushed));
  EXPECT_EQ(bench.count(LeftOut::kSmppMalformed), 1U);
}

// A message_payload that is cut would be a shorter push than was sent.
TEST(Smpp, AParameterThatRunsPastTheEndIsNotRead) {
  const Buffer push = push_of(kPdu);
  const Buffer port = parameter(0x020B, from_hex("0B 84"));
  const Buffer whole = parameter(0x0424, push);
  Bench bench;
  bench.play({client(kBind), client(smpp({.command = 0x103,
                                          .esm_class = 0,
                                          .optional = joined({port, part(whole, 0, 14)})}))});
  EXPECT_THAT(bench.lines(), IsEmpty());
  EXPECT_EQ(bench.count(LeftOut::kSmppMalformed), 1U);
  bench.play(
      {client(kBind), client(smpp({.esm_class = 0,
                                   .user_data = push,
                                   .optional = joined({port, from_hex("0E 07 00 40 41 42")})}))});
  EXPECT_THAT(bench.lines(), ElementsAre(kPushed));
}

TEST(Smpp, AParameterOfTheWrongLengthSaysNothing) {
  Bench bench;
  bench.play({client(kBind), client(smpp({.esm_class = 0,
                                          .user_data = push_of(kPdu),
                                          .optional = parameter(0x020B, from_hex("0B"))}))});
  EXPECT_THAT(bench.findings(), ElementsAre("TRN-GSM-001: no port"));
}

TEST(Smpp, WhatIsNoSmppIsDeclined) {
  const std::string rows[] = {
      "00 00 00 00 00 00 00 04 00 00 00 00 00 00 00 00",  // length 0
      "FF FF FF FF 00 00 00 04 00 00 00 00 00 00 00 00",  // length 4 GB
      "00 00 00 20 00 00 01 77 00 00 00 00 00 00 00 00",  // no such command
      "00 00 00 55 FF 53 4D 42 72 00 00 00 00 18 53 C8",  // SMB over NetBIOS
  };
  for (const std::string& row : rows) {
    Bench bench;
    bench.play({client(from_hex(row)), end(true), end(false)}, 5);
    EXPECT_THAT(bench.lines(), IsEmpty());
    EXPECT_EQ(bench.count(LeftOut::kTcpOther), 1U) << row;
  }
}

TEST(Smpp, EveryPrefixAndEveryFlippedOctetIsReadSafely) {
  const Buffer message =
      joined({kBind, smpp({.user_data = with_header("06 05 04 0B 84 23 F0", push_of(kPdu)),
                           .optional = parameter(0x0424, push_of(kPdu))})});
  for (std::size_t i = 0; i < message.size(); ++i) {
    Buffer flipped = message;
    flipped[i] = static_cast<std::uint8_t>(~flipped[i]);
    Bench bench;
    bench.play({client(part(message, 0, i))}).play({client(flipped)}).bearers.finish();
    EXPECT_LE(bench.sink.seen.size(), 2U);
  }
}

TEST(Smpp, AFloodOfSegmentsStaysWithinItsMemory) {
  std::vector<Step> steps;
  for (int i = 0; i < 5000; ++i) {
    Buffer header = from_hex("0C 08 04");
    header.push_back(static_cast<std::uint8_t>(i >> 8));
    header.push_back(static_cast<std::uint8_t>(i));
    const Buffer rest = from_hex("03 01 05 04 0B 84 23 F0");
    steps.push_back(
        client(smpp({.user_data = joined({header, rest, push_of(kPdu), Buffer(100, 0x55)})})));
  }
  Bench bench({.max_body = 1 << 20, .max_memory = 128 << 10});
  bench.play(steps);
  EXPECT_GT(bench.count(LeftOut::kEvicted), 1000U);
}

}  // namespace
}  // namespace mm1::bearer::test
