// What an MMBox request asks for, as far as its answer is compared with it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "mm1/mms/fields.h"
#include "mm1/mms/pdus.h"
#include "mm1/mms/view.h"
#include "pdu_facts.h"
#include "uri.h"

namespace mm1::flow {

/// Digest of a reference, whatever host stands before its path.
[[nodiscard]] std::uint64_t reference_print(std::string_view uri);
/// The n-th reference that a PDU names, also behind the count of a delete confirmation; empty when
/// there is none.
[[nodiscard]] std::string_view reference_named(const mms::PduView& pdu, std::size_t nth);
/// Digests of the keywords in X-Mms-MM-Flags, with the tokens before them.
struct FlagPrint {
  std::uint8_t token;
  std::uint64_t keyword;
};
[[nodiscard]] std::vector<FlagPrint> flags_of(const mms::PduView& pdu);

/// Of a view, store, upload or delete request, and of a send or forward that is to be stored.
struct MailboxRequest {
  explicit MailboxRequest(const PduFacts& pdu);

  [[nodiscard]] bool has(std::uint8_t number) const {
    return (fields & mms::field_bit(number)) != 0;
  }
  [[nodiscard]] bool asks_for(std::uint8_t number) const {
    return (attributes & mms::field_bit(number)) != 0;
  }

  mms::PduType type;
  bool sound;
  bool more = false;  // it names more than is remembered
  bool store = false;
  bool totals = false;
  bool quotas = false;
  std::uint8_t state = 0;
  mms::FieldSet fields = 0;
  mms::FieldSet attributes = 0;
  std::optional<std::uint64_t> limit;
  std::vector<std::uint8_t> states;
  std::vector<FlagPrint> flags;
  std::vector<std::uint64_t> references;
};

}  // namespace mm1::flow
