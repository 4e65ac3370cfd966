#include "capture_bench.h"

#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <optional>

#include "mm1/capture/left_out.h"
#include "mm1/capture/reader.h"
#include "mm1/net/network.h"
#include "support/capture_file.h"

namespace mm1::bearer::test {
namespace {

using mm1::test::TcpConnection;

mm1::test::Endpoint builder_endpoint(const net::Endpoint& endpoint) {
  return {endpoint.address.text(), endpoint.port};
}

void end(TcpConnection& connection, const Step& step) {
  switch (step.end) {
    case net::StreamEnd::kFin:
      step.from_client ? connection.finish_by_client() : connection.finish_by_server();
      break;
    case net::StreamEnd::kReset:
      step.from_client ? connection.reset_by_client() : connection.reset_by_server();
      break;
    // No packet shows these: the capture is over, or the table of connections was full.
    case net::StreamEnd::kReplaced:
    case net::StreamEnd::kCaptureEnd:
    case net::StreamEnd::kEvicted:
      break;
  }
}

void send(TcpConnection& connection, bool from_client, Octets octets) {
  from_client ? connection.from_client(octets) : connection.from_server(octets);
}

}  // namespace

CaptureBench& CaptureBench::play(const std::vector<Step>& steps, std::size_t segment,
                                 const net::Endpoint& opener, const net::Endpoint& other) {
  mm1::test::Endpoint client = builder_endpoint(opener);
  client.port = static_cast<std::uint16_t>(client.port + connections_++);
  TcpConnection connection(capture_, client, builder_endpoint(other), {.mss = segment});
  for (const Step& step : steps) {
    wait(kSecond);
    switch (step.what) {
      case Step::What::kOctets:
        send(connection, step.from_client, step.octets);
        break;
      case Step::What::kGap:
        lose(connection, step.from_client, step.gap);
        break;
      case Step::What::kEnd:
        end(connection, step);
        break;
    }
  }
  return *this;
}

// The packets with the octets go, the acknowledgement of the last stays.
void CaptureBench::lose(TcpConnection& connection, bool from_client, std::uint64_t length) {
  const auto before = static_cast<std::ptrdiff_t>(capture_.packets().size());
  send(connection, from_client, Buffer(length, 'x'));
  capture_.packets().erase(capture_.packets().begin() + before, capture_.packets().end() - 1);
}

CaptureBench& CaptureBench::udp(const net::Endpoint& from, const net::Endpoint& to,
                                Octets payload) {
  wait(kSecond);
  capture_.udp(builder_endpoint(from), builder_endpoint(to), payload);
  return *this;
}

CaptureBench& CaptureBench::wait(std::int64_t nanoseconds) {
  capture_.wait(std::chrono::nanoseconds(nanoseconds));
  return *this;
}

RecordingSink CaptureBench::analyze() const {
  // Tests run in processes of their own, so a name of the process's own is enough.
  const std::string path = (std::filesystem::temp_directory_path() /
                            ("mm1-bench-" + std::to_string(::getpid()) + ".pcap"))
                               .string();
  mm1::test::write_file(path, mm1::test::pcap(capture_.packets()));
  RecordingSink sink;
  capture::LeftOutCounts left_out;
  Bearers bearers(sink, left_out);
  net::Network network(bearers, bearers, left_out);
  std::string problem;
  std::optional<capture::Reader> reader = capture::Reader::open(path, 0, problem);
  EXPECT_TRUE(reader) << problem;
  while (const capture::Packet* packet = reader ? reader->next() : nullptr) {
    bearers.advance(packet->time_ns);
    network.packet(*packet);
  }
  network.finish();
  bearers.finish();
  std::filesystem::remove(path);
  return sink;
}

}  // namespace mm1::bearer::test
