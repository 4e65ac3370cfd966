#include "support/real_pdus.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

namespace mm1::test {

namespace fs = std::filesystem;

std::vector<RealPdu> real_octets() {
  const fs::path folder = fs::path(MM1_SHARED_DIR) / "corpus/pdus";
  std::vector<RealPdu> files;
  if (!fs::exists(folder)) return files;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    std::ifstream file(entry.path(), std::ios::binary);
    files.push_back({entry.path().filename().string(), {std::istreambuf_iterator<char>(file), {}}});
  }
  std::ranges::sort(files, {}, &RealPdu::name);
  return files;
}

std::vector<RealPdu> real_pdus(std::size_t largest) {
  static const std::set<std::string> kExtensions = {".mms", ".MMS"};
  std::vector<RealPdu> pdus = real_octets();
  std::erase_if(pdus, [largest](const RealPdu& pdu) {
    return !kExtensions.contains(fs::path(pdu.name).extension()) || pdu.octets.size() > largest;
  });
  return pdus;
}

}  // namespace mm1::test
