#include "write_description.h"

namespace mm1::mms {
namespace {

using wsp::Buffer;
using wsp::Writer;

struct ItemWriter {
  Writer& writer;

  void operator()(const FieldDescription& field) const {
    if (field.value.octets) {
      writer.short_integer(field.number).octets(*field.value.octets);
    } else if (field.value.value) {
      writer.octets(encode_field(field.number, *field.value.value));
    }
  }
  void operator()(const ApplicationFieldDescription& described) const {
    if (described.field.octets) {
      writer.octets(*described.field.octets);
    } else if (described.field.value) {
      write(writer, *described.field.value);
    }
  }
  void operator()(const StrayOctets& stray) const { writer.octets(stray.octets); }
  void operator()(const Content& content) const { write(writer, content); }
};

void write(Writer& writer, const PduDescription& pdu) {
  for (const ItemDescription& item : pdu.items) std::visit(ItemWriter{writer}, item.item);
}

struct ContentWriter {
  Writer& writer;

  void operator()(const Buffer& octets) const { writer.octets(octets); }
  void operator()(const Multipart& multipart) const {
    writer.uintvar(multipart.entries.value_or(static_cast<std::uint32_t>(multipart.parts.size())));
    for (const PartDescription& part : multipart.parts) write(writer, part);
  }
  void operator()(const PduDescription& pdu) const { write(writer, pdu); }
};

struct HeaderValueWriter {
  Writer& writer;
  void operator()(std::uint64_t number) const { writer.integer(number); }
  void operator()(const std::string& text) const { writer.text(text); }
};

void write_type(Writer& writer, const Described<wsp::MediaType>& type) {
  if (type.octets) {
    writer.octets(*type.octets);
  } else if (type.value) {
    wsp::write(writer, *type.value);
  }
}

void write_header(Writer& writer, const PartHeader& header) {
  if (const auto* number = std::get_if<std::uint8_t>(&header.name)) {
    writer.short_integer(*number);
  } else {
    writer.text(std::get<std::string>(header.name));
  }
  write_header_value(writer, header);
}

}  // namespace

void write(Writer& writer, const ApplicationField& field) {
  writer.text(field.name).text(field.value.octets);
}

void write(Writer& writer, const Content& content) {
  if (content.octets) {
    writer.octets(*content.octets);
  } else {
    std::visit(ContentWriter{writer}, content.form);
  }
}

void write(Writer& writer, const PartDescription& part) {
  if (part.octets) {
    writer.octets(*part.octets);
    return;
  }
  Writer headers, data;
  write_type(headers, part.type);
  for (const PartHeader& header : part.headers) write_header(headers, header);
  write(data, part.data);
  writer.uintvar(static_cast<std::uint32_t>(headers.size()))
      .uintvar(static_cast<std::uint32_t>(data.size()))
      .octets(headers.written())
      .octets(data.written());
}

void write_header_value(Writer& writer, const PartHeader& header) {
  if (header.value.octets) {
    writer.octets(*header.value.octets);
  } else if (header.value.value) {
    std::visit(HeaderValueWriter{writer}, *header.value.value);
  }
}

Buffer encode(const PduDescription& pdu) {
  Writer writer;
  write(writer, pdu);
  return writer.take();
}

}  // namespace mm1::mms
