# address: memory errors and undefined behaviour. thread: data races; Debian's oneTBB is not
# instrumented and gives false reports (and its usual suppression hides true ones), so the thread
# sanitizer goes with KOMUNA_PARALLEL=std_thread.

if(KOMUNA_SANITIZE STREQUAL "address")
  set(sanitizer_flags -fsanitize=address,undefined -fno-sanitize-recover=all
                      -fno-omit-frame-pointer)
  # Instrumented, g++ 12 takes members of moved variants and of the library's regular expressions for
  # uninitialised (its manual warns of such false reports); without sanitizers they pass.
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    list(APPEND sanitizer_flags -Wno-maybe-uninitialized)
  endif()
elseif(KOMUNA_SANITIZE STREQUAL "thread")
  if(KOMUNA_PARALLEL STREQUAL "tbb")
    message(FATAL_ERROR "KOMUNA_SANITIZE=thread needs KOMUNA_PARALLEL=std_thread")
  endif()
  set(sanitizer_flags -fsanitize=thread -fno-omit-frame-pointer)
  # g++ 12, instrumented, takes the library's short strings for smaller than they are; without
  # sanitizers they pass.
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    list(APPEND sanitizer_flags -Wno-array-bounds -Wno-stringop-overflow -Wno-stringop-overread -Wno-maybe-uninitialized)
  endif()
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
