#pragma once
// How long to sleep between two looks for messages: not at all while there are any, then longer and
// longer, up to a few milliseconds. MPI itself would wait by spinning, which costs a whole core.

#include <algorithm>
#include <chrono>
#include <thread>

namespace komuna {

class Pace {
 public:
  // `busy`: the last look has found something.
  std::chrono::microseconds wait(bool busy) {
    next_ = busy ? std::chrono::microseconds(0) : std::clamp(2 * next_, shortest, longest);
    return next_;
  }
  void sleep(bool busy) { std::this_thread::sleep_for(wait(busy)); }

 private:
  static constexpr std::chrono::microseconds shortest{50};
  static constexpr std::chrono::microseconds longest{2000};
  std::chrono::microseconds next_{0};
};

}  // namespace komuna
