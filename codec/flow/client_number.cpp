#include "mm1/flow/client_number.h"

#include <algorithm>

#include "mm1/wsp/characters.h"

namespace mm1::flow {
namespace {

constexpr std::size_t kLeastDigits = 5, kMostDigits = 15;

}  // namespace

std::vector<std::string> usual_client_headers() {
  return {"X-WAP-Network-Client-MSISDN", "X-MSISDN", "X-WAP-MSISDN", "X-Nokia-MSISDN",
          "X-Up-Calling-Line-ID",        "X-MDN",    "X-H3G-MSISDN"};
}

std::optional<std::string> number_of(std::string_view value) {
  constexpr std::string_view kScheme = "tel:", kInternational = "00", kPunctuation = "-.";
  value = wsp::trim(value);
  if (wsp::starts_with_ignoring_case(value, kScheme)) value.remove_prefix(kScheme.size());
  value = wsp::trim(value.substr(0, value.find_first_of("/;")));
  if (value.starts_with('+')) {
    value.remove_prefix(1);
  } else if (value.starts_with(kInternational)) {
    value.remove_prefix(kInternational.size());
  }
  std::string digits;
  for (const char c : value) {
    if (wsp::is_digit(c)) {
      digits.push_back(c);
    } else if (kPunctuation.find(c) == std::string_view::npos) {
      return std::nullopt;
    }
    if (digits.size() > kMostDigits) return std::nullopt;
  }
  if (digits.size() < kLeastDigits) return std::nullopt;
  return digits;
}

bool ClientNumber::offer(std::string_view name, std::string_view value) {
  const auto better = names_.first(best_);
  const auto found = std::ranges::find_if(better, [name](const std::string& wanted) {
    return wsp::equals_ignoring_case(name, wanted);
  });
  if (found == better.end()) return false;
  auto number = number_of(value);
  if (!number) return false;
  number_ = std::move(number);
  best_ = static_cast<std::size_t>(found - better.begin());
  return true;
}

}  // namespace mm1::flow
