#include <catch2/catch.hpp>

#include "engine/measures/target.hpp"
#include "tests/support/three_collectives.hpp"

using namespace komuna;
using namespace komuna::tests;

namespace {

Target target(MeasureKind kind, Month from = distant_past, Month until = distant_future) {
  Target wanted;
  wanted.measure = kind;
  wanted.from = from;
  wanted.until = until;
  return wanted;
}

Record two_months() {
  Record record;
  for (int m = 0; m < 3; ++m) {
    for (const Index collective : {0u, none}) {
      RecordRow row;
      row.month = t + m;
      row.origin = collective == none ? 1u : 0u;
      row.collective = collective;
      row.counts.fill(0);
      row.counts[variable_index("departed")] = (m + 1) * (collective == none ? 100 : 1);
      row.counts[variable_index("arrested")] = 2;
      row.counts[variable_index("in_collective")] = collective == none ? 0 : 50 - 10 * m;
      row.counts[variable_index("in_ussr")] = collective == none ? 30 : 0;
      record.rows.push_back(row);
    }
  }
  return record;
}

}  // namespace

TEST_CASE("the largest collectives of the run, by persons or members, in a window") {
  ThreeCollectives three;
  Target wanted = target(MeasureKind::largest_collectives);
  CHECK(three.value(wanted) == 95);
  wanted.count = 2;
  CHECK(three.value(wanted) == 90);
  wanted.count = 1;
  CHECK(three.value(wanted) == 50);
  wanted.members_only = true;
  CHECK(three.value(wanted) == 20);
  wanted.members_only = false;
  wanted.until = t + 11;  // before the second train
  CHECK(three.value(wanted) == 40);
  wanted.sector = "industry";
  CHECK(three.value(wanted) == 5);
  wanted.origins = {"utopia"};
  CHECK(three.value(wanted) == 0);
  SmallWorld nobody;
  CHECK(measure(wanted, nobody.world, {}).value == 0);
}

TEST_CASE("the largest collectives by those who enrolled, whether they left or not") {
  ThreeCollectives three;
  Record record;
  const auto enrol = [&](Index collective, Month month, int persons) {
    RecordRow row;
    row.month = month;
    row.collective = collective;
    row.counts.fill(0);
    row.counts[variable_index("enrolled")] = persons;
    record.rows.push_back(row);
  };
  enrol(0, t, 70);
  enrol(0, t + 6, 20);
  enrol(1, t + 1, 30);
  enrol(none, t + 1, 500);  // applied alone
  Target wanted = target(MeasureKind::largest_collectives);
  wanted.counted_by = CountedBy::enrolment;
  wanted.count = 1;
  const auto value = [&] { return measure(wanted, three.small.world, record).value; };
  CHECK(value() == 90);
  wanted.count = 5;
  CHECK(value() == 120);
  wanted.until = t + 5;
  CHECK(value() == 100);
  // Members are the households themselves.
  three.small.enrol_many(1, 4, 10);
  for (Household& household : three.small.world.people.households()) household.joined = t + 2;
  wanted.members_only = true;
  CHECK(value() == 4);
  wanted.from = t + 3;
  CHECK(value() == 0);
}

TEST_CASE("collectives are at work from their settling until they end") {
  ThreeCollectives three;  // settled at t + 1 and t + 3; the third never
  const auto at = [&](Month from, Month until) {
    return three.value(target(MeasureKind::collectives_at_work, from, until));
  };
  CHECK(at(distant_past, distant_future) == 2);
  CHECK(at(distant_past, t) == 0);
  CHECK(at(t + 1, t + 1) == 1);
  CHECK(at(t + 2, t + 2) == 1);
  CHECK(at(t + 3, t + 3) == 2);
  enter_stage(three.small.world.collectives[0], Stage::merged, t + 5);
  CHECK(at(t + 5, t + 5) == 2);  // still there when that month began
  CHECK(at(t + 6, t + 6) == 1);
  CHECK(at(t + 2, t + 9) == 2);
}

