// The groups of checks that look at one PDU as a whole. Each takes the gathered facts and reports
// to the findings.
#pragma once

#include "findings.h"
#include "mm1/rules/check.h"
#include "pdu_facts.h"

namespace mm1::rules {

/// Order, body and repetition of fields, and fields that must be there: ENC-ORD, -BODY, -DUP,
/// -MAND, -TID, -RCPT.
void check_structure(const PduFacts& pdu, Findings& findings);

/// Values that do not fit the PDU or another field: ENC-FROM to ENC-RTV, -PSB, -FLG, -RRM.
void check_conditions(const PduFacts& pdu, Findings& findings);

/// What only MMBox PDUs have: ENC-BODY-004 to -007, -VIEW, -DSC, -DEL.
void check_mailbox(const PduFacts& pdu, Findings& findings, wsp::Allocator allocator);

/// Fields, values and types that do not belong to the PDU or its version: ENC-UNX, -VER, -TYP,
/// -BCC, -ATT.
void check_belonging(const PduFacts& pdu, Findings& findings);

/// Values of single fields: FLD-TID to FLD-SIZ, but for the times.
void check_fields(const PduFacts& pdu, const CheckOptions& options, Findings& findings);

/// Times compared with each other and with the capture: FLD-TIM-002 to -004.
void check_times(const PduFacts& pdu, const CheckOptions& options, Findings& findings);

}  // namespace mm1::rules
