// Segmented transfers whose packets are duplicated, change places and get lost: PDUs are never
// invented, and all are there when nothing was lost. Floods stay within their memory.
#include <algorithm>
#include <random>

#include "recorder.h"
#include "support/wsp_layers.h"

namespace mm1::bearer::test {
namespace {

using capture::LeftOut;
using mm1::test::from_hex;
using mm1::test::kMmsContentType;
using mm1::test::Trailer;
using mm1::test::wtp_invoke;
using mm1::test::wtp_result;

const net::Endpoint kClient{ipv4(1), 49000};
const net::Endpoint kGateway{ipv4(3), 9201};

struct Packet {
  std::int64_t time_ns;
  bool from_client;
  Buffer octets;
};

using Random = std::mt19937;

std::size_t below(Random& random, std::size_t limit) { return random() % limit; }

Buffer random_pdu(Random& random, std::uint8_t type) {
  Buffer pdu = from_hex("8C 80 98 41 00 8D 92");
  pdu[1] = type;
  for (std::size_t left = below(random, 3000); left > 0; --left) {
    pdu.push_back(static_cast<std::uint8_t>(random()));
  }
  return pdu;
}

void add_message(std::vector<Packet>& packets, std::int64_t& now, bool from_client,
                 std::uint16_t tid, const Buffer& message, std::size_t segment) {
  std::uint8_t number = 0;
  for (std::size_t at = 0; at < message.size(); at += segment, ++number) {
    const std::size_t end = std::min(at + segment, message.size());
    const Buffer piece(message.begin() + static_cast<long>(at),
                       message.begin() + static_cast<long>(end));
    const Trailer trailer = end == message.size() ? Trailer::kLastOfMessage
                            : number % 4 == 3     ? Trailer::kLastOfGroup
                                                  : Trailer::kMiddle;
    Buffer octets;
    if (number == 0) {
      octets = from_client ? wtp_invoke(tid, 2, piece, trailer) : wtp_result(tid, piece, trailer);
    } else {
      octets = from_client ? mm1::test::wtp_segmented_invoke(tid, number, piece, trailer)
                           : mm1::test::wtp_segmented_result(tid, number, piece, trailer);
    }
    packets.push_back({now += 20'000'000, from_client, octets});
    const auto side = from_client ? mm1::test::WtpSide::kResponder : mm1::test::WtpSide::kInitiator;
    if (trailer != Trailer::kMiddle) {
      packets.push_back(
          {now += 20'000'000, !from_client, mm1::test::wtp_group_ack(tid, side, number)});
    }
  }
}

void play(Bench& bench, const std::vector<Packet>& packets) {
  std::uint32_t frame = 0;
  for (const Packet& packet : packets) {
    net::Stamp stamp;
    stamp.ref = {.file = 0, .frame = ++frame};
    stamp.time_ns = stamp.completed_ns = packet.time_ns;
    stamp.completed_by = stamp.ref;
    const FrameRef frames[] = {stamp.ref};
    bench.bearers.advance(stamp.time_ns);
    bench.bearers.on_datagram({.source = packet.from_client ? kClient : kGateway,
                               .destination = packet.from_client ? kGateway : kClient,
                               .payload = packet.octets,
                               .reported_length = packet.octets.size(),
                               .stamp = stamp,
                               .frames = frames});
  }
  bench.bearers.finish();
}

/// What was sent, its packets in order of a disturbed capture.
struct Conversation {
  std::vector<Buffer> pdus;
  std::vector<Packet> packets;
};

Conversation converse(Random& random) {
  Conversation conversation;
  std::int64_t now = 0;
  for (std::uint16_t tid = 1; tid <= 4; ++tid) {
    const Buffer request = random_pdu(random, 0x80);
    const Buffer answer = random_pdu(random, 0x81);
    const std::size_t segment = 200 + below(random, 1200);
    add_message(conversation.packets, now, true, tid,
                mm1::test::wsp_post("http://mmsc/", kMmsContentType, request), segment);
    add_message(conversation.packets, now, false, tid,
                mm1::test::wsp_reply(0x20, kMmsContentType, answer), segment);
    conversation.packets.push_back(
        {now += 20'000'000, true, mm1::test::wtp_ack(tid, mm1::test::WtpSide::kInitiator)});
    conversation.pdus.insert(conversation.pdus.end(), {request, answer});
    now += 3 * kSecond;
  }
  return conversation;
}

void disturb(std::vector<Packet>& packets, Random& random, bool lose) {
  std::vector<Packet> disturbed;
  for (const Packet& packet : packets) {
    if (lose && below(random, 12) == 0) continue;
    const std::size_t copies = below(random, 6) == 0 ? 2 : 1;
    for (std::size_t i = 0; i < copies; ++i) {
      Packet copy = packet;
      copy.time_ns += static_cast<std::int64_t>(below(random, 400'000'000));
      disturbed.push_back(copy);
    }
  }
  std::ranges::stable_sort(disturbed, {}, &Packet::time_ns);
  packets = std::move(disturbed);
}

std::vector<Buffer> complete_pdus(const Bench& bench) {
  std::vector<Buffer> pdus;
  for (const Seen& message : bench.sink.seen) {
    if (message.kind == MessageKind::kPdu && message.complete) pdus.push_back(message.body);
  }
  std::ranges::sort(pdus);
  return pdus;
}

TEST(WapProperty, DuplicatedAndReorderedTransfersAreAllThereAndFaultless) {
  for (unsigned seed = 0; seed < 150; ++seed) {
    Random random(seed);
    Conversation conversation = converse(random);
    disturb(conversation.packets, random, false);
    Bench bench;
    play(bench, conversation.packets);
    std::ranges::sort(conversation.pdus);
    ASSERT_EQ(complete_pdus(bench), conversation.pdus) << "seed " << seed;
    ASSERT_THAT(bench.findings(), ::testing::IsEmpty()) << "seed " << seed;
  }
}

TEST(WapProperty, LostPacketsInventNoPdu) {
  for (unsigned seed = 0; seed < 150; ++seed) {
    Random random(seed);
    Conversation conversation = converse(random);
    disturb(conversation.packets, random, true);
    Bench bench;
    play(bench, conversation.packets);
    for (const Seen& message : bench.sink.seen) {
      if (message.kind != MessageKind::kPdu) continue;
      const bool sent = std::ranges::any_of(conversation.pdus, [&](const Buffer& pdu) {
        return message.complete
                   ? pdu == message.body
                   : pdu.size() >= message.body.size() &&
                         std::equal(message.body.begin(), message.body.end(), pdu.begin());
      });
      ASSERT_TRUE(sent) << "seed " << seed;
    }
  }
}

// A method and the data that came after its beginning (WAP-230 §8.2.3.4), told apart by a Frame
// boundary item: 28 in the last packet of the first PDU.
TEST(WapProperty, DataFragmentsContinueTheirMethod) {
  const Buffer pdu = from_hex("8C 80 98 41 00 8D 92 89 01 81");
  const Buffer post =
      mm1::test::wsp_post("http://mmsc/", kMmsContentType, Buffer(pdu.begin(), pdu.begin() + 6));
  Buffer first = from_hex("88 00 10 02 28");
  first.insert(first.end(), post.begin(), post.end());
  Buffer second = from_hex("2A 00 10 01 80 00");
  second.insert(second.end(), pdu.begin() + 6, pdu.end());
  Bench bench;
  bench.udp(kClient, kGateway, first).udp(kClient, kGateway, second);
  ASSERT_EQ(bench.told().size(), 1U);
  EXPECT_EQ(bench.told()[0].body, pdu);
  EXPECT_TRUE(bench.told()[0].complete);
}

// §7.8.3: the responder asks whether the TID is meant, the initiator says so; neither ends
// anything.
TEST(WapProperty, TidVerificationEndsNoTransaction) {
  const Buffer post = mm1::test::wsp_post("http://mmsc/", kMmsContentType, from_hex("8C 80 98"));
  Bench bench;
  bench.udp(kClient, kGateway, wtp_invoke(0x10, 2, post))
      .udp(kGateway, kClient, from_hex("1C 80 10"))
      .udp(kClient, kGateway, from_hex("1C 00 10"))
      .udp(kClient, kGateway, wtp_invoke(0x10, 2, post))  // again, RID clear
      .udp(kGateway, kClient,
           wtp_result(0x10, mm1::test::wsp_reply(0x20, kMmsContentType, from_hex("8C 81"))));
  ASSERT_EQ(bench.told().size(), 2U);
  EXPECT_EQ(bench.told()[1].exchange, bench.told()[0].exchange);
}

struct Flood {
  const char* name;
  bool loses;  // octets that may have been MM1
  Buffer (*packet)(std::uint32_t number);
};

Buffer with_tid(Buffer packet, std::uint32_t number) {
  packet[1] = static_cast<std::uint8_t>(number >> 8 & 0x7f);
  packet[2] = static_cast<std::uint8_t>(number);
  return packet;
}

TEST(WapProperty, FloodsStayWithinTheirMemoryAndAreCounted) {
  static const Buffer kLong = [] {
    Buffer pdu = from_hex("8C 80 98 41 00 8D 92");
    pdu.resize(1000, 0x55);
    return mm1::test::wsp_post("http://mmsc/", kMmsContentType, pdu);
  }();
  const Flood floods[] = {
      {"open messages", true,
       [](std::uint32_t number) {
         return with_tid(wtp_invoke(0, 2, kLong, Trailer::kMiddle), number);
       }},
      {"a message without end", true,
       [](std::uint32_t number) {
         Buffer packet = from_hex("A8 00 10 00 1A 00 00");
         packet[3] = static_cast<std::uint8_t>(number);
         packet[5] = static_cast<std::uint8_t>(number >> 16);
         packet[6] = static_cast<std::uint8_t>(number >> 8);
         packet.resize(1000, 0x55);
         if (number == 0) packet[3] = 1;
         return packet;
       }},
      {"requests for long addresses", false,
       [](std::uint32_t number) {
         return with_tid(wtp_invoke(0, 2, mm1::test::wsp_get(std::string(2000, 'u'))), number);
       }},
  };
  for (const Flood& flood : floods) {
    Bench bench({.max_body = 256 << 10, .max_memory = 1 << 20});
    for (std::uint32_t number = 0; number < 4000; ++number) {
      bench.udp(kClient, kGateway, flood.packet(number)).wait(-kSecond);
    }
    EXPECT_GT(bench.count(LeftOut::kEvicted), 100U) << flood.name;
    EXPECT_EQ(bench.losses() > 0, flood.loses) << flood.name;
    bench.udp(kClient, kGateway,
              wtp_invoke(0x7ffe, 2,
                         mm1::test::wsp_post("http://mmsc/", kMmsContentType,
                                             from_hex("8C 80 98 41 00 8D 92"))));
    EXPECT_EQ(bench.told().back().body, from_hex("8C 80 98 41 00 8D 92")) << flood.name;
  }
}

TEST(WapProperty, AFloodOfSessionsIsBoundedAndCounted) {
  Bench bench({.max_body = 1 << 20, .max_memory = 1 << 20});
  for (std::uint16_t port = 10000; port < 30000; ++port) {
    bench.udp({ipv4(1), port}, kGateway, wtp_invoke(1, 2, mm1::test::wsp_connect())).wait(-kSecond);
  }
  EXPECT_GT(bench.count(LeftOut::kEvicted), 1000U);
}

}  // namespace
}  // namespace mm1::bearer::test
