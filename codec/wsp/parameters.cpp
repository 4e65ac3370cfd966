// The parameter table (WAP-230 Table 38).
#include "mm1/wsp/parameters.h"

#include "mm1/wsp/same_name.h"

namespace mm1::wsp {
namespace {

using enum ParameterGrammar;

constexpr ParameterRow kParameters[] = {
    {0x00, "Q", kQuality, 0x11},
    {0x01, "Charset", kCharset, 0x11},
    {0x02, "Level", kVersion, 0x11},
    {0x03, "Type", kInteger, 0x11},
    {0x05, "Name", kText, 0x11},
    {0x06, "Filename", kText, 0x11},
    {0x07, "Differences", kFieldName, 0x11},
    {0x08, "Padding", kShortInteger, 0x11},
    {0x09, "Type", kMedia, 0x12},
    {0x0A, "Start", kText, 0x12},
    {0x0B, "Start-info", kText, 0x12},
    {0x0C, "Comment", kText, 0x13},
    {0x0D, "Domain", kText, 0x13},
    {0x0E, "Max-Age", kDelta, 0x13},
    {0x0F, "Path", kText, 0x13},
    {0x10, "Secure", kNoValue, 0x13},
    {0x11, "SEC", kShortInteger, 0x14},
    {0x12, "MAC", kText, 0x14},
    {0x13, "Creation-date", kDate, 0x14},
    {0x14, "Modification-date", kDate, 0x14},
    {0x15, "Read-date", kDate, 0x14},
    {0x16, "Size", kInteger, 0x14},
    {0x17, "Name", kText, 0x14},
    {0x18, "Filename", kText, 0x14},
    {0x19, "Start", kText, 0x14},
    {0x1A, "Start-info", kText, 0x14},
    {0x1B, "Comment", kText, 0x14},
    {0x1C, "Domain", kText, 0x14},
    {0x1D, "Path", kText, 0x14},
};

}  // namespace

std::span<const ParameterRow> parameter_table() { return kParameters; }

const ParameterRow* parameter(std::uint64_t number) {
  for (const ParameterRow& row : kParameters) {
    if (row.number == number) return &row;
  }
  return nullptr;
}

const ParameterRow* parameter_named(std::string_view name) {
  // Of the two rows "Type" the one of multipart/related is the one that messages use.
  if (same_name(name, "Type")) return parameter(parameter_number::kTypeRelated);
  return row_named(kParameters, name);
}

}  // namespace mm1::wsp
