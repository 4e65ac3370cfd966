// The parts of a message: what is known about each, and their data to the dissectors of its media
// type.
#pragma once

#include <epan/packet_info.h>
#include <epan/tvbuff.h>

#include "interest.h"
#include "mm1/wsp/tape.h"
#include "tree.h"

namespace mm1::plugin {

/// Shows the facts about each part under its item, and hands its data to Wireshark's dissector of
/// its media type, unless the user does not want that or nobody would see it. Columns stay as they
/// are.
void hand_over_parts(tvbuff_t* tvb, packet_info* pinfo, int protocol, const wsp::Tape& tape,
                     const Tree& tree, Interests looked_at);

}  // namespace mm1::plugin
