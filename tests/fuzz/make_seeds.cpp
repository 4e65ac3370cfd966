// Writes the seeds of the fuzz targets: one minimal PDU of each type, made by hand, SMPP
// connections with pushes in short messages, HTTP connections of several forms, datagrams of WAP,
// and the beginnings of the sample captures and their packets. usage: make_seeds FOLDER
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>

#include "mm1/capture/reader.h"
#include "support/capture_file.h"
#include "support/hex.h"
#include "support/http.h"
#include "support/minimal_pdus.h"
#include "support/smpp.h"
#include "support/wsp_layers.h"

namespace {

using mm1::test::Buffer;

/// A turn of one direction, as fuzz_smpp.cpp and fuzz_http.cpp read it.
void add_turn(Buffer& seed, bool from_client, const Buffer& octets) {
  constexpr unsigned kFromServer = 0x80;
  seed.push_back(static_cast<std::uint8_t>((from_client ? 0 : kFromServer) | octets.size() >> 8));
  seed.push_back(static_cast<std::uint8_t>(octets.size()));
  seed.insert(seed.end(), octets.begin(), octets.end());
}

Buffer smpp_seed(const std::vector<Buffer>& user_data) {
  Buffer seed = {5, 7};  // how to cut
  std::uint32_t sequence = 1;
  for (const Buffer& data : user_data) {
    add_turn(seed, true, mm1::test::smpp_submit_sm(++sequence, {"1111", "3585", data}));
    add_turn(seed, false, mm1::test::smpp_submit_sm_resp(sequence, "m1"));
    add_turn(seed, false, mm1::test::smpp_deliver_sm(sequence, {"1111", "3585", data}));
  }
  return seed;
}

/// A notification of some length, pushed.
Buffer push() {
  Buffer octets = mm1::test::from_hex("01 06 03 BE AF 84 8C 82 98 4E 31 00 8D 92 83");
  octets.insert(octets.end(), 300, 'u');
  octets.push_back(0);
  return octets;
}

std::vector<Buffer> smpp_seeds() {
  using mm1::test::Reference;
  using mm1::test::sms_user_data;
  const Buffer whole = mm1::test::from_hex("01 06 03 BE AF 84 8C 82 98 4E 31 00 8D 92");
  Buffer wdp = mm1::test::from_hex("00 01 00 23 F0 0B 84");
  wdp.insert(wdp.end(), whole.begin(), whole.end());
  return {smpp_seed(sms_user_data(2948, 9200, whole)), smpp_seed(sms_user_data(2948, 9200, push())),
          smpp_seed(sms_user_data(2948, 9200, push(), 7, Reference::k8Bit)), smpp_seed({wdp})};
}

/// The file's first octets, and its first packets as fuzz_peel.cpp reads them.
void add_capture(const std::string& path, std::vector<Buffer>& seeds) {
  constexpr std::size_t kMaxSeed = 8192;
  constexpr std::size_t kPackets = 6;
  Buffer file = mm1::test::read_file(path);
  file.resize(std::min(file.size(), kMaxSeed));
  seeds.push_back(std::move(file));
  std::string problem;
  auto reader = mm1::capture::Reader::open(path, 0, problem);
  for (std::size_t i = 0; reader && i < kPackets; ++i) {
    const mm1::capture::Packet* packet = reader->next();
    if (packet == nullptr) return;
    Buffer seed = {0, 0, 0};  // the targets' first link type is Ethernet, as is that of most
    seed.insert(seed.end(), packet->octets.begin(), packet->octets.end());
    seeds.push_back(std::move(seed));
  }
}

std::vector<Buffer> capture_seeds() {
  std::vector<std::string> paths;
  for (const auto& entry : std::filesystem::directory_iterator(MM1_SOURCE_DIR "/captures")) {
    const std::string extension = entry.path().extension().string();
    if (extension == ".pcap" || extension == ".pcapng") paths.push_back(entry.path().string());
  }
  std::ranges::sort(paths);
  std::vector<Buffer> seeds;
  for (const std::string& path : paths) add_capture(path, seeds);
  return seeds;
}

/// A connection as fuzz_ip.cpp reads it: segments in order, then backwards, then fragments.
Buffer segments_seed() {
  Buffer seed;
  const auto add = [&](std::uint8_t kind, int position) {
    for (const int octet : {int{kind}, position >> 8, position, 100, 0, 16}) {
      seed.push_back(static_cast<std::uint8_t>(octet));
    }
  };
  for (int i = 0; i < 10; ++i) add(0x01, 100 * i);
  for (int i = 19; i >= 10; --i) add(0x01, 100 * i);
  for (int i = 0; i < 10; ++i) add(0x30, 100 * i);
  add(0x07, 2000);
  return seed;
}

/// Datagrams as fuzz_wtp.cpp reads them: a method in three segments with its answer, and a push.
Buffer wtp_seed() {
  using mm1::test::Trailer;
  constexpr std::uint8_t kFromGateway = 0x80, kPushPort = 0x03, kShortly = 0x10;
  const Buffer pdu = mm1::test::from_hex("8C 80 98 41 00 8D 92");
  const Buffer post = mm1::test::wsp_post("http://m/", mm1::test::kMmsContentType, pdu);
  const Buffer reply = mm1::test::wsp_reply(0x20, mm1::test::kMmsContentType, pdu);
  const Buffer push = mm1::test::wsp_push(mm1::test::kMmsPushHeaders, pdu);
  const Buffer begin(post.begin(), post.begin() + 8);
  const Buffer end(post.begin() + 8, post.end());
  Buffer seed;
  const auto add = [&seed](std::uint8_t head, const Buffer& octets) {
    seed.push_back(head);
    seed.push_back(static_cast<std::uint8_t>(octets.size()));
    seed.insert(seed.end(), octets.begin(), octets.end());
  };
  add(0, mm1::test::wtp_invoke(1, 2, mm1::test::wsp_connect()));
  add(kShortly, mm1::test::wtp_invoke(2, 2, begin, Trailer::kLastOfGroup));
  add(kShortly | kFromGateway, mm1::test::wtp_group_ack(2, mm1::test::WtpSide::kResponder, 0));
  add(kShortly, mm1::test::wtp_segmented_invoke(2, 1, end, Trailer::kLastOfMessage));
  add(kShortly | kFromGateway, mm1::test::wtp_result(2, reply));
  add(kShortly, mm1::test::wtp_ack(2, mm1::test::WtpSide::kInitiator));
  add(kPushPort | kFromGateway, mm1::test::connectionless(1, push));
  return seed;
}

/// Requests and responses in turn, the first from the client.
Buffer http_seed(const std::vector<Buffer>& turns) {
  Buffer seed = {5, 7};
  bool from_client = true;
  for (const Buffer& turn : turns) {
    add_turn(seed, from_client, turn);
    from_client = !from_client;
  }
  return seed;
}

std::vector<Buffer> http_seeds() {
  using mm1::test::Framing;
  using mm1::test::http_request;
  using mm1::test::http_response;
  const mm1::test::HttpHeaders mms = {{"Content-Type", "application/vnd.wap.mms-message"}};
  const mm1::test::HttpHeaders zipped = {{"Content-Type", "application/vnd.wap.mms-message"},
                                         {"Content-Encoding", "gzip"}};
  const mm1::test::HttpHeaders wrapped = {
      {"Host", ""}, {"X-Wap-Push-OTA-Version", "1.0"}, {"Content-Type", "application/http"}};
  const mm1::test::HttpHeaders related = {{"Content-Type", "multipart/related; boundary=a"}};
  const Buffer request = mm1::test::from_hex("8C 80 98 54 31 00 8D 92");
  const Buffer confirmation = mm1::test::from_hex("8C 81 98 54 31 00 8D 92");
  const Buffer retrieved = mm1::test::from_hex("8C 84 98 54 31 00 8D 92");
  const Buffer notification = mm1::test::from_hex("8C 82 98 4E 31 00 8D 92");
  std::string pap =
      "--a\r\n\r\n<pap><address address-value=\"WAPPUSH=+1/TYPE=PLMN@p\"/></pap>\r\n"
      "--a\r\nContent-Type: application/vnd.wap.mms-message\r\n\r\n";
  pap.append(notification.begin(), notification.end()).append("\r\n--a--\r\n");
  const Buffer get = http_request("GET", "/m1", {{"Host", "mmsc"}});
  const Buffer post = http_request("POST", "/", mms, request, Framing::kContentLength);
  return {
      http_seed({post, http_response(200, mms, confirmation)}),
      http_seed({http_request("POST", "/", mms, request, Framing::kChunked),
                 http_response(200, mms, confirmation, Framing::kChunked)}),
      http_seed({get, http_response(200, zipped, mm1::test::gzip(retrieved))}),
      http_seed({get, http_response(200, mms, retrieved, Framing::kUntilClose)}),
      http_seed({http_request("CONNECT", "mmsc:80", {}),
                 http_response(200, {}, {}, Framing::kNoBody), post,
                 http_response(204, {}, {}, Framing::kNoBody)}),
      http_seed({http_request("POST", "/wappush", wrapped, http_response(200, mms, notification),
                              Framing::kContentLength),
                 http_response(204, {{"X-Wap-Push-Status", "236"}}, {}, Framing::kNoBody)}),
      http_seed({http_request("POST", "/pap", related, Buffer(pap.begin(), pap.end()),
                              Framing::kContentLength)}),
  };
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: make_seeds FOLDER\n");
    return 2;
  }
  const std::string folder = argv[1];
  int count = 0;
  for (const auto& [name, hex] : mm1::test::kMinimalPdus) {
    mm1::test::write_file(folder + "/" + std::to_string(count++), mm1::test::from_hex(hex));
  }
  for (const Buffer& seed : smpp_seeds()) {
    mm1::test::write_file(folder + "/" + std::to_string(count++), seed);
  }
  for (const Buffer& seed : capture_seeds()) {
    mm1::test::write_file(folder + "/" + std::to_string(count++), seed);
  }
  mm1::test::write_file(folder + "/" + std::to_string(count++), segments_seed());
  mm1::test::write_file(folder + "/" + std::to_string(count++), wtp_seed());
  for (const Buffer& seed : http_seeds()) {
    mm1::test::write_file(folder + "/" + std::to_string(count++), seed);
  }
  return 0;
}
