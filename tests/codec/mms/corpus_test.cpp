// Real PDUs against what the tests of the software they come from assert about them.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>

#include "mm1/wsp/headers.h"
#include "mm1/wsp/primitives.h"
#include "support/decoded.h"
#include "support/tape_check.h"

namespace mm1 {
namespace {

using test::Decoded;
using Octets = std::vector<std::uint8_t>;
namespace number = mms::number;

const std::filesystem::path kPdus = std::filesystem::path(MM1_SHARED_DIR) / "corpus/pdus";

Octets read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// The data of a WSP Push: TID, 06, HeadersLen, headers, data.
Octets push_data(const Octets& push) {
  if (push.size() < 3) return {};
  const wsp::Uintvar length = wsp::uintvar(wsp::Octets(push).subspan(2));
  const std::size_t begin = 2 + length.length + static_cast<std::size_t>(length.value);
  return {push.begin() + static_cast<std::ptrdiff_t>(std::min(begin, push.size())), push.end()};
}

Octets read_pdu(const std::filesystem::path& path) {
  const Octets file = read_file(path);
  return path.extension() == ".push" ? push_data(file) : file;
}

class Corpus : public testing::Test {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists(kPdus)) GTEST_SKIP() << "no corpus at " << kPdus;
  }
};

struct IndexRow {
  std::string path, form, type;
};

std::vector<IndexRow> read_index() {
  std::vector<IndexRow> rows;
  std::ifstream file(kPdus / "INDEX.tsv");
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) {
    std::vector<std::string> columns;
    for (std::size_t begin = 0; columns.size() < 5; ++begin) {
      const std::size_t end = std::min(line.find('\t', begin), line.size());
      columns.push_back(line.substr(begin, end - begin));
      begin = end;
    }
    rows.push_back({columns[0], columns[3], columns[4]});
  }
  return rows;
}

bool holds_pdu(const IndexRow& row) { return row.form == "mms-pdu" || row.form == "wsp-push"; }

TEST_F(Corpus, DecodesToTheTypeThatItsIndexNames) {
  std::size_t seen = 0;
  for (const IndexRow& row : read_index()) {
    if (!holds_pdu(row)) continue;
    const Decoded pdu(read_pdu(kPdus / row.path));
    EXPECT_EQ(test::tape_defect(pdu.tape), "") << row.path;
    const bool is_pdu = row.type.starts_with("m-");
    EXPECT_EQ(pdu.view.type_name(), is_pdu ? row.type : "none") << row.path;
    ++seen;
  }
  EXPECT_GT(seen, 90u);
}

// Files that are no PDU, but have octets, show it.
TEST_F(Corpus, GarbageIsReportedAsSuch) {
  for (const char* path : {"mms-engine/test_retrieve-GarbageRetrieve-garbage.mms",
                           "indexed/pydump-vodafone-de-si.push", "mmsd/wsp-push4.push"}) {
    const Decoded pdu(read_pdu(kPdus / path));
    EXPECT_EQ(pdu.view.type_octet(), 0) << path;
    EXPECT_FALSE(pdu.faults().empty()) << path;
    EXPECT_FALSE(mms::looks_like_pdu(pdu.octets)) << path;
  }
}

struct ExpectedValue {
  const char* path;
  std::uint8_t field;
  const char* value;
};

