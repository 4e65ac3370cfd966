// How MM1 PDUs reach the dissector, next to or instead of the built-in MMSE.
#pragma once

namespace mm1::plugin {

/// Registers for the MMS media type and for recognition by content. Called at hand-off, which for
/// plugins comes after the built-in dissectors' hand-off.
void take_over();

}  // namespace mm1::plugin
