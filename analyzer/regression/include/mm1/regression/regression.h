// Golden results: each capture of a folder is one case, its expected JSON Lines beside it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "mm1/analysis/analysis.h"
#include "mm1/report/output.h"

namespace mm1::regression {

/// Name of a capture's golden result: "send.pcap" has "send.pcap.golden.jsonl".
inline constexpr std::string_view kGoldenSuffix = ".golden.jsonl";

struct Options {
  bool accept = false;  // the current results become the golden ones
  /// See analysis::Options.
  std::vector<std::string> client_headers = analysis::Options().client_headers;
};

struct Result {
  std::size_t cases = 0;
  std::size_t differing = 0;          // cases that differ from their golden result, or have none
  std::vector<std::string> problems;  // what could not be read or written
};

/// Analyzes every capture of `folder` and compares it with its golden result; what differs goes to
/// `output` as text for people. A capture without a golden result and a golden result without a
/// capture are differences.
[[nodiscard]] Result run(const std::string& folder, const Options& options, report::Output& output);

}  // namespace mm1::regression
