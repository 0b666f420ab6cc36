# komuna_discover(<target> <kind>): every test case of a Catch executable becomes a CTest test named
# "<kind>: <test case>" with the label <kind>; those tagged [full] get the label full as well.
#
# Catch's own discovery warns whenever a tag selects nothing and takes 256 tests for none; and a
# test whose name was not matched would pass with nothing run. Hence our own, with --warn NoTests.
#
# The second half of this file is the script that the build runs after linking the executable.

if(NOT CMAKE_SCRIPT_MODE_FILE)
  set(KOMUNA_DISCOVERY "${CMAKE_CURRENT_LIST_FILE}")

  function(komuna_discover target kind)
    set(list "${CMAKE_CURRENT_BINARY_DIR}/${target}_list.cmake")
    add_custom_command(TARGET ${target} POST_BUILD
      COMMAND "${CMAKE_COMMAND}" -D "EXECUTABLE=$<TARGET_FILE:${target}>" -D KIND=${kind}
              -D "LIST=${list}" -P "${KOMUNA_DISCOVERY}"
      BYPRODUCTS "${list}" VERBATIM)
    set(include "${CMAKE_CURRENT_BINARY_DIR}/${target}_include.cmake")
    file(CONFIGURE OUTPUT "${include}" @ONLY CONTENT
"if(EXISTS \"@list@\")
  include(\"@list@\")
else()
  add_test(\"@kind@: not built\" @target@_NOT_BUILT)
endif()
")
    set_property(DIRECTORY APPEND PROPERTY TEST_INCLUDE_FILES "${include}")
  endfunction()
  return()
endif()

cmake_minimum_required(VERSION 3.25)

function(names_of variable)
  execute_process(COMMAND "${EXECUTABLE}" ${ARGN} --list-test-names-only
                  OUTPUT_VARIABLE names RESULT_VARIABLE result ERROR_VARIABLE errors)
  if(NOT result MATCHES "^[0-9]+$")  # the number of tests, modulo 256; a word after a crash
    message(FATAL_ERROR "${EXECUTABLE} could not list its tests: ${result}\n${names}${errors}")
  endif()
  # Semicolons and brackets in names would be taken for list syntax.
  string(REPLACE ";" "<semicolon>" names "${names}")
  string(REPLACE "[" "<open>" names "${names}")
  string(REPLACE "]" "<close>" names "${names}")
  string(REPLACE "\n" ";" names "${names}")
  list(FILTER names EXCLUDE REGEX "^$")
  set(${variable} "${names}" PARENT_SCOPE)
endfunction()

names_of(all)
names_of(full "[full]")

set(script "")
foreach(name IN LISTS all)
  set(labels "${KIND}")
  if(name IN_LIST full)
    set(labels "${KIND};full")
  endif()
  string(REPLACE "<semicolon>" ";" name "${name}")
  string(REPLACE "<open>" "[" name "${name}")
  string(REPLACE "<close>" "]" name "${name}")
  set(pattern "${name}")
  foreach(special "\\" "," "[" "]")
    string(REPLACE "${special}" "\\${special}" pattern "${pattern}")
  endforeach()
  string(APPEND script
    "add_test([==[${KIND}: ${name}]==] [==[${EXECUTABLE}]==] [==[${pattern}]==] --warn NoTests)\n"
    "set_tests_properties([==[${KIND}: ${name}]==] PROPERTIES LABELS \"${labels}\" TIMEOUT 900)\n")
endforeach()
file(WRITE "${LIST}" "${script}")
