#pragma once
// How often a run flushes its store: after a tenth of a second of work at the latest. Replicates
// longer than that are flushed one by one; short ones share a flush, which can take as long as they
// do.

#include <chrono>

#include "engine/output/run_store.hpp"

namespace komuna {

class StorePace {
 public:
  // Call after each add().
  void added(RunStore& store) {
    if (Clock::now() - flushed_ < interval) return;
    store.flush();
    flushed_ = Clock::now();
  }

 private:
  using Clock = std::chrono::steady_clock;
  static constexpr std::chrono::milliseconds interval{100};

  Clock::time_point flushed_ = Clock::now();
};

}  // namespace komuna
