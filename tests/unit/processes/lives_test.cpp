#include "engine/processes/lives.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "engine/base/math.hpp"
#include "engine/population/clock.hpp"
#include "tests/support/field_collector.hpp"
#include "tests/support/settled_world.hpp"
#include "tests/support/statistics.hpp"

using namespace komuna;
using namespace komuna::tests;

namespace {

struct Year {
  int arrived = 0;
  int died = 0;
  int small_children_died = 0;
  int born = 0;
};

// One year from April 1925 of a collective whose heads are between 24 and 33 years old.
Year young_settlers(const LivesParameters& parameters, const SmallWorld::Adjust& adjust,
                    std::uint64_t seed, double food = 0.95) {
  SmallWorld small(adjust, seed);
  small.at(Month::of(1925, 4));
  World& world = small.world;
  const Index index = small.found();
  for (std::uint32_t slot = 0; world.collectives[index].members.size() < 105; ++slot) {
    const int age = small.traits.of(world.draws, small.cells[0], slot, world.month).age_months;
    if (age >= 24 * 12 && age < 33 * 12) small.enrol(index, slot);
  }
  settle(small, index);
  Collective& c = world.collectives[index];
  c.settlement.begun = true;
  c.settlement.housing = 0.3;
  c.settlement.food = food;
  Year year;
  year.arrived = c.arrived;
  for (int m = 0; m < 12; ++m) {
    small.at(Month::of(1925, 4) + m);
    lives(world, parameters);
    for (const Event& event : world.events)
      if (event.to == PersonState::dead &&
          world.people.person(event.person).age_months(world.month) < 36)
        ++year.small_children_died;
    REQUIRE(world.people.ledger_balances());
  }
  year.died = c.died;
  year.born = c.born;
  CHECK(c.settlement.deaths_first_year == c.died);
  CHECK(c.settlement.persons == year.arrived + year.born - year.died);
  return year;
}

void marshes(PopulationParameters&, WorldParameters& world) {
  world.sites[0].malaria = 0.7;
  world.sites[0].water = 0.4;
}

}  // namespace

TEST_CASE("lives fields are complete", "[lives]") {
  CHECK(complaints_about_fields<LivesParameters>().empty());
}

TEST_CASE("without a table of the scenario the six bands hold", "[lives]") {
  const LifeTable table = life_table({});
  REQUIRE(table.bands() == 6);
  CHECK(table.band(0) == 0);
  CHECK(table.band(11) == 0);
  CHECK(table.band(12) == 1);
  CHECK(table.band(5 * 12 - 1) == 1);
  CHECK(table.band(5 * 12) == 2);
  CHECK(table.band(15 * 12 - 1) == 2);
  CHECK(table.band(15 * 12) == 3);
  CHECK(table.band(45 * 12) == 4);
  CHECK(table.band(65 * 12) == 5);
  CHECK(table.rate(3, Sex::male) == Approx(0.0065 * 1.1));
  CHECK(table.rate(3, Sex::female) == Approx(0.0065 * 0.9));
}

TEST_CASE("hazards of death follow the formula", "[lives]") {
  LivesParameters p;
  p.male = p.female = 1.0;
  const auto death_hazards = [&p](const LivesParameters& parameters, const Exposure& exposure) {
    return komuna::death_hazards(parameters, life_table(p), exposure);
  };
  SECTION("an easy life is the life table") {
    const DeathHazards easy = death_hazards(p, {});
    CHECK(easy.h[3][0] * 12.0 == Approx(0.0065));
    CHECK(easy.first_summer == 0.0);
    CHECK(easy.hungry_share == 0.0);
  }
  SECTION("malaria counts in summer only, and doctors take their share off") {
    Exposure winter{1.3, 0.5, 0.5, 0.6, 1.0, 0.0, 1};
    CHECK(death_hazards(p, winter).h[3][1] * 12.0 == Approx(0.0065 * 1.3 * 1.35));
    Exposure summer = winter;
    summer.month_of_year = 7;
    CHECK(death_hazards(p, summer).h[3][1] * 12.0 == Approx(0.0065 * 1.3 * 1.95));
    CHECK(death_hazards(p, summer).first_summer == Approx(0.13 * 0.55));
    summer.health = 1.0;
    CHECK(death_hazards(p, summer).h[3][1] * 12.0 == Approx(0.0065 * 1.3));
    CHECK(death_hazards(p, summer).first_summer == 0.0);
  }
  SECTION("hunger multiplies, whatever the doctors do") {
    const DeathHazards famine = death_hazards(p, {1.0, 1.0, 1.0, 0.0, 0.0, 1.0, 2});
    CHECK(famine.h[0][0] * 12.0 == Approx(0.16 * 5.0));
    CHECK(famine.hungry_share == Approx(0.8));
  }
}

