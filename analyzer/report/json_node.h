// JSON that somebody may have written by hand, read with the place of what is wrong.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "mm1/wsp/write.h"

namespace mm1::report {

/// What is wrong with a JSON text, its place in front: "fields[3].value: …".
class JsonProblem : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// A value of a parsed JSON text and the way to it. A view: the parsed text must outlive it. All
/// reading members throw `JsonProblem` where the value is not what they read.
class JsonNode {
 public:
  explicit JsonNode(const nlohmann::json& json, std::string place = {})
      : json_(&json), place_(std::move(place)) {}

  [[noreturn]] void fail(std::string_view problem) const;

  /// Fails unless this is an object with no other members than these.
  void expect_members(std::initializer_list<std::string_view> names) const;
  [[nodiscard]] bool has(const char* name) const { return json_->contains(name); }
  [[nodiscard]] JsonNode member(const char* name) const;
  [[nodiscard]] std::optional<JsonNode> find(const char* name) const;
  [[nodiscard]] std::vector<JsonNode> elements() const;

  [[nodiscard]] bool is_object() const { return json_->is_object(); }
  [[nodiscard]] bool is_string() const { return json_->is_string(); }
  [[nodiscard]] const std::string& string() const;
  [[nodiscard]] std::uint64_t number(
      std::uint64_t highest = std::numeric_limits<std::uint64_t>::max()) const;
  /// Octets in hex.
  [[nodiscard]] wsp::Buffer octets() const;

 private:
  const nlohmann::json* json_;
  std::string place_;
};

/// Parses a text. Fails with line and column.
[[nodiscard]] nlohmann::json parse_json(std::string_view text);

}  // namespace mm1::report
