// The reassembly contract: no octet that was captured is lost, none is invented, and what is
// missing is said. The cases are those in which known reassemblers fail, and those Zeek tests.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "analyzer/net/recorder.h"

namespace mm1::test {
namespace {

using capture::LeftOut;
using ::testing::ElementsAre;
using ::testing::SizeIs;

using More = Conversation::More;

constexpr std::uint8_t kFinAck = kFin | kAck;

TEST(TcpContractTest, ConnectionFromSynToFin) {
  Conversation tcp;
  tcp.handshake();
  tcp.client(0, "request");
  tcp.server(0, "answer");
  tcp.client(7, "", {kFinAck, {}, 0});
  tcp.server(6, "", {kFinAck, {}, 0});
  tcp.client(8);
  const SeenStream& stream = tcp.stream();
  EXPECT_EQ(stream.client, "10.0.0.1 40000");
  EXPECT_EQ(stream.server, "10.0.0.2 80");
  EXPECT_EQ(stream.from_client, "request.");
  EXPECT_EQ(stream.from_server, "answer.");
  EXPECT_TRUE(stream.closed);
  EXPECT_THAT(tcp.seen.offered, ElementsAre("request"));
}

TEST(TcpContractTest, MidStreamStartIsRead) {
  Conversation tcp;
  tcp.client(500, "request");
  tcp.server(900, "answer");
  const SeenStream& stream = tcp.stream();
  EXPECT_EQ(stream.from_client, "request~");
  EXPECT_EQ(stream.from_server, "answer~");
}

TEST(TcpContractTest, MidStreamStartWithFirstSegmentsSwapped) {
  Conversation tcp;
  tcp.server(1005, "second");
  tcp.server(1000, "first");
  tcp.server(1011, "third");
  tcp.idle(10);
  EXPECT_EQ(tcp.stream().from_server, "firstsecondthird~");
  EXPECT_THAT(tcp.seen.offered, ElementsAre("first"));
}

TEST(TcpContractTest, OctetsBeforeTheirSyn) {
  Conversation tcp;
  tcp.client(7, "late");
  tcp.client(0, "request");
  tcp.handshake();
  tcp.server(0, "answer");
  const SeenStream& stream = tcp.stream();
  EXPECT_EQ(stream.from_client, "requestlate~");
  EXPECT_EQ(stream.from_server, "answer~");
}

TEST(TcpContractTest, SegmentsOutOfOrder) {
  Conversation tcp;
  tcp.handshake();
  tcp.client(0, "a");
  tcp.client(3, "d");
  tcp.client(2, "c");
  tcp.client(1, "b");
  tcp.client(4, "e");
  const SeenStream& stream = tcp.stream();
  EXPECT_EQ(stream.from_client, "abcde~");
  // Handshake: frames 1 to 3. Each octet knows its frame, and the latest that was needed.
  std::vector<std::uint32_t> frames;
  std::vector<std::uint32_t> completed_by;
  for (const SeenOctets& seen : stream.deliveries) {
    frames.push_back(seen.frame);
    completed_by.push_back(seen.completed_by);
  }
  EXPECT_THAT(frames, ElementsAre(4, 7, 6, 5, 8));
  EXPECT_THAT(completed_by, ElementsAre(4, 7, 7, 7, 8));
}

TEST(TcpContractTest, RetransmissionIsTakenOnce) {
  Conversation tcp;
  tcp.handshake();
  tcp.client(0, "abc");
  tcp.client(0, "abc");
  tcp.client(0, "abcdef");  // sent again with more behind it
  EXPECT_EQ(tcp.stream().from_client, "abcdef~");
}

TEST(TcpContractTest, FirstCopyWinsWhereSegmentsOverlap) {
  Conversation tcp;
  tcp.handshake();
  tcp.client(2, "CC");
  tcp.client(6, "GG");
  tcp.client(1, "bxxdexxh");  // around and between both
  tcp.client(0, "a");
  EXPECT_EQ(tcp.stream().from_client, "abCCdeGGh~");
}

TEST(TcpContractTest, LostSegmentIsAGapOfItsLength) {
  Conversation tcp;
  tcp.handshake();
  tcp.client(0, "request");
  tcp.server(0, "before");
  tcp.server(106, "behind");
  tcp.client(7, "", {kAck, 112, 0});
  tcp.idle(70);
  EXPECT_EQ(tcp.seen.streams.at(0)->from_server, "before<100>behind");
  EXPECT_EQ(tcp.seen.left_out[LeftOut::kTcpGap], 1u);
}

TEST(TcpContractTest, LostSegmentIsWaitedForWhileItIsNotAcknowledged) {
  Conversation tcp;
  tcp.handshake();
  tcp.server(0, "before");
  for (int i = 0; i < 100; ++i) {
    tcp.client(0, "", {kAck, 6, 0});
    tcp.server(106 + static_cast<std::uint32_t>(i), "x");
  }
  tcp.seen.time_ns += 30'000'000'000;  // the sender's timer
  tcp.server(6, std::string(100, '.'));
  const std::string expected = "before" + std::string(100, '.') + std::string(100, 'x');
  EXPECT_EQ(tcp.seen.streams.at(0)->from_server, expected);
}

TEST(TcpContractTest, GapAndMuchMoreBehindIt) {
  Conversation tcp;
  tcp.handshake();
  tcp.client(0, "request");
  const std::string block(1400, 'b');
  tcp.server(0, block);
  std::uint32_t at = 1400 + 1000;
  for (int i = 0; i < 4000; ++i, at += 1400) tcp.server(at, block);
  const SeenStream& stream = tcp.stream();
  EXPECT_EQ(stream.from_server.size(), 1400u * 4001 + std::string("<1000>~").size());
  EXPECT_EQ(stream.from_server.substr(1400, 6), "<1000>");
  EXPECT_EQ(stream.client, "10.0.0.1 40000");
}

TEST(TcpContractTest, HeavyLossStaysBounded) {
  net::NetworkOptions options;
  options.max_stream_buffer = 100'000;
  Conversation tcp(options);
  tcp.handshake();
  std::size_t captured = 0;
  for (std::uint32_t i = 0; i < 2000; ++i) {
    if (i % 3 == 1) continue;
    tcp.server(i * 100, std::string(100, 's'));
    tcp.client(0, "", {kAck, (i + 1) * 100, 0});
    ++captured;
  }
  const SeenStream& stream = tcp.stream();
  EXPECT_EQ(std::ranges::count(stream.from_server, 's'), static_cast<long>(captured * 100));
  // From 1 to 1999, each third; the one behind the last captured segment cannot be known of.
  EXPECT_EQ(tcp.seen.left_out[LeftOut::kTcpGap], 666u);
}

TEST(TcpContractTest, AcknowledgementSeenBeforeItsOctetsIsNoLoss) {
  Conversation tcp;
  tcp.handshake();
  tcp.client(0, "one");
  tcp.server(0, "", {kAck, 6, 0});  // acknowledges what is captured next
  tcp.server(0, "answer", {kAck, 6, 0});
  tcp.client(3, "two");
  const SeenStream& stream = tcp.stream();
  EXPECT_EQ(stream.from_client, "onetwo~");
  EXPECT_EQ(stream.from_server, "answer~");
  // The answer is read after what it answers.
  EXPECT_EQ(stream.deliveries.back().octets, "answer");
}

TEST(TcpContractTest, AnswerToLostOctetsFollowsTheirGap) {
  Conversation tcp;
  tcp.handshake();
  tcp.client(0, "request");
  tcp.server(0, "answer", {kAck, 107, 0});
  tcp.idle(70);
  EXPECT_EQ(tcp.seen.streams.at(0)->from_client, "request<100>");
  EXPECT_EQ(tcp.seen.streams.at(0)->from_server, "answer");
}

TEST(TcpContractTest, FinOvertakesOctets) {
  Conversation tcp;
  tcp.handshake();
  tcp.server(0, "first");
  tcp.server(16, "", {kFinAck, {}, 0});
  tcp.server(11, "third");
  tcp.server(5, "second");
  EXPECT_EQ(tcp.stream().from_server, "firstsecondthird.");
}

TEST(TcpContractTest, FinWithOctetsOvertakes) {
  Conversation tcp;
  tcp.handshake();
  tcp.server(5, "second", {kFinAck, {}, 0});
  tcp.server(0, "first");
  EXPECT_EQ(tcp.stream().from_server, "firstsecond.");
}

TEST(TcpContractTest, FinRetransmittedAndOctetsAfterTheEnd) {
  Conversation tcp;
  tcp.handshake();
  tcp.server(0, "answer", {kFinAck, {}, 0});
  tcp.server(0, "answer", {kFinAck, {}, 0});
  tcp.server(6, "more");
  EXPECT_EQ(tcp.stream().from_server, "answer.");
}

// A capture that begins in the middle, of a side that only ended.
TEST(TcpContractTest, SideWithoutSynAndOctetsEndsWithItsFin) {
  Conversation tcp;
  tcp.client(0, "request", {kFinAck, {}, 0});
  tcp.server(0, "", {kFinAck, {}, 0});
  tcp.client(8, "", {kAck, 1, 0});
  for (int second = 0; second < 4; ++second) {
    tcp.seen.time_ns += 1'000'000'000;
    tcp.client(8, "", {kAck, 1, 0});
  }
  ASSERT_THAT(tcp.seen.streams, SizeIs(1));
  EXPECT_EQ(tcp.seen.streams[0]->from_client, "request.");
  EXPECT_EQ(tcp.seen.streams[0]->from_server, ".");
  EXPECT_TRUE(tcp.seen.streams[0]->closed);
}

TEST(TcpContractTest, OctetsBeforeAFinThatCameFirstMayBeSentAgain) {
  Conversation tcp;
  tcp.client(0, "request");
  tcp.server(6, "", {kFinAck, {}, 0});  // what came before was lost on its way
  tcp.client(7, "", {kAck, 0, 0});
  tcp.seen.time_ns += 5'000'000'000;
  tcp.server(0, "answer", {kFinAck, {}, 0});
  EXPECT_EQ(tcp.stream().from_server, "answer.");
}

TEST(TcpContractTest, LossBeforeFin) {
  Conversation tcp;
  tcp.handshake();
  tcp.server(0, "first");
  tcp.server(105, "", {kFinAck, {}, 0});
  EXPECT_EQ(tcp.stream().from_server, "first<100>.");
}

TEST(TcpContractTest, ResetOvertakesOctets) {
  for (const bool by_server : {true, false}) {
    Conversation tcp;
    tcp.handshake();
    tcp.client(0, "request");
    tcp.server(0, "first");
    if (by_server) {
      tcp.server(16, "", {kRst, {}, 0});
    } else {
      tcp.client(7, "", {kRst, {}, 0});
    }
    tcp.server(5, "second");
    tcp.server(11, "third");
    const SeenStream& stream = tcp.stream();
    EXPECT_EQ(stream.from_server, "firstsecondthird!") << by_server;
  }
}

TEST(TcpContractTest, ResetEndsBothDirectionsASecondLater) {
  Conversation tcp;
  tcp.handshake();
  tcp.client(0, "request");
  tcp.server(0, "", {kRst, {}, 0});
  EXPECT_EQ(tcp.seen.streams.at(0)->from_client, "request");
  tcp.seen.time_ns += 2'000'000'000;
  tcp.seen.ip_packet(ip_packet_of({"1.1.1.1", "2.2.2.2", 99, 0}, {}));  // of somebody else
  EXPECT_EQ(tcp.seen.streams.at(0)->from_client, "request!");
  EXPECT_EQ(tcp.seen.streams.at(0)->from_server, "!");
  EXPECT_TRUE(tcp.seen.streams.at(0)->closed);
}

TEST(TcpContractTest, ResetOfAnotherConnectionIsIgnored) {
  Conversation tcp;
  tcp.handshake();
  tcp.client(0, "one");
  tcp.server(0x4000'0000, "", {kRst, {}, 0});
  tcp.idle(50);
  tcp.client(3, "two");
  EXPECT_EQ(tcp.stream().from_client, "onetwo~");
  EXPECT_EQ(tcp.seen.left_out[LeftOut::kTcpOutOfWindow], 1u);
}

TEST(TcpContractTest, SamePortsAgainWithoutFinAreANewConnection) {
  Conversation tcp;
  tcp.handshake();
  tcp.client(0, "request");
  tcp.server(0, "answer");
  tcp.client_initial = 777'000;
  tcp.server_initial = 999'000;
  tcp.handshake();
  tcp.client(0, "request 2");
  tcp.server(0, "answer 2");
  tcp.seen.finish();
  ASSERT_THAT(tcp.seen.streams, SizeIs(2));
  EXPECT_EQ(tcp.seen.streams[0]->from_client, "request+");
  EXPECT_EQ(tcp.seen.streams[0]->from_server, "answer+");
  EXPECT_EQ(tcp.seen.streams[1]->from_client, "request 2~");
  EXPECT_EQ(tcp.seen.streams[1]->from_server, "answer 2~");
}

TEST(TcpContractTest, SamePortsAgainAfterFinAndInTheOtherRole) {
  Conversation tcp;
  tcp.handshake();
  tcp.client(0, "one", {kFinAck, {}, 0});
  tcp.server(0, "two", {kFinAck, {}, 0});
  std::swap(tcp.client_end, tcp.server_end);
  tcp.client_initial = 5'000'000;
  tcp.server_initial = 6'000'000;
  tcp.handshake();
  tcp.client(0, "three");
  tcp.seen.finish();
  ASSERT_THAT(tcp.seen.streams, SizeIs(2));
  EXPECT_EQ(tcp.seen.streams[1]->client, "10.0.0.2 80");
  EXPECT_EQ(tcp.seen.streams[1]->from_client, "three~");
}

TEST(TcpContractTest, NewConnectionWhoseSynWasNotCaptured) {
  Conversation tcp;
  tcp.handshake();
  tcp.client(0, "one");
  tcp.client_initial = 0x7000'0000;
  tcp.server_initial = 0x1234'5678;
  tcp.server(static_cast<std::uint32_t>(-1), "", {kSyn | kAck, 0, 0});
  tcp.client(0, "two");
  tcp.seen.finish();
  ASSERT_THAT(tcp.seen.streams, SizeIs(2));
  EXPECT_EQ(tcp.seen.streams[0]->from_client, "one+");
  EXPECT_EQ(tcp.seen.streams[1]->from_client, "two~");
}

TEST(TcpContractTest, SynSentAgainIsNoNewConnection) {
  Conversation tcp;
  tcp.handshake();
  tcp.client(0, "one");
  tcp.handshake();
  tcp.client(3, "two");
  EXPECT_EQ(tcp.stream().from_client, "onetwo~");
}

TEST(TcpContractTest, SequenceNumbersWrap) {
  Conversation tcp;
  tcp.client_initial = 0xFFFF'FFFF - 5;
  tcp.handshake();
  std::string expected;
  for (std::uint32_t at = 0; at < 40; at += 4) tcp.client(at, "abcd");
  for (int i = 0; i < 10; ++i) expected += "abcd";
  EXPECT_EQ(tcp.stream().from_client, expected + "~");
}

TEST(TcpContractTest, SequenceNumbersWrapInsideWhatWaits) {
  Conversation tcp;
  tcp.client_initial = 0xFFFF'FFFF - 5;
  tcp.handshake();
  tcp.client(8, "ijkl");
  tcp.client(4, "efgh");
  tcp.client(0, "abcd");
  EXPECT_EQ(tcp.stream().from_client, "abcdefghijkl~");
}

TEST(TcpContractTest, OneSidedCapture) {
  Conversation tcp;
  for (std::uint32_t at = 0; at < 50; ++at) tcp.server(at, "x", {kAck, 100 * at, 0});
  EXPECT_EQ(tcp.seen.streams.at(0)->from_server, std::string(50, 'x'));
}

TEST(TcpContractTest, PositionsCountOnBeyondFourGigaoctets) {
  Conversation tcp;
  tcp.handshake();
  constexpr std::uint32_t kLost = 900'000'000;
  std::uint32_t at = 0;  // wraps
  for (int i = 0; i < 6; ++i) {
    tcp.server(at, "captured");
    at += 8 + kLost;
    tcp.server(at, "!");
    tcp.client(0, "", {kAck, at + 1, 0});
    tcp.idle(70);
    ++at;
  }
  std::string expected;
  for (int i = 0; i < 6; ++i) expected += "captured<900000000>!";
  EXPECT_EQ(tcp.stream().from_server, expected + "~");
}

TEST(TcpContractTest, ResetAfterSynAndAnotherTry) {
  Conversation tcp;
  tcp.client(static_cast<std::uint32_t>(-1), "", {kSyn, {}, 0});
  tcp.server(0, "", {kRst | kAck, 0, 0});
  tcp.client_initial += 100'000;
  tcp.handshake();
  tcp.client(0, "request");
  EXPECT_EQ(tcp.stream().from_client, "request~");
}

TEST(TcpContractTest, SynWithWrongChecksumIsBelieved) {
  // Cards compute checksums after the packet was captured.
  Conversation tcp;
  Buffer packet =
      ip_packet_of({tcp.client_end.address, tcp.server_end.address, kTcp, 0},
                   tcp_segment(tcp.client_end, tcp.server_end, {tcp.client_initial, 0, kSyn}, {}));
  packet[10] ^= 0xFF;
  packet[36] ^= 0xFF;
  tcp.seen.ip_packet(packet);
  tcp.client(4, "octets");
  tcp.client(0, "four");
  EXPECT_EQ(tcp.stream().from_client, "fouroctets~");
}

TEST(TcpContractTest, ForgedAnswerThatComesFirstIsWhatIsRead) {
  // The receiver takes it too ("quantum insert"); the true octets behind it go on.
  Conversation tcp;
  tcp.handshake();
  tcp.client(0, "request");
  tcp.server(0, "forged");
  tcp.server(0, "answer and more");
  EXPECT_EQ(tcp.stream().from_server, "forged and more~");
}

TEST(TcpContractTest, HeaderCutByTheSnapLengthIsCounted) {
  Conversation tcp;
  tcp.handshake();
  tcp.client(0, "request", {kAck, {}, 8});  // one octet of the header is missing
  tcp.client(7, "more");
  EXPECT_EQ(tcp.stream().from_client, "<7>more~");
  EXPECT_EQ(tcp.seen.left_out[LeftOut::kPacketTruncated], 1u);
}

TEST(TcpContractTest, KeepAliveAndZeroWindowProbes) {
  Conversation tcp;
  tcp.handshake();
  tcp.client(0, "request");
  tcp.client(6, "");    // keep-alive without an octet
  tcp.client(6, "\0");  // and with a wrong one
  tcp.client(7, "m");   // probe of a zero window: the next octet, sent again later
  tcp.server(0, "", {kAck, 7, 0});
  tcp.client(7, "more");
  EXPECT_EQ(tcp.stream().from_client, "requestmore~");
}

TEST(TcpContractTest, OctetsInTheSyn) {
  Conversation tcp;
  tcp.client(static_cast<std::uint32_t>(-1), "early", {kSyn, {}, 0});
  tcp.server(static_cast<std::uint32_t>(-1), "", {kSyn | kAck, 5, 0});
  tcp.client(5, "later");
  EXPECT_EQ(tcp.stream().from_client, "earlylater~");
}

TEST(TcpContractTest, OctetsTheSnapLengthCutAreAGap) {
  Conversation tcp;
  tcp.handshake();
  tcp.server(0, "0123456789", {kAck, {}, 4});
  tcp.server(10, "0123456789", {kAck, {}, 10});  // none captured
  tcp.server(20, "0123456789", {kAck, {}, 2});
  EXPECT_EQ(tcp.stream().from_server, "012345<4><10>01234567<2>~");
}

TEST(TcpContractTest, CutOctetsAreTakenFromAnotherSegment) {
  Conversation tcp;
  tcp.handshake();
  tcp.server(6, "6789");
  tcp.server(0, "0123456789", {kAck, {}, 4});
  EXPECT_EQ(tcp.stream().from_server, "0123456789~");
}

TEST(TcpContractTest, DuplicatesOfTwoTapsAreTakenOnce) {
  Conversation tcp;
  for (int tap = 0; tap < 2; ++tap) tcp.handshake();
  for (int tap = 0; tap < 2; ++tap) tcp.client(0, "request");
  for (int tap = 0; tap < 2; ++tap) tcp.server(0, "answer", {kFinAck, {}, 0});
  for (int tap = 0; tap < 2; ++tap) tcp.client(7, "", {kFinAck, {}, 0});
  const SeenStream& stream = tcp.stream();
  EXPECT_EQ(stream.from_client, "request.");
  EXPECT_EQ(stream.from_server, "answer.");
}

TEST(TcpContractTest, WithoutSynTheClientIsFoundByOctetsThenPorts) {
  Conversation by_octets;
  std::swap(by_octets.client_end.port, by_octets.server_end.port);
  by_octets.server(0, "HTTP/1.1 200 OK\r\n");
  EXPECT_EQ(by_octets.stream().client, "10.0.0.1 80");

  Conversation by_ports;
  by_ports.server(0, "\x01\x02");
  EXPECT_EQ(by_ports.stream().client, "10.0.0.1 40000");
}

TEST(TcpContractTest, EveryFlowOfManyIsKeptApart) {
  Conversation tcp;
  for (unsigned i = 0; i < 20'000; ++i) {
    tcp.client_end = {"10.1." + std::to_string(i >> 8 & 255) + "." + std::to_string(i & 255),
                      static_cast<std::uint16_t>(1024 + i % 7)};
    tcp.client(0, "a");
    tcp.client(1, "b");
  }
  tcp.seen.finish();
  ASSERT_THAT(tcp.seen.streams, SizeIs(20'000));
  for (const auto& stream : tcp.seen.streams) ASSERT_EQ(stream->from_client, "ab~");
}

TEST(TcpContractTest, Ipv6) {
  Conversation tcp;
  tcp.client_end.address = "2001:db8::1";
  tcp.server_end.address = "2001:db8::2";
  tcp.handshake();
  tcp.client(0, "request");
  const SeenStream& stream = tcp.stream();
  EXPECT_EQ(stream.client, "2001:db8::1 40000");
  EXPECT_EQ(stream.from_client, "request~");
}

}  // namespace
}  // namespace mm1::test
