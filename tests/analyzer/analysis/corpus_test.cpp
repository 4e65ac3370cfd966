// The transactions and message journeys of recorded captures are those that really happened in
// them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "records.h"

namespace mm1::analysis::test {
namespace {

namespace fs = std::filesystem;

struct Story {
  const char* capture;
  std::vector<std::string> transactions;
  std::vector<std::string> journeys;
};

/// One message, sent and retrieved, and then reported.
const std::vector<std::string> kOneMessage = {"1 first, 2 message-id: retrieved"};
const std::vector<std::string> kOneReported = {"1 first, 2 message-id, 3 message-id: retrieved"};

const std::vector<std::string> kSameMinuteMessages = {
    "1 first, 2 message-id: retrieved", "3 first, 4 same-pdu, 5 message-id: retrieved"};

const std::vector<std::string>& same_minute_in_all_formats() {
  // The gateway (127.0.0.1) fetches and sends for the WAP phone over HTTP, so each of its PDUs is
  // there twice. A send is known by its client; a fetch by its reference. The first fetch is
  // acknowledged with the TID of the send.
  static const std::vector<std::string> kStory = {
      "send completed Ok 447700900001, 2 PDUs",
      "retrieval immediate completed - 447700900002, 3 PDUs",
      "send completed Ok 127.0.0.11, 2 PDUs",
      "send completed Ok 127.0.0.1, 2 PDUs",
      "retrieval immediate completed - 127.0.0.12, 3 PDUs",
  };
  return kStory;
}

std::vector<Story> stories() {
  return {
      {"live-mbuni-http/01-pymessaging-send-notify-get-notifyresp.pcap",
       {"send completed Ok 447700900001, 2 PDUs",
        "retrieval immediate completed Retrieved 447700900002, 3 PDUs"},
       kOneMessage},
      {"live-mbuni-http/03-nuntium-send-delivery.pcap",
       {"send completed Ok 447700900001, 2 PDUs",
        "retrieval immediate completed Retrieved 447700900002, 3 PDUs",
        "delivery-report completed Retrieved 447700900001, 1 PDUs"},
       kOneReported},
      // Two notifications are of earlier messages, which nobody fetches here; one is forwarded.
      {"live-mbuni-http/06-forward-req.pcap",
       {"send completed Ok 447700900001, 2 PDUs",
        "retrieval incomplete-capture - 447700900002, 1 PDUs",
        "retrieval incomplete-capture - 447700900005, 1 PDUs",
        "retrieval incomplete-capture - 447700900002, 1 PDUs",
        "forward completed Ok 447700900002, 2 PDUs",
        "retrieval immediate completed - 447700900003, 3 PDUs",
        "delivery-report completed Retrieved 447700900002, 1 PDUs",
        "forward error-permanent Error-permanent-message-not-found 447700900002, 2 PDUs"},
       {// The relay keeps the Message-ID for the forwarded message, and reports to the forwarder
        // that it was retrieved.
        "1 first, 2 weighed, 5 content-location, 6 message-id, 7 message-id: retrieved retrieved",
        "3 first: notified", "4 first: notified", "5 first: submitted", "8 first: refused"}},
      {"live-mbuni-http/07b-mmbox-service-failures.pcap",
       {"send completed Ok 447700900001, 2 PDUs",
        "retrieval incomplete-capture - 447700900002, 1 PDUs",
        "mbox-store error-transient Error-transient-failure 447700900002, 2 PDUs",
        "mbox-view completed Ok 447700900002, 2 PDUs",
        "mbox-view completed Ok 447700900001, 2 PDUs",
        "mbox-view error-transient Error-transient-network-problem 447700900001, 2 PDUs",
        "mbox-upload error-transient Error-transient-failure 447700900002, 2 PDUs",
        "mbox-upload error-permanent Error-permanent-message-format-corrupt 447700900002, 2 PDUs",
        "mbox-view completed Ok 447700900002, 2 PDUs",
        "mbox-delete completed Ok 447700900002, 2 PDUs",
        "mbox-view completed Ok 447700900002, 2 PDUs"},
       {"1 first, 2 weighed, 3 content-location: notified"}},
      {"live-mbuni-http/10-recipient-ipv4-push-udp2948.pcap",
       {"send completed Ok 447700900001, 2 PDUs",
        "retrieval immediate completed - 127.0.0.12, 3 PDUs"},
       kOneMessage},
      {"live-mbuni-http/11-large-image.pcap",
       {"send completed Ok 447700900001, 2 PDUs",
        "retrieval immediate completed Retrieved 447700900002, 3 PDUs",
        "delivery-report completed Retrieved 447700900001, 1 PDUs"},
       kOneReported},
      // The last SMS repeats the notification of an earlier message.
      {"live-kannel-wsp/01-co-send-push-get-ack.pcap",
       {"send completed Ok 127.0.0.11, 2 PDUs",
        "retrieval immediate completed - 127.0.0.12, 3 PDUs",
        "retrieval incomplete-capture - 447700900003, 1 PDUs"},
       {"1 first, 2 message-id: retrieved", "3 first: notified"}},
      {"live-kannel-wsp/02-cl-send-push-get-notifyresp.pcap",
       {"send completed Ok 127.0.0.11, 2 PDUs",
        "retrieval immediate completed Retrieved 127.0.0.12, 3 PDUs"},
       kOneMessage},
      // What was posted to the refused and the unreachable origin is the text "hello".
      {"live-kannel-wsp/06-errors-through-gateway.pcap",
       {"retrieval direct error-permanent Error-permanent-message-not-found 127.0.0.12, 1 PDUs",
        "retrieval direct error-permanent Error-permanent-message-not-found 127.0.0.12, 1 PDUs"},
       {}},
      {"live-kannel-wsp/07-co-sar-large-142k.pcap",
       {"send completed Ok 127.0.0.11, 2 PDUs",
        "retrieval immediate completed - 127.0.0.12, 2 PDUs"},
       kOneMessage},
      // Six notifications; the first and the last have the same TID and reference.
      {"live-kannel-ppg/01-ppg-push-udp2948.pcap",
       {"retrieval incomplete-capture - 127.0.0.12, 2 PDUs",
        "retrieval incomplete-capture - 127.0.0.12, 1 PDUs",
        "retrieval incomplete-capture - 127.0.0.12, 1 PDUs",
        "retrieval incomplete-capture - 127.0.0.12, 1 PDUs",
        "retrieval incomplete-capture - 127.0.0.12, 1 PDUs"},
       {"1 first: notified", "2 first: notified", "3 first: notified", "4 first: notified",
        "5 first: notified"}},
      {"live-gtpu/01-http-in-gtpu-mtu1400.pcap",
       {"send completed Ok 447700900001, 2 PDUs",
        "retrieval immediate completed - 447700900001, 3 PDUs"},
       kOneMessage},
      {"live-gtpu/04-gtpc-pdp-context-and-http.pcap",
       {"send completed Ok 447700900001, 2 PDUs"},
       {"1 first: submitted"}},
      // A file server: the m-send-req PDUs it also serves are nobody's request.
      {"live-origin-http/03-http-forms-chunked-gzip-close-pipelined.pcap",
       {"retrieval direct completed Ok 127.0.0.12, 1 PDUs",
        "retrieval direct completed Ok 127.0.0.12, 1 PDUs",
        "retrieval direct completed Ok 127.0.0.12, 1 PDUs",
        "retrieval direct completed - 127.0.0.12, 1 PDUs",
        "retrieval direct completed - 127.0.0.12, 1 PDUs",
        "retrieval direct completed Ok 127.0.0.12, 1 PDUs",
        "retrieval direct completed Ok 127.0.0.12, 1 PDUs"},
       {"1 first, 2 message-id, 3 message-id, 6 message-id: retrieved", "4 first: retrieved",
        "5 first: retrieved", "7 first: retrieved"}},
      {"live-formats/any-linux-sll.pcap", same_minute_in_all_formats(), kSameMinuteMessages},
      {"live-formats/dumpcap.pcapng", same_minute_in_all_formats(), kSameMinuteMessages},
      {"live-formats/ethernet-micro.pcap", same_minute_in_all_formats(), kSameMinuteMessages},
  };
}

class Corpus : public testing::TestWithParam<Story> {};

TEST_P(Corpus, TellsWhatHappened) {
  const std::string path = MM1_SHARED_DIR "/corpus/captures/" + std::string(GetParam().capture);
  if (!fs::exists(path)) GTEST_SKIP() << "no corpus at " << path;
  Records records;
  const std::vector<std::string> files = {path};
  const Result result = analyze(files, records);
  EXPECT_TRUE(result.problems.empty());
  EXPECT_EQ(records.transactions, GetParam().transactions);
  EXPECT_EQ(records.journeys, GetParam().journeys);
  EXPECT_EQ(records.summary.files, 1U);
  // Also where a stream without its beginning kept a notification back for a second.
  EXPECT_TRUE(std::is_sorted(records.frames.begin(), records.frames.end()));
  EXPECT_EQ(records.order.back(), "summary");
}

INSTANTIATE_TEST_SUITE_P(Captures, Corpus, testing::ValuesIn(stories()), [](const auto& info) {
  std::string name = info.param.capture;
  for (char& c : name) {
    if (std::isalnum(static_cast<unsigned char>(c)) == 0) c = '_';
  }
  return name;
});

}  // namespace
}  // namespace mm1::analysis::test
