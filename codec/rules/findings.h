// Collects what the checks of one PDU find.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "mm1/rules/all_rules.h"
#include "mm1/rules/check.h"
#include "mm1/rules/detail.h"
#include "mm1/wsp/tape.h"

namespace mm1::rules {

/// The findings of one tape, in the allocator's memory. A rule newer than the PDU's version is not
/// applied; severities that depend on the version are resolved.
class Findings {
 public:
  Findings(const wsp::Tape& tape, wsp::Allocator allocator)
      : tape_(tape), allocator_(allocator), findings_(allocator) {}

  /// Version that the PDU now being checked declares; `kNone` when it declares none.
  void set_version(mms::Version version) { version_ = version; }
  [[nodiscard]] mms::Version version() const { return version_; }

  /// Adds a finding at an element of the tape.
  template <typename... Parts>
  void add(RuleIndex rule, std::size_t element, const Parts&... parts) {
    if (applies(rule)) append(rule, element, {}, Detail(parts...));
  }

  /// The same for a rule about PDUs older than the feature it speaks of, whose "since" is the
  /// feature's and not the PDU's; and with a severity of its own where the row's does not fit.
  template <typename... Parts>
  void add_at_any_version(RuleIndex rule, std::size_t element, const Parts&... parts) {
    append(rule, element, {}, Detail(parts...));
  }
  template <typename... Parts>
  void add_with_severity(Severity severity, RuleIndex rule, std::size_t element,
                         const Parts&... parts) {
    if (applies(rule)) append(rule, element, severity, Detail(parts...));
  }

  /// Adds a finding at octets of its own inside an element.
  template <typename... Parts>
  void add_at(RuleIndex rule, const wsp::FaultRecord& place, const Parts&... parts) {
    if (applies(rule))
      append_at(rule, place.element, place.offset, place.length, {}, Detail(parts...));
  }

  /// All findings by offset, then id.
  [[nodiscard]] std::span<const Finding> sorted();

 private:
  [[nodiscard]] bool applies(RuleIndex rule) const {
    return version_ == mms::Version::kNone || row_of(rule).since <= version_;
  }
  void append(RuleIndex rule, std::size_t element, std::optional<Severity> severity,
              const Detail& detail);
  void append_at(RuleIndex rule, std::size_t element, std::uint32_t offset, std::uint32_t length,
                 std::optional<Severity> severity, const Detail& detail);
  [[nodiscard]] std::string_view keep(std::string_view text);

  const wsp::Tape& tape_;
  wsp::Allocator allocator_;
  wsp::ArenaArray<Finding> findings_;
  mms::Version version_ = mms::Version::kNone;
};

}  // namespace mm1::rules
