// A known stream, cut and mixed up at random: the same octets come out; and where segments are
// dropped, gaps and the right octets behind them.
#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "analyzer/net/recorder.h"

namespace mm1::test {
namespace {

constexpr int kRounds = 300;

class Random {
 public:
  void seed(int seed) { engine_.seed(static_cast<unsigned>(seed)); }
  std::uint32_t operator()() { return static_cast<std::uint32_t>(engine_()); }

 private:
  std::mt19937 engine_;
};

// An octet tells its place, so that no octet can stand in for another.
std::string known_stream(std::size_t size, int seed) {
  Random random;
  random.seed(seed);
  std::string text(size, ' ');
  // No character of the recorder's marks.
  for (char& c : text) c = static_cast<char>('a' + random() % 26);
  return text;
}

struct Piece {
  bool from_client;
  std::uint32_t at;
  std::string octets;
  std::uint8_t flags = kAck;
  std::uint32_t acknowledges = 0;
};

// A dialogue in turns, as each side would send it.
std::vector<Piece> dialogue(const std::string& client, const std::string& server, Random& random) {
  std::vector<Piece> pieces;
  std::size_t client_at = 0;
  std::size_t server_at = 0;
  bool from_client = true;
  while (client_at < client.size() || server_at < server.size()) {
    const std::string& text = from_client ? client : server;
    std::size_t& at = from_client ? client_at : server_at;
    for (unsigned n = random() % 6 + 1; n > 0 && at < text.size(); --n) {
      const std::string octets = text.substr(at, random() % 40 + 1);
      pieces.push_back({from_client, static_cast<std::uint32_t>(at), octets, kAck,
                        static_cast<std::uint32_t>(from_client ? server_at : client_at)});
      at += octets.size();
    }
    from_client = !from_client;
  }
  for (const bool side : {true, false}) {
    pieces.push_back({side, static_cast<std::uint32_t>(side ? client.size() : server.size()), "",
                      kFin | kAck,
                      static_cast<std::uint32_t>(side ? server.size() : client.size())});
  }
  return pieces;
}

// Moves each packet by up to `window` places.
void mix_up(std::vector<Piece>& pieces, unsigned window, Random& random) {
  std::vector<std::pair<std::size_t, std::size_t>> order;
  for (std::size_t i = 0; i < pieces.size(); ++i)
    order.emplace_back(i + random() % (window + 1), i);
  std::ranges::sort(order);
  std::vector<Piece> mixed;
  for (const auto& [key, i] : order) mixed.push_back(pieces[i]);
  pieces = std::move(mixed);
}

void duplicate_some(std::vector<Piece>& pieces, const std::string& client,
                    const std::string& server, Random& random) {
  std::vector<Piece> more;
  for (const Piece& piece : pieces) {
    more.push_back(piece);
    if (random() % 4 != 0) continue;
    Piece again = more[random() % more.size()];
    const std::string& text = again.from_client ? client : server;
    // Sent again with other bounds.
    const auto back = random() % 20;
    again.at -= std::min(again.at, back);
    if ((again.flags & kFin) == 0) {
      // Nothing is sent again that was not sent before.
      std::size_t end = 0;
      for (const Piece& sent : more) {
        if (sent.from_client == again.from_client) {
          end = std::max(end, sent.at + sent.octets.size());
        }
      }
      again.octets =
          text.substr(again.at, std::min<std::size_t>(random() % 60 + 1, end - again.at));
      more.push_back(again);
    }
  }
  pieces = std::move(more);
}

void send(Conversation& tcp, const std::vector<Piece>& pieces) {
  for (const Piece& piece : pieces) {
    const Conversation::More more{piece.flags, piece.acknowledges, 0};
    if (piece.from_client) {
      tcp.client(piece.at, piece.octets, more);
    } else {
      tcp.server(piece.at, piece.octets, more);
    }
  }
}

class TcpPropertyTest : public ::testing::Test {
 protected:
  void next_round(int round) {
    random.seed(round);
    client = known_stream(random() % 600 + 1, 2 * round);
    server = known_stream(random() % 2000 + 1, 2 * round + 1);
    tcp = std::make_unique<Conversation>();
    tcp->client_initial = random();
    tcp->server_initial = random();
    if (round % 3 == 0) tcp->client_initial = 0xFFFF'FFFF - random() % 300;
    pieces = dialogue(client, server, random);
  }

