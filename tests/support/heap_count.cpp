#include "support/heap_count.h"

#include <malloc.h>

#include <atomic>
#include <cstdlib>
#include <new>

namespace {

std::atomic<std::size_t> allocations = 0;
std::atomic<std::size_t> octets = 0;

void release(void* memory) noexcept {
  octets -= malloc_usable_size(memory);
  std::free(memory);
}

}  // namespace

// The nothrow form is replaced too: what it hands out is freed by the same operator delete.
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  void* memory = std::malloc(size);
  ++allocations;
  octets += malloc_usable_size(memory);
  return memory;
}
void* operator new(std::size_t size) {
  void* memory = operator new(size, std::nothrow);
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}
void operator delete(void* memory) noexcept { release(memory); }
void operator delete(void* memory, std::size_t) noexcept { release(memory); }

namespace mm1::test {

std::size_t heap_allocations() { return allocations; }
std::size_t heap_octets() { return octets; }

}  // namespace mm1::test
