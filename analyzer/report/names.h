// Names of tape elements, for people, and of the parties.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "mm1/rules/catalogue.h"
#include "mm1/wsp/tape.h"

namespace mm1::report {

/// What a report says of one element kind.
struct KindRow {
  std::string_view label;
  bool number;  // which members of wsp::Element mean something
  bool text;
};

[[nodiscard]] const KindRow& kind_row(wsp::Kind kind);

/// "ok", "truncated", "invalid".
[[nodiscard]] std::string_view state_name(wsp::State state);

/// "client", "relay", "network"; "sender" where a PDU is judged without its circumstances.
[[nodiscard]] std::string_view side_name(rules::Side side);

/// Name of the parameter at tape index `parameter`, whose parent is of kind `parent` (an
/// X-Mms-Element-Descriptor numbers its parameters by a table of its own): "Charset", the sender's
/// own name, or "0x33" for an unassigned number.
[[nodiscard]] std::string parameter_name(const wsp::Tape& tape, std::size_t parameter,
                                         wsp::Kind parent);

}  // namespace mm1::report
