#include "mm1/capture/packet_filter.h"

#include <pcap/pcap.h>

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

#include "link_type.h"

namespace mm1::capture {
namespace {

constexpr int kSnapLength = 262'144;

/// One compiled program; without instructions where it could not be compiled.
class Program {
 public:
  Program(const std::string& expression, std::uint32_t link_type, std::string& problem) {
    pcap_t* handle = pcap_open_dead(dlt_of(link_type), kSnapLength);
    if (handle == nullptr) {
      problem = "no memory";
      return;
    }
    compiled_ = pcap_compile(handle, &program_, expression.c_str(), 1, PCAP_NETMASK_UNKNOWN) == 0;
    if (!compiled_) problem = pcap_geterr(handle);
    pcap_close(handle);
  }
  ~Program() {
    if (compiled_) pcap_freecode(&program_);
  }
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

  [[nodiscard]] bool compiled() const { return compiled_; }
  [[nodiscard]] bool passes(Octets octets, std::size_t wire_length) const {
    if (!compiled_) return false;
    constexpr std::size_t kMost = std::numeric_limits<bpf_u_int32>::max();
    pcap_pkthdr header{};
    header.caplen = static_cast<bpf_u_int32>(std::min(octets.size(), kMost));
    header.len = static_cast<bpf_u_int32>(std::min(wire_length, kMost));
    return pcap_offline_filter(&program_, &header, octets.data()) != 0;
  }

 private:
  bpf_program program_{};
  bool compiled_ = false;
};

// Ethernet, raw IP, Linux cooked, PPP, 802.11: what fits none of them is no filter. The first is
// the one whose complaint is shown.
constexpr std::array<std::uint32_t, 5> kUsualLinkTypes = {1, kRawIpLinkType, 113, 9, 105};

}  // namespace

class PacketFilter::State {
 public:
  explicit State(std::string expression) : expression_(std::move(expression)) {}

  const Program& program(std::uint32_t link_type) {
    if (last_ != nullptr && last_link_type_ == link_type) return *last_;
    std::unique_ptr<Program>& program = programs_[link_type];
    if (program == nullptr) {
      std::string problem;
      program = std::make_unique<Program>(expression_, link_type, problem);
      if (!program->compiled()) unfit_[link_type] = problem;
    }
    last_ = program.get();
    last_link_type_ = link_type;
    return *program;
  }
  [[nodiscard]] const std::map<std::uint32_t, std::string>& unfit() const { return unfit_; }

 private:
  std::string expression_;
  std::map<std::uint32_t, std::unique_ptr<Program>> programs_;
  std::map<std::uint32_t, std::string> unfit_;
  const Program* last_ = nullptr;
  std::uint32_t last_link_type_ = 0;
};

PacketFilter::PacketFilter(std::unique_ptr<State> state) : state_(std::move(state)) {}
PacketFilter::PacketFilter(PacketFilter&&) noexcept = default;
PacketFilter& PacketFilter::operator=(PacketFilter&&) noexcept = default;
PacketFilter::~PacketFilter() = default;

std::optional<PacketFilter> PacketFilter::compile(const std::string& expression,
                                                  std::string& problem) {
  std::string complaints[kUsualLinkTypes.size()];
  for (std::size_t i = 0; i < kUsualLinkTypes.size(); ++i) {
    if (Program(expression, kUsualLinkTypes[i], complaints[i]).compiled()) {
      return PacketFilter(std::make_unique<State>(expression));
    }
  }
  problem = complaints[0];
  return std::nullopt;
}

bool PacketFilter::passes(std::uint32_t link_type, Octets octets, std::size_t wire_length) {
  return state_->program(link_type).passes(octets, wire_length);
}

const std::map<std::uint32_t, std::string>& PacketFilter::unfit() const { return state_->unfit(); }

}  // namespace mm1::capture
