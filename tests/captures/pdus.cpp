#include "captures/pdus.h"

#include <utility>

#include "captures/media.h"

namespace mm1::samples {
namespace {

using mms::InsertAddress;
using wsp::MediaType;
using wsp::Part;

constexpr std::uint64_t kThreeDays = 3 * 86400;
constexpr std::uint64_t kSomeSeconds = 20;  // from the sending of a message to its handling

const char* yes_or_no(bool yes) { return yes ? "Yes" : "No"; }

}  // namespace

MultimediaMessage slide_message(const std::string& id, const std::string& uri,
                                const std::string& text, std::size_t picture_padding) {
  const auto text_type =
      MediaType("text/plain").with("Charset", std::uint64_t{kUtf8}).with("Name", "hello.txt");
  const std::vector<Part> parts = {
      Part(MediaType("application/smil"), smil("picture.jpg", "hello.txt")).content_id("smil"),
      Part("image/jpeg", jpeg(picture_padding))
          .content_id("picture")
          .content_location("picture.jpg"),
      Part(text_type, text).content_id("hello").content_location("hello.txt")};
  return {.id = id,
          .uri = uri,
          .subject = {"Hello", 0},
          .type = MediaType("application/vnd.wap.multipart.related")
                      .with("Type", "application/smil")
                      .with("Start", "<smil>"),
          .body = wsp::multipart(parts)};
}

MultimediaMessage text_message(const std::string& id, const std::string& uri,
                               const std::string& text) {
  const std::vector<Part> parts = {
      Part(MediaType("text/plain").with("Charset", std::uint64_t{kUtf8}), text)
          .content_location("text.txt")};
  return {.id = id,
          .uri = uri,
          .subject = {"A line", 0},
          .type = "application/vnd.wap.multipart.mixed",
          .body = wsp::multipart(parts)};
}

PduBuilder send_req(const MultimediaMessage& mm, const std::string& tid) {
  return PduBuilder(PduType::kSendReq, Version::k12)
      .add(field::kTransactionId, tid)
      .add(field::kDate, mm.date)
      .add(field::kFrom, InsertAddress{})
      .add(field::kTo, mm.to)
      .add(field::kSubject, mm.subject)
      .add(field::kMessageClass, "Personal")
      .add(field::kDeliveryReport, yes_or_no(mm.delivery_report))
      .add(field::kReadReport, yes_or_no(mm.read_report))
      .content(mm.type, mm.body);
}

PduBuilder send_conf(const MultimediaMessage& mm, const std::string& tid) {
  return PduBuilder(PduType::kSendConf, Version::k12)
      .add(field::kTransactionId, tid)
      .add(field::kResponseStatus, "Ok")
      .add(field::kMessageId, mm.id);
}

PduBuilder send_refused(const std::string& tid, const std::string& status,
                        const std::string& text) {
  return PduBuilder(PduType::kSendConf, Version::k12)
      .add(field::kTransactionId, tid)
      .add(field::kResponseStatus, status)
      .add(field::kResponseText, text);
}

PduBuilder notification_ind(const MultimediaMessage& mm, const std::string& tid) {
  return PduBuilder(PduType::kNotificationInd, Version::k12)
      .add(field::kTransactionId, tid)
      .add(field::kFrom, mm.from)
      .add(field::kSubject, mm.subject)
      .add(field::kDeliveryReport, yes_or_no(mm.delivery_report))
      .add(field::kMessageClass, "Personal")
      .add(field::kMessageSize, mm.body.size())
      .add(field::kExpiry, mms::Relative{kThreeDays})
      .add(field::kContentLocation, mm.uri);
}

PduBuilder notifyresp_ind(const std::string& tid, const std::string& status) {
  return PduBuilder(PduType::kNotifyRespInd, Version::k12)
      .add(field::kTransactionId, tid)
      .add(field::kStatus, status);
}

PduBuilder retrieve_conf(const MultimediaMessage& mm, const std::string& tid) {
  auto pdu = PduBuilder(PduType::kRetrieveConf, Version::k12)
                 .add(field::kMessageId, mm.id)
                 .add(field::kDate, mm.date)
                 .add(field::kFrom, mm.from)
                 .add(field::kTo, mm.to)
                 .add(field::kSubject, mm.subject)
                 .add(field::kMessageClass, "Personal")
                 .add(field::kPriority, "Normal")
                 .add(field::kDeliveryReport, yes_or_no(mm.delivery_report))
                 .add(field::kReadReport, yes_or_no(mm.read_report))
                 .content(mm.type, mm.body);
  if (!tid.empty()) pdu.add(field::kTransactionId, tid);
  return pdu;
}

PduBuilder retrieve_failed(const std::string& tid, const std::string& status,
                           const std::string& text) {
  const std::vector<Part> parts = {Part("text/plain", text)};
  return PduBuilder(PduType::kRetrieveConf, Version::k12)
      .add(field::kTransactionId, tid)
      .add(field::kDate, std::uint64_t{1'767'607'200})
      .add(field::kRetrieveStatus, status)
      .add(field::kRetrieveText, text)
      .content("application/vnd.wap.multipart.mixed", parts);
}

PduBuilder acknowledge_ind(const std::string& tid) {
  return PduBuilder(PduType::kAcknowledgeInd, Version::k12).add(field::kTransactionId, tid);
}

PduBuilder delivery_ind(const MultimediaMessage& mm, const std::string& status) {
  return PduBuilder(PduType::kDeliveryInd, Version::k12)
      .add(field::kMessageId, mm.id)
      .add(field::kTo, mm.to)
      .add(field::kDate, mm.date + kSomeSeconds)
      .add(field::kStatus, status);
}

PduBuilder read_rec_ind(const MultimediaMessage& mm, const std::string& status) {
  return PduBuilder(PduType::kReadRecInd, Version::k12)
      .add(field::kMessageId, mm.id)
      .add(field::kTo, mm.from)
      .add(field::kFrom, InsertAddress{})
      .add(field::kDate, mm.date + 2 * kSomeSeconds)
      .add(field::kReadStatus, status);
}

PduBuilder read_orig_ind(const MultimediaMessage& mm, const std::string& status) {
  return PduBuilder(PduType::kReadOrigInd, Version::k12)
      .add(field::kMessageId, mm.id)
      .add(field::kTo, mm.from)
      .add(field::kFrom, mm.to)
      .add(field::kDate, mm.date + 2 * kSomeSeconds)
      .add(field::kReadStatus, status);
}

}  // namespace mm1::samples
