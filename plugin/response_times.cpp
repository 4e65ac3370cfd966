#include <array>
#include <cstddef>
#include <cstdint>

#include <epan/packet_info.h>
#include <epan/srt_table.h>
#include <wsutil/nstime.h>

#include "mm1/mms/pdus.h"
#include "statistics.h"
#include "tap_record.h"

namespace mm1::plugin {
namespace {

using mms::PduType;

/// Answers whose time counts; see CaptureFlow for what each of them answers.
constexpr std::array kAnswers = {
    PduType::kSendConf,       PduType::kRetrieveConf,   PduType::kNotifyRespInd,
    PduType::kAcknowledgeInd, PduType::kForwardConf,    PduType::kMboxStoreConf,
    PduType::kMboxViewConf,   PduType::kMboxUploadConf, PduType::kMboxDeleteConf,
    PduType::kDeleteConf,     PduType::kCancelConf,
};

/// Number of an answer's row; -1: not an answer whose time counts.
int row_of(std::uint8_t type) {
  for (std::size_t i = 0; i < kAnswers.size(); ++i) {
    if (static_cast<std::uint8_t>(kAnswers[i]) == type) return static_cast<int>(i);
  }
  return -1;
}

/// Names in the codec's tables end with a zero, because they are literals.
const char* name_of(PduType answer) {
  return mms::pdu(static_cast<std::uint8_t>(answer))->name.data();
}

void begin(register_srt*, GArray* tables) {
  srt_stat_table* table = init_srt_table("MM1", nullptr, tables, static_cast<int>(kAnswers.size()),
                                         "Answer", nullptr, nullptr);
  for (std::size_t i = 0; i < kAnswers.size(); ++i) {
    init_srt_table_row(table, static_cast<int>(i), name_of(kAnswers[i]));
  }
}

nstime_t request_time(const packet_info& pinfo, const Mm1TapRecord& answer) {
  constexpr std::int64_t kSecond = 1'000'000'000;
  const nstime_t since = {static_cast<time_t>(answer.since_request_ns / kSecond),
                          static_cast<int>(answer.since_request_ns % kSecond)};
  nstime_t time;
  nstime_delta(&time, &pinfo.abs_ts, &since);
  return time;
}

tap_packet_status measure(void* tap_data, packet_info* pinfo, epan_dissect_t*, const void* data,
                          tap_flags_t) {
  const auto& record = *static_cast<const Mm1TapRecord*>(data);
  const int row = row_of(record.type);
  // A repeat tells how long the first answer took to get lost, or how patient the sender is.
  const bool counts = row >= 0 && record.request_frame != 0 && !record.is_repeat;
  if (!counts || record.since_request_ns < 0) return TAP_PACKET_DONT_REDRAW;
  const auto& tables = *static_cast<const srt_data_t*>(tap_data);
  const nstime_t asked = request_time(*pinfo, record);
  add_srt_table_data(g_array_index(tables.srt_array, srt_stat_table*, 0), row, &asked, pinfo);
  return TAP_PACKET_REDRAW;
}

}  // namespace

void register_response_times(int protocol) {
  register_srt_table(protocol, "mm1", 1, measure, begin, nullptr);
}

}  // namespace mm1::plugin
