// Taking down what the rules need of the PDUs of a retrieval.
#pragma once

#include <cstdint>

#include "open.h"
#include "pdu_facts.h"
#include "references.h"

namespace mm1::flow {

/// What a notification or m-retrieve-conf says of its message.
[[nodiscard]] Description describe(const PduFacts& pdu);

/// X-Mms-Retrieve-Status; Ok when it is absent, as the MM itself is the success (ENC 1.3 §6.3).
[[nodiscard]] std::uint8_t retrieve_status(const PduFacts& pdu);

/// Whether the message was fetched so soon after its notification that nothing else is behind it:
/// what waited may have been deferred before the capture began.
[[nodiscard]] bool fetched_at_once(const RetrievalFacts& facts, std::int64_t now_ns);

/// TIDs of m-retrieve-confs that a retrieval remembers; as many say that there may be more.
inline constexpr std::size_t kMostRetrieveIds = 8;

// Each after its rules were asked. `reference` may be nullptr.
void note_notification(Open& open, const PduFacts& pdu, std::int64_t expires_ns,
                       Reference* reference);
void note_answer(Open& open, const PduFacts& pdu, Reference* reference);
void note_retrieved(Open& open, const PduFacts& pdu, Reference* reference);

}  // namespace mm1::flow
