// The rules of the gate one by one: order, reviews, places, drawing ahead, terms, applicants.

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdint>
#include <string>
#include <vector>

#include "engine/policies/admission.hpp"
#include "tests/support/small_world.hpp"
#include "tests/support/statistics.hpp"

using namespace komuna;
using namespace komuna::tests;

namespace {

void round_at(SmallWorld& small, int months = 1) {
  for (int i = 0; i < months; ++i) {
    gate(small.world, small.parameters.gate);
    small.at(small.world.month + 1);
  }
}

// A group with money that applies this month.
Index applied(SmallWorld& small, const std::string& id, int households, std::uint32_t slot) {
  const Index c = small.found(0, id);
  small.enrol_many(c, households, slot);
  Collective& collective = small.world.collectives[c];
  collective.fund = 1e6;
  collective.applied_in = small.world.month;
  enter_stage(collective, Stage::applied, small.world.month);
  return c;
}

void sign(SmallWorld& small, Index c) {
  Collective& collective = small.world.collectives[c];
  collective.contract.signed_in = small.world.month;
  enter_stage(collective, Stage::preparing, small.world.month);
}

// A gate whose places do not depend on the country, with no smallest train, nobody drawing ahead
// and nobody asked for means.
SmallWorld::Adjust plain(double farming, double industry) {
  return [=](PopulationParameters&, WorldParameters& w) {
    w.gate.regimes[0].places_agriculture = farming;
    w.gate.regimes[0].places_industry = industry;
    w.gate.revolution_weight = w.gate.unemployment_weight = 0;
    w.gate.minimum_train = 1;
    w.gate.draw_ahead_months = 0;
    w.gate.means_shown = 0;
    w.gate.carry_months = 1;
  };
}

}  // namespace

TEST_CASE("the queue stands by the month of application, whoever came into it first") {
  SmallWorld small(plain(0, 0));
  const Month now = small.world.month;
  const Index second = applied(small, "second", 3, 0);
  const Index fourth = applied(small, "fourth", 3, 10);
  small.world.collectives[fourth].applied_in = now + 1;
  small.world.site_taken[0] = 1;  // no offers meanwhile
  round_at(small);
  const Index first = applied(small, "first", 3, 20);
  small.world.collectives[first].applied_in = now - 1;
  const Index third = applied(small, "third", 3, 30);
  small.world.collectives[third].applied_in = now;
  const Index fifth = applied(small, "fifth", 3, 40);
  small.world.collectives[fifth].applied_in = now + 2;
  round_at(small);
  REQUIRE(small.world.gate.queue.size() == 5);
  CHECK(small.world.gate.queue[0].collective == first);
  CHECK(small.world.gate.queue[3].collective == fourth);
  CHECK(small.world.gate.queue[4].collective == fifth);
  CHECK(small.world.gate.queue[1].order < small.world.gate.queue[2].order);
  CHECK(small.world.gate.queue[1].applied == now);
  CHECK(small.world.gate.queue[2].applied == now);
  CHECK(second != third);
}

TEST_CASE("a group stands in the queue once for each application") {
  SmallWorld small(plain(0, 0));
  const Index c = applied(small, "group", 3, 0);
  small.world.site_taken[0] = 1;
  round_at(small, 3);
  CHECK(small.world.gate.queue.size() == 1);
  enter_stage(small.world.collectives[c], Stage::chartered, small.world.month);
  round_at(small);
  CHECK(small.world.gate.queue.empty());
  small.world.collectives[c].applied_in = small.world.month;
  enter_stage(small.world.collectives[c], Stage::applied, small.world.month);
  round_at(small, 2);
  CHECK(small.world.gate.queue.size() == 1);
}

