// Trip and near miss of each rule, as whole PDUs in a short notation.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace mm1::rules::test {

/// What else a case may raise beside its rule.
enum class Alone : std::uint8_t {
  kYes,      // no other error
  kTripNot,  // the trip breaks more than one rule by its nature
  kNearNot,  // the near miss breaks another rule
  kNeither,
};

struct RuleCase {
  std::string_view id;
  std::string_view trip;
  std::string_view near_miss;
  Alone alone = Alone::kYes;
};

/// Octets of a PDU written as hexadecimal, with 'text' for ASCII and $name for the pieces of
/// `kPieces` (rule_cases.cpp).
[[nodiscard]] std::vector<std::uint8_t> octets(std::string_view notation);

[[nodiscard]] const std::vector<RuleCase>& enc_cases();
[[nodiscard]] const std::vector<RuleCase>& fld_cases();

}  // namespace mm1::rules::test
