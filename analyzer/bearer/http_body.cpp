#include "http_body.h"

#include <algorithm>

#include "mm1/mms/decode.h"
#include "text.h"

namespace mm1::bearer {
namespace {

constexpr int kMaxSizeDigits = 15;                  // keeps the size far below 2^64
constexpr std::size_t kInflaterMemory = 64 * 1024;  // of zlib's window and our output buffer

// Octets in which a PDU that nobody announced shows its version, and in which the control entity of
// a PAP push begins.
constexpr std::size_t kEnoughForPdu = 512;
constexpr std::size_t kEnoughForPap = 4096;
constexpr std::string_view kPapElement = "<pap";

int hex_digit(std::uint8_t octet) {
  if (octet >= '0' && octet <= '9') return octet - '0';
  if (octet >= 'a' && octet <= 'f') return octet - 'a' + 10;
  if (octet >= 'A' && octet <= 'F') return octet - 'A' + 10;
  return -1;
}

}  // namespace

std::size_t ChunkReader::read(Octets input, Octets& data) {
  data = {};
  std::size_t used = 0;
  while (used < input.size() && !done() && !failed()) {
    if (state_ == State::kData) {
      const auto length = std::min<std::uint64_t>(left_, input.size() - used);
      data = input.subspan(used, static_cast<std::size_t>(length));
      left_ -= length;
      if (left_ == 0) state_ = State::kDataEnd;
      return used + data.size();
    }
    read_framing(input[used++]);
  }
  return used;
}

bool ChunkReader::skip(std::uint64_t length) {
  if (state_ != State::kData || length > left_) return false;
  left_ -= length;
  if (left_ == 0) state_ = State::kDataEnd;
  return true;
}

void ChunkReader::read_framing(std::uint8_t octet) {
  switch (state_) {
    case State::kSize:
      return read_size(octet);
    case State::kExtension:
      if (octet == '\n') state_ = left_ == 0 ? State::kTrailer : State::kData;
      return;
    case State::kDataEnd:
      if (octet == '\n') {
        state_ = State::kSize;
        digits_ = 0;
      } else if (octet != '\r') {
        state_ = State::kFailed;
      }
      return;
    case State::kTrailer:
    case State::kTrailerCr:
      if (octet == '\n') {
        state_ = State::kDone;
      } else {
        state_ = octet == '\r' ? State::kTrailerCr : State::kTrailerLine;
      }
      return;
    case State::kTrailerLine:
      if (octet == '\n') state_ = State::kTrailer;
      return;
    case State::kData:
    case State::kDone:
    case State::kFailed:
      return;
  }
}

void ChunkReader::read_size(std::uint8_t octet) {
  const int digit = hex_digit(octet);
  if (digit >= 0) {
    left_ = (digits_ == 0 ? 0 : left_ * 16) + static_cast<unsigned>(digit);
    if (++digits_ > kMaxSizeDigits) state_ = State::kFailed;
  } else if (digits_ == 0) {
    state_ = State::kFailed;
  } else {
    state_ = State::kExtension;
    read_framing(octet);
  }
}

void BodyCollector::begin(Promise promise, Coding coding) {
  clear();
  promise_ = promise;
  coding_ = coding;
  first_ = true;
  if (promise == Promise::kNothing && coding != Coding::kIdentity) {
    state_ = State::kOther;  // not worth undoing the coding
  } else {
    const bool announced = promise == Promise::kMm1 || promise == Promise::kPush;
    state_ = announced && coding != Coding::kOther ? State::kMm1 : State::kUndecided;
  }
}

void BodyCollector::clear() {
  octets_.clear();
  if (inflater_) budget_->give_back(kInflaterMemory);
  inflater_.reset();
  state_ = State::kOther;
}

bool BodyCollector::whole() const {
  return !inflater_ || (inflater_->ended() && !inflater_->failed());
}

BodyCollector::State BodyCollector::append(Octets input) {
  if (input.empty() || (state_ != State::kUndecided && state_ != State::kMm1)) return state_;
  if (first_) {
    first_ = false;
    // A body that begins as an MM1 PDU does was not coded, whatever its header says; deflate
    // without a header could begin alike.
    const bool plain = coding_ == Coding::kGzip && input.front() == 0x8c;
    const bool can_undo = coding_ == Coding::kGzip || coding_ == Coding::kDeflate;
    if (can_undo && !plain) {
      if (!budget_->take(kInflaterMemory)) return run_out();
      inflater_ = std::make_unique<Inflater>(coding_);
    }
  }
  if (!inflater_) {
    keep(input);
  } else {
    inflater_->feed(input, [this](Octets piece) {
      keep(piece);
      return state_ == State::kUndecided || state_ == State::kMm1;
    });
  }
  if (state_ == State::kOther) clear();
  return state_;
}

BodyCollector::State BodyCollector::run_out() {
  state_ = state_ == State::kMm1 ? State::kFull : State::kLost;
  return state_;
}

void BodyCollector::keep(Octets octets) {
  const std::size_t room = max_body_ - octets_.size();
  const Octets kept = octets.first(std::min(room, octets.size()));
  if (!octets_.append(kept) || kept.size() < octets.size()) {
    run_out();
    return;
  }
  if (state_ == State::kUndecided) state_ = decide();
}

// By the beginning of the body alone, so that it does not matter in what pieces it comes.
BodyCollector::State BodyCollector::decide() const {
  const bool may_be_pap = promise_ == Promise::kRelated && coding_ != Coding::kOther;
  const std::size_t enough = may_be_pap ? kEnoughForPap : kEnoughForPdu;
  const Octets start = octets_.span().first(std::min(octets_.size(), enough));
  if (may_be_pap) {
    if (as_text(start).find(kPapElement) != std::string_view::npos) return State::kMm1;
  } else {
    if (mms::reads_as_pdu(start)) return State::kMm1;
    const bool may_be_pdu = start.size() < 2 ? start.front() == 0x8c : mms::looks_like_pdu(start);
    if (!may_be_pdu) return State::kOther;
  }
  return start.size() < enough ? State::kUndecided : State::kOther;
}

}  // namespace mm1::bearer
