// HTTP/1: requests and responses of one connection, matched in their order.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "carriage.h"
#include "http_exchanges.h"
#include "http_parser.h"
#include "outlet.h"

namespace mm1::bearer {

class HttpReader final : public net::StreamReader {
 public:
  /// `refused` and `outlet` are of all connections. `depth` counts the tunnels around this one.
  HttpReader(Outlet& outlet, RefusedPushes& refused, const net::Endpoint& client,
             const net::Endpoint& server, int depth = 0);
  ~HttpReader() override;

  void on_opening() override { opening_seen_ = true; }
  [[nodiscard]] bool on_octets(bool from_client, Octets octets, const net::Stamp& stamp) override;
  [[nodiscard]] bool on_gap(bool from_client, std::uint64_t length,
                            const net::Stamp& stamp) override;
  void on_end(bool from_client, net::StreamEnd end, const net::Stamp& stamp) override;
  [[nodiscard]] capture::LeftOut refusal() const override { return refusal_; }

 private:
  /// One direction: the message it is in, and its body.
  class Side final : public HttpParser::Handler {
   public:
    Side(HttpReader& reader, bool from_client);

    void on_head_octets(bool first) override;
    BodyPlan on_head(const http::Head& head) override;
    bool on_body(Octets octets) override;
    void on_body_hole() override;
    void on_message_end(BodyEnd end, const net::Stamp& stamp) override;
    void on_messages_lost() override;
    void on_malformed() override;

    HttpParser parser;

   private:
    void on_request(const http::Head& head);
    BodyPlan on_response(const http::Head& head);
    void deliver_body(bool complete, const net::Stamp& stamp);
    void deliver_pdu(bool complete, const net::Stamp& stamp);
    [[nodiscard]] bool deliver_push(bool complete, const net::Stamp& stamp);
    void deliver_without_pdu(bool complete, const net::Stamp& stamp);
    void tell_loss();
    void note_cut(FrameRef place);
    void note_coding(FrameRef place);
    void note_body_of_push_answer(FrameRef place);
    [[nodiscard]] Carriage carriage() const;
    [[nodiscard]] std::size_t announced_length(std::size_t present, bool complete) const;
    [[nodiscard]] Message message(MessageKind kind, const net::Stamp& stamp) const;
    void send(Message& message);
    void forget();

    HttpReader& reader_;
    const bool from_client_;
    bool is_request_;         // the message in progress, or the latest one
    bool interim_ = false;    // a 1xx response: the final one follows
    bool delivered_ = false;  // the present message went out already
    bool hole_ = false;       // octets of it are missing
    bool responses_lost_ = false;
    bool chunked_ = false;
    bool has_content_type_ = false;
    int status_ = 0;
    std::string content_type_;
    std::string boundary_;  // of a multipart body
    std::string content_encoding_;
    std::optional<std::uint64_t> length_;  // Content-Length, where it counts
    std::uint64_t seen_ = 0;               // octets of the body, content coding not undone
    std::shared_ptr<HttpExchange> exchange_;
    std::vector<BearerFinding> findings_;
    FrameList frames_;
    BodyCollector body_;
  };

  Side& side(bool from_client) { return from_client ? client_side_ : server_side_; }
  [[nodiscard]] bool react(bool from_client, HttpParser::Verdict verdict);
  [[nodiscard]] bool on_tunnel_octets(bool from_client, Octets octets);
  [[nodiscard]] bool refuse(capture::LeftOut reason);
  void give_up();

  Outlet& outlet_;
  RefusedPushes& refused_pushes_;
  const net::Endpoint client_end_;
  const net::Endpoint server_end_;
  std::string client_;
  std::string server_;
  const int depth_;
  bool opening_seen_ = false;
  bool push_seen_ = false;  // OTA-HTTP has begun on this connection
  bool tunnel_ = false;     // what follows is not this HTTP's (CONNECT, Upgrade)
  bool to_http2_ = false;   // an upgrade that was agreed on
  capture::LeftOut refusal_ = capture::LeftOut::kTcpOther;
  net::Stamp now_;
  HttpExchanges exchanges_;
  Side client_side_;
  Side server_side_;
  std::unique_ptr<HttpReader> inner_;  // of the tunnel
};

}  // namespace mm1::bearer
