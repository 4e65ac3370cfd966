// What was written for the built-in MMSE goes on working while MM1 is in its place: display
// filters, colour rules, columns and MATE configurations that name mmse.* fields.
#pragma once

#include <epan/packet.h>

#include "interest.h"
#include "mm1/wsp/tape.h"
#include "tree.h"

namespace mm1::plugin {

void register_mmse_compat(int protocol);

/// `built_in` is the dissector that had the media type before; may be null.
void start_mmse_compat(dissector_handle_t built_in);

/// Adds, hidden under the PDU's item, what MMSE makes of it and of the PDUs inside; only when
/// someone asks for an mmse.* field, and the user wants it.
void add_mmse_fields(tvbuff_t* tvb, packet_info* pinfo, const Tree& shown, const wsp::Tape& tape,
                     Interests looked_at);

}  // namespace mm1::plugin
