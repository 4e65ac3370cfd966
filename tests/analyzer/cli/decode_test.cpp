// `mm1scope decode`: the forms of input it knows, and what is no PDU.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "program.h"
#include "support/hex.h"

namespace mm1::cli {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

// An m-notifyresp-ind: TID N1, version 1.2, status Retrieved.
const std::string kHex = "8C 83 98 4E 31 00 8D 92 95 81";
constexpr const char* kBase64 = "jIOYTjEAjZKVgQ==";  // `xxd -r -p | base64`

std::string binary(std::string_view hex) {
  const auto octets = test::from_hex(hex);
  return {octets.begin(), octets.end()};
}

struct Form {
  std::string name;
  std::string content;
};

class DecodeForm : public testing::TestWithParam<Form> {
 protected:
  Workspace space_;
};

TEST_P(DecodeForm, IsRecognised) {
  const RunResult result = space_.run("decode -", GetParam().content);
  EXPECT_EQ(result.status, 0) << result.err;
  EXPECT_THAT(result.out, HasSubstr("m-notifyresp-ind (10 octets)"));
  EXPECT_THAT(result.out, HasSubstr("X-Mms-Transaction-Id: N1"));
  EXPECT_THAT(result.out, HasSubstr("X-Mms-Status: Retrieved"));
}

INSTANTIATE_TEST_SUITE_P(
    Inputs, DecodeForm,
    testing::Values(
        Form{"binary", binary(kHex)}, Form{"hex", kHex},
        Form{"hex_lines", "8c83984e\n31008d92\r\n9581\n"},
        Form{"hex_colons", "8c:83:98:4e:31:00:8d:92:95:81"},
        Form{"hex_prefixes", "0x8c, 0x83, 0x98, 0x4e, 0x31, 0x00, 0x8d, 0x92, 0x95, 0x81"},
        Form{"hexdump_c",
             "00000000  8c 83 98 4e 31 00 8d 92  95 81                    |...N1.....|\n"
             "0000000a\n"},
        Form{"xxd", "00000000: 8c83 984e 3100 8d92 9581                 ...N1.....\n"},
        Form{"tshark_x", "0000  8c 83 98 4e 31 00 8d 92 95 81                     ...N1.....\n"},
        Form{"dump_of_two_lines", "0000  8c 83 98 4e  ...N\n0004  31 00 8d 92 95 81  1.....\n"},
        Form{"base64", kBase64}, Form{"base64_lines", "jIOYTjEA\njZKVgQ==\n"},
        Form{"base64_without_padding", "jIOYTjEAjZKVgQ"}),
    [](const auto& form) { return form.param.name; });

class Decode : public testing::Test {
 protected:
  Workspace space_;
};

// TID 2B, Push, five octets of headers: application/vnd.wap.mms-message, X-Wap-Application-Id 4,
// and Content-Length 10.
const std::string kPush = "06 05 BE AF 84 8D 8A " + kHex;

TEST_F(Decode, APushIsTakenApartWithAndWithoutItsTid) {
  for (const std::string& tid : {std::string(), std::string("2B ")}) {
    const RunResult result = space_.run("decode -", binary(tid + kPush));
    EXPECT_EQ(result.status, 0) << result.err;
    EXPECT_THAT(result.out, HasSubstr("WSP Push (0x06), 5 octets of headers"));
    EXPECT_THAT(result.out, HasSubstr("Content-Type: application/vnd.wap.mms-message"));
    EXPECT_THAT(result.out, HasSubstr("X-Wap-Application-Id: 4"));
    EXPECT_THAT(result.out, HasSubstr("Content-Length: 10"));
    EXPECT_EQ(result.out.find("WSP TID 0x2b") != std::string::npos, !tid.empty());
    const std::string begin = tid.empty() ? "000007  8c 83" : "000008  8c 83";
    EXPECT_THAT(result.out, HasSubstr(begin)) << "offsets are those of the input";
  }
}

TEST_F(Decode, JsonHoldsEverything) {
  const RunResult result = space_.run("decode --format json -", binary(kPush));
  EXPECT_EQ(result.status, 0) << result.err;
  EXPECT_THAT(result.out,
              testing::StartsWith(R"({"file":"-","input":"binary","wsp_push":{"type":6,)"));
  EXPECT_THAT(result.out, HasSubstr(R"("octets":"0605beaf848d8a"})"));
  EXPECT_THAT(result.out, HasSubstr(R"("size":10,)"));
  EXPECT_THAT(result.out, HasSubstr(R"("type":"m-notifyresp-ind")"));
}

TEST_F(Decode, SeveralFilesAreHeadedByTheirNames) {
  const std::string a = space_.file("a.mms", binary(kHex));
  const std::string b = space_.file("b.txt", kHex);
  const RunResult result = space_.run("decode " + a + " " + b);
  EXPECT_EQ(result.status, 0) << result.err;
  EXPECT_THAT(result.out, HasSubstr("a.mms:\n"));
  EXPECT_THAT(result.out, HasSubstr("b.txt:\n"));
}

TEST_F(Decode, WhatIsNoPduIsSaid) {
  for (const std::string& content :
       {std::string("Just some words, really."), std::string("deadbeef"), std::string(),
        binary("00 01 02 03 04 05 06 07"), binary("06 05 BE AF 84 8D 80")}) {
    const RunResult result = space_.run("decode -", content);
    EXPECT_EQ(result.status, 3) << content;
    EXPECT_THAT(result.out, IsEmpty()) << content;
    EXPECT_THAT(result.err, testing::StartsWith("mm1scope: -: ")) << content;
  }
  EXPECT_THAT(space_.run("decode -", "deadbeef").err, HasSubstr("de"));
}

TEST_F(Decode, TheRestIsDecodedWhenOneFileIsNone) {
  const std::string good = space_.file("a.mms", binary(kHex));
  const std::string bad = space_.file("b.mms", "words");
  const RunResult result = space_.run("decode " + bad + " " + space_.path("absent") + " " + good);
  EXPECT_EQ(result.status, 3);
  EXPECT_THAT(result.out, HasSubstr("m-notifyresp-ind"));
  EXPECT_THAT(result.err, HasSubstr("absent"));
}

TEST_F(Decode, TheFormCanBeGiven) {
  EXPECT_EQ(space_.run("decode --input hex -", kHex).status, 0);
  EXPECT_EQ(space_.run("decode --input base64 -", kBase64).status, 0);
  EXPECT_EQ(space_.run("decode --input base64 -", "not base64!").status, 3);
  EXPECT_EQ(space_.run("decode --input hex -", kBase64).status, 3);
  EXPECT_EQ(space_.run("decode --input binary -", kHex).status, 3);
}

TEST_F(Decode, APduWithItsFieldsOutOfOrderIsStillOne) {
  const RunResult result = space_.run("decode -", binary("98 4E 31 00 8C 83 8D 92 95 81"));
  EXPECT_EQ(result.status, 0) << result.err;
  EXPECT_THAT(result.out, HasSubstr("m-notifyresp-ind"));
  EXPECT_THAT(result.out, HasSubstr("ENC-ORD-"));
}

}  // namespace
}  // namespace mm1::cli
