// Checks of content types, multipart bodies and what their parts say of each other: FLD-CTY,
// FLD-MPT.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "findings.h"
#include "media.h"
#include "mm1/wsp/arena.h"
#include "mm1/wsp/tape.h"
#include "pdu_facts.h"

namespace mm1::rules {

/// What a part says of itself. Views into the input.
struct PartFacts {
  std::size_t part;        // its kPart element
  std::size_t media_type;  // `kNothing` when the part has none
  std::size_t data;        // its kPartData element, `kNothing` when it was cut off before
  std::string_view type;
  std::string_view id;  // Content-ID without quotation mark and angle brackets
  std::string_view location;
  std::string_view name;
  std::string_view filename;
  bool direct;  // not inside a part of the multipart
};

/// Walks a tape's content in order. Elements are handed over one by one, so that a multipart meets
/// the content type that announced it right before.
class ContentChecks {
 public:
  ContentChecks(const wsp::Tape& tape, const FaultMap& faults, Findings& findings,
                wsp::Allocator allocator)
      : tape_(tape), faults_(faults), findings_(findings), allocator_(allocator) {}

  /// Takes the element at `index`.
  void visit(std::size_t index);

 private:
  void check_media_type(std::size_t index);
  void check_parameter(std::size_t index);
  void check_part_field(std::size_t index);
  void check_text(std::size_t data);
  void check_multipart(std::size_t index);
  void check_root(std::span<const PartFacts> parts);
  void check_ids(std::span<PartFacts> parts);

  [[nodiscard]] bool in_broken_media_type(std::size_t index) const;
  [[nodiscard]] const wsp::Element& at(std::size_t index) const { return tape_.elements()[index]; }

  const wsp::Tape& tape_;
  const FaultMap& faults_;
  Findings& findings_;
  wsp::Allocator allocator_;
  std::size_t media_type_ = kNothing;  // the one met last
  Media media_ = {};                   // and what it says
  bool related_ = false;               // it is multipart/related
  std::size_t skip_until_ = 0;         // inside something that only looks like content
};

/// References of a SMIL part to objects that no part is: FLD-MPT-008.
void check_presentation(const wsp::Tape& tape, const PartFacts& presentation,
                        std::span<const PartFacts> parts, Findings& findings,
                        wsp::Allocator allocator);

}  // namespace mm1::rules
