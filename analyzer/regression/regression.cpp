#include "mm1/regression/regression.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <utility>

#include "mm1/analysis/analysis.h"
#include "mm1/regression/records.h"
#include "mm1/report/json_lines.h"
#include "mm1/report/printable.h"

namespace mm1::regression {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kValueWidth = 200;

std::optional<std::string> read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  return std::string(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
}

std::optional<std::string> golden_result(const std::string& path) {
  const std::optional<std::string> text = read_file(path);
  if (!text) return std::nullopt;
  return normalised(*text);
}

// Written beside and renamed, so that an interrupted run leaves the old golden result.
bool replace_file(const std::string& path, const std::string& content) {
  const std::string temporary = path + ".new";
  std::ofstream file(temporary, std::ios::binary | std::ios::trunc);
  file << content;
  file.close();
  std::error_code error;
  if (file) fs::rename(temporary, path, error);
  return file && !error;
}

std::string analyzed(const std::string& capture, const Options& options) {
  report::Output memory = report::Output::memory();
  report::JsonLinesReport report(memory);
  // What cannot be read to its end is part of the result: the capture record says so.
  analysis::Options analysis;
  analysis.client_headers = options.client_headers;
  static_cast<void>(analysis::analyze(std::span(&capture, 1), report, std::move(analysis)));
  return normalised(memory.buffer());
}

void show_value(report::Output& output, std::string_view word, const std::string& value) {
  output.write(fmt::format(
      "      {:<4} {}\n", word,
      value.empty() ? "not there" : report::shortened(report::printable(value), kValueWidth)));
}

void show_change(report::Output& output, const Change& change) {
  const std::string record = report::printable(change.record);
  if (change.was.empty() && change.is.empty()) {
    output.write(fmt::format("  {}: changed\n", record));
  } else if (!change.place.empty()) {
    output.write(fmt::format("  {}: {}\n", record, report::printable(change.place)));
    show_value(output, "was", change.was);
    show_value(output, "is", change.is);
  } else if (change.was.empty()) {
    output.write(fmt::format("  {}: new\n", record));
    show_value(output, "is", change.is);
  } else {
    output.write(fmt::format("  {}: gone\n", record));
    show_value(output, "was", change.was);
  }
}

/// One run over a folder.
class Run {
 public:
  Run(const std::string& folder, const Options& options, report::Output& output)
      : folder_(folder), options_(options), output_(output) {}

  void check_capture(const std::string& capture) {
    ++result_.cases;
    const std::string golden_path = capture + std::string(kGoldenSuffix);
    const std::optional<std::string> golden = golden_result(golden_path);
    const std::string current = analyzed(capture, options_);
    if (golden == current) {
      output_.write(fmt::format("{}: as expected\n", name(capture)));
      return;
    }
    if (!golden) {
      output_.write(fmt::format("{}: no golden result ({})\n", name(capture), name(golden_path)));
    } else {
      show_changes(capture, compare(*golden, current));
    }
    if (options_.accept) {
      accept(golden_path, current);
    } else {
      ++result_.differing;
    }
  }

  // A golden result whose capture is gone.
  void check_golden(const std::string& golden_path) {
    const std::string capture = golden_path.substr(0, golden_path.size() - kGoldenSuffix.size());
    if (fs::exists(capture)) return;
    ++result_.cases;
    ++result_.differing;
    output_.write(fmt::format("{}: no capture for this golden result\n", name(golden_path)));
  }

  [[nodiscard]] Result& result() { return result_; }

 private:
  void show_changes(const std::string& capture, const std::vector<Change>& changes) {
    output_.write(fmt::format("{}: {} difference{}\n", name(capture), changes.size(),
                              changes.size() == 1 ? "" : "s"));
    for (const Change& change : changes) show_change(output_, change);
    output_.commit();
  }

  void accept(const std::string& golden_path, const std::string& current) {
    if (replace_file(golden_path, current)) {
      output_.write(fmt::format("  accepted as {}\n", name(golden_path)));
    } else {
      result_.problems.push_back(fmt::format("{}: cannot be written", golden_path));
    }
  }

  // A case is named by its path inside the folder.
  [[nodiscard]] std::string name(const std::string& path) const {
    return report::printable(fs::path(path).lexically_relative(folder_).string());
  }

  const std::string& folder_;
  const Options& options_;
  report::Output& output_;
  Result result_;
};

// The golden results below `folder`, also those whose capture is gone.
std::vector<std::string> golden_files(const std::string& folder) {
  std::vector<std::string> goldens;
  std::error_code error;
  for (fs::recursive_directory_iterator at(folder, error), end; !error && at != end;
       at.increment(error)) {
    if (at->path().string().ends_with(kGoldenSuffix)) goldens.push_back(at->path().string());
  }
  std::sort(goldens.begin(), goldens.end());
  return goldens;
}

}  // namespace

Result run(const std::string& folder, const Options& options, report::Output& output) {
  Run run(folder, options, output);
  Result& result = run.result();
  std::error_code error;
  if (!fs::is_directory(folder, error)) {
    result.problems.push_back(folder + ": is no folder");
    return result;
  }
  for (const std::string& capture : analysis::expand(std::span(&folder, 1))) {
    if (capture != folder) run.check_capture(capture);  // itself: it holds none
  }
  for (const std::string& golden : golden_files(folder)) run.check_golden(golden);
  if (result.cases == 0) result.problems.push_back(folder + ": holds no capture file");
  output.write(fmt::format("{} case{}, {} differing\n", result.cases, result.cases == 1 ? "" : "s",
                           result.differing));
  return result;
}

}  // namespace mm1::regression
