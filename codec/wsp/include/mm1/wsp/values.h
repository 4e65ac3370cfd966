// Reading WSP values onto a tape (WAP-230 §8.4.2). Every reader takes octets from the front of its
// window, writes elements for exactly those, and records what is wrong with them. A reader that
// cannot make sense of a value covers it with a kUndecoded leaf, as far as its first octet says it
// reaches, so that reading goes on behind it.
#pragma once

#include <cstdint>
#include <optional>

#include "mm1/wsp/tape_builder.h"
#include "mm1/wsp/window.h"

namespace mm1::wsp {

/// Which integer forms a value may have.
enum class IntegerForm : std::uint8_t {
  kLong,     // Long-integer
  kInteger,  // Integer-value: Short-integer for 0–127, else Long-integer
};

/// Short-integer or Long-integer; `number` of the leaf is its value. Returns the leaf.
ElementIndex read_integer(TapeBuilder& tape, Window& in, Kind kind, IntegerForm form);

/// Uintvar. Returns its value, or nothing when its end is missing.
std::optional<std::uint64_t> read_uintvar(TapeBuilder& tape, Window& in, Kind kind);

/// One octet with the top bit set; anything else is skipped by its class with `fault`. Returns the
/// leaf; its `number` is the octet.
ElementIndex read_octet(TapeBuilder& tape, Window& in, Kind kind, Fault fault);

/// Text-string. A first octet that cannot begin one is skipped by its class with `not_text`.
ElementIndex read_text(TapeBuilder& tape, Window& in, Kind kind, Fault not_text);

/// Token-text: as Text-string, and separators are faults.
ElementIndex read_token_text(TapeBuilder& tape, Window& in, Kind kind, Fault not_text);

/// Text-value, Quoted-string included: as Text-string, and a leading quotation mark is no content.
ElementIndex read_text_value(TapeBuilder& tape, Window& in, Kind kind, Fault not_text);

/// Encoded-string-value (E12 §7.2.12): a Text-string, or Value-length, Char-set and Text-string.
/// The element has the text and the charset in both forms. `kind` is kEncodedString or kAddress.
ElementIndex read_encoded_string(TapeBuilder& tape, Window& in, Kind kind);

/// A Value-length, and the window of the value it announces. Nothing is read, and nothing returned,
/// when the next octet does not begin a Value-length.
std::optional<Window> read_value_length(TapeBuilder& tape, Window& in);

/// Skips one value by the class of its first octet; with a fault when its grammar is known and this
/// is not it.
ElementIndex skip_value(TapeBuilder& tape, Window& in);
ElementIndex skip_value(TapeBuilder& tape, Window& in, Fault fault);

/// Covers what a value left of its window with a leaf and `in`'s misfit fault. Nothing to do when
/// the value filled it.
void finish_value(TapeBuilder& tape, Window& in);

/// Records that `in` ended before the value did, at `element`.
void report_past_end(TapeBuilder& tape, const Window& in, Fault fault, ElementIndex element);

}  // namespace mm1::wsp
