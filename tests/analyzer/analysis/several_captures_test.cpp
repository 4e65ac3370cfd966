// Files that follow each other in time are one capture; a file that begins before the one before it
// ended is a capture of its own, whatever addresses and transaction ids they share.
#include <gtest/gtest.h>

#include "mm1/analysis/analysis.h"
#include "records.h"

namespace mm1::analysis::test {
namespace {

Records results_of(const std::vector<std::string>& files) {
  Records records;
  static_cast<void>(analyze(files, records));
  return records;
}

TEST(SeveralCaptures, AFileThatBeginsAnewIsACaptureOfItsOwn) {
  const std::string folder = MM1_SOURCE_DIR "/captures/";
  const std::vector<std::string> files = {folder + "http-send-retrieve.pcap", folder + "mbox.pcap",
                                          folder + "http-send-retrieve.pcap"};
  std::size_t pdus = 0;
  std::vector<std::string> transactions;
  for (const std::string& file : files) {
    const Records alone = results_of({file});
    pdus += alone.pdus.size();
    transactions.insert(transactions.end(), alone.transactions.begin(), alone.transactions.end());
  }
  const Records together = results_of(files);
  EXPECT_EQ(together.pdus.size(), pdus);
  EXPECT_EQ(together.transactions, transactions);
}

}  // namespace
}  // namespace mm1::analysis::test
