# Everything that can be chosen when configuring. The presets are the usual combinations.

if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "Debug, Release, RelWithDebInfo" FORCE)
endif()

option(KOMUNA_TESTS "Build the tests" OFF)
option(KOMUNA_BENCHMARKS "Build the benchmarks" OFF)
option(KOMUNA_MPI "Let many machines work together, where MPI is installed" ON)
option(KOMUNA_SIMD "Let the processor work on several numbers at once (OFF only to compare)" ON)
option(KOMUNA_FUZZ "Build the fuzz targets (clang 19)" OFF)
option(KOMUNA_COVERAGE "Count which lines the tests reach" OFF)
option(KOMUNA_TIDY "Run clang-tidy 19 on every file compiled" OFF)
set(KOMUNA_SANITIZE "" CACHE STRING "Empty, address or thread")
set(KOMUNA_PARALLEL "tbb" CACHE STRING "Back-end of engine/base/parallel: tbb, std_thread or serial")
set_property(CACHE KOMUNA_PARALLEL PROPERTY STRINGS tbb std_thread serial)

# Other compilers than those the project is tested with may warn about other things, and a user who
# only wants to run the model should not be stopped by that.
set(known_compiler OFF)
if((CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION MATCHES "^12\\.")
   OR (CMAKE_CXX_COMPILER_ID STREQUAL "Clang" AND CMAKE_CXX_COMPILER_VERSION MATCHES "^19\\."))
  set(known_compiler ON)
endif()
option(KOMUNA_WARNINGS_AS_ERRORS "Stop at the first warning" ${known_compiler})

find_program(KOMUNA_CCACHE ccache)
if(KOMUNA_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER
      "${CMAKE_COMMAND};-E;env;CCACHE_SLOPPINESS=pch_defines,time_macros;${KOMUNA_CCACHE}")
endif()

if(KOMUNA_TIDY)
  # The version is named because others report other things.
  find_program(KOMUNA_CLANG_TIDY NAMES clang-tidy-19 REQUIRED)
  set(CMAKE_CXX_CLANG_TIDY "${KOMUNA_CLANG_TIDY};--quiet;--warnings-as-errors=*")
endif()
