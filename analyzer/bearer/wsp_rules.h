// What a WSP PDU of MM1 breaks by itself: rules TRN-WSP-003, -005, -006, -007, TRN-WTP-001 and
// TRN-PSH.
#pragma once

#include "application_id.h"
#include "wsp_delivery.h"

namespace mm1::bearer {

/// Judges a PDU that carries MM1, or may ask for it (a GET); `exchange` holds what is found.
void check_wsp(const WspPdu& pdu, const WspCarriage& carriage, WspExchange& exchange);

/// X-Wap-Application-Id among the headers of a PDU; nothing when it is not there.
[[nodiscard]] std::optional<ApplicationId> application_id(Octets headers);

}  // namespace mm1::bearer
