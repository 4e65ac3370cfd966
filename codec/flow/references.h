// References a relay gave out: what tells the GET of an MM from any other GET, and what is known of
// the MM behind it.
#pragma once

#include <algorithm>
#include <cstdint>

#include "clients.h"
#include "remembered.h"
#include "uri.h"

namespace mm1::flow {

/// Where a reference was given out.
enum class ReferenceSource : std::uint8_t {
  kNotification = 1,  // announced, not said to be stored
  kStored = 2,        // announced as stored in the MMBox
  kMailbox = 4,       // MMBox: store, view, or a copy of what was sent
  kUpload = 8,        // MMBox: confirmation of an upload
};

struct Reference {
  std::uint64_t host = 0;  // digest of the host that it was given out with, 0: none
  std::uint8_t sources = 0;
  bool reply_charging = false;         // its MM offers to pay for a reply
  std::uint8_t state = 0;              // MM-State that was last stored, 0: not known
  bool state_is_default = false;       // nobody named it, the specification gives it
  std::uint8_t answer = 0;             // X-Mms-Status that closed its notification, 0: none did
  std::uint8_t retrieve_status = 0;    // of the last m-retrieve-conf, 0: none came
  std::uint64_t answered_by = 0;       // digest of the client
  std::uint64_t answered_number = 0;   // and of the number it was notified at
  std::uint64_t retrieved_by = 0;      // digest of the client
  std::uint64_t flag = 0;              // digest of the keyword last added, 0: not known
  std::int64_t expires_ns = kForever;  // as announced
  std::int64_t deleted_ns = kForever;  // when its deletion was confirmed
  std::int64_t stored_ns = kNever;     // when `state` and `flag` were

  void gave(ReferenceSource source) { sources |= static_cast<std::uint8_t>(source); }
  [[nodiscard]] bool from(ReferenceSource source) const {
    return (sources & static_cast<std::uint8_t>(source)) != 0;
  }
  [[nodiscard]] bool only_from(ReferenceSource source) const {
    return sources == static_cast<std::uint8_t>(source);
  }
};

/// References by path, for a time and up to a number. Where relays give out equal paths, each is
/// found by its host; else the host does not matter, since a gateway may have written another.
class References {
 public:
  Reference& add(const NormalUri& uri, ReferenceSource source, std::int64_t now_ns,
                 std::int64_t keep_ns);
  [[nodiscard]] Reference* find(const NormalUri& uri);
  /// The same by the digest of its path, of whatever host.
  [[nodiscard]] Reference* find(std::uint64_t print) { return by_path_.find(print); }
  /// Whether nothing was forgotten, so that a reference not found was not given out.
  [[nodiscard]] bool complete() const { return by_path_.complete(); }

  /// Packets were lost, which may have stored any message anew.
  void lost(std::int64_t time_ns) { lost_ns_ = std::max(lost_ns_, time_ns); }
  /// Whether the message is as the last request that was seen left it.
  [[nodiscard]] bool state_stands(const Reference& reference) const {
    return reference.stored_ns > lost_ns_;
  }

 private:
  [[nodiscard]] std::uint64_t key_of(const NormalUri& uri);

  Remembered<Reference> by_path_;
  std::int64_t lost_ns_ = kNever;
};

}  // namespace mm1::flow
