// Puts messages into the order of their time.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "mm1/bearer/message.h"

namespace mm1::analysis {

/// Bearers deliver a message when they are sure of it: one of a TCP stream whose beginning was not
/// captured comes a second or two after its last frame. The tracker wants events in order of time,
/// and ids are to rise with it. So each message is held, as a copy, until capture time is well past
/// it. What comes later still is passed on as it comes.
///
/// Frames change places on their way into a capture: a response can be complete before its request
/// is. Bearers deliver the request first all the same, and so does this.
class Sequencer final : public bearer::MessageSink {
 public:
  static constexpr std::int64_t kSettleTime = 3'000'000'000;  // nanoseconds
  static constexpr std::size_t kMaxHeldOctets = std::size_t{64} * 1024 * 1024;

  explicit Sequencer(bearer::MessageSink& next, std::size_t max_held_octets = kMaxHeldOctets)
      : next_(next), max_held_octets_(max_held_octets) {}

  void on_message(const bearer::Message& message) override;
  /// Capture time is `time_ns`: passes on what has settled.
  void advance(std::int64_t time_ns);
  /// The capture ends: passes on everything.
  void finish();

 private:
  struct Place {
    std::int64_t time_ns;
    std::uint32_t file;
    std::uint32_t frame;
    std::uint64_t arrival;
    friend auto operator<=>(const Place&, const Place&) = default;
  };
  /// A message that owns what it points to.
  struct Held {
    bearer::Message message;
    std::vector<std::uint8_t> body;
    std::vector<capture::FrameRef> frames;
    std::vector<bearer::BearerFinding> findings;
    std::string client, client_address, relay, uri, method, content_type;
  };

  /// Octets that a held message takes, about: one without body costs memory too.
  [[nodiscard]] static std::size_t cost(const Held& held);
  /// Where a message goes: not before one of its exchange that was delivered before it.
  [[nodiscard]] Place place_of(const flow::Context& context);
  void pass_on_first();

  bearer::MessageSink& next_;
  std::size_t max_held_octets_;
  std::map<Place, Held> held_;
  std::unordered_map<std::uint64_t, Place> last_of_;  // by exchange, of those held
  std::size_t held_octets_ = 0;
  std::uint64_t arrivals_ = 0;
};

}  // namespace mm1::analysis