  Random random;
  std::string client;
  std::string server;
  std::unique_ptr<Conversation> tcp;
  std::vector<Piece> pieces;
};

TEST_F(TcpPropertyTest, MixedUpAndDuplicatedGivesTheSameOctets) {
  for (int round = 0; round < kRounds; ++round) {
    next_round(round);
    duplicate_some(pieces, client, server, random);
    mix_up(pieces, random() % 12, random);
    tcp->handshake();
    send(*tcp, pieces);
    const SeenStream& seen = tcp->stream();
    ASSERT_EQ(seen.from_client, client + ".") << round;
    ASSERT_EQ(seen.from_server, server + ".") << round;
  }
}

TEST_F(TcpPropertyTest, AnswersFollowWhatTheyAnswer) {
  for (int round = 0; round < kRounds; ++round) {
    next_round(round);
    const std::vector<Piece> sent = pieces;
    mix_up(pieces, 8, random);
    tcp->handshake();
    send(*tcp, pieces);
    std::size_t delivered[2] = {0, 0};
    for (const SeenOctets& seen : tcp->stream().deliveries) {
      const std::size_t at = delivered[seen.from_client ? 1 : 0];
      for (const Piece& piece : sent) {
        if (piece.from_client == seen.from_client && piece.at == at && !piece.octets.empty()) {
          ASSERT_GE(delivered[seen.from_client ? 0 : 1], piece.acknowledges) << round;
        }
      }
      delivered[seen.from_client ? 1 : 0] += seen.octets.size();
    }
  }
}

TEST_F(TcpPropertyTest, MidStreamStartMixedUpAfterTheFirstPackets) {
  for (int round = 0; round < kRounds; ++round) {
    next_round(round);
    mix_up(pieces, 3, random);
    send(*tcp, pieces);
    const SeenStream& seen = tcp->stream();
    ASSERT_EQ(seen.from_client, client + ".") << round;
    ASSERT_EQ(seen.from_server, server + ".") << round;
  }
}

// Fills the gaps of what was seen with what was sent; nothing if it contradicts.
std::string filled(const std::string& seen, const std::string& sent) {
  std::string text;
  for (std::size_t i = 0; i < seen.size(); ++i) {
    if (seen[i] != '<') {
      text += seen[i];
      continue;
    }
    const std::size_t close = seen.find('>', i);
    const std::size_t length = std::stoul(seen.substr(i + 1, close - i - 1));
    if (text.size() + length > sent.size()) return "gap behind the end";
    text += sent.substr(text.size(), length);
    i = close;
  }
  return text;
}

TEST_F(TcpPropertyTest, DroppedSegmentsAreGapsAndAllOthersAreDelivered) {
  for (int round = 0; round < kRounds; ++round) {
    next_round(round);
    std::vector<Piece> kept;
    std::vector<bool> captured[2] = {std::vector<bool>(server.size()),
                                     std::vector<bool>(client.size())};
    for (const Piece& piece : pieces) {
      if (random() % 5 == 0) continue;
      kept.push_back(piece);
      for (std::size_t i = 0; i < piece.octets.size(); ++i) {
        captured[piece.from_client ? 1 : 0][piece.at + i] = true;
      }
    }
    mix_up(kept, random() % 6, random);
    tcp->handshake();
    send(*tcp, kept);
    tcp->seen.finish();
    if (tcp->seen.streams.empty()) continue;  // not an octet was captured
    const SeenStream& seen = *tcp->seen.streams.front();
    for (const bool from_client : {true, false}) {
      const std::string& sent = from_client ? client : server;
      std::string text = from_client ? seen.from_client : seen.from_server;
      text.pop_back();
      EXPECT_TRUE(sent.starts_with(filled(text, sent))) << round << " " << text;
      std::size_t octets = 0;
      for (const SeenOctets& delivery : seen.deliveries) {
        if (delivery.from_client == from_client) octets += delivery.octets.size();
      }
      const auto& there = captured[from_client ? 1 : 0];
      EXPECT_EQ(octets, static_cast<std::size_t>(std::ranges::count(there, true))) << round;
    }
  }
}

}  // namespace
}  // namespace mm1::test
