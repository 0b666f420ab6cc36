#pragma once
// Waves of repression in which every weight is 1, and a year under them: for tests of single rules.

#include <catch2/catch.hpp>
#include <set>
#include <vector>

#include "engine/policies/repression.hpp"
#include "tests/support/settled_world.hpp"

namespace komuna::tests {

inline const Month wave_start = Month::of(1937, 1);

// Every weight 1, everybody released, over the whole of 1937.
inline Wave plain_wave(double hazard) {
  Wave wave;
  wave.id = "plain";
  wave.from = wave_start;
  wave.until = wave_start + 11;
  wave.hazard = hazard;
  wave.woman = wave.party = wave.post = wave.foreign_citizen = wave.letters = wave.consulate =
      wave.kin_arrested = wave.arrested_before = wave.prominence = wave.local_people = 1.0;
  wave.execution = wave.camp = wave.expulsion = wave.exile = wave.family_exiled = 0.0;
  wave.release = 1.0;
  return wave;
}

// So hard that of a thousand people at risk for a year none is left out but by one chance in 1e12.
inline constexpr double certain = 4.0;

inline RepressionParameters only(const Wave& wave) {
  RepressionParameters p;
  p.waves = {wave};
  p.camp_mortality = p.exile_mortality = Series(0.0);
  return p;
}

// The months of 1937; what was heard of in them.
inline std::vector<Event> year_under(SmallWorld& small, const RepressionParameters& p,
                                     int months = 12) {
  std::vector<Event> heard;
  for (int m = 0; m < months; ++m) {
    small.at(wave_start + m);
    repression(small.world, p);
    heard.insert(heard.end(), small.world.events.begin(), small.world.events.end());
    REQUIRE(small.world.people.ledger_balances());
  }
  return heard;
}

inline std::set<Index> arrested_in(const std::vector<Event>& heard) {
  std::set<Index> found;
  for (const Event& event : heard)
    if (event.kind == EventKind::arrested) found.insert(event.person);
  return found;
}

}  // namespace komuna::tests
