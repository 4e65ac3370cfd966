// The packets of a capture, to be changed.
#pragma once

#include <string>
#include <vector>

#include "support/capture_file.h"

namespace mm1::differential {

/// Fails the test when the file cannot be read.
[[nodiscard]] std::vector<mm1::test::Packet> packets_of(const std::string& path);

}  // namespace mm1::differential
