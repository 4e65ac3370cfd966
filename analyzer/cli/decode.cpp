// mm1scope decode.
#include "mm1/mms/decode.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <optional>
#include <string>

#include "commands.h"
#include "exit_status.h"
#include "input_file.h"
#include "input_form.h"
#include "mm1/mms/view.h"
#include "mm1/report/json_writer.h"
#include "mm1/report/output.h"
#include "mm1/report/printable.h"
#include "mm1/report/tape_report.h"
#include "mm1/report/values.h"
#include "mm1/rules/check.h"
#include "mm1/wsp/arena.h"
#include "terminal.h"
#include "wsp_push.h"

namespace mm1::cli {
namespace {

/// One input on its way from octets to findings.
struct Decoded {
  std::string name;
  DecodedInput input;
  std::optional<WspPush> push;
  wsp::Octets pdu;
  wsp::Tape tape;
  std::span<const rules::Finding> findings;
};

// Decoding takes any octets. A PDU is what has a message type among its fields.
bool is_pdu(const wsp::Tape& tape) {
  constexpr std::uint8_t kFirstFieldName = 0x80;
  return !tape.input().empty() && tape.input().front() >= kFirstFieldName &&
         !tape.elements().empty() && mms::PduView(tape).type_octet() != 0;
}

std::string no_pdu_text(const Decoded& decoded) {
  if (decoded.pdu.empty()) return decoded.push ? "a WSP push without data" : "empty";
  const std::string begin =
      report::hex(decoded.pdu.first(std::min<std::size_t>(decoded.pdu.size(), 8)));
  const std::string where =
      decoded.push
          ? fmt::format("the data of a WSP push ({})", decoded.push->content_type)
          : fmt::format("{} octets ({})", decoded.pdu.size(), input_form_name(decoded.input.form));
  return fmt::format("no MM1 PDU: {} begins with {} and has no X-Mms-Message-Type", where, begin);
}

void append_push(std::string& out, const Decoded& decoded) {
  const WspPush& push = *decoded.push;
  if (push.transaction_id) {
    out += fmt::format("{:06x}  WSP TID 0x{:02x}\n", 0, *push.transaction_id);
  }
  out += fmt::format("{:06x}  WSP {} (0x{:02x}), {} octets of headers\n",
                     push.transaction_id ? 1 : 0, push.type == 0x06 ? "Push" : "ConfirmedPush",
                     push.type, push.data_offset - push.headers_offset);
  out += fmt::format("{:06x}    Content-Type: {}\n", push.headers_offset,
                     report::printable(push.content_type));
  for (const PushHeader& header : push.headers) {
    out += fmt::format("{:10}{}: {}\n", "", report::printable(header.name),
                       report::printable(header.value));
  }
}

void write_push(report::JsonWriter& json, const Decoded& decoded) {
  const WspPush& push = *decoded.push;
  json.begin_object("wsp_push");
  if (push.transaction_id) json.number("tid", *push.transaction_id);
  json.number("type", push.type);
  json.string("content_type", push.content_type);
  json.begin_array("headers");
  for (const PushHeader& header : push.headers) {
    json.begin_object();
    json.string("name", header.name);
    json.string("value", header.value);
    json.end_object();
  }
  json.end_array();
  json.number("data_offset", push.data_offset);
  json.string("octets", report::hex(wsp::Octets(decoded.input.octets).first(push.data_offset)));
  json.end_object();
}

/// Decodes inputs one after the other and writes them in the wanted format.
class Decoder {
 public:
  Decoder(const DecodeOptions& options, report::Output& output)
      : options_(options), output_(output) {}

  /// Returns whether the input held a PDU.
  bool take(const std::string& name) {
    std::string problem;
    const std::optional<std::string> content = read_file(name, problem);
    if (!content) return refuse(name, problem);
    std::optional<DecodedInput> input = read_form(*content, options_.form);
    if (!input) return refuse(name, fmt::format("is no {}", input_form_name(options_.form)));
    arena_.reset();
    const Decoded decoded = decode(name, std::move(*input));
    if (!is_pdu(decoded.tape)) return refuse(name, no_pdu_text(decoded));
    if (options_.format == Format::kJson) {
      write_json(decoded);
    } else {
      write_text(decoded);
    }
    output_.commit();
    return true;
  }

 private:
  Decoded decode(const std::string& name, DecodedInput input) {
    Decoded decoded{name, std::move(input), {}, {}, {}, {}};
    decoded.pdu = decoded.input.octets;
    if (!mms::looks_like_pdu(decoded.pdu)) decoded.push = read_wsp_push(decoded.pdu);
    if (decoded.push) decoded.pdu = decoded.pdu.subspan(decoded.push->data_offset);
    decoded.tape = mms::decode(decoded.pdu, arena_.allocator());
    decoded.findings = rules::check(decoded.tape, arena_.allocator());
    return decoded;
  }

  bool refuse(const std::string& name, const std::string& problem) {
    complain(fmt::format("{}: {}", name, problem));
    return false;
  }

  void write_text(const Decoded& decoded) {
    std::string& out = output_.buffer();
    if (options_.inputs.size() > 1) {
      out += fmt::format("{}{}:\n", out.empty() && first_ ? "" : "\n",
                         report::printable(decoded.name));
    }
    first_ = false;
    if (decoded.push) append_push(out, decoded);
    report::append_tree(out, decoded.tape, decoded.findings,
                        decoded.push ? decoded.push->data_offset : 0);
  }

  void write_json(const Decoded& decoded) {
    report::JsonWriter json(output_.buffer());
    json.begin_object();
    json.string("file", decoded.name);
    json.string("input", input_form_name(decoded.input.form));
    if (decoded.push) write_push(json, decoded);
    json.number("size", decoded.pdu.size());
    json.string("sha256", report::sha256(decoded.pdu));
    report::write_tape(json, decoded.tape, decoded.findings);
    json.end_object();
    output_.write("\n");
  }

  const DecodeOptions& options_;
  report::Output& output_;
  wsp::Arena arena_;
  bool first_ = true;
};

}  // namespace

int run(const DecodeOptions& options) {
  report::Output output(STDOUT_FILENO);
  Decoder decoder(options, output);
  int status = kDone;
  for (const std::string& name : options.inputs) {
    if (!decoder.take(name)) status = kInput;
  }
  return finish(output) ? status : kInput;
}

}  // namespace mm1::cli
