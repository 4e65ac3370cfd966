#include <chrono>
#include <cstddef>
#include <map>
#include <vector>

#include "captures/captures.h"
#include "captures/handset.h"
#include "captures/pdus.h"

namespace mm1::samples {
namespace {

using namespace std::chrono_literals;
using test::CaptureBuilder;
using test::Wire;

// One notified and retrieved message.
void deliver(CaptureBuilder& capture, Handset& phone, const MultimediaMessage& mm,
             const std::string& tid) {
  phone.pushed(notification_ind(mm, tid));
  capture.wait(1s);
  phone.get(mm.uri, retrieve_conf(mm, tid));
  phone.post(notifyresp_ind(tid, "Retrieved"));
  phone.hang_up();
}

}  // namespace

test::Buffer gtpu_http(const Scene& scene) {
  CaptureBuilder capture(scene.start_ns, Wire::ethernet().through({.phone = scene.bob,
                                                                   .access = "203.0.113.1",
                                                                   .gateway = "203.0.113.2",
                                                                   .max_payload = 1400}));
  Handset bob(capture, scene.bob);
  const MultimediaMessage mm =
      slide_message("mm19@mmsc.example.com", "http://mmsc.example.com/m/19", "Tunnelled",
                    /*picture_padding=*/3000);
  deliver(capture, bob, mm, "N19");
  return test::pcap(capture.packets());
}

test::Buffer ipv6_vlan(const Scene& scene) {
  CaptureBuilder capture(scene.start_ns, Wire::vlan({200}));
  Handset bob(capture, "2001:db8:2::20", "2001:db8:1::5", "2001:db8:1::6");
  MultimediaMessage mm = slide_message("mm20@mmsc.example.com", "http://mmsc.example.com/m/20",
                                       "Over IPv6, tagged and in fragments");
  capture.fragment_above(48);
  bob.pushed(notification_ind(mm, "N20"));
  capture.fragment_above(0).use(Wire::vlan({100, 200}));
  capture.wait(1s);
  bob.get(mm.uri, retrieve_conf(mm, "N20"));
  bob.post(notifyresp_ind("N20", "Retrieved"));
  bob.hang_up();
  return test::pcap(capture.packets(), {.nanoseconds = true, .big_endian = true});
}

test::Buffer mixed_link_types(const Scene& scene) {
  CaptureBuilder capture(scene.start_ns, Wire::linux_sll2());
  Handset alice(capture, scene.alice);
  Handset bob(capture, scene.bob);
  MultimediaMessage mm =
      slide_message("mm21@mmsc.example.com", "http://mmsc.example.com/m/21", "Seen on many wires");
  mm.delivery_report = true;
  alice.post(send_req(mm, "T21"), send_conf(mm, "T21"));
  alice.hang_up();
  capture.use(Wire::raw_ip()).wait(1s);
  bob.pushed(notification_ind(mm, "N21"));
  capture.use(Wire::null()).wait(1s);
  bob.get(mm.uri, retrieve_conf(mm, "N21"));
  const std::size_t second_section = capture.packets().size();
  capture.use(Wire::ethernet());
  bob.post(notifyresp_ind("N21", "Retrieved"));
  bob.hang_up();
  capture.use(Wire::linux_sll()).wait(1s);
  alice.pushed(delivery_ind(mm, "Retrieved"));

  // Each interface with a resolution of its own; the second section in the other byte order.
  const std::map<std::uint32_t, std::uint8_t> resolutions = {
      {test::link_type::kLinuxSll2, test::kNanoseconds},
      {test::link_type::kRawIp, test::kMicroseconds},
      {test::link_type::kNull, 3},
      {test::link_type::kEthernet, test::binary_resolution(20)},
      {test::link_type::kLinuxSll, test::kMicroseconds}};
  test::PcapngWriter file;
  std::map<std::uint32_t, std::uint32_t> interfaces;
  for (std::size_t i = 0; i < capture.packets().size(); ++i) {
    if (i == 0 || i == second_section) {
      file.section(/*big_endian=*/i == second_section);
      interfaces.clear();
    }
    const test::Packet& packet = capture.packets()[i];
    if (!interfaces.contains(packet.link_type))
      interfaces[packet.link_type] =
          file.interface(packet.link_type, resolutions.at(packet.link_type));
    file.packet(interfaces[packet.link_type], packet);
  }
  return file.take();
}

}  // namespace mm1::samples
