// PDUs of real handsets and relays, from the corpus beside the project.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace mm1::test {

struct RealPdu {
  std::string name;  // of its file
  std::vector<std::uint8_t> octets;
};

/// The corpus' PDUs of up to `largest` octets, by name; none where there is no corpus.
[[nodiscard]] std::vector<RealPdu> real_pdus(std::size_t largest);
/// All files among the corpus' PDUs: also pushes, short messages and parts, for what must hold for
/// any octets.
[[nodiscard]] std::vector<RealPdu> real_octets();

}  // namespace mm1::test
