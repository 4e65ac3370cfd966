#include "media.h"

#include <array>

#include "text.h"

namespace mm1::bearer {
namespace {

struct Row {
  std::string_view prefix;
  Promise promise;
};

// The first row that begins a type decides. Types that servers give to files they do not know
// (application/octet-stream, text/plain, none) are left to the body's octets.
constexpr std::array kRows{
    Row{kMmsMessageType, Promise::kMm1},
    Row{"application/http", Promise::kPush},
    Row{"application/json", Promise::kNothing},
    Row{"application/javascript", Promise::kNothing},
    Row{"application/xml", Promise::kNothing},
    Row{"application/x-www-form-urlencoded", Promise::kNothing},
    Row{"audio/", Promise::kNothing},
    Row{"font/", Promise::kNothing},
    Row{"image/", Promise::kNothing},
    Row{"multipart/related", Promise::kRelated},
    Row{"multipart/", Promise::kNothing},
    Row{"text/css", Promise::kNothing},
    Row{"text/html", Promise::kNothing},
    Row{"text/javascript", Promise::kNothing},
    Row{"text/xml", Promise::kNothing},
    Row{"video/", Promise::kNothing},
};

}  // namespace

Promise promise_of(std::string_view type) {
  for (const Row& row : kRows) {
    if (starts_with_ignoring_case(type, row.prefix)) return row.promise;
  }
  return Promise::kUnknown;
}

}  // namespace mm1::bearer
