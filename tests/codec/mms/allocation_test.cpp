// Decoding with a warm arena touches the heap not once.
#include <gtest/gtest.h>

#include <cstdlib>
#include <new>

#include "mm1/mms/decode.h"
#include "support/hex.h"
#include "support/minimal_pdus.h"

namespace {

std::size_t allocations = 0;

}  // namespace

void* operator new(std::size_t size) {
  ++allocations;
  void* memory = std::malloc(size);
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

namespace mm1 {
namespace {

TEST(Decoding, LeavesTheHeapAloneWithAWarmArena) {
  wsp::Arena arena;
  for (const test::MinimalPdu& minimal : test::kMinimalPdus) {
    const auto octets = test::from_hex(minimal.hex);
    static_cast<void>(mms::decode(octets, arena.allocator()));
    arena.reset();
    const std::size_t before = allocations;
    const wsp::Tape tape = mms::decode(octets, arena.allocator());
    EXPECT_EQ(allocations, before) << minimal.name;
    EXPECT_FALSE(tape.elements().empty());
    arena.reset();
  }
}

}  // namespace
}  // namespace mm1
