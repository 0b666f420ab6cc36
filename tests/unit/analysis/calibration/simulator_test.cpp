#include "analysis/calibration/simulator.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace komuna::calibration {
namespace {

// What to do is told by the parameter.
Point obliging(std::span<const double> theta, std::uint64_t key) {
  if (theta[0] == 1) throw std::runtime_error("no such world");
  if (theta[0] == 2) throw std::runtime_error("");
  if (theta[0] == 3) throw 3;
  if (theta[0] == 4) return {1.0, 2.0};
  if (theta[0] == 5) return {std::numeric_limits<double>::infinity()};
  if (theta[0] == 6) return {std::nan("")};
  return {theta[0] + static_cast<double>(key)};
}

std::vector<Trial> trials_of(const std::vector<double>& thetas) {
  std::vector<Trial> trials;
  for (const double theta : thetas) {
    Trial t;
    t.phi = t.theta = {theta};
    t.key = trials.size();
    trials.push_back(std::move(t));
  }
  return trials;
}

}  // namespace

TEST_CASE("simulator: whatever goes wrong becomes the trial's error, and nothing else fails") {
  std::vector<Trial> trials = trials_of({0, 1, 2, 3, 4, 5, 6, 7});
  ThreadEvaluator(obliging, 1, 2).evaluate(trials);
  CHECK(trials[0].figures == Point{0});
  CHECK(trials[0].error.empty());
  CHECK(trials[1].error == "no such world");
  for (const std::size_t i : {2u, 3u}) CHECK_FALSE(trials[i].error.empty());
  CHECK_THAT(trials[4].error, Catch::Contains("2 figures instead of 1"));
  CHECK_THAT(trials[5].error, Catch::Contains("infinite"));
  for (std::size_t i = 1; i <= 5; ++i) CHECK(trials[i].figures.empty());
  // A figure the world does not have is no failure.
  CHECK(trials[6].error.empty());
  CHECK(std::isnan(trials[6].figures.at(0)));
  CHECK(trials[7].figures == Point{14});
}

TEST_CASE("simulator: any number of threads gives the same") {
  std::vector<double> thetas;
  for (int i = 0; i < 500; ++i) thetas.push_back(10 + i);
  std::vector<Trial> one = trials_of(thetas), three = one;
  ThreadEvaluator(obliging, 1, 1).evaluate(one);
  ThreadEvaluator(obliging, 1, 3).evaluate(three);
  for (std::size_t i = 0; i < one.size(); ++i) CHECK(one[i].figures == three[i].figures);
}

TEST_CASE("simulator: failures are all counted and the first four told with their keys") {
  Failures failures;
  for (std::uint64_t i = 0; i < 9; ++i) {
    Trial t;
    t.key = 100 + i;
    t.error = "bad";
    failures.note(t);
  }
  CHECK(failures.count == 9);
  REQUIRE(failures.first.size() == 4);
  CHECK(failures.first[3] == "key 103: bad");
}

}  // namespace komuna::calibration
