#include "party.h"

#include <algorithm>

#include "mm1/mms/address.h"

namespace mm1::flow {
namespace {

using mms::AddressKind;

std::string lowered(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return result;
}

bool is_punctuation(char c) { return c == '+' || c == '-' || c == '.'; }

}  // namespace

std::string normal_party(std::string_view text) {
  const mms::Address address = mms::parse_address(text);
  const std::string_view value = address.value;
  if (address.kind == AddressKind::kEmail) {
    const std::size_t at = std::min(value.rfind('@'), value.size());
    return std::string(value.substr(0, at)) + lowered(value.substr(at));
  }
  std::string normal = lowered(value);
  if (address.kind == AddressKind::kPlmn || address.kind == AddressKind::kShortCode) {
    std::erase_if(normal, is_punctuation);
    return normal;
  }
  return address.type.empty() ? normal : normal + "/type=" + lowered(address.type);
}

}  // namespace mm1::flow
