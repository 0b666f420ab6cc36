#include "cluster/crew.hpp"

#include <exception>
#include <memory>
#include <new>
#include <utility>

#include "cluster/hands.hpp"
#include "cluster/pace.hpp"

namespace komuna {
namespace {

using Clock = std::chrono::steady_clock;

// One of the ranks that do tasks.
class Member {
 public:
  Member(Channel& channel, const std::function<DoTask(const WorkOrder&)>& doing,
         std::chrono::milliseconds beat)
      : channel_(channel), doing_(doing), beat_(beat) {}

  // Whether the work goes on.
  bool step(int stop) {
    if (stop != 0 && !std::exchange(told_to_stop_, true)) say({Message::stop, stop, {}});
    bool busy = false;
    std::string bytes;
    while (channel_.receive(bytes) == 0) {
      busy = true;
      if (!obey(message_of(std::move(bytes)))) return false;
    }
    if (!hands_) {
      pace_.sleep(busy);
      return true;
    }
    for (Hands::Done& done : hands_->done(pace_.wait(busy))) answer(done);
    if (hands_->held() > 0 && Clock::now() - spoke_ > beat_) say({});
    return true;
  }

 private:
  bool obey(Message message) {
    if (message.kind == Message::end) return false;
    if (message.kind == Message::drop && hands_) hands_->drop();
    if (message.kind == Message::work) begin(message);
    if (message.kind == Message::task && hands_)
      hands_->give(
          {message.number, [this, order = std::move(message.body)] { return do_task_(order); }});
    return true;
  }

  void begin(const Message& message) {
    hands_.reset();  // before what it works with
    try {
      do_task_ = doing_(work_order_of(message.body));
      hands_ = std::make_unique<Hands>(static_cast<int>(message.number));
    } catch (...) {
      report(-1, std::current_exception());
    }
  }

  void answer(Hands::Done& done) {
    if (done.trouble)
      report(done.number, done.trouble);
    else
      say({Message::result, done.number, std::move(done.result)});
  }

  void report(std::int64_t number, const std::exception_ptr& trouble) {
    try {
      std::rethrow_exception(trouble);
    } catch (const std::bad_alloc&) {
      say({Message::no_memory, number, {}});
    } catch (const std::exception& problem) {
      say({Message::trouble, number, problem.what()});
    } catch (...) {
      say({Message::trouble, number, "failed without a message"});
    }
  }

  void say(const Message& message) {
    channel_.send(0, bytes_of(message));
    spoke_ = Clock::now();
  }

  Channel& channel_;
  const std::function<DoTask(const WorkOrder&)>& doing_;
  std::chrono::milliseconds beat_;
  Clock::time_point spoke_ = Clock::now();
  bool told_to_stop_ = false;
  Pace pace_;
  DoTask do_task_;
  std::unique_ptr<Hands> hands_;  // after what it works with
};

}  // namespace

void Crew::serve(const std::function<DoTask(const WorkOrder&)>& doing,
                 const std::function<int()>& asked_to_stop) {
  Member member(*channel_, doing, manner_.beat());
  while (member.step(asked_to_stop())) {
  }
}

void Crew::end(int code) {
  if (leads())
    for (int rank = 1; rank < ranks(); ++rank)
      if (!is_lost(rank)) channel_->send(rank, bytes_of({Message::end, 0, {}}));
  channel_->leave(is_whole(), code);
}

}  // namespace komuna
