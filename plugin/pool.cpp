#include "pool.h"

#include <algorithm>
#include <cstring>

#include <epan/wmem_scopes.h>

namespace mm1::plugin {

wsp::Allocator pool_allocator(packet_info* pinfo) {
  return {[](void* pool, std::size_t size) {
            return wmem_alloc(static_cast<wmem_allocator_t*>(pool), size);
          },
          pinfo->pool};
}

const char* pool_text(packet_info* pinfo, std::string_view text) {
  constexpr std::string_view kSymbolForNull = "\u2400";
  const auto zeros = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\0'));
  const std::size_t size = text.size() + zeros * (kSymbolForNull.size() - 1);
  auto* copy = static_cast<char*>(wmem_alloc(pinfo->pool, size + 1));
  char* next = copy;
  for (const char character : text) {
    if (character != '\0') {
      *next++ = character;
    } else {
      next = std::copy(kSymbolForNull.begin(), kSymbolForNull.end(), next);
    }
  }
  *next = '\0';
  return copy;
}

}  // namespace mm1::plugin
