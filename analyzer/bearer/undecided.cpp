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

}  // namespace

std::unique_ptr<net::StreamReader> make_reader(Outlet& outlet, SmsAssembler& messages,
                                               Protocol protocol, const net::Endpoint& client,
                                               const net::Endpoint& server) {
  switch (protocol) {
    case Protocol::kHttp:
      return std::make_unique<HttpReader>(outlet, client, server);
    case Protocol::kSmpp:
      return std::make_unique<SmppReader>(outlet, messages, client, server);
    case Protocol::kTls:
    case Protocol::kUnknown:
      return nullptr;
  }
  return nullptr;
}

bool UndecidedReader::on_octets(bool from_client, Octets octets, const net::Stamp& stamp) {
  if (!reader_) {
    const Protocol protocol = octets.size() < kEnough ? Protocol::kUnknown : recognise(octets);
    if (protocol == Protocol::kTls) {
      outlet_.count(capture::LeftOut::kTls);
      return false;
    }
    reader_ = make_reader(outlet_, messages_, protocol, client_, server_);
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

bool UndecidedReader::on_gap(bool from_client, std::uint64_t length, const net::Stamp& stamp) {
  return !reader_ || reader_->on_gap(from_client, length, stamp);
}

void UndecidedReader::on_end(bool from_client, net::StreamEnd end, const net::Stamp& stamp) {
  constexpr std::uint8_t kBoth = 2;
  if (reader_) {
    reader_->on_end(from_client, end, stamp);
  } else if (++ended_ == kBoth) {
    outlet_.count(capture::LeftOut::kTcpOther);
  }
}

}  // namespace mm1::bearer
