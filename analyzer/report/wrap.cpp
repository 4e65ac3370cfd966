#include "mm1/report/wrap.h"

#include "mm1/report/printable.h"

namespace mm1::report {

void append_wrapped(std::string& out, std::size_t column, std::size_t hanging,
                    const std::vector<std::string>& items, std::string_view separator) {
  bool first = true;
  for (const std::string& item : items) {
    const std::size_t gap = first ? 0 : columns(separator);
    if (column > hanging && column + gap + columns(item) > kWidth) {
      out.erase(out.find_last_not_of(' ') + 1);
      out += '\n';
      out.append(hanging, ' ');
      column = hanging;
    } else if (!first) {
      out += separator;
      column += gap;
    }
    out += item;
    column += columns(item);
    first = false;
  }
  out += '\n';
}

std::vector<std::string> words(std::string_view text) {
  std::vector<std::string> found;
  while (!text.empty()) {
    const std::size_t end = text.find(' ');
    if (end != 0) found.emplace_back(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return found;
}

}  // namespace mm1::report
