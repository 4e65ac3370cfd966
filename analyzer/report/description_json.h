// Descriptions of PDUs as JSON, both ways.
#pragma once

#include "json_node.h"
#include "mm1/mms/describe.h"
#include "mm1/report/json_writer.h"

namespace mm1::report {

/// Writes the members `fields` and, where there is one, `body`. Each value is there as far as it
/// can be read, and its octets where reading the value and encoding it would give others.
void write_description(JsonWriter& json, const mms::PduDescription& pdu);

/// Reads them out of an object. Fails with the place of what is wrong.
[[nodiscard]] mms::PduDescription read_description(const JsonNode& node);

}  // namespace mm1::report
