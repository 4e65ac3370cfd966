#include "mm1/http/head.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "mm1/wsp/characters.h"

namespace mm1::http {
namespace {

using wsp::ascii;
using wsp::equals_ignoring_case;
using wsp::trim;
using wsp::without_parameters;

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
std::optional<Head> parse_status_line(std::string_view line) {
  Head head;
  const std::size_t space = line.find(' ');
  if (space == std::string_view::npos) return std::nullopt;
  const std::string_view rest = trim(line.substr(space));
  const auto status = parse_decimal(rest.substr(0, std::min<std::size_t>(3, rest.size())));
  if (!status || *status < 100 || *status > 999) return std::nullopt;
  head.status = static_cast<int>(*status);
  return head;
}

std::optional<Head> parse_request_line(std::string_view line) {
  Head head;
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

std::optional<Head> read_start_line(std::string_view line) {
  return line.starts_with(kResponsePrefix) ? parse_status_line(line) : parse_request_line(line);
}

// Calls `read` with each member of a list, blanks around it removed.
template <typename Read>
void for_each_member(std::string_view list, Read&& read) {
  while (!list.empty()) {
    const std::size_t comma = std::min(list.find(','), list.size());
    const std::string_view member = trim(list.substr(0, comma));
    if (!member.empty()) read(member);
    list.remove_prefix(std::min(comma + 1, list.size()));
  }
}

// RFC 9110 §8.6: the same number several times, in one field or in several, is that number.
void read_content_length(Head& head, std::string_view value) {
  head.bad_length = head.bad_length || trim(value).empty();
  for_each_member(value, [&head](std::string_view member) {
    const auto length = parse_decimal(member);
    if (!length || (head.content_length && *head.content_length != *length)) {
      head.bad_length = true;
    } else {
      head.content_length = length;
    }
  });
}

struct CodingName {
  std::string_view name;
  Coding coding;
};
// RFC 9110 §8.4.1; "x-gzip" is the same as "gzip".
constexpr std::array kCodings{
    CodingName{"identity", Coding::kIdentity}, CodingName{"gzip", Coding::kGzip},
    CodingName{"x-gzip", Coding::kGzip}, CodingName{"deflate", Coding::kDeflate}};

Coding coding_named(std::string_view name) {
  for (const CodingName& row : kCodings) {
    if (equals_ignoring_case(name, row.name)) return row.coding;
  }
  return Coding::kOther;
}

// One coding can be undone; where there are more, none.
void read_coding(Head& head, std::string_view name) {
  const Coding coding = coding_named(name);
  if (coding == Coding::kIdentity) return;
  head.coding = head.coding == Coding::kIdentity ? coding : Coding::kOther;
}

void read_content_encoding(Head& head, std::string_view value) {
  for_each_member(value, [&](std::string_view member) {
    read_coding(head, member);
    if (coding_named(member) != Coding::kIdentity) head.content_encoding = trim(value);
  });
}

void read_transfer_encoding(Head& head, std::string_view value) {
  for_each_member(value, [&head](std::string_view member) {
    const std::string_view name = without_parameters(member);
    if (equals_ignoring_case(name, "chunked")) {
      head.chunked = true;
    } else {
      read_coding(head, name);
    }
  });
}

void read_content_type(Head& head, std::string_view value) {
  head.has_content_type = true;
  head.content_type = without_parameters(value);
  head.content_type_parameters = value.substr(std::min(value.find(';'), value.size()));
}

bool is_blank(char c) { return c == ' ' || c == '\t'; }

struct Reader {
  std::string_view name;
  void (*read)(Head& head, std::string_view value);
};

constexpr std::array kReaders{
    Reader{"Host", [](Head& head, std::string_view value) { head.host = value; }},
    Reader{"User-Agent", [](Head& head, std::string_view value) { head.user_agent = value; }},
    Reader{"Upgrade", [](Head& head, std::string_view value) { head.upgrade = value; }},
    Reader{"Content-Type", read_content_type},
    Reader{"Content-Length", read_content_length},
    Reader{"Content-Encoding", read_content_encoding},
    Reader{"Transfer-Encoding", read_transfer_encoding},
    Reader{"X-Wap-Application-Id",
           [](Head& head, std::string_view value) { head.push.application_id = value; }},
    Reader{"X-Wap-Push-Status",
           [](Head& head, std::string_view value) { head.push.status = value; }},
    Reader{"X-Wap-Push-OTA-Version",
           [](Head& head, std::string_view value) { head.push.ota_version = value; }},
    Reader{"X-Wap-Push-Info", [](Head& head, std::string_view value) { head.push.info = value; }},
};

// A line with the lines that continue it: RFC 9112 §5.2, old senders fold header fields.
std::string_view take_line(std::string_view& text) {
  std::size_t end = text.find('\n');
  while (end < text.size() - 1 && is_blank(text[end + 1])) end = text.find('\n', end + 1);
  std::string_view line = text.substr(0, end);
  text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

// Reads all header fields up to the blank line.
void read_fields(Head& head, std::string_view text) {
  head.fields = text;
  while (const auto found = next_field(text)) {
    const auto known = std::ranges::find_if(kReaders, [&](const Reader& reader) {
      return equals_ignoring_case(found->name, reader.name);
    });
    if (known != kReaders.end()) known->read(head, found->value);
  }
}

}  // namespace

StartLine recognise_start_line(wsp::Octets octets) {
  const std::string_view text = ascii(octets.first(std::min<std::size_t>(octets.size(), 16)));
  if (text.starts_with(kResponsePrefix)) return StartLine::kResponse;
  bool partly = agrees(text, kResponsePrefix);
  for (const std::string_view method : kMethods) {
    if (text.starts_with(method)) return StartLine::kRequest;
    partly = partly || agrees(text, method);
  }
  return partly ? StartLine::kPartly : StartLine::kNo;
}

std::size_t head_length(wsp::Octets octets, std::size_t from) {
  const std::string_view text = ascii(octets);
  for (std::size_t end = text.find('\n', from); end != std::string_view::npos;
       end = text.find('\n', end + 1)) {
    const std::string_view next = text.substr(end + 1, 2);
    if (next.starts_with('\n')) return end + 2;
    if (next == "\r\n") return end + 3;
  }
  return 0;
}

std::optional<Head> parse_start_line(wsp::Octets octets) {
  std::string_view text = ascii(octets);
  return read_start_line(take_line(text));
}

std::optional<Head> parse_head(wsp::Octets octets) {
  std::string_view text = ascii(octets);
  std::optional<Head> head = read_start_line(take_line(text));
  if (head) read_fields(*head, text);
  return head;
}

Head parse_fields(wsp::Octets octets) {
  Head head;
  read_fields(head, ascii(octets));
  return head;
}

std::string_view host_of_target(const Head& head) {
  return head.target.starts_with('/') ? head.host : std::string_view{};
}

std::optional<Field> next_field(std::string_view& fields) {
  while (!fields.empty()) {
    const std::string_view line = take_line(fields);
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    return Field{trim(line.substr(0, colon)), trim(line.substr(colon + 1))};
  }
  return std::nullopt;
}

std::string_view parameter(std::string_view parameters, std::string_view name) {
  while (!parameters.empty()) {
    const std::size_t equals = parameters.find('=');
    if (equals == std::string_view::npos) return {};
    const std::size_t start = parameters.substr(0, equals).rfind(';') + 1;
    const std::string_view found = trim(parameters.substr(start, equals - start));
    std::string_view value = trim(parameters.substr(equals + 1));
    const bool quoted = value.starts_with('"');
    if (quoted) value.remove_prefix(1);
    const std::size_t end = std::min(value.find(quoted ? '"' : ';'), value.size());
    if (equals_ignoring_case(found, name)) return trim(value.substr(0, end));
    parameters = value.substr(std::min(end + 1, value.size()));
  }
  return {};
}

}  // namespace mm1::http
