# komuna_room(<name> PATH <folder> [DEPENDS <room>...] [LINK <library>...] [WITHOUT <regex>])
#
# Makes the static library komuna_<name> from all .cpp files under the folder, except those whose
# file name without ending matches WITHOUT. A folder without sources (headers only, or not there
# yet) becomes an INTERFACE library, so the tree always configures.
function(komuna_room name)
  cmake_parse_arguments(PARSE_ARGV 1 room "" "PATH;WITHOUT" "DEPENDS;LINK")
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/${room_PATH}/*.cpp")
  if(room_WITHOUT)
    list(FILTER sources EXCLUDE REGEX "/${room_WITHOUT}\\.cpp$")
  endif()
  list(TRANSFORM room_DEPENDS PREPEND komuna_)

  set(target komuna_${name})
  if(sources)
    add_library(${target} STATIC ${sources})
    target_link_libraries(${target} PUBLIC ${room_DEPENDS} PRIVATE komuna_flags ${room_LINK})
    # Whoever links a room includes it from the root of the project.
    target_include_directories(${target} PUBLIC "${PROJECT_SOURCE_DIR}")
  else()
    add_library(${target} INTERFACE)
    target_link_libraries(${target} INTERFACE ${room_DEPENDS} ${room_LINK})
    target_include_directories(${target} INTERFACE "${PROJECT_SOURCE_DIR}")
  endif()
endfunction()

# Adds the one chosen back-end of the parallel loops to the room base.
function(komuna_parallel_backend target)
  set(source "${PROJECT_SOURCE_DIR}/engine/base/parallel_${KOMUNA_PARALLEL}.cpp")
  if(EXISTS "${source}")
    target_sources(${target} PRIVATE "${source}")
  endif()
  string(TOUPPER "${KOMUNA_PARALLEL}" name)
  target_compile_definitions(${target} PRIVATE KOMUNA_PARALLEL_${name})
endfunction()
