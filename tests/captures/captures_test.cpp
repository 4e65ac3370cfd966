// The committed captures are what the project's own code makes, and each is described.
#include "captures/captures.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <set>
#include <string>

#include "support/capture_file.h"

namespace mm1::samples {
namespace {

const std::string kFolder = std::string(MM1_SOURCE_DIR) + "/captures/";

TEST(Captures, CommittedFilesAreReproduced) {
  for (const SampleCapture& sample : sample_captures()) {
    const std::string name(sample.file_name);
    EXPECT_EQ(test::read_file(kFolder + name), sample.make())
        << name << " differs: run make_captures captures/ and look at what changed";
  }
}

// Else two samples would be one network's traffic with the same phones in two places.
TEST(Captures, EachHasASceneOfItsOwn) {
  std::set<unsigned> slots;
  for (const SampleCapture& sample : sample_captures()) {
    EXPECT_LT(sample.slot, Scene::kSlots) << sample.file_name;
    EXPECT_TRUE(slots.insert(sample.slot).second) << sample.file_name << " shares its slot";
  }
}

TEST(Captures, FolderHoldsNoOtherCaptures) {
  std::set<std::string> made;
  for (const SampleCapture& sample : sample_captures()) made.emplace(sample.file_name);
  for (const auto& entry : std::filesystem::directory_iterator(kFolder)) {
    if (!entry.path().extension().string().starts_with(".pcap")) continue;
    EXPECT_TRUE(made.contains(entry.path().filename().string())) << entry.path();
  }
}

TEST(Captures, ReadmeSaysWhatEachShows) {
  const test::Buffer octets = test::read_file(kFolder + "README.md");
  const std::string readme(octets.begin(), octets.end());
  for (const SampleCapture& sample : sample_captures())
    EXPECT_NE(readme.find("| `" + std::string(sample.file_name) + "` |"), std::string::npos)
        << sample.file_name;
}

}  // namespace
}  // namespace mm1::samples
