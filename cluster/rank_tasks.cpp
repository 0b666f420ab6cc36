#include "cluster/rank_tasks.hpp"

#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <deque>
#include <new>
#include <set>
#include <stdexcept>
#include <utility>
#include <vector>

#include "cluster/pace.hpp"

namespace komuna {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::int64_t most_in_flight =
    4;  // tasks of a thread: measured, see docs/howto/cluster.md
// mpirun lets a job live for a second after it has asked it to end.
constexpr std::chrono::milliseconds short_wait{300};

struct Member {
  std::set<std::int64_t> open;  // tasks
  Clock::time_point heard;
};

// One list of tasks on its way through the ranks.
class Distribution {
 public:
  Distribution(Crew& crew, Hands& hands, int threads, const MayGoOn& may_go_on, const Tasks& tasks)
      : crew_(crew),
        hands_(hands),
        threads_(threads),
        may_go_on_(may_go_on),
        tasks_(tasks),
        first_(crew.number(tasks.count)),
        over_(static_cast<std::size_t>(tasks.count), false),
        members_(static_cast<std::size_t>(crew.ranks())) {}

  void run() {
    try {
      while (finished_ < tasks_.count) step();
    } catch (...) {
      withdraw();
      throw;
    }
  }

 private:
  void step() {
    may_go_on_();
    bool busy = false;
    std::string bytes;
    for (int from = crew_.channel().receive(bytes); from >= 0;
         from = crew_.channel().receive(bytes)) {
      busy = true;
      hear(from, message_of(std::move(bytes)));
    }
    send_out();
    if (!busy) keep_for_ourselves();
    for (Hands::Done& done : hands_.done(pace_.wait(busy))) {
      if (done.trouble) std::rethrow_exception(done.trouble);
      complete(done.number);
    }
    look_for_the_lost();
  }

  void hear(int from, const Message& message) {
    Member& member = members_[static_cast<std::size_t>(from)];
    member.heard = Clock::now();
    if (message.kind == Message::stop) return stop_ourselves(static_cast<int>(message.number));
    const bool is_ours = message.number >= first_ || message.number == -1;
    if (message.kind == Message::no_memory && is_ours) throw std::bad_alloc();
    if (message.kind == Message::trouble && is_ours)
      throw std::runtime_error("rank " + std::to_string(from) + ": " + message.body);
    // What is asked for no longer: of an earlier list, or done twice since a rank seemed lost.
    const std::int64_t i = message.number - first_;
    if (message.kind != Message::result || i < 0 || i >= tasks_.count) return;
    member.open.erase(i);
    if (over_[static_cast<std::size_t>(i)]) return;
    tasks_.take(i, message.body);
    complete(i);
  }

  // As if we had been asked ourselves: may_go_on() sees the signal.
  static void stop_ourselves(int signal) { ::kill(::getpid(), signal); }

  void complete(std::int64_t i) {
    const auto place = static_cast<std::size_t>(i);
    if (over_[place]) return;
    over_[place] = true;
    if (!tasks_.in_order) return finish(i);
    waiting_.insert(i);
    while (!waiting_.empty() && *waiting_.begin() == finished_) {
      waiting_.erase(waiting_.begin());
      finish(finished_);
    }
  }
  void finish(std::int64_t i) {
    tasks_.finish(i);
    ++finished_;
  }

  // --- handing out -------------------------------------------------------------------------------

  std::int64_t left() const {
    return tasks_.count - next_ + static_cast<std::int64_t>(taken_back_.size());
  }
  std::int64_t in_flight() const {
    const std::int64_t computing = threads_ * static_cast<std::int64_t>(members_.size());
    return threads_ * std::min(most_in_flight, 1 + left() / (2 * computing));
  }
  std::int64_t next_task() {
    while (!taken_back_.empty()) {
      const std::int64_t i = taken_back_.front();
      taken_back_.pop_front();
      if (!over_[static_cast<std::size_t>(i)]) return i;
    }
    return next_ < tasks_.count ? next_++ : -1;
  }

