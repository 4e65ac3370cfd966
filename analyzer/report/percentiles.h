// The percentiles that reports show of a distribution.
#pragma once

#include <array>
#include <string_view>

namespace mm1::report {

struct Percentile {
  unsigned percent;
  std::string_view name;
};
inline constexpr std::array kPercentiles = {Percentile{50, "p50"}, Percentile{90, "p90"},
                                            Percentile{95, "p95"}, Percentile{99, "p99"}};

}  // namespace mm1::report
