// Elements in words. Everything returned lies in the packet's pool (see pool.h).
#pragma once

#include <cstddef>
#include <span>

#include <epan/packet_info.h>

#include "mm1/mms/fields.h"
#include "mm1/wsp/tape.h"

namespace mm1::plugin {

/// The words of one tape. What an element says is made when it is first asked for, and serves its
/// own item and the lines of those around it.
class Labels {
 public:
  Labels(packet_info* pinfo, const wsp::Tape& tape);

  /// What an element says: a text, a media type, the name of a parameter. `row` is that of the
  /// header field whose whole value the element is, otherwise nullptr.
  [[nodiscard]] const char* words(std::size_t element, const mms::FieldRow* row = nullptr) const;

  /// The line of an element that has no value of its own, only children: "Subject: Hello".
  [[nodiscard]] const char* line(std::size_t element) const;

 private:
  [[nodiscard]] const wsp::Element& element(std::size_t index) const {
    return tape_.elements()[index];
  }
  [[nodiscard]] const char* field_line(std::size_t field) const;
  [[nodiscard]] const char* named_line(std::size_t parent) const;
  [[nodiscard]] const char* part_line(std::size_t part) const;
  [[nodiscard]] const char* multipart_line(std::size_t multipart) const;

  packet_info* pinfo_;
  const wsp::Tape& tape_;
  std::span<const char*> words_;  // by element; null: not asked for yet
};

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
