// Whether a Value-length can be believed.
#pragma once

#include <cstddef>

#include "mm1/mms/fields.h"
#include "mm1/wsp/window.h"

namespace mm1::mms {

/// Octets of the value behind the Value-length in front of `in`, where the stated number cannot be
/// right: behind it no field begins, but one does where the value ends by its own grammar. 0 when
/// the stated number is right, or nothing speaks for another one. `counted`: the value has the
/// counted form of the delete confirmations. The work has a fixed bound.
[[nodiscard]] std::size_t believable_length(const wsp::Window& in, Grammar grammar, bool counted);

}  // namespace mm1::mms
