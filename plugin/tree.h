// The tape as a Wireshark tree: one item for each element, at its octets.
#pragma once

#include <cstddef>
#include <span>

#include <epan/packet_info.h>
#include <epan/proto.h>
#include <epan/tvbuff.h>

#include "interest.h"
#include "mm1/wsp/tape.h"

namespace mm1::plugin {

/// The items of a tape's elements by their index, in the packet's pool. Where nobody asks for an
/// element, there is only the PDU's item. Without a tree every item is null, which Wireshark's
/// functions take as "nowhere".
class Tree {
 public:
  Tree() = default;
  explicit Tree(proto_item* pdu, std::span<proto_item*> items = {}) : pdu_(pdu), items_(items) {}

  [[nodiscard]] proto_item* item(std::size_t element) const {
    return element < items_.size() ? items_[element] : pdu_;
  }
  [[nodiscard]] proto_tree* subtree(std::size_t element) const {
    return proto_item_get_subtree(item(element));
  }

 private:
  proto_item* pdu_ = nullptr;
  std::span<proto_item*> items_;
};

/// Adds the protocol's item to `tree` and everything on the tape under it. `summary` goes into the
/// label of the protocol's item.
[[nodiscard]] Tree add_tree(tvbuff_t* tvb, packet_info* pinfo, proto_tree* tree, int protocol,
                            const wsp::Tape& tape, const char* summary, Interests looked_at);

}  // namespace mm1::plugin
