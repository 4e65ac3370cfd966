#include "tcp_client.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace mm1::net {
namespace {

struct Opening {
  std::string_view text;
  bool of_client;
};
constexpr std::array kOpenings = {
    Opening{"HTTP/", false},   Opening{"GET ", true},     Opening{"POST ", true},
    Opening{"HEAD ", true},    Opening{"PUT ", true},     Opening{"DELETE ", true},
    Opening{"OPTIONS ", true}, Opening{"CONNECT ", true}, Opening{"PRI * HTTP/2", true},
};

bool begins_with(Octets octets, std::string_view text) {
  return octets.size() >= text.size() &&
         std::ranges::equal(octets.first(text.size()), text, {}, {},
                            [](char c) { return static_cast<std::uint8_t>(c); });
}

}  // namespace

bool looks_like_client(const Endpoint& sender, const Endpoint& receiver, Octets first) {
  const auto* row = std::ranges::find_if(
      kOpenings, [&](const Opening& opening) { return begins_with(first, opening.text); });
  if (row != kOpenings.end()) return row->of_client;
  // Servers listen on lower ports than those clients are given.
  return sender.port >= receiver.port;
}

}  // namespace mm1::net
