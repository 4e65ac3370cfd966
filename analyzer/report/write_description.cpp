#include <fmt/format.h>

#include "description_json.h"
#include "media_type_json.h"
#include "mm1/mms/encode.h"
#include "mm1/report/values.h"
#include "mm1/wsp/header_names.h"
#include "mm1/wsp/utf8.h"
#include "typed_value_json.h"

namespace mm1::report {
namespace {

constexpr std::uint8_t kTopBit = 0x80;

void write_place(JsonWriter& json, const mms::Place& place) {
  json.number("offset", place.offset);
  json.number("length", place.length);
}

void write_octets(JsonWriter& json, const std::optional<wsp::Buffer>& octets) {
  if (octets) json.string("octets", hex(*octets));
}

// Whether what is written reads as the same value. JSON text cannot hold every octet, and one name
// may stand for several numbers.
template <typename T, typename Write, typename Read>
bool reads_back(const T& value, Write write, Read read) {
  std::string text;
  JsonWriter json(text);
  json.begin_object();
  json.key("value");
  write(json);
  json.end_object();
  try {
    const nlohmann::json parsed = parse_json(text);
    return read(JsonNode(parsed).member("value")) == value;
  } catch (const JsonProblem&) {
    return false;
  }
}

// The octets behind the name octet.
wsp::Buffer value_octets(const mms::FieldDescription& field) {
  if (field.value.octets) return *field.value.octets;
  wsp::Buffer octets = mms::encode_field(field.number, *field.value.value);
  octets.erase(octets.begin());
  return octets;
}

void write_field_value(JsonWriter& json, const mms::FieldDescription& field,
                       const mms::FieldRow& row) {
  const auto write = [&](JsonWriter& to) { write_typed_value(to, row, *field.value.value); };
  const auto read = [&](const JsonNode& node) { return read_typed_value(node, row); };
  json.key("value");
  write(json);
  const bool faithful = !field.value.octets && reads_back(*field.value.value, write, read);
  if (!faithful) json.string("octets", hex(value_octets(field)));
}

void write_media_type(JsonWriter& json, const mms::Described<wsp::MediaType>& type) {
  const auto write_members = [&](JsonWriter& to) {
    if (type.value) write_media_type_members(to, *type.value);
  };
  const auto write = [&](JsonWriter& to) {
    to.begin_object();
    write_members(to);
    to.end_object();
  };
  json.begin_object("content_type");
  write_members(json);
  if (type.octets) {
    write_octets(json, type.octets);
  } else if (type.value && !reads_back(*type.value, write, read_media_type)) {
    wsp::Writer writer;
    wsp::write(writer, *type.value);
    json.string("octets", hex(writer.written()));
  }
  json.end_object();
}

void write_header_name(JsonWriter& json, const mms::PartHeader& header) {
  const auto* number = std::get_if<std::uint8_t>(&header.name);
  if (number == nullptr) {
    json.string("name", std::get<std::string>(header.name));
    return;
  }
  const wsp::HeaderNameRow* row = wsp::header_name(*number);
  json.string("name", row != nullptr ? row->name : "unknown");
  json.number("code", *number);
}

void write_header(JsonWriter& json, const mms::PartHeader& header) {
  json.begin_object();
  write_header_name(json, header);
  if (header.value.value) {
    if (const auto* number = std::get_if<std::uint64_t>(&*header.value.value)) {
      json.number("value", *number);
    } else {
      write_text_member(json, std::get<std::string>(*header.value.value));
    }
  }
  const auto* text = header.value.value ? std::get_if<std::string>(&*header.value.value) : nullptr;
  if (header.value.octets) {
    write_octets(json, header.value.octets);
  } else if (text != nullptr && !wsp::is_utf8(*text)) {
    wsp::Writer writer;
    writer.text(*text);
    json.string("octets", hex(writer.written()));
  }
  json.end_object();
}

void write_content(JsonWriter& json, const mms::Content& content);

void write_part(JsonWriter& json, const mms::PartDescription& part) {
  const bool readable = part.type.value || part.type.octets;
  json.begin_object();
  write_place(json, part.place);
  if (readable) {
    write_media_type(json, part.type);
    json.begin_array("headers");
    for (const mms::PartHeader& header : part.headers) write_header(json, header);
    json.end_array();
    json.key("content");
    write_content(json, part.data);
  }
  write_octets(json, part.octets);
  json.end_object();
}

struct ContentWriter {
  JsonWriter& json;

  void operator()(const wsp::Buffer& octets) const {
    const std::string_view text = wsp::ascii(octets);
    if (wsp::is_utf8(text)) {
      json.string("text", text);
    } else {
      json.string("data", hex(octets));
    }
  }
  void operator()(const mms::Multipart& multipart) const {
    if (multipart.entries) json.number("entries", *multipart.entries);
    json.begin_array("parts");
    for (const mms::PartDescription& part : multipart.parts) write_part(json, part);
    json.end_array();
  }
  void operator()(const mms::PduDescription& pdu) const {
    json.begin_object("pdu");
    write_description(json, pdu);
    json.end_object();
  }
};

void write_content(JsonWriter& json, const mms::Content& content) {
  json.begin_object();
  write_place(json, content.place);
  std::visit(ContentWriter{json}, content.form);
  write_octets(json, content.octets);
  json.end_object();
}

struct FieldWriter {
  JsonWriter& json;

  void operator()(const mms::FieldDescription& field) const {
    const mms::FieldRow* row = mms::field(field.number);
    json.begin_object();
    json.string("name", row != nullptr ? std::string(row->name)
                                       : fmt::format("0x{:02X}", unsigned{field.number} | kTopBit));
    write_place(json, field.place);
    if (row != nullptr && field.value.value) {
      write_field_value(json, field, *row);
    } else {
      json.string("octets", hex(value_octets(field)));
    }
    json.end_object();
  }
  void operator()(const mms::ApplicationFieldDescription& described) const {
    const auto& field = described.field.value;
    json.begin_object();
    if (field) json.string("application_name", field->name);
    write_place(json, described.place);
    if (field) json.string("value", field->value.octets);
    if (described.field.octets) {
      write_octets(json, described.field.octets);
    } else if (field && !(wsp::is_utf8(field->name) && wsp::is_utf8(field->value.octets))) {
      wsp::Writer writer;
      writer.text(field->name).text(field->value.octets);
      json.string("octets", hex(writer.written()));
    }
    json.end_object();
  }
  void operator()(const mms::StrayOctets& stray) const {
    json.begin_object();
    write_place(json, stray.place);
    json.string("octets", hex(stray.octets));
    json.end_object();
  }
  void operator()(const mms::Content&) const {}
};

}  // namespace

void write_description(JsonWriter& json, const mms::PduDescription& pdu) {
  json.begin_array("fields");
  for (const mms::ItemDescription& item : pdu.items) std::visit(FieldWriter{json}, item.item);
  json.end_array();
  if (pdu.items.empty()) return;
  const auto* body = std::get_if<mms::Content>(&pdu.items.back().item);
  if (body == nullptr) return;
  json.key("body");
  write_content(json, *body);
}

}  // namespace mm1::report
