// Properties in fuzz targets: a broken one ends the run as a crash does.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <string>

namespace mm1::fuzz {

inline void expect(bool holds, const std::string& what) {
  if (holds) return;
  std::fprintf(stderr, "property broken: %s\n", what.c_str());
  std::abort();
}

}  // namespace mm1::fuzz
