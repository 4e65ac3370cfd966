// A WAP push kept as a file: what UDP port 2948 or an SMS carries.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mm1/wsp/octets.h"

namespace mm1::cli {

/// One header of a push.
struct PushHeader {
  std::string name;
  std::string value;  // text, number, or octets in hex
};

/// A WSP Push or ConfirmedPush PDU (WAP-230 §8.2.4). Offsets are octets in the input.
struct WspPush {
  std::optional<std::uint8_t> transaction_id;  // connectionless WSP writes one in front
  std::uint8_t type = 0;
  std::size_t headers_offset = 0;
  std::string content_type;  // without parameters
  std::vector<PushHeader> headers;
  std::size_t data_offset = 0;
};

/// Reads a push whose lengths fit its octets. Nothing when they are no push.
[[nodiscard]] std::optional<WspPush> read_wsp_push(wsp::Octets octets);

}  // namespace mm1::cli
