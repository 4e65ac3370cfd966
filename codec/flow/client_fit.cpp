#include "client_fit.h"

#include "address_print.h"
#include "mm1/flow/digest.h"
#include "mm1/mms/address.h"

namespace mm1::flow {
namespace {

/// Of two bearers: with country code on the one, without it on the other they are the same still.
/// Two of one length have one form, so that they can be told apart.
Fit fit_across_bearers(std::string_view pushed_to, std::string_view named) {
  if (address_print(pushed_to) == address_print(named)) return Fit::kSame;
  return pushed_to.size() == named.size() ? Fit::kOther : Fit::kPossible;
}

Fit fit_of_destination(const Open& open, std::string_view number) {
  if (!open.number.empty()) {
    return open.number == number || mms::same_address(open.number, number) ? Fit::kSame
                                                                           : Fit::kOther;
  }
  if (open.named_at != 0) return fit_across_bearers(number, open.transaction.client);
  return Fit::kPossible;
}

Fit fit_of_named(const Open& open, const Context& context) {
  if (open.named_at != 0) {
    return open.transaction.client == context.client ? Fit::kSame : Fit::kOther;
  }
  if (!open.number.empty()) {
    const Fit fit = fit_across_bearers(open.number, context.client);
    if (fit != Fit::kPossible || open.client_is_number) return fit;
  }
  // Many may share the address, and the one without a name may be any of them.
  return open.transaction.client == context.client_address ? Fit::kPossible : Fit::kOther;
}

}  // namespace

Fit client_fit(const Open& open, const Context& context) {
  switch (known_by(context)) {
    case ClientName::kDestination:
      return fit_of_destination(open, context.client);
    case ClientName::kHeader:
      return fit_of_named(open, context);
    case ClientName::kAddress:
      break;
  }
  if (open.client_is_number) return Fit::kPossible;
  const bool same = open.named_at != 0 ? open.named_at == digest(context.client)
                                       : open.transaction.client == context.client;
  return same ? Fit::kSame : Fit::kOther;
}

}  // namespace mm1::flow
