// The sample captures of captures/, and how each is made.
#pragma once

#include <span>
#include <string_view>

#include "support/capture_builder.h"

namespace mm1::samples {

struct SampleCapture {
  std::string_view file_name;
  test::Buffer (*make)();
};

/// All samples, in order of their names.
[[nodiscard]] std::span<const SampleCapture> sample_captures();

// HTTP.
[[nodiscard]] test::Buffer http_send_retrieve();
[[nodiscard]] test::Buffer http_deferred_retrieval();
[[nodiscard]] test::Buffer http_chunked_gzip_close();
[[nodiscard]] test::Buffer http_push();
[[nodiscard]] test::Buffer forward();
[[nodiscard]] test::Buffer reports();
[[nodiscard]] test::Buffer reply_charging();
[[nodiscard]] test::Buffer cancel_delete();
// MMBox.
[[nodiscard]] test::Buffer mbox();
// WSP and SMS.
[[nodiscard]] test::Buffer wsp_connectionless();
[[nodiscard]] test::Buffer wsp_connection_mode_sar();
[[nodiscard]] test::Buffer sms_push_smpp();
// Networks.
[[nodiscard]] test::Buffer gtpu_http();
[[nodiscard]] test::Buffer ipv6_vlan();
[[nodiscard]] test::Buffer mixed_link_types();
// What goes wrong.
[[nodiscard]] test::Buffer errors();
[[nodiscard]] test::Buffer faults();

}  // namespace mm1::samples
