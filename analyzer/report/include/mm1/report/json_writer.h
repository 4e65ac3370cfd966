// A streaming JSON writer: text in, text out, no tree in between.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace mm1::report {

/// Appends JSON to a string. The caller keeps objects and arrays balanced and keys before values;
/// the writer sets commas and escapes. Whatever octets go in, valid UTF-8 comes out: an octet that
/// is no UTF-8 becomes U+FFFD.
class JsonWriter {
 public:
  explicit JsonWriter(std::string& out) : out_(out) {}

  void begin_object() { open('{'); }
  void end_object() { close('}'); }
  void begin_array() { open('['); }
  void end_array() { close(']'); }
  void key(std::string_view name);

  void string(std::string_view text);
  void number(std::uint64_t value);
  /// Milliseconds with three decimals, out of nanoseconds.
  void milliseconds(std::int64_t nanoseconds);
  void boolean(bool value);

  void begin_object(std::string_view name) { (key(name), begin_object()); }
  void begin_array(std::string_view name) { (key(name), begin_array()); }
  void string(std::string_view name, std::string_view text) { (key(name), string(text)); }
  void number(std::string_view name, std::uint64_t value) { (key(name), number(value)); }
  void boolean(std::string_view name, bool value) { (key(name), boolean(value)); }
  /// The member, unless the text is empty.
  void optional(std::string_view name, std::string_view text) {
    if (!text.empty()) string(name, text);
  }

 private:
  void open(char bracket);
  void close(char bracket);
  void separate();

  std::string& out_;
  bool first_ = true;  // nothing in the innermost object or array yet
  bool after_key_ = false;
};

}  // namespace mm1::report
