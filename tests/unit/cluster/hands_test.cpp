#include "cluster/hands.hpp"

#include <catch2/catch.hpp>
#include <map>
#include <stdexcept>

using namespace komuna;
using std::chrono::microseconds;
using std::chrono::milliseconds;

TEST_CASE("hands: every piece is done once, with its result or its trouble") {
  Hands hands(3);
  constexpr std::int64_t count = 100;
  for (std::int64_t i = 0; i < count; ++i)
    hands.give({i, [i] {
                  if (i % 10 == 3) throw std::runtime_error("trouble " + std::to_string(i));
                  return std::to_string(i * i);
                }});
  std::map<std::int64_t, std::string> results;
  while (results.size() < count)
    for (const Hands::Done& done : hands.done(milliseconds(10))) {
      CHECK(results.count(done.number) == 0);
      std::string result = done.result;
      try {
        if (done.trouble) std::rethrow_exception(done.trouble);
      } catch (const std::runtime_error& trouble) {
        result = trouble.what();
      }
      results[done.number] = result;
    }
  for (std::int64_t i = 0; i < count; ++i)
    CHECK(results[i] == (i % 10 == 3 ? "trouble " + std::to_string(i) : std::to_string(i * i)));
  CHECK(hands.held() == 0);
}

TEST_CASE("hands: what is dropped is not begun, what is begun is waited for") {
  std::mutex gate;
  gate.lock();
  Hands hands(1);
  bool second = false;
  hands.give({0, [&gate] {
                const std::lock_guard<std::mutex> pass(gate);
                return std::string();
              }});
  hands.give({1, [&second] {
                second = true;
                return std::string();
              }});
  while (hands.idle(milliseconds(0))) std::this_thread::yield();  // until the first has begun
  hands.drop();
  CHECK(hands.held() == 1);
  CHECK(hands.done(microseconds(1000)).empty());
  gate.unlock();
  CHECK(hands.idle(std::chrono::minutes(1)));
  const auto done = hands.done(microseconds(0));
  REQUIRE(done.size() == 1);
  CHECK(done.front().number == 0);
  CHECK_FALSE(second);
}
