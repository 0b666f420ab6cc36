#pragma once
// Who does the work: threads of this process, or the ranks that mpirun has started.

#include <functional>
#include <memory>
#include <string>

#include "cli/stop_request.hpp"
#include "cluster/crew.hpp"
#include "cluster/tasks.hpp"

namespace komuna {

// How many compute at once: all cores of the machine (threads = 0), or so many threads; with a crew
// so many in each rank, one where nothing is said, because the launcher has counted the cores.
int computing_threads(int threads, const Crew* crew);

// `order` describes the work to the other ranks; asked only if there are any. All must outlive the
// executor, which ends the work with Stopped once the user wants that.
std::unique_ptr<TaskExecutor> executor_for(int threads, Crew* crew, const StopRequest& stop,
                                           const std::function<WorkOrder()>& order);

}  // namespace komuna
