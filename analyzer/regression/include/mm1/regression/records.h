// Results of two analyses compared record by record.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mm1::regression {

/// One difference between a golden result and the current one.
struct Change {
  std::string record;  // "PDU m-send-req of frame 12"
  std::string place;   // member that differs ("fields.subject"); empty: the whole record
  std::string was;     // JSON; empty: not there
  std::string is;
};

/// JSON Lines with everything that depends on where the analysis ran taken out: paths become file
/// names. A line that is no JSON object stays as it is.
[[nodiscard]] std::string normalised(std::string_view json_lines);

/// What differs between two normalised results. Records are matched by what they are about (the
/// frame, the PDU, the transaction), not by id or position: one PDU more is one change, not a
/// change of everything behind it. Empty only when both texts are the same.
[[nodiscard]] std::vector<Change> compare(std::string_view golden, std::string_view current);

}  // namespace mm1::regression
