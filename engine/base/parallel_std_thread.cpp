// The back-end for the thread sanitizer: plain threads that take the next task from a counter.

#if defined(KOMUNA_PARALLEL_STD_THREAD)

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

#include "engine/base/parallel.hpp"
#include "engine/base/parallel_in_order.hpp"

namespace komuna {
namespace {

class Work {
 public:
  Work(std::int64_t count, const std::function<void(std::int64_t)>& body)
      : count_(count), body_(body) {}

  void run() {
    while (!failed_.load(std::memory_order_relaxed)) {
      const std::int64_t i = next_.fetch_add(1, std::memory_order_relaxed);
      if (i >= count_) return;
      try {
        body_(i);
      } catch (...) {
        const std::lock_guard<std::mutex> lock(mutex_);
        if (!first_) first_ = std::current_exception();
        failed_.store(true, std::memory_order_relaxed);
      }
    }
  }

  void rethrow() const {
    if (first_) std::rethrow_exception(first_);
  }

 private:
  std::int64_t count_;
  const std::function<void(std::int64_t)>& body_;
  std::atomic<std::int64_t> next_{0};
  std::atomic<bool> failed_{false};
  std::mutex mutex_;
  std::exception_ptr first_;
};

}  // namespace

void parallel_for(int threads, std::int64_t count, const std::function<void(std::int64_t)>& body) {
  const std::int64_t wanted = threads <= 0 ? hardware_threads() : threads;
  Work work(count, body);
  std::vector<std::thread> helpers;
  try {
    for (std::int64_t t = 1; t < std::min(wanted, count); ++t)
      helpers.emplace_back([&work] { work.run(); });
  } catch (const std::exception&) {
    // The system gives no more threads: those we have do the work.
  }
  work.run();
  for (std::thread& helper : helpers) helper.join();
  work.rethrow();
}

void parallel_in_order(int threads, std::int64_t count,
                       const std::function<void(std::int64_t)>& work,
                       const std::function<void(std::int64_t)>& finish) {
  run_in_order(threads, count, work, finish);
}

int hardware_threads() {
  return std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

const char* parallel_backend() { return "std::thread"; }

}  // namespace komuna

#endif
