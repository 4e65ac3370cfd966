// One TCP connection: both directions put in order for one StreamReader.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>

#include "budget.h"
#include "mm1/net/network.h"
#include "tcp_direction.h"

namespace mm1::net {

/// What all connections share.
struct TcpEnvironment {
  StreamReaderFactory& streams;
  capture::LeftOutCounts& left_out;
  Budget budget;
  std::size_t max_stream_buffer;
  Stamp now;  // of the packet at hand
};

/// Delivers octets in order, and in causal order: an answer is held until what it acknowledges was
/// delivered or is known to be lost. Octets are lost for good when
///  - the other side acknowledged them at least 32 packets of the connection or one second ago, and
///    later octets, a FIN or an answer wait for them (an acknowledgement alone is no loss), or
///  - the octets behind them wait for two minutes, longer than a sender waits to send again, or
///  - the buffer of the direction, or the memory of all, is spent, or
///  - the connection ends.
/// A FIN is a position. After an RST, octets still count for 32 packets or one second. Without a
/// SYN, the first octets of a direction are the lowest within 8 packets or one second.
class TcpConnection {
 public:
  enum class State : std::uint8_t { kOpen, kRefused, kClosed };

  /// `client` is the side (0 or 1) that opened it, if that is known.
  TcpConnection(TcpEnvironment& environment, const Endpoint& end0, const Endpoint& end1,
                std::optional<int> client, std::uint64_t serial);
  ~TcpConnection();
  TcpConnection(const TcpConnection&) = delete;
  TcpConnection& operator=(const TcpConnection&) = delete;

  /// The first octet of this side has this number. False when octets seen contradict it.
  [[nodiscard]] bool start_at(int side, std::uint32_t sequence);
  /// The number of its first octet, if known.
  [[nodiscard]] std::optional<std::uint32_t> first_sequence(int side) const;

  /// A packet of this side was captured before the connection had octets.
  void saw(int side) { sides_[index(side)].seen = true; }

  [[nodiscard]] State segment(int side, const TcpSegment& segment);
  /// Time passed without a packet of this connection.
  [[nodiscard]] State wake();
  /// Delivers what waits, behind gaps, and ends both directions.
  void end(StreamEnd end);

  /// What a refused connection is counted as.
  [[nodiscard]] capture::LeftOut refusal() const;
  /// Something waits: wake() wants to be called about once a second of capture time.
  [[nodiscard]] bool waits() const;
  [[nodiscard]] std::uint64_t serial() const { return serial_; }
  [[nodiscard]] const Endpoint& endpoint(int side) const { return ends_[index(side)]; }

  /// For whoever wakes the connection: when it is to be woken.
  std::optional<std::int64_t> wake_ns;

 private:
  /// A direction and what the reader was told of it.
  struct Side {
    TcpDirection data;
    bool seen = false;   // a packet of this side was captured
    bool ended = false;  // the reader knows
    std::uint64_t held_since_packet = 0;
    std::int64_t held_since_ns = 0;
    std::uint64_t unreported_gap = 0;  // before the reader was there
    std::uint64_t last_packet = 0;     // the latest of those that carried what was delivered
    Stamp last;

    /// Octets wait, or a FIN that the reader was not told of.
    [[nodiscard]] bool holds_back() const {
      return !data.waiting().empty() || (data.fin && !ended);
    }
  };
  static std::size_t index(int side) { return static_cast<std::size_t>(side); }
  Side& side(int number) { return sides_[index(number)]; }
  [[nodiscard]] const Side& side(int number) const { return sides_[index(number)]; }

  void take_reset(int from, const TcpSegment& segment);
  void note_acknowledgement(int from, const TcpSegment& segment);
  void take_payload(int from, const TcpSegment& segment);
  [[nodiscard]] bool make_room(int from, std::size_t octets);

  void proceed(bool patient);
  void start_held(Side& held, bool patient) const;
  [[nodiscard]] bool has_waited_to_start(const Side& held) const;
  [[nodiscard]] bool deliver_waiting(int from, bool force);
  [[nodiscard]] bool give_up_hole(int from, bool patient);
  [[nodiscard]] bool give_up_order(int from, bool patient);
  [[nodiscard]] bool has_segment_in_order(int from) const;
  [[nodiscard]] bool answers_the_undelivered(int from, bool acknowledges,
                                             std::uint32_t acknowledgement);
  void end_finished();

  void deliver(int from, Octets octets, std::size_t cut, const Stamp& stamp, std::uint64_t packet);
  [[nodiscard]] bool open_reader(int from, Octets first);
  void gap(int from, std::uint64_t length);
  void end_side(int from, StreamEnd end, const Stamp& stamp);
  [[nodiscard]] State state() const;

  TcpEnvironment& environment_;
  std::array<Endpoint, 2> ends_;
  std::array<Side, 2> sides_;
  std::optional<int> client_;
  std::uint64_t serial_;
  std::unique_ptr<StreamReader> reader_;
  bool refused_ = false;
  bool opening_seen_ = false;  // a SYN was captured
  std::uint64_t packets_ = 0;
  std::optional<Stamp> reset_;
  std::uint64_t reset_packet_ = 0;
};

}  // namespace mm1::net
