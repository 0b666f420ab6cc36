# cmake -D SOURCE=<checkout> -D HEADER=<file> -P commit.cmake
#
# Writes the commit of the checkout into a header. The files of .git are read by hand: a machine
# that only runs the model needs no git, and git refuses a checkout owned by somebody else.

cmake_minimum_required(VERSION 3.25)

set(commit "unknown")
set(git_folder "${SOURCE}/.git")
if(EXISTS "${git_folder}" AND NOT IS_DIRECTORY "${git_folder}")  # a work tree of its own
  file(READ "${git_folder}" text)
  string(REGEX REPLACE "^gitdir: *([^\n]*).*" "\\1" git_folder "${text}")
  get_filename_component(git_folder "${git_folder}" ABSOLUTE BASE_DIR "${SOURCE}")
endif()
set(shared_folder "${git_folder}")
if(EXISTS "${git_folder}/commondir")
  file(READ "${git_folder}/commondir" text)
  string(STRIP "${text}" text)
  get_filename_component(shared_folder "${text}" ABSOLUTE BASE_DIR "${git_folder}")
endif()

if(EXISTS "${git_folder}/HEAD")
  file(READ "${git_folder}/HEAD" head)
  string(STRIP "${head}" head)
  if(head MATCHES "^ref: *(.*)")
    set(ref "${CMAKE_MATCH_1}")
    if(EXISTS "${shared_folder}/${ref}")
      file(READ "${shared_folder}/${ref}" commit)
    elseif(EXISTS "${shared_folder}/packed-refs")
      file(STRINGS "${shared_folder}/packed-refs" lines REGEX "^[0-9a-f]+ ")
      foreach(line IN LISTS lines)
        if(line MATCHES "^([0-9a-f]+) (.*)$" AND CMAKE_MATCH_2 STREQUAL ref)
          set(commit "${CMAKE_MATCH_1}")
        endif()
      endforeach()
    endif()
  else()
    set(commit "${head}")
  endif()
  string(STRIP "${commit}" commit)
  if(commit MATCHES "^[0-9a-f]+$")
    string(SUBSTRING "${commit}" 0 12 commit)
    find_program(git git)
    if(git)
      execute_process(COMMAND "${git}" -C "${SOURCE}" status --porcelain --untracked-files=no --
                              CMakeLists.txt cmake engine analysis cli
                      OUTPUT_VARIABLE changes ERROR_QUIET RESULT_VARIABLE result)
      if(result EQUAL 0 AND NOT changes STREQUAL "")
        string(APPEND commit " with local changes")
      endif()
    endif()
  else()
    set(commit "unknown")
  endif()
endif()

set(text "#pragma once
// Generated at every build.

#include <string_view>

namespace komuna::build_info {

inline constexpr std::string_view commit = \"${commit}\";

}  // namespace komuna::build_info
")
set(old "")
if(EXISTS "${HEADER}")
  file(READ "${HEADER}" old)
endif()
if(NOT old STREQUAL text)
  file(WRITE "${HEADER}" "${text}")
endif()
