#include "engine/simulation/first_difference.hpp"

#include <catch2/catch.hpp>

#include "tests/unit/simulation/small_scenario.hpp"

using namespace komuna;
using namespace komuna::tests;

namespace {

// Sets the log hazard of joining from a month on.
Model with_join_constant(double value, Month from) {
  return Model(small_scenario(), [=](Parameters& own) -> SetMonth {
    const double before = own.decision.join_constant;
    return [&own, value, from, before](Month month) {
      own.decision.join_constant = month >= from ? value : before;
    };
  });
}

template <class Change>
std::optional<Month> after(const Change& change) {
  Parameters changed = small_scenario();
  change(changed);
  return first_difference(Model(small_scenario(), {}), Model(changed, {}));
}

}  // namespace

TEST_CASE("worlds with the same parameters never part") {
  CHECK_FALSE(after([](Parameters&) {}));
  const double own = small_scenario().decision.join_constant;
  CHECK_FALSE(
      first_difference(Model(small_scenario(), {}), with_join_constant(own, Month::of(1924, 3))));
}

TEST_CASE("worlds part in the month from which a dated change acts") {
  const Model plain(small_scenario(), {});
  CHECK(first_difference(plain, with_join_constant(-4, Month::of(1924, 3))) == Month::of(1924, 3));
  CHECK(first_difference(with_join_constant(-4, Month::of(1924, 3)),
                         with_join_constant(-4, Month::of(1924, 9))) == Month::of(1924, 3));
  CHECK_FALSE(first_difference(plain, with_join_constant(-4, Month::of(1926, 1))));  // too late
}

TEST_CASE("a series parts worlds in the first month in which it reads differently") {
  const auto fare = [](Parameters& p) -> Series& { return p.population.origins[0].fare; };
  CHECK(after([&](Parameters& p) {
          fare(p) = fare(p).changed(Series::Change::scale, 2, Month::of(1925, 2), distant_future);
        }) == Month::of(1925, 2));
  CHECK_FALSE(after([&](Parameters& p) {
    fare(p) = fare(p).changed(Series::Change::scale, 2, Month::of(1926, 1), distant_future);
  }));
}

TEST_CASE("what holds for a whole run parts worlds from the first month") {
  const Month first = Month::of(1923, 1);
  CHECK(after([](Parameters& p) { p.population.half_rank *= 2; }) == first);
  CHECK(after([](Parameters& p) { p.world.collectives[0].founded = Month::of(1924, 1); }) == first);
  CHECK(after([](Parameters& p) { p.world.collectives[0].id = "other"; }) == first);
  CHECK(after([](Parameters& p) { p.world.sites.push_back(p.world.sites[0]); }) == first);
  CHECK(after([](Parameters& p) { p.until = Month::of(1924, 12); }) == first);
}

TEST_CASE("a month that is only awaited parts worlds in the earlier of the two") {
  const auto until = [](Month month) {
    Parameters p = small_scenario();
    p.founding.until = month;
    return Model(p, {});
  };
  const Model early = until(Month::of(1924, 2)), late = until(Month::of(1925, 6));
  CHECK(first_difference(early, late) == Month::of(1924, 2));
  CHECK(first_difference(late, early) == Month::of(1924, 2));
  CHECK_FALSE(first_difference(early, early));
  CHECK_FALSE(first_difference(until(Month::of(1926, 1)), until(distant_future)));  // after the run
  CHECK(after([](Parameters& p) { p.world.collectives[0].recruits_until = Month::of(1924, 7); }) ==
        Month::of(1924, 7));
  CHECK(after([](Parameters& p) { p.world.collectives[0].works_until = Month::of(1924, 8); }) ==
        Month::of(1924, 8));
}

TEST_CASE("what only readers see parts no worlds") {
  CHECK_FALSE(after([](Parameters& p) {
    p.title = "Another name";
    p.summary = "Other words";
    p.targets.emplace_back();
    p.events.push_back({"fair", Month::of(1924, 1), "A fair"});
    p.levers.emplace_back().id = "weather";
  }));
}

TEST_CASE("a baseline that differs parts the worlds observed in it") {
  const Model plain(small_scenario(), {});
  Parameters other = small_scenario();
  other.founding.constant_agriculture += 1;
  const Model baseline(other, {});
  const Model changed = with_join_constant(-4, Month::of(1924, 3));
  CHECK(first_difference(plain, nullptr, changed, &plain) == Month::of(1924, 3));
  CHECK(first_difference(plain, nullptr, changed, &baseline) == Month::of(1923, 1));
  CHECK_FALSE(first_difference(plain, &baseline, plain, &baseline));
}
