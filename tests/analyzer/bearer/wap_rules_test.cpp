// Rules TRN-WSP, TRN-WTP and TRN-PSH: each with a capture whose packets break it and with the
// nearest that do not. Octets by WAP-224 §8, WAP-230 §8.2 and WAP-251 §5.
#include <algorithm>
#include <map>
#include <utility>

#include "capture_bench.h"
#include "support/wsp_layers.h"

namespace mm1::bearer::test {
namespace {

using mm1::test::connectionless;
using mm1::test::from_hex;
using mm1::test::Trailer;
using mm1::test::wsp_get;
using mm1::test::wsp_post;
using mm1::test::wsp_push;
using mm1::test::wsp_reply;
using mm1::test::wtp_ack;
using mm1::test::wtp_group_ack;
using mm1::test::wtp_invoke;
using mm1::test::wtp_result;
using mm1::test::wtp_segmented_invoke;
using mm1::test::WtpSide;

const net::Endpoint kClient{ipv4(1), 49000};
const net::Endpoint kGateway{ipv4(3), 9201};
const net::Endpoint kDatagrams{ipv4(3), 9200};
const net::Endpoint kPushPort{ipv4(1), 2948};
const net::Endpoint kSecurePushPort{ipv4(1), 2949};

struct Sent {
  net::Endpoint from;
  net::Endpoint to;
  Buffer octets;
};

Sent up(Buffer octets) { return {kClient, kGateway, std::move(octets)}; }
Sent down(Buffer octets) { return {kGateway, kClient, std::move(octets)}; }
Sent up(std::string_view hex) { return up(from_hex(hex)); }
Sent down(std::string_view hex) { return down(from_hex(hex)); }
Sent cl_up(Buffer octets) { return {kClient, kDatagrams, std::move(octets)}; }
Sent cl_down(Buffer octets) { return {kDatagrams, kClient, std::move(octets)}; }
Sent pushed(Buffer octets) { return {kDatagrams, kPushPort, std::move(octets)}; }
Sent pushed(std::string_view hex) { return pushed(from_hex(hex)); }

const Buffer kSend = from_hex("8C 80 98 41 00 8D 92");
const Buffer kConf = from_hex("8C 81 98 41 00 8D 92");
const Buffer kNotification = from_hex("8C 82 98 41 00 8D 92");
// Content-Type and Encoding-Version 1.3.
const Buffer kHeaders = from_hex("BE C3 93");
const Buffer kPost = wsp_post("http://mmsc/", kHeaders, kSend);
const Buffer kReply = wsp_reply(0x20, kHeaders, kConf);

Buffer joined(Buffer first, const Buffer& second) {
  first.insert(first.end(), second.begin(), second.end());
  return first;
}
Buffer joined(std::string_view hex, const Buffer& second) { return joined(from_hex(hex), second); }

/// Packets between the two ends and the answer that ends the transaction.
std::vector<Sent> answered(std::vector<Sent> packets) {
  packets.push_back(down(wtp_result(0x10, kReply)));
  packets.push_back(up(wtp_ack(0x10, WtpSide::kInitiator)));
  return packets;
}

/// A method that shows the two ends to carry MM1, then other packets.
std::vector<Sent> after_mm1(std::vector<Sent> packets) {
  std::vector<Sent> all = answered({up(wtp_invoke(0x10, 2, kPost))});
  all.insert(all.end(), packets.begin(), packets.end());
  return all;
}

/// m-send-req with a multipart of one part of 300 octets (82 2C).
Buffer long_post() {
  Buffer pdu = from_hex("8C 80 98 41 00 8D 92 89 01 81 97 2B 31 00 84 A3 01 01 82 2C 83");
  pdu.resize(pdu.size() + 300, 'x');
  return wsp_post("http://mmsc/", kHeaders, pdu);
}

Buffer piece(std::size_t index, std::size_t count) {
  const Buffer post = long_post();
  const std::size_t size = (post.size() + count - 1) / count;
  const std::size_t begin = index * size;
  return {post.begin() + static_cast<long>(begin),
          post.begin() + static_cast<long>(std::min(begin + size, post.size()))};
}

Sent first(std::size_t count, Trailer trailer = Trailer::kMiddle) {
  return up(wtp_invoke(0x10, 2, piece(0, count), trailer));
}
Sent segment(std::size_t index, std::size_t count, Trailer trailer = Trailer::kMiddle) {
  return up(
      wtp_segmented_invoke(0x10, static_cast<std::uint8_t>(index), piece(index, count), trailer));
}
Sent numbered(std::uint8_t psn, std::size_t index, std::size_t count, Trailer trailer) {
  return up(wtp_segmented_invoke(0x10, psn, piece(index, count), trailer));
}
Sent group_ack(std::uint8_t psn) { return down(wtp_group_ack(0x10, WtpSide::kResponder, psn)); }

std::vector<Sent> two_groups(std::vector<Sent> between) {
  std::vector<Sent> packets = {first(3), segment(1, 3, Trailer::kLastOfGroup)};
  packets.insert(packets.end(), between.begin(), between.end());
  packets.push_back(segment(2, 3, Trailer::kLastOfMessage));
  return answered(std::move(packets));
}

std::vector<Sent> repeated(int times) {
  std::vector<Sent> packets = {up(wtp_invoke(0x10, 2, kPost))};
  for (int i = 0; i < times; ++i) {
    packets.push_back(up(wtp_invoke(0x10, 2, kPost, Trailer::kNoSar, true)));
  }
  return answered(std::move(packets));
}

Sent notified(std::string_view id) {
  return pushed(connectionless(1, wsp_push(joined("BE", from_hex(id)), kNotification)));
}
Sent notified_as(const std::string& id) {
  Buffer headers = from_hex("BE AF");
  headers.insert(headers.end(), id.begin(), id.end());
  headers.push_back(0);
  return pushed(connectionless(1, wsp_push(headers, kNotification)));
}

Buffer push_pdu() { return wsp_push(from_hex("BE AF 84"), kNotification); }

struct Case {
  std::string rule;
  std::vector<Sent> trips;
  std::vector<Sent> near_miss;
};

std::vector<Case> wsp_cases() {
  const Buffer get = connectionless(1, wsp_post("http://mmsc/", kHeaders, kSend));
  return {
      {"TRN-WSP-001", {pushed(push_pdu())}, {pushed(connectionless(1, push_pdu()))}},
      {"TRN-WSP-001",
       {up(wtp_invoke(0x10, 2, connectionless(1, kPost)))},
       {up(wtp_invoke(0x10, 2, kPost))}},
      {"TRN-WSP-002", {pushed("01 06 64 BE AF 84 8C 82")}, {pushed("01 06 03 BE AF 84 8C 82")}},
      {"TRN-WSP-002", after_mm1({up(joined("0E 00 11 02", from_hex("60 64 00 68 74")))}),
       after_mm1({up(joined("0E 00 11 02", from_hex("60 02 01 68 74 83")))})},
      {"TRN-WSP-002",  // 2^32 + 2
       after_mm1({up(joined("0E 00 11 02", from_hex("60 90 80 80 80 02 01 68 74 83")))}),
       after_mm1({up(joined("0E 00 11 02", from_hex("60 80 80 80 80 02 01 68 74 83")))})},
      {"TRN-WSP-003",
       answered({up(wtp_invoke(0x10, 2, wsp_post({"http://mmsc/\0", 13}, kHeaders, kSend)))}),
       answered({up(wtp_invoke(0x10, 2, kPost))})},
      {"TRN-WSP-004", {pushed("01 0A")}, {pushed("01 09 00")}},
      {"TRN-WSP-005",
       {up(wtp_invoke(0x10, 2, kPost)), down(wtp_result(0x10, wsp_reply(0x27, kHeaders, kConf)))},
       {up(wtp_invoke(0x10, 2, kPost)), down(wtp_result(0x10, wsp_reply(0x26, kHeaders, kConf)))}},
      {"TRN-WSP-006",
       {cl_up(connectionless(1, wsp_post("http://mmsc/", from_hex("BE"), kSend)))},
       {up(wtp_invoke(0x0F, 2, mm1::test::wsp_connect())),  // with C3 93
        up(wtp_invoke(0x10, 2, wsp_post("http://mmsc/", from_hex("BE"), kSend)))}},
      {"TRN-WSP-006",  // a session without it, found once
       {up(wtp_invoke(0x0F, 2, from_hex("01 10 00 00"))),
        up(wtp_invoke(0x10, 2, wsp_post("http://mmsc/", from_hex("BE"), kSend))),
        up(wtp_invoke(0x11, 2, wsp_post("http://mmsc/", from_hex("BE"), kSend)))},
       {up(wtp_invoke(0x10, 2, wsp_post("http://mmsc/", from_hex("BE"), kSend)))}},
      {"TRN-WSP-007",
       {up(wtp_invoke(0x10, 2, wsp_post("http://mmsc/", from_hex("BE C3 93 C5 81"), kSend)))},
       {up(wtp_invoke(0x10, 2, wsp_post("http://mmsc/", from_hex("BE C3 94 C5 81"), kSend)))}},
      {"TRN-WSP-008",
       {cl_up(get), cl_down(connectionless(2, kReply))},
       {cl_up(get), cl_down(connectionless(1, kReply))}},
      {"TRN-WSP-009",
       after_mm1({up(wtp_invoke(0x11, 2, from_hex("80 00 41")))}),
       {up(wtp_invoke(0x10, 2, kPost)), up(wtp_invoke(0x10, 2, from_hex("80 00 41")))}},
  };
}

std::vector<Case> wtp_cases() {
  std::vector<Sent> extended = {
      up(joined("88 00 10 02 12 07 02", piece(0, 2))),  // option NumGroups
      up(joined("AA 00 10 01 19 00", piece(1, 2)))};
  return {
      {"TRN-WTP-001", {up(wtp_invoke(0x10, 1, kPost))}, answered({up(wtp_invoke(0x10, 2, kPost))})},
      {"TRN-WTP-002", answered({up(joined("0E 00 10 42", kPost))}),
       answered({up(joined("0E 00 10 02", kPost))})},
      {"TRN-WTP-003", after_mm1({up("4E 00 11 02 40")}), after_mm1({down("38 80 11 00")})},
      {"TRN-WTP-004", answered({up(joined("0E 00 10 06", kPost))}),
       answered({up(joined("0E 00 10 12", kPost))})},
      {"TRN-WTP-005",
       {up(wtp_invoke(0x10, 2, kPost)), down(joined("16 00 10", kReply))},
       {up(wtp_invoke(0x10, 2, kPost)), down(joined("16 80 10", kReply))}},
      {"TRN-WTP-006",
       answered({first(3), segment(1, 3), numbered(3, 2, 3, Trailer::kLastOfMessage)}),
       answered({first(4), segment(1, 4), segment(3, 4, Trailer::kLastOfMessage), segment(2, 4)})},
      {"TRN-WTP-007", two_groups({}), two_groups({group_ack(1)})},
      {"TRN-WTP-008", answered({up(wtp_invoke(0x10, 2, kPost)), up(wtp_invoke(0x10, 2, kPost))}),
       repeated(1)},
      {"TRN-WTP-009", two_groups({down(wtp_ack(0x10, WtpSide::kResponder))}),
       answered({up(wtp_invoke(0x10, 2, kPost)), down(wtp_ack(0x10, WtpSide::kResponder))})},
      {"TRN-WTP-009", two_groups({group_ack(0)}), two_groups({group_ack(1)})},
      {"TRN-WTP-010",
       {first(4), segment(1, 4), segment(3, 4, Trailer::kLastOfMessage)},
       {first(3), segment(1, 3), segment(2, 3, Trailer::kLastOfMessage)}},
      {"TRN-WTP-011", after_mm1({up("8E 00 11 02 0C 28 61 62 63")}),
       after_mm1({up("8E 00 11 02 0C 03 61 62 63 40 01 68")})},
      {"TRN-WTP-012", answered({up(joined("8E 00 10 02 49 00", kPost))}),
       answered({up(joined("8E 00 10 02 13 04 10 68", kPost))})},
      {"TRN-WTP-012", after_mm1({up("98 00 11 C8 C8 48")}), after_mm1({up("98 00 11 19 00")})},
      {"TRN-WTP-013", after_mm1({up("00 10 18 00 11")}), after_mm1({up("00 03 18 00 11")})},
      {"TRN-WTP-014",
       {up(wtp_invoke(0x10, 2, kPost)), down("20 80 10 09")},
       {up(wtp_invoke(0x10, 2, kPost)), down("18 80 10")}},
      {"TRN-WTP-015", repeated(12), repeated(3)},
      {"TRN-WTP-016",
       answered({first(2), down("38 80 10 05 01 02"), segment(1, 2, Trailer::kLastOfMessage)}),
       answered({first(2), down("38 80 10 00"), segment(1, 2, Trailer::kLastOfMessage)})},
      {"TRN-WTP-017", answered({first(2), up(joined("AA 00 10 01 19 00", piece(1, 2)))}),
       answered(extended)},
  };
}

std::vector<Case> push_cases() {
  const std::string mms = "x-wap-application:mms.ua";
  return {
      {"TRN-PSH-001", {notified("")}, {notified("AF 84")}},
      {"TRN-PSH-002", {notified("AF 82")}, {notified_as(mms)}},
      {"TRN-PSH-003",
       {cl_down(connectionless(1, push_pdu()))},
       {pushed(connectionless(1, push_pdu()))}},
      {"TRN-PSH-004",
       {pushed(
           connectionless(1, mm1::test::wsp_confirmed_push(from_hex("BE AF 84"), kNotification)))},
       {pushed(connectionless(1, push_pdu()))}},
      {"TRN-PSH-005",
       {down(wtp_invoke(0x10, 1, push_pdu()))},
       {down(wtp_invoke(0x10, 0, push_pdu()))}},
      {"TRN-PSH-006",
       {{kDatagrams, kSecurePushPort, connectionless(1, push_pdu())}},
       {{kDatagrams, kSecurePushPort, from_hex("C4 00 01 00 02 AA BB")}}},
      {"TRN-PSH-007",
       {notified_as(mms + ";app-encoding=2")},
       {notified_as(mms + ";app-encoding=4")}},
  };
}

std::vector<Case> cases() {
  std::vector<Case> all = wsp_cases();
  for (auto& more : {wtp_cases(), push_cases()}) all.insert(all.end(), more.begin(), more.end());
  return all;
}

/// The rules found in packets that come a second apart, less `closer`.
std::vector<std::string> rules_found(const std::vector<Sent>& packets, std::int64_t closer = 0) {
  CaptureBench bench;
  for (const Sent& packet : packets) {
    bench.udp(packet.from, packet.to, packet.octets).wait(-closer);
  }
  return bench.analyze().rules();
}

TEST(WapRules, ATripRaisesItsRuleAndNoOther) {
  for (const Case& c : cases()) {
    EXPECT_EQ(rules_found(c.trips), std::vector<std::string>{c.rule}) << c.rule;
  }
}

TEST(WapRules, ANearMissRaisesNothingOfItsRule) {
  for (const Case& c : cases()) {
    EXPECT_EQ(std::ranges::count(rules_found(c.near_miss), c.rule), 0) << c.rule;
  }
}

TEST(WapRules, EachRuleOfTheGroupsHasItsCases) {
  const std::vector<Case> all = cases();
  for (const rules::Rule& row : rules::kAllRules) {
    const std::string_view group = row.id.substr(0, 8);
    if (group != "TRN-WSP-" && group != "TRN-WTP-" && group != "TRN-PSH-") continue;
    EXPECT_TRUE(row.checked) << row.id;
    EXPECT_TRUE(std::ranges::any_of(all, [&](const Case& c) { return c.rule == row.id; }))
        << row.id;
  }
}

// What a browser does wrong is nobody's concern here.
TEST(WapRules, TrafficWithoutMm1RaisesNothing) {
  const Buffer page = wsp_reply(0x20, from_hex("94"), from_hex("7F E7 55"));
  EXPECT_TRUE(rules_found({up(wtp_invoke(0x10, 2, wsp_get("http://wap/"))),
                           up(wtp_invoke(0x10, 2, wsp_get("http://wap/"))),  // RID 0 again
                           up("4E 00 11 02 40"),                             // type 9
                           down(wtp_result(0x10, page)), down("20 80 10 09")})
                  .empty());
}

// A capture may lose any packet, and swap neighbours; the sender is not to blame.
TEST(WapRules, LostAndSwappedPacketsAreNobodysFault) {
  std::vector<Sent> packets = two_groups({group_ack(1)});
  const auto harmless = [](const std::vector<std::string>& rules) {
    return std::ranges::all_of(rules,
                               [](const std::string& rule) { return rule == "TRN-WTP-010"; });
  };
  for (std::size_t lost = 0; lost < packets.size(); ++lost) {
    CaptureBench bench;
    for (std::size_t i = 0; i < packets.size(); ++i) {
      if (i == lost) {
        bench.wait(kSecond);
      } else {
        bench.udp(packets[i].from, packets[i].to, packets[i].octets);
      }
    }
    EXPECT_TRUE(harmless(bench.analyze().rules())) << "lost " << lost;
  }
  for (std::size_t i = 0; i + 1 < packets.size(); ++i) {
    std::vector<Sent> swapped = packets;
    std::swap(swapped[i], swapped[i + 1]);
    // Within a second: packets further apart changed no places on the way.
    EXPECT_TRUE(rules_found(swapped, kSecond / 2).empty()) << "swapped " << i;
  }
}

}  // namespace
}  // namespace mm1::bearer::test
