#include "support/compressed.h"

#include <zlib.h>
#include <zstd.h>

#include <memory>
#include <stdexcept>

namespace mm1::test {

Buffer gzip_member(Octets octets) {
  constexpr int kGzip = 16;  // added to the window bits
  z_stream deflater{};
  if (deflateInit2(&deflater, 6, Z_DEFLATED, MAX_WBITS + kGzip, 8, Z_DEFAULT_STRATEGY) != Z_OK) {
    throw std::runtime_error("deflateInit2");
  }
  Buffer member(deflateBound(&deflater, octets.size()));
  deflater.next_in = const_cast<Bytef*>(octets.data());
  deflater.avail_in = static_cast<uInt>(octets.size());
  deflater.next_out = member.data();
  deflater.avail_out = static_cast<uInt>(member.size());
  const int result = deflate(&deflater, Z_FINISH);
  member.resize(deflater.total_out);
  deflateEnd(&deflater);
  if (result != Z_STREAM_END) throw std::runtime_error("deflate");
  return member;
}

Buffer zstd_frame(Octets octets) {
  const std::unique_ptr<ZSTD_CCtx, decltype(&ZSTD_freeCCtx)> context(ZSTD_createCCtx(),
                                                                     &ZSTD_freeCCtx);
  ZSTD_CCtx_setParameter(context.get(), ZSTD_c_checksumFlag, 1);
  Buffer frame(ZSTD_compressBound(octets.size()));
  const std::size_t size =
      ZSTD_compress2(context.get(), frame.data(), frame.size(), octets.data(), octets.size());
  if (ZSTD_isError(size) != 0) throw std::runtime_error(ZSTD_getErrorName(size));
  frame.resize(size);
  return frame;
}

Buffer zstd_skippable_frame(Octets octets) {
  OctetWriter frame(/*little_endian=*/true);
  frame.u32(0x184D2A50).u32(octets.size()).octets(octets);
  return frame.take();
}

}  // namespace mm1::test
