#include "cli/executor.hpp"

#include <algorithm>

#include "cli/ensemble_run.hpp"
#include "cluster/rank_tasks.hpp"
#include "engine/base/parallel.hpp"

namespace komuna {

int computing_threads(int threads, const Crew* crew) {
  if (crew != nullptr) return crew->ranks() * std::max(threads, 1);
  return threads == 0 ? hardware_threads() : threads;
}

std::unique_ptr<TaskExecutor> executor_for(int threads, Crew* crew, const StopRequest& stop,
                                           const std::function<WorkOrder()>& order) {
  const MayGoOn may_go_on = [&stop] {
    if (const int signal = stop.asked(); signal != 0) throw Stopped(signal);
  };
  if (crew == nullptr) return std::make_unique<ThreadTasks>(threads, may_go_on);
  WorkOrder work = order();
  work.program = program_name();
  return std::make_unique<RankTasks>(*crew, work, threads, may_go_on);
}

}  // namespace komuna
