# What is taken from the system; packages.txt names the Debian packages and what each is for.

find_package(Threads REQUIRED)
find_package(fmt REQUIRED)
find_package(yaml-cpp REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(Eigen3 REQUIRED NO_MODULE)
find_package(CLI11 REQUIRED)
find_package(Boost REQUIRED)
find_package(SQLite3 REQUIRED)
find_package(SQLiteCpp REQUIRED)
find_package(zstd REQUIRED)

# These two have no CMake package of their own that can be relied on.
foreach(library netcdf xlsxwriter)
  find_path(${library}_INCLUDE_DIR ${library}.h REQUIRED)
  find_library(${library}_LIBRARY ${library} REQUIRED)
  add_library(${library} UNKNOWN IMPORTED)
  set_target_properties(${library} PROPERTIES
    IMPORTED_LOCATION "${${library}_LIBRARY}"
    INTERFACE_INCLUDE_DIRECTORIES "${${library}_INCLUDE_DIR}")
endforeach()

# Without MPI everything works on one machine.
if(KOMUNA_MPI)
  set(MPI_CXX_SKIP_MPICXX TRUE)  # the library's own C++ calls are long gone
  find_package(MPI QUIET COMPONENTS CXX)
  if(NOT MPI_CXX_FOUND)
    message(STATUS "MPI is not installed: komuna will run on one machine only")
    set(KOMUNA_MPI OFF)
  endif()
endif()

if(KOMUNA_PARALLEL STREQUAL "tbb")
  find_package(TBB REQUIRED)
  set(KOMUNA_PARALLEL_LIBRARIES TBB::tbb Threads::Threads)
elseif(KOMUNA_PARALLEL STREQUAL "std_thread")
  set(KOMUNA_PARALLEL_LIBRARIES Threads::Threads)
elseif(KOMUNA_PARALLEL STREQUAL "serial")
  set(KOMUNA_PARALLEL_LIBRARIES "")
else()
  message(FATAL_ERROR
          "KOMUNA_PARALLEL is \"${KOMUNA_PARALLEL}\"; it can be tbb, std_thread or serial")
endif()

# yaml-cpp 0.7 exports the plain name, later versions a namespaced one.
if(NOT TARGET yaml-cpp AND TARGET yaml-cpp::yaml-cpp)
  add_library(yaml-cpp ALIAS yaml-cpp::yaml-cpp)
endif()
