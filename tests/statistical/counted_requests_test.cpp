// Requests that are counted, not named: against the sum over single heads, and against the named
// route where the rules let everybody compete.

#include <catch2/catch.hpp>
#include <cmath>

#include "engine/population/employment.hpp"
#include "engine/processes/economy.hpp"
#include "engine/processes/requests.hpp"
#include "tests/support/comparison.hpp"
#include "tests/support/small_cases.hpp"
#include "tests/support/statistics.hpp"

using namespace komuna;
using namespace komuna::tests;

namespace {

// Mean over 20,000 points in each slot's noise of exp(weight * conviction), by brute force.
double brute_moment(const PopulationParameters& p, double weight, std::uint32_t first,
                    std::uint32_t end, double heads) {
  double sum = 0;
  for (std::uint32_t slot = first; slot < end; ++slot)
    sum += std::exp(weight * p.half_rank / (p.half_rank + (slot + 0.5) / heads));
  double noise = 0;
  constexpr int points = 20000;
  for (int i = 0; i < points; ++i)
    noise += std::exp(weight * p.conviction_noise * (2.0 * (i + 0.5) / points - 1.0));
  return sum / (end - first) * noise / points;
}

// A country without collectives, where single applicants may or may not compete.
HomeModel single_applicants(bool may_compete) {
  HomeModel model = one_cell();
  model.world.collectives.clear();
  model.population.branches[0].skilled_share = 0.5;
  Origin& arcadia = model.population.origins[0];
  arcadia.party_members = Series(Series::Reading::step, {{model.from, 60}, {model.from + 6, 15}});
  arcadia.unemployment = Series(Series::Reading::step, {{model.from, 0.1}, {model.from + 6, 0.5}});
  model.decision.alone_constant = -9.5;
  model.decision.colleagues = model.decision.kin = 0;
  Regime rules;
  rules.id = "rules";
  rules.individuals = may_compete;
  rules.individuals_skilled_only = false;
  rules.individual_capital = 0;
  rules.recognised = 1;
  model.world.gate.regimes = {rules};
  return model;
}

}  // namespace

TEST_CASE("The moment of conviction is the average over the slots") {
  // Replacing the sum over slots by an integral over rank errs by less than 1/24 of the second
  // difference across a slot: largest in the first slots of a small cell, where commitment bends
  // most over one slot.
  PopulationParameters p = one_cell().population;
  for (const double weight : {-2.0, 0.0, 0.5, 3.0, 6.0})
    for (const double heads : {2000.0, 1e6}) {
      const ConvictionMoment moment(p, weight);
      const auto n = static_cast<std::uint32_t>(heads);
      for (const auto& [first, end] : {std::pair{0u, 5u}, {5u, 60u}, {60u, 400u}, {400u, n}})
        CHECK(moment.mean(first, end, heads) ==
              Approx(brute_moment(p, weight, first, end, heads)).epsilon(2e-4));
    }
  // A weight that is one per cent off is not within that error.
  CHECK(ConvictionMoment(p, 3.03).mean(0, 60, 2000) !=
        Approx(brute_moment(p, 3.0, 0, 60, 2000)).epsilon(2e-4));
}

