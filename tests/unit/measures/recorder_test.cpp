#include "engine/measures/recorder.hpp"

#include <catch2/catch.hpp>
#include <map>

#include "engine/world/residence.hpp"
#include "tests/support/settled_world.hpp"

using namespace komuna;
using namespace komuna::tests;

namespace {

std::int64_t total(const Record& record, const char* name, Month month) {
  return record.sum(variable_index(name), month, month, [](const RecordRow&) { return true; });
}

void next_month(SmallWorld& small) { small.at(small.world.month + 1); }

}  // namespace

TEST_CASE("stocks are what the ledger says, month by month, through every kind of move") {
  SmallWorld small;
  Recorder recorder(small.world);
  World& world = small.world;
  const auto check = [&] {
    recorder.observe(world);
    const auto stock = [&](PersonState state) {
      return world.people.in_state()[static_cast<std::size_t>(state)];
    };
    CHECK(total(recorder.record(), "waiting", world.month) == stock(PersonState::waiting));
    CHECK(total(recorder.record(), "in_collective", world.month) ==
          stock(PersonState::in_collective));
    CHECK(total(recorder.record(), "in_ussr", world.month) == stock(PersonState::in_ussr));
    CHECK(total(recorder.record(), "in_camp", world.month) == stock(PersonState::in_camp));
    next_month(small);
  };
  check();
  const Index c = small.found();
  small.enrol_many(c, 10);
  small.enrol(none, 500);
  check();
  check();  // nothing happens: the stocks stay
  settle(small, c);
  check();
  const Index first = world.people.household(world.collectives[c].members[0]).head;
  lose_person(world, first, PersonState::in_camp, Cause::sentence);
  leave_collective(world, world.collectives[c].members[1], Cause::dissatisfaction, true);
  check();
  world.people.move(first, PersonState::in_ussr, Cause::camp_term_served, world.month,
                    world.events);
  check();
  world.people.move(first, PersonState::returned, Cause::released, world.month, world.events);
  for (const Index h : world.collectives[c].members)
    move_residents(world, h, PersonState::returned, Cause::dissatisfaction);
  check();
}

TEST_CASE("rows are by origin and collective, and exist only where something is not zero") {
  SmallWorld small([](PopulationParameters& p, auto&) {
    p.origins.push_back(p.origins[0]);
    p.origins[1].id = "utopia";
  });
  Recorder recorder(small.world);
  const Index a = small.found();
  const Index b = small.found(0, "autumn");
  small.enrol_many(a, 2);
  small.enrol_many(b, 1, 50);
  Event event;
  event.kind = EventKind::requested;
  event.cell = 12;  // utopia's first
  event.count = 9;
  small.world.events.push_back(event);
  recorder.observe(small.world);
  const auto& rows = recorder.record().rows;
  REQUIRE(rows.size() == 3);
  const std::size_t enrolled = variable_index("enrolled"), requests = variable_index("requests");
  CHECK(rows[0].collective == a);
  CHECK(rows[0].origin == 0);
  CHECK(rows[0].counts[enrolled] == small.waiting_persons(a));
  CHECK(rows[1].collective == b);
  CHECK(rows[1].counts[enrolled] == small.waiting_persons(b));
  CHECK(rows[2].origin == 1);
  CHECK(rows[2].collective == none);
  CHECK(rows[2].counts[requests] == 9);
  next_month(small);
  recorder.observe(small.world);  // flows are gone, the two stocks stay
  REQUIRE(recorder.record().rows.size() == 5);
  CHECK(recorder.record().rows[3].counts[enrolled] == 0);
  CHECK(recorder.record().rows[3].counts[variable_index("waiting")] == small.waiting_persons(a));
}

TEST_CASE("an empty world leaves no rows") {
  SmallWorld small;
  Recorder recorder(small.world);
  for (int m = 0; m < 5; ++m) {
    recorder.observe(small.world);
    next_month(small);
  }
  CHECK(recorder.record().rows.empty());
}

