#include "ctr_versions.h"

#include <algorithm>

#include "mm1/flow/digest.h"

namespace mm1::flow {
namespace {

namespace number = mms::number;
using mms::PduType;
using mms::Version;
using rules::Hex;

constexpr std::uint8_t kUnsupportedMessage = 0x88;       // X-Mms-Response-Status 136
constexpr std::uint8_t kUnrecognised = 0x84;             // X-Mms-Status 132
constexpr std::int64_t kAnswerWindow = 600'000'000'000;  // nanoseconds: longer than any timeout

std::uint8_t major_of(Version version) { return static_cast<std::uint8_t>(version) >> 4; }
bool supported(Version version) { return version == Version::kNone || major_of(version) == 1; }
bool unassigned(std::uint8_t type) { return type != 0 && mms::pdu(type) == nullptr; }

std::string_view type_name(std::uint8_t type) {
  const mms::PduRow* row = mms::pdu(type);
  return row == nullptr ? std::string_view("a PDU of an unassigned type") : row->name;
}

/// "This message type is not supported", the answer to what a relay cannot know.
bool is_refusal(const PduFacts& pdu) {
  return pdu.is(PduType::kSendConf) && pdu.octet(number::kResponseStatus) == kUnsupportedMessage;
}

std::uint64_t stranger_key(const PduFacts& pdu) {
  return digest(pdu.context().client, pdu.transaction_id());
}

}  // namespace

bool VersionRules::has_stranger(const PduFacts& answer) {
  return strangers_.find(stranger_key(answer)) != nullptr;
}

bool VersionRules::refuses(std::uint64_t exchange) {
  const Post* post = posts_.find(exchange);
  return post != nullptr && (unassigned(post->type) || !supported(post->request.version));
}

void VersionRules::arrived(const Moment& now, const PduFacts& pdu, bool astray) {
  const Context& context = pdu.context();
  const std::uint8_t type = pdu.view().type_octet();
  const std::int64_t until = context.time_ns + kAnswerWindow;
  if (context.direction == Direction::kClientToRelay) {
    if (context.exchange != 0) {
      posts_.put(context.exchange, {pdu.seen(), type}, context.time_ns, until);
    }
  } else if (const Post* post = posts_.find(context.exchange)) {
    if (pdu.sound() && post->request.sound && !astray) check_answer(now, pdu, *post);
  } else if (unassigned(type)) {
    strangers_.put(stranger_key(pdu), type, context.time_ns, until);
  }
  if (!pdu.sound() || context.bearer == Bearer::kFile) return;
  if (astray) check_direction(now, pdu);
  if (!astray && context.direction == Direction::kRelayToClient) check_age(now, pdu);
}

/// CTR-DIR-001, and CTR-RRP-008 for read reports.
void VersionRules::check_direction(const Moment& now, const PduFacts& pdu) {
  if (pdu.row() == nullptr) return;
  const bool read_report = pdu.is(PduType::kReadRecInd) || pdu.is(PduType::kReadOrigInd);
  const RuleIndex rule = read_report ? "CTR-RRP-008"_rule : "CTR-DIR-001"_rule;
  if (pdu.context().direction == Direction::kClientToRelay) {
    now.client(rule, "a client sent ", pdu.row()->name);
  } else {
    now.relay(rule, "a relay sent ", pdu.row()->name);
  }
}

void VersionRules::check_answer(const Moment& now, const PduFacts& pdu, const Post& post) {
  const Version asked = post.request.version;
  const Version answered = pdu.version();
  const std::uint8_t type = pdu.view().type_octet();
  if (unassigned(post.type)) {
    if (!is_refusal(pdu)) {
      now.relay("CTR-VER-002"_rule, "type ", Hex{post.type}, " answered with ", type_name(type));
    }
    return;
  }
  if (!supported(asked)) {
    const bool speaks_it = major_of(answered) == major_of(asked);
    const bool refuses_it = is_refusal(pdu) && answered == Version::k10;
    if (!speaks_it && !refuses_it) {
      now.relay("CTR-VER-001"_rule, type_name(post.type), " of version ", asked, " answered with ",
                type_name(type), " of version ", answered);
    }
    return;
  }
  if (answered != Version::kNone && asked != Version::kNone && !supported(answered)) {
    now.relay("CTR-VER-004"_rule, "request ", asked, ", answer ", answered);
  }
  const mms::PduRow* row = mms::pdu(post.type);
  if (is_refusal(pdu)) {
    // A relay need not know types that are younger than itself.
    const bool may_know_it = row != nullptr && row->since <= answered;
    if (may_know_it) {
      now.relay("CTR-VER-003"_rule, type_name(post.type), " of version ", asked);
    }
    return;
  }
  const PairRow* pair = row == nullptr ? nullptr : pair_of_request(row->type);
  const bool confirms = pdu.row() != nullptr && pair_of_confirmation(pdu.row()->type) != nullptr;
  if (confirms && row != nullptr && (pair == nullptr || pair->confirmation != pdu.row()->type)) {
    now.relay("CTR-DIR-002"_rule, row->name, " answered with ", pdu.row()->name);
  }
}

/// CTR-VER-005. What is newer than the PDU itself declares is ENC-VER-001's.
void VersionRules::check_age(const Moment& now, const PduFacts& pdu) {
  const Version client = now.client_version();
  const bool known = client != Version::kNone && supported(client);
  if (!known || pdu.row() == nullptr || now.client_speaks_for_many()) return;
  if (pdu.row()->since > client) {
    now.relay("CTR-VER-005"_rule, pdu.row()->name, " is of version ", pdu.row()->since,
              ", the client showed ", client);
    return;
  }
  for (std::uint8_t n = 1; n < PduFacts::kNumbers; ++n) {
    const mms::PduField* cell = pdu.has(n) ? mms::pdu_field(*pdu.row(), n) : nullptr;
    if (cell == nullptr) continue;
    const Version since = std::max(cell->since, mms::field(n)->since);
    if (since <= client || since > pdu.version()) continue;
    now.relay("CTR-VER-005"_rule, mms::field(n)->name, " is of version ", since,
              ", the client showed ", client);
    return;
  }
}

void VersionRules::answered_without_pdu(const Moment& now, const ExchangeEvent& event) {
  const Post* post = posts_.find(event.context.exchange);
  if (post == nullptr || !post->request.sound || event.status < 200 || event.status >= 300) return;
  if (unassigned(post->type)) {
    now.relay("CTR-VER-002"_rule, "type ", Hex{post->type}, " answered with status ",
              static_cast<std::uint32_t>(event.status), " and no m-send-conf");
  } else if (!supported(post->request.version)) {
    now.relay("CTR-VER-001"_rule, "version ", post->request.version, " answered with status ",
              static_cast<std::uint32_t>(event.status), " and no m-send-conf");
  }
}

void VersionRules::notify_response(const Moment& now, const PduFacts& pdu,
                                   const Seen& notification) {
  if (!pdu.sound()) return;
  const bool refuses = pdu.octet(number::kStatus) == kUnrecognised;
  if (!notification) {
    const std::uint8_t* type = strangers_.find(stranger_key(pdu));
    if (type != nullptr && !refuses) now.client("CTR-VER-002"_rule, "type ", Hex{*type});
    return;
  }
  if (!notification.sound) return;
  const Version asked = notification.version;
  const Version answered = pdu.version();
  if (!supported(asked)) {
    const bool speaks_it = major_of(answered) == major_of(asked);
    if (!speaks_it && !(refuses && answered == Version::k10)) {
      now.client("CTR-VER-001"_rule, "m-notification-ind of version ", asked,
                 " answered in version ", answered);
    }
  } else if (answered != Version::kNone && asked != Version::kNone && !supported(answered)) {
    now.client("CTR-VER-004"_rule, "m-notification-ind ", asked, ", m-notifyresp-ind ", answered);
  }
}

void VersionRules::acknowledged(const Moment& now, const PduFacts& pdu, const Seen& retrieved) {
  const bool both = pdu.sound() && retrieved && retrieved.sound &&
                    pdu.version() != Version::kNone && retrieved.version != Version::kNone;
  if (both && supported(retrieved.version) && !supported(pdu.version())) {
    now.client("CTR-VER-004"_rule, "m-retrieve-conf ", retrieved.version, ", m-acknowledge-ind ",
               pdu.version());
  }
}

}  // namespace mm1::flow
