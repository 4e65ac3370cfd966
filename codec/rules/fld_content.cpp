// Content types, their parameters, and multipart bodies.
#include <algorithm>

#include "content_checks.h"
#include "mm1/wsp/charsets.h"
#include "mm1/wsp/header_names.h"
#include "mm1/wsp/parameters.h"
#include "text_checks.h"

namespace mm1::rules {

namespace {

using std::string_view;
using wsp::Element;
using wsp::Kind;

constexpr string_view kRelated = "application/vnd.wap.multipart.related";
constexpr string_view kPlainText = "text/plain";
constexpr string_view kSmil[] = {"application/smil", "application/smil+xml"};
constexpr string_view kPresentations[] = {"application/smil",      "application/smil+xml",
                                          "text/vnd.wap.wml",      "application/vnd.wap.wmlc",
                                          "application/xhtml+xml", "application/vnd.wap.xhtml+xml"};

/// Ceilings of WSP encoding version 1.3 (E13 §7.1).
constexpr std::uint64_t kNewestType = 0x36, kNewestParameter = 0x10, kNewestHeader = 0x43;

bool one_of(string_view name, std::span<const string_view> names) {
  return std::ranges::any_of(names, [&](string_view known) { return same_name(known, name); });
}

string_view without_brackets(string_view id) {
  if (id.starts_with('"')) id.remove_prefix(1);
  if (id.ends_with('"')) id.remove_suffix(1);
  if (id.starts_with('<')) id.remove_prefix(1);
  if (id.ends_with('>')) id.remove_suffix(1);
  return id;
}

bool is_content_type_field(const wsp::Tape& tape, std::size_t media_type) {
  constexpr std::uint8_t kContentType = 0x04;
  if (media_type < 2) return false;
  const Element& field = tape.elements()[media_type - 2];
  return field.kind == Kind::kField && field.code == kContentType;
}

/// Number or name of a part's header.
bool is_header(const wsp::Tape& tape, std::size_t field, std::uint8_t number, string_view name) {
  const Element& element = tape.elements()[field];
  if (element.code != wsp::header::kByName) return element.code == number;
  return field + 1 < element.end && same_name(tape.ascii(tape.elements()[field + 1]), name);
}

PartFacts read_part(const wsp::Tape& tape, std::size_t part) {
  PartFacts facts{.part = part,
                  .media_type = child(tape, part, Kind::kMediaType),
                  .data = child(tape, part, Kind::kPartData),
                  .type = {},
                  .id = {},
                  .location = {},
                  .name = {},
                  .filename = {},
                  .direct = false};
  if (facts.media_type != kNothing) {
    facts.type = read_media(tape, facts.media_type).name;
    facts.name = parameter_text(tape, facts.media_type, kNameParameter);
    facts.filename = parameter_text(tape, facts.media_type, kFilenameParameter);
  }
  const auto elements = tape.elements();
  for (std::size_t i = part + 1; i < elements[part].end; i = elements[i].end) {
    if (elements[i].kind != Kind::kPartField || i + 2 >= elements[i].end) continue;
    const string_view value = tape.ascii(elements[i + 2]);
    if (is_header(tape, i, wsp::header::kContentId, "Content-ID")) {
      facts.id = without_brackets(value);
    } else if (is_header(tape, i, wsp::header::kContentLocation, "Content-Location")) {
      facts.location = value.starts_with('"') ? value.substr(1) : value;
    } else if (is_header(tape, i, wsp::header::kContentDisposition, "Content-Disposition") &&
               facts.filename.empty()) {
      facts.filename = parameter_text(tape, i, kFilenameParameter);
    }
  }
  return facts;
}

}  // namespace

void ContentChecks::visit(std::size_t index) {
  if (index < skip_until_) return;
  const Element& element = at(index);
  switch (element.kind) {
    case Kind::kElementDescriptor:  // parameters of a table of its own
      skip_until_ = element.end;
      break;
    case Kind::kPart:  // what was announced before speaks of the whole, not of this part
      media_type_ = kNothing;
      break;
    case Kind::kMediaType:
      media_type_ = index;
      media_ = read_media(tape_, index);
      related_ = same_name(media_.name, kRelated);
      if (element.state != wsp::State::kTruncated && !faults_.broken(element, index))
        check_media_type(index);
      break;
    case Kind::kParameter:
      if (!in_broken_media_type(index)) check_parameter(index);
      break;
    case Kind::kPartField:
      check_part_field(index);
      break;
    case Kind::kMultipart:
      check_multipart(index);
      break;
    case Kind::kPartData:
    case Kind::kBody:
      check_text(index);
      break;
    default:
      break;
  }
}

bool ContentChecks::in_broken_media_type(std::size_t index) const {
  const std::size_t whole =
      media_type_ != kNothing && index < at(media_type_).end ? media_type_ : index;
  return faults_.broken(at(whole), whole);
}

void ContentChecks::check_media_type(std::size_t index) {
  const Element& element = at(index);
  const string_view name = media_.name;
  const bool general = element.end != index + 1;
  if (general && child(tape_, index, Kind::kParameter) == kNothing)
    findings_.add("FLD-CTY-002"_rule, index, "content type ", Quoted{name});
  if (media_.number && *media_.number > kNewestType)
    findings_.add("FLD-CTY-009"_rule, media_.element, "content type number ", *media_.number, " (",
                  name, ")");
  if (related_ && parameter_value(tape_, index, kTypeParameter) == kNothing)
    findings_.add("FLD-CTY-004"_rule, index);
  if (!is_content_type_field(tape_, index)) return;
  if (!media_.number && name.empty()) findings_.add("FLD-CTY-003"_rule, index);
  constexpr string_view kTextual = "multipart/";
  if (same_name(name.substr(0, kTextual.size()), kTextual))
    findings_.add("FLD-CTY-011"_rule, index, "content type ", Quoted{name});
}

void ContentChecks::check_parameter(std::size_t index) {
  const Element& parameter = at(index);
  if (index + 1 >= parameter.end) return;
  if (parameter.code != wsp::parameter_number::kByName) {
    if (parameter.code > kNewestParameter)
      findings_.add("FLD-CTY-009"_rule, index, "parameter number ", Hex{parameter.code});
    return;
  }
  constexpr const ParameterNames* kNumbered[] = {
      &kCharsetParameter, &kTypeParameter, &kStartParameter, &kNameParameter, &kFilenameParameter};
  const string_view name = tape_.ascii(at(index + 1));
  // The number of Type is that of multipart/related; types like audio/AMR may have one of their
  // own.
  const bool related = related_ && media_type_ != kNothing && index < at(media_type_).end;
  for (const ParameterNames* known : kNumbered)
    if (same_name(known->name, name) && (known != &kTypeParameter || related))
      findings_.add("FLD-CTY-010"_rule, index, "parameter ", Quoted{name}, " has the octet ",
                    Hex{static_cast<std::uint8_t>(known->number | 0x80)});
}

void ContentChecks::check_part_field(std::size_t index) {
  const Element& field = at(index);
  if (index + 2 >= field.end || faults_.broken(field, index)) return;
  const std::size_t value = index + 2;
  constexpr std::uint8_t kStringQuote = 0x22;
  if (field.code != wsp::header::kByName) {
    if (field.code > kNewestHeader)
      findings_.add("FLD-CTY-009"_rule, index, "header number ", Hex{field.code});
    const wsp::Octets octets = tape_.octets(at(value));
    if (field.code == wsp::header::kContentId && !octets.empty() && octets[0] != kStringQuote)
      findings_.add("FLD-MPT-006"_rule, index, "Content-ID begins with ", Hex{octets[0]});
    return;
  }
  const string_view name = tape_.ascii(at(index + 1));
  const string_view text = tape_.ascii(at(value));
  if (same_name(name, "Content-Disposition"))
    findings_.add("FLD-MPT-011"_rule, index, "Content-Disposition: ", Quoted{text});
  if (same_name(name, "Content-Transfer-Encoding") &&
      (same_name(text, "base64") || same_name(text, "quoted-printable")))
    findings_.add("FLD-MPT-010"_rule, index, "Content-Transfer-Encoding: ", Quoted{text});
}

void ContentChecks::check_text(std::size_t data) {
  // Only an object that was not taken apart is text.
  const Element& element = at(data);
  const bool plain = element.end == data + 1 || at(data + 1).kind == Kind::kContent;
  if (!plain || media_type_ == kNothing || element.state != wsp::State::kOk ||
      !same_name(media_.name, kPlainText) || faults_.broken(at(media_type_), media_type_))
    return;
  const wsp::Octets octets = tape_.octets(element);
  const bool ascii = std::ranges::none_of(octets, [](std::uint8_t o) { return o >= 0x80; });
  const std::size_t value = parameter_value(tape_, media_type_, kCharsetParameter);
  if (value == kNothing) {
    if (!ascii) findings_.add("FLD-CTY-008"_rule, data, "octets beyond ASCII and no charset");
    return;
  }
  const wsp::CharsetRow* charset = at(value).kind == Kind::kCharset
                                       ? wsp::charset(at(value).number)
                                       : wsp::charset_named(tape_.ascii(at(value)));
  if (charset != nullptr && !valid_in_charset(octets, charset->mib_enum))
    findings_.add("FLD-CTY-008"_rule, data, "text is not ", charset->name);
}

void ContentChecks::check_multipart(std::size_t index) {
  const Element& multipart = at(index);
  // Parts may be missing from the capture, or from the tape, where both end together.
  const bool ends_tape = multipart.offset + multipart.length == tape_.input().size();
  if (faults_.broken(multipart, index) || (ends_tape && !faults_.whole())) return;
  wsp::ArenaArray<PartFacts> memory(allocator_);
  std::uint64_t direct = 0;
  bool presentation = false;
  for (std::size_t i = index + 1; i < multipart.end; ++i) {
    if (at(i).kind == Kind::kPart) {
      PartFacts facts = read_part(tape_, i);
      facts.direct = at(i).depth == multipart.depth + 1;
      direct += facts.direct ? 1 : 0;
      presentation = presentation || one_of(facts.type, kSmil);
      if (at(i).state == wsp::State::kTruncated || !memory.push(facts)) return;
    }
  }
  if (direct == 0) findings_.add("FLD-MPT-009"_rule, index);
  if (multipart.number != 0 && multipart.number != direct)
    findings_.add("FLD-MPT-002"_rule, index, "nEntries is ", multipart.number,
                  ", parts found: ", direct);
  if (direct == 0) return;
  const std::span<PartFacts> parts(&memory[0], memory.size());
  check_root(parts);
  if (presentation)
    for (const PartFacts& part : parts)
      if (part.direct && one_of(part.type, kSmil))
        check_presentation(tape_, part, parts, findings_, allocator_);
  check_ids(parts);
}

/// Which part is shown first, and whether the content type says so rightly.
void ContentChecks::check_root(std::span<const PartFacts> parts) {
  if (media_type_ == kNothing || faults_.broken(at(media_type_), media_type_)) return;
  const std::size_t start = parameter_value(tape_, media_type_, kStartParameter);
  const PartFacts* root = &parts.front();
  if (start != kNothing) {
    const string_view wanted = without_brackets(tape_.ascii(at(start)));
    const auto found = std::ranges::find_if(
        parts, [&](const PartFacts& part) { return part.direct && part.id == wanted; });
    if (found == parts.end()) {
      findings_.add("FLD-CTY-005"_rule, start, "Start is ", Quoted{tape_.ascii(at(start))},
                    ", no part has that Content-ID");
      return;
    }
    root = &*found;
  } else if (related_ && !one_of(root->type, kPresentations)) {
    const auto found = std::ranges::find_if(parts, [](const PartFacts& part) {
      return part.direct && one_of(part.type, kPresentations);
    });
    if (found != parts.end()) {
      findings_.add("FLD-CTY-007"_rule, found->part, "the first part is ", Quoted{root->type},
                    ", this one is ", Quoted{found->type});
      return;
    }
  }
  const std::size_t type = parameter_value(tape_, media_type_, kTypeParameter);
  if (!related_ || type == kNothing) return;
  string_view announced = read_media(tape_, type).name;
  if (announced.starts_with('"')) announced.remove_prefix(1);  // as a Quoted-string
  if (!same_name(announced, root->type))
    findings_.add("FLD-CTY-006"_rule, type, "Type is ", Quoted{announced}, ", the root part is ",
                  Quoted{root->type});
}

void ContentChecks::check_ids(std::span<PartFacts> parts) {
  std::ranges::sort(parts, [](const PartFacts& a, const PartFacts& b) {
    return a.id < b.id || (a.id == b.id && a.part < b.part);
  });
  for (std::size_t i = 1; i < parts.size(); ++i)
    if (!parts[i].id.empty() && parts[i].direct && parts[i - 1].direct &&
        parts[i].id == parts[i - 1].id)
      findings_.add("FLD-MPT-007"_rule, parts[i].part, "Content-ID ", Quoted{parts[i].id});
}

}  // namespace mm1::rules
