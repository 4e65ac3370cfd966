// Characters and charsets of texts.
#include <algorithm>
#include <string_view>

#include "mm1/mms/text.h"
#include "mm1/wsp/charsets.h"
#include "mm1/wsp/utf8.h"
#include "text_checks.h"

namespace mm1::rules {

namespace {

using wsp::Element;
using wsp::Kind;
using wsp::Octets;

constexpr std::uint8_t kFirstBeyondAscii = 0x80;

bool ascii(Octets octets) {
  return std::ranges::all_of(octets, [](std::uint8_t octet) { return octet < kFirstBeyondAscii; });
}

bool is_wide(const Element& element) {
  const wsp::CharsetRow* row = wsp::charset(element.charset);
  return row != nullptr && row->wide;
}

/// Index of the first control character that TEXT excludes (RFC 2616 §2.2): all but HT and a line
/// end that is folded. `npos` when there is none.
std::size_t stray_control(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto octet = static_cast<unsigned char>(text[i]);
    if ((octet >= 0x20 && octet != 0x7F) || octet == '\t') continue;
    const std::string_view folding = text.substr(i, 3);
    if (folding == "\r\n " || folding == "\r\n\t") {
      i += 2;
      continue;
    }
    return i;
  }
  return std::string_view::npos;
}

bool has_encoded_word(std::string_view text) {
  const std::size_t start = text.find("=?");
  return start != std::string_view::npos && text.find("?=", start + 2) != std::string_view::npos;
}

bool check_characters(const wsp::Tape& tape, std::size_t index, Findings& findings) {
  const Element& element = tape.elements()[index];
  if (is_wide(element)) return false;
  const std::string_view text = tape.ascii(element);
  if (!text.empty() && (text[0] == '\r' || text[0] == '\n' || text[0] == '\t')) {
    findings.add("FLD-TXT-004"_rule, index, "text ", Quoted{text});
    return true;
  }
  const std::size_t control = stray_control(text);
  if (control == std::string_view::npos) return false;
  findings.add("FLD-TXT-005"_rule, index, "octet ", Hex{static_cast<std::uint8_t>(text[control])},
               " at ", std::uint64_t{control}, " of ", Quoted{text});
  return true;
}

bool check_charset(const wsp::Tape& tape, std::size_t index, Findings& findings) {
  const Element& element = tape.elements()[index];
  const Octets text = tape.text(element);
  if (element.charset == 0) {
    if (ascii(text) || !wsp::is_utf8(wsp::ascii(text))) return false;
    findings.add("FLD-ESV-004"_rule, index, "text ", HexList{text}, " is UTF-8");
    return false;
  }
  const wsp::CharsetRow* row = wsp::charset(element.charset);
  if (row == nullptr) {
    findings.add("FLD-ESV-002"_rule, index, "charset ", std::uint32_t{element.charset});
    return true;
  }
  if (!valid_in_charset(text, element.charset)) {
    findings.add("FLD-ESV-003"_rule, index, "text ", HexList{text}, " is not ", row->name);
    return true;
  }
  if (has_encoded_word(tape.ascii(element)))
    findings.add("FLD-ESV-005"_rule, index, "text ", Quoted{tape.ascii(element)}, " in ",
                 row->name);
  return false;
}

}  // namespace

bool valid_in_charset(Octets text, std::uint32_t mib_enum) {
  const wsp::CharsetRow* row = wsp::charset(mib_enum);
  if (row == nullptr) return true;
  if (!row->wide && ascii(text)) return true;
  if (mib_enum == wsp::mib::kUsAscii) return false;
  if (mib_enum == wsp::mib::kUtf8) return wsp::is_utf8(wsp::ascii(text));
  const mms::DecodedText decoded = mms::to_utf8(text, mib_enum);
  return decoded.valid || !decoded.charset_known;
}

bool check_text(const wsp::Tape& tape, std::size_t index, Findings& findings) {
  const Kind kind = tape.elements()[index].kind;
  bool found = check_characters(tape, index, findings);
  if (kind == Kind::kEncodedString || kind == Kind::kAddress)
    found = check_charset(tape, index, findings) || found;
  return found;
}

}  // namespace mm1::rules
