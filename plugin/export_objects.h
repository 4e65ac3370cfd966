// File > Export Objects > MM1, and tshark's --export-objects mm1,FOLDER: the parts of messages as
// files.
#pragma once

namespace mm1::plugin {

/// Gives the tap that wants an `Mm1TapRecord` for each PDU.
[[nodiscard]] int register_export_objects(int protocol);

}  // namespace mm1::plugin
