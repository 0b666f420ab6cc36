#include "engine/processes/waiting.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <set>

#include "tests/support/field_audit.hpp"
#include "tests/support/small_world.hpp"
#include "tests/support/statistics.hpp"

using namespace komuna;
using namespace komuna::tests;

namespace {

std::set<std::uint32_t> slots_left(double base) {
  SmallWorld small;
  const Index c = small.found();
  small.enrol_many(c, 300);
  WaitingParameters p;
  p.base = base;
  waiting(small.world, p);
  std::set<std::uint32_t> left;
  for (const Index h : small.world.collectives[c].members)
    if (!is_waiting(small.world, h)) left.insert(small.world.people.household(h).slot);
  return left;
}

}  // namespace

TEST_CASE("the hazard of giving up follows its formula") {
  WaitingParameters p;
  Household household;
  household.joined = Month::of(1923, 1);
  household.conviction = 0.9;
  household.due = 400;
  household.paid = 100;
  const double expected = p.base * std::exp(p.growth * 1.5 - p.conviction * 0.4 - p.sunk * 0.25);
  CHECK(giving_up_hazard(p, household, Month::of(1924, 7)) == Approx(expected));
  household.admitted = true;
  CHECK(giving_up_hazard(p, household, Month::of(1924, 7)) ==
        Approx(expected * std::exp(-p.admitted)));
  household.due = 0;  // nothing is owed: nothing is sunk
  CHECK(giving_up_hazard(p, household, Month::of(1923, 1)) ==
        Approx(p.base * std::exp(-p.conviction * 0.4 - p.admitted)));
}

// n = 2,000 households, seed 1, false alarm 1e-6: the number is binomial.
TEST_CASE("as many give up as the hazard says") {
  SmallWorld small;
  const Index c = small.found();
  small.enrol_many(c, 2000);
  WaitingParameters p;
  p.base = 0.2;
  p.conviction = 0;
  waiting(small.world, p);
  const double left =
      2000.0 - static_cast<double>(waiting_members(small.world, small.world.collectives[c]).size());
  const double chance = 1.0 - std::exp(-0.2);
  const double z = (left - 2000 * chance) / std::sqrt(2000 * chance * (1 - chance));
  CHECK(normal_two_sided(z) > false_alarm);
}

TEST_CASE("a higher hazard makes the same people give up, and others too") {
  const std::set<std::uint32_t> few = slots_left(0.05);
  const std::set<std::uint32_t> many = slots_left(0.2);
  CHECK(few.size() > 3);
  CHECK(many.size() > few.size());
  CHECK(std::includes(many.begin(), many.end(), few.begin(), few.end()));
}

TEST_CASE("single applicants tire too, and stay at home when their country is closed") {
  SmallWorld small(
      [](PopulationParameters& p, auto&) { p.origins[0].closed_from = Month::of(1939, 3); });
  for (std::uint32_t slot = 0; slot < 50; ++slot) small.enrol(none, slot);
  WaitingParameters p;
  p.base = 0.3;
  waiting(small.world, p);
  const auto waiting_now = [&] {
    return small.world.people.in_state()[static_cast<std::size_t>(PersonState::waiting)];
  };
  const auto after_tiring = waiting_now();
  CHECK(after_tiring > 0);
  CHECK(after_tiring < small.world.people.entries());
  p.base = 0;
  small.at(Month::of(1939, 3));
  waiting(small.world, p);
  CHECK(waiting_now() == 0);
  CHECK(small.world.events.back().cause == Cause::war);
}

TEST_CASE("waiting: parameters are declared") {
  WaitingParameters p;
  CHECK(FieldAudit::of(p) == std::vector<std::string>{});
}
