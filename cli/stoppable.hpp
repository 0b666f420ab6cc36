#pragma once
// Threads that stop in good order between two replicates when the user asks for it.

#include <functional>

#include "cli/stop_request.hpp"
#include "engine/simulation/ensemble.hpp"

namespace komuna {

// Begins no further replicate once the user wants to stop.
class StoppableExecutor final : public Executor {
 public:
  StoppableExecutor(int threads, const StopRequest& stop) : threads_(threads), stop_(stop) {}
  void run(std::int64_t count, const std::function<void(std::int64_t)>& work,
           const std::function<void(std::int64_t)>& finish) override {
    const auto work_unless_stopped = [&](std::int64_t i) {
      if (const int signal = stop_.asked(); signal != 0) throw Stopped(signal);
      work(i);
    };
    threads_.run(count, work_unless_stopped, finish);
  }

 private:
  ThreadExecutor threads_;
  const StopRequest& stop_;
};

}  // namespace komuna
