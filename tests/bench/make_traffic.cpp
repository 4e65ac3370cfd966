// Makes a large capture to measure with: many interleaved connections, a tenth of the octets MM1 in
// `mixed`, nearly all of them in `mm1`. The same arguments give the same octets.
// usage: make_traffic mixed|mm1 MEGABYTES FILE
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <string>
#include <string_view>

#include "mm1/mms/encode.h"
#include "support/capture_builder.h"
#include "support/http.h"
#include "support/wsp_layers.h"

namespace {

using mm1::test::Buffer;
using mm1::test::CaptureBuilder;
using mm1::test::Endpoint;
using mm1::test::TcpConnection;
namespace mms = mm1::mms;
namespace number = mm1::mms::number;

constexpr char kMmsType[] = "application/vnd.wap.mms-message";

class Traffic {
 public:
  explicit Traffic(bool mixed) : mixed_(mixed) {}

  /// Some seconds of traffic that begin `start_ns` behind the capture's start, in order of time.
  std::vector<mm1::test::Packet> slice(std::int64_t start_ns) {
    std::vector<mm1::test::Packet> packets;
    for (int i = 0; i < 60; ++i) {
      CaptureBuilder conversation;
      if (mixed_ && random_() % 10 != 0) {
        noise(conversation);
      } else {
        message(conversation);
      }
      const auto shift = start_ns + static_cast<std::int64_t>(random_() % 2'000'000'000);
      for (mm1::test::Packet& packet : conversation.packets()) {
        packet.time_ns += shift;
        packets.push_back(std::move(packet));
      }
    }
    std::stable_sort(packets.begin(), packets.end(),
                     [](const auto& a, const auto& b) { return a.time_ns < b.time_ns; });
    return packets;
  }

 private:
  Endpoint client() {
    ++clients_;
    return {"10." + std::to_string(clients_ >> 16 & 0x7F) + "." +
                std::to_string(clients_ >> 8 & 0xFF) + "." + std::to_string(clients_ & 0xFF),
            static_cast<std::uint16_t>(1024 + random_() % 60000)};
  }

  Buffer filler(std::size_t size) {
    Buffer octets(size);
    for (auto& octet : octets) octet = static_cast<std::uint8_t>(random_());
    return octets;
  }

  /// Send, notification, retrieval and its answer.
  void message(CaptureBuilder& capture) {
    const std::string id = std::to_string(++messages_);
    const std::string uri = "http://mmsc.example.com/m/" + id;
    const Endpoint relay{"192.0.2.1", 80};
    const Endpoint phone = client();
    const mm1::wsp::Part part =
        mm1::wsp::Part("image/jpeg", filler(5000 + random_() % 60000)).content_id("a");
    const auto body = std::span(&part, 1);
    const mm1::wsp::MediaType mixed("application/vnd.wap.multipart.mixed");

    mms::PduBuilder send(mms::PduType::kSendReq, mms::Version::k12);
    send.add(number::kTransactionId, "T" + id)
        .add(number::kFrom, mms::InsertAddress{})
        .add(number::kTo, "+15551230001/TYPE=PLMN")
        .add(number::kSubject, "holiday " + id)
        .content(mixed, body);
    mms::PduBuilder confirmed(mms::PduType::kSendConf, mms::Version::k12);
    confirmed.add(number::kTransactionId, "T" + id)
        .add(number::kResponseStatus, "Ok")
        .add(number::kMessageId, id + "@mmsc.example.com");
    TcpConnection submission(capture, phone, relay);
    submission.from_client(mm1::test::http_request(
        "POST", "/mms", {{"Host", "mmsc.example.com"}, {"Content-Type", kMmsType}}, send.encode(),
        mm1::test::Framing::kContentLength));
    submission.from_server(
        mm1::test::http_response(200, {{"Content-Type", kMmsType}}, confirmed.encode()));
    submission.close();

    const Endpoint recipient = client();
    mms::PduBuilder notification(mms::PduType::kNotificationInd, mms::Version::k12);
    notification.add(number::kTransactionId, "N" + id)
        .add(number::kFrom, "+15551230002/TYPE=PLMN")
        .add(number::kMessageClass, "Personal")
        .add(number::kMessageSize, 40000)
        .add(number::kExpiry, mms::Relative{86400})
        .add(number::kContentLocation, uri);
    capture.udp({"192.0.2.2", 9200}, {recipient.address, 2948},
                mm1::test::connectionless(
                    1, mm1::test::wsp_push(mm1::test::kMmsPushHeaders, notification.encode())));
    mms::PduBuilder retrieved(mms::PduType::kRetrieveConf, mms::Version::k12);
    retrieved.add(number::kTransactionId, "N" + id)
        .add(number::kMessageId, id + "@mmsc.example.com")
        .add(number::kDate, 1'767'607'200)
        .add(number::kFrom, "+15551230002/TYPE=PLMN")
        .content(mixed, body);
    mms::PduBuilder answer(mms::PduType::kNotifyRespInd, mms::Version::k12);
    answer.add(number::kTransactionId, "N" + id).add(number::kStatus, "Retrieved");
    TcpConnection retrieval(capture, recipient, relay);
    retrieval.from_client(
        mm1::test::http_request("GET", "/m/" + id, {{"Host", "mmsc.example.com"}}));
    retrieval.from_server(
        mm1::test::http_response(200, {{"Content-Type", kMmsType}}, retrieved.encode()));
    retrieval.from_client(mm1::test::http_request(
        "POST", "/mms", {{"Host", "mmsc.example.com"}, {"Content-Type", kMmsType}}, answer.encode(),
        mm1::test::Framing::kContentLength));
    retrieval.from_server(mm1::test::http_response(204, {}, {}, mm1::test::Framing::kNoBody));
    retrieval.close();
  }

  /// What else a tap sees: web pages on the same ports, TLS, name service, media over UDP.
  void noise(CaptureBuilder& capture) {
    const Endpoint phone = client();
    switch (random_() % 4) {
      case 0: {
        TcpConnection web(capture, phone, {"198.51.100.7", 80});
        for (std::uint64_t i = 0; i < 1 + random_() % 6; ++i) {
          web.from_client(mm1::test::http_request("GET", "/p" + std::to_string(i),
                                                  {{"Host", "www.example.net"}}));
          web.from_server(mm1::test::http_response(200, {{"Content-Type", "image/png"}},
                                                   filler(500 + random_() % 40000)));
        }
        web.close();
        break;
      }
      case 1: {
        TcpConnection tls(capture, phone, {"198.51.100.8", 443});
        Buffer hello = filler(300);
        hello[0] = 0x16;
        hello[1] = 0x03;
        hello[2] = 0x01;
        tls.from_client(hello);
        tls.from_server(filler(4000 + random_() % 60000));
        tls.close();
        break;
      }
      case 2:
        capture.udp(phone, {"198.51.100.53", 53}, filler(40));
        capture.udp({"198.51.100.53", 53}, phone, filler(120));
        break;
      default:
        for (int i = 0; i < 60; ++i) capture.udp(phone, {"198.51.100.9", 40000}, filler(172));
    }
  }

  bool mixed_;
  std::mt19937_64 random_{1};
  std::uint32_t clients_ = 0;
  std::uint64_t messages_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
  const std::string_view kind = argc == 4 ? argv[1] : "";
  if (kind != "mixed" && kind != "mm1") {
    std::fprintf(stderr, "usage: make_traffic mixed|mm1 MEGABYTES FILE\n");
    return 2;
  }
  const std::uint64_t limit = std::strtoull(argv[2], nullptr, 10) * 1'000'000;
  std::FILE* file = std::fopen(argv[3], "wb");
  if (file == nullptr) {
    std::perror(argv[3]);
    return 3;
  }
  constexpr std::size_t kFileHeader = 24;
  Traffic traffic(kind == "mixed");
  std::uint64_t written = 0;
  for (std::int64_t second = 0; written < limit; ++second) {
    const Buffer octets = mm1::test::pcap(traffic.slice(second * 1'000'000'000));
    const std::size_t skipped = written == 0 ? 0 : kFileHeader;
    written += std::fwrite(octets.data() + skipped, 1, octets.size() - skipped, file);
  }
  return std::fclose(file) == 0 ? 0 : 3;
}
