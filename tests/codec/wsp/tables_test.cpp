// Assigned numbers against WAP-230 Tables 38 to 40 (as spec examples and gateways have them).
#include <gtest/gtest.h>

#include "mm1/wsp/charsets.h"
#include "mm1/wsp/header_names.h"
#include "mm1/wsp/media_types.h"
#include "mm1/wsp/parameters.h"

namespace mm1::wsp {
namespace {

TEST(MediaTypes, HaveTheirNumbers) {
  EXPECT_EQ(media_type(0x00)->name, "*/*");
  EXPECT_EQ(media_type(0x03)->name, "text/plain");
  EXPECT_EQ(media_type(0x1E)->name, "image/jpeg");
  EXPECT_EQ(media_type(0x23)->name, "application/vnd.wap.multipart.mixed");
  EXPECT_EQ(media_type(0x33)->name, "application/vnd.wap.multipart.related");
  EXPECT_EQ(media_type(0x3E)->name, "application/vnd.wap.mms-message");
  EXPECT_EQ(media_type(0x48)->name, "application/vnd.oma.drm.message");
  EXPECT_EQ(media_type(0x50)->name, "video/*");
  EXPECT_EQ(media_type(0x51), nullptr);
  EXPECT_EQ(media_type_named("IMAGE/JPEG"), media_type(0x1E));
  EXPECT_EQ(media_type_named("application/smil"), nullptr);
  for (const MediaTypeRow& row : media_type_table()) EXPECT_EQ(media_type(row.number), &row);
}

TEST(MediaTypes, BelowTheCeilingOfMmsAreTheOldOnes) {
  EXPECT_LE(media_type(0x36)->since, kMmsEncodingVersion);
  EXPECT_GT(media_type(0x37)->since, kMmsEncodingVersion);
  EXPECT_GT(media_type(0x3E)->since, kMmsEncodingVersion);
}

TEST(MediaTypes, TellHowTheirBodyIsBuilt) {
  for (const int number : {0x22, 0x23, 0x24, 0x25, 0x26, 0x33}) {
    EXPECT_EQ(body_form(static_cast<std::uint64_t>(number)), BodyForm::kMultipart) << number;
  }
  EXPECT_EQ(body_form(0x3E), BodyForm::kMms);
  EXPECT_EQ(body_form(0x0C), BodyForm::kPlain);
  EXPECT_EQ(body_form(0x1E), BodyForm::kPlain);
  EXPECT_EQ(body_form(0x1234), BodyForm::kPlain);
  EXPECT_EQ(body_form("Application/vnd.wap.Multipart.related"), BodyForm::kMultipart);
  EXPECT_EQ(body_form("application/vnd.wap.mms-message"), BodyForm::kMms);
  EXPECT_EQ(body_form("multipart/related"), BodyForm::kPlain);
}

TEST(Parameters, HaveTheirNumbersAndGrammars) {
  EXPECT_EQ(parameter(0x01)->name, "Charset");
  EXPECT_EQ(parameter(0x01)->grammar, ParameterGrammar::kCharset);
  EXPECT_EQ(parameter(0x09)->grammar, ParameterGrammar::kMedia);
  EXPECT_EQ(parameter(0x0A)->name, "Start");
  EXPECT_EQ(parameter(0x17)->name, "Name");
  EXPECT_EQ(parameter(0x04), nullptr);
  EXPECT_EQ(parameter(0x1E), nullptr);
  EXPECT_EQ(parameter_named("type"), parameter(0x09));
  EXPECT_EQ(parameter_named("name"), parameter(0x05));
  EXPECT_LE(parameter(0x10)->since, kMmsEncodingVersion);
  EXPECT_GT(parameter(0x11)->since, kMmsEncodingVersion);
}

TEST(HeaderNames, HaveTheirNumbers) {
  EXPECT_EQ(header_name(0x8E)->name, "Content-Location");
  EXPECT_EQ(header_name(0x2E)->name, "Content-Disposition");
  EXPECT_EQ(header_name(0xAF)->name, "X-Wap-Application-Id");
  EXPECT_EQ(header_name(0x40)->name, "Content-ID");
  EXPECT_EQ(header_name(0xC3)->name, "Encoding-Version");
  EXPECT_EQ(header_name(0x47)->name, "Cache-Control");
  EXPECT_EQ(header_name(0x48), nullptr);
  EXPECT_EQ(header_named("content-id"), header_name(0x40));
  EXPECT_LE(header_name(0x43)->since, kMmsEncodingVersion);
  EXPECT_GT(header_name(0x44)->since, kMmsEncodingVersion);
}

TEST(Charsets, HaveTheirMibEnums) {
  EXPECT_EQ(charset(3)->name, "us-ascii");
  EXPECT_EQ(charset(106)->name, "utf-8");
  EXPECT_EQ(charset(2026)->name, "big5");
  EXPECT_TRUE(charset(1000)->wide);
  EXPECT_FALSE(charset(2026)->wide);
  EXPECT_EQ(charset(1), nullptr);
  EXPECT_EQ(charset_named("UTF-8"), charset(106));
}

}  // namespace
}  // namespace mm1::wsp
