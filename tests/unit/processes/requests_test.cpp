#include "engine/processes/requests.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "engine/base/math.hpp"
#include "tests/support/small_world.hpp"
#include "tests/support/statistics.hpp"

using namespace komuna;
using namespace komuna::tests;

namespace {

// Mean of exp(w s) over ranks from..to by the midpoint rule on two million pieces, equal in log
// rank: no substitution and no table.
double mean_by_pieces(double half, double w, double from, double to) {
  const int pieces = 2000000;
  const double low = std::log(half * 1e-3 + from), high = std::log(half * 1e-3 + to);
  double sum = 0, before = from;
  for (int i = 1; i <= pieces; ++i) {
    const double rank = i == pieces ? to : std::exp(low + (high - low) * i / pieces) - half * 1e-3;
    sum += (rank - before) * std::exp(w * half / (half + 0.5 * (rank + before)));
    before = rank;
  }
  return sum / (to - from);
}

std::int64_t counted(const World& world) {
  std::int64_t sum = 0;
  for (const Event& event : world.events)
    if (event.kind == EventKind::requested) sum += event.count;
  return sum;
}

}  // namespace

TEST_CASE("the mean over ages is that of the ages eighteen to sixty-five, months apart") {
  CHECK(age_moment(0.0) == Approx(564.0 / 600));
  double sum = 0;
  for (int months = 216; months < 780; ++months)
    sum += std::exp(-1.3 * std::max(0.0, (months / 12.0 - 25) / 25));
  CHECK(age_moment(1.3) == Approx(sum / 600));
  CHECK(age_moment(2.0) < age_moment(1.0));
}

TEST_CASE("the mean over a stratum is the integral over its ranks, for every half rank allowed") {
  PopulationParameters population;
  population.conviction_noise = 0;
  const double heads = 1e6;
  struct Interval {
    std::uint32_t first, end;
  };
  for (const double half : {1e-5, 3e-4, 0.02, 1.0}) {
    population.half_rank = half;
    for (const double w : {-20.0, -1.0, 3.0, 20.0}) {
      const ConvictionMoment moment(population, w);
      for (const Interval at : {Interval{0, 40},
                                {40, 20000},
                                {20000, 1000000},
                                {999999, 1000000},
                                {1000000, 9900000}}) {
        INFO(half << " " << w << " " << at.first << ".." << at.end);
        const double expected = mean_by_pieces(half, w, at.first / heads, at.end / heads);
        CHECK(moment.mean(at.first, at.end, heads) == Approx(expected).epsilon(1e-6));
      }
    }
  }
}

TEST_CASE("the integral stands for the sum over slots, noise included") {
  SmallWorld small;
  const ConvictionMoment moment(small.population, 3.0);
  for (const Index c : {0u, 1u}) {
    const Cell& cell = small.cells[c];
    double sum = 0;
    for (std::uint32_t slot = 0; slot < cell.heads; ++slot)
      sum += std::exp(3.0 * small.traits.commitment(cell, slot));
    // noise even over -0.1 .. 0.1
    const double noise = std::sinh(0.3) / 0.3;
    CHECK(moment.mean(0, cell.heads, cell.heads) == Approx(noise * sum / cell.heads).epsilon(1e-4));
  }
}

TEST_CASE("no weight, no noise, next to none: the mean is one") {
  PopulationParameters population;
  CHECK(ConvictionMoment(population, 0.0).mean(3, 900, 1000) == Approx(1.0).epsilon(1e-9));
  population.conviction_noise = 1e-13;
  CHECK(ConvictionMoment(population, 1e-4).mean(999, 1000, 1000) ==
        Approx(1.0 + 1e-4 * 0.02 / 1.0195).epsilon(1e-9));
}

