// Subscriber numbers, and the headers in which gateways and proxies tell a server the number of the
// client that they speak for.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace mm1::flow {

/// Names of headers that are usual, the most trusted first.
[[nodiscard]] std::vector<std::string> usual_client_headers();

/// The number as digits, as it is told apart and shown: "15551230002" of "+1-555-123-0002",
/// "tel:+15551230002", "0015551230002" and "+15551230002/TYPE=PLMN". Nothing when there are not 5
/// to 15 digits (E.164 §6.2.1) or there is anything else.
[[nodiscard]] std::optional<std::string> number_of(std::string_view value);

/// The number under the first of some header names; values that are no number are ignored.
class ClientNumber {
 public:
  /// The names must outlive this.
  explicit ClientNumber(std::span<const std::string> names) : names_(names), best_(names.size()) {}

  /// Whether the header's value is the client's number, as far as is known. Case of names does not
  /// matter.
  bool offer(std::string_view name, std::string_view value);
  /// The number so far; gives it away.
  [[nodiscard]] std::optional<std::string> take() { return std::move(number_); }
  [[nodiscard]] const std::optional<std::string>& number() const { return number_; }

 private:
  std::span<const std::string> names_;
  std::size_t best_;  // index of the name that the number was under
  std::optional<std::string> number_;
};

}  // namespace mm1::flow
