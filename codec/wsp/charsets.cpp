// The charset table (IANA character sets; WAP-230 Table 42 names a few of them).
#include "mm1/wsp/charsets.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "mm1/wsp/same_name.h"

namespace mm1::wsp {
namespace {

constexpr CharsetRow kCharsets[] = {
    {3, "us-ascii", "", false},
    {4, "iso-8859-1", "", false},
    {5, "iso-8859-2", "ISO-8859-2", false},
    {6, "iso-8859-3", "ISO-8859-3", false},
    {7, "iso-8859-4", "ISO-8859-4", false},
    {8, "iso-8859-5", "ISO-8859-5", false},
    {9, "iso-8859-6", "ISO-8859-6", false},
    {10, "iso-8859-7", "ISO-8859-7", false},
    {11, "iso-8859-8", "ISO-8859-8", false},
    {12, "iso-8859-9", "ISO-8859-9", false},
    {13, "iso-8859-10", "ISO-8859-10", false},
    {17, "shift_jis", "CP932", false},
    {18, "euc-jp", "EUC-JP", false},
    {36, "ks_c_5601-1987", "CP949", false},
    {37, "iso-2022-kr", "ISO-2022-KR", false},
    {38, "euc-kr", "EUC-KR", false},
    {39, "iso-2022-jp", "ISO-2022-JP", false},
    {40, "iso-2022-jp-2", "ISO-2022-JP-2", false},
    {81, "iso-8859-6-e", "ISO-8859-6", false},
    {82, "iso-8859-6-i", "ISO-8859-6", false},
    {84, "iso-8859-8-e", "ISO-8859-8", false},
    {85, "iso-8859-8-i", "ISO-8859-8", false},
    {104, "iso-2022-cn", "ISO-2022-CN", false},
    {105, "iso-2022-cn-ext", "ISO-2022-CN-EXT", false},
    {106, "utf-8", "", false},
    {109, "iso-8859-13", "ISO-8859-13", false},
    {110, "iso-8859-14", "ISO-8859-14", false},
    {111, "iso-8859-15", "ISO-8859-15", false},
    {112, "iso-8859-16", "ISO-8859-16", false},
    {113, "gbk", "GBK", false},
    {114, "gb18030", "GB18030", false},
    {1000, "iso-10646-ucs-2", "", true},
    {1001, "iso-10646-ucs-4", "UCS-4", true},
    {1012, "utf-7", "UTF-7", false},
    {1013, "utf-16be", "", true},
    {1014, "utf-16le", "", true},
    {1015, "utf-16", "", true},
    {1017, "utf-32", "UTF-32", true},
    {1018, "utf-32be", "UTF-32BE", true},
    {1019, "utf-32le", "UTF-32LE", true},
    {2009, "ibm850", "IBM850", false},
    {2010, "ibm852", "IBM852", false},
    {2011, "ibm437", "IBM437", false},
    {2013, "ibm862", "IBM862", false},
    {2024, "windows-31j", "CP932", false},
    {2025, "gb2312", "GB2312", false},
    {2026, "big5", "BIG5", false},
    {2027, "macintosh", "MACINTOSH", false},
    {2046, "ibm855", "IBM855", false},
    {2047, "ibm857", "IBM857", false},
    {2050, "ibm861", "IBM861", false},
    {2052, "ibm864", "IBM864", false},
    {2084, "koi8-r", "KOI8-R", false},
    {2086, "ibm866", "IBM866", false},
    {2088, "koi8-u", "KOI8-U", false},
    {2101, "big5-hkscs", "BIG5-HKSCS", false},
    {2109, "windows-874", "CP874", false},
    {2250, "windows-1250", "CP1250", false},
    {2251, "windows-1251", "CP1251", false},
    {2252, "windows-1252", "CP1252", false},
    {2253, "windows-1253", "CP1253", false},
    {2254, "windows-1254", "CP1254", false},
    {2255, "windows-1255", "CP1255", false},
    {2256, "windows-1256", "CP1256", false},
    {2257, "windows-1257", "CP1257", false},
    {2258, "windows-1258", "CP1258", false},
    {2259, "tis-620", "TIS-620", false},
};
static_assert(std::ranges::is_sorted(kCharsets, {}, &CharsetRow::mib_enum));

// Rows by number for the charsets that nearly all texts are in: UTF-8, ASCII, ISO-8859.
constexpr auto kLowCharsets = [] {
  std::array<const CharsetRow*, 128> rows{};
  for (const CharsetRow& row : kCharsets) {
    if (row.mib_enum < rows.size()) rows[row.mib_enum] = &row;
  }
  return rows;
}();

}  // namespace

std::span<const CharsetRow> charset_table() { return kCharsets; }

const CharsetRow* charset(std::uint64_t mib_enum) {
  if (mib_enum < kLowCharsets.size()) return kLowCharsets[mib_enum];
  const auto* row = std::ranges::lower_bound(kCharsets, mib_enum, {}, &CharsetRow::mib_enum);
  return row != std::end(kCharsets) && row->mib_enum == mib_enum ? row : nullptr;
}

const CharsetRow* charset_named(std::string_view name) { return row_named(kCharsets, name); }

}  // namespace mm1::wsp
