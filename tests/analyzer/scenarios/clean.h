// Dialogues in which nobody breaks a rule: what happened is told, and nobody is accused.
#pragma once

#include <ostream>
#include <string>
#include <vector>

#include "captures/pdus.h"
#include "scenario.h"

namespace mm1::scenarios {

struct CleanCase {
  const char* name;
  void (*dialogue)(Scenario&);
  std::vector<std::string> transactions;  // see Results
  std::vector<std::string> journeys = {};  // see Results
  std::vector<std::string> notes = {};    // findings of severity note that are right
};

/// Its name, for the names of tests.
inline std::ostream& operator<<(std::ostream& out, const CleanCase& one) { return out << one.name; }

/// A text from Alice to Bob: "mm<number>@mmsc.example.com" at "http://mmsc.example.com/m/<number>".
[[nodiscard]] inline samples::MultimediaMessage text_mm(const std::string& number) {
  return samples::text_message("mm" + number + "@mmsc.example.com",
                               "http://mmsc.example.com/m/" + number, "Message " + number);
}

[[nodiscard]] const std::vector<CleanCase>& clean_send_cases();
[[nodiscard]] const std::vector<CleanCase>& clean_retrieval_cases();
[[nodiscard]] const std::vector<CleanCase>& clean_report_cases();
[[nodiscard]] const std::vector<CleanCase>& clean_forward_cases();
[[nodiscard]] const std::vector<CleanCase>& clean_mailbox_cases();
[[nodiscard]] const std::vector<CleanCase>& clean_wap_cases();
[[nodiscard]] const std::vector<CleanCase>& clean_mixed_cases();

}  // namespace mm1::scenarios
