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
