#include "across_points.h"

#include <algorithm>
#include <functional>
#include <string_view>
#include <utility>

namespace mm1::analysis {
namespace {

std::string_view characters(bearer::Octets octets) {
  return {reinterpret_cast<const char*>(octets.data()), octets.size()};
}

/// A proxy between two points may add the header that tells the number.
std::string_view address_of_client(const flow::Context& context) {
  return context.client_address.empty() ? context.client : context.client_address;
}

}  // namespace

std::uint32_t AcrossPoints::point(const bearer::Message& message) const {
  const std::uint32_t file = message.context.file;
  return file < point_of_file_.size() ? point_of_file_[file] : 0;
}

std::uint64_t AcrossPoints::exchange(const bearer::Message& message) {
  if (message.context.exchange == 0) return 0;
  constexpr int kPointBits = 16;
  const std::uint64_t own = message.context.exchange << kPointBits | point(message);
  const auto first = exchanges_.find(own);
  return first == exchanges_.end() ? own : first->second;
}

AcrossPoints::Key AcrossPoints::key(const bearer::Message& message) {
  const flow::Context& context = message.context;
  Key key;
  const auto add = [&key](std::string_view text) { key.append(text).push_back('\0'); };
  add(std::to_string(static_cast<int>(message.kind)) +
      std::to_string(static_cast<int>(context.direction)));
  add(address_of_client(context));
  switch (message.kind) {
    case bearer::MessageKind::kRequest:
      add(message.method);
      add(context.uri);
      break;
    case bearer::MessageKind::kResponse:  // many are alike: the exchange tells them apart
      add(std::to_string(exchange(message)));
      add(std::to_string(message.status));
      break;
    default:
      add(std::to_string(message.body.size()));
      add(std::to_string(std::hash<std::string_view>()(characters(message.body))));
  }
  return key;
}

AcrossPoints::Entry* AcrossPoints::find_unseen(const Key& key, std::uint32_t point) {
  const auto found = entries_.find(key);
  if (found == entries_.end()) return nullptr;
  for (Entry& entry : found->second) {
    if (std::ranges::find(entry.points, point) != entry.points.end()) continue;
    entry.points.push_back(point);
    return &entry;
  }
  return nullptr;
}

void AcrossPoints::add(const Key& key, std::uint32_t point, std::int64_t time_ns,
                       Sighting sighting) {
  entries_[key].push_back({time_ns, sighting, {point}});
  order_.emplace_back(time_ns, key);
}

void AcrossPoints::forget_before(std::int64_t time_ns) {
  while (!order_.empty() && (order_.front().first < time_ns || order_.size() > kMaxEntries)) {
    const auto found = entries_.find(order_.front().second);
    found->second.pop_front();
    if (found->second.empty()) entries_.erase(found);
    order_.pop_front();
  }
}

std::optional<AcrossPoints::Sighting> AcrossPoints::seen(const bearer::Message& message) {
  forget_before(message.context.time_ns - kWindow);
  if (message.kind == bearer::MessageKind::kResponse && message.context.exchange == 0) {
    return std::nullopt;
  }
  const Entry* entry = find_unseen(key(message), point(message));
  if (entry == nullptr) return std::nullopt;
  const std::uint64_t own = exchange(message);
  if (own != 0 && entry->sighting.exchange != 0 && own != entry->sighting.exchange) {
    exchanges_[own] = entry->sighting.exchange;
    exchange_order_.push_back(own);
    if (exchange_order_.size() > kMaxExchanges) {
      exchanges_.erase(exchange_order_.front());
      exchange_order_.pop_front();
    }
  }
  return entry->sighting;
}

void AcrossPoints::note(const bearer::Message& message, std::uint64_t pdu) {
  add(key(message), point(message), message.context.time_ns, {pdu, exchange(message)});
}

bool AcrossPoints::found_before(const bearer::BearerFinding& finding,
                                const bearer::Message& message) {
  Key key = "finding ";
  key += std::to_string(static_cast<std::size_t>(finding.rule));
  key.push_back('\0');
  key.append(address_of_client(message.context)).push_back('\0');
  key += finding.detail;
  const std::uint32_t where = point(message);
  if (find_unseen(key, where) != nullptr) return true;
  add(key, where, message.context.time_ns, {});
  return false;
}

}  // namespace mm1::analysis
