// Months passed over are made up for to the last bit.

#include "engine/population/danger.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "engine/processes/lives.hpp"
#include "engine/world/residence.hpp"
#include "tests/support/settled_world.hpp"

using namespace komuna;
using namespace komuna::tests;

namespace {

constexpr Month begin = Month::of(1925, 4);

// A collective of 60 households, its families changing as a hard decade changes them.
class Decade {
 public:
  Decade() : small_({}, 7) {
    small_.at(begin);
    index_ = small_.found();
    for (std::uint32_t slot = 0; slot < 60; ++slot) small_.enrol(index_, slot);
    tests::settle(small_, index_);
    small_.world.collectives[index_].settlement.begun = true;
  }

  World& world() { return small_.world; }

  void month(int number) {
    small_.at(begin + number);
    World& w = small_.world;
    Settlement& life = w.collectives[index_].settlement;
    life.housing = number < 24 ? 0.3 : 0.8;
    life.food = number >= 80 && number < 92 ? 0.2 : 0.95;  // hunger comes at once
    LivesParameters rules;
    if (number >= 50) rules.fertility = 0.4;  // another rule from a month on
    lives(w, rules);
    const auto h = static_cast<Index>(number % 60);
    if (number % 7 == 0) leave_collective(w, h, Cause::dissatisfaction, number % 2 == 0);
    const Index head = w.people.household(h).head;
    if (number % 11 == 0 && is_resident(w.people.person(head).state))
      lose_person(w, head, PersonState::in_camp, Cause::sentence);
  }

  // As if every household were looked at every month.
  void look_at_all() {
    for (Index h = 0; h < world().people.households().size(); ++h) world().people.settle_lives(h);
  }

 private:
  SmallWorld small_;
  Index index_ = 0;
};

}  // namespace

TEST_CASE("lives are the same to the last bit, however long a household is left alone") {
  Decade left_alone, looked_at;
  int deaths = 0, births = 0, passed_over = 0;
  for (int number = 0; number < 120; ++number) {
    left_alone.month(number);
    looked_at.month(number);
    const World& a = left_alone.world();
    const World& b = looked_at.world();
    REQUIRE(a.events.size() == b.events.size());
    for (std::size_t e = 0; e < a.events.size(); ++e) {
      REQUIRE(a.events[e].person == b.events[e].person);
      REQUIRE(a.events[e].to == b.events[e].to);
      REQUIRE(a.events[e].cause == b.events[e].cause);
      deaths += a.events[e].to == PersonState::dead ? 1 : 0;
      births += a.events[e].cause == Cause::birth ? 1 : 0;
    }
    const Settlement& here = a.collectives[0].settlement;
    const Settlement& there = b.collectives[0].settlement;
    REQUIRE(here.persons == there.persons);
    REQUIRE(here.adults == there.adults);
    REQUIRE(here.skilled == there.skilled);
    for (Index h = 0; h < a.people.households().size(); ++h) {
      const LifeNote& note = left_alone.world().people.life_note(h);
      passed_over += note.holds && note.passed > note.settled ? 1 : 0;
    }
    looked_at.look_at_all();
  }
  // The decade had what the notes are about, and the notes were of use.
  CHECK(deaths > 20);
  CHECK(births > 20);
  CHECK(passed_over > 60 * 120 / 10);
  left_alone.look_at_all();
  const auto& a = left_alone.world().people.persons();
  const auto& b = looked_at.world().people.persons();
  REQUIRE(a.size() == b.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    CHECK(a[i].state == b[i].state);
    CHECK(a[i].death_clock == b[i].death_clock);
    CHECK(a[i].birth_clock == b[i].birth_clock);
  }
}

TEST_CASE("a clock is safe for as many months as it can stand the most") {
  CHECK(safe_months(1.0f, 0.0) == 12);
  CHECK(safe_months(1.0f, 0.01) == 12);
  CHECK(safe_months(1.0f, 0.3) == 3);
  CHECK(safe_months(0.1f, 0.3) == 0);
  CHECK(safe_months(0.6f, 0.3) == 1);  // to stand it exactly is not safe
}

TEST_CASE("fertility within a year is never above its bound") {
  Fertility formula;
  formula.highest = 0.3;
  Fertility table;
  table.by_table = true;
  for (std::size_t year = 15; year < 50; ++year)
    table.of_year[year] = 0.01 * static_cast<double>(year % 7);
  for (const Fertility& fertility : {formula, table})
    for (int age = 0; age < 60 * 12; ++age)
      for (int later = 0; later < 12; ++later)
        REQUIRE(fertility.at(age + later) <= fertility.most_within_a_year(age));
}
