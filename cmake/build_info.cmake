# What `komuna --version` tells: versions known when configuring go into the header here; the git
# commit is looked up at every build (cmake/commit.cmake) and written only when it has changed.

set(KOMUNA_GENERATED "${PROJECT_BINARY_DIR}/generated")

# Versions of the libraries by their CMake packages; header-only ones included.
set(KOMUNA_LIBRARY_VERSIONS "")
foreach(library fmt yaml-cpp nlohmann_json Eigen3 CLI11 SQLite3 SQLiteCpp zstd TBB)
  if(${library}_VERSION)
    list(APPEND KOMUNA_LIBRARY_VERSIONS "${library} ${${library}_VERSION}")
  endif()
endforeach()
list(JOIN KOMUNA_LIBRARY_VERSIONS ", " KOMUNA_LIBRARY_VERSIONS)

configure_file("${PROJECT_SOURCE_DIR}/cmake/build_info.hpp.in"
               "${KOMUNA_GENERATED}/build_info.hpp" @ONLY)

add_custom_target(komuna_commit
  COMMAND "${CMAKE_COMMAND}" -D "SOURCE=${PROJECT_SOURCE_DIR}"
          -D "HEADER=${KOMUNA_GENERATED}/build_commit.hpp"
          -P "${PROJECT_SOURCE_DIR}/cmake/commit.cmake"
  BYPRODUCTS "${KOMUNA_GENERATED}/build_commit.hpp"
  COMMENT "Looking up the commit")

# Link this to include "build_info.hpp".
add_library(komuna_build_info INTERFACE)
target_include_directories(komuna_build_info INTERFACE "${KOMUNA_GENERATED}")
add_dependencies(komuna_build_info komuna_commit)

# The bill of materials, with the versions of this machine; without Python there is none.
find_package(Python3 3.9 QUIET COMPONENTS Interpreter)
if(Python3_FOUND)
  add_custom_command(OUTPUT "${PROJECT_BINARY_DIR}/komuna.cdx.json"
    COMMAND Python3::Interpreter -B "${PROJECT_SOURCE_DIR}/docs/dependencies.py"
            --sbom "${PROJECT_BINARY_DIR}/komuna.cdx.json"
    DEPENDS "${PROJECT_SOURCE_DIR}/docs/dependencies.py" "${PROJECT_SOURCE_DIR}/packages.txt"
            "${PROJECT_SOURCE_DIR}/docs/licences.txt"
            "${PROJECT_SOURCE_DIR}/classroom/package-lock.json"
    COMMENT "Writing the bill of materials" VERBATIM)
  add_custom_target(komuna_bill ALL DEPENDS "${PROJECT_BINARY_DIR}/komuna.cdx.json")
endif()
