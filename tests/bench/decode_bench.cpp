// Microseconds per PDU: decoding alone, and decoding with all checks, by type.
#include <benchmark/benchmark.h>

#include <string>

#include "mm1/mms/decode.h"
#include "mm1/mms/encode.h"
#include "mm1/rules/check.h"
#include "support/hex.h"
#include "support/minimal_pdus.h"

namespace {

using mm1::wsp::Arena;
using mm1::wsp::Buffer;
namespace mms = mm1::mms;

void decode(benchmark::State& state, const Buffer& pdu, bool check) {
  Arena arena;
  for (auto _ : state) {
    arena.reset();
    const mm1::wsp::Tape tape = mms::decode(pdu, arena.allocator());
    benchmark::DoNotOptimize(tape.elements().data());
    if (check) benchmark::DoNotOptimize(mm1::rules::check(tape, arena.allocator()).data());
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * pdu.size()));
}

/// An m-retrieve-conf with SMIL, text and a picture of `picture` octets.
Buffer three_parts(std::size_t picture) {
  const std::string smil =
      "<smil><head><layout><root-layout/></layout></head><body><par>"
      "<img src=\"cid:photo\"/><text src=\"cid:words\"/></par></body></smil>";
  const mm1::wsp::Part parts[] = {
      mm1::wsp::Part("application/smil", smil).content_id("smil"),
      mm1::wsp::Part(mm1::wsp::MediaType("text/plain").with("charset", 106), "Hello")
          .content_id("words"),
      mm1::wsp::Part("image/jpeg", Buffer(picture, 0xD8)).content_id("photo"),
  };
  namespace number = mms::number;
  return mms::PduBuilder(mms::PduType::kRetrieveConf, mms::Version::k12)
      .add(number::kTransactionId, "N1")
      .add(number::kMessageId, "id1@mmsc.example.com")
      .add(number::kDate, 1'767'607'200)
      .add(number::kFrom, "+15551230002/TYPE=PLMN")
      .add(number::kTo, "+15551230001/TYPE=PLMN")
      .add(number::kSubject, mms::Text{"Gr\xC3\xBC\xC3\x9F"
                                       "e",
                                       106})
      .add(number::kMessageClass, "Personal")
      .add(number::kPriority, "Normal")
      .content(mm1::wsp::MediaType("application/vnd.wap.multipart.related")
                   .with("type", "application/smil")
                   .with("start", "<smil>"),
               parts)
      .encode();
}

void add(const std::string& name, Buffer pdu) {
  for (const bool check : {false, true}) {
    benchmark::RegisterBenchmark(
        ((check ? "decode+check/" : "decode/") + name).c_str(),
        [pdu, check](benchmark::State& state) { decode(state, pdu, check); })
        ->Unit(benchmark::kMicrosecond);
  }
}

}  // namespace

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  for (const auto& [name, hex] : mm1::test::kMinimalPdus) {
    add(std::string(name), mm1::test::from_hex(hex));
  }
  for (const std::size_t picture : {1'000, 10'000, 100'000}) {
    add("m-retrieve-conf, three parts, " + std::to_string(picture) + " octets of picture",
        three_parts(picture));
  }
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
