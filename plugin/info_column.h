// What a PDU says in one line, and the columns that show it.
#pragma once

#include <cstdint>
#include <span>

#include <epan/packet_info.h>

#include "mm1/wsp/tape.h"

namespace mm1::plugin {

/// Numbers of the header fields that say how something went.
[[nodiscard]] std::span<const std::uint8_t> status_fields();

/// "m-send-conf Ok, TID S1": type, how it went, and what ties it to other PDUs. In the packet's
/// pool.
[[nodiscard]] const char* summarize(packet_info* pinfo, const wsp::Tape& tape);

/// Makes the packet's Protocol and Info columns this PDU's. The other PDUs of a packet that holds
/// several stay beside it.
void set_info(packet_info* pinfo, const char* summary);

/// Adds to the Info column of the protocol around.
void append_info(packet_info* pinfo, const char* summary);

}  // namespace mm1::plugin
