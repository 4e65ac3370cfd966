// tshark agrees that the sample captures are well-formed on every layer below MM1.
#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "captures/captures.h"

namespace mm1::samples {
namespace {

std::string output_of(const std::string& command) {
  std::string output;
  FILE* pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) return "cannot run " + command;
  std::array<char, 512> line{};
  while (std::fgets(line.data(), line.size(), pipe) != nullptr) output += line.data();
  pclose(pipe);
  return output;
}

TEST(TsharkOnCaptures, NoWrongChecksumSequenceOrFragment) {
  if (std::system("tshark --version >/dev/null 2>&1") != 0) GTEST_SKIP() << "tshark is absent";
  const std::string options =
      " -o ip.check_checksum:TRUE -o udp.check_checksum:TRUE -o tcp.check_checksum:TRUE";
  const std::string filter =
      "ip.checksum.status == 0 || udp.checksum.status == 0 || tcp.checksum.status == 0"
      " || tcp.analysis.flags || (_ws.malformed && !mmse)";
  for (const SampleCapture& sample : sample_captures()) {
    const std::string file =
        std::string(MM1_SOURCE_DIR) + "/captures/" + std::string(sample.file_name);
    EXPECT_EQ(output_of("tshark -n -r " + file + options + " -Y '" + filter + "' 2>/dev/null"), "")
        << file;
  }
}

}  // namespace
}  // namespace mm1::samples
