// What a PDU costs the tracker, and what a transaction takes, with few and with many of them open.
// Decoding is part of neither.
#include <fmt/format.h>
#include <malloc.h>
#include <time.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mm1/flow/tracker.h"
#include "mm1/mms/decode.h"
#include "mm1/mms/encode.h"

namespace {

namespace flow = mm1::flow;
namespace mms = mm1::mms;
namespace number = mms::number;

constexpr std::string_view kZeros = "0000000";  // stands for the number of a message
constexpr std::string_view kRelay = "192.0.2.1";
constexpr std::string_view kSmsc = "192.0.2.9";
constexpr std::string_view kUri = "http://mmsc.example.com/0000000";

class Nobody : public flow::TrackerSink {
 public:
  void on_transaction(const flow::Transaction&) override {}
  void on_finding(const flow::FlowFinding&) override {}
};

std::size_t heap_octets() {
  const auto heap = mallinfo2();
  return heap.uordblks + heap.hblkhd;
}

/// A text that is different for each message: its runs of seven zeros are replaced by a number.
class Template {
 public:
  explicit Template(std::string text) : text_(std::move(text)) {
    for (auto at = text_.find(kZeros); at != std::string::npos;
         at = text_.find(kZeros, at + kZeros.size())) {
      places_.push_back(at);
    }
  }
  explicit Template(const mms::PduBuilder& pdu) : Template(text_of(pdu.encode())) {}

  std::string_view of(std::size_t message) {
    const std::string digits = fmt::format("{:07}", message);
    for (const std::size_t at : places_) text_.replace(at, digits.size(), digits);
    return text_;
  }

 private:
  static std::string text_of(const mm1::wsp::Buffer& octets) {
    return {octets.begin(), octets.end()};
  }