// Written by hand from the column `expected` of INDEX.tsv.
constexpr ExpectedValue kValues[] = {
    {"android-sms-gateway/notification-2.mms", number::kFrom, "19162255887"},
    {"android-sms-gateway/notification-3.mms", number::kFrom, "19162255887"},
    {"indexed/openharmony-doc-decodeMms.mms", number::kFrom, "10086"},
    {"indexed/openharmony-doc-decodeMms.mms", number::kTo, "10010"},
    {"indexed/openharmony-doc-decodeMms.mms", number::kContentType, "type"},
    {"indexed/pydump-vodafone-uk-mms.push", number::kTransactionId,
     "NOK5A1ZdFTMYSG4O3VQAAsJv94GoNAAAAAAAA"},
    {"indexed/pydump-vodafone-uk-mms.push", number::kMmsVersion, "1.0"},
    {"indexed/pydump-vodafone-uk-mms.push", number::kFrom, "+447717275049/TYPE=PLMN"},
    {"indexed/pydump-vodafone-uk-mms.push", number::kMessageClass, "Personal"},
    {"indexed/pydump-vodafone-uk-mms.push", number::kMessageSize, "29696 octets"},
    {"indexed/pydump-vodafone-uk-mms.push", number::kExpiry, "259199 s"},
    {"indexed/pydump-vodafone-uk-mms.push", number::kContentLocation,
     "http://promms/servlets/NOK5A1ZdFTMYSG4O3VQAAsJv94GoNAAAAAAAA"},
    {"mms-engine/test_delivery_ind-DeliveryOK-m-delivery.ind.mms", number::kMessageId,
     "BH24CBJJA40W1"},
    {"mms-engine/test_delivery_ind-DeliveryOK-m-delivery.ind.mms", number::kStatus, "Retrieved"},
    {"mms-engine/test_send-Accept-m-send.conf.mms", number::kResponseStatus, "Ok"},
    {"mms-engine/test_send-Accept-m-send.conf.mms", number::kMessageId, "TestMessageId"},
    {"mms-engine/test_send-Failure-m-send.conf.mms", number::kResponseStatus,
     "Error-permanent-failure"},
    {"mms-engine/test_send-ServiceDenied-m-send.conf.mms", number::kResponseStatus,
     "Error-permanent-service-denied"},
    {"mms-engine/test_send-ServiceDenied-m-send.conf.mms", number::kResponseText, "Unable to send"},
    {"mmsd/mms_m_notify_ind_1.mms", number::kTransactionId, "OgQKKB"},
    {"mmsd/mms_m_notify_ind_1.mms", number::kMmsVersion, "1.0"},
    {"mmsd/mms_m_notify_ind_1.mms", number::kFrom, "Erotik"},
    {"mmsd/mms_m_notify_ind_1.mms", number::kSubject, "Pin-Ups"},
    {"mmsd/mms_m_notify_ind_1.mms", number::kMessageClass, "Personal"},
    {"mmsd/mms_m_notify_ind_1.mms", number::kMessageSize, "16384 octets"},
    {"mmsd/mms_m_notify_ind_1.mms", number::kContentLocation, "http://eps3.de/O/Z9IZO"},
    {"mmsd/mms_m_notify_ind_2.mms", number::kTransactionId, "wLJeT7THu"},
    {"mmsd/mms_m_notify_ind_2.mms", number::kFrom, "15551230000/TYPE=PLMN"},
    {"mmsd/mms_m_notify_ind_2.mms", number::kSubject, "-"},
    {"mmsd/mms_m_notify_ind_2.mms", number::kMessageSize, "23069 octets"},
    {"mmsd/mms_m_notify_ind_2.mms", number::kContentLocation,
     "http://mmsc11:10021/mmsc/1_1?wLJeT7THu"},
    {"mmsd/mms_m_notifyresp_ind_test_1.mms", number::kTransactionId, "0123456789abcdef"},
    {"mmsd/mms_m_notifyresp_ind_test_1.mms", number::kMmsVersion, "1.2"},
    {"mmsd/mms_m_notifyresp_ind_test_1.mms", number::kStatus, "Retrieved"},
    {"mmsd/mms_m_retrieve_conf_1.mms", number::kTransactionId, "1201657238"},
    {"mmsd/mms_m_retrieve_conf_1.mms", number::kMmsVersion, "1.3"},
    {"mmsd/mms_m_retrieve_conf_1.mms", number::kSubject, "MMS-1.3-con-212"},
    {"mmsd/mms_m_retrieve_conf_1.mms", number::kMessageId, "mt-212"},
    {"mmsd/mms_m_retrieve_conf_1.mms", number::kDate, "2008-01-30T01:40:38Z"},
    {"mmsd/mms_m_retrieve_conf_3.mms", number::kTransactionId, "-"},
    {"mmsd/mms_m_retrieve_conf_3.mms", number::kSubject, "test without transaction ID"},
    {"mmsd/mms_m_retrieve_conf_3.mms", number::kPriority, "Normal"},
    {"mmsd/mms_m_retrieve_conf_3.mms", number::kDate, "2011-04-08T10:27:05Z"},
    {"mmsd/mms_m_send_conf_2.mms", number::kTransactionId, "31888"},
    {"mmsd/mms_m_send_conf_2.mms", number::kResponseStatus,
     "Error-permanent-message-format-corrupt"},
    {"mmsd/mms_m_send_req_test_1.mms", number::kTo, "0123456789"},
    {"mmsd/mms_m_send_req_test_1.mms", number::kDeliveryReport, "Yes"},
    {"mmsd/mms_m_send_req_test_1.mms", number::kContentType, "application/vnd.wap.multipart.mixed"},
    {"mmsd/ni-mms-1-3-con-271.mms", number::kSubject, "abcdefghijklmnopqrstuvwxyz0123456789/-+@"},
    {"mmsd/ni-mms-1-3-con-272.mms", number::kSubject, "MMS-1.3-con-272"},
    {"mmsd/ni-mms-1-3-con-272.mms", number::kContentLocation,
     "http://abcdefghi/abcdefghi/abcdefghi/abcdefghi/abcdefghi/abcdefghi/abcdefghi/abcdefghi/"
     "abcdefghi.mms"},
    {"mmsd/rc-mms-1-3-con-212.mms", number::kDate, "2011-06-03T09:45:21Z"},
    {"mmsd/rc-mms-1-3-con-213.mms", number::kDate, "2011-06-03T09:52:45Z"},
    {"mmsd/rc-mms-1-3-con-220.mms", number::kTransactionId, "00000000220"},
    {"mmsd/rc-mms-1-3-con-224.mms", number::kTo, "+33666565565/TYPE=PLMN"},
    {"mmsd/rc-mms-1-3-con-271.mms", number::kFrom, "+33622222222/TYPE=PLMN"},
    {"mmsd/rc-mms-1-3-con-282.mms", number::kMessageClass, "NewMessageClass"},
    {"mmsd/sr-mms-related-multi-to.mms", number::kTransactionId, "000000000002"},
    {"mmsd/sr-mms-related-multi-to.mms", number::kTo, "+33612345678/TYPE=PLMN"},
    {"muditaos/00-Valid-MMS-Notification-Play.push", number::kFrom, "+48987654321/TYPE=PLMN"},
    {"muditaos/00-Valid-MMS-Notification-Play.push", number::kContentLocation,
     "http://mmsc.play.pl/mms/wapenc/12345678"},
    {"muditaos/01-Valid-MMS-Notification-T-Mobile.push", number::kFrom, "+48505050505/TYPE=PLMN"},
    {"muditaos/01-Valid-MMS-Notification-T-Mobile.push", number::kContentLocation,
     "http://10.242.243.40:9800/mm1?id=220815182a1b7281926f05bb"},
    {"muditaos/03-Valid-MMS-Notification-T-Mobile-2.push", number::kFrom, "+48287287287/TYPE=PLMN"},
    {"muditaos/03-Valid-MMS-Notification-T-Mobile-2.push", number::kContentLocation,
     "http://10.205.43.40:9800/mm1?id=220816182a571c5462d688bf"},
    {"muditaos/06-Valid-MMS-Notification-without-From-field.push", number::kFrom, "-"},
    {"muditaos/06-Valid-MMS-Notification-without-From-field.push", number::kContentLocation,
     "http://geom2:8002/mmsc/c?Abcdefghi"},
    {"nuntium/TestEncodeMNotifyRespIndDeffered.mms", number::kMmsVersion, "1.3"},
    {"nuntium/TestEncodeMNotifyRespIndDeffered.mms", number::kStatus, "Deferred"},
    {"nuntium/TestEncodeMNotifyRespIndDeffered.mms", number::kReportAllowed, "No"},
    {"nuntium/TestEncodeMNotifyRespIndRetrievedWithoutReports.mms", number::kStatus, "Retrieved"},
    {"nuntium/TestEncodeMNotifyRespIndRetrievedWithoutReports.mms", number::kReportAllowed, "Yes"},
    {"nuntium/m-notification.ind_success.push", number::kFrom, "+543515924906/TYPE=PLMN"},
    {"nuntium/m-notification.ind_success.push", number::kMessageSize, "29696 octets"},
    {"nuntium/m-notification.ind_success.push", number::kExpiry, "172799 s"},
    {"nuntium/m-notification.ind_success.push", number::kContentLocation,
     "http://localhost:9191/mms"},
    {"nuntium/m-send.conf_success.mms", number::kResponseStatus, "Ok"},
    {"nuntium/m-send.conf_success.mms", number::kTransactionId, "ad6babe2628710c443cdeb3ff39679ac"},
    {"python-messaging/BTMMS.MMS", number::kMmsVersion, "1.0"},
    {"python-messaging/BTMMS.MMS", number::kDate, "2003-01-21T01:57:04Z"},
    {"python-messaging/BTMMS.MMS", number::kSubject, "BT Ignite MMS"},
    {"python-messaging/BTMMS.MMS", number::kContentType,
     "application/vnd.wap.multipart.related; Start=<btmms.smil>; Type=application/smil"},
    {"python-messaging/SEC-SGHS300M.mms", number::kSenderVisibility, "Show"},
    {"python-messaging/SEC-SGHS300M.mms", number::kFrom, "insert-address-token"},
    {"python-messaging/SEC-SGHS300M.mms", number::kReadReport, "No"},
    {"python-messaging/SEC-SGHS300M.mms", number::kTransactionId, "31887"},
    {"python-messaging/SEC-SGHS300M.mms", number::kTo, "0738345664/TYPE=PLMN"},
    {"python-messaging/SEC-SGHS300M.mms", number::kSubject, "IL"},
    {"python-messaging/SIMPLE.MMS", number::kDate, "2002-12-20T21:26:56Z"},
    {"python-messaging/SIMPLE.MMS", number::kSubject, "Simple message"},
    {"python-messaging/TOMSLOT.MMS", number::kFrom, "allan@tomslot.com"},
    {"python-messaging/TOMSLOT.MMS", number::kDate, "2003-02-16T03:48:33Z"},
    {"python-messaging/TOMSLOT.MMS", number::kSubject, "Tom Slot Band"},
    {"python-messaging/gallery2test.mms", number::kTransactionId, "1118775337"},
    {"python-messaging/gallery2test.mms", number::kPriority, "Normal"},
    {"python-messaging/gallery2test.mms", number::kTo, "Jg"},
    {"python-messaging/iPhone.mms", number::kTransactionId, "1262957356-3"},
    {"python-messaging/iPhone.mms", number::kMmsVersion, "1.2"},
    {"python-messaging/iPhone.mms", number::kContentType,
     "application/vnd.wap.multipart.related; Type=application/smil; Start=0.smil"},
    {"python-messaging/openwave.mms", number::kTo, "112/TYPE=PLMN"},
    {"python-messaging/openwave.mms", number::kSubject, "rubrik"},
};

