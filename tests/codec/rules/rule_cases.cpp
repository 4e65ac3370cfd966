#include "rule_cases.h"

#include <stdexcept>

#include "support/hex.h"

namespace mm1::rules::test {
namespace {

struct Piece {
  std::string_view name;
  std::string_view notation;
};

// Heads of PDUs at version 1.2 and fields that make them complete.
constexpr Piece kPieces[] = {
    {"sq", "8C 80 98 'T1' 00 8D 92"},
    {"sk", "8C 81 98 'T1' 00 8D 92"},
    {"ni", "8C 82 98 'N1' 00 8D 92"},
    {"nr", "8C 83 98 'N1' 00 8D 92"},
    {"rk", "8C 84 98 'N1' 00 8D 92 8B 'id1@mmsc' 00 85 04 42 26 5C 80"},
    {"di", "8C 86 8D 92 8B 'id1@mmsc' 00 $to 85 04 42 26 5C 80"},
    {"fq", "8C 89 98 'F1' 00 8D 92 $me $to $loc"},
    {"fk", "8C 8A 98 'F1' 00 8D 92"},
    {"bsq", "8C 8B 98 'S1' 00 8D 92 $loc"},
    {"bsk", "8C 8C 98 'S1' 00 8D 92"},
    {"bvq", "8C 8D 98 'V1' 00 8D 92"},
    {"bvk", "8C 8E 98 'V1' 00 8D 92"},
    {"buq", "8C 8F 98 'U1' 00 8D 92"},
    {"bdk", "8C 92 98 'D1' 00 8D 92"},
    {"me", "89 01 81"},
    {"from", "89 18 80 '+15551230002/TYPE=PLMN' 00"},
    {"to", "97 '+15551230001/TYPE=PLMN' 00"},
    {"loc", "83 'http://mmsc/m1' 00"},
    {"announce", "8A 80 8E 02 04 00 $loc"},
    {"expiry", "88 05 81 03 01 51 80"},
    {"hi", "84 A3 01 01 02 83 'Hi'"},
    {"mms", "'application/vnd.wap.mms-message' 00"},
    {"smil", "'application/smil' 00"},
    {"related", "84 18 B3 89 $smil 8A '<s>' 00"},
    {"descr", "8C 93 8B 'id1@mmsc' 00 A3 82"},
};

std::string expand(std::string_view notation) {
  std::string hex;
  while (!notation.empty()) {
    const char c = notation.front();
    notation.remove_prefix(1);
    if (c == '\'') {
      const std::size_t end = notation.find('\'');
      if (end == std::string_view::npos) throw std::invalid_argument("open quotation mark");
      for (const char letter : notation.substr(0, end)) {
        const auto octet = static_cast<std::uint8_t>(letter);
        hex += mm1::test::to_hex({&octet, 1}) + " ";
      }
      notation.remove_prefix(end + 1);
    } else if (c == '$') {
      const std::size_t end = std::min(notation.find(' '), notation.size());
      const std::string_view name = notation.substr(0, end);
      bool known = false;
      for (const Piece& piece : kPieces) {
        if (piece.name != name) continue;
        hex += expand(piece.notation) + " ";
        known = true;
      }
      if (!known) throw std::invalid_argument("unknown piece " + std::string(name));
      notation.remove_prefix(end);
    } else {
      hex += c;
    }
  }
  return hex;
}

}  // namespace

std::vector<std::uint8_t> octets(std::string_view notation) {
  return mm1::test::from_hex(expand(notation));
}

}  // namespace mm1::rules::test
