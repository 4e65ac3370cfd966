// When each client was last seen and last lost from sight: what makes a missing answer count.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <string_view>

#include "digest_table.h"
#include "mm1/flow/context.h"

namespace mm1::flow {

/// "At no time so far" and "at no time to come": before and after every time a capture can have.
inline constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::min();
inline constexpr std::int64_t kForever = std::numeric_limits<std::int64_t>::max();

inline constexpr std::size_t kBearerCount = static_cast<std::size_t>(Bearer::kFile) + 1;

/// Where a time of a client is kept: each bearer of exchanges has its own, pushes share one.
inline constexpr std::size_t kPathCount = 4;
[[nodiscard]] constexpr std::size_t path_of(Bearer bearer) {
  return std::min(static_cast<std::size_t>(bearer), kPathCount - 1);
}
static_assert(path_of(Bearer::kWspCl) == 2 && path_of(Bearer::kPushUdp) == 3);

/// What a client did since it has open transactions. Times are nanoseconds since 1970.
struct Activity {
  Activity() {
    seen.fill(kNever);
    sent_on.fill(kNever);
  }
  std::array<std::int64_t, kPathCount> seen;     // last event, by path_of its bearer
  std::array<std::int64_t, kPathCount> sent_on;  // last event from the client, likewise
  std::int64_t sent = kNever;                    // the same on any bearer
  std::int64_t lost = kNever;                    // last loss of its packets
};

/// One client for as long as a transaction of it is open.
class Client {
 public:
  explicit Client(std::string_view name) : name(name) {}

  const std::string name;
  std::size_t transactions = 0;  // open ones that refer to it

  [[nodiscard]] const Activity& activity() const {
    static const Activity kNone;
    return activity_ == nullptr ? kNone : *activity_;
  }
  /// The same to be written. Most clients that wait for an answer do nothing else.
  [[nodiscard]] Activity& act() {
    if (activity_ == nullptr) activity_ = std::make_unique<Activity>();
    return *activity_;
  }

 private:
  std::unique_ptr<Activity> activity_;
};

/// The clients of open transactions, so that memory grows with what is open only.
class Clients {
 public:
  Clients() = default;
  Clients(const Clients&) = delete;
  Clients& operator=(const Clients&) = delete;
  ~Clients();

  /// Notes an event of a client that has open transactions.
  void seen(const Context& context);
  void lost(const Context& context);

  /// Stays where it is until it is released as often as it was acquired.
  [[nodiscard]] Client* acquire(std::string_view name);
  void release(Client* client);

  /// Whether any answer in this direction was captured on this bearer: a capture of one side
  /// proves nothing about the other.
  [[nodiscard]] bool direction_captured(Bearer bearer, Direction direction) const {
    return captured_[static_cast<std::size_t>(bearer)][static_cast<std::size_t>(direction)];
  }
  /// Last loss that could not be laid to one client.
  [[nodiscard]] std::int64_t lost_somewhere() const { return lost_somewhere_; }

 private:
  [[nodiscard]] Client* find(std::string_view name) const;

  DigestTable<Client*> clients_;  // by digest of their names
  std::array<std::array<bool, 2>, kBearerCount> captured_{};
  std::int64_t lost_somewhere_ = kNever;
};

}  // namespace mm1::flow
