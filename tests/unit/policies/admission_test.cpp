#include "engine/policies/admission.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <set>
#include <string>
#include <vector>

#include "tests/support/small_world.hpp"

using namespace komuna;
using namespace komuna::tests;

namespace {

void run(SmallWorld& small, int months) {
  for (int i = 0; i < months; ++i) {
    gate(small.world, small.parameters.gate);
    small.at(small.world.month + 1);
  }
}

// A group that has signed its contract and waits for places.
Index contracted(SmallWorld& small, const std::string& id, int households, std::uint32_t slot) {
  const Index c = small.found(0, id);
  small.enrol_many(c, households, slot);
  Collective& collective = small.world.collectives[c];
  collective.fund = 1e6;
  collective.applied_in = small.world.month;
  enter_stage(collective, Stage::applied, small.world.month);
  return c;
}

void sign(Collective& collective, Month month) {
  collective.contract.signed_in = month;
  enter_stage(collective, Stage::preparing, month);
}

// Groups that applied in three months running, all accepted; then one round with these places.
struct Round {
  std::set<std::string> admitted;  // "group/slot"
  double used = 0;
};

Round one_round(double places, std::uint64_t seed) {
  SmallWorld small([&](auto&, WorldParameters& w) { w.gate.regimes[0].places_agriculture = 0; },
                   seed);
  for (int i = 0; i < 6; ++i) {
    contracted(small, "group" + std::to_string(i), 12 + 5 * i, static_cast<std::uint32_t>(100 * i));
    if (i % 2 == 1) run(small, 1);
  }
  for (Collective& collective : small.world.collectives) sign(collective, small.world.month);
  small.parameters.gate.regimes[0].places_agriculture = places;
  small.parameters.gate.revolution_weight = 0;
  gate(small.world, small.parameters.gate);
  Round round;
  for (const Household& household : small.world.people.households())
    if (household.admitted)
      round.admitted.insert(small.world.collectives[household.collective].id + "/" +
                            std::to_string(household.slot));
  round.used = small.world.gate.accounts[0].used();
  return round;
}

}  // namespace

TEST_CASE("places fall with unemployment and with the belief in the world revolution") {
  GateParameters p;
  Regime regime;
  regime.places_agriculture = 100;
  regime.places_industry = 50;
  regime.places_individual = 10;
  SovietState soviet;
  soviet.unemployed = 0.3;
  CHECK(places_of(p, regime, Sector::agriculture, soviet) == 100);
  soviet.unemployed = 1.6;
  soviet.world_revolution = 0.5;
  const double factor = std::exp(-0.3 * 1.0) * (1 - 0.3 * 0.5);
  CHECK(places_of(p, regime, Sector::industry, soviet) == Approx(50 * factor));
  CHECK(places_of(p, regime, Sector::other, soviet) == Approx(10 * factor));
}

TEST_CASE("more places admit a superset in the round") {
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    Round before;
    for (double places = 0; places <= 700; places += 35) {
      const Round now = one_round(places, seed);
      CHECK(std::includes(now.admitted.begin(), now.admitted.end(), before.admitted.begin(),
                          before.admitted.end()));
      CHECK(now.used <= places * (1 + small_parameters().gate.draw_ahead_months));
      before = now;
    }
    CHECK(before.admitted.size() > 50);
  }
}

TEST_CASE("without a limit everybody with a contract is admitted, and it ends with its date") {
  SmallWorld small([](auto&, WorldParameters& w) { w.gate.regimes[0].places_agriculture = 0; });
  const Index c = contracted(small, "many", 90, 0);
  run(small, 1);
  sign(small.world.collectives[c], small.world.month);
  run(small, 1);
  CHECK(small.world.collectives[c].admitted == 0);
  small.parameters.gate.unlimited = small.parameters.gate.unlimited.changed(
      Series::Change::set, 1.0, small.world.month, small.world.month);
  run(small, 1);
  for (const Index h : small.world.collectives[c].members)
    CHECK(small.world.people.household(h).admitted);
  run(small, 1);  // nothing of it is carried over
  CHECK(small.world.gate.accounts[0].balance() <= 0);
}

