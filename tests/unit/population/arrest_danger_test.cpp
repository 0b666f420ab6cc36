// Months passed over by the organs are made up for to the last bit.

#include "engine/population/arrest_danger.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <utility>
#include <vector>

#include "engine/policies/repression.hpp"
#include "engine/processes/lives.hpp"
#include "engine/world/residence.hpp"
#include "tests/support/settled_world.hpp"

using namespace komuna;
using namespace komuna::tests;

namespace {

constexpr Month begin = Month::of(1930, 4);

Wave wave(Month from, Month until, double hazard) {
  Wave one;
  one.from = from;
  one.until = until;
  one.hazard = hazard;
  one.origins = {{"arcadia", 1.25}};
  return one;
}

// A collective of 60 households over eight years of arrests, with marks, moves and a year of peace;
// the waves turn out otherwise than they were announced.
class Years {
 public:
  Years() : small_({}, 7) {
    small_.at(begin);
    index_ = small_.found();
    for (std::uint32_t slot = 0; slot < 60; ++slot) small_.enrol(index_, slot);
    tests::settle(small_, index_);
    small_.world.collectives[index_].settlement.begun = true;
    p_.waves = {wave(begin, begin + 40, 0.004), wave(begin + 10, begin + 30, 0.002),
                wave(begin + 60, begin + 95, 0.01)};
    p_.intensity = Series(Series::Reading::linear, {{begin, 0.5}, {begin + 90, 2.0}});
  }

  World& world() { return small_.world; }
  const std::vector<std::pair<Month, Index>>& arrests() const { return arrests_; }

  void month(int number) {
    small_.at(begin + number);
    World& w = small_.world;
    lives(w, LivesParameters{});
    const auto h = static_cast<Index>((7 * number) % 60);
    const Index head = w.people.household(h).head;
    if (number % 3 == 0) w.people.mark(head, mark_letters_abroad);
    if (number % 5 == 0) w.people.mark(head, mark_soviet_citizen);
    if (number % 13 == 0) leave_collective(w, h, Cause::dissatisfaction, true);
    if (number == 75) p_.intensity = Series(6.0);      // nobody foresaw that
    if (number == 82) p_.waves.back().woman = 3.0;     // nor that
    if (number == 85) p_.waves.back().hazard = 0.002;  // nor that
    repression(w, p_);
    for (const Event& event : w.events)
      if (event.kind == EventKind::arrested) arrests_.emplace_back(w.month, event.person);
  }

  // As if every household were looked at every month.
  void look_at_all() {
    for (Index h = 0; h < world().people.households().size(); ++h) world().people.settle_arrests(h);
  }

 private:
  SmallWorld small_;
  Index index_ = 0;
  RepressionParameters p_;
  std::vector<std::pair<Month, Index>> arrests_;
};

}  // namespace

TEST_CASE("arrests are the same to the last bit, however long a household is left alone") {
  Years quiet, watched;
  int left_alone = 0;
  for (int number = 0; number < 96; ++number) {
    quiet.month(number);
    watched.look_at_all();
    watched.month(number);
    for (Index h = 0; h < quiet.world().people.households().size(); ++h) {
      const ArrestNote& note = quiet.world().people.arrest_note(h);
      left_alone += note.holds && note.settled < note.passed ? 1 : 0;
    }
  }
  quiet.look_at_all();
  watched.look_at_all();
  CHECK(left_alone > 2000);  // of about 60 x 80: else nothing was tried
  CHECK(quiet.arrests().size() > 20);
  CHECK(quiet.arrests() == watched.arrests());
  const std::vector<Person>& one = quiet.world().people.persons();
  const std::vector<Person>& other = watched.world().people.persons();
  REQUIRE(one.size() == other.size());
  for (std::size_t i = 0; i < one.size(); ++i) {
    CAPTURE(i);
    REQUIRE(one[i].state == other[i].state);
    REQUIRE(one[i].marks == other[i].marks);
    REQUIRE(one[i].arrest_clock == other[i].arrest_clock);
  }
}

TEST_CASE("a mark already there leaves the note of a household as it is") {
  Years years;
  for (int number = 0; number < 3; ++number) years.month(number);
  People& people = years.world().people;
  const Index head = people.household(1).head;
  people.mark(head, mark_party);
  CHECK_FALSE(people.arrest_note(1).holds);
  years.month(3);
  REQUIRE(people.arrest_note(1).holds);
  people.mark(head, mark_party);
  CHECK(people.arrest_note(1).holds);
}
