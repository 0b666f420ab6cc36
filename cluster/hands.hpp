#pragma once
// The threads of one rank that compute, while its first thread speaks with the other ranks.
//
// So an answer never waits for a task to end, a long task does not make a rank look dead, and
// everything that is written is written by one thread.

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace komuna {

class Hands {
 public:
  struct Piece {
    std::int64_t number = 0;
    std::function<std::string()> work;  // may throw
  };
  struct Done {
    std::int64_t number = 0;
    std::string result;
    std::exception_ptr trouble;  // what it threw
  };

  // At least one thread. Errors: std::system_error where the system gives none.
  explicit Hands(int threads);
  Hands(const Hands&) = delete;
  Hands& operator=(const Hands&) = delete;
  ~Hands();  // drops what is not begun and waits for the rest

  void give(Piece piece);
  // Forgets pieces that are not begun.
  void drop();
  // Pieces given and not yet taken as done.
  std::int64_t held() const;
  // What has been done since the last call. Where nothing has, waits so long for it.
  std::vector<Done> done(std::chrono::microseconds at_most);
  // Whether all that was begun is over, waiting so long for it.
  bool idle(std::chrono::milliseconds at_most);

 private:
  void compute();

  mutable std::mutex mutex_;
  std::condition_variable for_hands_;   // there is something to do
  std::condition_variable for_leader_;  // something is done
  std::deque<Piece> given_;
  std::vector<Done> done_;
  int running_ = 0;
  bool over_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace komuna
