#include "cluster/hands.hpp"

#include <utility>

namespace komuna {

Hands::Hands(int threads) {
  threads_.emplace_back([this] { compute(); });
  try {
    while (static_cast<int>(threads_.size()) < threads)
      threads_.emplace_back([this] { compute(); });
  } catch (const std::exception&) {
    // The system gives no more: those we have do the work.
  }
}

Hands::~Hands() {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    over_ = true;
    given_.clear();
  }
  for_hands_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

void Hands::give(Piece piece) {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    given_.push_back(std::move(piece));
  }
  for_hands_.notify_one();
}

void Hands::drop() {
  const std::lock_guard<std::mutex> lock(mutex_);
  given_.clear();
}

std::int64_t Hands::held() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return static_cast<std::int64_t>(given_.size() + done_.size()) + running_;
}

std::vector<Hands::Done> Hands::done(std::chrono::microseconds at_most) {
  std::unique_lock<std::mutex> lock(mutex_);
  if (at_most.count() > 0) for_leader_.wait_for(lock, at_most, [this] { return !done_.empty(); });
  return std::exchange(done_, {});
}

bool Hands::idle(std::chrono::milliseconds at_most) {
  std::unique_lock<std::mutex> lock(mutex_);
  return for_leader_.wait_for(lock, at_most, [this] { return running_ == 0; });
}

void Hands::compute() {
  std::unique_lock<std::mutex> lock(mutex_);
  for (;;) {
    for_hands_.wait(lock, [this] { return over_ || !given_.empty(); });
    if (over_) return;
    const Piece piece = std::move(given_.front());
    given_.pop_front();
    ++running_;
    lock.unlock();
    Done done{piece.number, {}, {}};
    try {
      done.result = piece.work();
    } catch (...) {
      done.trouble = std::current_exception();
    }
    lock.lock();
    --running_;
    done_.push_back(std::move(done));
    for_leader_.notify_one();
  }
}

}  // namespace komuna
