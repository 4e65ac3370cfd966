// The value of one field, by its grammar.
#pragma once

#include <cstdint>

#include "mm1/wsp/tape_builder.h"
#include "mm1/wsp/window.h"

namespace mm1::mms {

/// Reads the value of field `number` (without its top bit) in a PDU of type `pdu_type` from the
/// front of `in`, which is not at its end. Returns the value element.
wsp::ElementIndex read_field_value(wsp::TapeBuilder& tape, wsp::Window& in, std::uint8_t number,
                                   std::uint8_t pdu_type);

}  // namespace mm1::mms
