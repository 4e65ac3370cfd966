#include "undecided.h"

#include "http_reader.h"
#include "smpp_reader.h"

namespace mm1::bearer {
namespace {

// Octets in which a message of a protocol we read must have begun; above the size of the largest
// bodies in use.
constexpr std::uint64_t kMaxSearch = std::uint64_t{1} << 20;

// Fewer octets agree with too much to be taken for the beginning of a message.
constexpr std::size_t kEnough = 16;

/// Declines a connection whose octets say that nothing in it can be read.
class UnreadableReader final : public net::StreamReader {
 public:
  explicit UnreadableReader(Protocol protocol) : protocol_(protocol) {}

  [[nodiscard]] bool on_octets(bool, Octets, const net::Stamp&) override { return false; }
  [[nodiscard]] bool on_gap(bool, std::uint64_t, const net::Stamp&) override { return false; }
  void on_end(bool, net::StreamEnd, const net::Stamp&) override {}
  [[nodiscard]] capture::LeftOut refusal() const override { return left_out_as(protocol_); }

 private:
  Protocol protocol_;
};

}  // namespace

std::unique_ptr<net::StreamReader> ReaderMaker::make(Protocol protocol, const net::Endpoint& client,
                                                     const net::Endpoint& server) {
  if (is_unreadable(protocol)) return std::make_unique<UnreadableReader>(protocol);
  if (protocol == Protocol::kHttp) {
    return std::make_unique<HttpReader>(outlet_, refused_pushes_, client, server);
  }
  if (protocol == Protocol::kSmpp) {
    return std::make_unique<SmppReader>(outlet_, messages_, client, server);
  }
  return nullptr;
}

bool UndecidedReader::on_octets(bool from_client, Octets octets, const net::Stamp& stamp) {
  if (!reader_) {
    const Protocol protocol = octets.size() < kEnough ? Protocol::kUnknown : recognise(octets);
    reader_ = maker_.make(protocol, client_, server_);
    // What came before cannot be read: both directions have to find the beginning of a message, and
    // whoever misses an answer has to know.
    if (reader_ && (!reader_->on_gap(!from_client, searched_, stamp) ||
                    !reader_->on_gap(from_client, searched_, stamp))) {
      return false;
    }
  }
  if (reader_) return reader_->on_octets(from_client, octets, stamp);
  searched_ += octets.size();
  return searched_ <= kMaxSearch;
}

capture::LeftOut UndecidedReader::refusal() const {
  return reader_ ? reader_->refusal() : capture::LeftOut::kTcpOther;
}

bool UndecidedReader::on_gap(bool from_client, std::uint64_t length, const net::Stamp& stamp) {
  return !reader_ || reader_->on_gap(from_client, length, stamp);
}

void UndecidedReader::on_end(bool from_client, net::StreamEnd end, const net::Stamp& stamp) {
  constexpr std::uint8_t kBoth = 2;
  if (reader_) {
    reader_->on_end(from_client, end, stamp);
  } else if (++ended_ == kBoth) {
    maker_.outlet().count(capture::LeftOut::kTcpOther);
  }
}

}  // namespace mm1::bearer
