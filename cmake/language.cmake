# One dialect of C++ and one arithmetic for every room.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

# komuna_flags: linked privately by every target of ours.
add_library(komuna_flags INTERFACE)
target_include_directories(komuna_flags INTERFACE "${PROJECT_SOURCE_DIR}")
# Contracting a*b+c into one rounding is allowed to compilers by default and differs between
# machines; the engine promises the same bits everywhere.
target_compile_options(komuna_flags INTERFACE -ffp-contract=off)
target_compile_options(komuna_flags INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion
                                              -Wsign-conversion)
# clang 19 takes the use that std::stable_sort of libstdc++ 12 makes of a deprecated function for ours.
target_compile_options(komuna_flags INTERFACE
                       $<$<CXX_COMPILER_ID:Clang>:-Wno-deprecated-declarations>)
if(KOMUNA_WARNINGS_AS_ERRORS)
  target_compile_options(komuna_flags INTERFACE -Werror)
endif()
if(NOT KOMUNA_SIMD)
  target_compile_options(komuna_flags INTERFACE -fno-tree-vectorize)
endif()
if(KOMUNA_COVERAGE)
  target_compile_options(komuna_flags INTERFACE --coverage -fprofile-abs-path)
  target_link_options(komuna_flags INTERFACE --coverage)
endif()
