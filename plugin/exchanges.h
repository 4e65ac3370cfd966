// Which response answers which request: HTTP/1 by order on the connection, WSP by transaction
// number. Knows nothing of Wireshark, and throws only for want of memory.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace mm1::plugin {

/// One message of an exchange as it was seen.
struct Half {
  std::uint32_t frame = 0;  // 0: not seen
  std::int64_t time_ns = 0;
  std::uint64_t pdu = 0;          // 0: without an MM1 PDU
  std::uint64_t fingerprint = 0;  // of what it carried, to know a repeat by
};

/// A request and its response.
struct Exchange {
  std::uint64_t number = 0;  // from 1
  Half request;
  Half response;
  bool is_get = false;
  bool is_push = false;  // the relay makes the request
  bool connection_mode = false;
  const std::string* user_agent = nullptr;  // of the request; null: it does not say
  const std::string* client = nullptr;      // number of the client, by a header of the request
  std::string uri;                          // forgotten once a PDU answered: captures hold many
  std::uint64_t transaction = 0;            // of the MM1 client; 0: not known

  [[nodiscard]] bool carried_mm1() const { return request.pdu != 0; }
};

/// Who talks on an HTTP connection, by its latest request.
struct HttpPeers {
  bool is_push = false;  // the relay makes the requests
  std::string client;    // IP addresses
  std::string relay;
};

/// Names a WSP transaction that is open: its endpoints, number and mode.
using WspKey = std::uint64_t;

/// Exchanges are numbered in the order in which they were first seen, and stay for the whole
/// capture.
class Exchanges {
 public:
  /// A request on the connection with this number.
  Exchange& http_request(std::uint32_t stream);
  /// Who talks there; nullptr when no request was seen.
  [[nodiscard]] HttpPeers* peers(std::uint32_t stream);
  /// A response: that of the oldest request without one.
  Exchange& http_response(std::uint32_t stream);

  /// The exchange that `key` leads to at present, nullptr when there is none.
  [[nodiscard]] Exchange* wsp(WspKey key);
  /// A new one, which `key` leads to from now on.
  Exchange& wsp_begin(WspKey key);

  /// The one copy that is kept of a name that many requests repeat (a user agent's, a number), for
  /// the whole capture; null for an empty one.
  [[nodiscard]] const std::string* name(std::string_view name);

  [[nodiscard]] const Exchange* find(std::uint64_t number) const;
  [[nodiscard]] Exchange* find(std::uint64_t number);

 private:
  Exchange& begin();

  /// One HTTP connection.
  struct Connection {
    HttpPeers peers;
    std::vector<std::uint64_t> waiting;  // for their responses, oldest first
  };
  std::unordered_map<std::uint32_t, Connection> connections_;

  std::deque<Exchange> exchanges_;  // references to them are handed out
  std::unordered_map<WspKey, std::uint64_t> by_key_;
  std::unordered_set<std::string> names_;
};

}  // namespace mm1::plugin
