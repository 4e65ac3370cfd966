// A capture file's octets, whatever it was compressed with.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "octet_stream.h"

namespace mm1::capture {

struct OpenedStream {
  std::unique_ptr<OctetStream> stream;
  std::string_view compression;  // "gzip", "zstd"; empty: none
};

/// Opens `path`, "-" for standard input. The compression is known by the first octets, not by the
/// name. On failure no stream, and `problem` says why.
[[nodiscard]] OpenedStream open_stream(const std::string& path, std::string& problem);

}  // namespace mm1::capture
