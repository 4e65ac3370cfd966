// WAP pushes in short messages: user data headers, concatenation, ports (WAP-259 §6.3).
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "mm1/net/network.h"
#include "outlet.h"
#include "recent.h"
#include "smpp_pdu.h"

namespace mm1::bearer {

/// How a short message came.
struct SmsCarriage {
  net::IpAddress sender;  // the SMPP peer that sent it
  net::IpAddress receiver;
  net::Stamp stamp;
  std::span<const FrameRef> frames;
};

/// Puts concatenated short messages together and delivers the pushes in them, one message for each
/// destination.
class SmsAssembler {
 public:
  explicit SmsAssembler(Outlet& outlet);

  void on_message(const ShortMessage& message, const SmsCarriage& carriage);
  /// Delivers what is open, as incomplete.
  void finish();

 private:
  /// Which segments belong together. Ports of the connection do not matter: a sender that connects
  /// anew goes on with its message.
  struct Key {
    net::IpAddress sender;
    net::IpAddress receiver;
    std::string source;
    std::string destination;
    std::uint32_t reference;  // with the kind of reference above its 16 bits
    std::uint8_t total;
    friend bool operator==(const Key&, const Key&) = default;
  };
  struct KeyHash {
    std::size_t operator()(const Key& key) const {
      return Mixer()
          .add_all(key.sender.octets)
          .add_all(key.receiver.octets)
          .add_all(key.source)
          .add_all(key.destination)
          .add(key.reference)
          .add(key.total)
          .value();
    }
  };
  struct Segments {
    explicit Segments(Budget& budget) : frames(budget) {}
    std::map<std::uint8_t, MeteredVector<std::uint8_t>> parts;  // by number, from 1
    FrameList frames;
    bool is_push = false;  // sent to a push port
    net::Stamp stamp;
  };
  /// What one short message says about itself.
  struct Segment {
    Octets data;
    bool is_push = false;
    std::uint32_t reference = 0;
    std::uint8_t total = 1;
    std::uint8_t number = 1;
  };

  [[nodiscard]] static bool read(const ShortMessage& message, Segment& segment);
  static void read_wdp(Octets data, std::uint16_t reference, Segment& segment);
  static void read_header(Octets header, Segment& segment);
  [[nodiscard]] bool keep(Segments& segments, const Segment& segment);
  static std::vector<std::uint8_t> joined(const Segments& segments);
  void on_segment(const Key& key, const Segment& segment, const SmsCarriage& carriage);
  void deliver(const Key& key, Octets octets, bool is_push, std::span<const FrameRef> frames,
               const net::Stamp& stamp, bool complete);
  void give_up(const Key& key, Segments& segments);
  [[nodiscard]] auto forget() {
    return [this](const Key& key, Segments& segments, bool for_room) {
      if (for_room) outlet_.count(capture::LeftOut::kEvicted);
      give_up(key, segments);
    };
  }

  Outlet& outlet_;
  RecentMap<Key, Segments, KeyHash> open_;
};

}  // namespace mm1::bearer
