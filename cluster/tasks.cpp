#include "cluster/tasks.hpp"

#include "engine/base/parallel.hpp"

namespace komuna {

void ThreadTasks::run(const Tasks& tasks) {
  parallel_in_order(
      threads_, tasks.count,
      [&](std::int64_t i) {
        may_go_on_();
        tasks.work(i);
      },
      tasks.finish);
}

}  // namespace komuna
