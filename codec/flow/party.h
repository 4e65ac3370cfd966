// Who an address names, in a form that can be compared and digested (spec/rules.md §0.5).
#pragma once

#include <string>
#include <string_view>

namespace mm1::flow {

/// An address without what does not tell subscribers apart: display name, "+", "-", "." and
/// /TYPE=PLMN of a number, capital letters of a mail domain. Empty for an empty address.
[[nodiscard]] std::string normal_party(std::string_view address);

/// Whether both name the same subscriber.
[[nodiscard]] inline bool same_party(std::string_view a, std::string_view b) {
  return normal_party(a) == normal_party(b);
}

}  // namespace mm1::flow
