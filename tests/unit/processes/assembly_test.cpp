#include "engine/processes/assembly.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

#include "engine/policies/admission.hpp"
#include "engine/policies/home_authorities.hpp"
#include "engine/processes/finance.hpp"
#include "engine/processes/transport.hpp"
#include "engine/processes/waiting.hpp"
#include "tests/support/field_audit.hpp"
#include "tests/support/small_world.hpp"
#include "tests/support/statistics.hpp"

using namespace komuna;
using namespace komuna::tests;

namespace {

// Members who always vote yes (or no) to what carries the plan on.
AssemblyParameters all_say(double logit) {
  AssemblyParameters p;
  p.charter = p.apply = p.accept_site = p.set_departure = p.send_the_rest = logit;
  p.send_delegates = p.drop_party_rule = p.merge = p.dissolve = -30;
  return p;
}

void next_month(SmallWorld& small, const AssemblyParameters& p) {
  small.at(small.world.month + 1);
  assembly(small.world, p);
}

// Everything from the charter to the train, month by month.
void whole_chain(SmallWorld& small, const AssemblyParameters& p, int months) {
  for (int i = 0; i < months; ++i) {
    next_month(small, p);
    waiting(small.world, WaitingParameters{});
    finance(small.world, FinanceParameters{});
    home_authorities(small.world, HomeAuthorityParameters{});
    gate(small.world, small.parameters.gate);
    transport(small.world, TransportParameters{});
  }
}

// At the stage of the offer, with a fund.
Index offered(SmallWorld& small, int households) {
  const Index c = small.found();
  small.enrol_many(c, households);
  Collective& collective = small.world.collectives[c];
  collective.fund = 1000;
  collective.contract.site = 0;
  collective.contract.offered = true;
  collective.contract.offered_in = small.world.month;
  small.world.site_taken[0] = 1;
  enter_stage(collective, Stage::offered, small.world.month);
  return c;
}

}  // namespace

TEST_CASE("the chance of a vote follows its formula") {
  SmallWorld small;
  const Index c = small.found();
  const Index h = small.enrol(c, 3);
  Household& member = small.world.people.household(h);
  member.conviction = 0.8;
  member.due = 400;
  member.paid = 100;
  Collective& collective = small.world.collectives[c];
  collective.reported = 0.3;  // expected 0.5
  small.at(small.world.month + 18);
  const AssemblyParameters p;
  const double onward = p.conviction * 0.3 + p.sunk * 0.25 - p.disappointment * 0.2 -
                        p.dependants * (member.persons - 1);
  const auto logistic = [](double x) { return 1.0 / (1.0 + std::exp(-x)); };
  CHECK(vote_chance(small.world, p, collective, h, Matter::accept_site) ==
        Approx(logistic(p.accept_site + onward + p.waiting * 1.5)));
  CHECK(vote_chance(small.world, p, collective, h, Matter::dissolve) ==
        Approx(logistic(p.dissolve - onward + p.waiting * 1.5)));
  small.parameters.collectives[0].language_mix = 0.5;
  small.parameters.coordination = {0.0, 2.0, 1.5};  // founded 18 months ago: half is learnt
  CHECK(vote_chance(small.world, p, collective, h, Matter::accept_site) ==
        Approx(logistic(p.accept_site + onward + p.waiting * 1.5 - 2.0 * 0.25)));
  CHECK(vote_chance(small.world, p, collective, h, Matter::dissolve) ==
        Approx(logistic(p.dissolve - onward + p.waiting * 1.5 - 2.0 * 0.25)));
  small.parameters.collectives[0].language_mix = 0;
  collective.reported = -1;  // without delegates nobody is disappointed
  CHECK(vote_chance(small.world, p, collective, h, Matter::accept_site) ==
        Approx(logistic(p.accept_site + onward + p.disappointment * 0.2 + p.waiting * 1.5)));
}

// n = 3,000 members with one chance of 0.6, seed 1, false alarm 1e-6: the count is binomial.
TEST_CASE("members vote as often as their chance says") {
  SmallWorld small;
  const Index c = small.found();
  small.enrol_many(c, 3000);
  AssemblyParameters p;
  p.conviction = p.dependants = 0;
  p.charter = std::log(0.6 / 0.4);
  assembly(small.world, p);
  REQUIRE(small.world.collectives[c].votes.size() == 1);
  const Vote& vote = small.world.collectives[c].votes[0];
  CHECK(vote.in_favour + vote.against == 3000);
  CHECK(normal_two_sided((vote.in_favour - 3000 * 0.6) / std::sqrt(3000 * 0.24)) > false_alarm);
}

TEST_CASE("further members change nobody's vote") {
  std::vector<int> in_favour;
  for (const int opponents : {0, 50, 100, 200}) {
    SmallWorld small;
    const Index c = small.found();
    small.enrol_many(c, opponents, 5000 - 200);  // they come first, and never vote yes
    small.enrol_many(c, 200);
    AssemblyParameters p;
    p.charter = 0;
    p.sunk = -100;
    for (int i = 0; i < opponents; ++i) {
      Household& household =
          small.world.people.household(small.world.collectives[c].members[static_cast<Index>(i)]);
      household.due = household.paid = 100;
    }
    assembly(small.world, p);
    in_favour.push_back(small.world.collectives[c].votes[0].in_favour);
  }
  CHECK(in_favour[0] > 50);
  CHECK(in_favour[0] < 150);
  for (const int count : in_favour) CHECK(count == in_favour[0]);
}