TEST_F(Corpus, HasTheValuesItsSourceExpects) {
  for (const ExpectedValue& expected : kValues) {
    const Decoded pdu(read_pdu(kPdus / expected.path));
    EXPECT_EQ(pdu.value(expected.field), expected.value)
        << expected.path << " " << mms::field(expected.field)->name;
  }
}

struct ExpectedPart {
  const char* path;
  std::size_t index;
  std::size_t count;  // of all parts
  const char* type;
  std::uint32_t charset = 0;
  const char* content_id = nullptr;
  const char* data = nullptr;  // its text, or the file with its octets
};

constexpr ExpectedPart kParts[] = {
    {"python-messaging/BTMMS.MMS", 0, 4, "application/smil"},
    {"python-messaging/BTMMS.MMS", 1, 4, "image/gif"},
    {"python-messaging/BTMMS.MMS", 2, 4, "audio/amr"},
    {"python-messaging/BTMMS.MMS", 3, 4, "text/plain", 0, nullptr, "BT Ignite\r\n\r\nMMS Services"},
    {"python-messaging/SEC-SGHS300M.mms", 0, 1, "text/plain", 106, nullptr, "HV"},
    {"python-messaging/SIMPLE.MMS", 0, 1, "text/plain", 0, nullptr,
     "This is a simple MMS message with a single text body part."},
    {"python-messaging/TOMSLOT.MMS", 6, 8, "text/plain", 0, nullptr, "Presented by NowMMS\r\n"},
    {"python-messaging/TOMSLOT.MMS", 7, 8, "audio/amr"},
    {"python-messaging/gallery2test.mms", 1, 3, "text/plain", 4, nullptr, "Jgj"},
    {"python-messaging/gallery2test.mms", 2, 3, "image/jpeg"},
    {"python-messaging/iPhone.mms", 0, 2, "application/smil"},
    {"python-messaging/openwave.mms", 1, 2, "text/plain", 4, nullptr, "rubrik"},
    {"mms-engine/test_retrieve-Success1-m-retrieve.conf.mms", 0, 5, "application/smil", 106, "0",
     "@Success1/0.smil"},
    {"mms-engine/test_retrieve-Success1-m-retrieve.conf.mms", 1, 5, "text/plain", 106,
     "text_0011.txt", "@Success1/text_0011.txt"},
    {"mms-engine/test_retrieve-Success1-m-retrieve.conf.mms", 2, 5, "image/jpeg", 0,
     "131200181.jpg", "@Success1/131200181.jpg"},
    {"mms-engine/test_retrieve-Success1-m-retrieve.conf.mms", 3, 5, "text/plain", 106,
     "text_0021.txt", "@Success1/text_0021.txt"},
    {"mms-engine/test_retrieve-Success1-m-retrieve.conf.mms", 4, 5, "image/jpeg", 0,
     "140100041.jpg", "@Success1/140100041.jpg"},
    {"mms-engine/test_retrieve-InvalidSubject-m-retrieve.conf.mms", 0, 2, "application/smil", 3,
     "start", "@InvalidSubject/smil.smi"},
    {"mms-engine/test_retrieve-InvalidSubject-m-retrieve.conf.mms", 1, 2, "image/jpeg", 0, "1",
     "@InvalidSubject/1"},
    {"mms-engine/test_retrieve-Base64-m-retrieve.conf.mms", 2, 3, "text/plain", 106, "2.txt",
     "@Base64/2.txt.orig"},
    {"mmsd/sr-mms-related-multi-to.mms", 0, 2, "application/smil", 0, "SMIL"},
    {"mmsd/sr-mms-related-multi-to.mms", 1, 2, "text/plain", 106, "Generic_Text.txt"},
};

