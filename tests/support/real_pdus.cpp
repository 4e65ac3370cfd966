#include "support/real_pdus.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace mm1::test {

std::vector<RealPdu> real_pdus(std::size_t largest) {
  namespace fs = std::filesystem;
  const fs::path folder = fs::path(MM1_SHARED_DIR) / "corpus/pdus";
  std::vector<RealPdu> pdus;
  if (!fs::exists(folder)) return pdus;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.path().extension() != ".mms" || entry.file_size() > largest) continue;
    std::ifstream file(entry.path(), std::ios::binary);
    pdus.push_back({entry.path().filename().string(), {std::istreambuf_iterator<char>(file), {}}});
  }
  std::ranges::sort(pdus, {}, &RealPdu::name);
  return pdus;
}

}  // namespace mm1::test
