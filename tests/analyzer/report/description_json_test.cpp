// A decoded PDU as JSON and back: the same octets for any PDU, canonical ones for what was changed,
// and a place for what is wrong.
#include "mm1/report/description.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "codec/mms/random_pdu.h"
#include "mm1/mms/decode.h"
#include "mm1/report/tape_report.h"
#include "support/hex.h"
#include "support/minimal_pdus.h"
#include "support/real_pdus.h"

namespace mm1::report {
namespace {

using nlohmann::json;
using test::from_hex;
using test::kMinimalPdus;
using test::to_hex;
using testing::HasSubstr;
using wsp::Buffer;

std::string json_text(const Buffer& octets) {
  static wsp::Arena arena;
  arena.reset();
  std::string out;
  JsonWriter writer(out);
  writer.begin_object();
  write_tape(writer, mms::decode(octets, arena.allocator()), {});
  writer.end_object();
  return out;
}

json json_of(std::string_view hex) { return json::parse(json_text(from_hex(hex))); }

// The octets in hex, or what is wrong.
std::string encoded(std::string_view text) {
  const EncodedJson result = encode_json(text);
  if (const auto* problem = std::get_if<std::string>(&result)) return *problem;
  return to_hex(std::get<Buffer>(result));
}

std::string encoded_object(const json& value) { return encoded(value.dump()); }

std::string there_and_back(const Buffer& octets) { return encoded(json_text(octets)); }

bool has_octets(const json& value) {
  if (value.contains("octets")) return true;
  for (const json& inner : value) {
    if (inner.is_structured() && has_octets(inner)) return true;
  }
  return false;
}

TEST(DescriptionJson, CanonicalPdusComeBackFromTheirValuesAlone) {
  for (const auto& [name, hex] : kMinimalPdus) {
    EXPECT_EQ(there_and_back(from_hex(hex)), hex) << name;
    EXPECT_FALSE(has_octets(json_of(hex))) << name;
  }
}

TEST(DescriptionJson, RandomPdusComeBack) {
  mms::test::RandomPdus random(313);
  for (const mms::PduRow& row : mms::pdu_table()) {
    for (int i = 0; i < 20; ++i) {
      const Buffer octets = mms::test::encode(random.next(row));
      ASSERT_EQ(there_and_back(octets), to_hex(octets)) << row.name;
    }
  }
}

TEST(DescriptionJson, MutatedPdusComeBack) {
  for (const auto& [name, hex] : kMinimalPdus) {
    Buffer octets = from_hex(hex);
    for (std::uint8_t& octet : octets) {
      const std::uint8_t original = octet;
      for (const int other : {0x00, 0x01, 0x1F, 0x22, 0x7F, 0x80, 0x84, 0xA5, 0xFF}) {
        octet = static_cast<std::uint8_t>(other);
        ASSERT_EQ(there_and_back(octets), to_hex(octets)) << name;
      }
      octet = original;
    }
  }
}

TEST(DescriptionJson, RealPdusComeBack) {
  const std::vector<test::RealPdu> files = test::real_octets();
  if (files.empty()) GTEST_SKIP() << "no corpus beside the project";
  EXPECT_GT(files.size(), 90u);
  for (const test::RealPdu& pdu : files)
    EXPECT_EQ(there_and_back(pdu.octets), to_hex(pdu.octets)) << pdu.name;
}

struct ShownCase {
  std::string_view what;
  std::string_view hex;  // of a field behind 8C 80
  std::string_view json;
};

// Octets as the specification prints them, or near to that.
const ShownCase kShown[] = {
    {"UTF-8 text", "96 08 EA 47 72 C3 BC C3 9F 00",
     R"({"name":"Subject","value":{"text":"Grüß","charset":"utf-8"}})"},
    {"UCS-2 text", "96 08 02 03 E8 00 41 00 42 00",
     R"({"name":"Subject","value":{"text":"AB","charset":"iso-10646-ucs-2"}})"},
    {"text that is not in its charset keeps octets", "96 05 83 47 FC 00 00",
     R"({"name":"Subject","value":{"text":"G�","charset":"us-ascii"},"octets":"058347fc0000"})"},
    {"insert-address token", "89 01 81", R"({"name":"From","value":"insert-address-token"})"},
    {"relative time", "88 05 81 03 01 51 80",
     R"({"name":"X-Mms-Expiry","value":{"relative":86400}})"},
    {"absolute time", "88 06 80 04 42 26 5C 80",
     R"({"name":"X-Mms-Expiry","value":{"absolute":"2005-03-03T00:38:24Z"}})"},
    {"a delta in the short form", "88 02 81 BC",
     R"({"name":"X-Mms-Expiry","value":{"relative":60},"octets":"0281bc"})"},
    {"a value without a name", "8F 99", R"({"name":"X-Mms-Priority","value":"0x99"})"},
    {"an unassigned field", "C5 61 00", R"({"name":"0xC5","octets":"6100"})"},
    {"a field by name", "58 2D 41 00 31 00", R"({"application_name":"X-A","value":"1"})"},
    {"Quoted-string parameter", "84 0C B3 8A 22 3C 73 3E 00 89 61 2F 62 00",
     R"({"name":"Content-Type","value":{"type":"application/vnd.wap.multipart.related",
         "parameters":[{"name":"Start","quoted":"<s>"},{"name":"Type","value":"a/b"}]}})"},
    {"a number of encoding version 1.4", "84 06 B3 99 3C 73 3E 00",
     R"({"name":"Content-Type","value":{"type":"application/vnd.wap.multipart.related",
         "parameters":[{"name":"Start","code":25,"value":"<s>"}]}})"},
    {"charset parameter", "84 03 83 81 EA",
     R"({"name":"Content-Type","value":{"type":"text/plain",
         "parameters":[{"name":"Charset","value":"utf-8"}]}})"},
    {"totals", "AA 02 80 8C",
     R"({"name":"X-Mms-Mbox-Totals","value":{"unit":"messages","value":12}})"},
    {"flags", "A4 06 82 77 6F 72 6B 00",
     R"({"name":"X-Mms-MM-Flags","value":{"token":"filter","keyword":"work"}})"},
    {"previous sender", "A0 05 80 61 40 62 00",
     R"({"name":"X-Mms-Previously-Sent-By","value":{"count":0,"address":"a@b"}})"},
    {"element descriptor", "B2 07 70 61 72 74 00 82 9E",
     R"({"name":"X-Mms-Element-Descriptor","value":{"reference":"part",
         "parameters":[{"name":"Type","value":"image/jpeg"}]}})"},
};

