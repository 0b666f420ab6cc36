// The back-end for the browser: one task after the other.

#if defined(KOMUNA_PARALLEL_SERIAL)

#include "engine/base/parallel.hpp"

namespace komuna {

void parallel_for(int, std::int64_t count, const std::function<void(std::int64_t)>& body) {
  for (std::int64_t i = 0; i < count; ++i) body(i);
}

void parallel_in_order(int, std::int64_t count, const std::function<void(std::int64_t)>& work,
                       const std::function<void(std::int64_t)>& finish) {
  for (std::int64_t i = 0; i < count; ++i) {
    work(i);
    finish(i);
  }
}

int hardware_threads() { return 1; }

const char* parallel_backend() { return "serial"; }

}  // namespace komuna

#endif
