// The shape every tape has, whatever the octets.
#pragma once

#include <string>

#include "mm1/wsp/tape.h"

namespace mm1::test {

/// What is wrong with a tape's shape; empty when nothing is. Right is: the first element covers the
/// whole input, every element's children follow each other and cover it without gap or overlap,
/// depths and ends nest, texts and faults lie inside the input.
[[nodiscard]] inline std::string shape_problem(const wsp::Tape& tape) {
  const auto elements = tape.elements();
  const std::size_t size = tape.input().size();
  const auto say = [](std::size_t index, const char* what) {
    return "element " + std::to_string(index) + ": " + what;
  };
  if (elements.empty())
    return size == 0 ? "" : "no element for " + std::to_string(size) + " octets";
  if (elements[0].offset != 0 || elements[0].length != size) return say(0, "not the whole input");
  if (elements[0].end != elements.size()) return say(0, "not the only root");

  for (std::size_t i = 0; i < elements.size(); ++i) {
    const wsp::Element& parent = elements[i];
    if (std::size_t{parent.offset} + parent.length > size) return say(i, "outside the input");
    if (std::size_t{parent.text_offset} + parent.text_length > size) return say(i, "text outside");
    if (parent.end <= i || parent.end > elements.size()) return say(i, "ends nowhere");
    if (parent.end == i + 1) continue;
    std::size_t place = parent.offset;
    std::size_t child = i + 1;
    while (child < parent.end) {
      if (elements[child].offset != place) return say(child, "gap or overlap before it");
      if (elements[child].depth != parent.depth + 1) return say(child, "wrong depth");
      if (elements[child].end <= child || elements[child].end > parent.end) {
        return say(child, "reaches out of its parent");
      }
      place += elements[child].length;
      child = elements[child].end;
    }
    if (place != std::size_t{parent.offset} + parent.length)
      return say(i, "not filled by children");
  }
  for (const wsp::FaultRecord& fault : tape.faults()) {
    if (fault.element >= elements.size()) return "a fault at no element";
    if (std::size_t{fault.offset} + fault.length > size) return "a fault outside the input";
  }
  return "";
}

}  // namespace mm1::test
