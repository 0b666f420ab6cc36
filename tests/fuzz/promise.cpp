#include <cstdio>
#include <cstdlib>

#include "tests/fuzz/fuzz_one.hpp"

namespace komuna::fuzz {

void promise(bool holds, const char* text) {
  if (holds) return;
  std::fprintf(stderr, "broken promise: %s\n", text);
  std::abort();
}

}  // namespace komuna::fuzz
