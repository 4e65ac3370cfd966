// WAP pushes in short messages: segments put together (WAP-259 §6.3, §6.5), and what is wrong with
// them.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <vector>

#include "message_ids.h"
#include "mm1/net/keyed_hash.h"
#include "mm1/net/network.h"
#include "outlet.h"
#include "recent.h"
#include "short_message.h"
#include "sms_parts.h"
#include "sms_segment.h"

namespace mm1::bearer {

/// How a short message came.
struct SmsCarriage {
  net::IpAddress sender;  // the peer that sent it
  net::IpAddress receiver;
  net::Stamp stamp;
  std::span<const FrameRef> frames;
};

/// Puts concatenated short messages together and delivers the pushes in them, one message for each
/// destination. A push that is seen on its way to the message centre and again behind it is two
/// messages: they are two links, and the capture shows both. Segments that are sent again after
/// their message was complete are counted, the message is not delivered twice.
class SmsAssembler {
 public:
  explicit SmsAssembler(Outlet& outlet);

  void on_message(const ShortMessage& message, const SmsCarriage& carriage);
  /// Octets that `sender` sent were lost: nothing that is open proves a fault by what it lacks, and
  /// what completes it now may be of another message.
  void on_loss(const net::IpAddress& sender);
  /// Gives up the oldest of what is held, for memory; false when nothing is left that could go.
  [[nodiscard]] bool make_room();
  /// Capture time is `now_ns`: gives up what waited for too long.
  void advance(std::int64_t now_ns);
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
    Joining joining = Joining::kNone;
    std::uint16_t reference = 0;
    unsigned total = 0;  // not of WDP, where one that differs is a fault
    friend bool operator==(const Key&, const Key&) = default;
  };
  struct KeyHash {
    std::size_t operator()(const Key& key) const {
      return net::KeyedHash()
          .add(key.sender.octets)
          .add(key.receiver.octets)
          .add(key.source)
          .add(key.destination)
          .add(static_cast<std::uint64_t>(key.joining), key.reference)
          .add(key.total)
          .value();
    }
  };
  /// A datagram of which segments are missing.
  struct Open {
    explicit Open(Budget& budget) : charge(budget), parts(budget), frames(budget) {}
    Charge charge;
    SmsParts parts;
    FrameList frames;
    net::Stamp stamp;    // of the last segment
    unsigned total = 0;  // the least that a segment states
    bool totals_differ = false;
    bool has_reference = false;
    std::optional<std::uint16_t> port;
    std::optional<std::uint16_t> id_before;  // MESSAGE_ID that does not lead to this one
    std::vector<BearerFinding> faults;       // one of a rule
    std::uint64_t losses = 0;                // of its sender, when it began
  };
  struct Completed {
    explicit Completed(Budget& budget) : charge(budget), parts(budget) {}
    Charge charge;
    SmsParts parts;
  };
  /// Segments of one sender and destination that are each alone with their MESSAGE_ID, but complete
  /// a datagram by their numbers.
  struct Strays {
    explicit Strays(Budget& budget) : ids(budget) {}
    struct Stray {
      unsigned number;
      std::uint16_t id;
    };
    unsigned total = 0;
    std::int64_t last_ns = 0;
    MeteredVector<Stray> ids;
  };
  struct Sender {
    net::IpAddress address;
    std::string source;
    friend bool operator==(const Sender&, const Sender&) = default;
  };
  struct SenderHash {
    std::size_t operator()(const Sender& sender) const {
      return net::KeyedHash().add(sender.address.octets).add(sender.source).value();
    }
  };
  struct AddressHash {
    std::size_t operator()(const net::IpAddress& address) const {
      return net::KeyedHash().add(address.octets).value();
    }
  };
  /// A MESSAGE_ID that seems to jump; a datagram may still come that it follows.
  struct Jump {
    Key key;
    std::uint16_t before;
    net::Stamp stamp;
    std::int64_t due_ns;
  };
  /// A datagram, put together as far as possible.
  struct Datagram {
    Octets octets;
    std::optional<std::uint16_t> port;
    bool complete = true;
    std::span<const FrameRef> frames;
    net::Stamp stamp;
    std::vector<BearerFinding> findings;
  };

  void on_segment(const Key& key, const SmsSegment& segment, const SmsCarriage& carriage,
                  std::optional<std::uint16_t> id_before);
  [[nodiscard]] static bool begins_another(const Open& open, const SmsSegment& segment);
  [[nodiscard]] Open* open_for(const Key& key, const SmsSegment& segment);
  [[nodiscard]] bool keep(Open& open, const SmsSegment& segment);
  void note_faults(const Key& key, Open& open, const SmsSegment& segment, FrameRef place);
  [[nodiscard]] std::uint64_t losses_of(const net::IpAddress& sender);
  [[nodiscard]] static unsigned first_number(const Key& key, const Open& open);
  [[nodiscard]] bool is_repeat(const Key& key, const SmsParts& parts);

  void complete(const Key& key, Open& open);
  void give_up(const Key& key, Open& open, bool for_room);
  /// False when it holds no MM1 push.
  bool deliver(const Key& key, Datagram& datagram);
  void send(const Key& key, const net::Stamp& stamp, Message& message);
  void tell_loss(const Key& key, const net::Stamp& stamp);
  void tell_first_jump();

  [[nodiscard]] static Key conversation_of(const Key& key);
  void note_stray(const Key& key, const SmsSegment& segment);
  [[nodiscard]] bool has_strayed(const Key& key, const Open& open);

  [[nodiscard]] auto forget() {
    return [this](const Key& key, Open& open, bool for_room) {
      if (for_room) outlet_.count(capture::LeftOut::kEvicted);
      give_up(key, open, for_room);
    };
  }

  Outlet& outlet_;
  RecentMap<Key, Open, KeyHash> open_;
  RecentMap<Key, Completed, KeyHash> completed_;
  RecentMap<Key, Strays, KeyHash> strays_;
  RecentMap<Sender, MessageIds, SenderHash> senders_;
  std::deque<Jump> jumps_;  // by their time
  std::int64_t now_ns_ = 0;
  RecentMap<net::IpAddress, std::uint64_t, AddressHash> losses_;  // by sender
  std::uint64_t last_loss_ = 0;
};

}  // namespace mm1::bearer
