#include "client_headers.h"

#include "mm1/flow/client_number.h"
#include "mm1/http/head.h"
#include "mm1/wsp/headers.h"

namespace mm1::bearer {

std::optional<std::string> client_number(std::string_view http_fields,
                                         std::span<const std::string> names) {
  flow::ClientNumber number(names);
  while (const auto field = http::next_field(http_fields)) number.offer(field->name, field->value);
  return number.take();
}

std::optional<std::string> client_number(capture::Octets wsp_headers,
                                         std::span<const std::string> names) {
  flow::ClientNumber number(names);
  wsp::HeaderReader reader(wsp_headers);
  while (const auto header = reader.next()) number.offer(header->name, header->text());
  return number.take();
}

}  // namespace mm1::bearer
