#pragma once
// The ranks of one job, seen from one of them: rank 0 leads and writes, the others do tasks.
//
//   Crew crew(join_ranks(...), manner);
//   if (!crew.leads()) return crew.serve(...);        // until rank 0 says that it is over
//   RankTasks tasks(crew, {"run", description}, ...); // rank 0, see rank_tasks.hpp
//   crew.end(exit_code);
//
// Ranks die and hosts vanish. Every rank that has tasks says every few seconds that it is alive,
// also in the middle of a long task. Of one that has been silent for too long rank 0 takes the
// tasks back, if the launcher lets the others live (mpirun --enable-recovery); if not, it makes
// safe what is finished, tells how to go on, and ends the job: a job never waits for the dead.

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "cluster/channel.hpp"
#include "cluster/message.hpp"

namespace komuna {

struct CrewManner {
  std::chrono::milliseconds silence{120000};     // of a rank with tasks, until it counts as lost
  bool goes_on = false;                          // without the lost
  std::function<void(const std::string&)> tell;  // a message to the user
  // Ends the program at once, with the message and that exit code.
  std::function<void(const std::string&, int)> leave_at_once;

  std::chrono::milliseconds beat() const {
    return std::min(silence / 4, std::chrono::milliseconds(5000));
  }
};

// Does a task: its bytes in, bytes out; several at once.
using DoTask = std::function<std::string(std::string_view)>;

class Crew {
 public:
  Crew(std::unique_ptr<Channel> channel, CrewManner manner)
      : channel_(std::move(channel)), manner_(std::move(manner)) {}

  bool leads() const { return channel_->rank() == 0; }
  int ranks() const { return channel_->ranks(); }
  Channel& channel() { return *channel_; }
  const CrewManner& manner() const { return manner_; }

  // The life of the other ranks. `doing` makes the work that rank 0 describes; `asked_to_stop`
  // gives the number of a signal, or 0.
  void serve(const std::function<DoTask(const WorkOrder&)>& doing,
             const std::function<int()>& asked_to_stop);

  // Rank 0: a rank nobody hears of any more.
  void lose(int rank) { lost_.insert(rank); }
  bool is_lost(int rank) const { return lost_.count(rank) > 0; }
  bool is_whole() const { return lost_.empty(); }
  // Tasks are numbered through the whole job: the first of so many new numbers.
  std::int64_t number(std::int64_t count) { return std::exchange(next_, next_ + count); }

  // Call last. Rank 0 dismisses the others.
  void end(int code);

 private:
  std::unique_ptr<Channel> channel_;
  CrewManner manner_;
  std::set<int> lost_;
  std::int64_t next_ = 0;
};

}  // namespace komuna