TEST_CASE("without a limit on places the rules still hold") {
  SmallWorld small([](auto&, WorldParameters& w) {
    w.gate.regimes[0].new_groups = false;
    w.gate.unlimited = Series(1.0);
  });
  const Index c = contracted(small, "late", 60, 0);
  run(small, 2);
  CHECK(small.world.collectives[c].admitted == 0);
  CHECK(ended(small.world.collectives[c].stage));
}

TEST_CASE("who applied first is served first, whatever the key says") {
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    SmallWorld small(
        [](auto&, WorldParameters& w) {
          w.gate.regimes[0].places_agriculture = 60;
          w.gate.draw_ahead_months = 0;
        },
        seed);
    const Index late = small.found(0, "late");
    small.enrol_many(late, 10, 500);
    const Index early = contracted(small, "early", 30, 0);
    run(small, 1);
    small.world.collectives[late].applied_in = small.world.month;
    enter_stage(small.world.collectives[late], Stage::applied, small.world.month);
    run(small, 1);
    for (const Index c : {late, early}) sign(small.world.collectives[c], small.world.month);
    int months = 0;
    while (small.world.collectives[late].admitted == 0 && months < 60) {
      run(small, 1);
      ++months;
    }
    CHECK(months < 60);
    for (const Index h : small.world.collectives[early].members)
      CHECK(small.world.people.household(h).admitted);
  }
}

TEST_CASE("a large group is admitted in trains and may draw ahead once") {
  SmallWorld small([](auto&, WorldParameters& w) {
    w.gate.regimes[0].places_agriculture = 20;
    w.gate.revolution_weight = 0;
    w.gate.unemployment_weight = 0;
    w.gate.carry_months = 1;  // less than a train is ever saved up
    w.gate.draw_ahead_months = 8;
  });
  const Index c = contracted(small, "large", 100, 0);
  small.world.site_taken[0] = 1;  // no offer meanwhile
  run(small, 1);
  sign(small.world.collectives[c], small.world.month);
  gate(small.world, small.parameters.gate);
  const Collective& collective = small.world.collectives[c];
  CHECK(collective.drew_ahead);
  CHECK(collective.admitted > 40);
  CHECK(collective.admitted <= 20 + 8 * 20);
  CHECK(small.world.gate.accounts[0].balance() < 0);
  const int once = collective.admitted;
  small.at(small.world.month + 1);
  run(small, 30);
  CHECK(collective.admitted == once);  // 20 places are no train, and there is no second overdraft
}

TEST_CASE("instalments are no smaller than a train, households keep their order") {
  SmallWorld small([](auto&, WorldParameters& w) {
    w.gate.regimes[0].places_agriculture = 15;
    w.gate.draw_ahead_months = 0;
  });
  const Index c = contracted(small, "patient", 60, 0);
  run(small, 1);
  sign(small.world.collectives[c], small.world.month);
  const Collective& collective = small.world.collectives[c];
  const int everybody = small.waiting_persons(c);
  int before = 0;
  for (int i = 0; i < 40; ++i) {
    run(small, 1);
    const int instalment = collective.admitted - before;
    const bool last = collective.admitted == everybody;
    CHECK((instalment == 0 || instalment >= 40 || last));
    before = collective.admitted;
  }
  CHECK(before == everybody);
  Month latest = distant_past;
  for (const Index h : collective.members) {
    CHECK(small.world.people.household(h).admitted_in >= latest);
    latest = small.world.people.household(h).admitted_in;
  }
}

