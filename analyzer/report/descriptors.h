// MMBox descriptors inside a PDU, and which parts are whose.
#pragma once

#include <cstddef>
#include <vector>

#include "mm1/mms/view.h"

namespace mm1::report {

/// Elements of the m-mbox-descr PDUs directly inside this one; those inside them are theirs.
[[nodiscard]] std::vector<std::size_t> descriptors_of(const mms::PduView& pdu);

/// The parts of a PDU's body but for those inside its descriptors.
[[nodiscard]] std::vector<mms::PartView> own_parts(const mms::PduView& pdu);

}  // namespace mm1::report
