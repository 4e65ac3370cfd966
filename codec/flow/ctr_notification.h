// CTR rules on notifications and their answers: NTF.
#pragma once

#include <cstdint>

#include "book.h"
#include "moment.h"
#include "past.h"
#include "remembered.h"

namespace mm1::flow {

/// How a notification met its retrieval.
struct Announcement {
  bool first = false;   // it began the retrieval, or is the first notification seen of it
  bool new_id = false;  // it has another TID than those before
  RetrievalState before = RetrievalState::kStart;
};

class NotificationRules {
 public:
  NotificationRules(Book& book, Past& past) : book_(book), past_(past) {}

  void notification(const Moment& now, const PduFacts& pdu, Open& open, const Announcement& how);
  void notify_response(const Moment& now, const PduFacts& pdu, Open& open, RetrievalState before);
  void fetched(const Moment& now, const Open& open, RetrievalState before);
  void acknowledged(const Moment& now, const PduFacts& pdu, Open& open, RetrievalState before);
  void closing(const Moment& last, const Open& open, bool missing);

  /// Whether any notification was seen so far.
  [[nodiscard]] bool any_seen() const { return any_seen_; }

 private:
  void check_clash(const Moment& now, const PduFacts& pdu, const Open& open);
  void check_repeat(const Moment& now, const PduFacts& pdu, const Open& open,
                    const Announcement& how);
  [[nodiscard]] bool announced(std::string_view id);
  [[nodiscard]] bool answer_would_show(const Open& open);
  void note_claim(const Moment& now, const PduFacts& pdu, Open& open, RetrievalState before);

  Book& book_;
  Past& past_;
  Remembered<bool> announced_;  // digests of TIDs whose retrieval is over, of whatever client
  bool any_seen_ = false;
};

}  // namespace mm1::flow
