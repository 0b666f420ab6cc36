// The normal back-end: oneTBB.

#if defined(KOMUNA_PARALLEL_TBB)

#include <tbb/blocked_range.h>
#include <tbb/global_control.h>
#include <tbb/info.h>
#include <tbb/parallel_for.h>
#include <tbb/partitioner.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <cstddef>

#include "engine/base/parallel.hpp"
#include "engine/base/parallel_in_order.hpp"

namespace komuna {

void parallel_for(int threads, std::int64_t count, const std::function<void(std::int64_t)>& body) {
  if (count <= 0) return;
  const int wanted = threads <= 0 ? hardware_threads() : threads;
  // By itself oneTBB starts no more threads than there are cores.
  const tbb::global_control allowed(tbb::global_control::max_allowed_parallelism,
                                    static_cast<std::size_t>(std::max(wanted, hardware_threads())));
  // An arena of its own keeps the promised number of threads also in nested or later calls.
  tbb::task_arena arena(wanted);
  arena.execute([&] {
    using Range = tbb::blocked_range<std::int64_t>;
    tbb::parallel_for(
        Range(0, count, 1),
        [&body](const Range& range) {
          for (std::int64_t i = range.begin(); i != range.end(); ++i) body(i);
        },
        tbb::simple_partitioner());
  });
}

void parallel_in_order(int threads, std::int64_t count,
                       const std::function<void(std::int64_t)>& work,
                       const std::function<void(std::int64_t)>& finish) {
  run_in_order(threads, count, work, finish);
}

int hardware_threads() { return std::max(1, tbb::info::default_concurrency()); }

const char* parallel_backend() { return "oneTBB"; }

}  // namespace komuna

#endif
