#include "engine/processes/harvest.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "tests/support/field_collector.hpp"
#include "tests/support/settled_world.hpp"
#include "tests/support/statistics.hpp"

using namespace komuna;
using namespace komuna::tests;

namespace {

struct Farm {
  explicit Farm(const SmallWorld::Adjust& adjust = {}, double spread = 0.0)
      : small([&](PopulationParameters& population, WorldParameters& world) {
          world.sites[0].weather_spread = spread;
          if (adjust) adjust(population, world);
        }),
        index(settled(small, 50, Month::of(1925, 3))) {
    Settlement& life = collective().settlement;
    life.persons = 100;
    life.adults = 60;
  }
  Collective& collective() { return small.world.collectives[index]; }
  const Harvest& bring_in(const HarvestParameters& p, int year = 1925) {
    small.at(Month::of(year, 8));
    harvest(small.world, p);
    return collective().harvests.back();
  }
  SmallWorld small;
  Index index;
};

}  // namespace

TEST_CASE("harvest fields are complete", "[harvest]") {
  CHECK(complaints_about_fields<HarvestParameters>().empty());
}

TEST_CASE("sown land is what there is to work it with, or the land", "[harvest]") {
  SECTION("hands and machines") {
    Farm farm;
    farm.collective().settlement.equipment = 1000;
    CHECK(farm.bring_in({}).sown == Approx(60 * 2.5 + 40));
  }
  SECTION("land") {
    Farm farm([](PopulationParameters&, WorldParameters& world) { world.sites[0].land = 80; });
    CHECK(farm.bring_in({}).sown == Approx(80));
  }
}

TEST_CASE("skill is learnt and passes the neighbours", "[harvest]") {
  Farm farm;
  CHECK(farm.bring_in({}).yield == Approx(8.0 * 0.7));
  CHECK(farm.bring_in({}, 1926).yield == Approx(8.0 * (0.7 + 0.7 / 4.0)));
  for (int year = 1927; year < 1960; ++year) farm.bring_in({}, year);
  CHECK(farm.collective().harvests.back().yield > 8.0 * 1.3);
  CHECK(farm.collective().harvests.back().yield < 8.0 * 1.4);
}

TEST_CASE("the harvest balances", "[harvest]") {
  Farm farm;
  HarvestParameters p;
  const Harvest& result = farm.bring_in(p);
  const Settlement& life = farm.collective().settlement;
  const double grain = 150.0 * (5.6 - 1.2) * 0.85;
  CHECK(result.per_head == Approx(grain / 100.0));
  const double kept = 1.1 * 2.5 * 100.0;
  CHECK(life.grain == Approx(kept));
  const double money = (grain - kept) * 3.0 / (1.0 + 10.0 / 60.0);  // ten km to the railway
  CHECK(life.equipment == Approx(0.3 * money * 0.88));
  CHECK(life.income == Approx((0.4 * money + 250.0 * 3.0) / (12.0 * 60.0)));
}

TEST_CASE("deliveries and requisitions leave less to eat", "[harvest]") {
  HarvestParameters p;
  Farm free([](PopulationParameters&, WorldParameters&) {});
  free.collective().contract.tax_free_years = 2;
  Farm taxed;
  Farm starving(
      [](PopulationParameters&, WorldParameters& world) { world.sites[0].hunger = Series(1.0); });
  const double untaxed_grain = free.bring_in(p).per_head;
  CHECK(taxed.bring_in(p).per_head == Approx(0.85 * untaxed_grain));
  CHECK(starving.bring_in(p).per_head == Approx(0.35 * untaxed_grain));
}

TEST_CASE("who comes after the sowing harvests next year", "[harvest]") {
  Farm farm;
  farm.collective().settlement.arrived = Month::of(1925, 5);
  farm.small.at(Month::of(1925, 8));
  harvest(farm.small.world, {});
  CHECK(farm.collective().harvests.empty());
  farm.bring_in({}, 1926);
  CHECK(farm.collective().harvests.size() == 1);
}

TEST_CASE("weather has mean one and the site's spread", "[harvest]") {
  // n = 20,000 site-years (100 seeds, years 1900..2099), seeds 1..100: the mean of a lognormal with
  // variance exp(s^2) - 1; false alarm 1e-6.
  Site site;
  site.id = "steppe";
  site.weather_spread = 0.3;
  double sum = 0;
  constexpr double n = 20000;
  for (std::uint64_t seed = 1; seed <= 100; ++seed)
    for (int year = 1900; year < 2100; ++year) sum += weather(Draws(seed, 0), site, year);
  const double deviation = (sum / n - 1.0) / std::sqrt((std::exp(0.09) - 1.0) / n);
  CHECK(normal_two_sided(deviation) > false_alarm);
  Site other = site;
  other.id = "hills";
  CHECK(weather(Draws(1, 0), site, 1925) != weather(Draws(1, 0), other, 1925));
}

TEST_CASE("works do not harvest", "[harvest]") {
  Farm farm([](PopulationParameters&, WorldParameters& world) {
    world.collectives[0].sector = Sector::industry;
  });
  farm.small.at(Month::of(1925, 8));
  harvest(farm.small.world, {});
  CHECK(farm.collective().harvests.empty());
}

