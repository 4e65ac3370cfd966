// A decoded PDU's content as members of a JSON object.
#pragma once

#include "mm1/mms/view.h"
#include "mm1/report/json_writer.h"

namespace mm1::report {

/// Writes the members `fields`, `parts` and, when the PDU has such, `duplicate_fields`,
/// `faulty_values`, `unknown_fields`, `application_fields` and `descriptors`.
void write_content(JsonWriter& json, const mms::PduView& pdu);

}  // namespace mm1::report