// n = 500 groups, seed 1: the place in the queue and the time of the review are two numbers.
TEST_CASE("how soon a group is reviewed has nothing to do with its place in the month's queue") {
  SmallWorld small([](auto&, WorldParameters& w) {
    w.sites[0].room = 1000;
    w.gate.regimes[0].capital_per_head = 0;
    w.gate.regimes[0].review_months = 8;
    w.gate.review_spread = 1;
  });
  for (int i = 0; i < 500; ++i)
    applied(small, "group" + std::to_string(i), 1, static_cast<std::uint32_t>(i));
  std::vector<double> order(500, 0.0), months(500, 0.0);
  gate(small.world, small.parameters.gate);
  for (const QueueEntry& entry : small.world.gate.queue) order[entry.collective] = entry.order;
  const Month begun = small.world.month;
  small.at(begun + 1);
  round_at(small, 40);
  for (std::size_t c = 0; c < 500; ++c) {
    const Collective& collective = small.world.collectives[c];
    months[c] = collective.stage == Stage::offered
                    ? std::min(40, collective.contract.offered_in - begun)
                    : 40;
  }
  CHECK(uncorrelated(order, months) > false_alarm);
}

TEST_CASE("the answer comes when the months of the review are over, to the nearest month") {
  struct Case {
    double review;
    int months;
  };
  for (const Case& one : {Case{0, 0}, Case{3, 3}, Case{2.6, 3}, Case{3.4, 3}, Case{0.4, 0}}) {
    SmallWorld small([&](auto&, WorldParameters& w) {
      w.gate.regimes[0].review_months = one.review;
      w.gate.review_spread = 0;
    });
    const Index c = applied(small, "group", 10, 0);
    round_at(small, 12);
    const Collective& collective = small.world.collectives[c];
    REQUIRE(collective.stage == Stage::offered);
    CHECK(collective.contract.offered);
    CHECK(collective.contract.offered_in - collective.applied_in == one.months);
  }
}

TEST_CASE("farming and industry have places and a queue of their own") {
  // Places for one of the two only: the other neither gets in nor stands in the way.
  for (const Sector open : {Sector::agriculture, Sector::industry}) {
    const bool farms = open == Sector::agriculture;
    SmallWorld small(plain(farms ? 100 : 0, farms ? 0 : 100));
    const Index farm = applied(small, "farm", 10, 0);
    const Index works = applied(small, "works", 10, 100);
    small.world.collectives[works].sector = Sector::industry;
    small.world.site_taken[0] = 1;
    round_at(small);
    sign(small, farm);
    sign(small, works);
    round_at(small);
    CHECK((small.world.collectives[farm].admitted > 0) == farms);
    CHECK((small.world.collectives[works].admitted > 0) == !farms);
  }
}

TEST_CASE("a group that does not fit keeps out those behind it, and only for the month") {
  SmallWorld small(plain(30, 0));
  small.parameters.gate.carry_months = 3;
  small.parameters.gate.minimum_train = 60;
  const Index large = applied(small, "large", 60, 0);
  small.world.site_taken[0] = 1;
  round_at(small);
  const Index little = applied(small, "little", 2, 100);
  round_at(small);
  sign(small, large);
  sign(small, little);
  small.world.gate.accounts[0] = PlacesAccount();
  gate(small.world, small.parameters.gate);  // 30 places: no train of 60
  CHECK(small.world.collectives[large].admitted == 0);
  CHECK(small.world.collectives[little].admitted == 0);
  for (int m = 0; m < 24; ++m) {
    small.at(small.world.month + 1);
    gate(small.world, small.parameters.gate);
  }
  CHECK(small.world.collectives[large].admitted == small.waiting_persons(large));
  CHECK(small.world.collectives[little].admitted == small.waiting_persons(little));
}

TEST_CASE("each group is admitted for itself: nobody is counted with the group before") {
  SmallWorld small(plain(500, 0));
  const Index a = applied(small, "a", 20, 0);
  const Index b = applied(small, "b", 20, 100);
  small.world.site_taken[0] = 1;
  round_at(small);
  sign(small, a);
  sign(small, b);
  gate(small.world, small.parameters.gate);
  std::int64_t heard = 0;
  for (const Event& event : small.world.events) {
    if (event.kind != EventKind::admitted) continue;
    const Household& household = small.world.people.household(event.household);
    CHECK(event.count == persons_waiting(small.world, event.household));
    CHECK(event.collective == household.collective);
    CHECK(event.cell == household.cell);
    CHECK(event.from == PersonState::waiting);
    CHECK(event.to == PersonState::waiting);
    CHECK(event.month == household.admitted_in);
    heard += event.count;
  }
  for (const Index c : {a, b})
    CHECK(small.world.collectives[c].admitted == small.waiting_persons(c));
  CHECK(heard == small.waiting_persons(a) + small.waiting_persons(b));
  CHECK(small.world.gate.accounts[0].used() == static_cast<double>(heard));
}

