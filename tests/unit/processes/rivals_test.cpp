#include "engine/processes/rivals.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <map>
#include <string>

#include "tests/support/small_world.hpp"
#include "tests/support/statistics.hpp"

using namespace komuna;
using namespace komuna::tests;

namespace {

Destination overseas(double constant) {
  Destination destination;
  destination.id = "overseas";
  destination.wage = Series(100.0);
  destination.unemployment = Series(0.05);
  destination.obstacles = Series(0.2);
  destination.say = Series(0.3);
  destination.rates.push_back({"arcadia", constant, 0.25});
  return destination;
}

SmallWorld::Adjust with(const Destination& destination) {
  return [destination](PopulationParameters&, WorldParameters& w) {
    w.destinations.push_back(destination);
  };
}

std::int64_t emigrants(const World& world) {
  std::int64_t sum = 0;
  for (const Event& event : world.events)
    if (event.kind == EventKind::emigrated_elsewhere) sum += event.count;
  return sum;
}

}  // namespace

TEST_CASE("the hazard of leaving for a rival country is the published formula") {
  SmallWorld small(with(overseas(-7)));
  DecisionParameters p;
  p.rival_say = 1.1;
  const double there = std::log(100.0 / 4) / std::log(40.0);
  const double here = std::log(16.0 / 4) / std::log(40.0);
  const double v = -7 + 1.1 * 0.3 + 1.5 * (there - here) + 2.5 * 0.25 - 1.0 * 0.2 - 0.7 * 0.05;
  const Destination& destination = small.parameters.destinations[0];
  CHECK(rival_hazard(small.world, p, destination, 0) ==
        Approx(std::exp(v) * (0.9 + 0.1 * std::exp(0.7))));
  small.population.origins[0].id = "utopia";
  CHECK(rival_hazard(small.world, p, destination, 0) == 0.0);
}

// 20,000 heads; n = 100 months, seed 1, false alarm 1e-6.
TEST_CASE("as many leave as the hazard says, and the hazard is added up for the named") {
  SmallWorld small(with(overseas(-8)));
  const DecisionParameters p;
  double total = 0;
  double hazard = 0;
  for (int m = 0; m < 100; ++m) {
    small.at(Month::of(1923, 1) + m);
    hazard = rival_hazard(small.world, p, small.parameters.destinations[0], 0);
    rivals(small.world, p);
    total += static_cast<double>(emigrants(small.world));
  }
  const double mean = 100 * 20000 * hazard;
  REQUIRE(mean > 1000);
  CHECK(normal_two_sided((total - mean) / std::sqrt(mean)) > false_alarm);
  CHECK(small.world.destinations[0].cumulative[0] == Approx(100 * hazard));
}

TEST_CASE("a quota is never exceeded, is used up where it binds, and rations the hazard") {
  Destination destination = overseas(-5);
  destination.quota_origins = {"arcadia"};
  destination.quota = Series(300.0);
  destination.fiscal_start = 7;
  destination.quota_monthly = 0.2;
  SmallWorld small(with(destination));
  const DecisionParameters p;
  std::map<int, std::int64_t> by_fiscal_year;
  double rationed = 0;
  for (int m = 0; m < 36; ++m) {
    small.at(Month::of(1923, 7) + m);
    rivals(small.world, p);
    const std::int64_t count = emigrants(small.world);
    by_fiscal_year[m / 12] += count;
    rationed = small.world.destinations[0].cumulative[0];
  }
  const double free = 36 * rival_hazard(small.world, p, destination, 0);
  for (const auto& [year, count] : by_fiscal_year) {
    CHECK(count <= 300);
    CHECK(count >= 290);  // rationed to the room there is, the last months fill the rest
  }
  CHECK(rationed < free);
  CHECK(rationed * 20000 == Approx(900).epsilon(0.05));
  const PlacesAccount& account = small.world.destinations[0].account;
  CHECK(account.credited() == 900);
  CHECK(account.balance() >= 0);
  CHECK(account.credited() == account.used() + account.forgotten() + account.balance());
}

TEST_CASE("a month uses no more than its share on average; nothing is carried to the next year") {
  Destination destination = overseas(-3);  // everybody wants to go
  destination.quota_origins = {"arcadia"};
  destination.quota = Series(1000.0);
  destination.quota_monthly = 0.1;
  SmallWorld small(with(destination));
  const DecisionParameters p;
  small.at(Month::of(1923, 7));
  rivals(small.world, p);
  // Poisson of mean 100; false alarm 1e-6 at five standard deviations
  CHECK(std::abs(static_cast<double>(emigrants(small.world)) - 100) < 50);
  small.at(Month::of(1924, 7));
  rivals(small.world, p);
  CHECK(small.world.destinations[0].account.credited() == 2000);
  CHECK(small.world.destinations[0].account.forgotten() > 800);
  CHECK(small.world.destinations[0].account.balance() < 1000);
}

TEST_CASE("where places run out they are dealt in proportion, whatever the order of the file") {
  const auto counts = [](bool turned) {
    Destination destination = overseas(-2);
    destination.quota_origins = {"arcadia"};
    destination.quota = Series(11.0);
    destination.quota_monthly = 1.0;
    SmallWorld small([&](PopulationParameters& p, WorldParameters& w) {
      w.destinations.push_back(destination);
      Region third = p.origins[0].regions[0];
      third.id = "coast";
      third.heads = 30000;
      p.origins[0].regions.push_back(third);
      if (turned) std::reverse(p.origins[0].regions.begin(), p.origins[0].regions.end());
    });
    std::map<std::string, std::int64_t> found;
    for (int m = 0; m < 120; ++m) {
      small.at(Month::of(1923, 1) + m);
      rivals(small.world, DecisionParameters{});
      for (const Event& event : small.world.events)
        found[to_string(small.world.month) +
              small.cells.regions()[small.cells[event.cell].region].id] += event.count;
    }
    return found;
  };
  const auto straight = counts(false);
  CHECK(straight.size() > 20);
  CHECK(straight == counts(true));
}

TEST_CASE("a quota binds its own origins only; a closed country sends nobody") {
  Destination destination = overseas(-5);
  destination.quota_origins = {"arcadia"};
  destination.quota = Series(0.0);
  destination.rates.push_back({"utopia", -5, 0.0});
  SmallWorld small([&](PopulationParameters& p, WorldParameters& w) {
    w.destinations.push_back(destination);
    p.origins.push_back(p.origins[0]);
    p.origins[1].id = "utopia";
    p.origins[1].closed_from = Month::of(1924, 1);
  });
  rivals(small.world, DecisionParameters{});
  CHECK(emigrants(small.world) > 0);
  for (const Event& event : small.world.events) CHECK(small.cells[event.cell].origin == 1);
  CHECK(small.world.destinations[0].cumulative[0] == 0.0);
  CHECK(small.world.destinations[0].cumulative[1] > 0.0);
  small.at(Month::of(1924, 1));
  rivals(small.world, DecisionParameters{});
  CHECK(small.world.events.empty());
}
