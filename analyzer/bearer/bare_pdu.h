// MM1 PDUs with nothing around them: exported by Wireshark, or of a link type the user named.
#pragma once

#include "outlet.h"

namespace mm1::bearer {

/// Delivers the payload as one PDU of the bearer `file`. The direction is that in which PDUs of its
/// type travel.
void deliver_bare_pdu(Outlet& outlet, const net::Datagram& datagram);

}  // namespace mm1::bearer
