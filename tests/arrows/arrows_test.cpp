// The arrows of the design: who may include whom. A new folder needs a row here.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <regex>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

struct Room {
  std::string folder;
  std::vector<std::string> may_include;  // rooms, by the name in "mm1/<name>/"
};

const std::vector<Room>& rooms() {
  static const std::vector<Room> kRooms = {
      {"codec/wsp", {}},
      {"codec/http", {"wsp"}},
      {"codec/mms", {"wsp"}},
      {"codec/rules", {"mms", "wsp"}},
      {"codec/flow", {"rules", "mms", "wsp"}},
      {"plugin", {"http", "flow", "rules", "mms", "wsp"}},
      {"analyzer/capture", {}},
      {"analyzer/net", {"capture"}},
      {"analyzer/bearer", {"net", "capture", "http", "flow", "rules", "mms", "wsp"}},
      {"analyzer/analysis", {"bearer", "net", "capture", "flow", "rules", "mms", "wsp"}},
      {"analyzer/report", {"analysis", "bearer", "capture", "flow", "rules", "mms", "wsp"}},
      {"analyzer/regression", {"report", "analysis"}},
      {"analyzer/cli",
       {"regression", "report", "analysis", "bearer", "capture", "flow", "rules", "mms", "wsp"}},
  };
  return kRooms;
}

// What codec must not know of: capture files, Wireshark, GLib, the system's files and sockets.
const std::regex kForbiddenInCodec(
    R"(^(pcap|pcap/.*|epan/.*|wireshark/.*|wsutil/.*|wiretap/.*|glib.*|gio/.*|fstream|iostream|)"
    R"(filesystem|unistd\.h|fcntl\.h|sys/.*|thread)$)");

struct Include {
  std::string file;
  std::string target;
};

std::vector<Include> includes_below(const fs::path& folder) {
  static const std::regex kInclude(R"(^\s*#\s*include\s*[<"]([^>"]+)[>"])");
  std::vector<Include> found;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    const std::string extension = entry.path().extension().string();
    if (extension != ".h" && extension != ".cpp") continue;
    std::ifstream source(entry.path());
    std::smatch match;
    for (std::string line; std::getline(source, line);) {
      if (std::regex_search(line, match, kInclude)) {
        found.push_back({entry.path().string(), match[1]});
      }
    }
  }
  return found;
}

std::string room_of(const std::string& include) {
  static const std::regex kOurs(R"(^mm1/([a-z]+)/)");
  std::smatch match;
  return std::regex_search(include, match, kOurs) ? match[1].str() : "";
}

TEST(Arrows, EveryFolderIncludesOnlyWhatItMay) {
  for (const Room& room : rooms()) {
    const fs::path folder = fs::path(MM1_SOURCE_DIR) / room.folder;
    ASSERT_TRUE(fs::exists(folder)) << folder;
    const std::string own = folder.filename().string();
    for (const Include& include : includes_below(folder)) {
      const std::string target = room_of(include.target);
      const bool allowed = target.empty() || target == own ||
                           std::find(room.may_include.begin(), room.may_include.end(), target) !=
                               room.may_include.end();
      EXPECT_TRUE(allowed) << include.file << " includes " << include.target;
      EXPECT_EQ(include.target.find("../"), std::string::npos)
          << include.file << " reaches past a folder's public headers: " << include.target;
    }
  }
}

TEST(Arrows, CodecKnowsNoFilesNoPcapNoWireshark) {
  for (const Include& include : includes_below(fs::path(MM1_SOURCE_DIR) / "codec")) {
    EXPECT_FALSE(std::regex_match(include.target, kForbiddenInCodec))
        << include.file << " includes " << include.target;
  }
}

TEST(Arrows, EveryRoomHasARow) {
  for (const std::string part : {"codec", "analyzer"}) {
    for (const auto& entry : fs::directory_iterator(fs::path(MM1_SOURCE_DIR) / part)) {
      if (!entry.is_directory()) continue;
      const std::string folder = part + "/" + entry.path().filename().string();
      EXPECT_TRUE(std::any_of(rooms().begin(), rooms().end(),
                              [&](const Room& room) { return room.folder == folder; }))
          << folder << " is not in the table of rooms";
    }
  }
}

}  // namespace
