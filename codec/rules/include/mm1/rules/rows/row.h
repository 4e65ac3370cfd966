// Short names for the columns of a catalogue row.
#pragma once

#include "mm1/rules/catalogue.h"

namespace mm1::rules::rows {

using enum Severity;
using enum Scope;
using mms::Version;

/// Whether the severity depends on the version: "E³" is a warning below 1.3 and an error from it.
inline constexpr bool kAnyVersion = false;
inline constexpr bool kErrorFrom13 = true;

inline constexpr bool kChecked = true;
inline constexpr bool kNotChecked = false;

}  // namespace mm1::rules::rows
