#include "captures/captures.h"

namespace mm1::samples {
namespace {

constexpr SampleCapture kSamples[] = {
    {"13-cancel-delete.pcap", cancel_delete},
    {"errors.pcap", errors},
    {"faults.pcap", faults},
    {"forward.pcap", forward},
    {"gtpu-http.pcap", gtpu_http},
    {"http-chunked-gzip-close.pcap", http_chunked_gzip_close},
    {"http-deferred-retrieval.pcapng", http_deferred_retrieval},
    {"http-push.pcap", http_push},
    {"http-send-retrieve.pcap", http_send_retrieve},
    {"ipv6-vlan.pcap", ipv6_vlan},
    {"mbox.pcap", mbox},
    {"mixed-link-types.pcapng", mixed_link_types},
    {"reply-charging.pcap", reply_charging},
    {"reports.pcap", reports},
    {"sms-push-smpp.pcap", sms_push_smpp},
    {"wsp-connection-mode-sar.pcap", wsp_connection_mode_sar},
    {"wsp-connectionless.pcap", wsp_connectionless},
};

}  // namespace

std::span<const SampleCapture> sample_captures() { return kSamples; }

}  // namespace mm1::samples
