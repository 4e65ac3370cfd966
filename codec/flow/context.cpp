#include "mm1/flow/context.h"

#include <array>
#include <cstddef>

namespace mm1::flow {
namespace {

constexpr std::array<std::string_view, 7> kBearerNames = {
    "http", "wsp-co", "wsp-cl", "push-udp", "push-sms", "push-http", "file",
};
static_assert(kBearerNames.size() == static_cast<std::size_t>(Bearer::kFile) + 1);

constexpr std::array<std::string_view, 2> kDirectionNames = {"client-to-relay", "relay-to-client"};

}  // namespace

std::string_view bearer_name(Bearer bearer) {
  return kBearerNames[static_cast<std::size_t>(bearer)];
}

std::string_view direction_name(Direction direction) {
  return kDirectionNames[static_cast<std::size_t>(direction)];
}

}  // namespace mm1::flow
