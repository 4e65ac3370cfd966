// One limit for all that is buffered.
#pragma once

#include <cstddef>

namespace mm1::net {

class Budget {
 public:
  explicit Budget(std::size_t limit) : limit_(limit) {}
  [[nodiscard]] bool has(std::size_t octets) const { return used_ + octets <= limit_; }
  /// To be asked for with has() before; a little more does no harm.
  void take(std::size_t octets) { used_ += octets; }
  void give_back(std::size_t octets) { used_ -= octets; }

 private:
  std::size_t limit_;
  std::size_t used_ = 0;
};

}  // namespace mm1::net
