#include "engine/population/clock.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

#include "tests/support/statistics.hpp"

using namespace komuna;

namespace {

const Month january = Month::of(1925, 1);

Person somebody(std::uint32_t ordinal) {
  Person person;
  person.key_entity = 7;
  person.key_ordinal = ordinal;
  return person;
}

// The month of the year (0..11) in which a person's death clock runs out under `hazards`; 12:
// never.
int month_of_death(const Draws& draws, std::uint32_t ordinal, const std::vector<double>& hazards) {
  Person person = somebody(ordinal);
  for (int m = 0; m < 12; ++m) {
    wind_clocks(person, draws, january + m);
    if (runs_out(person.death_clock, hazards[static_cast<std::size_t>(m)])) return m;
  }
  return 12;
}

}  // namespace

TEST_CASE("a clock runs out with probability 1 - exp(-sum of hazards)", "[clock]") {
  // n = 200,000, seed 11, false alarm 1e-6 by the normal limit of the binomial count.
  const Draws draws(11, 0);
  const std::vector<double> hazards{0, 0.02, 0.1, 0, 0, 0.3, 0.01, 0, 0.05, 0, 0, 0.02};
  constexpr int n = 200000;
  std::vector<int> died(13, 0);
  for (std::uint32_t i = 0; i < n; ++i)
    ++died[static_cast<std::size_t>(month_of_death(draws, i, hazards))];
  for (const std::size_t m : {std::size_t{2}, std::size_t{5}, std::size_t{11}}) {
    double sum = 0;
    int so_far = 0;
    for (std::size_t k = 0; k <= m; ++k) {
      sum += hazards[k];
      so_far += died[k];
    }
    const double p = 1.0 - math::exp(-sum);
    const double deviation = (so_far - n * p) / std::sqrt(n * p * (1.0 - p));
    CHECK(tests::normal_two_sided(deviation) > tests::false_alarm);
  }
  CHECK(died[0] == 0);
  CHECK(died[3] == 0);
}

TEST_CASE("a higher hazard makes the event earlier, never later", "[clock]") {
  const Draws draws(3, 0);
  const std::vector<double> low(12, 0.05);
  std::vector<double> high = low;
  high[4] = 0.4;
  int earlier = 0;
  for (std::uint32_t i = 0; i < 5000; ++i) {
    const int before = month_of_death(draws, i, low);
    const int after = month_of_death(draws, i, high);
    REQUIRE(after <= before);
    earlier += after < before ? 1 : 0;
    if (before < 4) REQUIRE(after == before);
  }
  CHECK(earlier > 500);
}

TEST_CASE("clocks are drawn afresh in January and not before", "[clock]") {
  const Draws draws(5, 0);
  Person person = somebody(1);
  wind_clocks(person, draws, january + 3);
  const float drawn = person.death_clock;
  CHECK(person.clocks_until == january + 12);
  CHECK_FALSE(runs_out(person.death_clock, drawn / 4.0));
  wind_clocks(person, draws, january + 11);
  CHECK(person.death_clock == Approx(0.75 * drawn));
  wind_clocks(person, draws, january + 12);
  CHECK(person.death_clock != Approx(0.75 * drawn));
  CHECK(person.clocks_until == january + 24);
}

TEST_CASE("the four clocks of a person are exponential and different draws", "[clock]") {
  // n = 20,000, seed 5: exp(-clock) is uniform, each pair without correlation; false alarm 1e-6.
  const Draws draws(5, 0);
  std::vector<std::vector<double>> u(4);
  for (std::uint32_t i = 0; i < 20000; ++i) {
    Person person = somebody(i);
    person.sex = Sex::female;
    wind_clocks(person, draws, january);
    u[0].push_back(std::exp(-person.death_clock));
    u[1].push_back(std::exp(-person.arrest_clock));
    u[2].push_back(std::exp(-person.birth_clock));
    u[3].push_back(std::exp(-person.letter_clock));
  }
  for (std::size_t a = 0; a < 4; ++a) {
    CHECK(tests::uniform_sample(u[a]) > tests::false_alarm);
    for (std::size_t b = 0; b < a; ++b) CHECK(tests::uncorrelated(u[a], u[b]) > tests::false_alarm);
  }
}

TEST_CASE("clocks that nobody will ask are not drawn, and move no other", "[clock]") {
  const Draws draws(5, 0);
  const auto wound = [&](int years, Sex sex) {
    Person person = somebody(3);
    person.sex = sex;
    person.born = january + 11 - years * 12;  // so old in December
    wind_clocks(person, draws, january);
    return person;
  };
  const Person woman = wound(40, Sex::female);
  const Person man = wound(40, Sex::male);
  CHECK(man.birth_clock == stopped_clock);
  CHECK(man.death_clock == woman.death_clock);
  CHECK(man.arrest_clock == woman.arrest_clock);
  CHECK(man.letter_clock == woman.letter_clock);
  CHECK(wound(16, Sex::male).arrest_clock == woman.arrest_clock);
  CHECK(wound(15, Sex::male).arrest_clock == stopped_clock);
  CHECK(wound(15, Sex::male).letter_clock == woman.letter_clock);
  CHECK(wound(14, Sex::female).letter_clock == stopped_clock);
  CHECK(wound(14, Sex::female).birth_clock == woman.birth_clock);
}

TEST_CASE("a stopped clock does not run out within a year of the highest hazards", "[clock]") {
  float clock = stopped_clock;
  for (int m = 0; m < 12; ++m) CHECK_FALSE(runs_out(clock, 1e6));
}

TEST_CASE("a household twice as prone has half the clock", "[clock]") {
  const Draws draws(5, 0);
  Household calm;
  Household prone;
  wind_exit_clock(calm, somebody(4), draws, january, 1.0);
  wind_exit_clock(prone, somebody(4), draws, january, 2.0);
  CHECK(prone.exit_clock == Approx(0.5 * calm.exit_clock));
}
