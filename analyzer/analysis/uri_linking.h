// Whether a GET can be linked to the message it retrieves: what Content-Locations were given out,
// against the URIs that are asked for (rules TRN-HTT-003 and TRN-MTH-007).
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "mm1/bearer/message.h"
#include "mm1/mms/view.h"

namespace mm1::analysis {

/// Remembers the latest Content-Locations of all relays by their path: a notification in a short
/// message names its client by number, so that a client's address does not tell whose they are.
class UriLinking {
 public:
  static constexpr std::size_t kMaxPaths = std::size_t{1} << 16;

  /// Takes a PDU; a finding when it shows that its own GET came over the wrong bearer.
  [[nodiscard]] std::optional<bearer::BearerFinding> pdu(const bearer::Message& message,
                                                         const mms::PduView& view);
  /// Judges a request without a body.
  [[nodiscard]] std::optional<bearer::BearerFinding> request(const bearer::Message& message);

 private:
  /// Hosts at which a path was given out, the latest last.
  using Hosts = std::vector<std::string>;

  void learn(std::string_view location);
  [[nodiscard]] const Hosts* find(std::string_view uri) const;

  std::unordered_map<std::string, Hosts> hosts_;  // by path
  std::deque<std::string> paths_;                 // oldest first
  std::deque<std::uint64_t> judged_;              // exchanges of GETs found to be TRN-MTH-007
};

}  // namespace mm1::analysis
