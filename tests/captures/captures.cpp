#include "captures/captures.h"

namespace mm1::samples {
namespace {

constexpr SampleCapture kSamples[] = {
    {"13-cancel-delete.pcap", cancel_delete, 7},
    {"errors.pcap", errors, 15},
    {"faults.pcap", faults, 16},
    {"forward.pcap", forward, 4},
    {"gtpu-http.pcap", gtpu_http, 12},
    {"http-chunked-gzip-close.pcap", http_chunked_gzip_close, 2},
    {"http-deferred-retrieval.pcapng", http_deferred_retrieval, 1},
    {"http-push.pcap", http_push, 3},
    {"http-send-retrieve.pcap", http_send_retrieve, 0},
    {"ipv6-vlan.pcap", ipv6_vlan, 13},
    {"mbox.pcap", mbox, 8},
    {"mixed-link-types.pcapng", mixed_link_types, 14},
    {"reply-charging.pcap", reply_charging, 6},
    {"reports.pcap", reports, 5},
    {"sms-cdma-ims.pcap", sms_cdma_ims, 40},
    {"sms-faults.pcap", sms_faults, 41},
    {"sms-push-smpp.pcap", sms_push_smpp, 11},
    {"wsp-connection-mode-sar.pcap", wsp_connection_mode_sar, 10},
    {"wsp-connectionless.pcap", wsp_connectionless, 9},
};

}  // namespace

std::span<const SampleCapture> sample_captures() { return kSamples; }

}  // namespace mm1::samples
