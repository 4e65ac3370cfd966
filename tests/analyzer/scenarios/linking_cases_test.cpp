// The TRN rules about how a message is asked for once its place was given out, as captures run
// through the whole engine: the PDUs of a notification and a GET meet only there.
#include <gtest/gtest.h>

#include "scenario.h"
#include "wap_phones.h"

namespace mm1::scenarios {
namespace {

using S = Scenario;

const std::vector<Case> kCases = {
    {"TRN-HTT-003", "client",
     [](S& s) {
       s.bob.pushed(notification("N1", "http://mmsc.example.com/m1"));
       s.bob.get("http://relay.example.com/m1", mm("id1@x", "N1"));
       s.bob.post(notify_resp("N1", "Retrieved"));
     },
     [](S& s) {
       s.bob.pushed(notification("N1", "http://mmsc.example.com/m1"));
       s.bob.get("http://MMSC.example.com:80/m1", mm("id1@x", "N1"));
       s.bob.post(notify_resp("N1", "Retrieved"));
     }},
    {"TRN-MTH-007", "client",
     [](S& s) {
       WspDatagrams phone(s, kBob);
       s.bob.pushed(notification("N1"));
       phone.get(kU1, mm("id1@x", "N1"));
       phone.post(notify_resp("N1", "Retrieved"));
     },
     [](S& s) {
       WspSession phone(s, kBob);
       s.bob.pushed(notification("N1"));
       phone.get(kU1, mm("id1@x", "N1"));
       phone.post(notify_resp("N1", "Retrieved"));
     }},
};

std::vector<std::string> findings_of(void (*dialogue)(Scenario&)) {
  Scenario scenario;
  dialogue(scenario);
  return scenario.run().findings;
}

TEST(LinkingCases, ATripRaisesItsRuleAndNoOther) {
  for (const Case& c : kCases) {
    EXPECT_EQ(findings_of(c.trip),
              std::vector<std::string>{std::string(c.rule) + ' ' + std::string(c.side)});
  }
}

TEST(LinkingCases, ANearMissRaisesNothing) {
  for (const Case& c : kCases) {
    EXPECT_EQ(findings_of(c.near_miss), std::vector<std::string>()) << c.rule;
  }
}

}  // namespace
}  // namespace mm1::scenarios