TEST_CASE("The counted mean is the average of the hazards of all who are refused") {
  // Sum over heads of their own hazards in 400 worlds, seed 41, 2 months; the average over worlds
  // has a known error; false alarm 1e-6 over all cells and months. The integral over slots errs by
  // up to 0.6 / (half_rank * heads)^2 of the mean: 5e-4 in these cells of 750 heads.
  const HomeModel model = single_applicants(false);
  const Cells cells(model.population);
  const Traits traits(model.population);
  const DecisionParameters& d = model.decision;
  RequestTables tables(model.population, d);
  constexpr int worlds = 400;
  std::vector<double> sum(2 * cells.size(), 0.0), squares(2 * cells.size(), 0.0);
  std::vector<double> mean(2 * cells.size(), 0.0);
  for (std::uint64_t r = 0; r < worlds; ++r) {
    World world(model.population, model.world, cells, traits, Draws(41, r));
    for (std::size_t part = 0; part < 2; ++part) {
      world.month = model.from + (part == 0 ? 2 : 11);
      economy(world);
      for (Index c = 0; c < cells.size(); ++c) {
        const CellMonth& month = world.cell_months[c];
        const double shared =
            d.born_there * cells[c].ties - d.wage_gap * month.living;  // expected levels are zero
        double total = 0;
        for (std::uint32_t slot = 0; slot < month.strata.heads(); ++slot) {
          const HeadTraits head = traits.of(world.draws, cells[c], slot, world.month);
          if (head.age_months < 216) continue;
          const bool idle = is_unemployed(world.draws, cells[c], slot, world.month,
                                          static_cast<int>(model.population.employment_spell),
                                          month.unemployment);
          total += d.reach(month.strata.of(slot)) *
                   std::exp(d.alone_constant + shared + d.conviction * head.conviction +
                            (idle ? d.unemployed : 0.0) -
                            d.age * std::fmax(0.0, (head.age_months / 12.0 - 25) / 25));
        }
        sum[part * cells.size() + c] += total;
        squares[part * cells.size() + c] += total * total;
        mean[part * cells.size() + c] = counted_request_mean(world, d, tables, c);
      }
    }
  }
  for (std::size_t i = 0; i < sum.size(); ++i) {
    const double average = sum[i] / worlds;
    const double error = std::sqrt((squares[i] / worlds - average * average) / worlds);
    const double z = std::fmax(0.0, std::fabs(average - mean[i]) - 5e-4 * mean[i]) / error;
    INFO("cell " << i << ": " << average << " and " << mean[i]);
    CHECK(normal_two_sided(z) > false_alarm / static_cast<double>(sum.size()));
    // Two per cent more is noticed.
    CHECK(normal_two_sided((average - 1.02 * mean[i]) / error) < false_alarm);
  }
}

TEST_CASE("Counted requests are as many as named applicants where all may compete") {
  // 1,500 worlds, seed 42, two months. A named head applies once at most, the counted requests of
  // one head are a Poisson number: the difference, half the square of a hazard below 0.01 among
  // the most committed, is far below the error here. Sums are nearly Poisson; false alarm 1e-6.
  HomeModel counted = single_applicants(false);
  HomeModel named = single_applicants(true);
  counted.months = named.months = 2;
  counted.decision.alone_constant = named.decision.alone_constant = -7.5;
  const Effort effort{1500, 0, 42};
  const Tally a = engine_tally(counted, effort);
  const Tally b = engine_tally(named, effort);
  CHECK(a.sum("joined") == 0);
  CHECK(b.sum("requests") == 0);
  CHECK(b.sum("joined") > 1000);
  const auto z = [&](double factor) {
    const double difference = a.sum("requests") - factor * b.sum("joined");
    return difference / std::sqrt(a.sum("requests") + b.sum("joined"));
  };
  CHECK(normal_two_sided(z(1.0)) > false_alarm);
  CHECK(normal_two_sided(z(1.2)) < false_alarm);
}

TEST_CASE("What counting neglects is small where few act, and is measured") {
  // Counted requests leave out the pull of colleagues and kin who joined, and do not take out those
  // who joined or left. The oracle counts both ways: 100 worlds each, seed 43. Both parts grow with
  // the share of heads who act. Where 1 head in 23 joins within two years, the most committed
  // first, a fifth of the counted requests came from heads who were gone; where 1 in 400 does, less
  // than a twentieth. In history fewer than 1 in 1,000 heads joined.
  HomeModel model = many_cells();
  const Effort effort{0, 100, 43};
  Refinements gone, ties;
  gone.without_the_gone = true;
  ties.ties_of_counted = true;
  const auto check = [&](double share_gone, double margin) {
    const double counted = oracle_tally(model, effort).mean("requests");
    const double without = oracle_tally(model, effort, {}, gone).mean("requests");
    const double with_ties = oracle_tally(model, effort, {}, ties).mean("requests");
    CHECK(without / counted == Approx(1.0 - share_gone).margin(margin));
    CHECK(with_ties / counted == Approx(1.0).margin(margin));
  };
  check(0.2, 0.08);
  model.decision.join_constant -= 3.0;
  check(0.0, 0.05);
}
