// All bearers of MM1 behind one door: HTTP, WSP (connection-mode over WTP, and connectionless),
// push over UDP, and push in SMS over SMPP.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "mm1/bearer/message.h"
#include "mm1/capture/left_out.h"
#include "mm1/flow/client_number.h"
#include "mm1/net/network.h"

namespace mm1::bearer {

struct BearerOptions {
  std::size_t max_body = std::size_t{64} << 20;     // octets of one MM1 body, after inflating
  std::size_t max_memory = std::size_t{512} << 20;  // octets of all open messages
  /// Headers of requests (HTTP, WSP, or of the WSP session) that tell the client's number, the one
  /// that counts most first. Then it is the client, and not the address that the request came from.
  std::vector<std::string> client_headers = flow::usual_client_headers();
};

/// Takes what `net::Network` delivers and gives messages to `sink`.
class Bearers final : public net::DatagramSink, public net::StreamReaderFactory {
 public:
  Bearers(MessageSink& sink, capture::LeftOutCounts& left_out, BearerOptions options = {});
  ~Bearers() override;

  [[nodiscard]] bool wants(const net::Datagram& datagram) override;
  void on_datagram(const net::Datagram& datagram) override;
  [[nodiscard]] std::unique_ptr<net::StreamReader> open(const net::Endpoint& client,
                                                        const net::Endpoint& server,
                                                        bool from_client,
                                                        net::Octets first) override;
  /// Capture time is `time_ns` (nanoseconds since 1970 UTC): what waited for neighbouring packets
  /// long enough is delivered. To be called for every packet, before the network takes it.
  void advance(std::int64_t time_ns);
  /// The capture ends: what is open and incomplete is delivered as such or counted.
  void finish();

 private:
  class State;
  std::unique_ptr<State> state_;
};

}  // namespace mm1::bearer
