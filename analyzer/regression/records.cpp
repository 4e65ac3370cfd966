#include "mm1/regression/records.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

namespace mm1::regression {
namespace {

using Json = nlohmann::ordered_json;

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    if (end != 0) lines.push_back(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return lines;
}

std::optional<Json> parse_object(std::string_view line) {
  Json json = Json::parse(line, nullptr, false);
  if (!json.is_object()) return std::nullopt;
  return json;
}

std::string dump(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string text_member(const Json& record, const char* key) {
  const auto member = record.find(key);
  if (member == record.end()) return {};
  return member->is_string() ? member->get<std::string>() : dump(*member);
}

std::string file_name(const std::string& path) {
  const std::size_t slash = path.find_last_of('/');
  return slash == std::string::npos ? path : path.substr(slash + 1);
}

void strip_path(Json& object) {
  const auto file = object.find("file");
  if (file != object.end() && file->is_string()) *file = file_name(file->get<std::string>());
}

/// A record with the words that name it.
struct Record {
  std::string name;
  Json content;
};

/// The records of one result, named by what they are about. Ids are only good within one result, so
/// references are replaced by these names too.
class Records {
 public:
  explicit Records(std::string_view text) {
    std::vector<Json> parsed;
    for (const std::string_view line : lines_of(text)) {
      std::optional<Json> json = parse_object(line);
      if (json) {
        parsed.push_back(std::move(*json));
      } else {
        records_.push_back({unique("line that is no JSON object"), Json(std::string(line))});
      }
    }
    // PDUs, then the transactions made of them, then what refers to either.
    for (const Json& record : parsed) name_pdu(record);
    for (const Json& record : parsed) name_transaction(record);
    for (Json& record : parsed) add(std::move(record));
  }

  [[nodiscard]] const std::vector<Record>& all() const { return records_; }

  [[nodiscard]] const Record* find(const std::string& name) const {
    const auto found = std::find_if(records_.begin(), records_.end(),
                                    [&name](const Record& record) { return record.name == name; });
    return found == records_.end() ? nullptr : &*found;
  }

 private:
  // "name", and "name (2)" for the second of that name.
  std::string unique(const std::string& name) {
    const std::size_t count = ++names_[name];
    return count == 1 ? name : fmt::format("{} ({})", name, count);
  }

  void name_pdu(const Json& record) {
    if (text_member(record, "record") != "pdu") return;
    by_id_[text_member(record, "id")] = unique(fmt::format(
        "PDU {} of frame {}", text_member(record, "type"), text_member(record, "frame")));
  }

  void name_transaction(const Json& record) {
    if (text_member(record, "record") != "transaction") return;
    const auto pdus = record.find("pdus");
    const bool has_pdus = pdus != record.end() && pdus->is_array() && !pdus->empty();
    const std::string begin = has_pdus
                                  ? "begun by " + reference((*pdus)[0])
                                  : fmt::format("without PDU, of {}", text_member(record, "start"));
    by_id_[text_member(record, "id")] =
        unique(fmt::format("transaction {} {}", text_member(record, "kind"), begin));
  }

  [[nodiscard]] std::string reference(const Json& id) const {
    const std::string text = id.is_string() ? id.get<std::string>() : dump(id);
    const auto found = by_id_.find(text);
    return found == by_id_.end() ? text : found->second;
  }

  void add(Json record) {
    std::string name = name_of(record);
    record.erase("id");
    for (const char* key : {"pdu", "transaction", "seen_before"}) {
      if (record.contains(key)) record[key] = reference(record[key]);
    }
    for (const char* key : {"pdus", "transactions"}) {
      if (!record.contains(key) || !record[key].is_array()) continue;
      for (Json& id : record[key]) id = reference(id);
    }
    records_.push_back({std::move(name), std::move(record)});
  }

  std::string name_of(const Json& record) {
    const std::string kind = text_member(record, "record");
    if (kind == "pdu" || kind == "transaction") return reference(record.value("id", Json()));
    if (kind == "violation") return unique(violation_name(record));
    return unique(kind.empty() ? "record without a kind" : kind);
  }

  [[nodiscard]] std::string violation_name(const Json& record) const {
    std::string place;
    if (record.contains("pdu")) {
      place = " in " + reference(record["pdu"]);
    } else if (record.contains("transaction")) {
      place = " in " + reference(record["transaction"]);
    } else if (record.contains("frame")) {
      place = " in frame " + text_member(record, "frame");
    }
    return "finding " + text_member(record, "rule") + place;
  }

  std::vector<Record> records_;
  std::map<std::string, std::string> by_id_;
  std::map<std::string, std::size_t> names_;
};

/// Collects what differs between two values of one record.
class Differ {
 public:
  Differ(std::vector<Change>& changes, std::string record)
      : changes_(changes), record_(std::move(record)) {}

  void compare(const std::string& place, const Json& was, const Json& is) {
    if (was == is) return;
    if (was.is_object() && is.is_object()) {
      compare_objects(place, was, is);
    } else if (was.is_array() && is.is_array() && was.size() == is.size()) {
      for (std::size_t i = 0; i < was.size(); ++i) {
        compare(fmt::format("{}[{}]", place, i), was[i], is[i]);
      }
    } else {
      changes_.push_back({record_, place, dump(was), dump(is)});
    }
  }

 private:
  void compare_objects(const std::string& place, const Json& was, const Json& is) {
    const std::string prefix = place.empty() ? "" : place + ".";
    for (const auto& [key, value] : was.items()) {
      if (is.contains(key)) {
        compare(prefix + key, value, is[key]);
      } else {
        changes_.push_back({record_, prefix + key, dump(value), ""});
      }
    }
    for (const auto& [key, value] : is.items()) {
      if (!was.contains(key)) changes_.push_back({record_, prefix + key, "", dump(value)});
    }
  }

  std::vector<Change>& changes_;
  std::string record_;
};

}  // namespace

std::string normalised(std::string_view json_lines) {
  std::string text;
  for (const std::string_view line : lines_of(json_lines)) {
    std::optional<Json> record = parse_object(line);
    if (record) {
      strip_path(*record);
      if (record->contains("frames_of_other_files")) {
        for (Json& frame : (*record)["frames_of_other_files"]) strip_path(frame);
      }
      text += dump(*record);
    } else {
      text += line;
    }
    text += '\n';
  }
  return text;
}

std::vector<Change> compare(std::string_view golden, std::string_view current) {
  std::vector<Change> changes;
  if (golden == current) return changes;
  const Records was(golden);
  const Records is(current);
  for (const Record& record : was.all()) {
    const Record* same = is.find(record.name);
    if (same != nullptr) {
      Differ(changes, record.name).compare("", record.content, same->content);
    } else {
      changes.push_back({record.name, "", dump(record.content), ""});
    }
  }
  for (const Record& record : is.all()) {
    if (was.find(record.name) == nullptr) {
      changes.push_back({record.name, "", "", dump(record.content)});
    }
  }
  if (changes.empty()) changes.push_back({"order or ids of the records", "", "", ""});
  return changes;
}

}  // namespace mm1::regression
