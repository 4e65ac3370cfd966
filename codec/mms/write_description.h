// The pieces of a description to octets.
#pragma once

#include "mm1/mms/describe.h"
#include "mm1/wsp/write.h"

namespace mm1::mms {

void write(wsp::Writer& writer, const ApplicationField& field);
void write(wsp::Writer& writer, const Content& content);
void write(wsp::Writer& writer, const PartDescription& part);
void write_header_value(wsp::Writer& writer, const PartHeader& header);

}  // namespace mm1::mms
