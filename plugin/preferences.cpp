#include "preferences.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <wsutil/report_message.h>

#include "mm1/flow/client_number.h"

namespace mm1::plugin {
namespace {

// Wireshark writes into these by address.
Preferences current;

/// The rules that are off, by their index in the catalogue; made from `current.rules_off`.
std::vector<bool> off;

struct FlagRow {
  PreferenceFlag Preferences::*value;
  const char* name;
  const char* title;
  const char* description;
};
constexpr FlagRow kFlags[] = {
    {&Preferences::takeover, "takeover", "Dissect MMS messages instead of MMSE",
     "Whether bodies of type application/vnd.wap.mms-message go to MM1. When off, they go to the "
     "dissector that is built in (MMSE)."},
    {&Preferences::mmse_compat, "mmse_compat", "Keep mmse filters working",
     "Whether display filters, coloring rules, columns and MATE configurations that name mmse "
     "fields go on matching the PDUs that MM1 dissects."},
    {&Preferences::http_heuristic, "http_heuristic",
     "Recognise PDUs in HTTP bodies of unknown type",
     "Whether HTTP bodies without a content type, or of one that no dissector knows, are tried as "
     "MM1 PDUs by their first octets."},
    {&Preferences::dissect_parts, "dissect_parts", "Dissect the parts of messages",
     "Whether the parts of a message body are handed to the dissectors of their media types."},
    {&Preferences::export_pdus, "export_pdus", "Export whole PDUs as objects",
     "Whether the list of objects to export has each PDU as a file beside the parts of messages."},
};

struct NumberRow {
  unsigned Preferences::*value;
  const char* name;
  const char* title;
  const char* description;
};
constexpr NumberRow kLimits[] = {
    {&Preferences::max_depth, "max_depth", "Maximum nesting of a PDU",
     "How many elements may be inside each other (8 to 128); a level of multipart takes about "
     "five. What is deeper is shown undecoded."},
    {&Preferences::max_parts, "max_parts", "Maximum number of parts",
     "How many parts of a PDU are decoded, nested ones included. The rest is shown undecoded."},
};
constexpr NumberRow kTimeouts[] = {
    {&Preferences::answer_timeout_s, "answer_timeout", "Answer timeout (seconds)",
     "After how many seconds a request without an answer counts as unanswered."},
    {&Preferences::answer_timeout_sms_s, "answer_timeout_sms", "Answer timeout over SMS (seconds)",
     "The same for requests that were sent in short messages."},
    {&Preferences::notification_timeout_s, "notification_timeout", "Notification timeout (seconds)",
     "After how many seconds a notification that states no expiry of its own counts as "
     "unanswered."},
};

constexpr enum_val_t kSeverities[] = {
    {"note", "Note", static_cast<int>(rules::Severity::kNote)},
    {"warning", "Warning", static_cast<int>(rules::Severity::kWarning)},
    {"error", "Error", static_cast<int>(rules::Severity::kError)},
    {nullptr, nullptr, 0},
};

/// The names in `current.client_headers`, and the usual ones as text: Wireshark keeps the address.
std::vector<std::string> header_names;
std::string usual_headers;

/// Takes the next word off a list; empty when there is none.
std::string_view take_word(std::string_view& list) {
  constexpr std::string_view kBetween = ",; \t\r\n";
  list.remove_prefix(std::min(list.find_first_not_of(kBetween), list.size()));
  const std::string_view word = list.substr(0, list.find_first_of(kBetween));
  list.remove_prefix(word.size());
  return word;
}

/// Reads the list of rules that are off. Gives the ids in it that are none, one a line.
std::string read_rules_off() {
  const auto catalogue = rules::catalogue();
  off.assign(catalogue.size(), false);
  std::string unknown;
  std::string_view list = current.rules_off == nullptr ? "" : current.rules_off;
  for (std::string_view id = take_word(list); !id.empty(); id = take_word(list)) {
    if (const rules::Rule* rule = rules::rule(id)) {
      off[static_cast<std::size_t>(rule - catalogue.data())] = true;
    } else {
      unknown.append("\n").append(id);
    }
  }
  return unknown;
}

void read_client_headers() {
  header_names.clear();
  std::string_view list = current.client_headers == nullptr ? "" : current.client_headers;
  for (std::string_view name = take_word(list); !name.empty(); name = take_word(list)) {
    header_names.emplace_back(name);
  }
}

/// Called when a user has changed any of them.
void apply() {
  read_client_headers();
  const std::string unknown = read_rules_off();
  if (unknown.empty()) return;
  report_warning("The preference mm1.rules_off names rules that MM1 does not have:%s",
                 unknown.c_str());
}

}  // namespace

void register_preferences(int protocol) {
  constexpr unsigned kDecimal = 10;
  module_t* module = prefs_register_protocol(protocol, apply);
  for (const FlagRow& row : kFlags) {
    prefs_register_bool_preference(module, row.name, row.title, row.description,
                                   &(current.*row.value));
  }
  for (const NumberRow& row : kLimits) {
    prefs_register_uint_preference(module, row.name, row.title, row.description, kDecimal,
                                   &(current.*row.value));
  }
  prefs_register_enum_preference(
      module, "least_severity", "Least severity of expert infos",
      "Findings below this severity are not shown, and their filters do not match.",
      &current.least_severity, kSeverities, false);
  prefs_register_string_preference(
      module, "rules_off", "Rules to ignore",
      "Ids of rules whose findings are not shown, separated by commas: ENC-ORD-001, FLD-LEN-003",
      &current.rules_off);
  for (const std::string& name : flow::usual_client_headers()) {
    usual_headers.append(usual_headers.empty() ? "" : ", ").append(name);
  }
  current.client_headers = usual_headers.c_str();
  prefs_register_string_preference(
      module, "client_headers", "Headers with the client's number",
      "Names of HTTP and WSP headers in which gateways tell the number (MSISDN) of the client they "
      "speak for, separated by commas. The first that is there counts.",
      &current.client_headers);
  for (const NumberRow& row : kTimeouts) {
    prefs_register_uint_preference(module, row.name, row.title, row.description, kDecimal,
                                   &(current.*row.value));
  }
}

const Preferences& preferences() { return current; }

std::span<const std::string> client_headers() { return header_names; }

void refresh_preferences() {
  read_rules_off();
  read_client_headers();
}

bool is_wanted(const rules::Rule& rule, rules::Severity severity) {
  if (static_cast<int>(severity) < current.least_severity) return false;
  const auto index = static_cast<std::size_t>(&rule - rules::catalogue().data());
  return index >= off.size() || !off[index];
}

}  // namespace mm1::plugin
