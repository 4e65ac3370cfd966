// HTTP/1 messages.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "support/octet_writer.h"

namespace mm1::test {

using HttpHeaders = std::vector<std::pair<std::string, std::string>>;

/// How a message says where its body ends.
enum class Framing { kNoBody, kContentLength, kChunked, kUntilClose };

/// A request. `kUntilClose` is none of its framings.
[[nodiscard]] Buffer http_request(const std::string& method, const std::string& target,
                                  const HttpHeaders& headers, Octets body = {},
                                  Framing framing = Framing::kNoBody);

/// A response. `kUntilClose` makes it HTTP/1.0.
[[nodiscard]] Buffer http_response(int status, const HttpHeaders& headers, Octets body = {},
                                   Framing framing = Framing::kContentLength);

/// A gzip member of one block with fixed Huffman codes and literals only: the same octets with
/// every library version.
[[nodiscard]] Buffer gzip(Octets octets);

}  // namespace mm1::test
