#include "json_node.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>

namespace mm1::report {
namespace {

using Json = nlohmann::json;

// Far deeper than any PDU's description, and no strain for a recursive reader.
constexpr int kMaxNesting = 512;

int deepest_nesting(std::string_view text) {
  int depth = 0, deepest = 0;
  bool in_string = false, escaped = false;
  for (const char c : text) {
    if (in_string) {
      in_string = escaped || c != '"';
      escaped = !escaped && c == '\\';
    } else if (c == '"') {
      in_string = true;
    } else if (c == '{' || c == '[') {
      deepest = std::max(deepest, ++depth);
    } else if (c == '}' || c == ']') {
      --depth;
    }
  }
  return deepest;
}

// Without the library's name and number of the error.
std::string_view without_prefix(std::string_view what) {
  const std::size_t end = what.find("] ");
  return end == std::string_view::npos ? what : what.substr(end + 2);
}

}  // namespace

void JsonNode::fail(std::string_view problem) const {
  throw JsonProblem(place_.empty() ? std::string(problem) : fmt::format("{}: {}", place_, problem));
}

void JsonNode::expect_members(std::initializer_list<std::string_view> names) const {
  if (!json_->is_object()) fail(fmt::format("is no object but of type {}", json_->type_name()));
  for (const auto& [name, value] : json_->items()) {
    if (std::ranges::find(names, name) == names.end()) {
      fail(fmt::format("has an unknown member \"{}\"; known are {}", name,
                       fmt::join(names.begin(), names.end(), ", ")));
    }
  }
}

std::optional<JsonNode> JsonNode::find(const char* name) const {
  if (!has(name)) return std::nullopt;
  return JsonNode((*json_)[name], place_.empty() ? name : fmt::format("{}.{}", place_, name));
}

JsonNode JsonNode::member(const char* name) const {
  const auto found = find(name);
  if (!found) fail(fmt::format("has no member \"{}\"", name));
  return *found;
}

std::vector<JsonNode> JsonNode::elements() const {
  if (!json_->is_array()) fail(fmt::format("is no array but of type {}", json_->type_name()));
  std::vector<JsonNode> elements;
  for (const Json& element : *json_) {
    elements.emplace_back(element, fmt::format("{}[{}]", place_, elements.size()));
  }
  return elements;
}

const std::string& JsonNode::string() const {
  if (!json_->is_string()) fail(fmt::format("is no string but of type {}", json_->type_name()));
  return json_->get_ref<const std::string&>();
}

std::uint64_t JsonNode::number(std::uint64_t highest) const {
  const bool whole = json_->is_number_unsigned();
  if (!whole || json_->get<std::uint64_t>() > highest) {
    fail(fmt::format("is no whole number from 0 to {}", highest));
  }
  return json_->get<std::uint64_t>();
}

wsp::Buffer JsonNode::octets() const {
  const std::string& hex = string();
  wsp::Buffer octets;
  octets.reserve(hex.size() / 2);
  const char* const end = hex.data() + hex.size();
  for (const char* at = hex.data(); at < end; at += 2) {
    std::uint8_t octet = 0;
    const bool pair = end - at >= 2 && std::from_chars(at, at + 2, octet, 16).ptr == at + 2;
    if (!pair) fail("is not octets in hex, two digits each without separators");
    octets.push_back(octet);
  }
  return octets;
}

Json parse_json(std::string_view text) {
  if (deepest_nesting(text) > kMaxNesting) {
    throw JsonProblem(fmt::format("is nested deeper than {} levels", kMaxNesting));
  }
  try {
    return Json::parse(text);
  } catch (const Json::exception& error) {
    throw JsonProblem(std::string(without_prefix(error.what())));
  }
}

}  // namespace mm1::report
