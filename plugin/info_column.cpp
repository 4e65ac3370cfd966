#include "info_column.h"

#include <string>

#include <epan/column-utils.h>
#include <epan/packet.h>

#include "mm1/mms/fields.h"
#include "mm1/mms/text.h"
#include "mm1/mms/view.h"
#include "pool.h"

namespace mm1::plugin {
namespace {

namespace number = mms::number;

/// Fields that say how something went; a PDU has one of them at most, save that a send or forward
/// confirmation may add how storing went.
constexpr std::uint8_t kOutcomes[] = {number::kResponseStatus, number::kRetrieveStatus,
                                      number::kStoreStatus,    number::kStatus,
                                      number::kReadStatus,     number::kCancelStatus};

/// What ties a PDU to others: the first one it has is shown.
struct Tie {
  std::uint8_t number;
  std::string_view label;
};
constexpr Tie kTies[] = {{number::kTransactionId, ", TID "},
                         {number::kMessageId, ", Message-ID "},
                         {number::kContentLocation, ", Content-Location "}};

void append_outcome(std::string& line, const wsp::Tape& tape, const mms::PduView& pdu) {
  for (const std::uint8_t outcome : kOutcomes) {
    const wsp::Element* value = pdu.value(outcome);
    if (value == nullptr) continue;
    line += ' ';
    line += mms::value_text(tape, *mms::field(outcome), *value);
    return;
  }
}

void append_tie(std::string& line, const wsp::Tape& tape, const mms::PduView& pdu) {
  for (const Tie& tie : kTies) {
    const wsp::Element* value = pdu.value(tie.number);
    if (value == nullptr) continue;
    line += tie.label;
    line += mms::value_text(tape, *mms::field(tie.number), *value);
    return;
  }
}

}  // namespace

std::span<const std::uint8_t> status_fields() { return kOutcomes; }

const char* summarize(packet_info* pinfo, const wsp::Tape& tape) {
  if (tape.elements().empty()) return "no PDU";
  const mms::PduView pdu(tape);
  std::string line = pdu.type_name();
  append_outcome(line, tape, pdu);
  append_tie(line, tape, pdu);
  return pool_text(pinfo, line);
}

void set_info(packet_info* pinfo, const char* summary) {
  col_set_str(pinfo->cinfo, COL_PROTOCOL, "MM1");
  col_clear(pinfo->cinfo, COL_INFO);
  col_append_sep_fstr(pinfo->cinfo, COL_INFO, ", ", "MM1 %s", summary);
  // A later PDU of the same packet clears only what stands behind the fence.
  col_set_fence(pinfo->cinfo, COL_INFO);
}

void append_info(packet_info* pinfo, const char* summary) {
  col_append_fstr(pinfo->cinfo, COL_INFO, " (MM1 %s)", summary);
}

}  // namespace mm1::plugin
