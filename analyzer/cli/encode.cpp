// mm1scope encode.
#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <string>
#include <variant>

#include "commands.h"
#include "exit_status.h"
#include "input_file.h"
#include "mm1/report/description.h"
#include "mm1/report/output.h"
#include "mm1/report/values.h"
#include "output_file.h"
#include "terminal.h"

namespace mm1::cli {
namespace {

int refuse(const std::string& name, std::string_view problem) {
  complain(fmt::format("{}: {}", name, problem));
  return kInput;
}

}  // namespace

int run(const EncodeOptions& options) {
  std::string problem;
  const std::optional<std::string> json = read_file(options.input, problem);
  if (!json) return refuse(options.input, problem);
  const report::EncodedJson encoded = report::encode_json(*json);
  if (const auto* wrong = std::get_if<std::string>(&encoded)) return refuse(options.input, *wrong);
  const wsp::Octets octets = std::get<wsp::Buffer>(encoded);

  // Only now, so that JSON that is no good leaves an older file as it is.
  const OutputFile file(options.output);
  if (file.descriptor() < 0) return refuse(options.output, std::strerror(errno));
  report::Output output(file.descriptor());
  output.write(options.hex ? report::hex(octets) + "\n" : std::string(wsp::ascii(octets)));
  return finish(output, options.output.empty() ? "standard output" : options.output) ? kDone
                                                                                     : kInput;
}

}  // namespace mm1::cli
