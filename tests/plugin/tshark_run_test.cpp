#include "tshark_run.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

namespace mm1::plugin {
namespace {

using ::testing::Eq;
using ::testing::Field;
using ::testing::Optional;
using Words = std::vector<std::string>;

std::optional<Words> printed_fields(const Words& words) {
  const auto run = tshark_run(words);
  return run ? run->printed_fields : std::nullopt;
}

// What tshark 4.0.17 printed, started like this.
struct Printing {
  Words arguments;  // after "tshark"
  Words fields;
};
const std::vector<Printing> kPrinting = {
    {{"-r", "c.pcap", "-T", "fields", "-e", "ip.src"}, {"ip.src"}},
    {{"-r", "c.pcap", "-Tfields", "-eip.src"}, {"ip.src"}},
    {{"-2nT", "fields", "-r", "c.pcap", "-ne", "ip.src"}, {"ip.src"}},
    {{"-2nTfields", "-neip.src", "-r", "c.pcap"}, {"ip.src"}},
    {{"-nr", "c.pcap", "-e", "ip.src", "-eframe.number", "-e", "_ws.col.Info", "-T", "fields"},
     {"ip.src", "frame.number", "_ws.col.Info"}},
    {{"-c1", "-T", "fields", "-2nrc.pcap", "-e", "ip.src", "-o", "ip.use_geoip:FALSE", "-Ytcp"},
     {"ip.src"}},
    // No filter at all.
    {{"-r", "c.pcap", "-Y", "", "-T", "fields", "-e", "ip.src"}, {"ip.src"}},
    // A filter after the options, with dashes or without.
    {{"-Tfields", "-r", "c.pcap", "-e", "ip.src", "ip", "and", "tcp"}, {"ip.src"}},
    {{"-Tfields", "-r", "c.pcap", "-e", "ip.src", "--", "ip"}, {"ip.src"}},
    // Looks like an option and is the argument of one.
    {{"--capture-comment", "-e", "-w", "o", "-r", "c.pcap", "-T", "fields", "-e", "ip.src"},
     {"ip.src"}},
    {{"-S", "-V", "-r", "c.pcap", "-T", "fields", "-e", "ip.src"}, {"ip.src"}},
    {{"-r", "c.pcap", "--disable-protocol", "gtp", "-T", "fields", "-e", "ip.src"}, {"ip.src"}},
    {{"-r", "c.pcap", "--disable-protocol=gtp", "-T", "fields", "-e", "ip.src"}, {"ip.src"}},
    {{"-r", "c.pcap",
      "-E", "header=y",
      "-E", "occurrence=a",
      "-t", "e",
      "-u", "s",
      "-l", "-g",
      "-N", "n",
      "-d", "tcp.port==80,http",
      "-a", "packets:1",
      "-C", "Default",
      "-T", "fields",
      "-e", "ip.src"},
     {"ip.src"}},
    {{"-r", "c.pcap", "-F", "pcap", "-R", "ip", "-2", "-p", "-I", "-B", "3", "-s", "100", "-y",
      "EN10MB", "-T", "fields", "-e", "ip.src"},
     {"ip.src"}},
    // Written to a file as well, where -P and --print would print the columns.
    {{"-r", "c.pcap", "-w", "o", "-P", "-T", "fields", "-e", "ip.src"}, {"ip.src"}},
    {{"-r", "c.pcap", "-w", "o", "--print", "-T", "fields", "-e", "ip.src"}, {"ip.src"}},
    // Taps print something else, and say so to whoever asks for them.
    {{"-r", "c.pcap", "-z", "expert", "-T", "fields", "-e", "ip.src"}, {"ip.src"}},
    {{"-r", "c.pcap", "--export-objects", "http,o", "-T", "fields", "-e", "ip.src"}, {"ip.src"}},
};

TEST(PrintedFields, AreThoseTsharkPrints) {
  for (const auto& [arguments, fields] : kPrinting) {
    Words words = {"tshark"};
    words.insert(words.end(), arguments.begin(), arguments.end());
    EXPECT_THAT(printed_fields(words), Optional(Eq(fields))) << testing::PrintToString(words);
  }
}

struct Unknown {
  const char* why;
  Words words;
};
const std::vector<Unknown> kUnknown = {
    {"no command line", {}},
    {"no -T", {"tshark", "-r", "c.pcap"}},
    {"the tree itself", {"tshark", "-r", "c.pcap", "-V"}},
    {"the tree as XML", {"tshark", "-r", "c.pcap", "-T", "pdml", "-e", "ip.src"}},
    {"the tree as JSON", {"tshark", "-r", "c.pcap", "-Tjson", "-e", "ip.src"}},
    {"two kinds of output", {"tshark", "-T", "fields", "-T", "pdml", "-e", "ip.src"}},
    {"two kinds, the other way", {"tshark", "-T", "pdml", "-T", "fields", "-e", "ip.src"}},
    {"no kind of output", {"tshark", "-T", "Fields", "-e", "ip.src"}},
    {"equals sign of -T", {"tshark", "-T=fields", "-e", "ip.src"}},
    {"-T in a filter", {"tshark", "-e", "ip.src", "-r", "c.pcap", "ip", "-T", "fields"}},
    {"-T after the options", {"tshark", "-e", "ip.src", "--", "-T", "fields"}},
    {"-T after a dash", {"tshark", "-r", "c.pcap", "-", "-T", "fields", "-e", "ip.src"}},
    {"-T after an empty filter", {"tshark", "-r", "c.pcap", "", "-T", "fields", "-e", "ip.src"}},
    {"-T as an argument", {"tshark", "-r", "c.pcap", "-S", "-Tfields", "-e", "ip.src"}},
    {"-Y takes -T", {"tshark", "-r", "c.pcap", "-Y", "-T", "fields", "-e", "ip.src"}},
    {"the tree as well", {"tshark", "-r", "c.pcap", "-V", "-T", "fields", "-e", "ip.src"}},
    {"the tree, in a cluster", {"tshark", "-nVT", "fields", "-e", "ip.src"}},
    {"parts of the tree", {"tshark", "-O", "ip", "-T", "fields", "-e", "ip.src"}},
    {"octets", {"tshark", "-x", "-T", "fields", "-e", "ip.src"}},
    {"octets, by name", {"tshark", "--hexdump", "all", "-T", "fields", "-e", "ip.src"}},
    {"a script", {"tshark", "-X", "lua_script:a.lua", "-T", "fields", "-e", "ip.src"}},
    {"a script, attached", {"tshark", "-Xlua_script:a.lua", "-T", "fields", "-e", "ip.src"}},
    {"a letter of later times", {"tshark", "-Z", "-T", "fields", "-e", "ip.src"}},
    {"such a letter, in a cluster", {"tshark", "-nZT", "fields", "-e", "ip.src"}},
    {"a dash in a cluster", {"tshark", "-n-", "-T", "fields", "-e", "ip.src"}},
    {"a name of later times", {"tshark", "--newest", "-T", "fields", "-e", "ip.src"}},
    {"no name", {"tshark", "--=x", "-T", "fields", "-e", "ip.src"}},
    {"part of a name", {"tshark", "--inter", "lo", "-T", "fields", "-e", "ip.src"}},
    {"a value too many", {"tshark", "--print=1", "-T", "fields", "-e", "ip.src"}},
    {"no value", {"tshark", "-T", "fields", "-e"}},
    {"cut up", {"tshark", "-T", "fields", "-E", "header", "y", "-e", "ip.src"}},
    {"no value of a name", {"tshark", "-T", "fields", "-e", "ip.src", "--temp-dir"}},
    // tshark prints ip.src here.
    {"log options", {"tshark", "-T", "fields", "-e", "--log-level", "message", "ip.src"}},
    {"another program", {"wireshark", "-T", "fields", "-e", "ip.src"}},
    {"a program called alike", {"tshark.real", "-T", "fields", "-e", "ip.src"}},
    {"a folder", {"/opt/tshark/", "-T", "fields", "-e", "ip.src"}},
};

TEST(PrintedFields, AreUnknownWhereAnythingElseMayBePrinted) {
  for (const auto& [why, words] : kUnknown) {
    EXPECT_EQ(printed_fields(words), std::nullopt) << why;
  }
}

TEST(PrintedFields, AreThoseOfATsharkInAnyFolder) {
  const Words words = {"/usr/bin/tshark", "-T", "fields", "-e", "ip.src"};
  EXPECT_THAT(printed_fields(words), Optional(Eq(Words{"ip.src"})));
}

TEST(Passes, AreTwoWithTheOption) {
  for (const Words& words :
       {Words{"tshark", "-2", "-r", "c.pcap"}, Words{"tshark", "-n2r", "c.pcap"},
        Words{"tshark", "-r", "c.pcap", "-P2"}}) {
    EXPECT_THAT(tshark_run(words), Optional(Field(&TsharkRun::reads_twice, true)));
  }
  for (const Words& words : {Words{"tshark", "-r", "-2"}, Words{"tshark", "-r", "c.pcap", "-c2"},
                             Words{"tshark", "-r", "c.pcap", "tcp", "-2"}}) {
    EXPECT_THAT(tshark_run(words), Optional(Field(&TsharkRun::reads_twice, false)));
  }
}

TEST(Passes, AreUnknownWhereAnArgumentIs) {
  EXPECT_FALSE(tshark_run(Words{"tshark", "-V", "-r", "c.pcap"}));
  EXPECT_FALSE(tshark_run(Words{"sharkd", "-r", "c.pcap"}));
}

TEST(Filters, AreThoseOfTheDisplay) {
  const auto filters = [](const Words& words) {
    const auto run = tshark_run(words);
    return run ? run->filters : Words{"not understood"};
  };
  EXPECT_EQ(filters({"tshark", "-r", "c.pcap", "-2R", "udp", "-f", "icmp"}), Words{});
  EXPECT_EQ(filters({"tshark", "-Y", "tcp", "-r", "c.pcap"}), Words{"tcp"});
  EXPECT_EQ(filters({"tshark", "-nYtcp", "-r", "c.pcap"}), Words{"tcp"});
  EXPECT_EQ(filters({"tshark", "--display-filter", "-1 < tcp", "-n"}), Words{"-1 < tcp"});
  EXPECT_EQ(filters({"tshark", "--display-filter=tcp == 1"}), Words{"tcp == 1"});
  EXPECT_EQ(filters({"tshark", "-r", "c.pcap", "ip", "and", "-1"}), (Words{"ip", "and", "-1"}));
}

TEST(CommandLine, IsThatOfThisProcess) {
  const Words words = command_line();
  if (words.empty()) GTEST_SKIP() << "/proc/self/cmdline cannot be read";
  EXPECT_EQ(words, testing::internal::GetArgvs());
}

}  // namespace
}  // namespace mm1::plugin
