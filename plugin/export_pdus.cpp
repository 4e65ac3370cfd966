#include "export_pdus.h"

#include <epan/exported_pdu.h>
#include <epan/tap.h>

namespace mm1::plugin {
namespace {

int tap = 0;  // no tap has this number

}  // namespace

void start_pdu_export() { tap = find_tap_id(EXPORT_PDU_TAP_NAME_LAYER_7); }

void export_pdu(tvbuff_t* tvb, packet_info* pinfo) {
  if (tap == 0 || !have_tap_listener(tap)) return;
  exp_pdu_data_t* pdu = export_pdu_create_common_tags(pinfo, "mm1", EXP_PDU_TAG_DISSECTOR_NAME);
  pdu->tvb_captured_length = tvb_captured_length(tvb);
  pdu->tvb_reported_length = tvb_reported_length(tvb);
  pdu->pdu_tvb = tvb;
  tap_queue_packet(tap, pinfo, pdu);
}

}  // namespace mm1::plugin