TEST_CASE("the first summer takes small children where there is malaria", "[lives]") {
  // Interhelpo: up to 30 of 303 in the first year, mainly small children. Mean of 20 worlds.
  double arrived = 0, died = 0, small_children = 0, healthy = 0;
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const Year year = young_settlers({}, marshes, seed);
    arrived += year.arrived / 20.0;
    died += year.died / 20.0;
    small_children += year.small_children_died / 20.0;
    const auto hills = [](PopulationParameters&, WorldParameters& world) {
      world.sites[0].malaria = 0.0;
      world.sites[0].water = 1.0;
    };
    healthy += young_settlers({}, hills, seed).died / 20.0;
  }
  CHECK(died / arrived * 303.0 > 20.0);
  CHECK(died / arrived * 303.0 < 36.0);
  CHECK(small_children > 0.6 * died);
  CHECK(healthy < 0.5 * died);
}

TEST_CASE("worse food lets everybody die who would have died anyway, and more", "[lives]") {
  // Same draws, higher hazards: deaths by the end of a year can only grow (births are switched
  // off).
  LivesParameters p;
  p.fertility = 0;
  int more = 0;
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    const int fed = young_settlers(p, {}, seed, 1.0).died;
    const int starved = young_settlers(p, {}, seed, 0.1).died;
    REQUIRE(starved >= fed);
    more += starved - fed;
  }
  CHECK(more > 20);
}

TEST_CASE("deaths of a year follow 1 - exp(-sum of hazards)", "[lives]") {
  // All rates equal, no excess: n = persons of 30 worlds (about 9,000), seeds 1..30, one year of 12
  // months at 0.2 / 12; false alarm 1e-6 by the normal limit of the binomial.
  LivesParameters p;
  p.rates.fill(0.2);
  p.male = p.female = 1.0;
  p.housing = p.water = p.malaria = p.hunger = p.first_summer = p.fertility = 0;
  double n = 0, died = 0;
  const auto neutral = [](PopulationParameters&, WorldParameters& world) {
    world.sites[0].mortality = 1.0;
  };
  for (std::uint64_t seed = 1; seed <= 30; ++seed) {
    const Year year = young_settlers(p, neutral, seed);
    n += year.arrived;
    died += year.died;
  }
  // The year runs from April to March: nine hazards of one clock, three of the next.
  const double chance = 1.0 - math::exp(-0.2);
  const double z = (died - n * chance) / std::sqrt(n * chance * (1.0 - chance));
  CHECK(normal_two_sided(z) > false_alarm);
}

TEST_CASE("couples have children, at intervals", "[lives]") {
  LivesParameters barren;
  barren.fertility = 0;
  CHECK(young_settlers(barren, {}, 1).born == 0);
  const Year year = young_settlers({}, {}, 1);
  CHECK(year.born > 3);
  CHECK(year.born < 40);
  LivesParameters patient;
  patient.interval = 60;
  CHECK(young_settlers(patient, {}, 1).born < year.born);
}

TEST_CASE("a child comes of age once, and heads the household if nobody else can", "[lives]") {
  SmallWorld small;
  const Index index = settled(small, 1, Month::of(1925, 4));
  World& world = small.world;
  const Index h = world.collectives[index].members[0];
  Person child;
  child.key_entity = 1;
  child.role = Role::child;
  child.born = world.month - (18 * 12 - 1);
  const Index c = world.people.add_person(h, child, PersonState::in_collective, Cause::birth,
                                          world.month, world.events);
  LivesParameters immortal;
  immortal.rates.fill(0.0);
  immortal.fertility = 0;
  lives(world, immortal);
  CHECK(world.people.person(c).role == Role::child);
  small.at(world.month + 1);
  lives(world, immortal);
  CHECK(world.people.person(c).role == Role::other_adult);
  CHECK(events_of(world, EventKind::came_of_age) == 1);
  world.people.each_member(h, [&](Index p) {
    if (p != c) world.people.move(p, PersonState::dead, Cause::journey, world.month, world.events);
  });
  small.at(world.month + 1);
  lives(world, immortal);
  CHECK(events_of(world, EventKind::came_of_age) == 0);
  CHECK(world.people.household(h).head == c);
}

