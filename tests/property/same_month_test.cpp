// Two worlds that were the same until this month: whom a change moves in it, and whom not.
//
// Both run the processes at home for some months; then one number is changed in one of them, and
// the acts of that month are compared head by head. The same comparisons are made with a recruiting
// that is right in every single world but shares nothing between worlds (one rain for the total of
// the hazards, the choice drawn afterwards), and must fail.

#include <algorithm>
#include <catch2/catch.hpp>
#include <functional>
#include <map>

#include "engine/processes/recruitment.hpp"
#include "engine/random/rain.hpp"
#include "tests/support/small_cases.hpp"

using namespace komuna;
using namespace komuna::tests;

namespace {

// Who chose what: (cell id, slot) -> collective.
using Acts = std::map<std::pair<std::uint32_t, std::uint32_t>, std::string>;
using Recruiting = std::function<Acts(EngineHome&, const HomeModel&)>;

Acts engine_acts(EngineHome& home, const HomeModel&) {
  const std::size_t before = home.history().joined.size();
  home.decide();
  Acts acts;
  for (std::size_t i = before; i < home.history().joined.size(); ++i) {
    const Joined& joined = home.history().joined[i];
    acts[{home.world().cells[joined.cell].id, joined.slot}] = joined.chosen;
  }
  return acts;
}

// Thins the drops of one rain to the total of the hazards and chooses afterwards.
Acts thinned_acts(EngineHome& home, const HomeModel& model) {
  const World& world = home.world();
  Acts acts;
  for (Index c = 0; c < world.cells.size(); ++c) {
    const std::uint32_t id = world.cells[c].id;
    const auto hazards = [&](std::uint32_t slot) {
      std::vector<double> h;
      for (const Collective& collective : world.collectives)
        h.push_back(joining_hazard(world, model.decision, collective, c, slot));
      return h;
    };
    rain<people_first_bits>(
        world.draws, {id, 1, world.month, Stream::recruitment}, world.cell_months[c].strata.heads(),
        [](std::uint32_t, std::uint32_t) { return 0.5; },
        [&](const Drop& drop) {
          const std::vector<double> h = hazards(drop.slot);
          double total = 0;
          for (const double one : h) total += one;
          if (drop.height >= total) return;
          double u = total * world.draws.uniform(id, drop.slot, world.month, Stream::kin, 7);
          std::size_t k = 0;
          while (k + 1 < h.size() && u >= h[k]) u -= h[k++];
          acts[{id, drop.slot}] = world.plan(world.collectives[k]).id;
        });
  }
  return acts;
}

struct Pair {
  Acts before, after;
};

// The acts of month `at` in the world as it is and in the changed one.
Pair acts_of(const HomeModel& model, const std::function<void(HomeModel&)>& change,
             const Recruiting& recruiting, std::uint64_t replicate, int at = 6) {
  const auto run = [&](const std::function<void(HomeModel&)>& changed) {
    HomeModel own = model;
    const Cells cells(own.population);
    const Traits traits(own.population);
    EngineHome home(own, cells, traits, 51, replicate);
    for (int m = 0; m < at; ++m) home.step();
    if (changed) changed(own);  // the world reads its parameters where they are
    home.begin_month();
    return recruiting(home, own);
  };
  return {run({}), run(change)};
}

std::vector<Pair> pairs(const HomeModel& model, const std::function<void(HomeModel&)>& change,
                        const Recruiting& recruiting) {
  std::vector<Pair> all;
  for (std::uint64_t r = 0; r < 40; ++r) all.push_back(acts_of(model, change, recruiting, r));
  return all;
}

bool all_hold(const std::vector<Pair>& all, const std::function<bool(const Pair&)>& holds) {
  return std::all_of(all.begin(), all.end(), holds);
}

std::size_t acted(const std::vector<Pair>& all, bool after) {
  std::size_t n = 0;
  for (const Pair& pair : all) n += after ? pair.after.size() : pair.before.size();
  return n;
}

// Everybody who chose `k` before does so after; nobody changes between the others.
bool more_of(const Pair& pair, const std::string& k) {
  for (const auto& [head, chosen] : pair.before) {
    const auto found = pair.after.find(head);
    if (found == pair.after.end()) return false;
    if (chosen == k ? found->second != k : found->second != k && found->second != chosen)
      return false;
  }
  for (const auto& [head, chosen] : pair.after)
    if (chosen != k && pair.before.count(head) == 0) return false;
  return true;
}

bool superset(const Pair& pair) {
  for (const auto& [head, chosen] : pair.before)
    if (pair.after.count(head) == 0) return false;
  return true;
}

HomeModel busy() {
  HomeModel model = competition();
  model.world.collectives.pop_back();  // the one that fills up
  model.world.gate.regimes.clear();
  model.decision.alone_constant = -40;
  model.decision.join_constant = -5.0;
  model.decision.colleagues = model.decision.kin = 0.5;
  return model;
}

void double_appeal(HomeModel& model) { model.world.collectives[0].appeal = Series(2.0); }

}  // namespace

TEST_CASE("A more appealing collective keeps its members of the month and gains others") {
  const auto all = pairs(busy(), double_appeal, engine_acts);
  CHECK(all_hold(all, [](const Pair& pair) { return more_of(pair, "spring"); }));
  CHECK(acted(all, true) > acted(all, false));
}

