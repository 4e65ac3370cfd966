#include "mm1/rules/check.h"

#include <algorithm>
#include <optional>

#include "content_checks.h"
#include "faults.h"
#include "findings.h"
#include "pdu_checks.h"
#include "pdu_facts.h"
#include "text_checks.h"

namespace mm1::rules {

namespace {

using wsp::Element;
using wsp::Kind;

/// One run over one tape.
class Run {
 public:
  Run(const wsp::Tape& tape, wsp::Allocator allocator, const CheckOptions& options)
      : tape_(tape),
        allocator_(allocator),
        options_(options),
        faults_(tape, allocator),
        findings_(tape, allocator),
        content_(tape, faults_, findings_, allocator) {}

  std::span<const Finding> all() {
    if (tape_.elements().empty()) return {};
    const PduFacts pdu(tape_, faults_, 0, nullptr);
    findings_.set_version(pdu.version());
    // Without a message type nothing else can be judged, and what is no PDU breaks every rule.
    const bool is_pdu = at(0).kind == Kind::kPdu && pdu.has(mms::number::kMessageType);
    if (is_pdu) report_faults(tape_, findings_);
    check_pdu(pdu, is_pdu);
    return findings_.sorted();
  }

 private:
  [[nodiscard]] const Element& at(std::size_t index) const { return tape_.elements()[index]; }

  void check_pdu(const PduFacts& pdu, bool is_pdu) {
    findings_.set_version(pdu.version());
    check_structure(pdu, findings_);
    if (!is_pdu) return;
    check_conditions(pdu, findings_);
    check_mailbox(pdu, findings_, allocator_);
    check_belonging(pdu, findings_);
    check_fields(pdu, options_, findings_);
    check_times(pdu, options_, findings_);
    check_elements(pdu);
  }

  /// Texts and content of one PDU, and the PDUs inside it.
  void check_elements(const PduFacts& pdu) {
    for (std::size_t i = pdu.index() + 1; i < at(pdu.index()).end;) {
      switch (at(i).kind) {
        case Kind::kPdu:
          check_inner(i, pdu);
          i = at(i).end;
          break;
        case Kind::kAddress:
        case Kind::kEncodedString:
          if (usable(i) && !check_text(tape_, i, findings_) && at(i).kind == Kind::kAddress)
            check_address(tape_, i, findings_);
          i = at(i).end;
          break;
        case Kind::kText:
        case Kind::kName:
          if (usable(i)) check_text(tape_, i, findings_);
          ++i;
          break;
        case Kind::kElementDescriptor:
        case Kind::kMediaType:
        case Kind::kParameter:
        case Kind::kBody:
        case Kind::kMultipart:
        case Kind::kPart:
        case Kind::kPartField:
        case Kind::kPartData:
          content_.visit(i++);
          break;
        default:
          ++i;
      }
    }
  }

  /// An entry of a view or an upload that is no m-mbox-descr was reported as that.
  void check_inner(std::size_t index, const PduFacts& around) {
    const bool entry = around.is_any(mms::PduType::kMboxViewConf, mms::PduType::kMboxUploadReq);
    const PduFacts inner(tape_, faults_, index, &around);
    if (!inner.has(mms::number::kMessageType)) return;
    if (entry && !inner.is(mms::PduType::kMboxDescr)) return;
    check_pdu(inner, true);
    findings_.set_version(around.version());
  }

  [[nodiscard]] bool usable(std::size_t index) const {
    return at(index).state == wsp::State::kOk && !faults_.broken(at(index), index);
  }

  const wsp::Tape& tape_;
  wsp::Allocator allocator_;
  const CheckOptions& options_;
  FaultMap faults_;
  Findings findings_;
  ContentChecks content_;
};

}  // namespace

std::span<const Finding> check(const wsp::Tape& tape, wsp::Allocator allocator,
                               const CheckOptions& options) {
  return Run(tape, allocator, options).all();
}

}  // namespace mm1::rules