TEST_CASE("only the first in line draws ahead, of farms as of works") {
  const Sector sector = GENERATE(Sector::agriculture, Sector::industry);
  const std::size_t account = sector == Sector::agriculture ? 0 : 1;
  SmallWorld small(plain(50, 50));
  small.parameters.gate.minimum_train = 40;
  small.parameters.gate.draw_ahead_months = 8;
  const Index first = applied(small, "first", 40, 0);
  small.world.site_taken[0] = 1;
  round_at(small);
  const Index next = applied(small, "next", 60, 100);
  round_at(small);
  sign(small, first);
  sign(small, next);
  for (Collective& collective : small.world.collectives) collective.sector = sector;
  small.world.gate.accounts[account] = PlacesAccount();
  gate(small.world, small.parameters.gate);
  CHECK(small.world.collectives[first].drew_ahead);
  CHECK(small.world.collectives[first].admitted == small.waiting_persons(first));
  CHECK_FALSE(small.world.collectives[next].drew_ahead);
  CHECK(small.world.collectives[next].admitted == 0);
}

TEST_CASE("what would not let in one household more is not drawn ahead") {
  SmallWorld other(plain(50, 0));
  other.parameters.gate.minimum_train = 40;
  other.parameters.gate.draw_ahead_months = 0.001;
  const Index large = applied(other, "large", 60, 0);
  other.world.site_taken[0] = 1;
  round_at(other);
  sign(other, large);
  round_at(other);
  CHECK(other.world.collectives[large].admitted >= 40);
  CHECK_FALSE(other.world.collectives[large].drew_ahead);
}

TEST_CASE("places that nobody took are kept for some months and no longer") {
  SmallWorld small(plain(10, 0));
  small.parameters.gate.carry_months = 3;
  round_at(small, 12);
  CHECK(small.world.gate.accounts[0].balance() == 30);
  CHECK(small.world.gate.places[0] == 10);
}

TEST_CASE("of a contract's terms each counts by itself, land and years however small") {
  for (const bool of_land : {true, false}) {
    ContractTerms terms;
    terms.id = "spring";
    if (of_land)
      terms.land = 0.5;
    else
      terms.years = 0.5;
    SmallWorld small([&](auto&, WorldParameters& w) { w.contracts = {terms}; });
    const Index c = applied(small, "spring", 20, 0);
    round_at(small, 24);
    Collective& collective = small.world.collectives[c];
    REQUIRE(collective.stage == Stage::offered);
    CHECK(collective.contract.land == (of_land ? 0.5 : small.parameters.sites[0].land));
    collective.contract.signed_in = small.world.month;
    enter_stage(collective, Stage::accepted, small.world.month);
    round_at(small);
    const int months = collective.contract.ends - collective.contract.signed_in;
    CHECK(months == (of_land ? static_cast<int>(small.parameters.gate.contract_years * 12) : 6));
  }
}

TEST_CASE("who has paid more than is due can still pay nothing") {
  SmallWorld small;
  const Index c = small.found();
  const Index h = small.enrol(c, 0);
  Household& household = small.world.people.household(h);
  household.due = 100;
  household.paid = 150;
  small.world.collectives[c].fund = 90;
  CHECK(capital_per_head(small.world, small.parameters.gate, small.world.collectives[c]) ==
        Approx(90.0 / persons_waiting(small.world, h)));
  const Index nobody = small.found(0, "nobody");
  small.world.collectives[nobody].fund = 90;
  CHECK(capital_per_head(small.world, small.parameters.gate, small.world.collectives[nobody]) == 0);
}

