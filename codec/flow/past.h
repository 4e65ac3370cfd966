// What outlives transactions: peers and references. Bounded in time and number.
#pragma once

#include "peers.h"
#include "references.h"

namespace mm1::flow {

struct Past {
  Peers peers;
  References references;
};

}  // namespace mm1::flow
