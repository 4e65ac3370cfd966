// What a reader wants to know of a PDU at a glance.
#pragma once

#include <string>
#include <vector>

#include "mm1/mms/view.h"

namespace mm1::report {

/// The telling values of a PDU but for its transaction id, each ready to be shown: "Ok",
/// "from +1555…", "subject Hello", "3 parts: application/smil 412, …". Values are printable and
/// shortened.
[[nodiscard]] std::vector<std::string> key_values(const mms::PduView& pdu);

}  // namespace mm1::report
