#include "support/cdma_sms.h"

#include <utility>

namespace mm1::test {
namespace {

/// Appends numbers of any width; the last octet is filled with zeros.
class BitWriter {
 public:
  BitWriter& bits(std::uint64_t number, unsigned width) {
    for (; width > 0; --width) {
      octet_ = octet_ << 1 | (number >> (width - 1) & 1);
      if (++used_ == 8) finish_octet();
    }
    return *this;
  }
  [[nodiscard]] Buffer take() {
    if (used_ != 0) bits(0, 8 - used_);
    return std::move(buffer_);
  }

 private:
  void finish_octet() {
    buffer_.push_back(static_cast<std::uint8_t>(octet_));
    octet_ = used_ = 0;
  }
  Buffer buffer_;
  unsigned octet_ = 0;
  unsigned used_ = 0;
};

void parameter(OctetWriter& writer, std::uint8_t identifier, const Buffer& value) {
  writer.u8(identifier).u8(value.size()).octets(value);
}

// §3.4.3.3: no digit mode, no number mode, then the digits; 0 is 1010.
Buffer address(const std::string& digits) {
  BitWriter writer;
  writer.bits(0, 2).bits(digits.size(), 8);
  for (const char digit : digits) {
    writer.bits(digit == '0' ? 10U : static_cast<unsigned>(digit - '0'), 4);
  }
  return writer.take();
}

Buffer message_identifier(std::uint16_t message_id) {
  constexpr unsigned kDeliver = 1;
  return BitWriter().bits(kDeliver, 4).bits(message_id, 16).bits(0, 4).take();
}

Buffer user_data(const Buffer& octets, int extra_fields) {
  constexpr unsigned kOctets = 0;
  BitWriter writer;
  const auto count = static_cast<std::uint64_t>(static_cast<int>(octets.size()) + extra_fields);
  writer.bits(kOctets, 5).bits(count, 8);
  for (const std::uint8_t octet : octets) writer.bits(octet, 8);
  return writer.take();
}

}  // namespace

Buffer cdma_message(const CdmaSms& sms) {
  OctetWriter bearer_data;
  parameter(bearer_data, 0x00, message_identifier(sms.message_id));
  parameter(bearer_data, 0x01, user_data(sms.user_data, sms.extra_fields));
  OctetWriter message;
  message.u8(0);  // point-to-point
  parameter(message, 0x00, OctetWriter().u16(sms.teleservice).take());
  parameter(message, 0x02, address(sms.source));
  parameter(message, 0x08, bearer_data.take());
  return message.take();
}

Buffer sip_message(const std::string& user, Octets cdma_message) {
  OctetWriter writer;
  writer.text("MESSAGE sip:" + user + "@ims.example.com;user=phone SIP/2.0\r\n");
  writer.text("Via: SIP/2.0/UDP smsgw.ims.example.com;branch=z9hG4bK1\r\n");
  writer.text("From: <sip:smsgw.ims.example.com>;tag=1\r\n");
  writer.text("To: <sip:" + user + "@ims.example.com>\r\n");
  writer.text("Call-ID: 1@smsgw.ims.example.com\r\nCSeq: 1 MESSAGE\r\n");
  writer.text("Content-Type: application/vnd.3gpp2.sms\r\nContent-Length: ");
  writer.text(std::to_string(cdma_message.size()) + "\r\n\r\n").octets(cdma_message);
  return writer.take();
}

}  // namespace mm1::test
