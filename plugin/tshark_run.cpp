#include "tshark_run.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <string_view>
#include <utility>

namespace mm1::plugin {
namespace {

struct Options {
  std::string_view letters;
  std::span<const std::string_view> names;  // of which none stands for -T or -e

  [[nodiscard]] bool has(char letter) const {
    return letters.find(letter) != std::string_view::npos;
  }
  [[nodiscard]] bool has(std::string_view name) const {
    return std::ranges::find(names, name) != names.end();
  }
};

// Those that show nothing of a tree, beside -T and -e: -P shows columns at most, -U, -z and
// --export-objects have taps. Left out on purpose: -V, -O, -x and their like, which ask for more
// than fields, though tshark 4.0 prints no more, or refuses; -X, which runs scripts; -G, -D, -L, -h
// and -v, which read no capture.
constexpr std::array<std::string_view, 3> kNamesAlone = {"monitor-mode", "no-promiscuous-mode",
                                                         "print"};
constexpr std::string_view kDisplayFilter = "display-filter";
constexpr auto kNamesWithArgument = std::to_array<std::string_view>(
    {"autostop", "buffer-size", "capture-comment", "disable-heuristic", "disable-protocol",
     kDisplayFilter, "enable-heuristic", "enable-protocol", "export-objects",
     "export-tls-session-keys", "interface", "linktype", "read-file", "read-filter", "ring-buffer",
     "snapshot-length", "temp-dir", "time-stamp-type"});
constexpr Options kAlone = {"2IPQglnpq", kNamesAlone};
constexpr Options kWithArgument = {"BCEFHKMNRSTUWYabcdefiorstuwyz", kNamesWithArgument};

struct Given {
  char letter;
  std::string_view argument;  // empty where the letter takes none
};

/// What follows the options is a filter, whatever it looks like.
bool is_option(std::string_view text) {
  return text.size() > 1 && text.starts_with('-') && text != "--";
}

/// The options with a letter, read as getopt_long() does, and the filter after them as one of 'Y'.
/// Nothing where an option is not one of those above, or lacks its argument.
std::optional<std::vector<Given>> options_in(std::span<const std::string> arguments) {
  std::vector<Given> given;
  std::size_t at = 0;
  for (; at < arguments.size() && is_option(arguments[at]); ++at) {
    std::string_view text = arguments[at];
    if (text.starts_with("--")) {
      const std::string_view name = text.substr(2);
      const std::size_t equals = name.find('=');
      if (kAlone.has(name)) continue;
      if (!kWithArgument.has(name.substr(0, equals))) return std::nullopt;
      const bool attached = equals != std::string_view::npos;
      if (!attached && ++at == arguments.size()) return std::nullopt;
      if (name.substr(0, equals) == kDisplayFilter) {
        given.push_back({'Y', attached ? name.substr(equals + 1) : arguments[at]});
      }
      continue;
    }
    text.remove_prefix(1);
    for (; !text.empty() && kAlone.has(text.front()); text.remove_prefix(1)) {
      given.push_back({text.front(), {}});
    }
    if (text.empty()) continue;
    if (!kWithArgument.has(text.front())) return std::nullopt;
    const bool attached = text.size() > 1;
    if (!attached && ++at == arguments.size()) return std::nullopt;
    given.push_back({text.front(), attached ? text.substr(1) : arguments[at]});
  }
  for (; at < arguments.size(); ++at) given.push_back({'Y', arguments[at]});
  return given;
}

bool is_tshark(std::string_view program) {
  return program.substr(program.rfind('/') + 1) == "tshark";
}

// Wireshark takes them out before it reads its options, wherever they stand.
bool is_of_log(std::string_view argument) { return argument.starts_with("--log-"); }

}  // namespace

std::vector<std::string> command_line() {
  std::ifstream file("/proc/self/cmdline", std::ios::binary);
  std::vector<std::string> arguments;
  for (std::string argument; std::getline(file, argument, '\0');) arguments.push_back(argument);
  if (file.bad()) arguments.clear();
  return arguments;
}

std::optional<TsharkRun> tshark_run(std::span<const std::string> arguments) {
  if (arguments.empty() || !is_tshark(arguments.front()) ||
      std::ranges::any_of(arguments, is_of_log)) {
    return std::nullopt;
  }
  const auto options = options_in(arguments.subspan(1));
  if (!options) return std::nullopt;
  TsharkRun run;
  std::vector<std::string> names;
  bool prints_fields = false;
  for (const auto& [letter, argument] : *options) {
    if (letter == '2') run.reads_twice = true;
    if (letter == 'Y') run.filters.emplace_back(argument);
    if (letter == 'e') names.emplace_back(argument);
    // Without a sign of equality tshark has cut the argument up already, and what follows is wrong.
    if (letter == 'E' && argument.find('=') == std::string_view::npos) return std::nullopt;
    if (letter != 'T') continue;
    if (argument != "fields") return std::nullopt;
    prints_fields = true;
  }
  if (prints_fields) run.printed_fields = std::move(names);
  return run;
}

}  // namespace mm1::plugin