  std::string text_;
  std::vector<std::size_t> places_;
};

std::vector<mm1::wsp::Part> text_of_message() {
  return {mm1::wsp::Part("text/plain", "Text of message 0000000")};
}

mms::PduBuilder send_req() {
  return mms::PduBuilder(mms::PduType::kSendReq, mms::Version::k12)
      .add(number::kTransactionId, "S0000000")
      .add(number::kFrom, "user0000000@example.com")
      .add(number::kTo, "+15550000000/TYPE=PLMN")
      .add(number::kSubject, "A subject: 0000000")
      .add(number::kDeliveryReport, "Yes")
      .content("application/vnd.wap.multipart.mixed", text_of_message());
}

mms::PduBuilder send_conf() {
  return mms::PduBuilder(mms::PduType::kSendConf, mms::Version::k12)
      .add(number::kTransactionId, "S0000000")
      .add(number::kResponseStatus, "Ok")
      .add(number::kMessageId, "M0000000@mmsc.example.com");
}

mms::PduBuilder notification() {
  return mms::PduBuilder(mms::PduType::kNotificationInd, mms::Version::k12)
      .add(number::kTransactionId, "N0000000")
      .add(number::kFrom, "user0000000@example.com")
      .add(number::kSubject, "A subject: 0000000")
      .add(number::kMessageClass, "Personal")
      .add(number::kMessageSize, 23)
      .add(number::kExpiry, mms::Relative{259'200})
      .add(number::kContentLocation, std::string(kUri));
}

mms::PduBuilder retrieve_conf() {
  return mms::PduBuilder(mms::PduType::kRetrieveConf, mms::Version::k12)
      .add(number::kMessageId, "M0000000@mmsc.example.com")
      .add(number::kDate, 1'767'607'200)
      .add(number::kFrom, "user0000000@example.com")
      .add(number::kTo, "+15550000000/TYPE=PLMN")
      .add(number::kSubject, "A subject: 0000000")
      .content("application/vnd.wap.multipart.mixed", text_of_message());
}

mms::PduBuilder notify_resp() {
  return mms::PduBuilder(mms::PduType::kNotifyRespInd, mms::Version::k12)
      .add(number::kTransactionId, "N0000000")
      .add(number::kStatus, "Retrieved");
}

/// Something that happens of a message.
struct Event {
  flow::Bearer bearer;
  flow::Direction direction;
  Template client;
  Template pdu;                // empty: a GET
  std::uint64_t exchange = 0;  // of this kind; 0: none
  Template uri = Template("");
};

/// Processor time of this thread: other programs must not count.
std::chrono::nanoseconds thread_time() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

/// Feeds a tracker and takes the time that it needs, for a batch of events at a time: they are made
/// and decoded before the clock starts.
class Run {
 public:
  Run() : tracker_(nobody_), before_(heap_octets()) { batch_.reserve(kBatch); }

  void happens(Event& event, std::size_t message) {
    Pending& next = batch_.emplace_back();
    next.client = event.client.of(message);
    next.octets = event.pdu.of(message);
    next.uri = event.uri.of(message);
    time_ns_ += 1'000'000;
    flow::Context& context = next.context;
    context.time_ns = time_ns_;
    context.frame = static_cast<std::uint32_t>(++events_);
    context.bearer = event.bearer;
    context.direction = event.direction;
    context.relay = event.bearer == flow::Bearer::kPushSms ? kSmsc : kRelay;
    context.client = next.client;
    context.exchange = event.exchange == 0 ? 0 : 4 * message + event.exchange;
    context.uri = next.uri;
    if (!next.octets.empty()) {
      const auto* first = reinterpret_cast<const std::uint8_t*>(next.octets.data());
      next.tape.emplace(mms::decode({first, next.octets.size()}, arena_.allocator()));
    }
    if (batch_.size() == kBatch) flush();
  }

  /// The capture ends; that is part of what its PDUs cost.
  void finish() {
    flush();
    held_ = heap_octets() - before_;
    sample();
    const auto start = thread_time();
    tracker_.finish();
    spent_ += thread_time() - start;
  }

  [[nodiscard]] double ns_per_event() const {
    return static_cast<double>(spent_.count()) / static_cast<double>(events_);
  }
  /// Before the capture ended.
  [[nodiscard]] std::size_t held() const { return held_; }
  [[nodiscard]] std::size_t peak() const { return peak_; }

 private:
  static constexpr std::size_t kBatch = 256;
  static constexpr std::size_t kBatchesASample = 64;

  void flush() {
    const auto start = thread_time();
    for (const Pending& next : batch_) {
      if (next.tape) {
        const mms::PduView view(*next.tape);
        tracker_.pdu({.context = next.context, .pdu = next.context.frame, .view = &view});
      } else {
        tracker_.exchange({.context = next.context, .method = "GET", .content_type = {}});
      }
    }
    spent_ += thread_time() - start;
    batch_.clear();
    arena_.reset();
    // Asking walks the free memory, which leaves the processor's caches cold: not often.
    if (++batches_ % kBatchesASample == 0) sample();
  }
  void sample() { peak_ = std::max(peak_, heap_octets() - before_); }

  struct Pending {
    std::string client, octets, uri;
    flow::Context context;
    std::optional<mm1::wsp::Tape> tape;
  };

  Nobody nobody_;
  flow::Tracker tracker_;
  mm1::wsp::Arena arena_;
  std::vector<Pending> batch_;
  std::int64_t time_ns_ = 1'767'607'200'000'000'000;
  std::size_t events_ = 0;
  std::size_t batches_ = 0;
  std::size_t before_;
  std::size_t held_ = 0;
  std::size_t peak_ = 0;
  std::chrono::nanoseconds spent_{0};
};

using Events = std::vector<Event>;

/// A client is notified, and nothing follows: each transaction stays open.
Events notification_only() {
  return {{flow::Bearer::kPushSms, flow::Direction::kRelayToClient, Template("+15550000000"),
           Template(notification())}};
}

/// A client submits, and nothing follows.
Events submission_only() {
  return {{flow::Bearer::kHttp, flow::Direction::kClientToRelay, Template("10.0000000"),
           Template(send_req()), 1}};
}

/// A message is submitted, notified, retrieved and answered: two transactions and a journey.
Events whole_dialogue() {
  using flow::Bearer;
  using flow::Direction;
  const Template uri{std::string(kUri)};
  return {
      {Bearer::kHttp, Direction::kClientToRelay, Template("10.0000000"), Template(send_req()), 1},
      {Bearer::kHttp, Direction::kRelayToClient, Template("10.0000000"), Template(send_conf()), 1},
      {Bearer::kPushSms, Direction::kRelayToClient, Template("+15550000000"),
       Template(notification())},
      {Bearer::kHttp, Direction::kClientToRelay, Template("11.0000000"), Template(""), 2, uri},
      {Bearer::kHttp, Direction::kRelayToClient, Template("11.0000000"), Template(retrieve_conf()),
       2, uri},
      {Bearer::kHttp, Direction::kClientToRelay, Template("11.0000000"), Template(notify_resp()),
       3},
  };
}

struct Traffic {
  std::string_view name;
  Events (*events)();
  std::size_t transactions;  // of a message
};
constexpr Traffic kTraffics[] = {
    {"open notifications", notification_only, 1},
    {"open sends", submission_only, 1},
    {"whole dialogues", whole_dialogue, 2},
};
constexpr std::size_t kCounts[] = {10'000, 100'000, 1'000'000};
/// Messages that are sent before the next thing happens of one: clients take turns.
constexpr std::size_t kLag = 500;

void feed(Run& run, const Traffic& traffic, std::size_t messages) {
  Events events = traffic.events();
  for (std::size_t turn = 0; turn < messages + (events.size() - 1) * kLag; ++turn) {
    for (std::size_t i = 0; i < events.size() && i * kLag <= turn; ++i) {
      const std::size_t message = turn - i * kLag;
      if (message < messages) run.happens(events[i], message);
    }
  }
  run.finish();
}

struct Cost {
  double ns = 0;
  double held = 0;
  double peak = 0;
};

Cost measure(const Traffic& traffic, std::size_t transactions) {
  // Few transactions are measured often, so that all rows rest on about as many PDUs.
  const std::size_t rounds = std::clamp<std::size_t>(200'000 / transactions, 1, 20);
  Cost cost;
  for (std::size_t round = 0; round < rounds; ++round) {
    Run run;
    feed(run, traffic, transactions / traffic.transactions);
    cost.ns += run.ns_per_event() / static_cast<double>(rounds);
    cost.held = static_cast<double>(run.held()) / static_cast<double>(transactions);
    cost.peak = static_cast<double>(run.peak()) / static_cast<double>(transactions);
  }
  return cost;
}

}  // namespace

/// Rows of one run are compared with each other: the machine is the same, and in the same state.
/// Arguments: how often all is measured, and the most transactions.
int main(int argc, char** argv) {
  const int repetitions = argc > 1 ? std::atoi(argv[1]) : 3;
  const std::size_t most = argc > 2 ? std::strtoul(argv[2], nullptr, 10) : kCounts[2];
  fmt::print("{:20} {:>12} {:>10} {:>8} {:>12} {:>12}\n", "traffic", "transactions", "ns per PDU",
             "ratio", "octets held", "octets peak");
  for (int i = 0; i < repetitions; ++i) {
    for (const Traffic& traffic : kTraffics) {
      double first = 0;
      for (const std::size_t count : kCounts) {
        if (count > most) continue;
        const Cost cost = measure(traffic, count);
        if (first == 0) first = cost.ns;
        fmt::print("{:20} {:>12} {:>10.0f} {:>8.2f} {:>12.0f} {:>12.0f}\n", traffic.name, count,
                   cost.ns, cost.ns / first, cost.held, cost.peak);
        std::fflush(stdout);
      }
    }
  }
}
