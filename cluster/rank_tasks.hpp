#pragma once
// Tasks shared out over the ranks of a cluster, by rank 0, which computes too and is the only one
// that takes over results.
//
// Tasks are handed out as ranks become free, several at a time, so that nobody waits for a message:
// four to each thread, fewer towards the end, so that no rank sits on what another could begin.
// Rank 0 gives itself a task only when no message is waiting: the more ranks there are, the more it
// writes and the less it computes.

#include "cluster/crew.hpp"
#include "cluster/hands.hpp"
#include "cluster/tasks.hpp"

namespace komuna {

class RankTasks final : public TaskExecutor {
 public:
  // Tells the other ranks what the tasks are about. `threads`: of each rank that compute, at least
  // one. The crew must outlive it.
  RankTasks(Crew& crew, const WorkOrder& order, int threads, MayGoOn may_go_on);

  // Errors besides those of TaskExecutor: std::bad_alloc when another rank lacks memory,
  // std::runtime_error with its words for other trouble there. When a rank is lost and the job
  // cannot go on without it, the program ends (CrewManner::leave_at_once).
  void run(const Tasks& tasks) override;

 private:
  Crew& crew_;
  int threads_;
  MayGoOn may_go_on_;
  Hands hands_;
};

// Exit code when a rank is lost: the machine's trouble.
inline constexpr int lost_rank_exit_code = 69;

}  // namespace komuna
