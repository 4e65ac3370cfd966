// What a user may switch.
#pragma once

#include "compat.h"

namespace mm1::plugin {

struct Preferences {
  PreferenceFlag takeover = true;
  PreferenceFlag dissect_parts = true;
  PreferenceFlag http_heuristic = true;
};

void register_preferences(int protocol);

/// The current values. Wireshark changes them between packets, never during one.
const Preferences& preferences();

}  // namespace mm1::plugin
