// One minimal valid PDU of each type, octets worked out from the specification's tables by hand.
#pragma once

#include <array>
#include <string_view>

namespace mm1::test {

struct MinimalPdu {
  std::string_view name;
  std::string_view hex;
};

/// Version 1.2, except the types that only 1.3 has.
inline constexpr std::array<MinimalPdu, 27> kMinimalPdus = {{
    {"m-send-req",
     "8C 80 98 54 31 00 8D 92 89 01 81 97 2B 31 35 35 35 31 32 33 30 30 30 31 2F 54 59 50 "
     "45 3D 50 4C 4D 4E 00 84 A3 01 01 02 83 48 69"},
    {"m-send-conf", "8C 81 98 54 31 00 8D 92 92 80 8B 69 64 31 40 6D 6D 73 63 00"},
    {"m-notification-ind",
     "8C 82 98 4E 31 00 8D 92 8A 80 8E 02 04 00 88 05 81 03 01 51 80 83 68 74 74 70 3A 2F "
     "2F 6D 6D 73 63 2F 6D 31 00"},
    {"m-notifyresp-ind", "8C 83 98 4E 31 00 8D 92 95 81"},
    {"m-retrieve-conf",
     "8C 84 98 4E 31 00 8D 92 8B 69 64 31 40 6D 6D 73 63 00 85 04 42 26 5C 80 89 18 80 2B "
     "31 35 35 35 31 32 33 30 30 30 32 2F 54 59 50 45 3D 50 4C 4D 4E 00 84 A3 01 01 02 83 "
     "48 69"},
    {"m-acknowledge-ind", "8C 85 98 52 31 00 8D 92"},
    {"m-delivery-ind",
     "8C 86 8D 92 8B 69 64 31 40 6D 6D 73 63 00 97 2B 31 35 35 35 31 32 33 30 30 30 31 2F "
     "54 59 50 45 3D 50 4C 4D 4E 00 85 04 42 26 5C 80 95 81"},
    {"m-read-rec-ind",
     "8C 87 8D 92 8B 69 64 31 40 6D 6D 73 63 00 97 2B 31 35 35 35 31 32 33 30 30 30 31 2F "
     "54 59 50 45 3D 50 4C 4D 4E 00 89 01 81 9B 80"},
    {"m-read-orig-ind",
     "8C 88 8D 92 8B 69 64 31 40 6D 6D 73 63 00 97 2B 31 35 35 35 31 32 33 30 30 30 31 2F "
     "54 59 50 45 3D 50 4C 4D 4E 00 89 18 80 2B 31 35 35 35 31 32 33 30 30 30 32 2F 54 59 "
     "50 45 3D 50 4C 4D 4E 00 85 04 42 26 5C 80 9B 80"},
    {"m-forward-req",
     "8C 89 98 46 31 00 8D 92 89 01 81 97 2B 31 35 35 35 31 32 33 30 30 30 31 2F 54 59 50 "
     "45 3D 50 4C 4D 4E 00 83 68 74 74 70 3A 2F 2F 6D 6D 73 63 2F 6D 31 00"},
    {"m-forward-conf", "8C 8A 98 46 31 00 8D 92 92 80 8B 69 64 32 40 6D 6D 73 63 00"},
    {"m-mbox-store-req", "8C 8B 98 53 31 00 8D 92 83 68 74 74 70 3A 2F 2F 6D 6D 73 63 2F 6D 31 00"},
    {"m-mbox-store-conf",
     "8C 8C 98 53 31 00 8D 92 83 68 74 74 70 3A 2F 2F 6D 6D 73 63 2F 62 31 00 A5 80"},
    {"m-mbox-view-req",
     "8C 8D 98 56 31 00 8D 92 A3 82 A4 06 82 77 6F 72 6B 00 AF 80 B3 8A A8 89 A8 AE A9 80 "
     "AB 80"},
    {"m-mbox-view-conf",
     "8C 8E 98 56 31 00 8D 92 92 80 A3 82 A4 06 82 77 6F 72 6B 00 AF 80 B3 8A AA 02 80 8C "
     "AC 03 80 01 C8 AD 81 84 A3 01 20 1E 61 70 70 6C 69 63 61 74 69 6F 6E 2F 76 6E 64 2E "
     "77 61 70 2E 6D 6D 73 2D 6D 65 73 73 61 67 65 00 8C 93 83 68 74 74 70 3A 2F 2F 6D 6D "
     "73 63 2F 6D 31 00 8B 69 64 31 40 6D 6D 73 63 00 A3 82"},
    {"m-mbox-view-conf (empty set)", "8C 8E 98 56 32 00 8D 92 92 80 AD 80 84 80"},
    {"m-mbox-upload-req",
     "8C 8F 98 55 31 00 8D 92 A3 80 84 61 70 70 6C 69 63 61 74 69 6F 6E 2F 76 6E 64 2E 77 "
     "61 70 2E 6D 6D 73 2D 6D 65 73 73 61 67 65 00 8C 93 84 A3 01 01 02 83 48 69"},
    {"m-mbox-upload-conf",
     "8C 90 98 55 31 00 8D 92 83 68 74 74 70 3A 2F 2F 6D 6D 73 63 2F 62 32 00 A5 80"},
    {"m-mbox-delete-req",
     "8C 91 98 44 31 00 8D 92 83 68 74 74 70 3A 2F 2F 6D 6D 73 63 2F 6D 31 00 83 68 74 74 "
     "70 3A 2F 2F 6D 6D 73 63 2F 6D 32 00"},
    {"m-mbox-delete-conf (all ok)", "8C 92 98 44 31 00 8D 92 92 02 80 80"},
    {"m-mbox-delete-conf (m2 failed)",
     "8C 92 98 44 31 00 8D 92 83 10 81 68 74 74 70 3A 2F 2F 6D 6D 73 63 2F 6D 32 00 92 02 "
     "81 E1 93 08 81 64 65 6E 69 65 64 00"},
    {"m-mbox-descr (in view-conf)",
     "8C 93 83 68 74 74 70 3A 2F 2F 6D 6D 73 63 2F 6D 31 00 8B 69 64 31 40 6D 6D 73 63 00 "
     "A3 82"},
    {"m-mbox-descr (in upload-req)", "8C 93 84 A3 01 01 02 83 48 69"},
    {"m-delete-req", "8C 94 98 58 31 00 8D 93 83 68 74 74 70 3A 2F 2F 6D 6D 73 63 2F 6D 31 00"},
    {"m-delete-conf", "8C 95 98 58 31 00 8D 93 92 02 80 80"},
    {"m-cancel-req", "8C 96 98 43 31 00 8D 93 BE 69 64 31 40 6D 6D 73 63 00"},
    {"m-cancel-conf", "8C 97 98 43 31 00 8D 93 BF 80"},
}};

/// The octets of a row; empty for a name that is not there.
[[nodiscard]] constexpr std::string_view minimal_pdu(std::string_view name) {
  for (const MinimalPdu& row : kMinimalPdus)
    if (row.name == name) return row.hex;
  return {};
}

}  // namespace mm1::test
