// Short messages over SMPP, made by hand.
#pragma once

#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "recorder.h"
#include "support/smpp.h"

namespace mm1::bearer::test {

using mm1::test::from_hex;
using mm1::test::OctetWriter;

inline const Buffer kPdu = from_hex("8C 82 98 4E 31 00 8D 92");
inline const std::string kPushed = "pdu push-sms 10.0.0.1->358501234567 [8C 82 98 4E 31 00 8D 92]";

inline Buffer push_of(const Buffer& pdu) {
  Buffer push = from_hex("01 06 03 BE AF 84");
  push.insert(push.end(), pdu.begin(), pdu.end());
  return push;
}

inline Buffer long_pdu() {
  Buffer pdu = kPdu;
  for (int i = 0; i < 500; ++i) pdu.push_back(static_cast<std::uint8_t>(i * 13));
  return pdu;
}

struct Sm {
  std::uint32_t command = 4;
  std::uint8_t esm_class = 0x40;
  Buffer user_data = {};
  Buffer optional = {};
  std::string destination = "358501234567";
  std::string service_type = {};
};

/// A short message PDU by SMPP 3.4 §4.4.1, §4.7.1 (data_sm).
inline Buffer smpp(const Sm& sm) {
  OctetWriter body;
  body.c_string(sm.service_type).u8(0).u8(0).c_string("1111");
  body.u8(1).u8(1).c_string(sm.destination).u8(sm.esm_class);
  if (sm.command == 0x103) {
    body.u8(0).u8(4);
  } else {
    body.u8(0).u8(0).c_string("").c_string("").u8(0).u8(0).u8(4).u8(0);
    body.u8(sm.user_data.size()).octets(sm.user_data);
  }
  body.octets(sm.optional);
  OctetWriter pdu;
  pdu.u32(16 + body.size()).u32(sm.command).u32(0).u32(7).octets(body.written());
  return pdu.take();
}

inline Buffer with_header(std::string_view header, const Buffer& data) {
  Buffer user_data = from_hex(header);
  user_data.insert(user_data.end(), data.begin(), data.end());
  return user_data;
}

inline Buffer parameter(std::uint16_t tag, const Buffer& value) {
  return OctetWriter().u16(tag).u16(value.size()).octets(value).take();
}

inline Buffer joined(std::initializer_list<Buffer> parts) {
  Buffer all;
  for (const Buffer& part : parts) all.insert(all.end(), part.begin(), part.end());
  return all;
}

inline Buffer part(const Buffer& octets, std::size_t from, std::size_t count) {
  const auto begin = octets.begin() + static_cast<long>(from);
  return {begin, begin + static_cast<long>(std::min(count, octets.size() - from))};
}

inline const Buffer kBind = mm1::test::smpp_bind_transceiver(1, "esme");

/// A push in three short messages, their parts described by `element` for each number.
template <typename Describe>
std::vector<Buffer> in_three(const Buffer& push, Describe&& describe) {
  std::vector<Buffer> messages;
  const std::size_t size = (push.size() + 2) / 3;
  for (std::size_t i = 0; i < 3; ++i) {
    messages.push_back(describe(static_cast<std::uint8_t>(i + 1), part(push, i * size, size)));
  }
  return messages;
}

}  // namespace mm1::bearer::test
