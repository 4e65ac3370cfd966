#include "object_names.h"

#include <algorithm>
#include <array>

#include "printable.h"

namespace mm1::plugin {
namespace {

constexpr std::size_t kLongest = 100;    // octets of a name
constexpr std::size_t kExtension = 8;    // octets of what counts as one, with its dot
constexpr std::size_t kNumberRoom = 12;  // for "(4294967295)"
// What Windows, macOS or a shell take for something else than a letter of a name.
constexpr std::string_view kUnwanted = "/\\:*?\"<>|";

// What Windows drops at the end of a name, and Unix hides files by at its beginning.
constexpr std::string_view kEdge = ". ";

struct ExtensionRow {
  std::string_view media_type;
  std::string_view extension;
};
constexpr std::array kExtensions = {
    ExtensionRow{"image/jpeg", ".jpg"},
    ExtensionRow{"image/jpg", ".jpg"},
    ExtensionRow{"image/gif", ".gif"},
    ExtensionRow{"image/png", ".png"},
    ExtensionRow{"image/bmp", ".bmp"},
    ExtensionRow{"image/tiff", ".tif"},
    ExtensionRow{"image/webp", ".webp"},
    ExtensionRow{"image/svg+xml", ".svg"},
    ExtensionRow{"image/vnd.wap.wbmp", ".wbmp"},
    ExtensionRow{"text/plain", ".txt"},
    ExtensionRow{"text/html", ".html"},
    ExtensionRow{"text/x-vcard", ".vcf"},
    ExtensionRow{"text/vcard", ".vcf"},
    ExtensionRow{"text/x-vcalendar", ".vcs"},
    ExtensionRow{"text/calendar", ".ics"},
    ExtensionRow{"application/smil", ".smil"},
    ExtensionRow{"application/smil+xml", ".smil"},
    ExtensionRow{"application/xhtml+xml", ".xhtml"},
    ExtensionRow{"application/vnd.wap.xhtml+xml", ".xhtml"},
    ExtensionRow{"application/vnd.oma.drm.message", ".dm"},
    ExtensionRow{"application/vnd.oma.drm.content", ".dcf"},
    ExtensionRow{"application/vnd.wap.mms-message", ".mms"},
    ExtensionRow{"application/java-archive", ".jar"},
    ExtensionRow{"application/pdf", ".pdf"},
    ExtensionRow{"audio/amr", ".amr"},
    ExtensionRow{"audio/amr-wb", ".awb"},
    ExtensionRow{"audio/mp4", ".m4a"},
    ExtensionRow{"audio/mpeg", ".mp3"},
    ExtensionRow{"audio/midi", ".mid"},
    ExtensionRow{"audio/mid", ".mid"},
    ExtensionRow{"audio/sp-midi", ".mid"},
    ExtensionRow{"audio/x-wav", ".wav"},
    ExtensionRow{"audio/wav", ".wav"},
    ExtensionRow{"audio/3gpp", ".3gp"},
    ExtensionRow{"audio/3gpp2", ".3g2"},
    ExtensionRow{"audio/vnd.qcelp", ".qcp"},
    ExtensionRow{"video/3gpp", ".3gp"},
    ExtensionRow{"video/3gpp2", ".3g2"},
    ExtensionRow{"video/mp4", ".mp4"},
    ExtensionRow{"video/mpeg", ".mpg"},
};

char small(char letter) {
  return 'A' <= letter && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

std::string small_letters(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(), small);
  return result;
}

/// Where a name's extension begins, its end when it has none.
std::size_t extension_at(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  const bool is_one = dot != std::string_view::npos && dot != 0 && dot + 1 < name.size() &&
                      name.size() - dot <= kExtension && name.find('@') == std::string_view::npos;
  return is_one ? dot : name.size();
}

std::string_view extension_of(std::string_view media_type) {
  const std::string wanted = small_letters(media_type);
  for (const ExtensionRow& row : kExtensions) {
    if (row.media_type == wanted) return row.extension;
  }
  return {};
}

/// Cuts a name between two characters, in front of its extension.
std::string cut(std::string_view name, std::size_t longest) {
  if (name.size() <= longest) return std::string(name);
  const std::string_view extension = name.substr(extension_at(name));
  std::size_t length = longest - extension.size();
  while (length > 0 && continues_character(name[length])) --length;
  while (length > 0 && kEdge.find(name[length - 1]) != std::string_view::npos) --length;
  return std::string(name.substr(0, length)).append(extension);
}

std::string_view last_piece(std::string_view path) {
  path = path.substr(0, path.find_last_not_of("/\\") + 1);
  const std::size_t separator = path.find_last_of("/\\");
  return separator == std::string_view::npos ? path : path.substr(separator + 1);
}

/// One plain name out of what a message says; may be empty.
std::string plain_name(std::string_view said) {
  const std::string name = printable(last_piece(said), kUnwanted);
  const std::size_t first = name.find_first_not_of(kEdge);
  if (first == std::string::npos) return {};
  return name.substr(first, name.find_last_not_of(kEdge) + 1 - first);
}

}  // namespace

std::string part_file_name(const Mm1TapPart& part, std::uint32_t frame, std::size_t number) {
  std::string name;
  for (const char* said : {part.content_location, part.name, part.content_id}) {
    if (name.empty()) name = plain_name(said);
  }
  const std::string_view extension = extension_of(part.content_type);
  if (name.empty()) {
    name = "frame" + std::to_string(frame) + "-part" + std::to_string(number);
    name.append(extension.empty() ? ".bin" : extension);
  } else if (extension_at(name) == name.size()) {
    name = cut(name, kLongest - kExtension).append(extension);
  }
  return cut(name, kLongest);
}

std::string pdu_file_name(const Mm1TapRecord& record) {
  return "frame" + std::to_string(record.frame) + "-" + plain_name(record.type_name) + ".mms";
}

std::string ObjectNames::unique(std::string name) {
  unsigned& wanted = used_[small_letters(name)];
  if (wanted++ == 0) return name;
  const std::string base = cut(name, kLongest - kNumberRoom);
  const std::size_t end = extension_at(base);
  for (unsigned number = wanted - 1;; ++number) {
    std::string numbered = base;
    numbered.insert(end, "(" + std::to_string(number) + ")");
    unsigned& times = used_[small_letters(numbered)];
    if (times++ != 0) continue;
    used_[small_letters(name)] = number + 1;
    return numbered;
  }
}

}  // namespace mm1::plugin
