// What a PDU costs the tracker, and what an open transaction takes, with few and with many open.
#include <benchmark/benchmark.h>
#include <malloc.h>

#include <chrono>
#include <string>
#include <vector>

#include "mm1/flow/tracker.h"
#include "mm1/mms/decode.h"
#include "mm1/mms/encode.h"

namespace {

namespace flow = mm1::flow;
namespace mms = mm1::mms;
namespace number = mms::number;

class Nobody : public flow::TrackerSink {
 public:
  void on_transaction(const flow::Transaction&) override {}
  void on_finding(const flow::FlowFinding&) override {}
};

mm1::wsp::Buffer notification() {
  return mms::PduBuilder(mms::PduType::kNotificationInd, mms::Version::k12)
      .add(number::kTransactionId, "N0000000")
      .add(number::kFrom, "+15551230001/TYPE=PLMN")
      .add(number::kSubject, "A subject of some length")
      .add(number::kMessageClass, "Personal")
      .add(number::kMessageSize, 23'069)
      .add(number::kExpiry, mms::Relative{259'200})
      .add(number::kContentLocation, "http://mmsc.example.com/0000000")
      .encode();
}

/// Replaces each run of seven zeros by a number, so that every PDU is one of its own.
void renumber(std::string& octets, const std::vector<std::size_t>& places, std::size_t n) {
  std::string digits = std::to_string(n);
  digits.insert(0, 7 - digits.size(), '0');
  for (const std::size_t at : places) octets.replace(at, 7, digits);
}

/// Notifies `range(0)` clients, one PDU each, none of them answered. Decoding is part of neither
/// the time nor the memory.
void open_notifications(benchmark::State& state) {
  const mm1::wsp::Buffer pdu = notification();
  std::string octets(pdu.begin(), pdu.end());
  std::vector<std::size_t> places;
  for (auto at = octets.find("0000000"); at != std::string::npos;
       at = octets.find("0000000", at + 7)) {
    places.push_back(at);
  }
  const auto count = static_cast<std::size_t>(state.range(0));
  mm1::wsp::Arena arena;
  for (auto _ : state) {
    Nobody nobody;
    flow::Tracker tracker(nobody);
    const std::size_t before = mallinfo2().uordblks;
    std::chrono::nanoseconds spent{0};
    flow::PduEvent event;
    event.context.time_ns = 1'767'607'200'000'000'000;
    event.context.bearer = flow::Bearer::kPushSms;
    event.context.direction = flow::Direction::kRelayToClient;
    event.context.relay = "192.0.2.9";
    for (std::size_t n = 0; n < count; ++n) {
      renumber(octets, places, n);
      arena.reset();
      const auto* first = reinterpret_cast<const std::uint8_t*>(octets.data());
      const mm1::wsp::Tape tape = mms::decode({first, octets.size()}, arena.allocator());
      const mms::PduView view(tape);
      const std::string client = "+1555" + std::to_string(1'000'000 + n);
      event.context.time_ns += 1'000'000;
      event.context.client = client;
      event.pdu = n + 1;
      event.view = &view;
      const auto start = std::chrono::steady_clock::now();
      tracker.pdu(event);
      spent += std::chrono::steady_clock::now() - start;
    }
    const double open = static_cast<double>(count);
    state.SetIterationTime(std::chrono::duration<double>(spent).count());
    state.counters["ns_per_pdu"] = static_cast<double>(spent.count()) / open;
    state.counters["octets_per_open"] =
        static_cast<double>(mallinfo2().uordblks - before) / open;
  }
}
BENCHMARK(open_notifications)->Arg(10'000)->Arg(1'000'000)->UseManualTime();

}  // namespace

BENCHMARK_MAIN();
