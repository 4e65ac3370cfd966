// The PDUs that Wireshark's own dissectors see in a capture.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "shown_pdu.h"

namespace mm1::differential {

/// Whether tshark can be run.
[[nodiscard]] bool tshark_is_there();

/// What tshark shows, with out-of-order reassembly and without this project's plugin.
[[nodiscard]] std::vector<ShownPdu> tshark_pdus(const std::string& capture);

/// The same for several captures, by two processes at a time.
[[nodiscard]] std::vector<std::vector<ShownPdu>> tshark_pdus(
    const std::vector<std::string>& captures);

}  // namespace mm1::differential
