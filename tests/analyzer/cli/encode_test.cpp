// `mm1scope encode`: back from the JSON of `mm1scope decode`.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>

#include "program.h"
#include "support/hex.h"
#include "support/minimal_pdus.h"

namespace mm1::cli {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

std::string binary(std::string_view hex) {
  const auto octets = test::from_hex(hex);
  return {octets.begin(), octets.end()};
}

std::string content_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

class Encode : public testing::Test {
 protected:
  std::string json_of(const std::string& octets) const {
    return space_.run("decode --format json -", octets).out;
  }
  Workspace space_;
};

TEST_F(Encode, GivesBackWhatWasDecoded) {
  for (const char* name : {"m-send-req", "m-mbox-view-conf", "m-mbox-delete-conf (m2 failed)"}) {
    const std::string octets = binary(test::minimal_pdu(name));
    const RunResult result = space_.run("encode", json_of(octets));
    EXPECT_EQ(result.status, 0) << result.err;
    EXPECT_EQ(result.out, octets) << name;
  }
}

TEST_F(Encode, GivesBackAPushWithItsHeaders) {
  const std::string push = binary("2B 06 05 BE AF 84 8D 8A 8C 83 98 4E 31 00 8D 92 95 81");
  EXPECT_EQ(space_.run("encode -", json_of(push)).out, push);
}

TEST_F(Encode, WritesHexAndFiles) {
  const std::string octets = binary("8C 83 98 4E 31 00 8D 92 95 81");
  const std::string json = space_.file("pdu.json", json_of(octets));
  EXPECT_EQ(space_.run("encode --hex " + json).out, "8c83984e31008d929581\n");
  const std::string out = space_.path("out.mms");
  EXPECT_EQ(space_.run("encode " + json + " -o " + out).status, 0);
  EXPECT_EQ(content_of(out), octets);
}

TEST_F(Encode, TakesAnEditedValue) {
  std::string json = json_of(binary("8C 83 98 4E 31 00 8D 92 95 81"));
  const std::string before = "\"Retrieved\"";
  json.replace(json.find(before), before.size(), "\"Deferred\"");
  EXPECT_EQ(space_.run("encode --hex", json).out, "8c83984e31008d929583\n");
}

TEST_F(Encode, JsonThatIsNoGoodLeavesTheOutputAsItIs) {
  const std::string out = space_.file("out.mms", "before");
  const RunResult result =
      space_.run("encode -o " + out, R"({"fields":[{"name":"X-Mms-Status","value":"Gone"}]})");
  EXPECT_EQ(result.status, 3);
  EXPECT_THAT(result.out, IsEmpty());
  EXPECT_THAT(result.err, HasSubstr("-: fields[0].value: \"Gone\" is no value of X-Mms-Status"));
  EXPECT_EQ(content_of(out), "before");
}

TEST_F(Encode, ExitStatusTellsUsageFromInput) {
  EXPECT_EQ(space_.run("encode " + space_.path("absent")).status, 3);
  EXPECT_EQ(space_.run("encode", "no JSON").status, 3);
  EXPECT_EQ(space_.run("encode --format json").status, 2);
  EXPECT_EQ(space_.run("encode a b").status, 2);
}

}  // namespace
}  // namespace mm1::cli
