// Writes the seeds of the fuzz targets: one minimal PDU of each type, made by hand.
// usage: make_seeds FOLDER
#include <cstdio>
#include <string>

#include "support/capture_file.h"
#include "support/hex.h"
#include "support/minimal_pdus.h"

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: make_seeds FOLDER\n");
    return 2;
  }
  int count = 0;
  for (const auto& [name, hex] : mm1::test::kMinimalPdus) {
    mm1::test::write_file(std::string(argv[1]) + "/" + std::to_string(count++),
                          mm1::test::from_hex(hex));
  }
  return 0;
}
