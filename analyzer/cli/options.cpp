#include "options.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <filesystem>
#include <iterator>
#include <map>
#include <string_view>
#include <utility>

#include "exit_status.h"
#include "option_values.h"

namespace mm1::cli {
namespace {

constexpr std::array<std::string_view, 5> kSubcommands = {"analyze", "decode", "encode", "regress",
                                                          "rules"};

const std::map<std::string, std::optional<rules::Severity>> kFailOn = {
    {"never", std::nullopt},
    {"note", rules::Severity::kNote},
    {"warning", rules::Severity::kWarning},
    {"error", rules::Severity::kError}};
const std::map<std::string, rules::Severity> kSeverities = {{"note", rules::Severity::kNote},
                                                            {"warning", rules::Severity::kWarning},
                                                            {"error", rules::Severity::kError}};
const std::map<std::string, InputForm> kInputForms = {{"auto", InputForm::kAuto},
                                                      {"binary", InputForm::kBinary},
                                                      {"hex", InputForm::kHex},
                                                      {"base64", InputForm::kBase64}};

constexpr const char* kFooter =
    "Without a subcommand, files and folders are analyzed.\n\n"
    "Exit status:\n"
    "  0  done\n"
    "  1  findings at or over --fail-on, or a difference from a golden result\n"
    "  2  wrong usage\n"
    "  3  input that could not be read, was damaged or cut short (what could be read is still\n"
    "     analyzed), or output that could not be written\n";

/// A word of the command line and the value it stands for, one of a few.
template <typename Value>
class Choice {
 public:
  Choice(CLI::App& app, const std::string& name, const std::map<std::string, Value>& values,
         const std::string& first, const std::string& description)
      : values_(values), word_(first) {
    std::vector<std::string> words;
    for (const auto& [word, value] : values) words.push_back(word);
    app.add_option(name, word_, description)->check(CLI::IsMember(words));
  }
  [[nodiscard]] Value value() const { return values_.at(word_); }

 private:
  const std::map<std::string, Value>& values_;
  std::string word_;
};

// As a check of CLI11: a complaint, or nothing.
template <typename Value>
CLI::Validator readable_by(std::optional<Value> (*parse)(std::string_view), const char* form) {
  return CLI::Validator(
      [parse, form](const std::string& text) {
        return parse(text) ? std::string() : "\"" + text + "\" is no " + form;
      },
      "");
}

// Headers that tell the client's number, as `analyze` and `regress` take them.
class ClientHeaders {
 public:
  explicit ClientHeaders(CLI::App& app) {
    app.add_option("--client-header", names_,
                   "A header whose value is the client's number, in place of the usual ones; none: "
                   "clients are known by address")
        ->option_text("NAME")
        ->allow_extra_args(false)
        ->check(readable_by(parse_header_name, "name of a header"));
  }
  [[nodiscard]] std::vector<std::string> value() const {
    if (names_.empty()) return flow::usual_client_headers();
    if (names_.size() == 1 && names_.front() == "none") return {};
    return names_;
  }

