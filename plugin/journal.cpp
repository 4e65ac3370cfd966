#include "journal.h"

#include <algorithm>
#include <array>
#include <new>
#include <string_view>

#include "mm1/mms/decode.h"
#include "mm1/wsp/arena.h"
#include "mm1/wsp/cursor.h"

namespace mm1::plugin {
namespace {

constexpr std::size_t kChunk = std::size_t{256} * 1024;
constexpr std::size_t kOctetsOfAName = 100;  // beside its characters, in the tables

// Numbers take seven bits an octet, the lowest first; the top bit says that more follow.
constexpr unsigned kBits = 7;
constexpr std::uint8_t kMore = 0x80;
constexpr std::size_t kMostOctetsOfANumber = 10;

}  // namespace

class Journal::Writer {
 public:
  Writer(Journal& journal, std::string& out) : journal_(journal), out_(out) {}

  void frame(const Frame& frame) {
    numbers(frame.number, static_cast<std::uint64_t>(frame.time_ns), frame.source_port,
            frame.destination_port, frame.short_message, frame.heads.size(), frame.pdus.size());
    texts(frame.source, frame.destination);
    for (const BearerHead& head : frame.heads) this->head(head);
    for (const FramePdu& pdu : frame.pdus) this->pdu(pdu);
  }

 private:
  void head(const BearerHead& head) {
    numbers(static_cast<std::uint64_t>(head.family), static_cast<std::uint64_t>(head.role),
            journal_.number_of(head.method), journal_.number_of(head.content_type),
            journal_.number_of(head.user_agent), static_cast<std::uint64_t>(head.status),
            head.stream, head.transaction, head.connection_mode, head.retransmitted);
    texts(head.uri, head.number, head.client);
  }
  void pdu(const FramePdu& pdu) {
    const Condensed& condensed = pdu.condensed;
    numbers(pdu.complete, static_cast<std::uint64_t>(pdu.family), pdu.head,
            pdu.options.reported_length, pdu.options.limits.depth, pdu.options.limits.parts,
            pdu.options.limits.elements, condensed.left_out.size());
    for (const LeftOut& data : condensed.left_out) numbers(data.offset, data.length);
    octets({reinterpret_cast<const char*>(condensed.octets.data()), condensed.octets.size()});
  }

  template <typename... Numbers>
  void numbers(Numbers... values) {
    std::array<char, sizeof...(values) * kMostOctetsOfANumber> room;
    std::size_t size = 0;
    const auto put = [&](std::uint64_t value) {
      for (; value >= kMore; value >>= kBits) room[size++] = static_cast<char>(value | kMore);
      room[size++] = static_cast<char>(value);
    };
    (put(static_cast<std::uint64_t>(values)), ...);
    out_.append(room.data(), size);
  }
  void octets(std::string_view octets) {
    numbers(octets.size());
    out_ += octets;
  }
  /// Each with its terminating zero.
  template <typename... Texts>
  void texts(Texts... each) {
    (octets({each, std::string_view(each).size() + 1}), ...);
  }

  Journal& journal_;
  std::string& out_;
};

/// Gives back what a Writer wrote. Texts lie in the journal, tapes in the arena.
class Journal::Reader {
 public:
  Reader(const Journal& journal, const std::string& chunk, wsp::Arena& arena)
      : journal_(journal),
        cursor_({reinterpret_cast<const std::uint8_t*>(chunk.data()), chunk.size()}),
        arena_(arena) {}

  [[nodiscard]] bool at_end() const { return cursor_.at_end(); }

  /// Valid until the next one.
  Frame frame() {
    arena_.reset();
    Frame frame;
    take(frame.number, frame.time_ns, frame.source_port, frame.destination_port,
         frame.short_message);
    heads_.resize(static_cast<std::size_t>(number()));
    pdus_.resize(static_cast<std::size_t>(number()));
    take_texts(frame.source, frame.destination);
    for (BearerHead& head : heads_) head = this->head();
    for (FramePdu& pdu : pdus_) pdu = this->pdu();
    frame.heads = heads_;
    frame.pdus = pdus_;
    return frame;
  }

 private:
  BearerHead head() {
    BearerHead head;
    take(head.family, head.role);
    take_names(head.method, head.content_type, head.user_agent);
    take(head.status, head.stream, head.transaction, head.connection_mode, head.retransmitted);
    take_texts(head.uri, head.number, head.client);
    return head;
  }
  FramePdu pdu() {
    FramePdu pdu;
    std::size_t left_out = 0;
    take(pdu.complete, pdu.family, pdu.head, pdu.options.reported_length, pdu.options.limits.depth,
         pdu.options.limits.parts, pdu.options.limits.elements, left_out);
    wsp::ArenaArray<LeftOut> data(arena_.allocator());
    for (; left_out != 0; --left_out) {
      LeftOut each{};
      take(each.offset, each.length);
      if (!data.push(each)) throw std::bad_alloc();
    }
    pdu.condensed = {octets(), data.span()};
    pdu.tape =
        mms::decode(expand(pdu.condensed, arena_.allocator()), arena_.allocator(), pdu.options);
    return pdu;
  }

  template <typename... Values>
  void take(Values&... values) {
    ((values = static_cast<Values>(number())), ...);
  }
  template <typename... Names>
  void take_names(Names&... names) {
    ((names = journal_.names_[static_cast<std::size_t>(number())]), ...);
  }
  template <typename... Texts>
  void take_texts(Texts&... texts) {
    ((texts = reinterpret_cast<const char*>(octets().data())), ...);
  }
  std::uint64_t number() {
    std::uint64_t value = 0;
    for (unsigned shift = 0;; shift += kBits) {
      const std::uint8_t octet = cursor_.take();
      value |= static_cast<std::uint64_t>(octet & ~kMore) << shift;
      if ((octet & kMore) == 0) return value;
    }
  }
  wsp::Octets octets() {
    const auto size = static_cast<std::size_t>(number());
    return cursor_.take(size);
  }

  const Journal& journal_;
  wsp::Cursor cursor_;
  wsp::Arena& arena_;
  std::vector<BearerHead> heads_;
  std::vector<FramePdu> pdus_;
};

void Journal::take_down(const Frame& frame) {
  frame_.clear();
  Writer(*this, frame_).frame(frame);
  if (chunks_.empty() || chunks_.back().capacity() - chunks_.back().size() < frame_.size()) {
    chunks_.emplace_back().reserve(std::max(kChunk, frame_.size()));
    octets_ += chunks_.back().capacity();
  }
  chunks_.back() += frame_;
}

void Journal::replay(const std::function<void(const Frame&)>& tell) {
  wsp::Arena arena;
  for (; !chunks_.empty(); chunks_.pop_front()) {
    Reader reader(*this, chunks_.front(), arena);
    while (!reader.at_end()) tell(reader.frame());
  }
  numbers_.clear();
  names_.resize(1);
  octets_ = 0;
}

std::uint64_t Journal::number_of(const char* name) {
  if (name[0] == '\0') return 0;
  const auto [place, is_new] = numbers_.try_emplace(name, names_.size());
  if (is_new) {
    names_.push_back(place->first.c_str());
    octets_ += place->first.size() + kOctetsOfAName;
  }
  return place->second;
}

}  // namespace mm1::plugin
