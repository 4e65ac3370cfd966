// Messages in the order of their time, with what is held kept small.
#include "sequencer.h"

#include <gtest/gtest.h>

namespace mm1::analysis::test {
namespace {

struct Counter final : bearer::MessageSink {
  void on_message(const bearer::Message&) override { ++count; }
  std::size_t count = 0;
};

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
