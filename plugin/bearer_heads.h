// What the bearers say about the messages of a frame: method, URI, status, transaction number.
// Their dissectors hand none of it to the dissector of a body, and nothing at all about a message
// without one; so it is read back from their items in the tree.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include <epan/packet.h>

namespace mm1::plugin {

enum class BearerFamily : std::uint8_t { kNone, kHttp, kWsp };

/// The head of one HTTP or WSP message, or that packets of a TCP connection are missing here. Its
/// text lies in the packet's pool.
struct BearerHead {
  enum class Role : std::uint8_t { kRequest, kResponse, kPush, kLoss };
  BearerFamily family = BearerFamily::kNone;
  Role role = Role::kRequest;
  const char* method = "";        // "GET", "POST"
  const char* uri = "";           // of a request
  const char* content_type = "";  // HTTP only
  const char* user_agent = "";    // of a request
  const char* number = "";        // destination of the short message that carried it
  const char* client = "";        // number of the client, by a header of the request
  int status = 0;                 // of a response, as an HTTP number
  std::uint32_t stream = 0;       // HTTP, loss: Wireshark's number of the TCP connection
  std::uint16_t transaction = 0;  // WSP: TID of WTP, or of connectionless WSP
  bool connection_mode = false;   // WSP over WTP
  bool retransmitted = false;     // WTP says so
};

/// To be called when all protocols are registered.
void start_bearer_heads();

/// Has Wireshark keep, in the tree of each packet to come, the fields that heads are made of, or no
/// longer.
void want_head_fields(dissector_handle_t postdissector, bool wanted);

/// The family that carries what is being dissected, by the layers of the packet so far.
[[nodiscard]] BearerFamily bearer_family(packet_info* pinfo);

/// How many heads of this family the packet's tree holds so far.
[[nodiscard]] std::size_t heads_so_far(proto_tree* tree, BearerFamily family);

/// All heads in the packet's tree, in their order.
[[nodiscard]] std::span<const BearerHead> read_heads(packet_info* pinfo, proto_tree* tree);

}  // namespace mm1::plugin
