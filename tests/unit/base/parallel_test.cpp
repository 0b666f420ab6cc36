#include "engine/base/parallel.hpp"

#include <atomic>
#include <catch2/catch.hpp>
#include <mutex>
#include <set>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

using namespace komuna;

TEST_CASE("Every task runs exactly once, whatever the number of threads") {
  for (const int threads : {-1, 0, 1, 2, 7}) {
    for (const std::int64_t count : {0, 1, 3, 1000}) {
      std::vector<std::atomic<int>> runs(static_cast<std::size_t>(count));
      parallel_for(threads, count, [&](std::int64_t i) { ++runs[static_cast<std::size_t>(i)]; });
      for (const auto& times : runs) CHECK(times == 1);
    }
  }
}

TEST_CASE("No more threads than asked for") {
  for (const int threads : {1, 2, 3}) {
    const bool has_two = threads == 2 && std::string(parallel_backend()) != "serial";
    std::mutex mutex;
    std::set<std::thread::id> seen;
    std::atomic<int> at_once{0}, most{0};
    parallel_for(threads, 50, [&](std::int64_t) {
      const int now = ++at_once;
      for (int old = most; old < now && !most.compare_exchange_weak(old, now);) {
      }
      std::this_thread::sleep_for(std::chrono::microseconds(200));
      // On a busy machine the second thread may come late; nobody waits for it twice.
      const auto patience = std::chrono::steady_clock::now() + std::chrono::seconds(20);
      while (has_two && most < 2 && std::chrono::steady_clock::now() < patience)
        std::this_thread::yield();
      {
        const std::lock_guard<std::mutex> lock(mutex);
        seen.insert(std::this_thread::get_id());
      }
      --at_once;
    });
    CHECK(most <= threads);
    if (threads == 1) CHECK(seen.size() == 1);
    if (has_two) CHECK(most == 2);
  }
}

TEST_CASE("The first exception reaches the caller and the rest is skipped") {
  for (const int threads : {1, 2, 7}) {
    std::atomic<int> begun{0};
    const auto body = [&](std::int64_t i) {
      ++begun;
      if (i == 5) throw std::runtime_error("task 5");
      std::this_thread::sleep_for(std::chrono::microseconds(100));
    };
    CHECK_THROWS_WITH(parallel_for(threads, 10000, body), "task 5");
    CHECK(begun < 10000);
    // The pool is usable afterwards.
    std::atomic<int> after{0};
    parallel_for(threads, 100, [&](std::int64_t) { ++after; });
    CHECK(after == 100);
  }
}

TEST_CASE("Calls may be nested") {
  std::atomic<int> inner{0};
  parallel_for(2, 4, [&](std::int64_t) { parallel_for(2, 8, [&](std::int64_t) { ++inner; }); });
  CHECK(inner == 32);
}

TEST_CASE("The machine has at least one thread") { CHECK(hardware_threads() >= 1); }
