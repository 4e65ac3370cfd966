// URIs in the form in which a Content-Location and the request that fetches it are compared.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace mm1::flow {

/// A URI without scheme, default port and fragment, its host in small letters and its needless
/// percent-encodings undone (RFC 3986 §6.2). The host is empty for a bare path.
struct NormalUri {
  std::string text;
  std::size_t host_length = 0;

  [[nodiscard]] bool empty() const { return text.empty(); }
  [[nodiscard]] std::string_view host() const {
    return std::string_view(text).substr(0, host_length);
  }
  [[nodiscard]] std::string_view path() const { return std::string_view(text).substr(host_length); }
};

[[nodiscard]] NormalUri normalize_uri(std::string_view uri);

/// Whether both name the same resource. A side without host (a request line without Host header)
/// matches any host.
[[nodiscard]] bool same_resource(const NormalUri& a, const NormalUri& b);
[[nodiscard]] inline bool same_uri(std::string_view a, std::string_view b) {
  return same_resource(normalize_uri(a), normalize_uri(b));
}

}  // namespace mm1::flow
