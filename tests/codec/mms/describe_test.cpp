// Descriptions: encode(describe(decode(x))) is x for any octets, and what they say is what a
// person changes.
#include "mm1/mms/describe.h"

#include <gtest/gtest.h>

#include <random>

#include "codec/mms/random_pdu.h"
#include "support/decoded.h"
#include "support/hex.h"
#include "support/minimal_pdus.h"
#include "support/real_pdus.h"

namespace mm1::mms {
namespace {

using mm1::test::Decoded;
using mm1::test::from_hex;
using mm1::test::kMinimalPdus;
using mm1::test::to_hex;
using wsp::Buffer;

Buffer described_and_encoded(const Buffer& octets) {
  static wsp::Arena arena;
  arena.reset();
  return encode(describe(decode(octets, arena.allocator())));
}

PduDescription description_of(std::string_view hex) { return describe(Decoded(hex).tape); }

const FieldDescription& field_of(const PduDescription& pdu, std::size_t item) {
  return std::get<FieldDescription>(pdu.items.at(item).item);
}

FieldDescription& field_of(PduDescription& pdu, std::size_t item) {
  return std::get<FieldDescription>(pdu.items.at(item).item);
}

// Whether some octets had to be kept because the values do not give them.
bool keeps_octets(const PduDescription& pdu);

bool keeps_octets(const Content& content) {
  if (content.octets) return true;
  if (const auto* inner = std::get_if<PduDescription>(&content.form)) return keeps_octets(*inner);
  const auto* multipart = std::get_if<Multipart>(&content.form);
  if (multipart == nullptr) return false;
  for (const PartDescription& part : multipart->parts) {
    if (part.octets || part.type.octets || keeps_octets(part.data)) return true;
  }
  return false;
}

bool keeps_octets(const PduDescription& pdu) {
  for (const ItemDescription& item : pdu.items) {
    if (const auto* field = std::get_if<FieldDescription>(&item.item)) {
      if (field->value.octets) return true;
    } else if (const auto* body = std::get_if<Content>(&item.item)) {
      if (keeps_octets(*body)) return true;
    } else {
      return true;
    }
  }
  return false;
}

TEST(Describe, CanonicalPdusComeBackFromTheirValuesAlone) {
  for (const auto& [name, hex] : kMinimalPdus) {
    EXPECT_FALSE(keeps_octets(description_of(hex))) << name;
    EXPECT_EQ(to_hex(described_and_encoded(from_hex(hex))), hex) << name;
  }
}

TEST(Describe, RandomPdusComeBackFromTheirValuesAlone) {
  test::RandomPdus random(311);
  for (const PduRow& row : pdu_table()) {
    for (int i = 0; i < 100; ++i) {
      const Buffer octets = test::encode(random.next(row));
      const PduDescription described = describe(Decoded(octets).tape);
      ASSERT_FALSE(keeps_octets(described)) << row.name << ": " << to_hex(octets);
      ASSERT_EQ(to_hex(encode(described)), to_hex(octets)) << row.name;
    }
  }
}

TEST(Describe, AnySingleOctetMayBeAnyOther) {
  for (const auto& [name, hex] : kMinimalPdus) {
    const Buffer original = from_hex(hex);
    for (std::size_t at = 0; at < original.size(); ++at) {
      Buffer mutant = original;
      for (int octet = 0; octet < 256; ++octet) {
        mutant[at] = static_cast<std::uint8_t>(octet);
        ASSERT_EQ(described_and_encoded(mutant), mutant) << name << " octet " << at;
      }
    }
  }
}

TEST(Describe, AnyPduMayEndAnywhere) {
  for (const auto& [name, hex] : kMinimalPdus) {
    const Buffer original = from_hex(hex);
    for (std::size_t length = 0; length < original.size(); ++length) {
      const Buffer cut(original.begin(), original.begin() + static_cast<std::ptrdiff_t>(length));
      ASSERT_EQ(described_and_encoded(cut), cut) << name << " cut to " << length;
    }
  }
}

TEST(Describe, RandomOctetsComeBack) {
  std::mt19937_64 random(312);
  for (int i = 0; i < 20000; ++i) {
    Buffer octets(random() % 60);
    for (std::uint8_t& octet : octets) octet = static_cast<std::uint8_t>(random());
    ASSERT_EQ(described_and_encoded(octets), octets);
  }
}

TEST(Describe, ADecodeThatRanIntoItsLimitsComesBack) {
  const Buffer octets = from_hex(mm1::test::minimal_pdu("m-mbox-view-conf"));
  for (std::uint32_t elements = 16; elements < 80; ++elements) {
    for (std::uint16_t depth = 8; depth < 16; ++depth) {
      wsp::Arena arena;
      const DecodeOptions options{.limits = {.depth = depth, .parts = 1, .elements = elements}};
      const wsp::Tape tape = decode(octets, arena.allocator(), options);
      ASSERT_EQ(to_hex(encode(describe(tape))), to_hex(octets)) << elements << " " << depth;
    }
  }
}

TEST(Describe, WithoutMemoryForATapeTheOctetsAreLeft) {
  const Buffer octets = from_hex(mm1::test::minimal_pdu("m-send-conf"));
  const wsp::Allocator none{[](void*, std::size_t) -> void* { return nullptr; }, nullptr};
  EXPECT_EQ(to_hex(encode(describe(decode(octets, none)))), to_hex(octets));
}

TEST(Describe, RealPdusComeBack) {
  const std::vector<mm1::test::RealPdu> files = mm1::test::real_octets();
  if (files.empty()) GTEST_SKIP() << "no corpus beside the project";
  EXPECT_GT(files.size(), 90u);
  for (const mm1::test::RealPdu& pdu : files)
    EXPECT_EQ(described_and_encoded(pdu.octets), pdu.octets) << pdu.name;
}

// The value is said also where its octets are not what the encoder would write.
TEST(Describe, AValueInAnUnusualFormHasBoth) {
  // X-Mms-Expiry with its delta as a Short-integer, which the grammar does not have.
  PduDescription pdu = description_of("8C 82 88 02 81 BC");
  const FieldDescription& expiry = field_of(pdu, 1);
  EXPECT_EQ(expiry.number, number::kExpiry);
  EXPECT_EQ(expiry.value.value, Value(Relative{60}));
  EXPECT_EQ(expiry.value.octets, from_hex("02 81 BC"));
  EXPECT_EQ(expiry.place.offset, 2u);
  EXPECT_EQ(expiry.place.length, 4u);

  field_of(pdu, 1).value.octets.reset();
  EXPECT_EQ(to_hex(encode(pdu)), "8C 82 88 03 81 01 3C");
}

TEST(Describe, AChangedValueIsWrittenCanonically) {
  PduDescription pdu = description_of("8C 80 96 48 69 00 84 83 48 69");
  field_of(pdu, 1).value.value = Text{"Gr\xC3\xBC\xC3\x9F", 106};
  EXPECT_EQ(to_hex(encode(pdu)), "8C 80 96 08 EA 47 72 C3 BC C3 9F 00 84 83 48 69");
}

TEST(Describe, WhatCannotBeReadIsOctetsAlone) {
  // An unassigned field, and an octet that begins none.
  const PduDescription pdu = description_of("8C 80 C5 61 00 1F");
  EXPECT_FALSE(field_of(pdu, 1).value.value.has_value());
  EXPECT_EQ(field_of(pdu, 1).value.octets, from_hex("61 00"));
  EXPECT_EQ(std::get<StrayOctets>(pdu.items.at(2).item).octets, from_hex("1F"));
}

TEST(Describe, PartsAndTheirHeadersAreTakenApart) {
  // text/plain in UTF-8, Content-ID "<t> as Quoted-string, Content-Location t.txt.
  const PduDescription pdu = description_of(
      "8C 80 84 A3 01 11 02 03 83 81 EA C0 22 3C 74 3E 00 8E 74 2E 74 78 74 00 48 69");
  const auto& body = std::get<Content>(pdu.items.back().item);
  const auto& parts = std::get<Multipart>(body.form).parts;
  ASSERT_EQ(parts.size(), 1u);
  const PartDescription& part = parts[0];
  EXPECT_EQ(part.type.value, wsp::MediaType("text/plain").with("Charset", std::uint64_t{106}));
  ASSERT_EQ(part.headers.size(), 2u);
  EXPECT_EQ(std::get<std::uint8_t>(part.headers[0].name), 0x40);
  EXPECT_EQ(std::get<std::string>(*part.headers[0].value.value), "\"<t>");
  EXPECT_EQ(std::get<std::string>(*part.headers[1].value.value), "t.txt");
  EXPECT_FALSE(part.headers[0].value.octets || part.headers[1].value.octets || part.octets);
  EXPECT_EQ(std::get<Buffer>(part.data.form), from_hex("48 69"));
}

TEST(Describe, AWrongNumberOfPartsIsKept) {
  const PduDescription pdu = description_of("8C 80 84 A3 02 01 02 83 48 69");
  const auto& body = std::get<Content>(pdu.items.back().item);
  EXPECT_EQ(std::get<Multipart>(body.form).entries, 2u);
  EXPECT_FALSE(body.octets.has_value());
}

}  // namespace
}  // namespace mm1::mms
