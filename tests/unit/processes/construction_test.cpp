#include "engine/processes/construction.hpp"

#include <catch2/catch.hpp>

#include "tests/support/field_collector.hpp"
#include "tests/support/settled_world.hpp"

using namespace komuna;
using namespace komuna::tests;

namespace {

struct Works {
  explicit Works(int plans = 2, Month until = distant_future)
      : small([&](PopulationParameters&, WorldParameters& world) {
          world.collectives[0].sector = Sector::industry;
          world.collectives[0].works_until = until;
          for (int i = 0; i < plans; ++i) {
            WorkPlan work;
            work.id = i == 0 ? "sawmill" : "foundry";
            work.labour = 100;
            work.capital = 1000;
            work.output = 0.3;
            work.housing = 0.1;
            work.health = 0.2;
            work.schooling = 0.6;
            world.collectives[0].works.push_back(work);
          }
        }),
        index(settled(small, 50, Month::of(1925, 4))) {
    Settlement& life = collective().settlement;
    life.persons = 100;
    life.adults = 60;
    life.skilled = 40;
    life.income = 0;
  }
  Collective& collective() { return small.world.collectives[index]; }
  // Months until the number of finished works is `works`; -1 if not within ten years.
  int months_until(std::size_t works) {
    for (int m = 0; m < 120; ++m) {
      small.at(small.world.month + 1);
      construction(small.world, ConstructionParameters{});
      if (collective().works.size() >= works) return m + 1;
    }
    return -1;
  }
  SmallWorld small;
  Index index;
};

}  // namespace

TEST_CASE("construction fields are complete", "[construction]") {
  CHECK(complaints_about_fields<ConstructionParameters>().empty());
}

TEST_CASE("a work takes its labour, sooner with machines", "[construction]") {
  Works poor;
  poor.collective().fund = 1000;
  // Half of (0.4 * 40 + 0.1 * 20) = 9 person-months a month: 100 take 12 months.
  CHECK(poor.months_until(1) == 12);
  Works rich;
  rich.collective().settlement.equipment = 1e6;
  CHECK(rich.months_until(1) == 4);
}

TEST_CASE("a work waits for its capital and is paid for", "[construction]") {
  Works broke;
  CHECK(broke.months_until(1) == -1);
  CHECK(broke.collective().settlement.progress == Approx(100));
  broke.collective().fund = 700;
  broke.collective().settlement.equipment = 400;
  CHECK(broke.months_until(1) == 1);
  CHECK(broke.collective().fund == Approx(0.0));
  CHECK(broke.collective().settlement.equipment == Approx(400 * 0.995 - 300));
}

TEST_CASE("finished works change life for good, in the order of the plan", "[construction]") {
  Works works;
  works.collective().fund = 5000;
  REQUIRE(works.months_until(2) > 0);
  const Collective& c = works.collective();
  CHECK(c.works[0].work == 0);
  CHECK(c.works[1].work == 1);
  CHECK(c.works[0].month < c.works[1].month);
  CHECK(c.settlement.output == Approx(0.6));
  CHECK(c.settlement.health == Approx(0.4));
  CHECK(c.settlement.schooling == Approx(1.0));
  CHECK(c.settlement.roofs == Approx(20.0));
  CHECK(works.months_until(3) == -1);
}

TEST_CASE("nothing is built after the last month of works", "[construction]") {
  Works works(2, Month::of(1925, 8));
  works.collective().fund = 5000;
  CHECK(works.months_until(1) == -1);
}

TEST_CASE("savings from income become capital", "[construction]") {
  Works works;
  works.collective().settlement.income = 10;
  CHECK(works.months_until(1) == 12);  // 0.15 * 10 * 60 = 90 a month
}

TEST_CASE("a work bears the months in which it was begun and finished", "[construction]") {
  Works works;
  works.collective().fund = 5000;
  works.collective().settlement.work_begun = Month::of(1925, 4);
  REQUIRE(works.months_until(2) == 24);
  const Collective& c = works.collective();
  CHECK(c.works[0].begun == Month::of(1925, 4));
  CHECK(c.works[0].month == Month::of(1926, 4));
  CHECK(c.works[1].begun == c.works[0].month);
  CHECK(c.works[1].month == Month::of(1927, 4));
}

TEST_CASE("many languages slow the works down", "[construction]") {
  const auto progress = [](double mix) {
    Works works;
    CollectivePlan& plan = works.small.parameters.collectives[0];
    plan.language_mix = mix;
    works.small.parameters.coordination = {0.5, 0.0, 1e9};
    construction(works.small.world, ConstructionParameters{});
    return works.collective().settlement.progress;
  };
  CHECK(progress(0.0) == Approx(9.0));
  CHECK(progress(0.4) == Approx(9.0 * 0.8));
}
