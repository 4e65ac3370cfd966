#include "option_values.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <limits>
#include <string>

#include "mm1/capture/packet.h"

namespace mm1::cli {
namespace {

constexpr std::int64_t kSecond = 1'000'000'000;
constexpr std::size_t kFractionDigits = 9;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

template <typename Number>
std::optional<Number> parse_number(std::string_view text) {
  Number number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = error == std::errc() && end == text.data() + text.size();
  if (!whole || text.empty() || !is_digit(text.front())) return std::nullopt;
  return number;
}

/// Takes what RFC 3339 wants at one place off the front of a text.
class TimeReader {
 public:
  explicit TimeReader(std::string_view text) : rest_(text) {}

  /// Exactly so many digits.
  int number(std::size_t digits) {
    const auto value = parse_number<int>(rest_.substr(0, digits));
    ok_ = ok_ && value && rest_.size() >= digits;
    rest_.remove_prefix(std::min(digits, rest_.size()));
    return value.value_or(0);
  }
  /// One of these characters; which one.
  char one_of(std::string_view characters) {
    const char c = rest_.empty() ? '\0' : rest_.front();
    ok_ = ok_ && !rest_.empty() && characters.find(c) != std::string_view::npos;
    rest_.remove_prefix(std::min<std::size_t>(1, rest_.size()));
    return c;
  }
  /// ".5", ".123456789", or nothing: nanoseconds.
  std::int64_t fraction() {
    if (!rest_.starts_with('.')) return 0;
    const std::size_t end = std::min(rest_.find_first_not_of("0123456789", 1), rest_.size());
    std::string digits(rest_.substr(1, end - 1));
    ok_ = ok_ && !digits.empty() && digits.size() <= kFractionDigits;
    digits.resize(kFractionDigits, '0');
    rest_.remove_prefix(end);
    return parse_number<std::int64_t>(digits).value_or(0);
  }

  [[nodiscard]] bool ended_well() const { return ok_ && rest_.empty(); }

 private:
  std::string_view rest_;
  bool ok_ = true;
};

std::optional<std::int64_t> nanoseconds(std::int64_t seconds, std::int64_t fraction) {
  constexpr std::int64_t kMost = capture::kLatestTime / kSecond - 1;
  if (seconds > kMost || seconds < -kMost) return std::nullopt;
  return seconds * kSecond + fraction;
}

std::optional<std::int64_t> parse_seconds(std::string_view text) {
  const std::size_t point = std::min(text.find('.'), text.size());
  const auto seconds = parse_number<std::int64_t>(text.substr(0, point));
  TimeReader in(text.substr(point));
  const std::int64_t fraction = in.fraction();
  if (!seconds || !in.ended_well()) return std::nullopt;
  return nanoseconds(*seconds, fraction);
}

}  // namespace

std::optional<std::int64_t> parse_time(std::string_view text) {
  if (const auto seconds = parse_seconds(text)) return seconds;
  TimeReader in(text);
  const int year = in.number(4);
  in.one_of("-");
  const int month = in.number(2);
  in.one_of("-");
  const int day = in.number(2);
  in.one_of("Tt ");
  const int hour = in.number(2);
  in.one_of(":");
  const int minute = in.number(2);
  in.one_of(":");
  const int second = in.number(2);
  const std::int64_t fraction = in.fraction();
  const char zone = in.one_of("Zz+-");
  int offset = 0;  // minutes
  if (zone == '+' || zone == '-') {
    const int hours = in.number(2);
    in.one_of(":");
    offset = (hours * 60 + in.number(2)) * (zone == '-' ? -1 : 1);
  }
  const std::chrono::year_month_day date{std::chrono::year(year),
                                         std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  if (!in.ended_well() || !date.ok() || hour > 23 || minute > 59 || second > 60) {
    return std::nullopt;
  }
  const std::int64_t days = std::chrono::sys_days(date).time_since_epoch().count();
  return nanoseconds(((days * 24 + hour) * 60 + minute - offset) * 60 + second, fraction);
}

std::optional<std::size_t> parse_size(std::string_view text) {
  constexpr std::string_view kUnits = "KMG";
  std::size_t unit = 1;
  if (!text.empty() && !is_digit(text.back())) {
    const char upper = static_cast<char>(text.back() & ~0x20);
    const std::size_t power = kUnits.find(upper);
    if (power == std::string_view::npos) return std::nullopt;
    unit = std::size_t{1} << (10 * (power + 1));
    text.remove_suffix(1);
  }
  const auto number = parse_number<std::size_t>(text);
  if (!number || *number > std::numeric_limits<std::size_t>::max() / unit) return std::nullopt;
  return *number * unit;
}

std::optional<std::int64_t> parse_duration(std::string_view text) {
  struct Unit {
    char letter;
    std::int64_t seconds;
  };
  constexpr std::array kUnits = {Unit{'s', 1}, Unit{'m', 60}, Unit{'h', 3600}, Unit{'d', 86400}};
  constexpr std::int64_t kMost = std::int64_t{10} * 365 * 86400;
  std::int64_t seconds_each = 1;
  if (!text.empty()) {
    const auto* unit = std::ranges::find(kUnits, text.back(), &Unit::letter);
    if (unit != kUnits.end()) {
      seconds_each = unit->seconds;
      text.remove_suffix(1);
    }
  }
  const auto number = parse_number<std::int64_t>(text);
  if (!number || *number < 1 || *number > kMost / seconds_each) return std::nullopt;
  return *number * seconds_each * kSecond;
}

std::optional<std::uint64_t> parse_count(std::string_view text) {
  const auto count = parse_number<std::uint64_t>(text);
  return count == 0 ? std::nullopt : count;
}

std::optional<analysis::CapturePoint> parse_point(std::string_view text) {
  const std::size_t equals = text.find('=');
  if (equals == std::string_view::npos || equals == 0 || equals + 1 == text.size()) {
    return std::nullopt;
  }
  return analysis::CapturePoint{std::string(text.substr(0, equals)),
                                std::string(text.substr(equals + 1))};
}

std::optional<std::string> parse_header_name(std::string_view text) {
  static constexpr std::string_view kMarks = "!#$%&'*+-.^_`|~";  // RFC 9110 §5.6.2
  const bool is_token = !text.empty() && std::ranges::all_of(text, [](char c) {
    return is_digit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           kMarks.find(c) != std::string_view::npos;
  });
  return is_token ? std::optional(std::string(text)) : std::nullopt;
}

std::optional<UserLink> parse_link(std::string_view text) {
  constexpr std::string_view kUser = "USER";
  const std::size_t equals = text.find('=');
  if (equals == std::string_view::npos || !text.starts_with(kUser)) return std::nullopt;
  const auto number = parse_number<std::size_t>(text.substr(kUser.size(), equals - kUser.size()));
  const net::Payload payload = net::payload_named(text.substr(equals + 1));
  if (!number || *number >= net::kUserLinkTypes || payload == net::Payload::kUnknown) {
    return std::nullopt;
  }
  return UserLink{*number, payload};
}

}  // namespace mm1::cli