TEST_CASE("an offer names the agreed site, or a free one of the branch, and waits if none is") {
  SmallWorld small([](auto&, WorldParameters& w) {
    Site works = w.sites[0];
    works.id = "works";
    works.sector = Sector::industry;
    w.sites.push_back(works);
  });
  const Index first = contracted(small, "first", 40, 0);
  const Index second = contracted(small, "second", 40, 100);
  run(small, 24);
  const Collective& a = small.world.collectives[first];
  const Collective& b = small.world.collectives[second];
  CHECK((a.stage == Stage::offered) != (b.stage == Stage::offered));  // one place, two groups
  const Collective& lucky = a.stage == Stage::offered ? a : b;
  CHECK(lucky.contract.site == 0);
  CHECK(lucky.contract.capital_per_head == 60);
  CHECK(small.world.site_taken == std::vector<int>{1, 0});
}

TEST_CASE("a group that declined waits, and is shown another place if there is one") {
  SmallWorld small([](auto&, WorldParameters& w) {
    w.sites.push_back(w.sites[0]);
    w.sites[1].id = "hill";
  });
  const Index c = contracted(small, "choosy", 40, 0);
  run(small, 24);
  Collective& collective = small.world.collectives[c];
  REQUIRE(collective.stage == Stage::offered);
  const Index shown = collective.contract.site;
  const Month again = small.world.month + 6;
  collective.contract.offered_in = small.world.month;
  collective.contract.declined = shown;
  collective.contract.times_refused = 1;
  release_site(small.world, collective);
  enter_stage(collective, Stage::applied, small.world.month);
  run(small, 7);
  REQUIRE(collective.stage == Stage::offered);
  CHECK(collective.contract.site == 1 - shown);
  CHECK(collective.contract.offered_in == again);
}

TEST_CASE("refused by rule and refused in competition are told apart") {
  SmallWorld small([](auto&, WorldParameters& w) {
    w.gate.regimes[0].until = Month::of(1923, 6);
    w.gate.regimes[0].review_months = 24;
  });
  const Index waits = contracted(small, "waits", 10, 0);
  run(small, 2);
  CHECK(small.world.collectives[waits].stage == Stage::applied);
  const Index late = contracted(small, "late", 10, 100);
  gate(small.world, small.parameters.gate);  // July: no regime in force
  CHECK(small.world.collectives[waits].stage == Stage::dissolved);
  CHECK(small.world.collectives[late].stage == Stage::dissolved);
  int in_competition = 0;
  int by_rule = 0;
  for (const Event& event : small.world.events) {
    if (event.kind != EventKind::moved || event.to != PersonState::refused) continue;
    if (event.cause == Cause::refused_in_competition) {
      CHECK(event.collective == waits);
      ++in_competition;
    } else if (event.cause == Cause::refused_by_rule) {
      CHECK(event.collective == late);
      ++by_rule;
    }
  }
  CHECK(in_competition > 10);
  CHECK(by_rule > 10);
  CHECK(small.world.gate.places[0] == 0);
  CHECK(small.world.people.ledger_balances());
}

TEST_CASE("a group short of capital may try again, and not for ever") {
  SmallWorld small;
  const Index c = contracted(small, "poor", 20, 0);
  Collective& collective = small.world.collectives[c];
  collective.fund = 0;
  for (const Index h : collective.members) {
    small.world.people.household(h).due = 400;
    small.world.people.household(h).savings = 10;
    small.world.people.household(h).property = 0;
  }
  CHECK(capital_per_head(small.world, small.parameters.gate, collective) ==
        Approx(200.0 / small.waiting_persons(c)));
  collective.applications = 1;
  run(small, 24);
  CHECK(collective.stage == Stage::chartered);
  CHECK(collective.next_vote > collective.applied_in);
  CHECK(small.world.gate.queue.empty());
  collective.applications = 3;
  collective.applied_in = small.world.month;
  enter_stage(collective, Stage::applied, small.world.month);
  run(small, 24);
  CHECK(collective.stage == Stage::dissolved);
}

