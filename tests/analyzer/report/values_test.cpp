#include "mm1/report/values.h"

#include <gtest/gtest.h>

#include <limits>
#include <string>
#include <vector>

#include "mm1/report/output.h"
#include "mm1/report/printable.h"

namespace mm1::report {
namespace {

std::vector<std::uint8_t> octets(std::string_view text) { return {text.begin(), text.end()}; }

TEST(Values, TimesAreRfc3339WithNanoseconds) {
  EXPECT_EQ(time_text(0), "1970-01-01T00:00:00.000000000Z");
  // `date -u -d 2026-11-22T14:35:06Z +%s`
  EXPECT_EQ(time_text(1'795'358'106'123'456'789), "2026-11-22T14:35:06.123456789Z");
  EXPECT_EQ(time_text(-1), "1969-12-31T23:59:59.999999999Z");
  EXPECT_EQ(time_text(951'782'400'000'000'000), "2000-02-29T00:00:00.000000000Z");
}

TEST(Values, DatesBeyond9999StayNumbers) {
  EXPECT_EQ(date_text(0x42265C80), "2005-03-03T00:38:24Z");
  EXPECT_EQ(date_text(253'402'300'799), "9999-12-31T23:59:59Z");
  EXPECT_EQ(date_text(253'402'300'800), "253402300800");
  EXPECT_EQ(date_text(std::numeric_limits<std::uint64_t>::max()), "18446744073709551615");
}

// FIPS 180-4's examples.
TEST(Values, Sha256) {
  EXPECT_EQ(sha256(octets("abc")),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256({}), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST(Values, Versions) {
  EXPECT_EQ(version_text(mms::Version::k12), "1.2");
  EXPECT_EQ(version_text(static_cast<mms::Version>(0x1F)), "1");
  EXPECT_EQ(version_text(static_cast<mms::Version>(0x20)), "2.0");
  EXPECT_EQ(version_text(mms::Version::kNone), "");
}

TEST(Printable, CannotMoveTheCursor) {
  EXPECT_EQ(printable("\x1B[2Ja\nb\rc\x7F"), "\\x1b[2Ja\\x0ab\\x0dc\\x7f");
  EXPECT_EQ(printable("\xC2\x9B"
                      "31m"),
            "\\x9b31m");  // CSI as one C1 control
  EXPECT_EQ(printable("caf\xC3\xA9 \xE2\x82\xAC"), "caf\xC3\xA9 \xE2\x82\xAC");
  EXPECT_EQ(printable("caf\xE9"), "caf\xEF\xBF\xBD");
}

TEST(Printable, IsShortenedByCharacters) {
  EXPECT_EQ(shortened("abcdef", 6), "abcdef");
  EXPECT_EQ(shortened("abcdefg", 6), "abcde…");
  EXPECT_EQ(shortened("äöüäöüä", 4), "äöü…");
  EXPECT_EQ(columns("äöü"), 3U);
}

TEST(OutputBuffer, RemembersThatWritingFailed) {
  constexpr int kNoDescriptor = 1 << 20;
  Output output(kNoDescriptor);
  output.write("lost");
  EXPECT_FALSE(output.flush());
  EXPECT_EQ(output.error(), EBADF);
}

TEST(OutputBuffer, MemoryKeepsEverything) {
  Output output = Output::memory();
  output.write("kept");
  output.commit();
  EXPECT_TRUE(output.flush());
  EXPECT_EQ(output.buffer(), "kept");
}

}  // namespace
}  // namespace mm1::report
