// Messages in the order of their time, with what is held kept small.
#include "sequencer.h"

#include <gtest/gtest.h>

#include <vector>

namespace mm1::analysis::test {
namespace {

struct Counter final : bearer::MessageSink {
  void on_message(const bearer::Message&) override { ++count; }
  std::size_t count = 0;
};

struct Frames final : bearer::MessageSink {
  void on_message(const bearer::Message& message) override {
    passed_on.push_back(message.context.frame);
  }
  std::vector<std::uint32_t> passed_on;
};

bearer::Message message_of(std::uint64_t exchange, std::uint32_t frame) {
  bearer::Message message;
  message.context.exchange = exchange;
  message.context.frame = frame;
  message.context.time_ns = std::int64_t{frame} * 1'000'000;
  return message;
}

TEST(Sequencer, MessagesComeInTheOrderOfTheirFrames) {
  Frames frames;
  Sequencer sequencer(frames);
  for (const std::uint32_t frame : {7U, 3U, 5U}) sequencer.on_message(message_of(frame, frame));
  sequencer.finish();
  EXPECT_EQ(frames.passed_on, (std::vector<std::uint32_t>{3, 5, 7}));
}

// Reordering on the way: the response (frame 28) was complete before its request (30). What belongs
// to neither stays where it was.
TEST(Sequencer, AResponseDoesNotOvertakeItsRequest) {
  Frames frames;
  Sequencer sequencer(frames);
  sequencer.on_message(message_of(1, 30));
  sequencer.on_message(message_of(1, 28));
  sequencer.on_message(message_of(2, 29));
  sequencer.on_message(message_of(2, 31));
  sequencer.finish();
  EXPECT_EQ(frames.passed_on, (std::vector<std::uint32_t>{29, 30, 28, 31}));
}

// Time may stand still for all of a capture; then nothing ever settles.
TEST(Sequencer, MessagesWithoutBodyAreNotHeldForEver) {
  Counter counter;
  Sequencer sequencer(counter);
  constexpr std::size_t kRequests = 200'000;
  bearer::Message request;
  request.kind = bearer::MessageKind::kRequest;
  request.context.uri = "http://mmsc.example/a-path-that-is-as-long-as-those-of-references-are";
  for (std::size_t i = 0; i < kRequests; ++i) sequencer.on_message(request);
  EXPECT_LT(kRequests - counter.count, Sequencer::kMaxHeldOctets / sizeof(bearer::Message));
  sequencer.finish();
  EXPECT_EQ(counter.count, kRequests);
}

}  // namespace
}  // namespace mm1::analysis::test
