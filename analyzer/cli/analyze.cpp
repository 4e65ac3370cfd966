// mm1scope analyze.
#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <memory>
#include <system_error>
#include <utility>

#include "commands.h"
#include "exit_status.h"
#include "mm1/analysis/analysis.h"
#include "mm1/capture/packet_filter.h"
#include "mm1/report/json_lines.h"
#include "mm1/report/text_report.h"
#include "output_file.h"
#include "progress.h"
#include "terminal.h"

namespace mm1::cli {
namespace {

std::unique_ptr<analysis::RecordSink> make_report(const AnalyzeOptions& options,
                                                  const std::vector<std::string>& files,
                                                  report::Output& output) {
  if (options.format == Format::kJson) {
    return std::make_unique<report::JsonLinesReport>(output);
  }
  report::TextOptions text;
  text.colour = options.output.empty() && colours_wanted();
  text.several_files = files.size() > 1;
  return std::make_unique<report::TextReport>(output, text);
}

bool fails(const AnalyzeOptions& options, const analysis::Result& result) {
  if (!options.fail_on) return false;
  for (auto i = static_cast<std::size_t>(*options.fail_on); i < std::size(result.violations); ++i) {
    if (result.violations[i] != 0) return true;
  }
  return false;
}

// Compiles the filter; false with a complaint when that cannot be done.
bool compile_filter(AnalyzeOptions& options) {
  if (options.filter.empty()) return true;
  std::string problem;
  options.analysis.filter = capture::PacketFilter::compile(options.filter, problem);
  if (!options.analysis.filter) complain(fmt::format("--filter: {}: {}", options.filter, problem));
  return options.analysis.filter.has_value();
}

// Writing the report would destroy a capture before it is read.
bool is_one_of(const std::string& output, const std::vector<std::string>& files) {
  return std::any_of(files.begin(), files.end(), [&output](const std::string& file) {
    std::error_code absent;
    return std::filesystem::equivalent(output, file, absent);
  });
}

// False with a complaint where a --point has no file: its pattern is not what its user believes.
bool points_have_files(const AnalyzeOptions& options, const std::vector<std::string>& files) {
  for (const analysis::CapturePoint& point : options.analysis.points) {
    const bool has_file =
        std::any_of(files.begin(), files.end(),
                    [&point](const std::string& file) { return analysis::belongs(file, point); });
    if (has_file) continue;
    complain(fmt::format("--point {}={}: no file matches", point.name, point.glob));
    return false;
  }
  return true;
}

}  // namespace

int run(AnalyzeOptions options) {
  if (!compile_filter(options)) return kUsage;
  const std::vector<std::string> files = analysis::expand(options.paths);
  if (files.empty()) {
    complain("no capture file in what was given");
    return kInput;
  }
  if (!points_have_files(options, files)) return kUsage;
  if (is_one_of(options.output, files)) {
    complain(fmt::format("{}: is a capture to be analyzed; the report would overwrite it",
                         options.output));
    return kUsage;
  }
  const OutputFile file(options.output);
  if (file.descriptor() < 0) {
    complain(fmt::format("{}: {}", options.output, std::strerror(errno)));
    return kInput;
  }
  report::Output output(file.descriptor());
  const auto report = make_report(options, files, output);
  Progress progress(*report, files.size());
  const analysis::Result result = analysis::analyze(files, progress, std::move(options.analysis));
  progress.clear();
  const bool written =
      finish(output, options.output.empty() ? "standard output" : std::string_view(options.output));
  for (const analysis::InputProblem& problem : result.problems) {
    complain(fmt::format("{}: {}", problem.path, problem.text));
  }
  if (!written || !result.problems.empty()) return kInput;
  return fails(options, result) ? kFindings : kDone;
}

}  // namespace mm1::cli
