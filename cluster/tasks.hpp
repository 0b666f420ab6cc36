#pragma once
// Independent tasks, wherever they are done: on threads of this process or by the ranks of a
// cluster.
//
// Tasks are numbered 0 .. count-1 (replicates, pairs of worlds, proposals of a calibration). What a
// task is and what comes of it travels as bytes when it goes to another rank; a task done here is
// never turned into bytes. Which rank does what, and when, changes no result: a task fills its own
// place, and one thread takes the places over, one at a time.

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

namespace komuna {

struct Tasks {
  std::int64_t count = 0;
  // Does task i here; several at once. Fills the place of i.
  std::function<void(std::int64_t)> work;
  // Takes over the place of i: one at a time, each after its work. On ranks in any order, unless...
  std::function<void(std::int64_t)> finish;
  bool in_order = false;  // ... the tasks are finished in the order of their numbers.

  // For other ranks only.
  // Task i as bytes, for the rank that does it.
  std::function<std::string(std::int64_t)> order;
  // What has come of task i elsewhere: fills the place of i.
  std::function<void(std::int64_t, std::string_view)> take;
  // Makes safe what is finished, and says in words how the user can go on. Called before the
  // program has to end at once.
  std::function<std::string()> keep;
};

// Throws when the work shall end: asked between two tasks.
using MayGoOn = std::function<void()>;

class TaskExecutor {
 public:
  virtual ~TaskExecutor() = default;
  // Returns when all tasks are finished. Errors: what work, finish or MayGoOn throw; tasks not
  // begun are then dropped.
  virtual void run(const Tasks& tasks) = 0;
};

// Threads of this process; 0 = all cores. Finishes in the order of numbers.
class ThreadTasks final : public TaskExecutor {
 public:
  ThreadTasks(int threads, MayGoOn may_go_on)
      : threads_(threads), may_go_on_(std::move(may_go_on)) {}
  void run(const Tasks& tasks) override;

 private:
  int threads_;
  MayGoOn may_go_on_;
};

}  // namespace komuna
