// Writes the sample captures into a folder: make_captures captures/
#include <cstdio>
#include <exception>
#include <string>

#include "captures/captures.h"
#include "support/capture_file.h"

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: make_captures FOLDER\n");
    return 2;
  }
  try {
    for (const mm1::samples::SampleCapture& sample : mm1::samples::sample_captures())
      mm1::test::write_file(std::string(argv[1]) + "/" + std::string(sample.file_name),
                            sample.make());
  } catch (const std::exception& problem) {
    std::fprintf(stderr, "make_captures: %s\n", problem.what());
    return 1;
  }
  return 0;
}