TEST_CASE("hired teams are no communes or cooperatives") {
  ThreeCollectives three;
  CollectiveKind hired;
  hired.id = "hired";
  hired.votes = false;
  three.small.parameters.kinds.push_back(hired);
  three.small.world.collectives[0].kind = 1;
  CHECK(three.value(target(MeasureKind::largest_collectives)) == 45);
  CHECK(three.value(target(MeasureKind::collectives_at_work)) == 1);
}

TEST_CASE("the year of a contract, once it is signed") {
  SmallWorld small;
  Collective& spring = small.world.collectives[small.found()];
  Target wanted = target(MeasureKind::contract_signed);
  wanted.collective = "spring";
  CHECK_FALSE(measure(wanted, small.world, {}).defined);
  spring.contract.signed_in = Month::of(1924, 10);
  CHECK(measure(wanted, small.world, {}).value == Approx(1924 + 9.5 / 12));
  wanted.collective = "autumn";
  CHECK_FALSE(measure(wanted, small.world, {}).defined);
}

TEST_CASE("flows are summed over months, origins, sectors and the organised") {
  SmallWorld small([](PopulationParameters& p, auto&) {
    p.origins.push_back(p.origins[0]);
    p.origins[1].id = "utopia";
  });
  small.found();
  const Record record = two_months();
  const auto value = [&](const Target& wanted) {
    return measure(wanted, small.world, record).value;
  };
  Target wanted = target(MeasureKind::departures);
  CHECK(value(wanted) == 606);
  wanted.organised = Organised::collectives;
  CHECK(value(wanted) == 6);
  wanted.organised = Organised::alone;
  CHECK(value(wanted) == 600);
  wanted.sector = "agriculture";
  CHECK(value(wanted) == 0);
  wanted.organised = Organised::any;
  CHECK(value(wanted) == 6);
  wanted.sector = "industry";
  CHECK(value(wanted) == 0);
  wanted = target(MeasureKind::departures, t + 1, t + 1);
  wanted.origins = {"utopia"};
  CHECK(value(wanted) == 200);
  CHECK(value(target(MeasureKind::admitted)) == 0);
}

TEST_CASE("shares are of the settlers present when the window opens") {
  SmallWorld small([](PopulationParameters& p, auto&) {
    p.origins.push_back(p.origins[0]);
    p.origins[1].id = "utopia";
  });
  small.found();
  const Record record = two_months();
  // at the end of the month before: 50 + 30 persons; arrests of two months: 8
  const Measured share =
      measure(target(MeasureKind::arrested_share, t + 1, t + 2), small.world, record);
  CHECK(share.defined);
  CHECK(share.value == Approx(8.0 / 80));
  CHECK_FALSE(measure(target(MeasureKind::arrested_share, t, t + 2), small.world, record).defined);
  CHECK(measure(target(MeasureKind::executed_share, t + 1, t + 2), small.world, record).value == 0);
}

TEST_CASE("emigrants to a country are summed by its own months") {
  SmallWorld small([](auto&, WorldParameters& w) {
    w.destinations.resize(2);
    w.destinations[0].id = "overseas";
    w.destinations[1].id = "dominion";
  });
  small.world.month = t + 2;  // the last month recorded
  Record record;
  record.elsewhere = {{1, 2, 4}, {10, 20, 40}};
  Target wanted = target(MeasureKind::emigrated_elsewhere);
  wanted.destination = "dominion";
  CHECK(measure(wanted, small.world, record).value == 70);
  wanted.from = t + 1;
  CHECK(measure(wanted, small.world, record).value == 60);
  wanted.until = t + 1;
  CHECK(measure(wanted, small.world, record).value == 20);
  wanted.destination = "overseas";
  CHECK(measure(wanted, small.world, record).value == 2);
}

TEST_CASE("what a collective never did is not defined") {
  ThreeCollectives three;
  Target wanted = target(MeasureKind::first_train_persons);
  wanted.collective = "winter";
  CHECK_FALSE(measure(wanted, three.small.world, {}).defined);
  wanted.collective = "spring";
  CHECK(measure(wanted, three.small.world, {}).defined);
  three.small.world.collectives[0].trains.clear();
  CHECK_FALSE(measure(wanted, three.small.world, {}).defined);
  wanted.collective = "summer";
  wanted.measure = MeasureKind::work_finished;
  wanted.work = "mill";
  CHECK_FALSE(measure(wanted, three.small.world, {}).defined);
}

