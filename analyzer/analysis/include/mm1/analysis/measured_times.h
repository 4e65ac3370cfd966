// How long things took, relay by relay: distributions in bounded memory.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <string>
#include <string_view>

#include "mm1/flow/journey.h"
#include "mm1/flow/tracker.h"

namespace mm1::analysis {

/// What is measured. A message to several recipients counts once for each.
enum class Measure : std::uint8_t {
  kSubmissionToConfirmation,  // m-send-req, m-forward-req
  kSubmissionToNotification,
  kNotificationToRetrieval,  // where the client did not defer it
  kNotificationToDeferredRetrieval,
  kGetToRetrieval,  // one GET and its m-retrieve-conf
  kRetrievalToDeliveryReport,
  kRetrievalToReadReport,
  kMmboxRequestToConfirmation,  // m-mbox-*-req, m-delete-req
  kCancelToConfirmation,        // which the client gives
  kCount,
};
[[nodiscard]] std::string_view measure_name(Measure measure);  // "submission-to-confirmation", …

/// A distribution of durations in nanoseconds. Memory does not grow with their number: they are
/// counted in buckets, 128 to each power of two. The same durations give the same answers in
/// whatever order they came.
class Distribution {
 public:
  /// `duration_ns` is not negative.
  void add(std::int64_t duration_ns);

  [[nodiscard]] std::uint64_t count() const { return count_; }
  [[nodiscard]] std::int64_t min() const { return min_; }  // exact, as is `max`; of none: 0
  [[nodiscard]] std::int64_t max() const { return max_; }
  /// The least duration that at least `percent` in a hundred do not exceed (nearest rank), or,
  /// where its bucket holds longer ones, the longest of these: up to 0.8 % more. Of none: 0.
  [[nodiscard]] std::int64_t percentile(unsigned percent) const;

 private:
  static constexpr unsigned kStepBits = 7;
  static constexpr std::size_t kSteps = std::size_t{1} << kStepBits;
  struct Bucket {
    std::uint64_t count = 0;
    std::int64_t longest = 0;
  };

  std::map<unsigned, std::array<Bucket, kSteps>> octaves_;  // by power of two
  std::uint64_t count_ = 0;
  std::int64_t min_ = 0;
  std::int64_t max_ = 0;
};

/// The distributions of one capture. Relays beyond the first few share one set.
class MeasuredTimes {
 public:
  using Distributions = std::array<Distribution, static_cast<std::size_t>(Measure::kCount)>;

  void add(const flow::Transaction& transaction);
  void add(const flow::Journey& journey);

  /// By the relay's address; empty where none was seen.
  [[nodiscard]] const std::map<std::string, Distributions, std::less<>>& relays() const {
    return relays_;
  }
  /// Of all relays beyond the first `kMostRelays`.
  [[nodiscard]] const Distributions& other_relays() const { return others_; }

  static constexpr std::size_t kMostRelays = 64;

 private:
  void add(std::string_view relay, Measure measure, std::int64_t duration_ns);

  std::map<std::string, Distributions, std::less<>> relays_;
  Distributions others_;
};

}  // namespace mm1::analysis
