#include "printed_fields.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <string_view>
#include <utility>

namespace mm1::plugin {
namespace {

enum class Argument : bool { kNone, kOne };
using enum Argument;

constexpr char kNoLetter = '\0';

struct Option {
  char letter;
  Argument argument;
  std::string_view name = {};  // after "--"
};

// Those that print nothing of a tree, beside -T and -e. Left out on purpose: -V, -O, -x and their
// like, which ask for more than fields, though tshark 4.0 prints no more or refuses; -X, which runs
// scripts; -G, -D, -L, -h and -v, which read no capture.
constexpr auto kOptions = std::to_array<Option>({
    {'2', kNone},
    {'a', kOne, "autostop"},
    {'b', kOne, "ring-buffer"},
    {'B', kOne, "buffer-size"},
    {'c', kOne},
    {'C', kOne},
    {'d', kOne},
    {'e', kOne},
    {'E', kOne},
    {'f', kOne},
    {'F', kOne},
    {'g', kNone},
    {'H', kOne},
    {'i', kOne, "interface"},
    {'I', kNone, "monitor-mode"},
    {'K', kOne},
    {'l', kNone},
    {'M', kOne},
    {'n', kNone},
    {'N', kOne},
    {'o', kOne},
    {'p', kNone, "no-promiscuous-mode"},
    {'P', kNone, "print"},  // columns at most
    {'q', kNone},
    {'Q', kNone},
    {'r', kOne, "read-file"},
    {'R', kOne, "read-filter"},
    {'s', kOne, "snapshot-length"},
    {'S', kOne},
    {'t', kOne},
    {'T', kOne},
    {'u', kOne},
    {'U', kOne},  // a tap
    {'w', kOne},
    {'W', kOne},
    {'y', kOne, "linktype"},
    {'Y', kOne, "display-filter"},
    {'z', kOne},  // a tap
    {kNoLetter, kOne, "capture-comment"},
    {kNoLetter, kOne, "disable-heuristic"},
    {kNoLetter, kOne, "disable-protocol"},
    {kNoLetter, kOne, "enable-heuristic"},
    {kNoLetter, kOne, "enable-protocol"},
    {kNoLetter, kOne, "export-objects"},  // a tap
    {kNoLetter, kOne, "export-tls-session-keys"},
    {kNoLetter, kOne, "temp-dir"},
    {kNoLetter, kOne, "time-stamp-type"},
});

template <class Value>
const Option* find(Value Option::*by, Value value) {
  const auto* found = std::ranges::find(kOptions, value, by);
  return found == kOptions.end() ? nullptr : found;
}

struct Given {
  char letter;
  std::string_view argument;
};

/// Reads options as getopt_long() does, but knows those of the table only.
class Reader {
 public:
  explicit Reader(std::span<const std::string> arguments) : rest_(arguments) {}

  /// Nothing where an option is not in the table, or lacks its argument.
  std::optional<std::vector<Given>> read() {
    // What follows the options is a filter, whatever it looks like.
    while (!rest_.empty() && rest_[0].size() > 1 && rest_[0][0] == '-' && rest_[0] != "--") {
      const std::string_view text = next();
      if (!(text[1] == '-' ? read_name(text.substr(2)) : read_letters(text.substr(1)))) {
        return std::nullopt;
      }
    }
    return given_;
  }

 private:
  std::string_view next() {
    const std::string_view text = rest_.front();
    rest_ = rest_.subspan(1);
    return text;
  }

  bool read_name(std::string_view text) {
    const std::size_t equals = text.find('=');
    const bool attached = equals != std::string_view::npos;
    return take(find(&Option::name, text.substr(0, equals)), attached,
                attached ? text.substr(equals + 1) : std::string_view());
  }

  bool read_letters(std::string_view text) {
    while (!text.empty()) {
      const Option* option = find(&Option::letter, text.front());
      text.remove_prefix(1);
      const bool attached = option != nullptr && option->argument == kOne && !text.empty();
      if (!take(option, attached, attached ? std::exchange(text, {}) : text)) return false;
    }
    return true;
  }

  bool take(const Option* option, bool attached, std::string_view argument) {
    if (option == nullptr || (attached && option->argument == kNone)) return false;
    if (option->argument == kOne && !attached) {
      if (rest_.empty()) return false;
      argument = next();
    }
    given_.push_back({option->letter, argument});
    return true;
  }

  std::span<const std::string> rest_;
  std::vector<Given> given_;
};

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

std::optional<std::vector<std::string>> printed_fields(std::span<const std::string> arguments) {
  if (arguments.empty() || !is_tshark(arguments.front()) ||
      std::ranges::any_of(arguments, is_of_log)) {
    return std::nullopt;
  }
  const auto options = Reader(arguments.subspan(1)).read();
  if (!options) return std::nullopt;
  std::vector<std::string> names;
  bool prints_fields = false;
  for (const auto& [letter, argument] : *options) {
    if (letter == 'e') names.emplace_back(argument);
    if (letter != 'T') continue;
    if (argument != "fields") return std::nullopt;
    prints_fields = true;
  }
  if (!prints_fields) return std::nullopt;
  return names;
}

}  // namespace mm1::plugin
