// Media of the sample messages: the smallest valid files of their kind.
#pragma once

#include <cstddef>
#include <string>

#include "mm1/wsp/write.h"

namespace mm1::samples {

/// A gray picture of one pixel, made longer by `padding` octets of comment segments.
[[nodiscard]] wsp::Buffer jpeg(std::size_t padding = 0);
/// A white picture of one pixel.
[[nodiscard]] wsp::Buffer gif();
/// Half a second of silence.
[[nodiscard]] wsp::Buffer amr();
/// A presentation of one slide with a picture and a text, named as given.
[[nodiscard]] std::string smil(const std::string& picture, const std::string& text);

}  // namespace mm1::samples
