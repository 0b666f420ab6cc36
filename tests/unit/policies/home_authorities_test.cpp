#include "engine/policies/home_authorities.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

#include "tests/support/field_audit.hpp"
#include "tests/support/small_world.hpp"
#include "tests/support/statistics.hpp"

using namespace komuna;
using namespace komuna::tests;

namespace {

Authority arcadian(double trade, double fear) {
  Authority authority;
  authority.id = "arcadia";
  authority.trade_interest = Series(trade);
  authority.fear_of_propaganda = Series(fear);
  return authority;
}

HomeAuthorityParameters rules(double trade, double fear) {
  HomeAuthorityParameters p;
  p.authorities = {arcadian(trade, fear)};
  return p;
}

Index accepted(SmallWorld& small, int households) {
  const Index c = small.found();
  small.enrol_many(c, households);
  enter_stage(small.world.collectives[c], Stage::accepted, small.world.month);
  return c;
}

// Months until each household has its papers or is refused, by slot.
std::vector<int> delays(const HomeAuthorityParameters& p, int households) {
  SmallWorld small;
  const Index c = accepted(small, households);
  home_authorities(small.world, p);
  std::vector<int> months;
  for (const Index h : small.world.collectives[c].members)
    months.push_back(small.world.people.household(h).papers_in - small.world.month);
  return months;
}

}  // namespace

TEST_CASE("obstacles follow from trade interest and fear of propaganda") {
  const Month month = Month::of(1923, 5);
  CHECK(stance(arcadian(0.7, 0.4), month) == Approx(0.3));
  CHECK(obstacles(arcadian(0.7, 0.4), month) == Approx(0.35));
  CHECK(obstacles(arcadian(1, 0), month) == 0);
  CHECK(obstacles(arcadian(0, 1), month) == 1);
  Authority forbidding = arcadian(1, 0);
  forbidding.prohibited = Series(Series::Reading::step, {{distant_past, 0}, {month, 1}});
  CHECK(obstacles(forbidding, month - 1) == 0);
  CHECK(obstacles(forbidding, month) == 1);
}

TEST_CASE("obstacles are published for the decision of those at home") {
  SmallWorld small;
  home_authorities(small.world, rules(0.2, 0.6));
  CHECK(small.world.origins[0].obstacles == Approx(0.7));
  CHECK_FALSE(small.world.origins[0].prohibited);
  HomeAuthorityParameters unlisted;
  home_authorities(small.world, unlisted);
  CHECK(small.world.origins[0].obstacles == Approx(0.5));
}

// n = 400 groups, seed 1: as many answers up to the median as after it (binomial, 1e-6), give or
// take the rounding to months; refusals at 0 and 1 are certain.
TEST_CASE("licences take a lognormal time, and are refused as often as stated") {
  for (const double chance : {0.0, 0.3, 1.0}) {
    SmallWorld small;
    for (int i = 0; i < 400; ++i)
      small.world.collectives[small.found(0, "group" + std::to_string(i))].licence_asked = true;
    HomeAuthorityParameters p = rules(0.4, 0.4);
    p.licence_refusal = chance;
    p.licence_months = 6.5;  // answers of up to 6 months are those below the median
    home_authorities(small.world, p);
    int early = 0;
    int refused = 0;
    for (const Collective& collective : small.world.collectives) {
      early += collective.licence_in - small.world.month <= 6 ? 1 : 0;
      refused += collective.licence_denied ? 1 : 0;
    }
    CHECK(normal_two_sided((early - 200) / 10.0) > false_alarm);
    if (chance == 0.3)
      CHECK(normal_two_sided((refused - 120) / std::sqrt(84.0)) > false_alarm);
    else
      CHECK(refused == (chance == 0 ? 0 : 400));
    for (int i = 0; i < 60; ++i) {
      small.at(small.world.month + 1);
      home_authorities(small.world, p);
    }
    for (const Collective& collective : small.world.collectives) {
      CHECK(collective.licensed != collective.licence_denied);
      CHECK(collective.licence_refused == collective.licence_denied);
    }
  }
}

TEST_CASE("while leaving is prohibited nothing is issued") {
  SmallWorld small;
  const Index c = accepted(small, 20);
  small.world.collectives[c].licence_asked = true;
  HomeAuthorityParameters p = rules(0.4, 0.4);
  p.licence_refusal = p.passport_refusal = p.clearance_refusal = p.army_refusal = 0;
  p.authorities[0].prohibited = Series(1.0);
  for (int i = 0; i < 48; ++i) {
    small.at(small.world.month + 1);
    home_authorities(small.world, p);
  }
  CHECK(small.world.origins[0].prohibited);
  CHECK_FALSE(small.world.collectives[c].licensed);
  for (const Index h : small.world.collectives[c].members)
    CHECK_FALSE(small.world.people.household(h).papers);
  p.authorities[0].prohibited = Series(0.0);
  small.at(small.world.month + 1);
  home_authorities(small.world, p);
  CHECK(small.world.collectives[c].licensed);
  for (const Index h : small.world.collectives[c].members)
    CHECK(small.world.people.household(h).papers);
}

