#include "mm1/report/json_writer.h"

#include <gtest/gtest.h>

#include <limits>
#include <string>

namespace mm1::report {
namespace {

TEST(JsonWriter, SetsCommasBetweenMembersAndItems) {
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  json.string("a", "x");
  json.begin_array("b");
  json.number(std::uint64_t{1});
  json.begin_object();
  json.end_object();
  json.begin_array();
  json.end_array();
  json.string("y");
  json.end_array();
  json.boolean("c", true);
  json.boolean("d", false);
  json.optional("left out", "");
  json.optional("e", "z");
  json.end_object();
  EXPECT_EQ(out, R"({"a":"x","b":[1,{},[],"y"],"c":true,"d":false,"e":"z"})");
}

TEST(JsonWriter, WritesTheLargestNumber) {
  std::string out;
  JsonWriter(out).number(std::numeric_limits<std::uint64_t>::max());
  EXPECT_EQ(out, "18446744073709551615");
}

TEST(JsonWriter, WritesMillisecondsToTheMicrosecond) {
  std::string out;
  JsonWriter(out).milliseconds(1'234'567'890);
  EXPECT_EQ(out, "1234.567");
}

struct Escape {
  std::string text;
  std::string json;
};

class JsonString : public testing::TestWithParam<Escape> {};

TEST_P(JsonString, IsEscapedAndValidUtf8) {
  std::string out;
  JsonWriter(out).string(GetParam().text);
  EXPECT_EQ(out, GetParam().json);
}

const std::string kReplacement = "\xEF\xBF\xBD";

INSTANTIATE_TEST_SUITE_P(
    Texts, JsonString,
    testing::Values(
        Escape{"", R"("")"}, Escape{"plain", R"("plain")"}, Escape{"a\"b\\c", R"("a\"b\\c")"},
        Escape{"\n\r\t", R"("\n\r\t")"},
        Escape{std::string("\0\x1B\x1F", 3), R"("\u0000\u001b\u001f")"},
        Escape{"H\xC3\xA9llo", "\"H\xC3\xA9llo\""},
        Escape{"\xE2\x82\xAC \xF0\x9F\x98\x80", "\"\xE2\x82\xAC \xF0\x9F\x98\x80\""},
        // A lone continuation octet, a cut character, Latin-1.
        Escape{"\x80", "\"" + kReplacement + "\""},
        Escape{"\xE2\x82", "\"" + kReplacement + kReplacement + "\""},
        Escape{"H\xE9llo", "\"H" + kReplacement + "llo\""},
        // Overlong "/", a surrogate, a value above U+10FFFF, octets that UTF-8 never has.
        Escape{"\xC0\xAF", "\"" + kReplacement + kReplacement + "\""},
        Escape{"\xE0\x80\xAF", "\"" + kReplacement + kReplacement + kReplacement + "\""},
        Escape{"\xED\xA0\x80", "\"" + kReplacement + kReplacement + kReplacement + "\""},
        Escape{"\xF4\x90\x80\x80",
               "\"" + kReplacement + kReplacement + kReplacement + kReplacement + "\""},
        Escape{"\xFF\xFE", "\"" + kReplacement + kReplacement + "\""}));

}  // namespace
}  // namespace mm1::report