TEST_CASE("no votes, no departure") {
  SmallWorld small;
  const Index c = small.found();
  small.enrol_many(c, 60);
  whole_chain(small, all_say(-30), 24);
  const Collective& collective = small.world.collectives[c];
  CHECK(collective.stage == Stage::initiative);
  CHECK(collective.departed == 0);
  CHECK(collective.votes.size() == 8);  // asked again every quarter
  for (const Vote& vote : collective.votes) CHECK_FALSE(vote.carried);
}

TEST_CASE("founded in May 1923 with 100 members, a collective leaves 8 to 24 months later") {
  std::vector<int> delays;
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    SmallWorld small({}, seed);
    const Index c = small.found();
    small.enrol_many(c, 100);
    whole_chain(small, AssemblyParameters{}, 60);
    const Collective& collective = small.world.collectives[c];
    CHECK(small.world.people.ledger_balances());
    if (collective.trains.empty()) continue;
    delays.push_back(collective.trains[0].departed - collective.founded);
    CHECK(collective.trains[0].adults > collective.trains[0].children);
    CHECK(collective.contract.signed_in < collective.trains[0].departed);
    CHECK(collective.contract.ends == collective.contract.signed_in + 144);
    const int month = collective.trains[0].departed.month_of_year();
    CHECK(((month >= 2 && month <= 5) || (month >= 8 && month <= 11)));
  }
  REQUIRE(delays.size() >= 15);
  std::sort(delays.begin(), delays.end());
  CHECK(delays[delays.size() / 2] >= 8);
  CHECK(delays[delays.size() / 2] <= 24);
}

TEST_CASE("steps wait for enough members and for the licence") {
  SmallWorld small;
  const AssemblyParameters p = all_say(30);
  const Index c = small.found();
  Collective& collective = small.world.collectives[c];
  small.enrol_many(c, 9);
  assembly(small.world, p);
  CHECK(collective.stage == Stage::initiative);
  small.enrol(c, 9);
  assembly(small.world, p);
  CHECK(collective.stage == Stage::chartered);
  CHECK(collective.licence_asked);
  CHECK(small.world.people.household(collective.members[2]).founder);
  CHECK_FALSE(small.world.people.household(collective.members[3]).founder);
  small.enrol_many(c, 40, 10);
  next_month(small, p);
  CHECK(collective.stage == Stage::chartered);
  collective.licensed = true;
  next_month(small, p);
  CHECK(collective.stage == Stage::applied);
  CHECK(collective.applied_in == small.world.month);
}

TEST_CASE("a refused licence is asked for again") {
  SmallWorld small;
  const Index c = small.found();
  small.enrol_many(c, 20);
  const AssemblyParameters p = all_say(30);
  assembly(small.world, p);
  Collective& collective = small.world.collectives[c];
  collective.licence_refused = true;
  collective.licence_in = small.world.month;
  for (int i = 0; i < 5; ++i) next_month(small, p);
  CHECK(collective.licence_refused);
  next_month(small, p);
  CHECK_FALSE(collective.licence_refused);
  CHECK(collective.licence_in == distant_future);
}

TEST_CASE("delegates cost money and bring a report that depends on the place") {
  std::vector<double> reports;
  for (const double housing : {0.0, 0.8}) {
    SmallWorld small([&](auto&, WorldParameters& w) { w.sites[0].housing = housing; });
    const Index c = offered(small, 20);
    AssemblyParameters p = all_say(30);
    p.send_delegates = 30;
    assembly(small.world, p);
    const Collective& collective = small.world.collectives[c];
    CHECK(collective.fund == 1000 - p.delegation_cost);
    CHECK(collective.stage == Stage::offered);  // waits for them
    reports.push_back(collective.reported);
    next_month(small, p);
    CHECK(collective.stage == Stage::offered);
    next_month(small, p);
    CHECK(collective.stage == Stage::accepted);
    CHECK(collective.contract.signed_in == small.world.month);
  }
  CHECK(reports[1] - reports[0] == Approx(0.1));  // the error is the same in both worlds
}

TEST_CASE("a declined place is given back, and after too many the end is put to the vote") {
  SmallWorld small;
  const Index c = offered(small, 20);
  AssemblyParameters p = all_say(-30);
  assembly(small.world, p);
  Collective& collective = small.world.collectives[c];
  CHECK(collective.stage == Stage::applied);
  CHECK(collective.contract.times_refused == 1);
  CHECK(collective.contract.declined == 0);
  CHECK(small.world.site_taken[0] == 0);
  p.dissolve = 30;
  for (int i = 0; i < 2; ++i) {
    CHECK(collective.stage == Stage::applied);
    collective.contract.site = 0;
    small.world.site_taken[0] = 1;
    enter_stage(collective, Stage::offered, small.world.month);
    for (int quarter = 0; quarter < 3; ++quarter) next_month(small, p);
  }
  CHECK(collective.stage == Stage::dissolved);
  CHECK(waiting_members(small.world, collective).empty());
}

