#include "cli/figure_watch.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

using namespace komuna;
using namespace komuna::calibration;
using Catch::Contains;

namespace {

// Gives every trial the figures of its key.
struct Given final : Evaluator {
  std::function<Point(std::uint64_t)> figures;
  std::int64_t worlds = 0;
  void evaluate(std::span<Trial> trials) override {
    for (Trial& trial : trials) {
      trial.figures = figures(trial.key);
      ++worlds;
    }
  }
};

struct Watched {
  std::int64_t worlds = 0;
  std::vector<std::string> told;
  std::string error;
};

// Blocks of 5 up to 100 worlds, of which 20 are from the prior.
Watched watch(const std::vector<Observation>& observations,
              const std::function<Point(std::uint64_t)>& figures) {
  Given given;
  given.figures = figures;
  FigureWatch watch(given, observations, 20);
  Watched result;
  watch.tell = [&](const std::string& text) { result.told.push_back(text); };
  try {
    for (std::uint64_t key = 0; key < 100; key += 5) {
      std::vector<Trial> trials(5);
      for (std::uint64_t i = 0; i < 5; ++i) trials[i].key = key + i;
      watch.evaluate(trials);
    }
  } catch (const FigureError& error) {
    result.error = error.what();
  }
  result.worlds = given.worlds;
  return result;
}

Observation observed(Family family, Role role = Role::fit) {
  Observation o = Observation::value("people", family, 5, 1, 0, role);
  if (role == Role::reading) o.figure = "those_people";
  return o;
}

}  // namespace

TEST_CASE("figure watch: a figure that no world has ends the work after the prior's worlds") {
  const auto never = [](std::uint64_t) { return Point{std::nan("")}; };
  const Watched none = watch({observed(Family::normal)}, never);
  CHECK(none.worlds == 20);
  CHECK_THAT(none.error, Contains("people was produced in none of 20 worlds from the prior"));
  const Watched read = watch({observed(Family::normal, Role::reading)}, never);
  CHECK(read.worlds == 20);
  CHECK_THAT(read.error, Contains("no reading of the figure those_people"));
  for (const Role role : {Role::holdout, Role::report})
    CHECK(watch({observed(Family::normal, role)}, never).worlds == 100);
}

TEST_CASE("figure watch: a figure never on its scale is as bad as one never produced") {
  const auto zero = [](std::uint64_t) { return Point{0}; };
  const Watched none = watch({observed(Family::lognormal)}, zero);
  CHECK(none.worlds == 20);
  CHECK_THAT(none.error, Contains("people is compared as a logarithm, which needs numbers above 0, "
                                  "and is 0 in all 20 worlds from the prior"));
  const auto negative = [](std::uint64_t key) { return Point{-1.0 - static_cast<double>(key)}; };
  CHECK_THAT(watch({observed(Family::sqrt_scale)}, negative).error,
             Contains("a square root, which needs 0 or more, and is off it"));
  // One world of twenty is enough to go on.
  const auto seldom = [](std::uint64_t key) { return Point{key == 19 ? 3.0 : 0.0}; };
  CHECK(watch({observed(Family::lognormal)}, seldom).worlds == 100);
}

TEST_CASE("figure watch: what never varies is told once, and failures speak for themselves") {
  const Watched same = watch({observed(Family::normal)}, [](std::uint64_t) { return Point{7}; });
  CHECK(same.worlds == 100);
  CHECK(same.told == std::vector<std::string>{
                         "the fitted figure people is 7 in every world from the prior: it informs "
                         "nothing"});
  const Watched failed = watch({observed(Family::normal)}, [](std::uint64_t key) {
    return key % 5 < 3 ? Point{} : Point{std::nan("")};
  });
  CHECK(failed.worlds == 100);
}

TEST_CASE("figure watch: draws without any weight are no posterior") {
  constexpr double never = -std::numeric_limits<double>::infinity();
  const std::vector<Observation> two = {
      Observation::value("often", Family::lognormal, 5, 1),
      Observation::value("seldom", Family::normal, 5, 1),
  };
  Population population;
  for (const Point& figures : {Point{1, std::nan("")}, {2, std::nan("")}, {0, 4}, {}}) {
    Draw draw;
    draw.figures = figures;
    draw.log_likelihood = draw.log_weight = never;
    population.draws.push_back(draw);
  }
  CHECK_THROWS_WITH(require_weight(population, two),
                    Contains("none of 4 draws agrees with the figures at all") &&
                        Contains("Fewest, 1 of 3 worlds, have the figure seldom"));
  population.draws[0].log_weight = -1000;
  CHECK_NOTHROW(require_weight(population, two));
  population.draws[0].log_weight = never;
  population.draws[0].log_likelihood = -3;
  CHECK_THROWS_WITH(require_weight(population, two), Contains("before any draw was weighed"));
}
