// Content types with an assigned number (WAP-230 Table 40 and its continuation by OMNA).
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "mm1/wsp/encoding_version.h"

namespace mm1::wsp {

/// One assigned content type.
struct MediaTypeRow {
  std::uint16_t number;  // 0x33 for application/vnd.wap.multipart.related
  std::string_view name;
  EncodingVersion since;  // encoding version that assigned the number
};

/// How a body of a media type is built.
enum class BodyForm : std::uint8_t {
  kPlain,      // one object
  kMultipart,  // binary multipart (WAP-230 §8.5): application/vnd.wap.multipart.*
  kMms,        // an MM1 PDU: application/vnd.wap.mms-message
};

/// All rows in order of their number.
[[nodiscard]] std::span<const MediaTypeRow> media_type_table();

/// The row of an assigned number, or nullptr.
[[nodiscard]] const MediaTypeRow* media_type(std::uint64_t number);

/// The row whose name is `name`, compared without regard to case, or nullptr.
[[nodiscard]] const MediaTypeRow* media_type_named(std::string_view name);

/// How a body of this type is built. multipart/* (0B–0F) is the form with textual boundaries, which
/// has no place in a binary PDU and is left alone.
[[nodiscard]] BodyForm body_form(std::uint64_t number);
[[nodiscard]] BodyForm body_form(std::string_view name);

namespace media {
inline constexpr std::uint16_t kAny = 0x00, kMultipartMixed = 0x23, kMultipartAlternative = 0x26,
                               kMultipartRelated = 0x33, kMmsMessage = 0x3E;
}

}  // namespace mm1::wsp
