// What the packets of a WTP transaction that carries MM1 break together: rules TRN-WTP-005,
// -007 … -009 and -014 … -017 (WAP-224 §7.14, §7.15, §8.2.6, appendix A).
#pragma once

#include "wtp_log.h"

namespace mm1::bearer {

/// Judges a transaction at its end; `exchange` holds what is found. Packets that lie less than
/// `kReorderTime` apart may have been captured in any order, and no finding depends on it; nor does
/// one rest on a packet that the capture may have lost. `initiator` and `responder` say which side
/// of MM1 each is.
void check_wtp(const WtpLog& log, rules::Side initiator, WspExchange& exchange);

}  // namespace mm1::bearer