 private:
  std::vector<std::string> names_;
};

constexpr const char* kAnalyzeFooter =
    "Several files and folders are one capture, merged by time, in whatever order they are given.\n"
    "Files may be compressed with gzip or zstd.\n\n"
    "FILTER is one of libpcap (man pcap-filter), as tcpdump takes it: \"host 10.0.0.1\". It sees\n"
    "packets as they were captured: in a tunnel the outermost. With --inner it sees the innermost "
    "IP\n"
    "packets instead: addresses, protocol and payload, fragments joined, behind a plain IP "
    "header.\n"
    "What it leaves out is as if it had not been captured.\n\n"
    "A request that has one of the headers of --client-header is its number's, whatever address "
    "it\n"
    "comes from: so phones behind one gateway are told apart, and known from pushes by SMS. Of "
    "several\n"
    "the first given counts most. Usual are X-WAP-Network-Client-MSISDN, X-MSISDN, X-WAP-MSISDN,\n"
    "X-Nokia-MSISDN, X-Up-Calling-Line-ID, X-MDN and X-H3G-MSISDN.\n\n"
    "TIME is RFC 3339 (2026-01-05T10:00:00.5Z) or seconds since 1970 (1767607200.5).\n\n"
    "Of --max-memory, 2/16 go to open files, 6/16 to packets (fragments, TCP), 6/16 to messages\n"
    "(HTTP bodies, WTP and SMS segments) and 1/16 to messages that wait for their turn; capture "
    "points\n"
    "share these. What must be given up is counted in the summary. Transactions and the report "
    "grow\n"
    "with what is open at a time, and are not limited.\n";

/// How long a missing answer is waited for, in capture time.
struct TimeoutOption {
  const char* name;
  const char* value;
  const char* description;
  std::int64_t flow::TrackerOptions::*timeout;
};
constexpr std::array kTimeouts = {
    TimeoutOption{"--answer-timeout", "TIME [60s]", "A request over HTTP or WSP goes unanswered",
                  &flow::TrackerOptions::answer_timeout_ns},
    TimeoutOption{"--answer-timeout-sms", "TIME [300s]", "A request over SMS goes unanswered",
                  &flow::TrackerOptions::answer_timeout_sms_ns},
    TimeoutOption{"--notification-timeout", "TIME [24h]",
                  "A notification without an Expiry has no reaction; also how long messages are "
                  "remembered",
                  &flow::TrackerOptions::notification_timeout_ns},
};

/// `mm1scope analyze`.
class AnalyzeCommand {
 public:
  explicit AnalyzeCommand(CLI::App& program)
      : app_(*program.add_subcommand("analyze", "What happened in captures, and who broke rules")),
        format_(app_, "--format", kFormats, "text", "Text for people, or JSON Lines"),
        fail_on_(app_, "--fail-on", kFailOn, "never", "Least severity that gives exit status 1") {
    app_.add_option("paths", options_.paths,
                    "Capture files, folders of them, - for standard input");
    app_.add_option("-o,--output", options_.output, "Write the report to this file");
    app_.add_option("-f,--filter", options_.filter, "Only packets that pass this filter")
        ->option_text("FILTER");
    app_.add_flag("--inner", options_.analysis.filter_innermost,
                  "The filter is for the innermost IP packets");
    app_.add_option("--from", from_, "Only packets at this time or later")
        ->option_text("TIME")
        ->check(readable_by(parse_time, kTimeForm));
    app_.add_option("--to", to_, "Only packets before this time")
        ->option_text("TIME")
        ->check(readable_by(parse_time, kTimeForm));
    app_.add_option("-c,--count", count_, "Read no more than this many packets")
        ->option_text("N")
        ->check(readable_by(parse_count, "number of packets"));
    app_.add_option("--point", points_,
                    "Files whose path or name matches GLOB were captured at the point NAME; what "
                    "another point showed already is not taken for sent twice")
        ->option_text("NAME=GLOB")
        ->allow_extra_args(false)
        ->check(readable_by(parse_point, "NAME=GLOB"));
    app_.add_option("--link", links_,
                    "Packets of the link type USER0 … USER15 carry PROTOCOL: mmse, wsp, wtp, http, "
                    "smpp, ip, eth")
        ->option_text("USERn=PROTOCOL")
        ->allow_extra_args(false)
        ->check(readable_by(parse_link, "USERn=PROTOCOL that is read"));
    for (std::size_t i = 0; i < kTimeouts.size(); ++i) {
      app_.add_option(kTimeouts[i].name, timeouts_[i], kTimeouts[i].description)
          ->option_text(kTimeouts[i].value)
          ->check(readable_by(parse_duration, "duration such as 90s, 5m, 24h or 7d"));
    }
    client_headers_.emplace(app_);
    app_.add_option("--max-memory", max_memory_, "Memory for what is open; K, M, G")
        ->option_text("SIZE [1G]")
        ->check(readable_by(parse_size, "size such as 512M or 2G"));
    app_.footer(kAnalyzeFooter);
  }
  [[nodiscard]] bool parsed() const { return app_.parsed(); }
  /// Throws what only all options together show to be wrong: a missing argument too, so that an
  /// unknown option is named first.
  [[nodiscard]] Command command() {
    analysis::Options& analysis = options_.analysis;
    options_.format = format_.value();
    options_.fail_on = fail_on_.value();
    analysis.client_headers = client_headers_->value();
    if (!from_.empty()) analysis.from_ns = parse_time(from_);
    if (!to_.empty()) analysis.to_ns = parse_time(to_);
    if (!count_.empty()) analysis.max_packets = parse_count(count_);
    if (!max_memory_.empty()) analysis.max_memory = parse_size(max_memory_).value_or(0);
    for (std::size_t i = 0; i < kTimeouts.size(); ++i) {
      if (timeouts_[i].empty()) continue;
      analysis.tracker.*kTimeouts[i].timeout = parse_duration(timeouts_[i]).value_or(0);
    }
    for (const std::string& point : points_) analysis.points.push_back(*parse_point(point));
    for (const std::string& text : links_) {
      const UserLink link = *parse_link(text);
      analysis.user_links[link.number] = link.payload;
    }
    check();
    return std::move(options_);
  }