std::string expected_data(std::string_view data) {
  if (!data.starts_with('@')) return std::string(data);
  const Octets octets = read_file(kPdus / "mms-engine/expected-parts" / data.substr(1));
  return {octets.begin(), octets.end()};
}

TEST_F(Corpus, HasThePartsItsSourceExpects) {
  for (const ExpectedPart& expected : kParts) {
    const Decoded pdu(read_pdu(kPdus / expected.path));
    const auto parts = mms::parts(pdu.view);
    ASSERT_EQ(parts.size(), expected.count) << expected.path;
    const mms::PartView& part = parts[expected.index];
    EXPECT_EQ(part.content_type, expected.type) << expected.path;
    EXPECT_EQ(part.charset, expected.charset) << expected.path;
    if (expected.content_id != nullptr) {
      EXPECT_EQ(part.content_id, expected.content_id) << expected.path;
    }
    if (expected.data != nullptr) {
      EXPECT_EQ(wsp::ascii(part.data), expected_data(expected.data)) << expected.path;
    }
  }
}

struct ExpectedPush {
  const char* path;
  std::size_t headers_length;
  std::size_t body;
};

TEST_F(Corpus, PushHeadersNameTypeAndApplication) {
  for (const ExpectedPush& expected :
       {ExpectedPush{"nuntium/TestDecodeATTUSA.push", 39, 130},
        ExpectedPush{"nuntium/TestDecodeSoneraFinland.push", 7, 114},
        ExpectedPush{"nuntium/TestDecodeVodaphoneSpain.push", 38, 106}}) {
    const Octets push = read_file(kPdus / expected.path);
    const wsp::HeaderBlock headers =
        wsp::read_headers(wsp::Octets(push).subspan(3, expected.headers_length));
    EXPECT_EQ(headers.content_type, "application/vnd.wap.mms-message") << expected.path;
    EXPECT_EQ(headers.application_id, 4u) << expected.path;
    EXPECT_FALSE(headers.broken) << expected.path;
    EXPECT_EQ(push_data(push).size(), expected.body) << expected.path;
  }
}

}  // namespace
}  // namespace mm1
