#include "references.h"

#include "digest.h"

namespace mm1::flow {

Reference& References::add(const NormalUri& uri, ReferenceSource source, std::int64_t now_ns,
                           std::int64_t keep_ns) {
  const std::uint64_t key = digest(uri.path());
  const Reference* known = by_path_.find(key);
  Reference reference = known == nullptr ? Reference{} : *known;
  reference.gave(source);
  return by_path_.put(key, reference, now_ns, now_ns + keep_ns);
}

Reference* References::find(const NormalUri& uri) {
  return uri.empty() ? nullptr : by_path_.find(digest(uri.path()));
}

}  // namespace mm1::flow
