#include "mm1/wsp/content.h"

#include "mm1/wsp/encoding_version.h"
#include "mm1/wsp/header_names.h"
#include "mm1/wsp/media_types.h"
#include "mm1/wsp/parameters.h"

namespace mm1::wsp {
namespace {

struct NameWriter {
  Writer& writer;
  void operator()(std::uint64_t number) const { writer.integer(number); }
  void operator()(const std::string& token) const { writer.text(token); }
};

struct ParameterValueWriter {
  Writer& writer;
  void operator()(std::uint64_t number) const { writer.integer(number); }
  void operator()(const std::string& text) const { writer.text(text); }
  void operator()(const Buffer& raw) const { writer.octets(raw); }
};

std::variant<std::uint8_t, std::string> parameter_name(std::string_view name) {
  const ParameterRow* row = parameter_named(name);
  if (row != nullptr && row->since <= kMmsEncodingVersion) return row->number;
  return std::string(name);
}

}  // namespace

MediaType::MediaType(std::string_view name) : type(std::string(name)) {
  const MediaTypeRow* row = media_type_named(name);
  if (row != nullptr && row->since <= kMmsEncodingVersion) type = row->number;
}

MediaType MediaType::as_text(std::string_view name) {
  MediaType type(media::kAny);
  type.type = std::string(name);
  return type;
}

MediaType MediaType::with(std::string_view name, std::uint64_t number) const {
  return with({parameter_name(name), number});
}

MediaType MediaType::with(std::string_view name, std::string_view text) const {
  return with({parameter_name(name), std::string(text)});
}

MediaType MediaType::with(Parameter parameter) const {
  MediaType type = *this;
  type.parameters.push_back(std::move(parameter));
  return type;
}

Part& Part::content_id(std::string_view id) & {
  Writer value;
  value.quoted("<" + std::string(id) + ">");
  return header({header::kContentId, value.take()});
}

Part& Part::content_location(std::string_view uri) & {
  Writer value;
  value.text(uri);
  return header({header::kContentLocation, value.take()});
}

Part& Part::header(Header header) & {
  headers.push_back(std::move(header));
  return *this;
}

void write(Writer& writer, const Parameter& parameter) {
  std::visit(NameWriter{writer}, parameter.name);
  std::visit(ParameterValueWriter{writer}, parameter.value);
}

void write(Writer& writer, const MediaType& type) {
  if (type.parameters.empty()) {
    std::visit(NameWriter{writer}, type.type);
    return;
  }
  Writer general;
  std::visit(NameWriter{general}, type.type);
  for (const Parameter& parameter : type.parameters) write(general, parameter);
  writer.sized(general);
}

void write(Writer& writer, const Part& part) {
  Writer headers;
  write(headers, part.type);
  for (const Part::Header& header : part.headers) {
    std::visit(NameWriter{headers}, header.name);
    headers.octets(header.value);
  }
  writer.uintvar(static_cast<std::uint32_t>(headers.size()))
      .uintvar(static_cast<std::uint32_t>(part.data.size()))
      .octets(headers.written())
      .octets(part.data);
}

Buffer multipart(std::span<const Part> parts, std::optional<std::uint32_t> entries) {
  Writer writer;
  writer.uintvar(entries.value_or(static_cast<std::uint32_t>(parts.size())));
  for (const Part& part : parts) write(writer, part);
  return writer.take();
}

}  // namespace mm1::wsp
