#include "engine/base/assert.hpp"

#include <string>

#include "engine/base/error.hpp"

#if !defined(__cpp_exceptions)
#include <cstdio>
#include <cstdlib>
#endif

namespace komuna {

void assertion_failed(const char* file, int line, const char* expression, const char* message) {
  const std::string text = std::string(file) + ":" + std::to_string(line) + ": " + message + " (" +
                           expression + " does not hold)";
#if defined(__cpp_exceptions)
  throw InternalError(text);
#else
  std::fprintf(stderr, "internal error: %s\n", text.c_str());
  std::abort();
#endif
}

}  // namespace komuna
