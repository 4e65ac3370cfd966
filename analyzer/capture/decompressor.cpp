#include "decompressor.h"

namespace mm1::capture {

std::size_t Decompressor::read(std::span<std::uint8_t> room) {
  const std::size_t size = room.size();
  while (!over_ && !room.empty()) {
    switch (step(room)) {
      case Step::kWentOn:
        break;
      case Step::kOver:
        over_ = true;
        break;
      case Step::kNeedInput:
        // What there is goes out first: more may be long in coming through a pipe.
        if (room.size() < size) return size - room.size();
        if (!input_.fill()) end_of_input();
    }
  }
  return size - room.size();
}

void Decompressor::end_of_input() {
  over_ = true;
  if (input_.problem().end != End::kComplete) {
    problem_ = input_.problem();
  } else if (!may_end()) {
    problem_ = {End::kTruncated, "cut inside its " + std::string(name_) +
                                     " data: the file ends at octet " +
                                     std::to_string(input_.position() + input_.octets().size())};
  }
}

Decompressor::Step Decompressor::ends_unreadable(std::string_view why) {
  problem_ = {End::kDamaged, "its " + std::string(name_) + " data cannot be read past octet " +
                                 std::to_string(input_.position()) + " of the file (" +
                                 std::string(why) + ")"};
  return Step::kOver;
}

Decompressor::Step Decompressor::ends_before_other_data() {
  problem_ = {End::kDamaged, "its " + std::string(name_) + " data ends at octet " +
                                 std::to_string(input_.position()) +
                                 " of the file; what follows is none and was left out"};
  return Step::kOver;
}

}  // namespace mm1::capture
