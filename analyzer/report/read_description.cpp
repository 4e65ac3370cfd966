#include <fmt/format.h>

#include "description_json.h"
#include "media_type_json.h"
#include "mm1/report/description.h"
#include "mm1/wsp/header_names.h"
#include "typed_value_json.h"

namespace mm1::report {
namespace {

constexpr std::uint8_t kTopBit = 0x80;
constexpr std::uint8_t kHighestCode = 0x7F;

std::optional<wsp::Buffer> find_octets(const JsonNode& node) {
  const auto octets = node.find("octets");
  return octets ? std::optional(octets->octets()) : std::nullopt;
}

// Octets take the place of a value; the value is then no longer read, so that it need not be right.
template <typename T, typename Read>
mms::Described<T> read_described(const JsonNode& node, Read read) {
  mms::Described<T> described{{}, find_octets(node)};
  if (!described.octets) described.value = read();
  return described;
}

mms::FieldDescription read_field(const JsonNode& node) {
  node.expect_members({"name", "offset", "length", "value", "octets"});
  const JsonNode name = node.member("name");
  const mms::FieldRow* row = mms::field_named(name.string());
  const auto octet = hex_octet(name.string());
  if (row == nullptr && (!octet || *octet < kTopBit)) {
    name.fail(
        fmt::format("\"{}\" is no header field, and no name octet such as 0xC5", name.string()));
  }
  const auto read = [&] {
    if (row == nullptr) node.fail("a field of an unassigned number has octets alone");
    return read_typed_value(node.member("value"), *row);
  };
  const auto number =
      static_cast<std::uint8_t>(row != nullptr ? row->number : *octet & kHighestCode);
  return {number, read_described<mms::Value>(node, read)};
}

mms::ApplicationFieldDescription read_application_field(const JsonNode& node) {
  node.expect_members({"application_name", "offset", "length", "value", "octets"});
  const auto read = [&] {
    return mms::ApplicationField{node.member("application_name").string(),
                                 {node.member("value").string()}};
  };
  return {read_described<mms::ApplicationField>(node, read)};
}

mms::ItemDescription read_item(const JsonNode& node) {
  if (node.has("name")) return {read_field(node)};
  if (node.has("application_name")) return {read_application_field(node)};
  node.expect_members({"offset", "length", "octets"});
  return {mms::StrayOctets{node.member("octets").octets()}};
}

std::variant<std::uint8_t, std::string> read_header_name(const JsonNode& node) {
  const std::string name = node.member("name").string();
  if (const auto code = node.find("code")) {
    return static_cast<std::uint8_t>(code->number(kHighestCode));
  }
  return name;
}

mms::PartHeader read_header(const JsonNode& node) {
  node.expect_members({"name", "code", "value", "quoted", "octets"});
  const auto read = [&]() -> std::variant<std::uint64_t, std::string> {
    const bool number = node.has("value") && !node.member("value").is_string();
    if (number) return node.member("value").number();
    if (auto text = find_text_member(node)) return *std::move(text);
    node.fail("has none of value, quoted and octets");
  };
  return {read_header_name(node),
          read_described<std::variant<std::uint64_t, std::string>>(node, read)};
}

mms::Content read_content(const JsonNode& node);

mms::PartDescription read_part(const JsonNode& node) {
  node.expect_members({"offset", "length", "content_type", "headers", "content", "octets"});
  mms::PartDescription part;
  part.octets = find_octets(node);
  if (part.octets) return part;
  const JsonNode type = node.member("content_type");
  part.type = read_described<wsp::MediaType>(type, [&] { return read_media_type(type); });
  if (const auto headers = node.find("headers")) {
    for (const JsonNode& header : headers->elements()) part.headers.push_back(read_header(header));
  }
  part.data = read_content(node.member("content"));
  return part;
}

mms::Multipart read_multipart(const JsonNode& node) {
  mms::Multipart multipart;
  if (const auto entries = node.find("entries")) {
    multipart.entries = static_cast<std::uint32_t>(entries->number(UINT32_MAX));
  }
  for (const JsonNode& part : node.member("parts").elements()) {
    multipart.parts.push_back(read_part(part));
  }
  return multipart;
}

mms::Content read_content(const JsonNode& node) {
  node.expect_members({"offset", "length", "text", "data", "parts", "entries", "pdu", "octets"});
  mms::Content content;
  content.octets = find_octets(node);
  if (content.octets) return content;
  if (const auto text = node.find("text")) {
    content.form = wsp::Buffer(text->string().begin(), text->string().end());
  } else if (const auto data = node.find("data")) {
    content.form = data->octets();
  } else if (node.has("parts")) {
    content.form = read_multipart(node);
  } else if (const auto pdu = node.find("pdu")) {
    pdu->expect_members({"fields", "body"});
    content.form = read_description(*pdu);
  } else {
    node.fail("has none of text, data, parts, pdu and octets");
  }
  return content;
}

}  // namespace

mms::PduDescription read_description(const JsonNode& node) {
  mms::PduDescription pdu;
  for (const JsonNode& field : node.member("fields").elements()) {
    pdu.items.push_back(read_item(field));
  }
  if (const auto body = node.find("body")) pdu.items.push_back({read_content(*body)});
  return pdu;
}

EncodedJson encode_json(std::string_view text) {
  try {
    const nlohmann::json json = parse_json(text);
    const JsonNode root(json);
    root.expect_members(
        {"file", "input", "wsp_push", "size", "sha256", "type", "fields", "body", "findings"});
    wsp::Buffer octets;
    if (const auto push = root.find("wsp_push")) octets = push->member("octets").octets();
    const wsp::Buffer pdu = mms::encode(read_description(root));
    octets.insert(octets.end(), pdu.begin(), pdu.end());
    return octets;
  } catch (const JsonProblem& problem) {
    return std::string(problem.what());
  }
}

}  // namespace mm1::report