TEST_CASE("tables are made anew only when a weight changes") {
  SmallWorld small;
  DecisionParameters p;
  RequestTables tables(small.population, p);
  p.alone_constant = -1;
  CHECK(tables.fit(p));
  p.unemployed += 1;
  CHECK(tables.fit(p));
  CHECK(tables.out_of_work(0.0) == 1.0);
  CHECK(tables.out_of_work(p.unemployed) == math::exp(p.unemployed));
  p.unemployed -= 1;
  CHECK(tables.out_of_work(p.unemployed) == math::exp(p.unemployed));
  p.reach_member = 0.1;
  CHECK_FALSE(tables.fit(p));
  tables = RequestTables(small.population, p);
  p.age = 2;
  CHECK_FALSE(tables.fit(p));
  requests(small.world, p, tables);
  CHECK(tables.fit(p));
  p.conviction = 1;
  CHECK_FALSE(tables.fit(p));
}

// Head by head: sum over slots of reach * exp(everything that is not a draw), the expectation over
// age, employment and noise done by hand.
TEST_CASE("the mean of counted requests is the sum over heads where the rules admit nobody") {
  SmallWorld small([](PopulationParameters& p, auto&) {
    p.groups[0].ties = 0.4;
    p.origins[0].labour_force = Series(1.3);
  });
  DecisionParameters p;
  small.world.origins[0].contacts = 0.3;
  RequestTables tables(small.population, p);
  for (const Index c : {0u, 3u}) {
    const Cell& cell = small.cells[c];
    const CellMonth& month = small.world.cell_months[c];
    const double reach[] = {1.0, 0.8, 0.3, 0.03};
    double sum = 0;
    for (std::uint32_t slot = 0; slot < month.strata.heads(); ++slot)
      sum += reach[static_cast<int>(month.strata.of(slot))] *
             std::exp(p.conviction * small.traits.commitment(cell, slot));
    const double noise = std::sinh(0.3) / 0.3;
    const double work = 0.9 + 0.1 * std::exp(0.7);
    const double shared = -10.0 + 1.0 * 0.5 + 1.5 * (0.5 - month.living) + 2.5 * 0.4 + 0.3;
    CHECK(counted_request_mean(small.world, p, tables, c) ==
          Approx(sum * noise * work * age_moment(1.0) * std::exp(shared)).epsilon(1e-3));
  }
}

TEST_CASE("only those whom the rule refuses are counted where it admits some") {
  SmallWorld small;
  const DecisionParameters p;
  RequestTables tables(small.population, p);
  Regime& regime = small.parameters.gate.regimes[0];
  const double all_skilled = counted_request_mean(small.world, p, tables, 0);
  const double all_unskilled = counted_request_mean(small.world, p, tables, 1);
  regime.individuals = true;
  regime.individuals_skilled_only = true;
  regime.individual_capital = 100;
  regime.recognised = 1.0;
  CHECK(counted_request_mean(small.world, p, tables, 1) == all_unskilled);
  // savings are lognormal: median 2 months of wage, spread 1.2
  const double wage = small.world.cell_months[0].wage;
  const double poor = 0.5 * std::erfc(-std::log(100 / (2 * wage)) / 1.2 / std::sqrt(2.0));
  CHECK(counted_request_mean(small.world, p, tables, 0) ==
        Approx(poor * all_skilled).epsilon(1e-3));
  regime.recognised = 0.3;  // of those with means, seven in ten are recommended by nobody
  CHECK(counted_request_mean(small.world, p, tables, 0) ==
        Approx((poor + 0.7 * (1 - poor)) * all_skilled).epsilon(1e-3));
  regime.recognised = 1.0;
  regime.individuals_skilled_only = false;
  CHECK(counted_request_mean(small.world, p, tables, 1) < all_unskilled);
  regime.individual_capital = 0;
  CHECK(counted_request_mean(small.world, p, tables, 0) == Approx(0.0).margin(1e-6 * all_skilled));
  regime.individual_capital = 1e9;
  CHECK(counted_request_mean(small.world, p, tables, 0) == Approx(all_skilled));
  small.parameters.gate.regimes.clear();  // shut: everybody is refused
  // The rules are looked up once a month: a month without any needs tables that know of none.
  RequestTables fresh(small.population, p);
  CHECK(counted_request_mean(small.world, p, fresh, 0) == all_skilled);
}

