#include "tshark_pdus.h"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <future>
#include <string_view>

#include "support/hex.h"
#include "support/octet_writer.h"

namespace mm1::differential {
namespace {

using mm1::test::Buffer;

constexpr std::uint8_t kMessageType = 0x8C;

/// The octets of a field of PDML (`… value="8c82"/>`).
Buffer value_of(std::string_view line) {
  constexpr std::string_view kValue = " value=\"";
  const std::size_t begin = line.find(kValue);
  if (begin == std::string_view::npos) return {};
  line.remove_prefix(begin + kValue.size());
  return mm1::test::from_hex(line.substr(0, line.find('"')));
}

/// Takes one line of PDML. A PDU inside another one (an MMBox description) is a protocol of its
/// own.
void read(std::string_view line, std::vector<ShownPdu>& pdus) {
  const auto says = [&](std::string_view text) { return line.find(text) != line.npos; };
  if (says("<proto name=\"mmse\"")) {
    pdus.emplace_back();
  } else if (pdus.empty()) {
    return;
  } else if (says("<field name=\"mmse.message_type\"")) {
    const Buffer field = value_of(line);
    // The second octet of a body, which mmse takes for the type whatever the first is.
    if (field.size() > 1 && field[0] == kMessageType) pdus.back().type = field[1];
  } else if (says("<field name=\"mmse.transaction_id\"")) {
    const Buffer field = value_of(line);
    if (field.size() > 2) pdus.back().transaction_id.assign(field.begin() + 1, field.end() - 1);
  }
}

}  // namespace

bool tshark_is_there() { return std::system("tshark --version >/dev/null 2>&1") == 0; }

std::vector<ShownPdu> tshark_pdus(const std::string& capture) {
  const std::string command =
      "env -u WIRESHARK_PLUGIN_DIR tshark -n -2 -o tcp.reassemble_out_of_order:TRUE -Y mmse "
      "-T pdml -j mmse -r '" +
      capture + "' 2>/dev/null";
  std::vector<ShownPdu> pdus;
  std::FILE* output = popen(command.c_str(), "r");
  if (output == nullptr) return pdus;
  std::string line;
  std::array<char, 4096> piece{};
  while (std::fgets(piece.data(), piece.size(), output) != nullptr) {
    line += piece.data();
    if (line.back() != '\n') continue;
    read(line, pdus);
    line.clear();
  }
  pclose(output);
  return pdus;
}

std::vector<std::vector<ShownPdu>> tshark_pdus(const std::vector<std::string>& captures) {
  std::vector<std::vector<ShownPdu>> results(captures.size());
  const auto every_second = [&](std::size_t first) {
    for (std::size_t i = first; i < captures.size(); i += 2) results[i] = tshark_pdus(captures[i]);
  };
  const auto other_half = std::async(std::launch::async, every_second, 1);
  every_second(0);
  other_half.wait();
  return results;
}

}  // namespace mm1::differential