TEST(DescriptionJson, ShowsValuesInWords) {
  for (const ShownCase& shown : kShown) {
    const std::string hex = "8C 80 " + std::string(shown.hex);
    json field = json_of(hex)["fields"].at(1);
    field.erase("offset");
    field.erase("length");
    EXPECT_EQ(field, json::parse(shown.json)) << shown.what;
    EXPECT_EQ(there_and_back(from_hex(hex)), hex) << shown.what;
  }
}

TEST(DescriptionJson, PartsShowTypeHeadersAndContent) {
  const json pdu = json_of(
      "8C 80 84 A3 02 11 02 03 83 81 EA C0 22 3C 74 3E 00 8E 74 2E 74 78 74 00 48 69 01 02 9E FF "
      "D8");
  const json& parts = pdu["body"]["parts"];
  ASSERT_EQ(parts.size(), 2u);
  EXPECT_EQ(parts[0]["offset"], 5);
  EXPECT_EQ(parts[0]["content_type"]["type"], "text/plain");
  EXPECT_EQ(parts[0]["headers"][0]["name"], "Content-ID");
  EXPECT_EQ(parts[0]["headers"][0]["quoted"], "<t>");
  EXPECT_EQ(parts[0]["headers"][1]["value"], "t.txt");
  EXPECT_EQ(parts[0]["content"]["text"], "Hi");
  EXPECT_EQ(parts[1]["content_type"]["type"], "image/jpeg");
  EXPECT_EQ(parts[1]["content"]["data"], "ffd8");
}

TEST(DescriptionJson, AChangedValueIsWrittenCanonically) {
  json pdu = json_of("8C 82 96 48 69 00 88 02 81 BC");
  pdu["fields"][1]["value"] = {{"text", "Gr\xC3\xBC\xC3\x9F"}, {"charset", "iso-8859-1"}};
  pdu["fields"][2]["value"]["relative"] = 3600;
  EXPECT_EQ(encoded_object(pdu), "8C 82 96 06 84 47 72 FC DF 00 88 02 81 BC")
      << "octets take precedence";
  pdu["fields"][2].erase("octets");
  EXPECT_EQ(encoded_object(pdu), "8C 82 96 06 84 47 72 FC DF 00 88 04 81 02 0E 10");
}

TEST(DescriptionJson, LengthsFollowAChangedPart) {
  json pdu = json_of(test::minimal_pdu("m-send-req"));
  pdu["body"]["parts"][0]["content"]["text"] = "Hello";
  EXPECT_THAT(encoded_object(pdu), testing::EndsWith("84 A3 01 01 05 83 48 65 6C 6C 6F"));
}

