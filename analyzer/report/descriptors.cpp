#include "descriptors.h"

#include <algorithm>

namespace mm1::report {

std::vector<std::size_t> descriptors_of(const mms::PduView& pdu) {
  std::vector<std::size_t> descriptors;
  const auto elements = pdu.tape().elements();
  for (std::size_t i = pdu.index() + 1; i < pdu.element().end;) {
    const bool nested = elements[i].kind == wsp::Kind::kPdu;
    if (nested) descriptors.push_back(i);
    i = nested ? elements[i].end : i + 1;
  }
  return descriptors;
}

std::vector<mms::PartView> own_parts(const mms::PduView& pdu) {
  std::vector<mms::PartView> parts = mms::parts(pdu);
  const auto elements = pdu.tape().elements();
  for (const std::size_t descriptor : descriptors_of(pdu)) {
    std::erase_if(parts, [&](const mms::PartView& part) {
      return part.element > descriptor && part.element < elements[descriptor].end;
    });
  }
  return parts;
}

}  // namespace mm1::report
