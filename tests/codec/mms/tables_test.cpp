// The tables against the specification's registry and matrix (E12 §6, §7.3).
#include <gtest/gtest.h>

#include <map>
#include <set>
#include <sstream>

#include "mm1/mms/fields.h"
#include "mm1/mms/pdus.h"

namespace mm1::mms {
namespace {

TEST(FieldTable, HasAllAssignedNumbersOnce) {
  std::set<std::string_view> keys;
  for (const FieldRow& row : field_table()) {
    EXPECT_EQ(field(row.number), &row);
    EXPECT_EQ(field(static_cast<std::uint8_t>(0x80 | row.number)), &row);
    EXPECT_EQ(field_named(row.name), &row);
    EXPECT_TRUE(keys.insert(row.key).second) << row.key;
    EXPECT_FALSE(row.meaning.empty());
  }
  EXPECT_EQ(field_table().size(), 63u);
  EXPECT_EQ(field(0x40), nullptr);
  EXPECT_EQ(field(0x80), nullptr);
  EXPECT_EQ(field_named("x-mms-transaction-ID"), field(0x98));
  EXPECT_EQ(field_named("X-Mms-Read-Reply"), nullptr);
}

TEST(FieldTable, NamesFieldsAndKeysAsTheSpecificationDoes) {
  const std::map<int, std::pair<std::string_view, std::string_view>> expected = {
      {0x01, {"Bcc", "bcc"}},
      {0x03, {"X-Mms-Content-Location", "content_location"}},
      {0x04, {"Content-Type", "content_type"}},
      {0x0B, {"Message-ID", "message_id"}},
      {0x0D, {"X-Mms-MMS-Version", "mms_version"}},
      {0x18, {"X-Mms-Transaction-Id", "transaction_id"}},
      {0x23, {"X-Mms-MM-State", "mm_state"}},
      {0x2A, {"X-Mms-Mbox-Totals", "mbox_totals"}},
      {0x2E, {"Content", "content"}},
      {0x30, {"Additional-headers", "additional_headers"}},
      {0x37, {"X-Mms-Applic-ID", "applic_id"}},
      {0x3F, {"X-Mms-Cancel-Status", "cancel_status"}}};
  for (const auto& [number, names] : expected) {
    EXPECT_EQ(field(static_cast<std::uint8_t>(number))->name, names.first);
    EXPECT_EQ(field(static_cast<std::uint8_t>(number))->key, names.second);
  }
}

TEST(FieldTable, GrowsWithTheVersions) {
  std::map<Version, int> count;
  for (const FieldRow& row : field_table()) ++count[row.since];
  EXPECT_EQ(count[Version::k10], 0x18);
  EXPECT_EQ(count[Version::k11], 0x21 - 0x18);
  EXPECT_EQ(count[Version::k12], 0x33 - 0x21);
  EXPECT_EQ(count[Version::k13], 0x3F - 0x33);
}

TEST(FieldTable, NamesTheValues) {
  EXPECT_EQ(value_name(*field(number::kResponseStatus), 0xE7),
            "Error-permanent-reply-charging-request-not-accepted");
  EXPECT_EQ(value_name(*field(number::kRetrieveStatus), 0xC2), "Error-transient-network-problem");
  EXPECT_EQ(value_name(*field(number::kStatus), 0x87), "Unreachable");
  EXPECT_EQ(value_name(*field(number::kStatus), 0x88), "");
  EXPECT_EQ(value_name(*field(number::kSubject), 0x80), "");
}

// The matrix of the specification, a row for each field: M mandatory, O optional, C conditional,
// R recipient, small letters where the field may repeat, . absent.
constexpr const char* kMatrix = R"(
01 r........r.........o....
02 r...o....r.........o....
03 .OM......MOMCoo.OmcCmc..
04 M...M.........MM...O....
05 O...M.MOMO.........O....
06 C.O.O....O.........O....
07 O........O.........O....
08 O.M......O.........O....
09 M.O.O..MMM.........O....
0A O.M.O..............O....
0B .C..C.MMM.C........C....
0C MMMMMMMMMMMMMMMMMMMMMMMM
0D MMMMMMMMMMMMMMMMMMM.MMMM
0E ..M................O....
0F O.O.O..............O....
10 C...O....O.........O....
11 ...O.O...O..............
12 .M........M...M...m..m..
13 .O........O...O...o..o..
14 O.......................
15 ...M..M.................
16 O.O.O..............O....
17 r...o.MMMr.........o....
18 MMMMCM...MMMMMMMMMM.MMMM
19 ....O...................
1A ....O...................
1B .......MM...............
1C O.O.O....O.........O....
1D O.O.O....O.........O....
1E O.O.O..............O....
1F O.O.O....O.........O....
20 ....o..............o....
21 ....o..............o....
22 O........O..............
23 O...O....O.O.ooO...C....
24 O...o....o.o.ooo...o....
25 .O........O.M...M.......
26 .O........O.O...O.......
27 ..O.....................
28 .............oo.........
29 .............O..........
2A ..............C.........
2B .............O..........
2C ..............c.........
2D ..............O.........
2F .............OO.........
31 ..O.O...................
32 ..O.....................
33 .............OO.........
34 ..O.....................
35 ..O.....................
36 ......O.................
37 O.O.O.OOO...............
38 O.O.O.OOO...............
39 O.O.O.OOO...............
3A O.O.O...................
3B O.O.O...................
3C O.......................
3D ..O.O...................
3E ......................M.
3F .......................O
)";

char cell_letter(const PduRow& row, std::uint8_t number) {
  const PduField* cell = pdu_field(row, number);
  if (cell == nullptr) return '.';
  const auto letter = static_cast<char>("MOCR"[static_cast<int>(cell->presence)]);
  return cell->repeatable ? static_cast<char>(letter - 'A' + 'a') : letter;
}

TEST(PduTable, IsTheMatrixOfTheSpecification) {
  ASSERT_EQ(pdu_table().size(), 24u);
  std::istringstream matrix(kMatrix);
  int number = 0;
  std::string expected;
  std::size_t cells = 0;
  while (matrix >> std::hex >> number >> expected) {
    std::string row;
    for (const PduRow& type : pdu_table()) {
      row += cell_letter(type, static_cast<std::uint8_t>(number));
    }
    EXPECT_EQ(row, expected) << field(static_cast<std::uint8_t>(number))->name;
    cells += row.size() - static_cast<std::size_t>(std::count(row.begin(), row.end(), '.'));
  }
  std::size_t in_table = 0;
  for (const PduRow& type : pdu_table()) in_table += type.fields.size();
  EXPECT_EQ(cells, in_table);
}

TEST(PduTable, NamesTypesBodiesAndSenders) {
  EXPECT_EQ(pdu(0x80)->name, "m-send-req");
  EXPECT_EQ(pdu(0x97)->name, "m-cancel-conf");
  EXPECT_EQ(pdu(0x98), nullptr);
  EXPECT_EQ(pdu(0x00), nullptr);
  EXPECT_EQ(pdu(0x84)->body, Body::kRequired);
  EXPECT_EQ(pdu(0x8E)->body, Body::kOptional);
  EXPECT_EQ(pdu(0x89)->body, Body::kNone);
  EXPECT_EQ(pdu(0x82)->sender, Sender::kRelay);
  EXPECT_EQ(pdu(0x97)->sender, Sender::kClient);
  for (const PduRow& row : pdu_table()) {
    EXPECT_EQ(row.counted_fields, row.name.ends_with("delete-conf")) << row.name;
    for (const PduField& cell : row.fields) EXPECT_GE(cell.since, row.since) << row.name;
  }
}

TEST(PduTable, SaysWhenAnOlderPduGotAField) {
  EXPECT_EQ(pdu_field(*pdu(0x82), number::kPriority)->since, Version::k12);
  EXPECT_EQ(pdu_field(*pdu(0x82), number::kDeliveryReport)->since, Version::k11);
  EXPECT_EQ(pdu_field(*pdu(0x89), number::kReplyCharging)->since, Version::k13);
  EXPECT_EQ(pdu_field(*pdu(0x81), number::kContentLocation)->since, Version::k12);
  EXPECT_EQ(pdu_field(*pdu(0x80), number::kTo)->since, Version::k10);
}

TEST(PduTable, GivesARowsFieldsAsSets) {
  const FieldSet head = field_bit(number::kMessageType) | field_bit(number::kTransactionId) |
                        field_bit(number::kMmsVersion);
  const PduRow& acknowledgement = *pdu(0x85);
  EXPECT_EQ(mandatory_fields(acknowledgement), head);
  EXPECT_EQ(fields_of(acknowledgement), head | field_bit(number::kReportAllowed));
}

}  // namespace
}  // namespace mm1::mms
