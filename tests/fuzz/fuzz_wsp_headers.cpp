// Any octets as the headers of a WSP PDU.
#include <cstddef>
#include <cstdint>

#include "expect.h"
#include "mm1/wsp/headers.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const mm1::wsp::Octets octets(data, size);
  mm1::wsp::HeaderReader reader(octets);
  std::size_t taken = 0;
  while (const auto header = reader.next()) {
    taken += header->value.size();
    mm1::fuzz::expect(taken <= size, "more header octets than there are");
    mm1::fuzz::expect(header->text().size() <= header->value.size(), "a text beyond its value");
    static_cast<void>(header->integer());
  }
  const mm1::wsp::HeaderBlock block = mm1::wsp::read_headers(octets);
  mm1::fuzz::expect(block.application_id_text.size() <= size, "a text longer than the headers");
  return 0;
}
