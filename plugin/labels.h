// Elements in words. Everything returned lies in the packet's pool (see pool.h).
#pragma once

#include <cstddef>

#include <epan/packet_info.h>

#include "mm1/mms/address.h"
#include "mm1/mms/fields.h"
#include "mm1/wsp/tape.h"

namespace mm1::plugin {

/// A header field's whole value.
[[nodiscard]] const char* value_label(packet_info* pinfo, const wsp::Tape& tape,
                                      const mms::FieldRow& row, std::size_t value);

/// The text of an element, wherever it stands: a text, a media type, the name of a parameter.
[[nodiscard]] const char* element_label(packet_info* pinfo, const wsp::Tape& tape,
                                        std::size_t element);

/// The line of an element that has no value of its own, only children: "Subject: Hello".
[[nodiscard]] const char* tree_label(packet_info* pinfo, const wsp::Tape& tape,
                                     std::size_t element);

/// What is to be said behind an element's value, or nullptr: a charset's name, or that the capture
/// ends inside.
[[nodiscard]] const char* note_on(packet_info* pinfo, const wsp::Element& element);

/// The pieces of an address; a missing one is empty.
struct AddressLabels {
  const char* kind;
  const char* value;
  const char* type;
  const char* display_name;
};
[[nodiscard]] AddressLabels address_labels(packet_info* pinfo, const wsp::Tape& tape,
                                           std::size_t address);

}  // namespace mm1::plugin
