// PAP, by which an MMSC posts a push to a push proxy (WAP-247).
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "http_push.h"

namespace mm1::bearer {

/// Nothing when what is pushed is no MM1 PDU.
[[nodiscard]] std::optional<PushedPdu> read_pap_push(std::string_view boundary, Octets body);

/// Judges a PAP push that carries an MM1 PDU: TRN-PSH.
void check_pap_push(const PushedPdu& pushed, FrameRef place, std::vector<BearerFinding>& findings);

}  // namespace mm1::bearer