TEST(DescriptionJson, APduMayBeWrittenByHand) {
  EXPECT_EQ(encoded(R"({"fields":[{"name":"X-Mms-Message-Type","value":"m-notifyresp-ind"},
      {"name":"X-Mms-Transaction-Id","value":"N1"},{"name":"X-Mms-MMS-Version","value":"1.2"},
      {"name":"X-Mms-Status","value":"Retrieved"}]})"),
            "8C 83 98 4E 31 00 8D 92 95 81");
}

struct WrongCase {
  std::string_view json;
  std::string_view problem;
};

const WrongCase kWrong[] = {
    {"", "line 1, column 1"},
    {"{\"fields\":[}", "line 1, column 12"},
    {"[]", "is no object but of type array"},
    {"{}", "has no member \"fields\""},
    {R"({"fields":7})", "fields: is no array but of type number"},
    {R"({"fields":[],"felds":1})", "has an unknown member \"felds\""},
    {R"({"fields":[7]})", "fields[0]: is no object"},
    {R"({"fields":[{"name":"Subjct","value":"a"}]})",
     "fields[0].name: \"Subjct\" is no header field"},
    {R"({"fields":[{"name":"Subject"}]})", "fields[0]: has no member \"value\""},
    {R"({"fields":[{"name":"Subject","value":7}]})",
     "fields[0].value: is no string but of type number"},
    {R"({"fields":[{"name":"X-Mms-Status","value":"Retreived"}]})",
     "fields[0].value: \"Retreived\" is no value of X-Mms-Status"},
    {R"({"fields":[{"name":"X-Mms-Status","value":256}]})", "is no whole number from 0 to 255"},
    {R"({"fields":[{"name":"X-Mms-Start","value":1e400}]})", "number overflow parsing '1e400'"},
    {R"({"fields":[{"name":"X-Mms-Start","value":18446744073709551616}]})",
     "is no whole number from 0 to 18446744073709551615"},
    {R"({"fields":[{"name":"X-Mms-Start","value":-1}]})", "is no whole number"},
    {R"({"fields":[{"name":"X-Mms-Start","value":1.5}]})", "is no whole number"},
    {R"({"fields":[{"name":"Date","value":"2005-02-30T00:00:00Z"}]})", "is no date such as"},
    {R"({"fields":[{"name":"X-Mms-MMS-Version","value":"99.1"}]})", "is no version such as 1.2"},
    {R"({"fields":[{"name":"Subject","octets":"0g"}]})", "fields[0].octets: is not octets in hex"},
    {R"({"fields":[{"name":"Subject","octets":"123"}]})", "fields[0].octets: is not octets in hex"},
    {R"({"fields":[{"name":"Subject","value":{"text":"a","charset":"klingon"}}]})",
     "fields[0].value.charset: \"klingon\" is no known charset"},
    {R"({"fields":[{"name":"Subject","value":{"text":"ü","charset":"us-ascii"}}]})",
     "the text cannot be written in this charset"},
    {R"({"fields":[{"name":"X-Mms-Expiry","value":{"relative":1,"absolute":2}}]})",
     "is either absolute or relative"},
    {R"({"fields":[{"name":"0xC5","value":1}]})", "has octets alone"},
    {R"({"fields":[{"name":"Content","value":1}]})", "has no value of its own"},
    {R"({"fields":[],"body":{}})", "body: has none of text, data, parts, pdu and octets"},
    {R"({"fields":[],"body":{"parts":[{"headers":[]}]}})",
     "body.parts[0]: has no member \"content_type\""},
    {R"({"fields":[],"body":{"parts":[],"entries":4294967296}})", "body.entries: is no whole"},
};

TEST(DescriptionJson, WhatIsWrongIsSaidWithItsPlace) {
  for (const WrongCase& wrong : kWrong) {
    EXPECT_THAT(encoded(wrong.json), HasSubstr(wrong.problem)) << wrong.json;
  }
}

TEST(DescriptionJson, DeepNestingIsRefused) {
  EXPECT_THAT(encoded(std::string(1'000'000, '[')), HasSubstr("is nested deeper than"));
  std::string nested;
  for (int i = 0; i < 100'000; ++i) nested += R"({"fields":[],"body":{"pdu":)";
  EXPECT_THAT(encoded(nested), HasSubstr("is nested deeper than"));
}

}  // namespace
}  // namespace mm1::report
