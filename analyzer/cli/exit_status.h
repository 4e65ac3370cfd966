// How the program ends: what scripts may rely on.
#pragma once

namespace mm1::cli {

enum ExitStatus : int {
  kDone = 0,
  kFindings = 1,  // findings at or over --fail-on, or a difference from a golden result
  kUsage = 2,
  kInput = 3,  // input could not be read, was damaged or cut short, or output could not be written
};

}  // namespace mm1::cli