  // One to everybody, then a second to everybody, and so on.
  void send_out() {
    const std::int64_t most = in_flight();
    for (std::int64_t depth = 1; depth <= most && left() > 0; ++depth)
      for (int rank = 1; rank < crew_.ranks() && left() > 0; ++rank)
        if (!crew_.is_lost(rank) && is_free(rank, depth)) send_to(rank);
  }
  bool is_free(int rank, std::int64_t depth) const {
    return static_cast<std::int64_t>(members_[static_cast<std::size_t>(rank)].open.size()) < depth;
  }
  void send_to(int rank) {
    const std::int64_t i = next_task();
    if (i < 0) return;
    Member& member = members_[static_cast<std::size_t>(rank)];
    if (member.open.empty()) member.heard = Clock::now();  // it had no reason to speak
    member.open.insert(i);
    if (!crew_.channel().send(rank, bytes_of({Message::task, first_ + i, tasks_.order(i)})))
      lose(rank, "cannot be reached");
  }

  void keep_for_ourselves() {
    const std::int64_t spare = in_flight() > threads_ ? 1 : 0;
    while (hands_.held() < threads_ + spare) {
      const std::int64_t i = next_task();
      if (i < 0) return;
      hands_.give({i, [this, i] {
                     tasks_.work(i);
                     return std::string();
                   }});
    }
  }

  // --- trouble -----------------------------------------------------------------------------------

  void look_for_the_lost() {
    const auto now = Clock::now();
    for (int rank = 1; rank < crew_.ranks(); ++rank) {
      const Member& member = members_[static_cast<std::size_t>(rank)];
      if (crew_.is_lost(rank) || member.open.empty() || now - member.heard < crew_.manner().silence)
        continue;
      const auto seconds =
          std::chrono::duration_cast<std::chrono::seconds>(crew_.manner().silence).count();
      lose(rank, "has not been heard of for " + std::to_string(seconds) + " s");
    }
  }

  void lose(int rank, const std::string& how) {
    const std::string who = "rank " + std::to_string(rank) + ' ' + how;
    if (!crew_.manner().goes_on)
      crew_.manner().leave_at_once(who + "; " + tasks_.keep(), lost_rank_exit_code);
    crew_.lose(rank);
    Member& member = members_[static_cast<std::size_t>(rank)];
    for (const std::int64_t i : member.open) taken_back_.push_back(i);
    member.open.clear();
    crew_.manner().tell(who + "; the others do its work");
  }

  // The list will not be finished: nobody begins anything more. What is running here must end
  // before the places it writes to go; where that takes long, there is no time for it.
  void withdraw() {
    hands_.drop();
    for (int rank = 1; rank < crew_.ranks(); ++rank)
      if (!crew_.is_lost(rank)) crew_.channel().send(rank, bytes_of({Message::drop, 0, {}}));
    const std::string how_to_go_on = tasks_.keep();
    if (!hands_.idle(short_wait)) {
      try {
        throw;
      } catch (const std::exception& reason) {
        crew_.manner().tell(std::string(reason.what()) + "; " + how_to_go_on);
      }
      while (!hands_.idle(std::chrono::minutes(1))) {
      }
    }
    hands_.done(std::chrono::microseconds(0));
  }

  Crew& crew_;
  Hands& hands_;
  int threads_;
  const MayGoOn& may_go_on_;
  const Tasks& tasks_;
  std::int64_t first_;  // number of our task 0 among all of the job
  std::vector<bool> over_;
  std::vector<Member> members_;  // by rank; [0] unused
  std::int64_t next_ = 0;        // first task not handed out yet
  std::deque<std::int64_t> taken_back_;
  std::set<std::int64_t> waiting_;  // over, and not yet finished
  std::int64_t finished_ = 0;
  Pace pace_;
};

}  // namespace

RankTasks::RankTasks(Crew& crew, const WorkOrder& order, int threads, MayGoOn may_go_on)
    : crew_(crew),
      threads_(std::max(threads, 1)),
      may_go_on_(std::move(may_go_on)),
      hands_(threads_) {
  const std::string body = body_of(order);
  for (int rank = 1; rank < crew.ranks(); ++rank)
    if (!crew.is_lost(rank)) crew.channel().send(rank, bytes_of({Message::work, threads_, body}));
}

void RankTasks::run(const Tasks& tasks) {
  Distribution(crew_, hands_, threads_, may_go_on_, tasks).run();
}

}  // namespace komuna