TEST_CASE("the carter takes his share of the price, by the distance to the railway", "[harvest]") {
  const auto income = [](double km, double rail) {
    Farm farm([&](PopulationParameters&, WorldParameters& world) { world.sites[0].rail_km = km; });
    HarvestParameters p;
    p.rail = rail;
    farm.bring_in(p);
    return farm.collective().settlement.income;
  };
  const double eaten = 250.0 * 3.0;
  const double sold = (150.0 * (5.6 - 1.2) * 0.85 - 1.1 * 250.0) * 3.0;
  const auto expected = [&](double share) { return (0.4 * sold * share + eaten) / (12.0 * 60.0); };
  CHECK(income(0, 60) == Approx(expected(1.0)));
  CHECK(income(60, 60) == Approx(expected(0.5)));  // half the price at `rail`
  CHECK(income(180, 60) == Approx(expected(0.25)));
  CHECK(income(60, 180) == Approx(expected(0.75)));
}

TEST_CASE("the harvests of the tax-free years are free, later ones are not", "[harvest]") {
  Farm farm;
  farm.collective().contract.tax_free_years = 2;  // from March 1925
  HarvestParameters p;
  p.first = p.full = 1.0;
  p.per_dollar = 0;
  const double all = 150.0 * (8.0 - 1.2) / 100.0;
  CHECK(farm.bring_in(p, 1925).per_head == Approx(all));
  CHECK(farm.bring_in(p, 1926).per_head == Approx(all));
  CHECK(farm.bring_in(p, 1927).per_head == Approx(0.85 * all));
}

// Each lever by itself moves what it should, and the size is that of the formula.
TEST_CASE("land, hands, draught animals and tractors: the scarcest decides", "[harvest]") {
  HarvestParameters p;
  p.by_worker = 5;
  p.horses = 0.5;
  p.by_horse = 6;
  p.per_dollar = 0.04;
  const auto sown = [](const HarvestParameters& parameters, double land, double dollars) {
    Farm farm([&](PopulationParameters&, WorldParameters& w) { w.sites[0].land = land; });
    farm.collective().settlement.equipment = dollars;
    return farm.bring_in(parameters);
  };
  CHECK(sown(p, 1000, 0).sown == Approx(60 * 0.5 * 6));
  CHECK(sown(p, 1000, 0).scarce == Scarce::draught);
  CHECK(sown(p, 1000, 1500).sown == Approx(180 + 60));
  CHECK(sown(p, 1000, 1e6).sown == Approx(60 * 5));
  CHECK(sown(p, 1000, 1e6).scarce == Scarce::labour);
  CHECK(sown(p, 70, 1e6).sown == Approx(70));
  CHECK(sown(p, 70, 1e6).scarce == Scarce::land);
  p.herd = Series(0.4);  // as after the slaughter of 1930-33
  CHECK(sown(p, 1000, 0).sown == Approx(72));
}

TEST_CASE("weather and the neighbours' yield carry over to the farm", "[harvest]") {
  const auto harvest_of = [](double neighbours, double spread, int year) {
    Farm farm(
        [&](PopulationParameters&, WorldParameters& w) { w.sites[0].yield = Series(neighbours); },
        spread);
    const Harvest result = farm.bring_in({}, year);
    CHECK(result.neighbours == Approx(neighbours * weather(farm.small.world.draws,
                                                           farm.small.parameters.sites[0], year)));
    return result;
  };
  CHECK(harvest_of(10, 0, 1926).yield == Approx(2 * harvest_of(5, 0, 1926).yield));
  CHECK(harvest_of(8, 0.3, 1926).yield != harvest_of(8, 0.3, 1927).yield);
  CHECK(harvest_of(8, 0, 1926).yield == harvest_of(8, 0, 1927).yield);
}

TEST_CASE("the famine of a site takes grain there and nowhere else", "[harvest]") {
  const auto taken = [](double hunger) {
    Farm farm([&](PopulationParameters&, WorldParameters& w) {
      w.sites[0].hunger =
          Series(Series::Reading::step, {{Month::of(1921, 1), 0}, {Month::of(1932, 7), hunger}});
    });
    CHECK(farm.bring_in({}, 1931).taken == Approx(0.15));
    return farm.bring_in({}, 1932).taken;
  };
  CHECK(taken(0.0) == Approx(0.15));
  CHECK(taken(0.6) == Approx(0.15 + 0.5 * 0.6));
}

TEST_CASE("many languages cost a part of the harvest, less with the years", "[harvest]") {
  const auto yield = [](double mix, int year) {
    Farm farm([&](PopulationParameters&, WorldParameters& w) {
      w.collectives[0].language_mix = mix;
      w.coordination = {0.2, 0.0, 5.0};
    });
    return farm.bring_in({}, year).yield;
  };
  CHECK(yield(0.5, 1925) / yield(0, 1925) == Approx(1 - 0.2 * 0.5 / (1 + 5.0 / 60)));
  CHECK(yield(0.5, 1930) / yield(0, 1930) == Approx(1 - 0.2 * 0.5 / (1 + 65.0 / 60)));
}
