// What every tape promises, whatever octets it was made of.
#pragma once

#include <cstddef>
#include <string>

#include "mm1/wsp/tape.h"

namespace mm1::test {

/// Empty when children cover their parents without gap or overlap, elements nest, texts lie inside
/// their elements and faults point at elements; else what is wrong first.
[[nodiscard]] inline std::string tape_defect(const wsp::Tape& tape) {
  const auto elements = tape.elements();
  const auto at = [](const char* what, std::size_t index) {
    return std::string(what) + " at element " + std::to_string(index);
  };
  if (elements.empty()) return "no elements";
  if (elements[0].offset != 0 || elements[0].length != tape.input().size() ||
      elements[0].end != elements.size() || elements[0].depth != 0) {
    return "the outermost element does not cover the input";
  }
  for (std::size_t i = 0; i < elements.size(); ++i) {
    const wsp::Element& parent = elements[i];
    if (parent.end <= i || parent.end > elements.size()) return at("bad end", i);
    if (parent.text_length != 0 && (parent.text_offset < parent.offset ||
                                    std::size_t{parent.text_offset} + parent.text_length >
                                        std::size_t{parent.offset} + parent.length)) {
      return at("text outside", i);
    }
    if (parent.end == i + 1) continue;
    std::size_t covered = parent.offset;
    for (std::size_t child = i + 1; child < parent.end; child = elements[child].end) {
      if (elements[child].end <= child || elements[child].end > parent.end) {
        return at("bad end", child);
      }
      if (elements[child].offset != covered) return at("gap or overlap", child);
      if (elements[child].depth != parent.depth + 1) return at("wrong depth", child);
      covered += elements[child].length;
    }
    if (covered != std::size_t{parent.offset} + parent.length) return at("children end early", i);
  }
  for (const wsp::FaultRecord& fault : tape.faults()) {
    if (fault.element >= elements.size()) return "a fault without an element";
    if (std::size_t{fault.offset} + fault.length > tape.input().size()) return "a fault outside";
  }
  return {};
}

}  // namespace mm1::test
