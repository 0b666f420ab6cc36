// The engine against the oracle on two hundred small worlds at random: the countries of
// oracle_test.cpp with all weights, numbers of heads, trades and shares moved.
//
// Each world: 200 replicates of the engine (seed 7000 + world) against 150 of the oracle, about 60
// to 170 labels. False-alarm probability 1e-6 over all two hundred, by Bonferroni.

#include <array>
#include <catch2/catch.hpp>
#include <cstdint>
#include <random>
#include <string>

#include "tests/support/comparison.hpp"
#include "tests/support/small_cases.hpp"
#include "tests/support/statistics.hpp"

using namespace komuna;
using namespace komuna::tests;

namespace {

constexpr int worlds = 200;
constexpr int worlds_of_a_test = 50;

class Chance {
 public:
  explicit Chance(std::uint32_t seed) : bits_(seed) {}
  double between(double low, double high) {
    return low + (high - low) * (static_cast<double>(bits_()) / 4294967296.0);
  }
  void scale(double& value) { value *= between(0.5, 1.5); }

 private:
  std::mt19937 bits_;
};

void move_population(PopulationParameters& population, Chance& chance) {
  population.employment_spell = static_cast<std::int64_t>(chance.between(1, 24));
  chance.scale(population.half_rank);
  for (Branch& branch : population.branches) {
    branch.skilled_share = chance.between(0.1, 1.0);
    branch.workplace_size = static_cast<int>(chance.between(5, 40));
    branch.wage_factor = chance.between(0.6, 1.6);
  }
  for (Origin& origin : population.origins)
    for (Region& region : origin.regions)
      region.heads =
          static_cast<std::int64_t>(static_cast<double>(region.heads) * chance.between(0.5, 1.2));
}

void move_decision(DecisionParameters& decision, Chance& chance) {
  for (double* weight :
       {&decision.conviction, &decision.unemployed, &decision.wage_gap, &decision.affordability,
        &decision.born_there, &decision.colleagues, &decision.kin, &decision.contacts})
    chance.scale(*weight);
  decision.join_constant += chance.between(-0.3, 0.6);
}

HomeModel random_world(std::uint32_t number) {
  constexpr std::array<HomeModel (*)(), 8> bases{one_cell,      many_cells,  changing_times,
                                                 contagion,     competition, closed_circles,
                                                 rival_country, foundings};
  Chance chance(number);
  HomeModel model = bases[number % bases.size()]();
  move_population(model.population, chance);
  move_decision(model.decision, chance);
  return model;
}

void compare_worlds(std::uint32_t first) {
  int labels = 0;
  for (std::uint32_t number = first; number < first + worlds_of_a_test; ++number) {
    const HomeModel model = random_world(number);
    const Effort effort{200, 150, 7000 + number};
    const Agreement agreement = compare(engine_tally(model, effort), oracle_tally(model, effort));
    INFO("world " << number << ": " << agreement.worst);
    CHECK(agreement.probability >= false_alarm / worlds);
    labels += agreement.labels;
  }
  CHECK(labels > 40 * worlds_of_a_test);  // the comparisons were about something
}

}  // namespace

TEST_CASE("Random small worlds, the first fifty: engine and oracle count the same", "[full]") {
  compare_worlds(0);
}
TEST_CASE("Random small worlds, the second fifty: engine and oracle count the same", "[full]") {
  compare_worlds(50);
}
TEST_CASE("Random small worlds, the third fifty: engine and oracle count the same", "[full]") {
  compare_worlds(100);
}
TEST_CASE("Random small worlds, the last fifty: engine and oracle count the same", "[full]") {
  compare_worlds(150);
}

TEST_CASE("Random small worlds: a wrong weight is noticed in one of them", "[full]") {
  const HomeModel model = random_world(3);
  const Effort effort{200, 150, 7003};
  Defects defects;
  defects.colleagues = 2.0;
  CHECK(compare(engine_tally(model, effort), oracle_tally(model, effort, defects)).probability <
        false_alarm / worlds);
}
