// The sample captures of captures/, and how each is made.
#pragma once

#include <span>
#include <string_view>

#include "captures/scene.h"
#include "support/capture_builder.h"

namespace mm1::samples {

struct SampleCapture {
  std::string_view file_name;
  test::Buffer (*make_in)(const Scene& scene);
  unsigned slot;  // of its scene; no other sample may have it

  [[nodiscard]] test::Buffer make() const { return make_in(Scene(slot)); }
};

/// All samples, in order of their names.
[[nodiscard]] std::span<const SampleCapture> sample_captures();

// HTTP.
[[nodiscard]] test::Buffer http_send_retrieve(const Scene& scene);
[[nodiscard]] test::Buffer http_deferred_retrieval(const Scene& scene);
[[nodiscard]] test::Buffer http_chunked_gzip_close(const Scene& scene);
[[nodiscard]] test::Buffer http_push(const Scene& scene);
[[nodiscard]] test::Buffer forward(const Scene& scene);
[[nodiscard]] test::Buffer reports(const Scene& scene);
[[nodiscard]] test::Buffer reply_charging(const Scene& scene);
[[nodiscard]] test::Buffer cancel_delete(const Scene& scene);
// MMBox.
[[nodiscard]] test::Buffer mbox(const Scene& scene);
// WSP and SMS.
[[nodiscard]] test::Buffer wsp_connectionless(const Scene& scene);
[[nodiscard]] test::Buffer wsp_connection_mode_sar(const Scene& scene);
[[nodiscard]] test::Buffer sms_push_smpp(const Scene& scene);
[[nodiscard]] test::Buffer sms_cdma_ims(const Scene& scene);
// Networks.
[[nodiscard]] test::Buffer gtpu_http(const Scene& scene);
[[nodiscard]] test::Buffer ipv6_vlan(const Scene& scene);
[[nodiscard]] test::Buffer mixed_link_types(const Scene& scene);
// What goes wrong.
[[nodiscard]] test::Buffer errors(const Scene& scene);
[[nodiscard]] test::Buffer faults(const Scene& scene);
[[nodiscard]] test::Buffer sms_faults(const Scene& scene);

}  // namespace mm1::samples
