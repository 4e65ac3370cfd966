#include "mm1/report/values.h"

#include <fmt/compile.h>
#include <fmt/format.h>
#include <nettle/sha2.h>

#include <array>
#include <chrono>
#include <iterator>

namespace mm1::report {
namespace {

constexpr std::int64_t kNanosecondsPerSecond = 1'000'000'000;
constexpr std::uint64_t kLastSecondOf9999 = 253'402'300'799;

// Date and time to the second, without a zone.
std::string civil(std::int64_t seconds) {
  using namespace std::chrono;
  const sys_seconds instant{std::chrono::seconds{seconds}};
  const sys_days day = floor<days>(instant);
  const year_month_day date{day};
  const hh_mm_ss time{instant - day};
  return fmt::format(FMT_COMPILE("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}"),
                     static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()), time.hours().count(),
                     time.minutes().count(), time.seconds().count());
}

}  // namespace

std::string time_text(std::int64_t nanoseconds) {
  std::int64_t seconds = nanoseconds / kNanosecondsPerSecond;
  std::int64_t rest = nanoseconds % kNanosecondsPerSecond;
  if (rest < 0) {
    --seconds;
    rest += kNanosecondsPerSecond;
  }
  return fmt::format(FMT_COMPILE("{}.{:09}Z"), civil(seconds), rest);
}

std::string date_text(std::uint64_t seconds) {
  if (seconds > kLastSecondOf9999) return fmt::format(FMT_COMPILE("{}"), seconds);
  return civil(static_cast<std::int64_t>(seconds)) + "Z";
}

std::string hex(wsp::Octets octets) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  text.reserve(octets.size() * 2);
  for (const std::uint8_t octet : octets) {
    text += kDigits[octet >> 4];
    text += kDigits[octet & 0x0F];
  }
  return text;
}

std::string sha256(wsp::Octets octets) {
  sha256_ctx context;
  sha256_init(&context);
  sha256_update(&context, octets.size(), octets.data());
  std::array<std::uint8_t, SHA256_DIGEST_SIZE> digest{};
  sha256_digest(&context, digest.size(), digest.data());
  return hex(digest);
}

std::string version_text(mms::Version version) {
  const auto octet = static_cast<unsigned>(version);
  if (version == mms::Version::kNone) return {};
  constexpr unsigned kNoMinor = 15;
  if ((octet & 0x0F) == kNoMinor) return fmt::format("{}", octet >> 4);
  return fmt::format("{}.{}", octet >> 4, octet & 0x0F);
}

}  // namespace mm1::report