 private:
  void check() const {
    const analysis::Options& analysis = options_.analysis;
    if (options_.paths.empty()) throw CLI::RequiredError("paths");
    if (analysis.from_ns && analysis.to_ns && *analysis.from_ns >= *analysis.to_ns) {
      throw CLI::ValidationError("--to", "is not later than --from");
    }
    if (analysis.max_memory < kLeastMemory) {
      throw CLI::ValidationError("--max-memory", "is less than 16M");
    }
    if (analysis.filter_innermost && options_.filter.empty()) {
      throw CLI::ValidationError("--inner", "says what --filter is for, and there is none");
    }
  }

  static constexpr std::size_t kLeastMemory = std::size_t{16} << 20;
  static constexpr const char* kTimeForm =
      "time such as 2026-01-05T10:00:00Z or seconds since 1970";
  static inline const std::map<std::string, Format> kFormats = {{"text", Format::kText},
                                                                {"jsonl", Format::kJson}};
  CLI::App& app_;
  AnalyzeOptions options_;
  std::string from_, to_, count_, max_memory_;
  std::array<std::string, kTimeouts.size()> timeouts_;
  std::vector<std::string> points_;
  std::vector<std::string> links_;
  Choice<Format> format_;
  Choice<std::optional<rules::Severity>> fail_on_;
  std::optional<ClientHeaders> client_headers_;  // made in its place among the options
};

const std::map<std::string, Format> kTextOrJson = {{"text", Format::kText},
                                                   {"json", Format::kJson}};

/// `mm1scope decode`.
class DecodeCommand {
 public:
  explicit DecodeCommand(CLI::App& program)
      : app_(*program.add_subcommand("decode", "Bare PDUs and WSP pushes, element by element")),
        form_(app_, "--input", kInputForms, "auto", "Form of the input"),
        format_(app_, "--format", kTextOrJson, "text", "Tree for people, or a JSON object a file") {
    app_.add_option("files", options_.inputs, "Files with one PDU each, - for standard input");
  }
  [[nodiscard]] bool parsed() const { return app_.parsed(); }
  [[nodiscard]] Command command() {
    if (options_.inputs.empty()) throw CLI::RequiredError("files");
    options_.form = form_.value();
    options_.format = format_.value();
    return options_;
  }

 private:
  CLI::App& app_;
  DecodeOptions options_;
  Choice<InputForm> form_;
  Choice<Format> format_;
};

constexpr const char* kEncodeFooter =
    "The JSON:\n"
    "  fields     in the order they are written; each has its name (or \"0xC5\" for a number that "
    "is\n"
    "             not assigned; application_name for a field written by name) and its value\n"
    "  body       text, data (hex), parts, or the fields and body of a pdu\n"
    "  parts      content_type, headers and content, which is as a body; entries is the announced\n"
    "             number of parts where it is another\n"
    "  value      a name, number, date or text; {\"text\", \"charset\"} for text that names its "
    "charset\n"
    "  quoted     in place of value: a text behind a quotation mark (Quoted-string)\n"
    "  code       the number that a name is written as; headers of parts without it go by name\n"
    "  octets     hex, in place of what it stands beside. decode writes it only where the value "
    "is\n"
    "             not written canonically: delete it to have a changed value encoded\n"
    "  wsp_push   its octets go in front; delete it to have the PDU alone\n"
    "offset, length, size, sha256, type and findings are not read.\n";

/// `mm1scope encode`.
class EncodeCommand {
 public:
  explicit EncodeCommand(CLI::App& program)
      : app_(*program.add_subcommand("encode", "JSON of decode, as it is or edited, to octets")) {
    app_.add_option("file", options_.input,
                    "JSON object of `decode --format json`, - for standard input")
        ->capture_default_str();
    app_.add_option("-o,--output", options_.output, "Write the octets to this file");
    app_.add_flag("--hex", options_.hex, "Write the octets in hex");
    app_.footer(kEncodeFooter);
  }
  [[nodiscard]] bool parsed() const { return app_.parsed(); }
  [[nodiscard]] Command command() { return options_; }

