// Random valid PDUs, as descriptions that can be encoded and compared.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "mm1/mms/encode.h"

namespace mm1::mms::test {

struct RandomField {
  std::uint8_t number;
  Value value;
  friend bool operator==(const RandomField&, const RandomField&) = default;
};

struct RandomPart {
  wsp::MediaType type;
  wsp::Buffer data;
  friend bool operator==(const RandomPart&, const RandomPart&) = default;
};

/// All but the body is in canonical order.
struct RandomPdu {
  PduType type;
  std::vector<RandomField> fields;  // Message-Type and Content-Type left out
  std::vector<RandomPart> parts;    // of the multipart body, if there is one
  bool has_content = false;
  friend bool operator==(const RandomPdu&, const RandomPdu&) = default;
};

class RandomPdus {
 public:
  explicit RandomPdus(std::uint64_t seed) : random_(seed) {}

  [[nodiscard]] RandomPdu next(const PduRow& row);

 private:
  std::uint64_t below(std::uint64_t bound) { return random_() % bound; }
  bool chance() { return below(2) == 0; }
  std::uint64_t number_of_any_width();
  std::string ascii(std::size_t shortest);
  Text text();
  Value value(const FieldRow& row, bool in_counted_form);
  Counted counted(const FieldRow& row);
  RandomPart part();             // may hold a multipart of its own
  RandomPart descriptor_part();  // an m-mbox-descr
  void add_fields(RandomPdu& pdu, const PduRow& row, const PduField& cell);

  std::mt19937_64 random_;
};

[[nodiscard]] wsp::Buffer encode(const RandomPdu& pdu);

}  // namespace mm1::mms::test
