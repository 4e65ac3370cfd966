// What differs between Wireshark 4.0, 4.4 and 4.6, deduced from the headers that are there. No
// version number is tested, so a release with some of the changes works as well.
#pragma once

#include <cstddef>
#include <tuple>
#include <type_traits>

#include <epan/column-utils.h>
#include <epan/packet.h>
#include <epan/prefs.h>

#if __has_include(<epan/dissectors/packet-media-type.h>)
#include <epan/dissectors/packet-media-type.h>
#else
#include <epan/dissectors/packet-http.h>
#endif

// The one header without C linkage of its own. It includes nothing but export macros.
extern "C" {
#include <epan/show_exception.h>
}

namespace mm1::plugin {

template <class>
struct Signature;
template <class Return, class... Arguments>
struct Signature<Return (*)(Arguments...)> {
  using Result = Return;
  template <std::size_t Index>
  using Argument = std::tuple_element_t<Index, std::tuple<Arguments...>>;
};

// gboolean became bool.
using HeuristicResult = Signature<heur_dissector_t>::Result;
using PreferenceFlag =
    std::remove_pointer_t<Signature<decltype(&prefs_register_bool_preference)>::Argument<4>>;
using ColumnFlag = Signature<decltype(&col_set_writable)>::Argument<2>;

// What a media dissector gets as `data`: the same structure moved to a header of its own.
#if __has_include(<epan/dissectors/packet-media-type.h>)
using MediaContentInfo = media_content_info_t;
inline constexpr auto kNotFromHttp = MEDIA_CONTAINER_OTHER;
#else
using MediaContentInfo = http_message_info_t;
inline constexpr auto kNotFromHttp = HTTP_OTHERS;
#endif

// The value lay inside its field, and became a pointer there.
inline fvalue_t* pointer_to(fvalue_t* value) { return value; }
inline fvalue_t* pointer_to(const fvalue_t& value) { return const_cast<fvalue_t*>(&value); }
inline fvalue_t* value_of(const field_info& field) { return pointer_to(field.value); }

}  // namespace mm1::plugin
