#include "http_body.h"

#include <algorithm>

#include "mm1/mms/decode.h"

namespace mm1::bearer {
namespace {

constexpr int kMaxSizeDigits = 15;                  // keeps the size far below 2^64
constexpr std::size_t kInflaterMemory = 64 * 1024;  // of zlib's window and our output buffer

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
  if (promise == Promise::kNothing || coding == Coding::kOther) {
    state_ = State::kOther;
  } else {
    state_ = promise == Promise::kUnknown ? State::kUndecided : State::kMm1;
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
  if (input.empty() || state_ == State::kOther || state_ == State::kFull) return state_;
  if (first_) {
    first_ = false;
    // A body that begins as an MM1 PDU does was not coded, whatever its header says; deflate
    // without a header could begin alike.
    const bool plain = coding_ == Coding::kGzip && input.front() == 0x8c;
    if (coding_ != Coding::kIdentity && !plain) {
      if (!budget_->take(kInflaterMemory)) {
        state_ = State::kFull;
        return state_;
      }
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

void BodyCollector::keep(Octets octets) {
  const std::size_t room = max_body_ - octets_.size();
  const Octets kept = octets.first(std::min(room, octets.size()));
  if (!octets_.append(kept) || kept.size() < octets.size()) {
    state_ = State::kFull;
    return;
  }
  constexpr std::size_t kEnoughToTell = 2;
  if (state_ == State::kUndecided && octets_.size() >= kEnoughToTell) {
    if (mms::looks_like_pdu(octets_.span())) {
      state_ = State::kMm1;
    } else {
      state_ = State::kOther;
    }
  }
}

}  // namespace mm1::bearer
