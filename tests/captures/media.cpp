#include "captures/media.h"

#include <algorithm>
#include <initializer_list>

#include "support/octet_writer.h"

namespace mm1::samples {
namespace {

using test::OctetWriter;

void write_all(OctetWriter& writer, std::initializer_list<int> octets) {
  for (const int octet : octets) writer.u8(static_cast<std::uint8_t>(octet));
}

// A Huffman table with one code of one bit, for symbol 0.
void write_huffman_table(OctetWriter& writer, std::uint8_t table) {
  constexpr std::size_t kOtherCodeLengths = 15;
  writer.u16(0xFFC4).u16(20).u8(table).u8(1);
  for (std::size_t i = 0; i < kOtherCodeLengths; ++i) writer.u8(0);
  writer.u8(0);
}

}  // namespace

wsp::Buffer jpeg(std::size_t padding) {
  constexpr std::size_t kLongestComment = 1024;
  OctetWriter file;
  file.u16(0xFFD8);
  while (padding > 0) {
    const std::size_t length = std::min(padding, kLongestComment);
    file.u16(0xFFFE).u16(2 + length).text(std::string(length, '.'));
    padding -= length;
  }
  file.u16(0xFFDB).u16(67).u8(0);
  for (int i = 0; i < 64; ++i) file.u8(1);
  write_all(file, {0xFF, 0xC0, 0, 11, 8, 0, 1, 0, 1, 1, 1, 0x11, 0});  // 1 by 1, one component
  write_huffman_table(file, 0x00);
  write_huffman_table(file, 0x10);
  write_all(file, {0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0});
  write_all(file, {0x3F, 0xFF, 0xD9});  // no difference, end of block, stuffing; end of image
  return file.take();
}

wsp::Buffer gif() {
  OctetWriter file;
  file.text("GIF89a");
  write_all(file, {1, 0, 1, 0, 0x80, 0, 0, 0xFF, 0xFF, 0xFF, 0, 0, 0});
  write_all(file, {0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0, 0x3B});
  return file.take();
}

wsp::Buffer amr() {
  constexpr std::uint8_t kNoData = 0x7C;  // frame type 15, good quality
  constexpr int kFrames = 25;             // of 20 ms
  OctetWriter file;
  file.text("#!AMR\n");
  for (int i = 0; i < kFrames; ++i) file.u8(kNoData);
  return file.take();
}

std::string smil(const std::string& picture, const std::string& text) {
  return "<smil><head><layout><root-layout width=\"160\" height=\"120\"/>"
         "<region id=\"Image\" width=\"160\" height=\"80\"/>"
         "<region id=\"Text\" top=\"80\" width=\"160\" height=\"40\"/></layout></head>"
         "<body><par dur=\"5s\"><img src=\"" +
         picture + "\" region=\"Image\"/><text src=\"" + text +
         "\" region=\"Text\"/></par></body></smil>";
}

}  // namespace mm1::samples
