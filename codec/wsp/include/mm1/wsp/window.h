// A stretch of input that a value is confined to, and what it means when the value does not fit.
#pragma once

#include <cstddef>
#include <cstdint>

#include "mm1/wsp/cursor.h"
#include "mm1/wsp/fault.h"

namespace mm1::wsp {

/// Why a window ends where it ends.
enum class WindowEnd : std::uint8_t {
  kFirm,  // the sender says so: what does not fit is a fault
  kCut,   // the capture ends here, the sender's octets go on
  kTold,  // a length pointed past the end, and the fault is on record already
};

/// A window and the faults of values that do not fill it. Which rule a misfit breaks depends on
/// whose window it is: the PDU's, a value's, or a part's headers.
struct Window {
  Cursor cursor;
  WindowEnd end = WindowEnd::kFirm;
  Fault past_end = Fault::kFieldCut;  // a value needs more octets than there are
  Fault text_past_end = Fault::kTextNotTerminated;
  Fault length_past_end = Fault::kValueLengthPastEnd;
  /// Not 0: what the Value-length in front should have said; read in its place.
  std::size_t believed_length = 0;

  /// The next `count` octets as a window of the same kind; this one moves behind them. Fewer when
  /// there are fewer, and then the end of this one is the end of that one.
  Window sub(std::size_t count) {
    Window inner = *this;
    inner.believed_length = 0;
    const bool fits = count <= cursor.remaining();
    inner.cursor = cursor.sub(count);
    inner.end = fits ? WindowEnd::kFirm : end;
    return inner;
  }

  /// The same window for a value with a length of its own: what does not fit breaks `fault`'s rule.
  [[nodiscard]] Window as_value(Fault fault = Fault::kValueLengthMismatch) const {
    return {cursor, end, fault, Fault::kTextNotTerminated, fault, 0};
  }

  /// The same window for a part's headers, where a text without its end breaks `fault`'s rule too.
  [[nodiscard]] Window as_headers(Fault fault) const {
    return {cursor, end, fault, fault, fault, 0};
  }

  [[nodiscard]] std::size_t offset() const { return cursor.offset(); }
  [[nodiscard]] bool at_end() const { return cursor.at_end(); }
  [[nodiscard]] std::uint8_t peek(std::size_t ahead = 0) const { return cursor.peek(ahead); }
};

}  // namespace mm1::wsp
