// URIs as far as the rules judge them (RFC 2396).
#pragma once

#include <string_view>

namespace mm1::rules {

/// What is wrong with a URI reference, in words that follow it in a sentence; nullptr when nothing.
struct UriFault {
  const char* what;
};

[[nodiscard]] UriFault uri_fault(std::string_view uri);

/// The scheme of an absolute URI without its colon, empty for a relative reference.
[[nodiscard]] std::string_view uri_scheme(std::string_view uri);

}  // namespace mm1::rules
