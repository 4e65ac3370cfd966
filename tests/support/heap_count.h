// Counts what a test program takes from the heap with operator new.
#pragma once

#include <cstddef>

namespace mm1::test {

/// Allocations of the whole program so far. A program that calls this has the counting operator
/// new.
[[nodiscard]] std::size_t heap_allocations();

/// Octets of the heap the whole program holds now, as the allocator rounds them up.
[[nodiscard]] std::size_t heap_octets();

}  // namespace mm1::test
