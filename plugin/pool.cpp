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
  const std::size_t first_zero = std::min(text.find('\0'), text.size());
  const auto zeros = std::count(text.begin() + first_zero, text.end(), '\0');
  const std::size_t size =
      text.size() + static_cast<std::size_t>(zeros) * (kSymbolForNull.size() - 1);
  auto* copy = static_cast<char*>(wmem_alloc(pinfo->pool, size + 1));
  char* next = std::copy_n(text.begin(), first_zero, copy);
  for (const char character : text.substr(first_zero)) {
    if (character != '\0') {
      *next++ = character;
    } else {
      next = std::copy(kSymbolForNull.begin(), kSymbolForNull.end(), next);
    }
  }
  *next = '\0';
  return copy;
}

const char* pool_line(packet_info* pinfo, std::initializer_list<std::string_view> pieces) {
  std::size_t size = 0;
  for (const std::string_view piece : pieces) size += piece.size();
  auto* line = static_cast<char*>(wmem_alloc(pinfo->pool, size + 1));
  char* next = line;
  for (const std::string_view piece : pieces) next = std::copy(piece.begin(), piece.end(), next);
  *next = '\0';
  return line;
}

}  // namespace mm1::plugin
