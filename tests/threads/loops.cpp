// The parallel loops as the thread sanitizer sees them: loops orderly|planted
//
// orderly: every task writes to its own place, what is finished in order writes to one. planted:
// all tasks write to one place, which is the mistake the sanitizer must notice.

#include <atomic>
#include <cstdint>
#include <cstdio>
#include <string_view>
#include <thread>
#include <vector>

#include "engine/base/parallel.hpp"

namespace {

constexpr std::int64_t tasks = 2000;
constexpr std::int64_t expected = tasks * (tasks - 1) / 2;

// Nobody goes on before a second thread is here: else one could do all the work. Relaxed, so that
// it orders nothing.
class Meeting {
 public:
  void wait() {
    here_.fetch_add(1, std::memory_order_relaxed);
    while (here_.load(std::memory_order_relaxed) < 2) std::this_thread::yield();
  }

 private:
  std::atomic<int> here_{0};
};

std::int64_t orderly() {
  std::vector<std::int64_t> places(tasks);
  Meeting first, second;
  komuna::parallel_for(4, tasks, [&](std::int64_t i) {
    first.wait();
    places[static_cast<std::size_t>(i)] = i;
  });
  std::int64_t sum = 0;
  komuna::parallel_in_order(
      4, tasks,
      [&](std::int64_t i) {
        second.wait();
        places[static_cast<std::size_t>(i)] *= 2;
      },
      [&](std::int64_t i) { sum += places[static_cast<std::size_t>(i)] / 2; });
  return sum;
}

std::int64_t planted() {
  std::int64_t sum = 0;
  Meeting meeting;
  komuna::parallel_for(4, tasks, [&](std::int64_t i) {
    meeting.wait();
    sum += i;
  });
  return sum;
}

}  // namespace

int main(int count, char** words) {
  const bool is_orderly = count == 2 && std::string_view(words[1]) == "orderly";
  const std::int64_t sum = is_orderly ? orderly() : planted();
  std::printf("%lld of %lld\n", static_cast<long long>(sum), static_cast<long long>(expected));
  return !is_orderly || sum == expected ? 0 : 1;
}
