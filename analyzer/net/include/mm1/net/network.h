// Packets in, datagrams and streams out: link layers, tunnels, IP reassembly, TCP.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

#include "mm1/capture/left_out.h"
#include "mm1/capture/packet.h"
#include "mm1/net/endpoint.h"
#include "mm1/net/payload.h"

namespace mm1::net {

using capture::FrameRef;
using capture::Octets;

/// When and where octets were seen. `ref` is the frame that carried them. Octets of a stream can
/// come before octets that stand in front of them: `completed_by` is the frame, latest in capture
/// order, among those that carried the octets of this direction up to and including these. So the
/// frame that completes a PDU is `completed_by` of its last octets; for datagrams it is `ref`.
struct Stamp {
  FrameRef ref;
  std::int64_t time_ns = 0;  // nanoseconds since 1970 UTC, of `ref`
  FrameRef completed_by;
  std::int64_t completed_ns = 0;  // the same, of `completed_by`
};

/// The payload of one UDP datagram, IP fragments joined; or one PDU of a link type that carries
/// them bare, whose endpoints may be empty.
struct Datagram {
  Endpoint source;
  Endpoint destination;
  Octets payload;                       // valid for the call
  std::size_t reported_length = 0;      // of the payload on the wire; more than captured when cut
  Stamp stamp;                          // of the frame that completed it
  std::span<const FrameRef> frames;     // all frames that carried it, valid for the call
  Payload carries = Payload::kUnknown;  // what the capture says it is; else the ports may say
};

/// Takes datagrams. Called for every datagram; what cannot be MM1 is to be refused fast.
class DatagramSink {
 public:
  virtual ~DatagramSink() = default;
  /// Whether the datagram can be of use: only then is it checked whether it was captured twice.
  [[nodiscard]] virtual bool wants(const Datagram& /*datagram*/) { return true; }
  virtual void on_datagram(const Datagram& datagram) = 0;
};

/// How one direction of a stream ended.
enum class StreamEnd : std::uint8_t { kFin, kReset, kReplaced, kCaptureEnd, kEvicted };

/// Reads one TCP connection, both directions in the order of their octets. `from_client` means from
/// the side that opened the connection (or, without a SYN, that seems to have: see tcp_client.h).
class StreamReader {
 public:
  virtual ~StreamReader() = default;
  /// Called first of all when the opening of the connection was captured: the first octets that
  /// follow, or a gap before them, are its very first.
  virtual void on_opening() {}
  /// Octets in order. They are valid for the call only. Returning false says: this connection
  /// cannot carry MM1; the reader is destroyed and the rest skipped without being copied.
  [[nodiscard]] virtual bool on_octets(bool from_client, Octets octets, const Stamp& stamp) = 0;
  /// `length` octets are missing here and will not come; `stamp` is of the frame at which the loss
  /// was certain. Never called before the first octets were offered to the factory, and never with
  /// length 0. The same return value.
  [[nodiscard]] virtual bool on_gap(bool from_client, std::uint64_t length, const Stamp& stamp) = 0;
  /// This direction ends after the octets delivered so far. Called once a direction, unless the
  /// reader was destroyed for returning false; after both calls the reader is destroyed.
  virtual void on_end(bool from_client, StreamEnd end, const Stamp& stamp) = 0;
  /// After a call returned false: why, for the network to count the connection once.
  [[nodiscard]] virtual capture::LeftOut refusal() const { return capture::LeftOut::kTcpOther; }
};

/// Makes readers for connections.
class StreamReaderFactory {
 public:
  virtual ~StreamReaderFactory() = default;
  /// Asked when a connection's first octets are there, with those octets; nullptr: it cannot carry
  /// MM1. The octets are then delivered through the reader as well.
  [[nodiscard]] virtual std::unique_ptr<StreamReader> open(const Endpoint& client,
                                                           const Endpoint& server, bool from_client,
                                                           Octets first) = 0;
};

/// Chooses among the innermost packets: those whose payload is none of the tunnels that are
/// followed.
class InnermostFilter {
 public:
  virtual ~InnermostFilter() = default;
  /// `packet` is an IP packet as LINKTYPE_RAW has it: the datagram, its fragments joined, behind a
  /// plain header with its addresses, protocol and length (no options, no extension headers).
  [[nodiscard]] virtual bool wants(Octets packet, std::size_t wire_length) = 0;
};

struct NetworkOptions {
  // Octets: an eighth for fragments, an eighth for segments that wait, a quarter for connections,
  // half for the table of flows.
  std::size_t max_memory = std::size_t{512} << 20;
  std::size_t max_stream_buffer = std::size_t{4} << 20;  // out-of-order octets of one direction
  std::int64_t fragment_timeout_ns = 60'000'000'000;     // of capture time
  // What packets of LINKTYPE_USER0 … 15 carry; kUnknown: they are not read.
  std::array<Payload, kUserLinkTypes> user_links{};
  InnermostFilter* innermost = nullptr;  // nullptr: all are wanted; must outlive the network
};

/// Peels packets down to UDP and TCP. Time is capture time; nothing depends on checksums. Gaps are
/// explicit, a FIN is a position, a new SYN opens a new connection, keys are compared in full. Both
/// directions of a connection come in causal order: an answer after what it acknowledges, or after
/// the gap that stands for it. When octets count as lost: see tcp_connection.h.
class Network {
 public:
  Network(DatagramSink& datagrams, StreamReaderFactory& streams, capture::LeftOutCounts& left_out,
          NetworkOptions options = {});
  ~Network();
  Network(const Network&) = delete;
  Network& operator=(const Network&) = delete;

  void packet(const capture::Packet& packet);
  /// The capture ends: open streams end as `kCaptureEnd`, after what is buffered was delivered
  /// behind explicit gaps.
  void finish();

 private:
  class State;
  std::unique_ptr<State> state_;
};

}  // namespace mm1::net