TEST_CASE("hired teams do not vote: their contract decides") {
  SmallWorld small([](auto&, WorldParameters& w) { w.kinds[0].votes = false; });
  const Index c = small.found();
  small.enrol_many(c, 100);
  whole_chain(small, all_say(-30), 36);
  CHECK(small.world.collectives[c].votes.empty());
  CHECK(small.world.collectives[c].departed > 0);
}

TEST_CASE("members who may not vote are taken along") {
  SmallWorld small;
  const Index c = small.found();
  small.enrol_many(c, 60);
  AssemblyParameters p = all_say(-30);  // asked, they would refuse every step
  p.members_vote = false;
  whole_chain(small, p, 36);
  CHECK(small.world.collectives[c].votes.empty());
  CHECK(small.world.collectives[c].departed > 0);
}

TEST_CASE("the statute's majority decides") {
  for (const double majority : {0.5, 0.75}) {
    SmallWorld small([&](auto&, WorldParameters& w) { w.kinds[0].majority = majority; });
    const Index c = small.found();
    small.enrol_many(c, 300);
    AssemblyParameters p;
    p.conviction = p.dependants = 0;
    p.charter = std::log(0.625 / 0.375);
    assembly(small.world, p);
    CHECK(small.world.collectives[c].votes[0].carried == (majority == 0.5));
  }
}

TEST_CASE("the party rule falls when too few members can pay") {
  SmallWorld small([](auto&, WorldParameters& w) { w.collectives[0].party_only = true; });
  const Index c = small.found();
  small.enrol_many(c, 30);
  AssemblyParameters p = all_say(-30);
  p.drop_party_rule = 30;
  Collective& collective = small.world.collectives[c];
  for (int i = 0; i < 8; ++i) next_month(small, p);
  CHECK(collective.party_only);  // thirty members with means are enough
  for (const Index h : collective.members) small.world.people.household(h).due = 1e6;
  for (int i = 0; i < 4; ++i) next_month(small, p);
  CHECK_FALSE(collective.party_only);
}

TEST_CASE("a group that gets nowhere or dwindles dissolves at home") {
  SmallWorld small;
  const Index idle = small.found(0, "idle");
  small.enrol_many(idle, 5);
  AssemblyParameters p = all_say(-30);
  p.dissolve = 30;
  for (int i = 0; i < 29; ++i) next_month(small, p);
  CHECK(small.world.collectives[idle].stage == Stage::initiative);
  for (int i = 0; i < 4; ++i) next_month(small, p);
  CHECK(small.world.collectives[idle].stage == Stage::dissolved);

  const Index few = small.found(0, "few");
  small.enrol_many(few, 4, 50);
  enter_stage(small.world.collectives[few], Stage::chartered, small.world.month);
  next_month(small, all_say(30));
  CHECK(small.world.collectives[few].stage == Stage::dissolved);
  CHECK(small.world.people.in_state()[static_cast<std::size_t>(PersonState::waiting)] == 0);
}

TEST_CASE("when the country is closed nobody leaves any more") {
  SmallWorld small(
      [](PopulationParameters& p, auto&) { p.origins[0].closed_from = Month::of(1923, 6); });
  const Index c = small.found();
  small.enrol_many(c, 30);
  next_month(small, all_say(30));
  CHECK(small.world.collectives[c].stage == Stage::dissolved);
  CHECK(small.world.events.front().cause == Cause::war);
}

TEST_CASE("a settlement that dwindles votes on joining its neighbours") {
  for (const bool agree : {true, false}) {
    SmallWorld small;
    const Index c = small.found();
    small.enrol_many(c, 5);
    Collective& collective = small.world.collectives[c];
    for (const Index h : collective.members) {
      small.world.people.household(h).site = 0;
      small.world.people.move_household(h, PersonState::in_collective, Cause::arrival,
                                        small.world.month, small.world.events);
    }
    collective.settlement.begun = true;
    collective.settlement.arrived = small.world.month;
    collective.settlement.persons = 15;
    enter_stage(collective, Stage::settled, small.world.month);
    AssemblyParameters p = all_say(30);
    p.merge = agree ? 30 : -30;
    for (int i = 0; i < 11; ++i) next_month(small, p);
    CHECK(collective.stage == Stage::settled);
    next_month(small, p);
    CHECK(collective.stage == (agree ? Stage::merged : Stage::settled));
    CHECK(small.world.people.in_state()[static_cast<std::size_t>(PersonState::in_collective)] ==
          (agree ? 0 : small.world.people.entries()));
  }
}

TEST_CASE("assembly: parameters are declared") {
  AssemblyParameters p;
  CHECK(FieldAudit::of(p) == std::vector<std::string>{});
}
