#include "progress.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>

namespace mm1::cli {
namespace {

constexpr std::uint64_t kPdusBetweenLines = 4096;

}  // namespace

// Results that go to the same terminal are progress enough, and a moving line would tear them.
Progress::Progress(analysis::RecordSink& next, std::size_t files)
    : next_(next),
      files_(files),
      shown_(isatty(STDERR_FILENO) == 1 && isatty(STDOUT_FILENO) == 0) {}

void Progress::show() const {
  if (!shown_) return;
  fmt::print(stderr, "\r\x1b[K{} of {} files, {} packets, {} PDUs", files_read_, files_, packets_,
             pdus_);
  std::fflush(stderr);
}

void Progress::clear() const {
  if (shown_) fmt::print(stderr, "\r\x1b[K");
}

void Progress::on_capture(const capture::FileInfo& file) {
  ++files_read_;
  packets_ += file.packets;
  next_.on_capture(file);
  show();
}

void Progress::on_pdu(const analysis::PduRecord& pdu) {
  next_.on_pdu(pdu);
  if (++pdus_ % kPdusBetweenLines == 0) show();
}

void Progress::on_violation(const analysis::ViolationRecord& violation) {
  next_.on_violation(violation);
}

void Progress::on_transaction(const flow::Transaction& transaction) {
  next_.on_transaction(transaction);
}

void Progress::on_journey(const flow::Journey& journey) { next_.on_journey(journey); }

void Progress::on_summary(const analysis::Summary& summary) { next_.on_summary(summary); }

}  // namespace mm1::cli