// A child of one country taken in by a family of another: counted where it was counted until it
// moves, so that no stock falls below zero.
TEST_CASE("whoever changes family does not upset the stocks of two countries") {
  SmallWorld fresh([](PopulationParameters& p, auto&) {
    p.origins.push_back(p.origins[0]);
    p.origins[1].id = "utopia";
  });
  Recorder clean(fresh.world);
  const Index group = fresh.found();
  const Index family = fresh.enrol(group, 1);
  Household other;
  other.cell = 12;
  other.collective = group;
  const Index foster = fresh.world.people.add_household(other);
  settle(fresh, group);
  clean.observe(fresh.world);
  const Index child = fresh.world.people.household(family).last_person;
  next_month(fresh);
  fresh.world.people.transfer(child, foster);
  fresh.world.people.move(child, PersonState::dead, Cause::disease, fresh.world.month,
                          fresh.world.events);
  clean.observe(fresh.world);
  for (const RecordRow& row : clean.record().rows)
    for (const std::int32_t count : row.counts) CHECK(count >= 0);
  CHECK(total(clean.record(), "in_collective", fresh.world.month) ==
        in_state(fresh.world, PersonState::in_collective));
}

TEST_CASE("emigrants to other countries are kept by destination and month") {
  SmallWorld small([](auto&, WorldParameters& w) { w.destinations.resize(2); });
  Recorder recorder(small.world);
  for (const int count : {3, 0, 5}) {
    Event event;
    event.kind = EventKind::emigrated_elsewhere;
    event.cell = 0;
    event.place = 1;
    event.count = count;
    if (count > 0) small.world.events.push_back(event);
    recorder.observe(small.world);
    next_month(small);
  }
  CHECK(recorder.record().elsewhere ==
        std::vector<std::vector<std::int64_t>>{{0, 0, 0}, {3, 0, 5}});
}

TEST_CASE("a household has left when its head of the day goes elsewhere, not when he dies") {
  SmallWorld small;
  const Month start = Month::of(1925, 4);
  const Index c = settled(small, 30, start);
  World& world = small.world;
  Recorder recorder(world);
  recorder.observe(world);
  const auto& members = world.collectives[c].members;
  // one whose widow leads on, one who goes to the army, one who leaves, one who returns
  Index widowed = none;
  for (const Index h : members)
    if (widowed == none && travellers(world.people, h, start).adults > 1) widowed = h;
  REQUIRE(widowed != none);
  std::vector<Index> others;
  for (const Index h : members)
    if (h != widowed) others.push_back(h);
  next_month(small);
  lose_person(world, world.people.household(widowed).head, PersonState::dead, Cause::disease);
  lose_person(world, world.people.household(others[0]).head, PersonState::in_army, Cause::war);
  leave_collective(world, others[1], Cause::dissatisfaction, false);
  move_residents(world, others[2], PersonState::returned, Cause::dissatisfaction);
  recorder.observe(world);
  const auto left_in = [&](Index h) {
    const auto& months = recorder.record().left_collective;
    return h < months.size() ? months[h] : distant_future;
  };
  CHECK(left_in(widowed) == distant_future);
  CHECK(left_in(others[0]) == distant_future);
  CHECK(left_in(others[1]) == start + 1);
  CHECK(left_in(others[2]) == start + 1);
  CHECK(left_in(others[3]) == distant_future);
  next_month(small);
  leave_collective(world, widowed, Cause::dissatisfaction, false);
  recorder.observe(world);
  CHECK(left_in(widowed) == start + 2);
}

TEST_CASE("a sum goes over the months and rows asked for") {
  Record record;
  for (int m = 0; m < 6; ++m) {
    RecordRow row;
    row.month = Month::of(1925, 1) + m;
    row.origin = static_cast<Index>(m % 2);
    row.counts[3] = 1 << m;
    record.rows.push_back(row);
  }
  const auto all = [](const RecordRow&) { return true; };
  CHECK(record.sum(3, Month::of(1925, 2), Month::of(1925, 4), all) == 2 + 4 + 8);
  CHECK(record.sum(3, distant_past, distant_future,
                   [](const RecordRow& row) { return row.origin == 1; }) == 2 + 8 + 32);
  CHECK(record.sum(2, distant_past, distant_future, all) == 0);
  CHECK(record.sum(3, Month::of(1925, 4), Month::of(1925, 2), all) == 0);
}

