// OTA-HTTP, by which a push proxy posts a push to a terminal (WAP-235 §7).
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http_push.h"
#include "recent.h"

namespace mm1::bearer {

/// Nothing when what is pushed is no MM1 PDU.
[[nodiscard]] std::optional<PushedPdu> read_ota_push(Octets body);

/// Identifies a push to a terminal: the same PDU to the same address.
[[nodiscard]] std::uint64_t push_print(std::string_view client, Octets pdu);

/// Pushes that terminals refused for good, by their prints: the latest few thousand of the last
/// day.
class RefusedPushes {
 public:
  void add(std::uint64_t print, int status, std::int64_t time_ns);
  /// The push status with which it was refused.
  [[nodiscard]] std::optional<int> find(std::uint64_t print);

 private:
  static constexpr std::size_t kMax = 4096;
  static constexpr std::int64_t kKeep = 86'400'000'000'000;
  RecentMap<std::uint64_t, int, std::hash<std::uint64_t>> refused_{kMax, kKeep};
};

/// What the rules of OTA-HTTP need of a request until its push and its answer are judged.
struct OtaRequest {
  bool first = false;  // on its connection, for sure
  bool has_version = false;
  bool wants_response = false;
  bool at_wappush = false;
  bool is_http_type = false;  // application/http
  std::string host;
  std::optional<std::string> application_id;  // outside the pushed message
  std::uint64_t print = 0;                    // of an MM1 push; 0: none
};
[[nodiscard]] OtaRequest ota_request(const http::Head& head);

/// Judges an OTA-HTTP push that carries an MM1 PDU: TRN-OTA-001 … -003, -007, -008 and TRN-PSH.
/// `uri` is the request's; `refused_with` the push status that forbade to send it again.
void check_ota_push(const OtaRequest& request, const PushedPdu& pushed, std::string_view uri,
                    std::optional<int> refused_with, FrameRef place,
                    std::vector<BearerFinding>& findings);

/// Judges the head of its answer: TRN-OTA-004, -006, -008.
void check_ota_answer(const OtaRequest& request, const http::Head& answer, FrameRef place,
                      std::vector<BearerFinding>& findings);

/// The push status of an answer, nothing when it is absent or no number.
[[nodiscard]] std::optional<int> push_status(const http::Head& answer);
/// Whether a push that got this status is not to be sent again (WAP-235 §7.4.2.1).
[[nodiscard]] bool forbids_retry(int push_status);

}  // namespace mm1::bearer