TEST_CASE("capital counts what members can still pay, no more than they owe") {
  SmallWorld small;
  const Index c = small.found();
  const Index h = small.enrol(c, 0);
  Household& household = small.world.people.household(h);
  household.due = 150;
  household.paid = 50;
  household.savings = 30;
  household.property = 100;  // half of it counts
  Collective& collective = small.world.collectives[c];
  collective.fund = 50;
  collective.equipment = 20;
  const double persons = persons_waiting(small.world, h);
  CHECK(capital_per_head(small.world, small.parameters.gate, collective) ==
        Approx((70 + 80) / persons));
  household.savings = 1000;
  CHECK(capital_per_head(small.world, small.parameters.gate, collective) ==
        Approx((70 + 100) / persons));
}

TEST_CASE("contracted groups come under follow-up rules, and not when the gate is shut") {
  for (const bool follow_up : {true, false}) {
    SmallWorld small([&](auto&, WorldParameters& w) {
      w.gate.regimes[0].new_groups = false;
      w.gate.regimes[0].follow_up = follow_up;
    });
    const Index c = small.found();
    small.enrol_many(c, 30);
    Collective& collective = small.world.collectives[c];
    collective.applied_in = collective.queued_for = small.world.month;
    sign(collective, small.world.month);
    small.world.gate.queue.push_back({c, none, small.world.month, 0.5});
    run(small, 3);
    CHECK((collective.admitted > 0) == follow_up);
    CHECK(small.world.gate.follow_up == follow_up);
  }
}

TEST_CASE("single applicants compete for their own places, in order") {
  SmallWorld small([](PopulationParameters& p, WorldParameters& w) {
    for (Branch& branch : p.branches) branch.skilled_share = 1.0;
    w.gate.regimes[0].individuals = true;
    w.gate.regimes[0].places_individual = 3;
    w.gate.regimes[0].until = Month::of(1923, 12);
    w.gate.revolution_weight = 0;
    w.gate.unemployment_weight = 0;
  });
  REQUIRE(small.cells[0].skilled);
  for (std::uint32_t slot = 0; slot < 40; ++slot) small.enrol(none, slot);
  const Index poor = small.enrol(none, 99);
  small.world.people.household(poor).savings = 10;
  gate(small.world, small.parameters.gate);
  CHECK(small.world.events.back().cause == Cause::refused_by_rule);
  small.at(small.world.month + 1);
  run(small, 7);  // to December
  int admitted = 0;
  int refused = 0;
  for (const Household& household : small.world.people.households()) {
    const PersonState head = small.world.people.person(household.head).state;
    if (household.admitted) admitted += household.persons;
    refused += head == PersonState::refused ? 1 : 0;
  }
  CHECK(admitted > 10);
  CHECK(admitted <= 3 * 8);
  CHECK(refused == 1);
  small.at(Month::of(1924, 1));
  gate(small.world, small.parameters.gate);
  for (const Household& household : small.world.people.households())
    CHECK(household.admitted !=
          (small.world.people.person(household.head).state == PersonState::refused));
  CHECK(small.world.events.back().cause == Cause::refused_in_competition);
  CHECK(small.world.gate.accounts[2].used() == admitted);
}

TEST_CASE("the order in which groups stand in the table decides nothing") {
  const auto admitted = [](bool turned) {
    SmallWorld small([](auto&, WorldParameters& w) { w.gate.draw_ahead_months = 0; });
    for (int i = 0; i < 4; ++i) {
      const int k = turned ? 3 - i : i;
      contracted(small, "group" + std::to_string(k), 20, static_cast<std::uint32_t>(100 * k));
    }
    run(small, 1);
    for (Collective& collective : small.world.collectives) sign(collective, small.world.month);
    run(small, 1);
    std::set<std::uint32_t> slots;
    for (const Household& household : small.world.people.households())
      if (household.admitted) slots.insert(household.slot);
    return slots;
  };
  CHECK(admitted(false) == admitted(true));
  CHECK(admitted(false).size() > 5);
}
