// A Content-Location and the URI of the request that fetches it (transactions.md §2).
#include <gtest/gtest.h>

#include "feed.h"

namespace mm1::flow::test {
namespace {

struct UriCase {
  const char* content_location;
  const char* requested;
  bool same;
};

class UriMatching : public testing::TestWithParam<UriCase> {};

TEST_P(UriMatching, FindsTheNotification) {
  Feed feed;
  feed.push(kBob, notification("N1", GetParam().content_location));
  feed.get(kBob, 1, GetParam().requested);
  feed.answer(kBob, 1, retrieve_conf(""), GetParam().requested);
  EXPECT_EQ(feed.finish().size(), GetParam().same ? 1U : 2U);
}

INSTANTIATE_TEST_SUITE_P(
    Forms, UriMatching,
    testing::Values(UriCase{"http://mmsc.example/m1", "http://mmsc.example/m1", true},
                    UriCase{"http://MMSC.example/m1", "http://mmsc.EXAMPLE/m1", true},
                    UriCase{"http://mmsc.example:80/m1", "http://mmsc.example/m1", true},
                    UriCase{"http://mmsc.example/m1", "mmsc.example/m1", true},
                    UriCase{"http://mmsc.example/m1", "/m1", true},
                    UriCase{"http://mmsc.example/%7Em%31", "http://mmsc.example/~m1", true},
                    UriCase{"http://mmsc.example/a%2fb", "http://mmsc.example/a%2Fb", true},
                    UriCase{"http://mmsc.example?id=1", "http://mmsc.example/?id=1", true},
                    UriCase{"http://mmsc.example/m1#x", "http://mmsc.example/m1", true},
                    UriCase{" http://mmsc.example/m1 ", "http://mmsc.example/m1", true},
                    UriCase{"http://mmsc.example/m1", "http://mmsc.example/M1", false},
                    UriCase{"http://mmsc.example/m1", "http://mmsc.example/m1?x", false},
                    UriCase{"http://mmsc.example/m1", "http://other.example/m1", false},
                    UriCase{"http://mmsc.example:8080/m1", "http://mmsc.example/m1", false},
                    UriCase{"http://mmsc.example/a%2fb", "http://mmsc.example/a/b", false}));

}  // namespace
}  // namespace mm1::flow::test
