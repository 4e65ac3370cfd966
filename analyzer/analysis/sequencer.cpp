#include "sequencer.h"

namespace mm1::analysis {

std::size_t Sequencer::cost(const Held& held) {
  std::size_t findings = held.findings.size() * sizeof(bearer::BearerFinding);
  for (const bearer::BearerFinding& finding : held.findings) findings += finding.detail.size();
  return sizeof(Held) + held.body.size() + findings +
         held.frames.size() * sizeof(capture::FrameRef) + held.client.size() +
         held.client_address.size() + held.relay.size() + held.uri.size() + held.method.size() +
         held.content_type.size();
}

Sequencer::Place Sequencer::place_of(const flow::Context& context) {
  Place place{context.time_ns, context.file, context.frame, arrivals_++};
  if (context.exchange == 0) return place;
  const auto [last, is_first] = last_of_.try_emplace(context.exchange, place);
  if (!is_first && place < last->second) {
    const std::uint64_t arrival = place.arrival;
    place = last->second;
    place.arrival = arrival;
  }
  last->second = place;
  return place;
}

void Sequencer::on_message(const bearer::Message& message) {
  const flow::Context& context = message.context;
  Held& held = held_[place_of(context)];
  held.message = message;
  held.body.assign(message.body.begin(), message.body.end());
  held.frames.assign(message.frames.begin(), message.frames.end());
  held.findings.assign(message.findings.begin(), message.findings.end());
  held.client = context.client;
  held.client_address = context.client_address;
  held.relay = context.relay;
  held.uri = context.uri;
  held.method = message.method;
  held.content_type = message.content_type;
  held_octets_ += cost(held);
  while (held_octets_ > max_held_octets_) pass_on_first();
}

void Sequencer::advance(std::int64_t time_ns) {
  while (!held_.empty() && held_.begin()->first.time_ns <= time_ns - kSettleTime) pass_on_first();
}

void Sequencer::finish() {
  while (!held_.empty()) pass_on_first();
}

void Sequencer::pass_on_first() {
  auto first = held_.extract(held_.begin());
  Held& held = first.mapped();
  held_octets_ -= cost(held);
  const auto last = last_of_.find(held.message.context.exchange);
  if (last != last_of_.end() && last->second == first.key()) last_of_.erase(last);
  held.message.body = held.body;
  held.message.frames = held.frames;
  held.message.findings = held.findings;
  held.message.context.client = held.client;
  held.message.context.client_address = held.client_address;
  held.message.context.relay = held.relay;
  held.message.context.uri = held.uri;
  held.message.method = held.method;
  held.message.content_type = held.content_type;
  next_.on_message(held.message);
}

}  // namespace mm1::analysis
