// HTTP/1: requests and responses of one connection, matched in their order.
#pragma once

#include <cstdint>
#include <deque>
#include <string>

#include "http_parser.h"
#include "outlet.h"

namespace mm1::bearer {

class HttpReader final : public net::StreamReader {
 public:
  HttpReader(Outlet& outlet, const net::Endpoint& client, const net::Endpoint& server);
  ~HttpReader() override;

  [[nodiscard]] bool on_octets(bool from_client, Octets octets, const net::Stamp& stamp) override;
  [[nodiscard]] bool on_gap(bool from_client, std::uint64_t length,
                            const net::Stamp& stamp) override;
  void on_end(bool from_client, net::StreamEnd end, const net::Stamp& stamp) override;

 private:
  /// A request and what its response will be told about it.
  struct Exchange {
    std::uint64_t number = 0;
    bool is_get = false;
    bool is_head = false;
    bool is_connect = false;
    bool carried_mm1 = false;
    bool is_push = false;  // OTA-HTTP: the MM1 client is the HTTP server
    std::string uri;
  };

  /// One direction: the message it is in, and its body.
  class Side final : public HttpParser::Handler {
   public:
    Side(HttpReader& reader, bool from_client);

    void on_head_octets(bool first) override;
    BodyPlan on_head(const HttpHead& head) override;
    bool on_body(Octets octets) override;
    void on_body_hole() override;
    void on_message_end(bool complete, const net::Stamp& stamp) override;
    void on_messages_lost() override;
    void on_malformed() override;

    HttpParser parser;

   private:
    BodyPlan on_request(const HttpHead& head);
    BodyPlan on_response(const HttpHead& head);
    void deliver_body(bool complete, const net::Stamp& stamp);
    bool deliver_push(Message& message);
    void deliver_response(bool complete, const net::Stamp& stamp);
    void tell_loss();
    [[nodiscard]] Message message(MessageKind kind, const net::Stamp& stamp) const;
    void forget();

    HttpReader& reader_;
    const bool from_client_;
    bool is_request_;         // the message in progress, or the latest one
    bool interim_ = false;    // a 1xx response: the final one follows
    bool delivered_ = false;  // the present message's body went out already
    bool hole_ = false;       // octets of it are missing
    bool responses_lost_ = false;
    int status_ = 0;
    std::string method_;
    std::string content_type_;
    std::uint64_t announced_ = 0;  // Content-Length of a body without content coding
    Exchange exchange_;
    FrameList frames_;
    BodyCollector body_;
  };

  Side& side(bool from_client) { return from_client ? client_side_ : server_side_; }
  bool react(bool from_client, HttpParser::Verdict verdict);
  void give_up();
  void remember(Exchange exchange);
  Exchange match(bool after_loss);

  Outlet& outlet_;
  std::string client_;
  std::string server_;
  bool tunnel_ = false;
  net::Stamp now_;
  std::deque<Exchange> waiting_;  // requests without response, oldest first
  Side client_side_;
  Side server_side_;
};

}  // namespace mm1::bearer
