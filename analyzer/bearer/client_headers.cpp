#include "client_headers.h"

#include <algorithm>

#include "http_head.h"
#include "mm1/bearer/bearers.h"
#include "mm1/wsp/headers.h"
#include "text.h"

namespace mm1::bearer {
namespace {

constexpr std::size_t kLeastDigits = 5, kMostDigits = 15;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// The number under the best of the names so far.
class Choice {
 public:
  explicit Choice(std::span<const std::string> names) : names_(names), best_(names.size()) {}

  void offer(std::string_view name, std::string_view value) {
    const auto found = std::ranges::find_if(names_.first(best_), [name](const std::string& wanted) {
      return equals_ignoring_case(name, wanted);
    });
    const auto rank = static_cast<std::size_t>(found - names_.begin());
    if (rank >= best_) return;
    if (auto number = number_of(value)) {
      number_ = std::move(number);
      best_ = rank;
    }
  }
  [[nodiscard]] std::optional<std::string> take() { return std::move(number_); }

 private:
  std::span<const std::string> names_;
  std::size_t best_;
  std::optional<std::string> number_;
};

}  // namespace

std::vector<std::string> usual_client_headers() {
  return {"X-WAP-Network-Client-MSISDN", "X-MSISDN", "X-WAP-MSISDN", "X-Nokia-MSISDN",
          "X-Up-Calling-Line-ID",        "X-MDN",    "X-H3G-MSISDN"};
}

std::optional<std::string> number_of(std::string_view value) {
  constexpr std::string_view kScheme = "tel:", kInternational = "00", kPunctuation = "-.";
  value = trim(value);
  if (starts_with_ignoring_case(value, kScheme)) value.remove_prefix(kScheme.size());
  value = trim(value.substr(0, value.find_first_of("/;")));
  if (value.starts_with('+')) {
    value.remove_prefix(1);
  } else if (value.starts_with(kInternational)) {
    value.remove_prefix(kInternational.size());
  }
  std::string digits;
  for (const char c : value) {
    if (is_digit(c)) {
      digits.push_back(c);
    } else if (kPunctuation.find(c) == std::string_view::npos) {
      return std::nullopt;
    }
    if (digits.size() > kMostDigits) return std::nullopt;
  }
  if (digits.size() < kLeastDigits) return std::nullopt;
  return digits;
}

std::optional<std::string> client_number(std::string_view http_fields,
                                         std::span<const std::string> names) {
  Choice choice(names);
  while (const auto field = next_field(http_fields)) choice.offer(field->name, field->value);
  return choice.take();
}

std::optional<std::string> client_number(capture::Octets wsp_headers,
                                         std::span<const std::string> names) {
  Choice choice(names);
  wsp::HeaderReader reader(wsp_headers);
  while (const auto header = reader.next()) choice.offer(header->name, header->text());
  return choice.take();
}

}  // namespace mm1::bearer
