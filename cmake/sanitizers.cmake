# address: memory errors and undefined behaviour. thread: data races; Debian's oneTBB is not
# instrumented and gives false reports (and its usual suppression hides true ones), so the thread
# sanitizer goes with KOMUNA_PARALLEL=std_thread.

if(KOMUNA_SANITIZE STREQUAL "address")
  set(sanitizer_flags -fsanitize=address,undefined -fno-sanitize-recover=all
                      -fno-omit-frame-pointer)
elseif(KOMUNA_SANITIZE STREQUAL "thread")
  if(KOMUNA_PARALLEL STREQUAL "tbb")
    message(FATAL_ERROR "KOMUNA_SANITIZE=thread needs KOMUNA_PARALLEL=std_thread")
  endif()
  set(sanitizer_flags -fsanitize=thread -fno-omit-frame-pointer)
elseif(KOMUNA_SANITIZE STREQUAL "")
  set(sanitizer_flags "")
else()
  message(FATAL_ERROR "KOMUNA_SANITIZE is \"${KOMUNA_SANITIZE}\"; it can be address, thread or empty")
endif()

if(KOMUNA_FUZZ)
  # Every room tells the fuzzer which way it went; the targets link its main.
  target_compile_options(komuna_flags INTERFACE -fsanitize=fuzzer-no-link)
endif()

target_compile_options(komuna_flags INTERFACE ${sanitizer_flags})
target_link_options(komuna_flags INTERFACE ${sanitizer_flags})

# g++ 12 takes the variant of a moved element for uninitialised once it is instrumented (its manual
# warns of such false reports); without the sanitizers the same line passes.
if(KOMUNA_SANITIZE STREQUAL "address" AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  set_source_files_properties(analysis/free_parameters.cpp PROPERTIES
                              COMPILE_OPTIONS "-Wno-maybe-uninitialized")
endif()
