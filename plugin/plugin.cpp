// The entry points Wireshark looks for, and the two callbacks it makes.
#include <epan/packet.h>
#include <epan/proto.h>

#include "dissector.h"
#include "experts.h"
#include "export_pdus.h"
#include "fields.h"
#include "handoff.h"
#include "http_push.h"
#include "interest.h"
#include "links.h"
#include "message_items.h"
#include "mmse_compat.h"
#include "observer.h"
#include "preferences.h"
#include "statistics.h"
#include "tap.h"

extern "C" {
extern WS_DLL_PUBLIC_DEF const char plugin_version[];
extern WS_DLL_PUBLIC_DEF const int plugin_want_major;
extern WS_DLL_PUBLIC_DEF const int plugin_want_minor;
WS_DLL_PUBLIC_DEF void plugin_register();
WS_DLL_PUBLIC_DEF unsigned plugin_describe();

const char plugin_version[] = MM1_VERSION;
const int plugin_want_major = MM1_WIRESHARK_MAJOR;
const int plugin_want_minor = MM1_WIRESHARK_MINOR;
}

namespace {

void register_protocol() {
  using namespace mm1::plugin;
  const int protocol = proto_register_protocol("MMS Encapsulation (MM1)", "MM1", "mm1");
  register_interests();
  register_dissectors(protocol);
  register_fields(protocol);
  register_experts(protocol);
  register_links(protocol);
  register_message_items(protocol);
  register_mmse_compat(protocol);
  register_http_push(protocol);
  register_observer(protocol);
  register_preferences(protocol);
  register_taps(protocol);
  register_counts();
  register_response_times(protocol);
  register_transactions_table();
}

void hand_off() {
  mm1::plugin::take_over();
  mm1::plugin::take_over_http_push();
  mm1::plugin::start_observer();
  mm1::plugin::start_pdu_export();
}

}  // namespace

void plugin_register() {
  static const proto_plugin callbacks = {register_protocol, hand_off};
  proto_register_plugin(&callbacks);
}

unsigned plugin_describe() {
  // WS_PLUGIN_DESC_DISSECTOR; 4.0 has neither the name nor a use for it.
  constexpr unsigned kDissector = 1;
  return kDissector;
}