TEST_CASE("figures of one collective") {
  SmallWorld small([](auto&, WorldParameters& w) {
    w.collectives[0].works.resize(2);
    w.collectives[0].works[0].id = "barracks";
    w.collectives[0].works[1].id = "mill";
  });
  small.at(t);
  Collective& spring = small.world.collectives[small.found()];
  spring.trains = {train(t + 9, 20, 10, 12), train(t + 20, 15, 5, 8)};
  spring.arrived = 47;
  spring.works = {{t + 14, 0, t}, {Month::of(1927, 10), 1, t + 14}};
  const auto value = [&](MeasureKind kind) {
    Target wanted = target(kind);
    wanted.collective = "spring";
    wanted.work = "mill";
    return measure(wanted, small.world, {}).value;
  };
  CHECK(value(MeasureKind::first_train_persons) == 30);
  CHECK(value(MeasureKind::first_train_members) == 12);
  CHECK(value(MeasureKind::first_train_children) == 10);
  CHECK(value(MeasureKind::members_per_person) == Approx(20.0 / 50));
  CHECK(value(MeasureKind::arrived_persons) == 47);
  CHECK(value(MeasureKind::founding_to_train) == 9);
  CHECK(value(MeasureKind::work_finished) == Approx(1927 + 9.5 / 12));
}

TEST_CASE("who was on the first train: not those who followed, not those born later") {
  SmallWorld small;
  small.at(t);
  const Index c = small.found();
  const Index h = small.enrol(c, 3);
  World& world = small.world;
  Collective& spring = world.collectives[c];
  const auto add = [&](Month born, Month arrived, PersonState state, Month since) {
    Person person;
    person.born = born;
    person.role = Role::child;
    person.arrived = arrived;
    world.people.add_person(h, person, state, Cause::enrolment, since, world.events);
  };
  const int adults_before = world.people.household(h).persons;
  for (int i = 0; i < adults_before; ++i)  // no small children but those added here
    world.people.person(static_cast<Index>(i)).born = Month::of(1900, 1);
  spring.trains = {train(t, 2, 4, 0)};
  spring.trains[0].households = {h};
  add(t - 35, t + 1, PersonState::in_collective, t + 1);  // just under three
  add(t - 36, t + 1, PersonState::in_collective, t + 1);  // three
  add(t - 10, t + 1, PersonState::dead, t + 7);           // died within the year
  add(t - 10, distant_future, PersonState::dead, t + 1);  // on the way
  add(t - 10, t + 5, PersonState::in_collective, t + 5);  // followed later
  add(t - 10, distant_future, PersonState::home, t);      // stayed at home
  add(t + 3, t + 1, PersonState::in_collective, t + 3);   // born at the site
  add(t - 50, t + 1, PersonState::dead, t + 14);          // died later than a year
  Target wanted = target(MeasureKind::first_train_under_three);
  wanted.collective = "spring";
  CHECK(measure(wanted, world, {}).value == 3);
  wanted.measure = MeasureKind::died_within;
  wanted.months = 12;
  CHECK(measure(wanted, world, {}).value == 2);
  wanted.months = 13;
  CHECK(measure(wanted, world, {}).value == 3);
}

TEST_CASE("the share that left counts from each train's own arrival, among those arrived") {
  SmallWorld small;
  Collective& spring = small.world.collectives[small.found()];
  spring.trains = {train(t, 3, 0, 0), train(t + 10, 1, 0, 0), train(t + 30, 9, 0, 0)};
  spring.trains[0].households = {0, 1, 2};
  spring.trains[1].households = {3};
  spring.trains[2].households = {4, 5};
  spring.trains[2].arrived = false;
  Record record;
  record.left_collective = {t + 13, t + 14, distant_future, t + 23};
  Target wanted = target(MeasureKind::left_within);
  wanted.collective = "spring";
  wanted.months = 12;
  CHECK(measure(wanted, small.world, record).value == Approx(2.0 / 4));
  wanted.months = 11;
  CHECK(measure(wanted, small.world, record).value == 0);
  record.left_collective.clear();
  CHECK(measure(wanted, small.world, record).value == 0);
}

