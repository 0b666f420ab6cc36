#pragma once
// For the threaded back-ends only: tasks taken in order of their numbers, finished in that order.

#include <atomic>
#include <cstdint>
#include <functional>
#include <mutex>
#include <set>

#include "engine/base/parallel.hpp"

namespace komuna {

class InOrder {
 public:
  explicit InOrder(const std::function<void(std::int64_t)>& finish) : finish_(finish) {}

  // The next task to work on: low numbers first, so that few finished ones have to wait.
  std::int64_t take() { return taken_.fetch_add(1, std::memory_order_relaxed); }

  void done(std::int64_t task) {
    const std::lock_guard<std::mutex> lock(mutex_);
    waiting_.insert(task);
    while (!waiting_.empty() && *waiting_.begin() == next_) {
      waiting_.erase(waiting_.begin());
      finish_(next_);  // where it throws, next_ stays and nothing later is finished
      ++next_;
    }
  }

 private:
  const std::function<void(std::int64_t)>& finish_;
  std::atomic<std::int64_t> taken_{0};
  std::mutex mutex_;
  std::set<std::int64_t> waiting_;
  std::int64_t next_ = 0;
};

inline void run_in_order(int threads, std::int64_t count,
                         const std::function<void(std::int64_t)>& work,
                         const std::function<void(std::int64_t)>& finish) {
  InOrder order(finish);
  parallel_for(threads, count, [&](std::int64_t) {
    const std::int64_t task = order.take();
    work(task);
    order.done(task);
  });
}

}  // namespace komuna