TEST_CASE("harder authorities and the army make nobody's papers come sooner") {
  const std::vector<int> easy = delays(rules(0.8, 0.2), 200);
  const std::vector<int> hard = delays(rules(0.2, 0.8), 200);
  HomeAuthorityParameters no_army = rules(0.2, 0.8);
  no_army.authorities[0].military_hold = Series(0.0);
  const std::vector<int> free = delays(no_army, 200);
  bool longer = false;
  bool held = false;
  for (std::size_t i = 0; i < easy.size(); ++i) {
    CHECK(easy[i] <= hard[i]);
    CHECK(free[i] <= hard[i]);
    longer |= easy[i] < hard[i];
    held |= free[i] < hard[i];
  }
  CHECK(longer);
  CHECK(held);
}

TEST_CASE("a refusal to head or spouse keeps the household, to a grown son only himself") {
  SmallWorld small;
  const Index c = accepted(small, 200);
  HomeAuthorityParameters p = rules(0.4, 0.4);
  p.clearance_refusal = p.army_refusal = 0;
  p.passport_refusal = 0.2;
  for (int i = 0; i < 48; ++i) {
    small.at(small.world.month + 1);
    home_authorities(small.world, p);
  }
  int refused = 0;
  int split = 0;
  for (const Index h : small.world.collectives[c].members) {
    const Household& household = small.world.people.household(h);
    const bool gone = !is_waiting(small.world, h);
    CHECK(gone == household.papers_refused);
    CHECK(household.papers != household.papers_refused);
    refused += gone ? 1 : 0;
    split += !gone && small.world.people.count(h, PersonState::home) > 0 ? 1 : 0;
  }
  CHECK(refused > 20);
  CHECK(split > 0);
  CHECK(small.world.people.ledger_balances());
}

TEST_CASE("single applicants get papers once the gate has admitted them") {
  SmallWorld small;
  const Index h = small.enrol(none, 3);
  HomeAuthorityParameters p = rules(1, 0);
  p.spread = 0;
  for (int i = 0; i < 12; ++i) {
    small.at(small.world.month + 1);
    home_authorities(small.world, p);
  }
  CHECK(small.world.people.household(h).papers_in == distant_future);
  small.world.people.household(h).admitted = true;
  for (int i = 0; i < 12; ++i) {
    small.at(small.world.month + 1);
    home_authorities(small.world, p);
  }
  CHECK(small.world.people.household(h).papers);
}

TEST_CASE("home authorities: parameters are declared") {
  Authority authority;
  HomeAuthorityParameters p;
  CHECK(FieldAudit::of(authority) == std::vector<std::string>{});
  CHECK(FieldAudit::of(p) == std::vector<std::string>{});
}

TEST_CASE("a paper that the origin does not ask for costs no time and is never refused") {
  for (const double weight : {0.0, 1.0}) {
    SmallWorld small;
    const Index c = accepted(small, 30);
    Collective& collective = small.world.collectives[c];
    collective.licence_asked = true;
    HomeAuthorityParameters p = rules(0.4, 0.4);
    p.licence_refusal = p.passport_refusal = p.clearance_refusal = 1;
    p.licence_months = p.passport_months = p.clearance_months = 12;
    p.army_refusal = 0;
    Authority& authority = p.authorities[0];
    authority.military_hold = Series(0.0);
    authority.licence_rule = authority.passport_rule = authority.clearance_rule = Series(weight);
    home_authorities(small.world, p);
    CHECK(collective.licensed == (weight == 0));
    CHECK((collective.licence_in == small.world.month) == (weight == 0));
    for (const Index h : collective.members) {
      CHECK(small.world.people.household(h).papers == (weight == 0));
      CHECK(small.world.people.household(h).papers_refused == (weight > 0));
    }
  }
}

TEST_CASE("each paper goes by the weight of its own rule") {
  for (int asked = 0; asked < 2; ++asked) {
    HomeAuthorityParameters p = rules(0.4, 0.4);
    p.passport_months = asked == 0 ? 12 : 0;
    p.clearance_months = asked == 1 ? 12 : 0;
    p.spread = 0;
    p.authorities[0].military_hold = Series(0.0);
    p.authorities[0].passport_rule = Series(0.5);
    p.authorities[0].clearance_rule = Series(0.25);
    // obstacles 1/2: delay = median * weight
    for (const int months : delays(p, 10)) CHECK(months == (asked == 0 ? 6 : 3));
  }
}
