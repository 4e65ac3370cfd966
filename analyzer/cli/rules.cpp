// mm1scope rules.
#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <cctype>
#include <string_view>

#include "commands.h"
#include "exit_status.h"
#include "mm1/report/json_writer.h"
#include "mm1/report/output.h"
#include "mm1/report/values.h"
#include "mm1/report/wrap.h"
#include "terminal.h"

namespace mm1::cli {
namespace {

// In the order of rules::Scope.
constexpr std::array<std::string_view, 4> kScopes = {"pdu", "transaction", "message", "bearer"};

constexpr std::size_t kMemberColumn = 15;

std::string_view scope_name(rules::Scope scope) { return kScopes[static_cast<std::size_t>(scope)]; }

bool begins_with(std::string_view text, std::string_view prefix) {
  if (prefix.size() > text.size()) return false;
  for (std::size_t i = 0; i < prefix.size(); ++i) {
    if (std::toupper(static_cast<unsigned char>(prefix[i])) != text[i]) return false;
  }
  return true;
}

bool selected(const rules::Rule& rule, const RulesOptions& options) {
  return begins_with(rule.id, options.group) &&
         (!options.severity || rule.severity == *options.severity) &&
         (!options.unchecked || !rule.checked);
}

void write_json(std::string& out, const rules::Rule& rule) {
  report::JsonWriter json(out);
  json.begin_object();
  json.string("id", rule.id);
  json.string("severity", rules::severity_name(rule.severity));
  json.boolean("error_from_1_3", rule.error_from_13);
  json.string("scope", scope_name(rule.scope));
  json.string("since", report::version_text(rule.since));
  json.string("spec", rule.citation);
  json.string("evidence", rule.evidence);
  json.string("title", rule.title);
  json.string("explanation", rule.explanation);
  json.string("trip", rule.trip);
  json.string("near_miss", rule.near_miss);
  json.boolean("checked", rule.checked);
  json.end_object();
  out += '\n';
}

std::string severity_text(const rules::Rule& rule) {
  const std::string_view name = rules::severity_name(rule.severity);
  return rule.error_from_13 ? fmt::format("{}, an error from MMS 1.3 on", name) : std::string(name);
}

void write_list_line(std::string& out, const rules::Rule& rule) {
  out += fmt::format("{:<12}  {:<8}  {}{}\n", rule.id, rules::severity_name(rule.severity),
                     rule.title, rule.checked ? "" : " (not yet checked)");
}

void write_member(std::string& out, std::string_view name, std::string_view value) {
  if (value.empty()) return;
  out += fmt::format("  {:<12} ", name);
  report::append_wrapped(out, kMemberColumn, kMemberColumn, report::words(value), " ");
}

void write_explanation(std::string& out, const rules::Rule& rule) {
  out += fmt::format("{}: {}\n", rule.id, rule.title);
  write_member(out, "severity", severity_text(rule));
  write_member(out, "judged by", scope_name(rule.scope));
  write_member(out, "since", "MMS " + report::version_text(rule.since));
  write_member(out, "citation", rule.citation);
  write_member(out, "evidence", rule.evidence);
  write_member(out, "why", rule.explanation);
  write_member(out, "raised by", rule.trip);
  write_member(out, "not by", rule.near_miss);
  if (!rule.checked) write_member(out, "checked", "not yet by this version");
  out += '\n';
}

int explain(const RulesOptions& options, report::Output& output) {
  int status = kDone;
  for (const std::string& id : options.ids) {
    const rules::Rule* rule = rules::rule(id);
    if (rule == nullptr) {
      complain(fmt::format("no rule has the id {}; `mm1scope rules` lists them", id));
      status = kUsage;
    } else if (options.format == Format::kJson) {
      write_json(output.buffer(), *rule);
    } else {
      write_explanation(output.buffer(), *rule);
    }
  }
  return status;
}

void list(const RulesOptions& options, report::Output& output) {
  std::size_t shown = 0;
  std::size_t checked = 0;
  for (const rules::Rule& rule : rules::catalogue()) {
    if (!selected(rule, options)) continue;
    ++shown;
    checked += rule.checked ? 1 : 0;
    if (options.format == Format::kJson) {
      write_json(output.buffer(), rule);
    } else {
      write_list_line(output.buffer(), rule);
    }
  }
  if (options.format == Format::kText) {
    output.write(fmt::format("{} rules, {} of them checked by this version\n", shown, checked));
  }
}

}  // namespace

int run(const RulesOptions& options) {
  report::Output output(STDOUT_FILENO);
  int status = kDone;
  if (options.ids.empty()) {
    list(options, output);
  } else {
    status = explain(options, output);
  }
  return finish(output) ? status : kInput;
}

}  // namespace mm1::cli