 private:
  CLI::App& app_;
  EncodeOptions options_;
};

/// `mm1scope regress`.
class RegressCommand {
 public:
  explicit RegressCommand(CLI::App& program)
      : app_(*program.add_subcommand("regress", "Captures against their golden results")) {
    app_.add_option("folder", options_.folder,
                    "Captures, each with its expected records beside it (NAME.golden.jsonl)");
    app_.add_flag("--accept", options_.accept, "Make the current results the golden ones");
    client_headers_.emplace(app_);
  }
  [[nodiscard]] bool parsed() const { return app_.parsed(); }
  [[nodiscard]] Command command() {
    if (options_.folder.empty()) throw CLI::RequiredError("folder");
    options_.client_headers = client_headers_->value();
    return options_;
  }

 private:
  CLI::App& app_;
  RegressOptions options_;
  std::optional<ClientHeaders> client_headers_;
};

/// `mm1scope rules`.
class RulesCommand {
 public:
  explicit RulesCommand(CLI::App& program)
      : app_(*program.add_subcommand("rules", "The rules: a list, or explanations by id")),
        format_(app_, "--format", kTextOrJson, "text", "Text for people, or a JSON object a rule") {
    app_.add_option("ids", options_.ids, "Rules to explain (FLD-TXT-001)");
    app_.add_option("--group", options_.group, "Only rules whose id begins so (ENC, FLD-TXT)");
    app_.add_option("--severity", severity_, "Only rules of this severity")
        ->check(CLI::IsMember({"note", "warning", "error"}));
    app_.add_flag("--unchecked", options_.unchecked, "Only rules this version does not check");
  }
  [[nodiscard]] bool parsed() const { return app_.parsed(); }
  [[nodiscard]] Command command() {
    options_.format = format_.value();
    if (!severity_.empty()) options_.severity = kSeverities.at(severity_);
    return options_;
  }

 private:
  CLI::App& app_;
  RulesOptions options_;
  std::string severity_;
  Choice<Format> format_;
};

// Whether a first argument that is no subcommand is one of `analyze`: something to read, or an
// option that is not the program's. A misspelt subcommand should be called that, not a missing
// file.
bool is_of_analyze(std::string_view argument) {
  constexpr std::array<std::string_view, 4> kOfProgram = {"-h", "--help", "--help-all",
                                                          "--version"};
  if (argument.empty()) return false;
  if (argument.front() == '-') return std::ranges::find(kOfProgram, argument) == kOfProgram.end();
  std::error_code error;
  return std::filesystem::exists(argument, error) ||
         argument.find_first_of("./") != std::string_view::npos;
}

// CLI11 takes arguments from the back.
std::vector<std::string> reversed_arguments(int argc, const char* const* argv) {
  std::vector<std::string> arguments(argv + 1, argv + argc);
  const bool named = !arguments.empty() && std::find(kSubcommands.begin(), kSubcommands.end(),
                                                     arguments[0]) != kSubcommands.end();
  if (!named && !arguments.empty() && is_of_analyze(arguments[0])) {
    arguments.insert(arguments.begin(), "analyze");
  }
  std::reverse(arguments.begin(), arguments.end());
  return arguments;
}

}  // namespace

std::variant<Command, int> parse_command_line(int argc, const char* const* argv) {
  CLI::App program("What happened to this multimedia message, and who broke the specification",
                   "mm1scope");
  program.set_version_flag("--version", "mm1scope " MM1_VERSION);
  program.set_help_all_flag("--help-all", "Help of all subcommands");
  program.footer(kFooter);
  program.require_subcommand(1);
  AnalyzeCommand analyze(program);
  DecodeCommand decode(program);
  EncodeCommand encode(program);
  RegressCommand regress(program);
  RulesCommand rules(program);
  try {
    program.parse(reversed_arguments(argc, argv));
    if (analyze.parsed()) return analyze.command();
    if (decode.parsed()) return decode.command();
    if (encode.parsed()) return encode.command();
    if (regress.parsed()) return regress.command();
    return rules.command();
  } catch (const CLI::ParseError& error) {
    return program.exit(error) == 0 ? kDone : kUsage;
  }
}

}  // namespace mm1::cli
