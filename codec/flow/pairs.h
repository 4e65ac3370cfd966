// Requests and their confirmations: one row a transaction (transactions.md §3, §5, §8, §11).
#pragma once

#include <array>
#include <cstdint>

#include "mm1/flow/tracker.h"
#include "mm1/mms/fields.h"
#include "mm1/mms/pdus.h"

namespace mm1::flow {

struct PairRow {
  TransactionKind kind;
  mms::PduType request;
  mms::PduType confirmation;
  std::uint8_t status;  // number of the field that decides
  bool pushed = false;  // the request is a push, so its confirmation comes in another exchange
  bool query = false;   // asked and answered, the same question again is a new one
};

inline constexpr std::array kPairs = {
    PairRow{TransactionKind::kSend, mms::PduType::kSendReq, mms::PduType::kSendConf,
            mms::number::kResponseStatus},
    PairRow{TransactionKind::kForward, mms::PduType::kForwardReq, mms::PduType::kForwardConf,
            mms::number::kResponseStatus},
    PairRow{TransactionKind::kMboxStore, mms::PduType::kMboxStoreReq, mms::PduType::kMboxStoreConf,
            mms::number::kStoreStatus},
    PairRow{TransactionKind::kMboxView, mms::PduType::kMboxViewReq, mms::PduType::kMboxViewConf,
            mms::number::kResponseStatus, false, true},
    PairRow{TransactionKind::kMboxUpload, mms::PduType::kMboxUploadReq,
            mms::PduType::kMboxUploadConf, mms::number::kStoreStatus},
    PairRow{TransactionKind::kMboxDelete, mms::PduType::kMboxDeleteReq,
            mms::PduType::kMboxDeleteConf, mms::number::kResponseStatus},
    PairRow{TransactionKind::kDelete, mms::PduType::kDeleteReq, mms::PduType::kDeleteConf,
            mms::number::kResponseStatus},
    PairRow{TransactionKind::kCancel, mms::PduType::kCancelReq, mms::PduType::kCancelConf,
            mms::number::kCancelStatus, true},
};

/// The row whose request or confirmation this type is, or nullptr.
[[nodiscard]] constexpr const PairRow* pair_of_request(mms::PduType type) {
  for (const PairRow& row : kPairs) {
    if (row.request == type) return &row;
  }
  return nullptr;
}
[[nodiscard]] constexpr const PairRow* pair_of_confirmation(mms::PduType type) {
  for (const PairRow& row : kPairs) {
    if (row.confirmation == type) return &row;
  }
  return nullptr;
}

}  // namespace mm1::flow
