#include "references.h"

#include "mm1/flow/digest.h"

namespace mm1::flow {

/// The key of a reference given out: its path, unless another host has given out the same.
std::uint64_t References::key_of(const NormalUri& uri) {
  const std::uint64_t path = digest(uri.path());
  const Reference* known = by_path_.find(path);
  const bool other_host = known != nullptr && known->host != 0 && !uri.host().empty() &&
                          known->host != digest(uri.host());
  return other_host ? combined(path, digest(uri.host())) : path;
}

Reference& References::add(const NormalUri& uri, ReferenceSource source, std::int64_t now_ns,
                           std::int64_t keep_ns) {
  const std::uint64_t key = key_of(uri);
  const Reference* known = by_path_.find(key);
  Reference reference = known == nullptr ? Reference{} : *known;
  if (reference.host == 0 && !uri.host().empty()) reference.host = digest(uri.host());
  reference.gave(source);
  return by_path_.put(key, reference, now_ns, now_ns + keep_ns);
}

Reference* References::find(const NormalUri& uri) {
  if (uri.empty()) return nullptr;
  Reference* same_host = by_path_.find(key_of(uri));
  return same_host != nullptr ? same_host : by_path_.find(digest(uri.path()));
}

}  // namespace mm1::flow
