// Reading content types, part headers and multipart bodies onto a tape (WAP-230 §8.4.2.24, §8.5).
#pragma once

#include "mm1/wsp/media_types.h"
#include "mm1/wsp/tape_builder.h"
#include "mm1/wsp/window.h"

namespace mm1::wsp {

/// What reads an MM1 PDU found in a part. WSP knows that such parts exist, not what is in them.
struct PduReader {
  void (*read)(TapeBuilder& tape, Window& in);
  /// The PDU's own type says that its parts are PDUs (MMBox descriptors), whatever they call
  /// themselves; `begins` recognises one.
  bool expected;
  bool (*begins)(Octets octets);
};

/// Content-Type value: kMediaType, with kMedia and kParameter inside in the general form. Returns
/// the kMediaType element.
ElementIndex read_media_type(TapeBuilder& tape, Window& in);

/// What a kMediaType or kMedia element says about the form of its body.
[[nodiscard]] BodyForm body_form(const TapeBuilder& tape, const Element& media_type);

/// One parameter of a header value: kParameter, whose number or text is the value's. Returns it.
ElementIndex read_parameter(TapeBuilder& tape, Window& in);

/// One header of code page 1: kPartField.
void read_part_field(TapeBuilder& tape, Window& in);

/// The octets of a body or part, in the form its media type says: kMultipart, kPdu, or a leaf of
/// kind `plain`. Takes all of `in`.
void read_content(TapeBuilder& tape, Window& in, ElementIndex media_type, Kind plain,
                  const PduReader& pdu);

/// multipart entity (WAP-230 §8.5.2): kMultipart. Takes all of `in`.
void read_multipart(TapeBuilder& tape, Window& in, const PduReader& pdu);

}  // namespace mm1::wsp
