// WTP with connection-mode WSP inside: transactions, segmentation, repeats, losses.
#include <algorithm>
#include <random>

#include "recorder.h"
#include "support/heap_count.h"
#include "support/wsp_layers.h"

namespace mm1::bearer::test {
namespace {

using capture::LeftOut;
using mm1::test::from_hex;
using mm1::test::kMmsContentType;
using mm1::test::kMmsPushHeaders;
using mm1::test::Trailer;
using mm1::test::wsp_get;
using mm1::test::wsp_post;
using mm1::test::wsp_push;
using mm1::test::wsp_reply;
using mm1::test::wtp_ack;
using mm1::test::wtp_invoke;
using mm1::test::wtp_result;
using mm1::test::WtpSide;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

const net::Endpoint kClient{ipv4(1), 49000};
const net::Endpoint kGateway{ipv4(3), 9201};

const Buffer kSend = from_hex("8C 80 98");
const Buffer kConf = from_hex("8C 81 98");
const Buffer kPost = wsp_post("http://mmsc/", kMmsContentType, kSend);
const Buffer kReply = wsp_reply(0x20, kMmsContentType, kConf);
const std::string kSent = "pdu wsp-co 10.0.0.1>10.0.0.3 #1 POST http://mmsc/ [8C 80 98]";
const std::string kConfirmed = "pdu wsp-co 10.0.0.3->10.0.0.1 #1 200 http://mmsc/ [8C 81 98]";

/// One packet of a conversation and who sends it.
struct Packet {
  bool from_client;
  Buffer octets;
};

Bench& play(Bench& bench, const std::vector<Packet>& packets) {
  for (const Packet& packet : packets) {
    bench.udp(packet.from_client ? kClient : kGateway, packet.from_client ? kGateway : kClient,
              packet.octets);
  }
  return bench;
}

/// A message cut into packets as §7.14 has it: the first is an Invoke or Result.
std::vector<Packet> segmented(bool from_client, std::uint16_t tid, const Buffer& message,
                              std::size_t segment) {
  std::vector<Packet> packets;
  std::uint8_t number = 0;
  for (std::size_t at = 0; at < message.size(); at += segment, ++number) {
    const std::size_t count = std::min(segment, message.size() - at);
    const auto begin = message.begin() + static_cast<long>(at);
    const Buffer piece(begin, begin + static_cast<long>(count));
    const Trailer trailer =
        at + count == message.size() ? Trailer::kLastOfMessage : Trailer::kMiddle;
    Buffer packet;
    if (number == 0) {
      packet = from_client ? wtp_invoke(tid, 2, piece, trailer) : wtp_result(tid, piece, trailer);
    } else {
      packet = from_client ? mm1::test::wtp_segmented_invoke(tid, number, piece, trailer)
                           : mm1::test::wtp_segmented_result(tid, number, piece, trailer);
    }
    packets.push_back({from_client, packet});
  }
  return packets;
}

TEST(Wtp, AMethodAndItsReplyAreOneExchange) {
  Bench bench;
  play(bench, {{true, wtp_invoke(0x10, 2, kPost)},
               {false, wtp_result(0x10, kReply)},
               {true, wtp_ack(0x10, WtpSide::kInitiator)},
               {true, wtp_invoke(0x11, 2, wsp_get("http://mmsc/m1"))},
               {false, wtp_result(0x11, wsp_reply(0x44, from_hex("83"), {}))}});
  EXPECT_THAT(
      bench.told_lines(),
      ElementsAre(kSent, kConfirmed, "request wsp-co 10.0.0.1>10.0.0.3 #2 GET http://mmsc/m1",
                  "response wsp-co 10.0.0.3->10.0.0.1 #2 404 http://mmsc/m1"));
}

TEST(Wtp, PushesComeFromTheGateway) {
  Bench bench;
  play(bench,
       {{false, wtp_invoke(0x10, 0, wsp_push(kMmsPushHeaders, from_hex("8C 82")))},
        {false,
         wtp_invoke(0x11, 1, mm1::test::wsp_confirmed_push(kMmsPushHeaders, from_hex("8C 86")))}});
  EXPECT_THAT(bench.told_lines(), ElementsAre("pdu wsp-co 10.0.0.3->10.0.0.1 #1 [8C 82]",
                                              "pdu wsp-co 10.0.0.3->10.0.0.1 #2 [8C 86]"));
}

TEST(Wtp, RepeatsAreTakenOnce) {
  Bench bench;
  play(bench, {{true, wtp_invoke(0x10, 2, kPost)},
               {true, wtp_invoke(0x10, 2, kPost, Trailer::kNoSar, true)},
               {true, wtp_invoke(0x10, 2, kPost)},  // a sender that leaves RID clear
               {false, wtp_result(0x10, kReply)},
               {false, wtp_result(0x10, kReply, Trailer::kNoSar, true)},
               {true, wtp_ack(0x10, WtpSide::kInitiator)},
               {false, wtp_result(0x10, kReply, Trailer::kNoSar, true)}});
  EXPECT_THAT(bench.told_lines(), ElementsAre(kSent, kConfirmed));
  EXPECT_EQ(bench.count(LeftOut::kWtpRetransmission), 4U);
}

// Every session of some clients counts its TIDs from the same number.
TEST(Wtp, ATidThatComesRoundAgainIsANewTransaction) {
  Bench bench;
  const std::vector<Packet> session = {{true, wtp_invoke(0x10, 2, kPost)},
                                       {false, wtp_result(0x10, kReply)},
                                       {true, wtp_ack(0x10, WtpSide::kInitiator)}};
  play(play(bench, session), session);
  EXPECT_EQ(bench.told().size(), 4U);
  EXPECT_EQ(bench.told()[2].exchange, 2U);
  EXPECT_EQ(bench.told()[3].exchange, 2U);
  EXPECT_EQ(bench.count(LeftOut::kWtpRetransmission), 0U);
}

TEST(Wtp, BothEndpointsBelongToATransaction) {
  Bench bench;
  const net::Endpoint other{ipv4(1), 49001};
  bench.udp(kClient, kGateway, wtp_invoke(0x10, 2, kPost))
      .udp(other, kGateway, wtp_invoke(0x10, 2, wsp_get("http://mmsc/m1")))
      .udp(kGateway, kClient, wtp_result(0x10, kReply));
  EXPECT_EQ(bench.told_lines().back(), kConfirmed);
}

TEST(Wtp, ATransactionAndItsMirrorAreTwo) {
  // Both sides may use TID 10; the direction bit tells whose it is.
  Bench bench;
  play(bench, {{true, wtp_invoke(0x10, 2, kPost)},
               {false, wtp_invoke(0x10, 0, wsp_push(kMmsPushHeaders, from_hex("8C 82")))},
               {false, wtp_result(0x10, kReply)}});
  EXPECT_THAT(bench.told_lines(),
              ElementsAre(kSent, "pdu wsp-co 10.0.0.3->10.0.0.1 #2 [8C 82]", kConfirmed));
}

// In whatever order the packets of a segmented message come, and however often.
TEST(Wtp, SegmentedMessagesAreJoinedInAnyOrder) {
  Buffer pdu = kSend;
  for (int i = 0; i < 2000; ++i) pdu.push_back(static_cast<std::uint8_t>(i * 7));
  const Buffer post = wsp_post("http://mmsc/", kMmsContentType, pdu);
  std::vector<Packet> packets = segmented(true, 0x10, post, 100);
  const std::size_t count = packets.size();
  packets.insert(packets.end(), {packets[3], packets[7], packets[0]});
  std::mt19937 random(1);
  for (int round = 0; round < 100; ++round) {
    Bench bench;
    play(bench, packets).bearers.finish();
    ASSERT_EQ(bench.told().size(), 1U);
    ASSERT_EQ(bench.told()[0].body, pdu);
    ASSERT_TRUE(bench.told()[0].complete);
    ASSERT_GE(bench.told()[0].frames.size(), count);
    ASSERT_EQ(bench.told()[0].frame, bench.told()[0].frames.back());
    ASSERT_EQ(bench.count(LeftOut::kWtpRetransmission), 3U);
    std::shuffle(packets.begin(), packets.end(), random);
  }
}

TEST(Wtp, SegmentedResultsAnswerTheirRequest) {
  Buffer pdu = from_hex("8C 84");
  pdu.resize(500, 0x55);
  std::vector<Packet> packets = {{true, wtp_invoke(0x10, 2, wsp_get("http://mmsc/m1"))}};
  for (Packet& packet : segmented(false, 0x10, wsp_reply(0x20, kMmsContentType, pdu), 90)) {
    packets.push_back(std::move(packet));
    packets.push_back({true, mm1::test::wtp_group_ack(0x10, WtpSide::kInitiator, 0)});
  }
  Bench bench;
  play(bench, packets);
  ASSERT_EQ(bench.told().size(), 2U);
  EXPECT_EQ(bench.told()[1].body, pdu);
  EXPECT_EQ(bench.told()[1].uri, "http://mmsc/m1");
  EXPECT_EQ(bench.told()[1].exchange, 1U);
}

TEST(Wtp, ALostSegmentLeavesTheBeginning) {
  Buffer pdu = kSend;
  pdu.resize(400, 0x55);
  std::vector<Packet> packets =
      segmented(true, 0x10, wsp_post("http://mmsc/", kMmsContentType, pdu), 100);
  packets.erase(packets.begin() + 2);
  packets.push_back({false, wtp_result(0x10, kReply)});
  Bench bench;
  play(bench, packets).bearers.finish();
  ASSERT_EQ(bench.told().size(), 2U);
  EXPECT_FALSE(bench.told()[0].complete);
  EXPECT_EQ(bench.told()[0].body.size(), 200 - (kPost.size() - kSend.size()));
  EXPECT_GT(bench.told()[0].reported_length, bench.told()[0].body.size());
  EXPECT_EQ(bench.told_lines()[1], kConfirmed);
  EXPECT_EQ(bench.count(LeftOut::kWtpIncomplete), 1U);
}

TEST(Wtp, WhatIsOpenAtTheEndIsDeliveredAsIncomplete) {
  Buffer pdu = kSend;
  pdu.resize(400, 0x55);
  std::vector<Packet> packets =
      segmented(true, 0x10, wsp_post("http://mmsc/", kMmsContentType, pdu), 100);
  packets.pop_back();
  Bench bench;
  play(bench, packets).bearers.finish();
  ASSERT_EQ(bench.told().size(), 1U);
  EXPECT_FALSE(bench.told()[0].complete);
  EXPECT_EQ(bench.count(LeftOut::kWtpIncomplete), 1U);
}

TEST(Wtp, AnAbortEndsWhatIsOpen) {
  Buffer pdu = kSend;
  pdu.resize(400, 0x55);
  std::vector<Packet> packets =
      segmented(true, 0x10, wsp_post("http://mmsc/", kMmsContentType, pdu), 100);
  packets.pop_back();
  packets.push_back({false, mm1::test::wtp_abort(0x10, WtpSide::kResponder, 0xE2)});
  Bench bench;
  play(bench, packets).wait(kSecond).bearers.advance(30 * kSecond);
  ASSERT_EQ(bench.told().size(), 1U);
  EXPECT_FALSE(bench.told()[0].complete);
}

/// A segmented method of four packets, its reply, and the acknowledgement.
std::vector<Packet> long_exchange() {
  Buffer pdu = kSend;
  pdu.resize(400, 0x55);
  std::vector<Packet> packets =
      segmented(true, 0x10, wsp_post("http://mmsc/", kMmsContentType, pdu), 110);
  packets.push_back({false, wtp_result(0x10, kReply)});
  packets.push_back({true, wtp_ack(0x10, WtpSide::kInitiator)});
  return packets;
}

// Two taps, or two queues of one host, may swap neighbouring packets.
TEST(Wtp, NeighboursInTheWrongOrderAreOneExchange) {
  const std::vector<Packet> packets = long_exchange();
  for (std::size_t i = 0; i + 1 < packets.size(); ++i) {
    std::vector<Packet> swapped = packets;
    std::swap(swapped[i], swapped[i + 1]);
    Bench bench;
    play(bench, swapped).bearers.finish();
    ASSERT_EQ(bench.told().size(), 2U) << i;
    EXPECT_EQ(bench.told()[0].body.size(), 400U) << i;
    EXPECT_TRUE(bench.told()[0].complete) << i;
    EXPECT_EQ(bench.told_lines()[1], kConfirmed) << i;
  }
}

// Seen of a real client: the Disconnect of a session has the TID of its last method.
TEST(Wtp, ADisconnectWithTheTidOfAMethodDoesNotEndIt) {
  std::vector<Packet> packets = long_exchange();
  packets.insert(packets.begin() + 3, {true, wtp_invoke(0x10, 0, from_hex("05 02"))});
  Bench bench;
  play(bench, packets);
  ASSERT_EQ(bench.told().size(), 2U);
  EXPECT_TRUE(bench.told()[0].complete);
  EXPECT_EQ(bench.told()[0].exchange, bench.told()[1].exchange);
}

TEST(Wtp, AResultCapturedBeforeItsInvokeAnswersIt) {
  Bench bench;
  play(bench, {{false, wtp_result(0x10, kReply)}, {true, wtp_invoke(0x10, 2, kPost)}});
  EXPECT_THAT(bench.told_lines(), ElementsAre(kSent, kConfirmed));
  EXPECT_THAT(bench.told()[1].frames, ElementsAre(1)) << "the frame that carried it";
}

TEST(Wtp, AResultWaitsForItsInvokeNoLongerThanASecond) {
  Bench bench;
  play(bench, {{false, wtp_result(0x10, kReply)}});
  EXPECT_THAT(bench.told_lines(), IsEmpty());
  bench.wait(kSecond);
  play(bench, {{true, wtp_invoke(0x10, 2, kPost)}});
  EXPECT_THAT(bench.told_lines(),
              ElementsAre("pdu wsp-co 10.0.0.3->10.0.0.1 #1 200 [8C 81 98]",
                          "pdu wsp-co 10.0.0.1>10.0.0.3 #2 POST http://mmsc/ [8C 80 98]"));
}

TEST(Wtp, AnAcknowledgementCapturedBeforeItsResultStillEndsTheTransaction) {
  const std::vector<Packet> session = {{true, wtp_invoke(0x10, 2, kPost)},
                                       {true, wtp_ack(0x10, WtpSide::kInitiator)},
                                       {false, wtp_result(0x10, kReply)}};
  Bench bench;
  play(play(bench, session), session);
  ASSERT_EQ(bench.told().size(), 4U);
  EXPECT_EQ(bench.told()[2].exchange, 2U);
}

// The octets behind the cut would be taken for those that were cut.
TEST(Wtp, ASegmentCutByTheSnapLengthEndsWhatIsKnown) {
  const std::vector<Packet> packets = long_exchange();
  Bench bench;
  for (std::size_t i = 0; i + 1 < packets.size(); ++i) {
    Buffer octets = packets[i].octets;
    const std::size_t cut = i == 1 ? 60 : 0;
    octets.resize(octets.size() - cut);
    bench.udp(packets[i].from_client ? kClient : kGateway,
              packets[i].from_client ? kGateway : kClient, octets, cut);
  }
  ASSERT_EQ(bench.told().size(), 2U);
  EXPECT_FALSE(bench.told()[0].complete);
  EXPECT_EQ(bench.told()[0].reported_length, 400U);
  EXPECT_EQ(bench.told()[0].body.size(), 160 - (kPost.size() - kSend.size()));
}

TEST(Wtp, AResultWithoutItsInvokeIsStillAResponse) {
  Bench bench;
  play(bench, {{false, wtp_result(0x10, kReply)}}).bearers.finish();
  EXPECT_THAT(bench.told_lines(), ElementsAre("pdu wsp-co 10.0.0.3->10.0.0.1 #1 200 [8C 81 98]"));
}

TEST(Wtp, ConcatenatedPdusAreTakenApart) {
  // §8.5: 00, then each PDU behind its length of 7 or 15 bits.
  const Buffer ack = wtp_ack(0x0F, WtpSide::kInitiator);
  const Buffer invoke = wtp_invoke(0x10, 2, kPost);
  Buffer datagram = {0x00, static_cast<std::uint8_t>(ack.size())};
  datagram.insert(datagram.end(), ack.begin(), ack.end());
  datagram.insert(datagram.end(), {0x80, static_cast<std::uint8_t>(invoke.size())});
  datagram.insert(datagram.end(), invoke.begin(), invoke.end());
  Bench bench;
  play(bench, {{true, datagram}});
  EXPECT_THAT(bench.told_lines(), ElementsAre(kSent));
  datagram.pop_back();
  play(bench, {{true, datagram}});
  EXPECT_EQ(bench.count(LeftOut::kWtpMalformed), 1U);
}

TEST(Wtp, HeaderItemsAreSkipped) {
  // §8.4: Invoke with CON; a short Option TPI, then a long Info TPI.
  Buffer packet = from_hex("8E 00 10 02 92 01 02 0C 03 61 62 63");
  packet.insert(packet.end(), kPost.begin(), kPost.end());
  Bench bench;
  play(bench, {{true, packet}});
  EXPECT_THAT(bench.told_lines(), ElementsAre(kSent));
}

TEST(Wtp, ExtendedSegmentNumbersAreJoined) {
  // §7.15: the PSN TPI carries the high octets; 300 packets need nine bits.
  Buffer pdu = kSend;
  pdu.resize(3000, 0x55);
  const Buffer post = wsp_post("http://mmsc/", kMmsContentType, pdu);
  std::vector<Packet> packets;
  for (std::size_t at = 0, number = 0; at < post.size(); at += 10, ++number) {
    const std::size_t count = std::min<std::size_t>(10, post.size() - at);
    const bool last = at + count == post.size();
    Buffer packet;
    if (number == 0) {
      packet = from_hex("08 00 10 02");
    } else {
      packet = {static_cast<std::uint8_t>(0xA8 | (last ? 2 : 0)),
                0x00,
                0x10,
                static_cast<std::uint8_t>(number),
                0x19,
                static_cast<std::uint8_t>(number >> 8)};
    }
    const auto begin = post.begin() + static_cast<long>(at);
    packet.insert(packet.end(), begin, begin + static_cast<long>(count));
    packets.push_back({true, packet});
  }
  Bench bench;
  play(bench, packets);
  ASSERT_EQ(bench.told().size(), 1U);
  EXPECT_EQ(bench.told()[0].body, pdu);
}

TEST(Wtp, MalformedPacketsAreCounted) {
  const std::string rows[] = {
      "00",                // concatenation of nothing
      "08",                // Invoke cut
      "78 00 10 02",       // type 15
      "8E 00 10 02 94 28"  // TPI past the end
  };
  for (const std::string& row : rows) {
    Bench bench;
    play(bench, {{true, from_hex(row)}});
    EXPECT_THAT(bench.told_lines(), IsEmpty());
    if (row != "00") {
      EXPECT_EQ(bench.count(LeftOut::kWtpMalformed), 1U) << row;
    }
  }
}

TEST(Wtp, AFloodOfOpenMessagesStaysWithinItsMemory) {
  Buffer piece = kPost;
  piece.resize(1000, 0x55);
  Bench bench({.max_body = 1 << 20, .max_memory = 1 << 20});
  for (std::uint16_t tid = 0; tid < 5000; ++tid) {
    play(bench, {{true, wtp_invoke(tid, 2, piece, Trailer::kMiddle)}});
  }
  EXPECT_GT(bench.count(LeftOut::kEvicted) + bench.count(LeftOut::kWtpIncomplete), 3000U);
  play(bench, {{true, wtp_invoke(6000, 2, kPost)}});
  EXPECT_EQ(bench.told().back().body, kSend);
}

// Each names as many methods as it may (WAP-230 §8.3.2.5), with names as long as they are kept.
TEST(Wtp, AFloodOfSessionsStaysWithinItsMemory) {
  constexpr std::size_t kMemory = 1 << 20;
  Buffer connect = from_hex("01 10 90 23 00 90 21 85");
  for (std::uint8_t method = 0; method < 32; ++method) {
    connect.push_back(static_cast<std::uint8_t>(method + (method < 16 ? 0x50 : 0x60)));
    connect.resize(connect.size() + 63, 'M');
    connect.push_back(0);
  }
  Bench bench({.max_body = kMemory, .max_memory = kMemory});
  const std::size_t before = mm1::test::heap_octets();
  for (std::uint16_t port = 1024; port < 3072; ++port) {
    bench.udp({ipv4(1), port}, kGateway, wtp_invoke(0x10, 2, connect));
  }
  EXPECT_LT(mm1::test::heap_octets() - before, 2 * kMemory);
}

TEST(Wtp, IdleTransactionsAreForgotten) {
  Bench bench;
  play(bench, {{true, wtp_invoke(0x10, 2, kPost)}});
  bench.wait(301 * kSecond);
  play(bench, {{false, wtp_result(0x10, kReply)}}).bearers.finish();
  EXPECT_EQ(bench.told().back().exchange, 2U);
}

}  // namespace
}  // namespace mm1::bearer::test
