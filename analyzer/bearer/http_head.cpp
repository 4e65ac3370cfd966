#include "http_head.h"

#include <array>
#include <charconv>
#include <cstring>

#include "text.h"

namespace mm1::bearer {
namespace {

constexpr std::string_view kResponsePrefix = "HTTP/1.";

// Methods a client or a proxy uses (RFC 9110 §9.3, WebDAV's for resynchronisation's sake), and the
// one HTTP/2's preface pretends.
constexpr std::array<std::string_view, 16> kMethods{
    "GET ",   "POST ",  "HEAD ", "PUT ",      "OPTIONS ",   "CONNECT ", "DELETE ", "TRACE ",
    "PATCH ", "MKCOL ", "COPY ", "PROPFIND ", "PROPPATCH ", "MOVE ",    "LOCK ",   "PRI "};

bool agrees(std::string_view text, std::string_view prefix) {
  const std::size_t common = std::min(text.size(), prefix.size());
  return text.substr(0, common) == prefix.substr(0, common);
}

std::optional<std::uint64_t> parse_decimal(std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

// "200" of "HTTP/1.1 200 OK"; the reason phrase may be absent.
std::optional<HttpHead> parse_status_line(std::string_view line) {
  HttpHead head;
  const std::size_t space = line.find(' ');
  if (space == std::string_view::npos) return std::nullopt;
  const std::string_view rest = trim(line.substr(space));
  const auto status = parse_decimal(rest.substr(0, std::min<std::size_t>(3, rest.size())));
  if (!status || *status < 100 || *status > 999) return std::nullopt;
  head.status = static_cast<int>(*status);
  return head;
}

std::optional<HttpHead> parse_request_line(std::string_view line) {
  HttpHead head;
  head.is_request = true;
  const std::size_t first = line.find(' ');
  const std::size_t last = line.rfind(' ');
  if (first == std::string_view::npos || last == first) return std::nullopt;
  const std::string_view version = line.substr(last + 1);
  head.method = line.substr(0, first);
  head.target = trim(line.substr(first, last - first));
  head.is_http2 = head.method == "PRI" && version == "HTTP/2.0";
  if (!head.is_http2 && !version.starts_with(kResponsePrefix)) return std::nullopt;
  return head;
}

void read_content_length(HttpHead& head, std::string_view value) {
  const auto length = parse_decimal(value);
  if (!length || (head.content_length && *head.content_length != *length)) {
    head.bad_length = true;
  } else {
    head.content_length = length;
  }
}

void read_coding(HttpHead& head, std::string_view value) {
  if (equals_ignoring_case(value, "gzip") || equals_ignoring_case(value, "x-gzip")) {
    head.coding = Coding::kGzip;
  } else if (equals_ignoring_case(value, "deflate")) {
    head.coding = Coding::kDeflate;
  } else if (!value.empty() && !equals_ignoring_case(value, "identity")) {
    head.coding = Coding::kOther;
  }
}

void read_transfer_encoding(HttpHead& head, std::string_view value) {
  while (!value.empty()) {
    const std::size_t comma = value.find(',');
    const std::string_view token = without_parameters(value.substr(0, comma));
    if (equals_ignoring_case(token, "chunked")) {
      head.chunked = true;
    } else {
      read_coding(head, token);
    }
    value = comma == std::string_view::npos ? std::string_view{} : value.substr(comma + 1);
  }
}

struct Field {
  std::string_view name;
  void (*read)(HttpHead& head, std::string_view value);
};

constexpr std::array kFields{
    Field{"Host", [](HttpHead& head, std::string_view value) { head.host = value; }},
    Field{"Content-Type",
          [](HttpHead& head, std::string_view value) {
            head.content_type = without_parameters(value);
          }},
    Field{"Content-Length", read_content_length},
    Field{"Content-Encoding", read_coding},
    Field{"Transfer-Encoding", read_transfer_encoding},
};

void read_field(HttpHead& head, std::string_view line) {
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return;
  const std::string_view name = trim(line.substr(0, colon));
  for (const Field& field : kFields) {
    if (equals_ignoring_case(name, field.name)) {
      field.read(head, trim(line.substr(colon + 1)));
      return;
    }
  }
}

std::string_view take_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  std::string_view line = text.substr(0, end);
  text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

}  // namespace

StartLine recognise_start_line(capture::Octets octets) {
  const std::string_view text = as_text(octets.first(std::min<std::size_t>(octets.size(), 16)));
  if (text.starts_with(kResponsePrefix)) return StartLine::kResponse;
  bool partly = agrees(text, kResponsePrefix);
  for (const std::string_view method : kMethods) {
    if (text.starts_with(method)) return StartLine::kRequest;
    partly = partly || agrees(text, method);
  }
  return partly ? StartLine::kPartly : StartLine::kNo;
}

std::size_t head_length(capture::Octets octets, std::size_t from) {
  const std::string_view text = as_text(octets);
  for (std::size_t end = text.find('\n', from); end != std::string_view::npos;
       end = text.find('\n', end + 1)) {
    const std::string_view next = text.substr(end + 1, 2);
    if (next.starts_with('\n')) return end + 2;
    if (next == "\r\n") return end + 3;
  }
  return 0;
}

std::optional<HttpHead> parse_head(capture::Octets octets) {
  std::string_view text = as_text(octets);
  const std::string_view first = take_line(text);
  std::optional<HttpHead> head =
      first.starts_with(kResponsePrefix) ? parse_status_line(first) : parse_request_line(first);
  while (head && !text.empty()) read_field(*head, take_line(text));
  return head;
}

}  // namespace mm1::bearer
