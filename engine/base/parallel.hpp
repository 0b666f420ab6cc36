#pragma once
// The only door to more than one processor core.
//
// Work is a list of independent tasks numbered 0 .. count-1 (usually: replicates). Which task runs
// when, and on which core, is not defined, so a task writes only to its own place; then the result
// is the same, to the last bit, for any number of threads.
//
// Three back-ends hold the same contract, one source file each; the build defines exactly one of
//   KOMUNA_PARALLEL_TBB         oneTBB, the normal one
//   KOMUNA_PARALLEL_STD_THREAD  std::thread, for the thread sanitizer (which misreads oneTBB)
//   KOMUNA_PARALLEL_SERIAL      one after the other, for the browser

#include <cstdint>
#include <functional>

namespace komuna {

// Calls body(i) once for every i in [0, count), on at most `threads` threads; returns when all are
// done. threads <= 0 means as many as the machine has.
// Errors: if a body throws, tasks not yet begun are skipped, those running are waited for, and the
// exception thrown first (in time) is rethrown to the caller.
void parallel_for(int threads, std::int64_t count, const std::function<void(std::int64_t)>& body);

// Calls work(i) as above, low numbers first, and finish(i) once work(i) and all finish(j), j < i,
// are done: one at a time and in order, whatever the number of threads.
void parallel_in_order(int threads, std::int64_t count,
                       const std::function<void(std::int64_t)>& work,
                       const std::function<void(std::int64_t)>& finish);

// Number of threads the machine offers (at least 1); what threads <= 0 stands for.
int hardware_threads();

// "oneTBB", "std::thread" or "serial", for the manifest of a run.
const char* parallel_backend();

}  // namespace komuna
