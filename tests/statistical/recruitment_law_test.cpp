// Recruitment where the answer is known: constant hazards give binomial counts, exponential moments
// and shares in proportion; and in any world, month by month, what is expected from the hazards of
// every single head is what the rain makes of them.

#include <catch2/catch.hpp>
#include <cmath>

#include "engine/processes/recruitment.hpp"
#include "tests/support/comparison.hpp"
#include "tests/support/small_cases.hpp"
#include "tests/support/statistics.hpp"

using namespace komuna;
using namespace komuna::tests;

namespace {

constexpr double adults = 564.0 / 600.0;  // of heads aged 15 to 65, those of 18 and more

// One cell whose heads all have the same hazard exp(constant) of joining "spring".
HomeModel constant_hazard(double constant) {
  HomeModel model = one_cell();
  model.months = 2;  // founded in the first month, joined in the second
  DecisionParameters& d = model.decision;
  d = DecisionParameters{};
  d.join_constant = constant;
  d.alone_constant = -60;
  d.conviction = d.say = d.unemployed = d.wage_gap = d.affordability = d.born_there = 0;
  d.colleagues = d.kin = d.contacts = d.obstacles = d.warnings = d.age = 0;
  d.reach_activist = d.reach_member = d.reach_sympathiser = d.reach_indifferent = 1;
  return model;
}

double log_binomial(int n, int k, double p) {
  return std::lgamma(n + 1.0) - std::lgamma(k + 1.0) - std::lgamma(n - k + 1.0) + k * std::log(p) +
         (n - k) * std::log1p(-p);
}

// Tail probability of the counts of `replicates` worlds under Binomial(1500, p).
double binomial_fit(const std::vector<int>& counts, double p) {
  std::vector<double> found(1501, 0.0), expected(1501, 0.0);
  for (const int n : counts) found[static_cast<std::size_t>(n)] += 1;
  for (int k = 0; k <= 1500; ++k)
    expected[static_cast<std::size_t>(k)] =
        static_cast<double>(counts.size()) * std::exp(log_binomial(1500, k, p));
  return expected_counts(found, expected);
}

// Sum over heads of the probability of joining this month, and the variance of their number.
struct Expected {
  double mean = 0;
  double variance = 0;
};

Expected expected_joining(const World& world, const DecisionParameters& d, double factor) {
  Expected expected;
  for (Index cell = 0; cell < world.cells.size(); ++cell)
    for (std::uint32_t slot = 0; slot < world.cell_months[cell].strata.heads(); ++slot) {
      if (world.touched.count(World::slot_key(cell, slot)) > 0) continue;
      double total = 0;
      for (const Collective& collective : world.collectives)
        total += joining_hazard(world, d, collective, cell, slot);
      const double p = -std::expm1(-factor * total);
      expected.mean += p;
      expected.variance += p * (1 - p);
    }
  return expected;
}

// Those who joined beyond the expected, in standard deviations, over 60 worlds of 12 months.
double surplus(const HomeModel& model, double factor) {
  const Cells cells(model.population);
  const Traits traits(model.population);
  double difference = 0, variance = 0;
  for (std::uint64_t r = 0; r < 60; ++r) {
    EngineHome home(model, cells, traits, 23, r);
    for (int m = 0; m < 12; ++m) {
      home.begin_month();
      const Expected expected = expected_joining(home.world(), model.decision, factor);
      const std::size_t before = home.history().joined.size();
      home.decide();
      difference += static_cast<double>(home.history().joined.size() - before) - expected.mean;
      variance += expected.variance;
    }
  }
  return difference / std::sqrt(variance);
}

}  // namespace

TEST_CASE("With a constant hazard the number who join is binomial") {
  // 3,000 worlds of 1,500 heads, hazards e^-4 and e^-0.5 a month, seed 21; chi-square against
  // Binomial(1500, adults * (1 - exp(-h))), false alarm 1e-6.
  for (const double constant : {-4.0, -0.5}) {
    const HomeModel model = constant_hazard(constant);
    const Cells cells(model.population);
    const Traits traits(model.population);
    const double h = std::exp(constant);
    std::vector<int> counts;
    std::vector<double> moments;
    for (std::uint64_t r = 0; r < 3000; ++r) {
      const HomeHistory history = engine_history(model, cells, traits, 21, r);
      counts.push_back(static_cast<int>(history.joined.size()));
      if (r >= 200) continue;
      // Moment of acting: exponential, given that it falls within the month.
      for (const Joined& joined : history.joined)
        moments.push_back(std::expm1(-h * joined.time) / std::expm1(-h));
    }
    CHECK(binomial_fit(counts, adults * -std::expm1(-h)) > false_alarm);
    CHECK(uniform_sample(moments) > false_alarm);
    // A law without competition in time (probability h instead of 1 - exp(-h): at e^-4 they differ
    // by less than 3,000 worlds can tell), and one that lets the young join, are noticed.
    if (h > 0.1) CHECK(binomial_fit(counts, adults * h) < false_alarm);
    CHECK(binomial_fit(counts, -std::expm1(-h)) < false_alarm);
  }
}

TEST_CASE("Given that somebody acts, the choice is in proportion to the hazards") {
  // Appeals 1, 2 and 4: shares 1/7, 2/7, 4/7 of about 180,000 who act at a total hazard of 0.35 a
  // month, 400 worlds, seed 22; chi-square, false alarm 1e-6.
  HomeModel model = constant_hazard(-3.0);
  for (const double appeal : {2.0, 4.0}) {
    CollectivePlan other = model.world.collectives[0];
    other.id = appeal == 2.0 ? "summer" : "autumn";
    other.appeal = Series(appeal);
    model.world.collectives.push_back(other);
  }
  const Cells cells(model.population);
  const Traits traits(model.population);
  std::vector<double> chosen(3, 0.0), means(3, 0.0);
  double all = 0;
  for (std::uint64_t r = 0; r < 400; ++r)
    for (const Joined& joined : engine_history(model, cells, traits, 22, r).joined) {
      chosen[joined.chosen == "spring" ? 0 : joined.chosen == "summer" ? 1 : 2] += 1;
      all += 1;
    }
  for (std::size_t k = 0; k < 3; ++k) means[k] = all * (1 << k) / 7.0;
  CHECK(all == Approx(400 * 1500 * adults * -std::expm1(-7 * std::exp(-3.0))).epsilon(0.02));
  CHECK(expected_counts(chosen, means) > false_alarm);
  CHECK(expected_counts(chosen, {all / 3, all / 3, all / 3}) < false_alarm);
}

TEST_CASE("In every month as many join as the hazards of all heads say") {
  // For each month and world: number who join, minus the sum over heads of 1 - exp(-sum of their
  // hazards), evaluated head by head before the rain. The differences have mean zero whatever
  // happened before, and known variance, so their sum is normal. 60 worlds a country, seed 23,
  // false alarm 1e-6 a country.
  for (const HomeModel& model : {many_cells(), contagion(), changing_times()}) {
    CHECK(normal_two_sided(surplus(model, 1.0)) > false_alarm);
    CHECK(normal_two_sided(surplus(model, 1.15)) < false_alarm);  // hazards too high
  }
}
