// The command line, taken apart.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "mm1/analysis/analysis.h"
#include "mm1/rules/catalogue.h"

namespace mm1::cli {

enum class Format { kText, kJson };
enum class InputForm { kAuto, kBinary, kHex, kBase64 };

struct AnalyzeOptions {
  std::vector<std::string> paths;
  analysis::Options analysis;  // without the filter, which `filter` is to be compiled to
  std::string filter;          // empty: none
  Format format = Format::kText;
  std::string output;  // empty: standard output
  std::optional<rules::Severity> fail_on;
};

struct DecodeOptions {
  std::vector<std::string> inputs;
  InputForm form = InputForm::kAuto;
  Format format = Format::kText;
};

struct EncodeOptions {
  std::string input = "-";
  std::string output;  // empty: standard output
  bool hex = false;
};

struct RegressOptions {
  std::string folder;
  bool accept = false;
  std::vector<std::string> client_headers;
};

struct RulesOptions {
  std::vector<std::string> ids;  // explained; empty: all are listed
  std::string group;
  std::optional<rules::Severity> severity;
  bool unchecked = false;
  Format format = Format::kText;
};

using Command =
    std::variant<AnalyzeOptions, DecodeOptions, EncodeOptions, RegressOptions, RulesOptions>;

/// Reads the command line. Help, version and complaints are printed here; the program then ends
/// with the returned status.
[[nodiscard]] std::variant<Command, int> parse_command_line(int argc, const char* const* argv);

}  // namespace mm1::cli