// n = 200 months, seed 1, false alarm 1e-6.
TEST_CASE("requests are counted region by region, as many as their mean says") {
  SmallWorld small;
  DecisionParameters p;
  p.alone_constant = -6;
  RequestTables tables(small.population, p);
  double mean = 0, seen = 0;
  for (int m = 0; m < 200; ++m) {
    small.at(Month::of(1922, 1) + m);
    for (Index c = 0; c < small.cells.size(); ++c)
      mean += counted_request_mean(small.world, p, tables, c);
    requests(small.world, p, tables);
    REQUIRE(small.world.events.size() <= 2);
    for (const Event& event : small.world.events) {
      CHECK(event.cause == Cause::refused_by_rule);
      CHECK(event.cell == small.cells.regions()[event.place].first_cell);
    }
    seen += static_cast<double>(counted(small.world));
  }
  REQUIRE(mean > 1000);
  CHECK(normal_two_sided((seen - mean) / std::sqrt(mean)) > false_alarm);
}

TEST_CASE("what is kept of a cell is worked out anew when its strata move") {
  SmallWorld small;
  const DecisionParameters p;
  RequestTables kept(small.population, p);
  const double before = counted_request_mean(small.world, p, kept, 0);
  CHECK(counted_request_mean(small.world, p, kept, 0) == before);
  small.population.origins[0].party_members = Series(2000.0);
  small.at(small.world.month + 1);
  RequestTables fresh(small.population, p);
  const double after = counted_request_mean(small.world, p, kept, 0);
  CHECK(after > before);
  CHECK(after == counted_request_mean(small.world, p, fresh, 0));
}

TEST_CASE("more readiness gives at least as many requests; a closed country gives none") {
  SmallWorld small(
      [](PopulationParameters& p, auto&) { p.origins[0].closed_from = Month::of(1939, 3); });
  std::int64_t before = 0;
  for (const double constant : {-60.0, -9.0, -8.0, -7.0, -6.0, -3.0}) {
    DecisionParameters p;
    p.alone_constant = constant;
    RequestTables tables(small.population, p);
    small.at(Month::of(1923, 5));
    requests(small.world, p, tables);
    CHECK(counted(small.world) >= before);
    before = counted(small.world);
    if (constant == -60.0) CHECK(small.world.events.empty());
    small.at(Month::of(1939, 3));
    requests(small.world, p, tables);
    CHECK(small.world.events.empty());
  }
  CHECK(before > 0);
}

TEST_CASE("nobody asks twice in a month: requests end at the heads of a region") {
  SmallWorld small([](PopulationParameters& p, auto&) {
    p.origins[0].regions[1].heads = 700;
    p.origins[0].labour_force = Series(1.2);
  });
  // The mean is far above the heads, beyond an exact inversion, and infinite.
  for (const double constant : {5.0, 40.0, 900.0}) {
    DecisionParameters p;
    p.alone_constant = constant;
    RequestTables tables(small.population, p);
    small.at(Month::of(1923, 5));
    requests(small.world, p, tables);
    REQUIRE(small.world.events.size() == 2);
    CHECK(small.world.events[0].count == 12000);
    CHECK(small.world.events[1].count == 840);
  }
}

TEST_CASE("a mean between two places of a table is that of the slots between them") {
  const PopulationParameters population;
  const ConvictionMoment moment(population, 3.0);
  const double heads = 5000;
  const ConvictionMoment::Place origin = moment.place(0.0);
  CHECK(origin.area == 0.0);
  CHECK(origin.commitment == 1.0);
  for (const double end : {3.0, 40.0, 2500.0, 5000.0}) {
    const ConvictionMoment::Place middle = moment.place(0.5 * end / heads);
    const ConvictionMoment::Place last = moment.place(end / heads);
    CHECK(moment.between(origin, last) ==
          Approx(moment.between(origin, middle) + moment.between(middle, last)).epsilon(1e-9));
    CHECK(moment.between(origin, last) * heads / end ==
          Approx(moment.mean(0, static_cast<std::uint32_t>(end), heads)).epsilon(1e-12));
  }
}
