// Whether anybody looks at what can be found out. Most packets are dissected for a few columns or
// fields, and what nobody looks at is not worth its time.
#pragma once

#include <cstdint>

#include <epan/packet.h>

namespace mm1::plugin {

enum class Interest : std::uint8_t {
  kWholeTree,      // every item, and what it says
  kPrintedFields,  // `-T fields`, where Wireshark does not note at the fields that they are printed
  kFindings,       // that single PDUs give
  kFlow,           // what only the whole capture tells: transactions, messages, their findings
  kParts,          // what other dissectors make of the parts
};

/// What is looked at in one dissection of a packet.
class Interests {
 public:
  [[nodiscard]] bool in(Interest interest) const { return (bits_ & bit(interest)) != 0; }
  void add(Interest interest) { bits_ = static_cast<std::uint8_t>(bits_ | bit(interest)); }
  void add(Interests others) { bits_ = static_cast<std::uint8_t>(bits_ | others.bits_); }

 private:
  static constexpr unsigned bit(Interest interest) { return 1U << static_cast<unsigned>(interest); }

  std::uint8_t bits_ = 0;
};

/// To be called when the plugin is registered: tshark cuts up its arguments when it reads them.
void register_interests();

/// Notes that a field shows something of this. `filter` must outlive the plugin.
void note_field(Interest interest, const char* filter);

/// By people, by filters, columns and taps, and by `-e`.
[[nodiscard]] Interests interests(packet_info* pinfo, proto_tree* tree);

/// Whether somebody may ask later for what only the whole capture tells, though nobody does now.
/// Not where tshark reads once, nor where what it prints and its filter have none of that.
[[nodiscard]] bool may_ask_later();

/// Whether this field, or one of this protocol, is printed by `-T fields`.
[[nodiscard]] bool is_printed(const header_field_info* field);

/// Whether a filter, column or tap, or `-e`, asks for this field, or for one of this protocol. A
/// tree that is merely visible does not count, as it does for proto_field_is_referenced().
[[nodiscard]] inline bool is_referenced(Interests looked_at, const header_field_info* field) {
  return field->ref_type != HF_REF_TYPE_NONE ||
         (looked_at.in(Interest::kPrintedFields) && is_printed(field));
}

/// The same, or the whole tree is shown.
[[nodiscard]] inline bool is_shown(Interests looked_at, const header_field_info* field) {
  return looked_at.in(Interest::kWholeTree) || is_referenced(looked_at, field);
}

}  // namespace mm1::plugin
