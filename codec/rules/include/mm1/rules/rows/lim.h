// Our own limits: what the analyzer did not look at, never a judgement on the sender.
#pragma once

#include "mm1/rules/rows/row.h"

namespace mm1::rules::rows {

inline constexpr Rule kLim[] = {
    {"LIM-DEP-001", kNote, kAnyVersion, kPdu, Version::k10, "mm1scope", "own",
     "The analyzer stopped looking here: nested too deep",
     "Multiparts or PDUs lie inside each other deeper than the analyzer's limit, so what is inside "
     "is shown as octets and was not checked. No real message needs that depth.",
     "a multipart inside a multipart, 20 levels deep", "a multipart inside a multipart, 3 levels",
     kChecked},
    {"LIM-PRT-001", kNote, kAnyVersion, kPdu, Version::k10, "mm1scope", "own",
     "The analyzer stopped looking here: too many parts",
     "The PDU has more parts than the analyzer's limit, so the rest is shown as octets and was not "
     "checked.",
     "5000 empty parts", "100 parts", kChecked},
    {"LIM-ELT-001", kNote, kAnyVersion, kPdu, Version::k10, "mm1scope", "own",
     "The analyzer stopped looking here: too many elements",
     "The PDU has more elements than the analyzer's limit or its memory allows, so the rest was "
     "not "
     "decoded and not checked.",
     "200000 header fields", "1000 header fields", kChecked},
};

}  // namespace mm1::rules::rows
