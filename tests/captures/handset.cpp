#include "captures/handset.h"

#include "support/wsp_layers.h"

namespace mm1::samples {
namespace {

constexpr const char* kUserAgent = "mm1scope-sample/1.0";

struct SplitUri {
  std::string host;
  std::string path;
};

SplitUri split(const std::string& uri) {
  const std::size_t host = uri.find("://") + 3;
  const std::size_t path = uri.find('/', host);
  return {uri.substr(host, path - host), uri.substr(path)};
}

}  // namespace

test::Buffer post_request(test::Octets pdu, test::Framing framing) {
  const SplitUri mmsc = split(kMmscUri);
  return test::http_request(
      "POST", mmsc.path,
      {{"Host", mmsc.host}, {"User-Agent", kUserAgent}, {"Content-Type", kMmsType}}, pdu, framing);
}

test::Buffer get_request(const std::string& uri) {
  const SplitUri where = split(uri);
  return test::http_request("GET", where.path,
                            {{"Host", where.host},
                             {"User-Agent", kUserAgent},
                             {"Accept", "*/*, application/vnd.wap.mms-message"}});
}

test::Buffer pdu_response(test::Octets pdu, test::Framing framing) {
  return test::http_response(200, {{"Content-Type", kMmsType}}, pdu, framing);
}

void Handset::post(const mms::PduBuilder& request, const mms::PduBuilder& confirmation) {
  exchange(post_request(request.encode()), pdu_response(confirmation.encode()));
}

void Handset::post(const mms::PduBuilder& indication) {
  exchange(post_request(indication.encode()),
           test::http_response(204, {}, {}, test::Framing::kNoBody));
}

void Handset::get(const std::string& uri, const mms::PduBuilder& confirmation) {
  exchange(get_request(uri), pdu_response(confirmation.encode()));
}

void Handset::exchange(test::Octets request, test::Octets response) {
  connection().from_client(request).from_server(response);
}

void Handset::hang_up() {
  if (connection_) connection_->close();
  connection_.reset();
}

test::TcpConnection& Handset::connection() {
  if (!connection_)
    connection_.emplace(*capture_, test::Endpoint{address_, next_port_++},
                        test::Endpoint{relay_, kHttpPort});
  return *connection_;
}

void Handset::pushed(const mms::PduBuilder& pdu) {
  capture_->udp(
      {push_proxy_, kWspConnectionlessPort}, {address_, kPushPort},
      test::connectionless(next_push_++, test::wsp_push(test::kMmsPushHeaders, pdu.encode())));
}

}  // namespace mm1::samples
