# One folder is one target with one public header folder: include/mm1/<folder>/.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)  # the codec goes into the plugin's shared object
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

add_library(mm1_options INTERFACE)
target_compile_options(mm1_options INTERFACE -Wall -Wextra -Wpedantic -Wconversion -Werror)
# With its sanitizers g++ 12 takes sound code of the standard library for wrong: <regex> for
# uninitialized (GCC bug 105562), assignments to vectors for overflowing. They are warnings there.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_FLAGS MATCHES "-fsanitize")
  target_compile_options(mm1_options INTERFACE -Wno-error)
endif()

# mm1_library(<name> SOURCES <files…> [DEPENDS <targets…>]): the static library of this folder.
function(mm1_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPENDS" ${ARGN})
  add_library(${name} STATIC ${ARG_SOURCES})
  target_include_directories(${name} PUBLIC include)
  target_link_libraries(${name} PUBLIC ${ARG_DEPENDS} PRIVATE $<BUILD_INTERFACE:mm1_options>)
endfunction()

# mm1_test(<name> SOURCES <files…> [DEPENDS <targets…>] [LABELS <labels…>]): one GoogleTest program.
function(mm1_test name)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPENDS;LABELS" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  target_include_directories(${name} PRIVATE ${CMAKE_SOURCE_DIR}/tests)
  target_compile_definitions(${name} PRIVATE
    MM1_SOURCE_DIR="${CMAKE_SOURCE_DIR}" MM1_SHARED_DIR="${MM1_SHARED_DIR}")
  target_link_libraries(${name} PRIVATE ${ARG_DEPENDS} mm1_options GTest::gtest_main GTest::gmock)
  add_test(NAME ${name} COMMAND ${name})
  # Shown as skipped by ctest only when every case of the program was skipped.
  set_tests_properties(${name} PROPERTIES LABELS "${ARG_LABELS}"
    SKIP_REGULAR_EXPRESSION "\\[  PASSED  \\] 0 tests\\.\n\\[  SKIPPED \\]")
endfunction()