TEST_CASE("exits are counted by year, from, to and cause, with their excess; arrivals are none") {
  SmallWorld small;
  const Index c = small.found();
  small.enrol_many(c, 20);
  World& world = small.world;
  Recorder recorder(world);
  recorder.observe(world);
  settle(small, c);
  small.at(world.month);  // arrived before the recorder looks again
  recorder.observe(world);
  CHECK(recorder.record().exits.empty());
  next_month(small);
  const auto& members = world.collectives[c].members;
  const int gone = leave_collective(world, members[0], Cause::hunger, false);
  const Index a = world.people.household(members[1]).head;
  const Index b = world.people.household(members[2]).head;
  lose_person(world, a, PersonState::dead, Cause::disease, 0.25);
  lose_person(world, b, PersonState::dead, Cause::disease, 0.5);
  recorder.observe(world);
  small.at(world.month + 12);
  lose_person(world, world.people.household(members[3]).head, PersonState::dead, Cause::disease, 1);
  recorder.observe(world);
  const auto& exits = recorder.record().exits;
  REQUIRE(exits.size() == 3);
  CHECK(exits[0].from == PersonState::in_collective);
  CHECK(exits[0].to == PersonState::in_ussr);
  CHECK(exits[0].cause == Cause::hunger);
  CHECK(exits[0].persons == gone);
  CHECK(exits[0].origin == 0);
  CHECK(exits[0].collective == c);
  CHECK(exits[1].to == PersonState::dead);
  CHECK(exits[1].persons == 2);
  CHECK(exits[1].excess == Approx(0.75));
  CHECK(exits[2].year == exits[1].year + 1);
  CHECK(exits[2].persons == 1);
}

TEST_CASE("months lived are the persons in the country at each month's end") {
  SmallWorld small;
  const Index c = small.found();
  small.enrol_many(c, 20);
  World& world = small.world;
  Recorder recorder(world);
  recorder.observe(world);
  CHECK(total(recorder.record(), "person_months", world.month) == 0);
  next_month(small);
  settle(small, c);
  std::int64_t expected = 0;
  const Month first = world.month;
  for (int m = 0; m < 5; ++m) {
    const Index head =
        world.people.household(world.collectives[c].members[static_cast<Index>(m)]).head;
    constexpr PersonState to[]{PersonState::in_army, PersonState::in_camp, PersonState::in_ussr,
                               PersonState::dead, PersonState::returned};
    lose_person(world, head, to[m], Cause::unstated);
    recorder.observe(world);
    expected += in_state(world, PersonState::in_collective) +
                in_state(world, PersonState::in_ussr) + in_state(world, PersonState::in_camp) +
                in_state(world, PersonState::in_army);
    next_month(small);
  }
  CHECK(recorder.record().sum(variable_index("person_months"), first, world.month,
                              [](const RecordRow&) { return true; }) == expected);
}

TEST_CASE("settlements are recorded as they stand in December") {
  SmallWorld small;
  const Index c = settled(small, 10, Month::of(1925, 11));
  World& world = small.world;
  world.soviet.wage = 20;
  world.collectives[c].settlement.income = 15;
  world.collectives[c].settlement.food = 0.6;
  Recorder recorder(world);
  recorder.observe(world);
  CHECK(recorder.record().settlements.empty());
  next_month(small);
  world.soviet.wage = 20;
  recorder.observe(world);
  REQUIRE(recorder.record().settlements.size() == 1);
  const SettlementRow& row = recorder.record().settlements[0];
  CHECK(row.year == 1925);
  CHECK(row.collective == c);
  CHECK(row.persons == world.collectives[c].settlement.persons);
  CHECK(row.food == 0.6);
  CHECK(row.income_ratio == Approx(0.75));
}