TEST_CASE("the end of a collective is a year, of those that left home") {
  SmallWorld small;
  Collective& spring = small.world.collectives[small.found()];
  Target wanted = target(MeasureKind::ended_in);
  wanted.collective = spring.id;
  spring.trains = {train(t, 3, 0, 1)};
  CHECK_FALSE(measure(wanted, small.world, {}).defined);
  enter_stage(spring, Stage::nationalised, Month::of(1943, 3));
  CHECK(measure(wanted, small.world, {}).value == Approx(1943 + 2.5 / 12));
  spring.trains.clear();
  CHECK_FALSE(measure(wanted, small.world, {}).defined);
}

TEST_CASE("who went back and the deaths beyond the life table are of one collective") {
  SmallWorld small;
  Collective& spring = small.world.collectives[small.found()];
  spring.arrived = 10;
  Record record;
  for (const Index collective : {Index{0}, none}) {
    RecordRow row;
    row.month = t;
    row.collective = collective;
    row.counts.fill(0);
    row.counts[variable_index("returned")] = 4;
    row.counts[variable_index("third_country")] = 1;
    row.counts[variable_index("person_months")] = 240;
    record.rows.push_back(row);
  }
  ExitRow death;
  death.year = t.year();
  death.collective = 0;
  death.persons = 3;
  death.excess = 2;
  ExitRow elsewhere = death;
  elsewhere.collective = none;
  ExitRow later = death;
  later.year = t.year() + 1;
  record.exits = {death, elsewhere, later};
  Target wanted = target(MeasureKind::returned_persons, t, t + 8);
  wanted.collective = spring.id;
  CHECK(measure(wanted, small.world, record).value == 5);
  wanted.measure = MeasureKind::excess_death_rate;
  CHECK(measure(wanted, small.world, record).value == Approx(2.0 / 20));
}

TEST_CASE("the first in works has rank 1; the lead is over the largest behind") {
  SmallWorld small([](PopulationParameters& p, auto&) {
    p.origins.push_back(p.origins[0]);
    p.origins[1].id = "utopia";
    p.origins.push_back(p.origins[0]);
    p.origins[2].id = "erewhon";
  });
  for (const char* id : {"spring", "summer"}) small.found(0, id);
  auto& collectives = small.world.collectives;
  collectives[0].trains = {train(t, 3, 0, 1)};
  collectives[0].works.resize(2);
  collectives[1].works.resize(3);
  Target wanted = target(MeasureKind::works_rank);
  wanted.collective = "spring";
  CHECK(measure(wanted, small.world, {}).value == 2);
  collectives[0].works.resize(3);
  CHECK(measure(wanted, small.world, {}).value == 1);

  Record record;
  for (const Index origin : {0u, 1u, 2u}) {
    RecordRow row;
    row.month = t;
    row.origin = origin;
    row.counts.fill(0);
    row.counts[variable_index("departed")] = origin == 0 ? 90 : origin == 1 ? 30 : 10;
    record.rows.push_back(row);
  }
  wanted = target(MeasureKind::lead);
  wanted.origins = {small.world.population.origins[0].id};
  CHECK(measure(wanted, small.world, record).value == 3);
  wanted.behind = {"erewhon"};
  CHECK(measure(wanted, small.world, record).value == 9);
}

TEST_CASE("the share of the committed is of the households that left") {
  SmallWorld small;
  small.at(t);
  const Index c = small.found();
  small.enrol_many(c, 4);
  Collective& spring = small.world.collectives[c];
  spring.trains = {train(t, 8, 0, 0)};
  spring.trains[0].households = spring.members;
  for (const Index h : spring.members)
    small.world.people.household(h).stratum = Stratum::indifferent;
  small.world.people.household(spring.members[0]).stratum = Stratum::sympathiser;
  const Target wanted = target(MeasureKind::committed_share, t, t);
  CHECK(measure(wanted, small.world, {}).value == Approx(0.25));
  CHECK_FALSE(measure(target(MeasureKind::committed_share, t + 1), small.world, {}).defined);
}