TEST_CASE("a place that is taken is not offered, an agreed one always") {
  for (const bool agreed : {true, false}) {
    SmallWorld small([&](auto&, WorldParameters& w) {
      if (agreed) w.collectives[0].site = "steppe";
    });
    small.world.site_taken[0] = 1;
    const Index c = applied(small, "group", 20, 0);
    round_at(small, 24);
    CHECK((small.world.collectives[c].stage == Stage::offered) == agreed);
    CHECK(small.world.site_taken[0] == 1);
  }
}

TEST_CASE("single applicants: the skilled only, with means, while the gate is open to them") {
  struct Case {
    bool skilled_only;
    double share_skilled;
    double savings;
    bool admitted;
  };
  for (const Case& one :
       {Case{false, 0, 300, true}, Case{true, 0, 300, false}, Case{true, 1, 300, true},
        Case{true, 1, 199, false}, Case{true, 1, 200, true}}) {
    SmallWorld small([&](PopulationParameters& p, WorldParameters& w) {
      for (Branch& branch : p.branches) branch.skilled_share = one.share_skilled;
      w.gate.regimes[0].individuals = true;
      w.gate.regimes[0].individuals_skilled_only = one.skilled_only;
      w.gate.regimes[0].individual_capital = 200;
      w.gate.regimes[0].places_individual = 100;
    });
    const Index h = small.enrol(none, 3);
    small.world.people.household(h).savings = one.savings;
    round_at(small);
    CHECK(small.world.people.household(h).admitted == one.admitted);
    CHECK(is_waiting(small.world, h) == one.admitted);
    CHECK(small.world.people.household(h).places ==
          (one.admitted ? persons_waiting(small.world, h) : 0));
  }
}

TEST_CASE("an applicant whose family is too large for what is left keeps out those behind") {
  SmallWorld small([](auto&, WorldParameters& w) {
    w.gate.regimes[0].individuals = true;
    w.gate.regimes[0].individuals_skilled_only = false;
    w.gate.regimes[0].individual_capital = 0;
    w.gate.revolution_weight = w.gate.unemployment_weight = 0;
    w.gate.regimes[0].places_individual = 20;
  });
  for (std::uint32_t slot = 0; slot < 40; ++slot) small.enrol(none, slot);
  gate(small.world, small.parameters.gate);
  bool closed = false;
  double used = 0;
  for (const QueueEntry& entry : small.world.gate.queue) {
    const Household& household = small.world.people.household(entry.household);
    if (!household.admitted) closed = true;
    if (closed) CHECK_FALSE(household.admitted);
    if (household.admitted) used += persons_waiting(small.world, entry.household);
  }
  CHECK(closed);
  CHECK(used == small.world.gate.accounts[2].used());
  CHECK(used <= 20);
  CHECK(used > 10);
}

TEST_CASE("a group of which nobody is left to be admitted is not the first in line") {
  SmallWorld small(plain(50, 0));
  const Index done = applied(small, "done", 1, 0);
  small.world.site_taken[0] = 1;
  round_at(small);
  const Index next = applied(small, "next", 40, 100);
  round_at(small);
  sign(small, done);
  gate(small.world, small.parameters.gate);
  REQUIRE(small.world.collectives[done].admitted == small.waiting_persons(done));
  small.at(small.world.month + 1);
  sign(small, next);
  small.parameters.gate.draw_ahead_months = 8;
  gate(small.world, small.parameters.gate);
  CHECK(small.world.collectives[next].drew_ahead);
  CHECK(small.world.collectives[next].admitted == small.waiting_persons(next));
}

TEST_CASE("people are admitted from the month in which their group has accepted, not before") {
  for (const Stage stage : {Stage::applied, Stage::offered, Stage::accepted, Stage::preparing}) {
    SmallWorld small(plain(500, 0));
    const Index c = applied(small, "group", 10, 0);
    small.world.site_taken[0] = 1;
    round_at(small);
    small.world.collectives[c].contract.signed_in = small.world.month;
    enter_stage(small.world.collectives[c], stage, small.world.month);
    gate(small.world, small.parameters.gate);
    CHECK((small.world.collectives[c].admitted > 0) == (stage >= Stage::accepted));
    const Month ends = small.world.collectives[c].contract.ends;
    CHECK((ends != distant_future) == (stage == Stage::accepted));
  }
}
