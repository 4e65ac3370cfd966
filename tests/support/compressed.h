// What gzip and zstd make of octets.
#pragma once

#include "support/octet_writer.h"

namespace mm1::test {

/// One gzip member, and one zstd frame with a checksum.
[[nodiscard]] Buffer gzip_member(Octets octets);
[[nodiscard]] Buffer zstd_frame(Octets octets);
/// A zstd frame that decompressors skip.
[[nodiscard]] Buffer zstd_skippable_frame(Octets octets);

}  // namespace mm1::test
