#include "preferences.h"

namespace mm1::plugin {
namespace {

// Wireshark writes into these by address.
Preferences current;

}  // namespace

void register_preferences(int protocol) {
  module_t* module = prefs_register_protocol(protocol, nullptr);
  prefs_register_bool_preference(
      module, "takeover", "Dissect MMS messages instead of MMSE",
      "Whether bodies of type application/vnd.wap.mms-message go to MM1. When off, they go to the "
      "dissector that is built in (MMSE).",
      &current.takeover);
  prefs_register_bool_preference(
      module, "dissect_parts", "Dissect the parts of messages",
      "Whether the parts of a message body are handed to the dissectors of their media types.",
      &current.dissect_parts);
  prefs_register_bool_preference(
      module, "http_heuristic", "Recognise PDUs in HTTP bodies of unknown type",
      "Whether HTTP bodies without a content type, or of one that no dissector knows, are tried as "
      "MM1 PDUs by their first octets.",
      &current.http_heuristic);
}

const Preferences& preferences() { return current; }

}  // namespace mm1::plugin
