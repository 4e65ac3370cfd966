// Decoding with a warm arena touches the heap not once.
#include <gtest/gtest.h>

#include "mm1/mms/decode.h"
#include "support/heap_count.h"
#include "support/hex.h"
#include "support/minimal_pdus.h"

namespace mm1 {
namespace {

TEST(Decoding, LeavesTheHeapAloneWithAWarmArena) {
  wsp::Arena arena;
  for (const test::MinimalPdu& minimal : test::kMinimalPdus) {
    const auto octets = test::from_hex(minimal.hex);
    static_cast<void>(mms::decode(octets, arena.allocator()));
    arena.reset();
    const std::size_t before = test::heap_allocations();
    const wsp::Tape tape = mms::decode(octets, arena.allocator());
    EXPECT_EQ(test::heap_allocations(), before) << minimal.name;
    EXPECT_FALSE(tape.elements().empty());
    arena.reset();
  }
}

}  // namespace
}  // namespace mm1
