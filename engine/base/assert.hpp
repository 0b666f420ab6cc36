#pragma once
// The one macro of the house: a promise that is checked in every build.
//
// A simulation that goes on after a broken promise gives plausible nonsense, so the check is never
// compiled out; it costs one predictable branch. A broken promise throws InternalError with file,
// line and message; where the compiler runs without exceptions (one way to the browser) it prints
// the same line to stderr and aborts.

namespace komuna {

// Never returns. `file`, `expression` and `message` are string literals.
[[noreturn]] void assertion_failed(const char* file, int line, const char* expression,
                                   const char* message);

}  // namespace komuna

#define KOMUNA_ASSERT(condition, message)                                  \
  do {                                                                     \
    if (!(condition)) [[unlikely]]                                         \
      ::komuna::assertion_failed(__FILE__, __LINE__, #condition, message); \
  } while (false)
