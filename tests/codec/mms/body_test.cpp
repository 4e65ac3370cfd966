// Bodies: multiparts in number and text form, nested ones, PDUs inside PDUs, and the limits.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/decoded.h"
#include "support/tape_check.h"

namespace mm1 {
namespace {

using test::Decoded;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using wsp::Fault;
using wsp::Kind;

using Octets = std::vector<std::uint8_t>;

std::string text_of(const mms::PartView& part) { return std::string(wsp::ascii(part.data)); }

TEST(Body, PartsHaveTheirTypeNamesAndData) {
  const Decoded pdu(
      "8C 84 84 A3 02 "
      "14 03 03 83 81 EA C0 22 3C 61 3E 00 8E 61 2E 74 78 74 00 AE 01 81 48 69 21 "
      "0E 02 0D 69 6D 61 67 65 2F 78 00 85 61 2E 78 00 FF D8");
  ASSERT_EQ(test::tape_defect(pdu.tape), "");
  const auto parts = mms::parts(pdu.view);
  ASSERT_EQ(parts.size(), 2u);
  EXPECT_EQ(parts[0].content_type, "text/plain");
  EXPECT_EQ(parts[0].charset, 106u);
  EXPECT_EQ(parts[0].content_id, "a");
  EXPECT_EQ(parts[0].content_location, "a.txt");
  EXPECT_EQ(text_of(parts[0]), "Hi!");
  EXPECT_EQ(parts[1].content_type, "image/x");
  EXPECT_EQ(parts[1].name, "a.x");
  EXPECT_EQ(parts[1].data.size(), 2u);
}

TEST(Body, MultipartMayBeNamedInWords) {
  const Decoded pdu(
      "84 61 70 70 6C 69 63 61 74 69 6F 6E 2F 76 6E 64 2E 77 61 70 2E 6D 75 6C 74 69 70 61 72 74 "
      "2E "
      "72 65 6C 61 74 65 64 00 01 01 02 83 48 69");
  EXPECT_THAT(pdu.faults(), IsEmpty());
  const auto parts = mms::parts(pdu.view);
  ASSERT_EQ(parts.size(), 1u);
  EXPECT_EQ(text_of(parts[0]), "Hi");
}

TEST(Body, NestedMultipartsFollowTheirParent) {
  const Decoded pdu("84 A3 02 01 06 A6 01 01 02 83 48 69 01 01 83 21");
  EXPECT_THAT(pdu.faults(), IsEmpty());
  EXPECT_EQ(test::tape_defect(pdu.tape), "");
  const auto parts = mms::parts(pdu.view);
  ASSERT_EQ(parts.size(), 3u);
  EXPECT_EQ(parts[0].content_type, "application/vnd.wap.multipart.alternative");
  EXPECT_EQ(parts[0].level, 0);
  EXPECT_EQ(text_of(parts[1]), "Hi");
  EXPECT_EQ(parts[1].level, 1);
  EXPECT_EQ(text_of(parts[2]), "!");
  EXPECT_EQ(parts[2].level, 0);
}

TEST(Body, SingleObjectIsOnePart) {
  const Decoded pdu("8C 80 84 03 83 81 EA 48 69");
  const auto parts = mms::parts(pdu.view);
  ASSERT_EQ(parts.size(), 1u);
  EXPECT_EQ(parts[0].content_type, "text/plain");
  EXPECT_EQ(parts[0].charset, 106u);
  EXPECT_EQ(text_of(parts[0]), "Hi");
  ASSERT_NE(pdu.view.body(), nullptr);
}

TEST(Body, IsAbsentBehindAnyTypeWithoutOctets) {
  for (const char* hex : {"8C 8E 84 80", "8C 8E 84 00"}) {
    const Decoded pdu(hex);
    EXPECT_EQ(pdu.view.body(), nullptr) << hex;
    EXPECT_THAT(mms::parts(pdu.view), IsEmpty()) << hex;
    EXPECT_THAT(pdu.faults(), IsEmpty()) << hex;
  }
}

TEST(Body, DescriptorOfAViewIsAPduWithItsContent) {
  // The entry calls itself text/plain; that it begins like a descriptor decides.
  const Decoded pdu("8C 8E 84 A3 01 01 0D 83 8C 93 8B 69 00 84 A3 01 01 02 83 48 69");
  EXPECT_THAT(pdu.faults(), IsEmpty());
  EXPECT_EQ(test::tape_defect(pdu.tape), "");
  std::vector<std::size_t> inner;
  for (std::size_t i = 1; i < pdu.tape.elements().size(); ++i) {
    if (pdu.tape.elements()[i].kind == Kind::kPdu) inner.push_back(i);
  }
  ASSERT_EQ(inner.size(), 1u);
  const mms::PduView descriptor(pdu.tape, inner[0]);
  EXPECT_EQ(descriptor.type_name(), "m-mbox-descr");
  EXPECT_EQ(descriptor.text(mms::number::kMessageId), "i");
  ASSERT_EQ(mms::parts(descriptor).size(), 1u);
  EXPECT_EQ(text_of(mms::parts(descriptor)[0]), "Hi");
  EXPECT_EQ(mms::parts(pdu.view).size(), 2u);
}

TEST(Body, DescriptorOfAnUploadMayBeTheBodyItself) {
  const Decoded pdu("8C 8F 84 BE 8C 93 84 A3 01 01 02 83 48 69");
  EXPECT_THAT(pdu.faults(), IsEmpty());
  EXPECT_EQ(pdu.count(Kind::kPdu), 2u);
  const auto parts = mms::parts(pdu.view);
  ASSERT_EQ(parts.size(), 2u);
  EXPECT_EQ(parts[0].content_type, "application/vnd.wap.mms-message");
  EXPECT_EQ(text_of(parts[1]), "Hi");
}

TEST(Body, PartThatLooksLikeADescriptorIsContentInOtherPdus) {
  const Decoded pdu("8C 80 84 A3 01 01 03 83 8C 93 21");
  EXPECT_EQ(pdu.count(Kind::kPdu), 1u);
}

TEST(Body, PartCountOnlyTellsWhatFollowsWhenThereIsNone) {
  // nEntries 0 with one part, as encoding version 1.4 writes it.
  const Decoded pdu("84 A3 00 01 02 83 48 69");
  EXPECT_THAT(pdu.faults(), IsEmpty());
  EXPECT_EQ(mms::parts(pdu.view).size(), 1u);
}

TEST(Body, PartPastTheEndKeepsWhatIsThere) {
  const Decoded pdu("84 A3 01 01 64 83 48 69");
  EXPECT_THAT(pdu.faults(), ElementsAre(Fault::kPartPastEnd));
  const auto parts = mms::parts(pdu.view);
  ASSERT_EQ(parts.size(), 1u);
  EXPECT_EQ(text_of(parts[0]), "Hi");
}

TEST(Body, UnknownPartHeadersAreSteppedOver) {
  const Decoded pdu("84 A3 01 0E 01 83 D0 81 58 00 79 00 C2 02 01 02 8E 61 00 21");
  EXPECT_THAT(pdu.faults(), IsEmpty());
  EXPECT_EQ(mms::parts(pdu.view).at(0).content_location, "a");
}

TEST(Body, FileNameComesFromTheDispositionToo) {
  const Decoded pdu("84 A3 01 08 01 83 AE 05 81 86 61 2E 00 21");
  EXPECT_THAT(pdu.faults(), IsEmpty());
  EXPECT_EQ(mms::parts(pdu.view).at(0).name, "a.");
}

void append(Octets& to, const Octets& more) { to.insert(to.end(), more.begin(), more.end()); }

Octets uintvar(std::size_t number) {
  Octets octets = {static_cast<std::uint8_t>(number & 0x7F)};
  while ((number >>= 7) != 0) {
    octets.insert(octets.begin(), static_cast<std::uint8_t>(0x80 | (number & 0x7F)));
  }
  return octets;
}

// A PDU whose only part is a PDU whose only part is a PDU …
Octets nested_pdus(int levels) {
  Octets pdu = {0x8C, 0x80};
  for (int i = 0; i < levels; ++i) {
    Octets outer = {0x8C, 0x80, 0x84, 0xA3, 0x01, 0x01};
    append(outer, uintvar(pdu.size()));
    outer.push_back(0xBE);
    append(outer, pdu);
    pdu = std::move(outer);
  }
  return pdu;
}

TEST(Limits, DepthEndsInAFaultAndNotInTheStack) {
  const Decoded pdu(nested_pdus(600));
  EXPECT_THAT(pdu.faults(), ElementsAre(Fault::kDepthLimit));
  EXPECT_EQ(test::tape_defect(pdu.tape), "");
  for (const wsp::Element& element : pdu.tape.elements()) EXPECT_LT(element.depth, 64);
  const Decoded deepest(nested_pdus(2000), {.limits = {.depth = 0xFFFF}});
  EXPECT_THAT(deepest.faults(), ElementsAre(Fault::kDepthLimit));
  EXPECT_EQ(test::tape_defect(deepest.tape), "");
}

TEST(Limits, PartsEndInAFault) {
  Octets octets = {0x84, 0xA3, 0x00};
  for (int i = 0; i < 10; ++i) append(octets, {0x01, 0x01, 0x83, 0x21});
  const Decoded pdu(octets, {.limits = {.parts = 4}});
  EXPECT_THAT(pdu.faults(), ElementsAre(Fault::kPartLimit));
  EXPECT_EQ(mms::parts(pdu.view).size(), 4u);
  EXPECT_EQ(test::tape_defect(pdu.tape), "");
}

TEST(Limits, ElementsEndInAFaultAtAnyNumber) {
  const Octets octets = test::from_hex(
      "8C 84 98 31 00 89 03 80 61 00 88 05 81 03 01 51 80 84 A3 01 08 01 83 AE 05 81 86 61 2E 00 "
      "21");
  const std::size_t all = Decoded(octets).tape.elements().size();
  for (std::uint32_t limit = 16; limit < all; ++limit) {
    const Decoded pdu(octets, {.limits = {.elements = limit}});
    EXPECT_THAT(pdu.faults(), Contains(Fault::kElementLimit)) << limit;
    EXPECT_LE(pdu.tape.elements().size(), limit);
    EXPECT_EQ(test::tape_defect(pdu.tape), "") << limit;
  }
}

// An allocator that gives so many blocks and then no more.
struct Rationed {
  static void* allocate(void* self, std::size_t size) {
    auto* rationed = static_cast<Rationed*>(self);
    return rationed->left-- > 0 ? rationed->arena.allocator().allocate(&rationed->arena, size)
                                : nullptr;
  }
  wsp::Arena arena;
  int left;
};

TEST(Limits, MemoryThatRunsOutLeavesAWholeTape) {
  Octets octets = {0x8C, 0x80};
  for (int i = 0; i < 200; ++i) append(octets, {0x97, 0x61, 0x00});
  for (int blocks = 1; blocks < 5; ++blocks) {
    Rationed memory{{}, blocks};
    const wsp::Tape tape = mms::decode(octets, {Rationed::allocate, &memory});
    EXPECT_EQ(test::tape_defect(tape), "") << blocks;
  }
  Rationed nothing{{}, 0};
  const wsp::Tape tape = mms::decode(octets, {Rationed::allocate, &nothing});
  EXPECT_TRUE(tape.elements().empty());
  const mms::PduView view(tape);
  EXPECT_EQ(view.type_name(), "none");
  EXPECT_EQ(view.value(mms::number::kTo), nullptr);
  EXPECT_TRUE(mms::parts(view).empty());
}

}  // namespace
}  // namespace mm1
