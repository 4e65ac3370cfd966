// MMBox transactions (transactions.md §8) and deletion before retrieval (§11).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "feed.h"

namespace mm1::flow::test {
namespace {

using mms::PduType;
using testing::ElementsAre;
namespace number = mms::number;

constexpr const char* kUri = "http://mmsc.example/m1";
constexpr const char* kStored = "http://mmsc.example/b1";

TEST(Mbox, StoreAndFetch) {
  Feed feed;
  feed.post(kBob, 1, bare(PduType::kMboxStoreReq, "S1").add(number::kContentLocation, kUri));
  feed.answer(kBob, 1,
              bare(PduType::kMboxStoreConf, "S1")
                  .add(number::kContentLocation, kStored)
                  .add(number::kStoreStatus, "Success"));
  feed.get(kBob, 2, kStored);
  feed.status(kBob, 2, 404);
  EXPECT_THAT(feed.finish(), ElementsAre("mbox-store completed Success S1 10.0.0.2: 1 2",
                                         "retrieval direct transport-error HTTP 404 - 10.0.0.2:"));
}

TEST(Mbox, StoreRefused) {
  Feed feed;
  feed.post(kBob, 1, bare(PduType::kMboxStoreReq, "S1").add(number::kContentLocation, kUri));
  feed.answer(kBob, 1,
              bare(PduType::kMboxStoreConf, "S1")
                  .add(number::kStoreStatus, "Error-transient-network-problem"));
  EXPECT_THAT(
      feed.finish(),
      ElementsAre("mbox-store error-transient Error-transient-network-problem S1 10.0.0.2: 1 2"));
}

TEST(Mbox, ViewGivesReferences) {
  const mms::PduBuilder descriptor = mms::PduBuilder(PduType::kMboxDescr)
                                         .add(number::kContentLocation, kStored)
                                         .add(number::kMessageId, "id1@mmsc.example");
  const std::vector<wsp::Part> parts = {
      wsp::Part("application/vnd.wap.mms-message", descriptor.encode())};
  Feed feed;
  feed.post(kBob, 1, bare(PduType::kMboxViewReq, "V1"));
  feed.answer(kBob, 1,
              bare(PduType::kMboxViewConf, "V1")
                  .add(number::kResponseStatus, "Ok")
                  .content("application/vnd.wap.multipart.mixed", parts));
  feed.get(kBob, 2, kStored);
  feed.status(kBob, 2, 410);
  EXPECT_THAT(feed.finish(), ElementsAre("mbox-view completed Ok V1 10.0.0.2: 1 2",
                                         "retrieval direct transport-error HTTP 410 - 10.0.0.2:"));
}

TEST(Mbox, PartlyFailedView) {
  Feed feed;
  feed.post(kBob, 1, bare(PduType::kMboxViewReq, "V1"));
  feed.answer(kBob, 1, bare(PduType::kMboxViewConf, "V1").add(number::kResponseStatus, 0xC4));
  EXPECT_THAT(feed.finish(),
              ElementsAre("mbox-view partial Error-transient-partial-success V1 10.0.0.2: 1 2"));
}

TEST(Mbox, TheSameViewAgainIsAnother) {
  Feed feed;
  feed.post(kBob, 1, bare(PduType::kMboxViewReq, "V1"));
  feed.post(kBob, 2, bare(PduType::kMboxViewReq, "V1"));
  feed.answer(kBob, 2, bare(PduType::kMboxViewConf, "V1").add(number::kResponseStatus, "Ok"));
  feed.post(kBob, 3, bare(PduType::kMboxViewReq, "V1"));
  feed.answer(kBob, 3, bare(PduType::kMboxViewConf, "V1").add(number::kResponseStatus, 0xE0));
  EXPECT_THAT(feed.finish(),
              ElementsAre("mbox-view completed Ok V1 10.0.0.2: 1 2 3",
                          "mbox-view error-permanent Error-permanent-failure V1 10.0.0.2: 4 5"));
}

TEST(Mbox, UploadRefused) {
  Feed feed;
  feed.post(kBob, 1, bare(PduType::kMboxUploadReq, "U1"));
  feed.answer(kBob, 1,
              bare(PduType::kMboxUploadConf, "U1")
                  .add(number::kStoreStatus, "Error-permanent-service-denied"));
  EXPECT_THAT(
      feed.finish(),
      ElementsAre("mbox-upload error-permanent Error-permanent-service-denied U1 10.0.0.2: 1 2"));
}

mms::PduBuilder delete_req(PduType type, std::string_view id) {
  return bare(type, id)
      .add(number::kContentLocation, "http://mmsc.example/m1")
      .add(number::kContentLocation, "http://mmsc.example/m2");
}

TEST(Mbox, DeleteAll) {
  Feed feed;
  feed.post(kBob, 1, delete_req(PduType::kMboxDeleteReq, "D1"));
  // "92 02 80 80": status count 0, Ok (spec pdus.md §6).
  feed.answer(kBob, 1, bare(PduType::kMboxDeleteConf, "D1").add_octets({0x92, 0x02, 0x80, 0x80}));
  EXPECT_THAT(feed.finish(), ElementsAre("mbox-delete completed Ok D1 10.0.0.2: 1 2"));
}

TEST(Mbox, DeleteOneOfTwo) {
  Feed feed;
  feed.post(kBob, 1, delete_req(PduType::kMboxDeleteReq, "D1"));
  feed.answer(kBob, 1,
              bare(PduType::kMboxDeleteConf, "D1")
                  .add(number::kContentLocation, mms::Counted(1, "http://mmsc.example/m2"))
                  .add_octets({0x92, 0x02, 0x81, 0xE1}));
  EXPECT_THAT(feed.finish(),
              ElementsAre("mbox-delete partial Error-permanent-service-denied D1 10.0.0.2: 1 2"));
}

TEST(Mbox, DeleteNone) {
  Feed feed;
  feed.post(kBob, 1, delete_req(PduType::kDeleteReq, "X1"));
  feed.answer(kBob, 1,
              bare(PduType::kDeleteConf, "X1")
                  .add(number::kContentLocation, mms::Counted(1, "http://mmsc.example/m1"))
                  .add(number::kContentLocation, mms::Counted(1, "http://mmsc.example/m2"))
                  .add_octets({0x92, 0x02, 0x81, 0xE1}));
  EXPECT_THAT(
      feed.finish(),
      ElementsAre("delete error-permanent Error-permanent-service-denied X1 10.0.0.2: 1 2"));
}

}  // namespace
}  // namespace mm1::flow::test