// Couples with the wife's published fertility, from January to December, nobody dies and nobody
// recovers from a birth: each has a child with probability 1 - exp(-sum over months of f(age) *
// food / 12). n = 400 households of 160 worlds, seeds 1 to 160; false alarm 1e-6.
TEST_CASE("births of a year follow the clock, at most one each", "[lives]") {
  LivesParameters p;
  p.rates.fill(0.0);
  p.first_summer = p.interval = p.grown_married = 0;
  p.fertility = 0.9;
  double expected = 0, variance = 0, seen = 0;
  double both_years = 0;
  for (std::uint64_t seed = 1; seed <= 160; ++seed) {
    SmallWorld small({}, seed);
    const Index index = settled(small, 400, Month::of(1925, 1));
    World& world = small.world;
    world.collectives[index].settlement.food = 0.8;
    for (const Index h : world.collectives[index].members) {
      const Person* wife = nullptr;
      int couple = 0;
      world.people.each_member(h, [&](Index i) {
        const Person& person = world.people.person(i);
        if (person.role != Role::head && person.role != Role::spouse) return;
        ++couple;
        if (person.sex == Sex::female) wife = &person;
      });
      if (couple < 2 || wife == nullptr) continue;
      double sum = 0;
      for (int m = 0; m < 12; ++m) {
        const double age = (Month::of(1925, 1) + m - wife->born) / 12.0;
        if (age >= 18 && age < 45) sum += 0.9 * (1 - (age - 20) * (age - 20) / 625) * 0.8 / 12;
      }
      expected += 1 - std::exp(-sum);
      variance += std::exp(-sum) * (1 - std::exp(-sum));
    }
    for (int m = 0; m < 12; ++m) {
      small.at(Month::of(1925, 1) + m);
      lives(world, p);
    }
    seen += world.collectives[index].born;
    for (const Person& person : world.people.persons()) REQUIRE(person.children <= 1);
    for (int m = 0; m < 12; ++m) {  // the next year's clocks
      small.at(Month::of(1926, 1) + m);
      lives(world, p);
    }
    both_years += world.collectives[index].born;
    for (const Person& person : world.people.persons()) REQUIRE(person.children <= 2);
    REQUIRE(world.people.ledger_balances());
  }
  REQUIRE(seen > 6000);
  CHECK(both_years > 1.5 * seen);
  CHECK(normal_two_sided((seen - expected) / std::sqrt(variance)) > false_alarm);
}

TEST_CASE("a scenario's tables take the place of rates and fertility", "[lives]") {
  LivesParameters p;
  p.life_table = {{"all", 0, 0.0, 0.0}};
  p.first_summer = 0;
  const Year spared = young_settlers(p, {}, 3);
  CHECK(spared.died == 0);
  CHECK(spared.born > 0);
  p.fertility_table = {{"none", 15, 0.0}};
  CHECK(young_settlers(p, {}, 3).born == 0);
  p.fertility_table = {{"before", 15, 0.0}, {"all", 18, 0.9}, {"after", 45, 0.0}};
  CHECK(young_settlers(p, {}, 3).born > 2 * spared.born);
}

TEST_CASE("tables of the scenario must begin at 0 and rise", "[lives]") {
  const auto complaints = [](const LivesParameters& given) {
    LivesParameters p = given;
    FieldCollector collector;
    fields(collector, p);
    return collector.complaints;
  };
  LivesParameters p;
  p.life_table = {{"a", 0, 0.1, 0.1}, {"b", 5, 0.1, 0.1}};
  CHECK(complaints(p).empty());
  p.life_table[1].from = 0;
  CHECK(complaints(p) == std::vector<std::string>{"life_table: ages must rise from row to row"});
  p.life_table = {{"a", 1, 0.1, 0.1}};
  CHECK(complaints(p) == std::vector<std::string>{"life_table: must begin at age 0"});
  p.life_table.clear();
  p.fertility_table = {{"a", 20, 0.1}, {"b", 18, 0.1}};
  CHECK(complaints(p).size() == 1);
}

// Where everybody dies at twice the table's rate, half of each death is excess; of a death of
// hunger all of it.
TEST_CASE("deaths say how much of them the life table has not", "[lives]") {
  LivesParameters p;
  p.rates.fill(0.1);
  p.male = p.female = 1.0;
  p.housing = p.water = p.malaria = p.hunger = p.first_summer = 0;
  const auto deaths = [&p](double food) {
    SmallWorld small([](PopulationParameters&, WorldParameters& w) { w.sites[0].mortality = 2; });
    const Index index = settled(small, 200, Month::of(1925, 1));
    std::vector<Event> found;
    for (int m = 0; m < 12; ++m) {
      small.at(Month::of(1925, 1) + m);
      small.world.collectives[index].settlement.food = food;
      lives(small.world, p);
      for (const Event& event : small.world.events)
        if (event.to == PersonState::dead) found.push_back(event);
    }
    return found;
  };
  const auto plain = deaths(1.0);
  REQUIRE(plain.size() > 20);
  for (const Event& event : plain) CHECK(event.excess == Approx(0.5));
  p.hunger = 4;
  int hungry = 0;
  for (const Event& event : deaths(0.0)) {
    hungry += event.cause == Cause::hunger ? 1 : 0;
    CHECK(event.excess == Approx(event.cause == Cause::hunger ? 1.0 : 0.5));
  }
  CHECK(hungry > 20);
}
