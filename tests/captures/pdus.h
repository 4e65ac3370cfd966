// The PDUs of an ordinary multimedia message, from one description of it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "mm1/mms/encode.h"

namespace mm1::samples {

using mms::PduBuilder;
using mms::PduType;
using mms::Version;
namespace field = mms::number;

inline constexpr std::uint16_t kUtf8 = 106;  // MIBEnum

// Subscribers.
inline constexpr const char* kAlice = "+15551230001/TYPE=PLMN";
inline constexpr const char* kBob = "+15551230002/TYPE=PLMN";
inline constexpr const char* kCarol = "+15551230003/TYPE=PLMN";
inline constexpr const char* kDave = "dave@example.net";

/// One multimedia message as its originator, relay and recipient speak of it.
struct MultimediaMessage {
  std::string id;   // Message-ID
  std::string uri;  // where the recipient gets it
  std::string from = kAlice;
  std::string to = kBob;
  mms::Text subject;
  wsp::MediaType type;
  wsp::Buffer body;
  std::uint64_t date = 1'767'607'200;  // seconds since 1970: when the captures begin
  bool delivery_report = false;
  bool read_report = false;
};

/// A message of one slide: SMIL, JPEG and text as multipart/related.
[[nodiscard]] MultimediaMessage slide_message(const std::string& id, const std::string& uri,
                                              const std::string& text,
                                              std::size_t picture_padding = 0);
/// A message of one text as multipart/mixed.
[[nodiscard]] MultimediaMessage text_message(const std::string& id, const std::string& uri,
                                             const std::string& text);

[[nodiscard]] PduBuilder send_req(const MultimediaMessage& mm, const std::string& tid);
[[nodiscard]] PduBuilder send_conf(const MultimediaMessage& mm, const std::string& tid);
[[nodiscard]] PduBuilder send_refused(const std::string& tid, const std::string& status,
                                      const std::string& text);
[[nodiscard]] PduBuilder notification_ind(const MultimediaMessage& mm, const std::string& tid);
[[nodiscard]] PduBuilder notifyresp_ind(const std::string& tid, const std::string& status);
/// Without a TID when `tid` is empty.
[[nodiscard]] PduBuilder retrieve_conf(const MultimediaMessage& mm, const std::string& tid);
/// A retrieval that failed; the text is also the body, for clients of version 1.0.
[[nodiscard]] PduBuilder retrieve_failed(const std::string& tid, const std::string& status,
                                         const std::string& text);
[[nodiscard]] PduBuilder acknowledge_ind(const std::string& tid);
[[nodiscard]] PduBuilder delivery_ind(const MultimediaMessage& mm, const std::string& status);
[[nodiscard]] PduBuilder read_rec_ind(const MultimediaMessage& mm, const std::string& status);
[[nodiscard]] PduBuilder read_orig_ind(const MultimediaMessage& mm, const std::string& status);

}  // namespace mm1::samples
