#include "engine/base/parallel_in_order.hpp"

#include <atomic>
#include <catch2/catch.hpp>
#include <chrono>
#include <stdexcept>
#include <thread>
#include <vector>

using namespace komuna;

namespace {

// A shuffle of 0..96 that puts late tasks first: 7 generates the numbers modulo 97.
std::int64_t scattered(std::int64_t i) { return (i * 7) % 97; }

}  // namespace

TEST_CASE("tasks done in any order are finished in the order of their numbers") {
  std::vector<std::int64_t> finished;
  const std::function<void(std::int64_t)> finish = [&](std::int64_t i) { finished.push_back(i); };
  InOrder order(finish);
  std::vector<bool> done(97, false);
  for (std::int64_t i = 0; i < 97; ++i) {
    done[static_cast<std::size_t>(scattered(i))] = true;
    order.done(scattered(i));
    std::size_t first_open = 0;
    while (first_open < 97 && done[first_open]) ++first_open;
    REQUIRE(finished.size() == first_open);
  }
  for (std::int64_t i = 0; i < 97; ++i) REQUIRE(finished[static_cast<std::size_t>(i)] == i);
}

TEST_CASE("tasks are taken from the lowest number on, each once") {
  const std::function<void(std::int64_t)> nothing = [](std::int64_t) {};
  InOrder order(nothing);
  for (std::int64_t i = 0; i < 10; ++i) CHECK(order.take() == i);
}

TEST_CASE("in order, one at a time, after its work, for any number of threads") {
  for (const int threads : {1, 2, 7}) {
    for (const std::int64_t count : {0, 1, 2, 200}) {
      std::vector<std::atomic<bool>> worked(static_cast<std::size_t>(count));
      std::vector<std::int64_t> finished;
      std::atomic<int> at_once{0};
      bool in_time = true;
      run_in_order(
          threads, count,
          [&](std::int64_t i) {
            if (i % 5 == 0) std::this_thread::sleep_for(std::chrono::microseconds(300));
            worked[static_cast<std::size_t>(i)] = true;
          },
          [&](std::int64_t i) {
            in_time = in_time && ++at_once == 1 && worked[static_cast<std::size_t>(i)];
            finished.push_back(i);
            --at_once;
          });
      CHECK(in_time);
      REQUIRE(finished.size() == static_cast<std::size_t>(count));
      for (std::size_t i = 0; i < finished.size(); ++i)
        REQUIRE(finished[i] == static_cast<std::int64_t>(i));
    }
  }
}

TEST_CASE("work that fails is not finished, nor is anything after it") {
  for (const int threads : {1, 3}) {
    std::vector<std::int64_t> finished;
    const auto run = [&] {
      run_in_order(
          threads, 100,
          [](std::int64_t i) {
            if (i == 5) throw std::runtime_error("work 5");
          },
          [&](std::int64_t i) { finished.push_back(i); });
    };
    CHECK_THROWS_WITH(run(), "work 5");
    CHECK(finished.size() <= 5);
    for (std::size_t i = 0; i < finished.size(); ++i)
      CHECK(finished[i] == static_cast<std::int64_t>(i));
  }
}

TEST_CASE("after a finish that fails nothing more is finished") {
  int calls = 0;
  const std::function<void(std::int64_t)> finish = [&](std::int64_t i) {
    ++calls;
    if (i == 1) throw std::runtime_error("disk full");
  };
  InOrder order(finish);
  order.done(0);
  order.done(2);
  CHECK_THROWS_WITH(order.done(1), "disk full");
  order.done(3);  // a task that was already running
  CHECK(calls == 2);
}
