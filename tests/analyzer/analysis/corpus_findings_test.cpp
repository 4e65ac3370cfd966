// What recorded captures are found to break in their dialogues and their transport. Each finding
// was read in the octets; a comment says what proves it. Frames are numbers in the capture.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <map>

#include "records.h"

namespace mm1::analysis::test {
namespace {

namespace fs = std::filesystem;

/// How often each rule is found broken, by which side.
using Counts = std::map<std::string, int>;

struct Oddities {
  const char* capture;
  Counts findings;  // of the rules CTR and TRN
};

Counts same_minute_in_all_formats() {
  return {
      // Frame 41 is an m-acknowledge-ind, with the TID of the send; the message of frame 30 was
      // announced in frame 19 and fetched before any m-notifyresp-ind.
      {"CTR-NTF-008 client", 1},
      // That m-retrieve-conf (frame 30) has the TID of its notification, frame 41 has "FMT1".
      {"CTR-RTV-004 client", 1},
      // Frames 7 and 57: m-send-req whose fields go from Version (8D) and TID to To (97), without
      // From (89); frames 12 and 71 accept them.
      {"CTR-SND-011 relay", 2},
      // Frame 17: user data header 05 04 0B84 23F0, then 00 03: element 00, an 8-bit reference.
      {"TRN-GSM-003 relay", 1},
      // Frames 57 and 78: Post and Get without header 43, and none in the Connect before.
      {"TRN-WSP-006 client", 2},
  };
}

std::vector<Oddities> oddities() {
  return {
      {"live-mbuni-http/01-pymessaging-send-notify-get-notifyresp.pcap",
       // Frame 41: user data header with elements 05 and 00, the 8-bit reference 0C.
       {{"TRN-GSM-003 relay", 1}}},
      {"live-mbuni-http/03-nuntium-send-delivery.pcap",
       // Frame 46: m-delivery-ind whose To is the originator of frame 7, and whose From, which it
       // should not have, is the recipient.
       {{"CTR-DLV-005 relay", 1}}},
      {"live-mbuni-http/06-forward-req.pcap",
       {
           // Frame 69 names the path no-such@2, which no PDU before it has.
           {"CTR-FWD-003 client", 1},
           // Frame 53: m-acknowledge-ind of what frame 37 announced and frame 45 brought; no
           // m-notifyresp-ind comes between them.
           {"CTR-NTF-008 client", 1},
           // Frame 4: m-send-req without From (89); frame 6 accepts it.
           {"CTR-SND-011 relay", 1},
           // Frames 11, 17, 19 and 34: element 00 with the references 15, 16, 17 and 18 hex.
           {"TRN-GSM-003 relay", 4},
       }},
      {"live-mbuni-http/07b-mmbox-service-failures.pcap",
       {
           // Frame 89 deletes none@1, which no PDU before it names.
           {"CTR-MBX-014 client", 1},
           // Frame 11: element 00, reference 24 hex.
           {"TRN-GSM-003 relay", 1},
       }},
      {"live-mbuni-http/10-recipient-ipv4-push-udp2948.pcap",
       {
           // Frame 37: m-acknowledge-ind of what frame 17 announced and frame 26 brought.
           {"CTR-NTF-008 client", 1},
           // Frame 7: m-send-req without From (89); frame 12 accepts it.
           {"CTR-SND-011 relay", 1},
       }},
      {"live-mbuni-http/11-large-image.pcap",
       {
           // Frame 313: m-delivery-ind with originator and recipient in each other's place.
           {"CTR-DLV-005 relay", 1},
           // Frame 139: element 00, reference 1D hex.
           {"TRN-GSM-003 relay", 1},
       }},
      {"live-kannel-wsp/01-co-send-push-get-ack.pcap",
       {
           // Frame 23: m-acknowledge-ind of what frame 6 announced and frame 17 brought.
           {"CTR-NTF-008 client", 1},
           // Frame 4: m-send-req without From (89); frame 5 accepts it.
           {"CTR-SND-011 relay", 1},
           // Frames 4, 16 and 23: no header 43, and none in the Connect PDUs 1, 13 and 20.
           {"TRN-WSP-006 client", 3},
       }},
      {"live-kannel-wsp/02-cl-send-push-get-notifyresp.pcap",
       {
           // Frame 1: m-send-req without From (89); frame 2 accepts it.
           {"CTR-SND-011 relay", 1},
           // Frame 4: UDP to port 9200, a TID octet and Get (40).
           {"TRN-MTH-007 client", 1},
           // Frames 1, 4 and 6: no header 43.
           {"TRN-WSP-006 client", 3},
       }},
      {"live-kannel-wsp/06-errors-through-gateway.pcap",
       {
           // Frames 4 and 27 get no-such@2, which nothing announced.
           {"CTR-RTV-001 network", 2},
           // Frames 11 and 19: Content-Type names the MMS type, and the data are the text "hello".
           {"TRN-CTY-002 client", 2},
           // Frame 27: UDP to port 9200, a TID octet and Get (40).
           {"TRN-MTH-007 client", 1},
           // Frames 4, 11, 19 and 27: no header 43, and none in the Connect PDUs.
           {"TRN-WSP-006 client", 4},
       }},
      {"live-kannel-wsp/07-co-sar-large-142k.pcap",
       // The Post that is complete in frame 153, and the Get of frame 161: no header 43.
       {{"TRN-WSP-006 client", 2}}},
      {"live-kannel-ppg/01-ppg-push-udp2948.pcap",
       {
           // Frames 1 to 5: the headers are those of the push request, without 2F (frame 6 has it).
           {"TRN-PSH-001 relay", 5},
       }},
      {"live-gtpu/01-http-in-gtpu-mtu1400.pcap",
       // Frame 78: m-acknowledge-ind of what frame 37 announced and frame 67 brought.
       {{"CTR-NTF-008 client", 1}}},
      {"live-gtpu/04-gtpc-pdp-context-and-http.pcap",
       // Frame 8: m-send-req without From (89); frame 10 accepts it.
       {{"CTR-SND-011 relay", 1}}},
      {"live-origin-http/03-http-forms-chunked-gzip-close-pipelined.pcap",
       {
           // Frames 52, 94 and 140: responses of a file server, whose bodies begin with 8C 80.
           {"CTR-DIR-001 relay", 3},
           // Seven GETs; the capture has no notification at all.
           {"CTR-RTV-001 network", 7},
           // Frames 78 and 94: "Content-Encoding: gzip".
           {"TRN-HTT-002 relay", 2},
       }},
      {"live-formats/any-linux-sll.pcap", same_minute_in_all_formats()},
      {"live-formats/dumpcap.pcapng", same_minute_in_all_formats()},
      {"live-formats/ethernet-micro.pcap", same_minute_in_all_formats()},
  };
}

const std::string kCaptures = MM1_SHARED_DIR "/corpus/captures/";

class CorpusFindings : public testing::TestWithParam<Oddities> {};

TEST_P(CorpusFindings, AreItsRealOdditiesAndNothingElse) {
  const std::string path = kCaptures + GetParam().capture;
  if (!fs::exists(path)) GTEST_SKIP() << "no corpus at " << path;
  Records records;
  const std::vector<std::string> files = {path};
  static_cast<void>(analyze(files, records));
  Counts found;
  for (const std::string& violation : records.violations) {
    if (violation.starts_with("CTR-") || violation.starts_with("TRN-")) ++found[violation];
  }
  EXPECT_THAT(found, testing::ContainerEq(GetParam().findings));
}

INSTANTIATE_TEST_SUITE_P(Captures, CorpusFindings, testing::ValuesIn(oddities()),
                         [](const auto& info) {
                           std::string name = info.param.capture;
                           for (char& c : name) {
                             if (std::isalnum(static_cast<unsigned char>(c)) == 0) c = '_';
                           }
                           return name;
                         });

/// A capture that is new in the corpus is to be read before its findings are believed.
TEST(CorpusFindings, HoldEveryRecordedCapture) {
  if (!fs::exists(kCaptures)) GTEST_SKIP() << "no corpus at " << kCaptures;
  std::vector<std::string> read;
  for (const Oddities& one : oddities()) read.emplace_back(one.capture);
  std::vector<std::string> recorded;
  for (const auto& entry : fs::recursive_directory_iterator(kCaptures)) {
    const std::string name = fs::relative(entry.path(), kCaptures);
    if (entry.is_regular_file() && name.starts_with("live-")) recorded.push_back(name);
  }
  EXPECT_THAT(read, testing::UnorderedElementsAreArray(recorded));
}

}  // namespace
}  // namespace mm1::analysis::test