TEST_CASE("Thinning a total and choosing afterwards does not keep them") {
  const auto all = pairs(busy(), double_appeal, thinned_acts);
  CHECK(acted(all, true) > acted(all, false));
  CHECK_FALSE(all_hold(all, [](const Pair& pair) { return more_of(pair, "spring"); }));
}

TEST_CASE("Stronger motives: whoever acted in the month still acts") {
  const std::vector<std::function<void(HomeModel&)>> changes{
      [](HomeModel& m) { m.decision.conviction += 1.0; },
      [](HomeModel& m) { m.decision.unemployed += 1.0; },
      [](HomeModel& m) { m.decision.kin += 1.0; },
      [](HomeModel& m) { m.decision.colleagues += 1.0; },
      [](HomeModel& m) { m.decision.affordability += 1.0; },
      [](HomeModel& m) { m.decision.join_constant += 0.5; },
      [](HomeModel& m) { m.decision.reach_indifferent = 0.6; },
      [](HomeModel& m) { m.population.origins[0].unemployment = Series(0.5); },
      [](HomeModel& m) { m.world.collectives[1].share_fee = 5; }};
  HomeModel model = busy();
  model.population.conviction_noise = 0.0;  // a negative conviction would act less
  for (const auto& change : changes) {
    const auto all = pairs(model, change, engine_acts);
    CHECK(all_hold(all, superset));
    CHECK(acted(all, true) > acted(all, false));
  }
  // Weaker motives are not.
  const auto less =
      pairs(model, [](HomeModel& m) { m.decision.join_constant -= 0.5; }, engine_acts);
  CHECK_FALSE(all_hold(less, superset));
}

TEST_CASE("One per cent more heads leave every act of the others alone") {
  const auto grown = [](HomeModel& m) { m.population.origins[0].labour_force = Series(1.01); };
  const HomeModel model = busy();
  const Cells cells(model.population);
  const auto all = pairs(model, grown, engine_acts);
  CHECK(all_hold(all, [&cells](const Pair& pair) {
    for (const auto& [head, chosen] : pair.before) {
      const auto found = pair.after.find(head);
      if (found == pair.after.end() || found->second != chosen) return false;
    }
    for (const auto& [head, chosen] : pair.after) {
      if (pair.before.count(head) > 0) continue;
      for (const Cell& cell : cells.all())
        if (cell.id == head.first && head.second < cell.heads) return false;
    }
    return true;
  }));
}

TEST_CASE("A new collective takes members and moves nobody else") {
  // It is founded at the end of the month before, in one of two worlds.
  HomeModel with = busy();
  CollectivePlan fresh = with.world.collectives[1];
  fresh.id = "latecomer";
  fresh.founded = with.from + 5;
  with.world.collectives.push_back(fresh);
  const auto nothing = [](HomeModel&) {};
  const auto compare_worlds = [&](const Recruiting& recruiting) {
    std::vector<Pair> all;
    for (std::uint64_t r = 0; r < 40; ++r)
      all.push_back({acts_of(busy(), nothing, recruiting, r).before,
                     acts_of(with, nothing, recruiting, r).before});
    return all;
  };
  const auto holds = [](const Pair& pair) { return more_of(pair, "latecomer"); };
  const auto all = compare_worlds(engine_acts);
  CHECK(all_hold(all, holds));
  CHECK(acted(all, true) > acted(all, false));
  CHECK_FALSE(all_hold(compare_worlds(thinned_acts), holds));
}

TEST_CASE("Applying alone, made easier, keeps everybody who applied and takes some from groups") {
  HomeModel model = busy();
  Regime open;
  open.id = "open";
  open.individuals = true;
  open.individuals_skilled_only = false;
  open.individual_capital = 0;
  open.recognised = 1;
  model.world.gate.regimes = {open};
  model.decision.alone_constant = -6.0;
  const auto easier = [](HomeModel& m) { m.decision.alone_constant += 1.0; };
  const auto all = pairs(model, easier, engine_acts);
  CHECK(all_hold(all, [](const Pair& pair) { return more_of(pair, "alone"); }));
  CHECK(acted(all, true) > acted(all, false));
  // And the other way round: it is the groups that lose nobody but to those who apply alone.
  const auto harder = [](HomeModel& m) { m.decision.alone_constant -= 1.0; };
  CHECK(all_hold(pairs(model, harder, engine_acts),
                 [](const Pair& pair) { return more_of({pair.after, pair.before}, "alone"); }));
}

TEST_CASE("Levers that do not touch the home leave every act of the month alone") {
  const std::vector<std::function<void(HomeModel&)>> elsewhere{
      [](HomeModel& m) { m.world.gate.unlimited = Series(1.0); },
      [](HomeModel& m) { m.world.gate.regimes = {}; },
      [](HomeModel& m) { m.world.gate.minimum_train += 10; },
      [](HomeModel& m) { m.world.sites.clear(); }};
  for (const auto& change : elsewhere)
    CHECK(all_hold(pairs(busy(), change, engine_acts),
                   [](const Pair& pair) { return pair.before == pair.after; }));
}
