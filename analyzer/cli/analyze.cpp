// mm1scope analyze.
#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <memory>

#include "commands.h"
#include "exit_status.h"
#include "mm1/analysis/analysis.h"
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

}  // namespace

int run(const AnalyzeOptions& options) {
  const std::vector<std::string> files = analysis::expand(options.paths);
  if (files.empty()) {
    complain("no capture file in what was given");
    return kInput;
  }
  const OutputFile file(options.output);
  if (file.descriptor() < 0) {
    complain(fmt::format("{}: {}", options.output, std::strerror(errno)));
    return kInput;
  }
  report::Output output(file.descriptor());
  const auto report = make_report(options, files, output);
  Progress progress(*report, files.size());
  const analysis::Result result = analysis::analyze(files, progress);
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
