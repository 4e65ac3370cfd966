// What a user may switch.
#pragma once

#include <span>
#include <string>

#include "compat.h"
#include "mm1/rules/catalogue.h"

namespace mm1::plugin {

struct Preferences {
  PreferenceFlag takeover = true;
  PreferenceFlag mmse_compat = true;
  PreferenceFlag http_heuristic = true;
  PreferenceFlag dissect_parts = true;
  PreferenceFlag export_pdus = false;
  unsigned max_depth = 64;
  unsigned max_parts = 4096;
  int least_severity = static_cast<int>(rules::Severity::kNote);
  const char* rules_off = "";
  const char* client_headers = "";
  unsigned answer_timeout_s = 60;
  unsigned answer_timeout_sms_s = 300;
  unsigned notification_timeout_s = 86400;
};

void register_preferences(int protocol);

/// The current values. Wireshark changes them between packets, never during one.
const Preferences& preferences();

/// The names of headers that tell a client's number, the first counting most.
std::span<const std::string> client_headers();

/// To be called when a capture begins: not every program says when it has changed a preference.
void refresh_preferences();

/// Whether a finding of this severity is to be shown.
bool is_wanted(const rules::Rule& rule, rules::Severity severity);

}  // namespace mm1::plugin
