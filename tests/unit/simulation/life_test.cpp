#include "engine/simulation/life.hpp"

#include <catch2/catch.hpp>
#include <set>
#include <string>
#include <vector>

#include "tests/support/settled_world.hpp"
#include "tests/unit/simulation/small_scenario.hpp"

using namespace komuna;
using namespace komuna::tests;

TEST_CASE("a step is told with who, what, whence and why") {
  SmallWorld small;
  const Index c = small.found();
  const Index h = small.enrol(c, 4);
  World& world = small.world;
  const Index head = world.people.household(h).head;
  const Life entry = life_of(world, world.events[0]);
  CHECK(entry.month == Month::of(1923, 5));
  CHECK(entry.household == "arcadia/hills/native/farming/skilled#4." +
                               std::to_string(world.people.household(h).generation));
  CHECK(entry.person == 0);
  CHECK(entry.event == "waiting");
  CHECK(entry.from.empty());
  CHECK(entry.cause == "enrolment");
  CHECK(entry.origin == "arcadia");
  CHECK(entry.region == "hills");
  CHECK(entry.branch == "farming");
  CHECK(entry.collective == "spring");
  CHECK(entry.role == "head");
  CHECK(entry.age == world.people.person(head).age(world.month));
  small.at(world.month + 30);
  world.people.move(head, PersonState::in_transit, Cause::departure, world.month, world.events);
  const Life departure = life_of(world, world.events[0]);
  CHECK(departure.event == "in_transit");
  CHECK(departure.from == "waiting");
  CHECK(departure.cause == "departure");
  CHECK(departure.age >= entry.age + 2);  // thirty months later
  CHECK(departure.age <= entry.age + 3);
}

TEST_CASE("an orphan's earlier steps stay with the family they happened in") {
  SmallWorld small;
  const Index c = small.found();
  const Index family = small.enrol(c, 4);
  const Index host = small.enrol(c, 9);
  const Index child = small.world.people.household(family).last_person;
  Event event;
  for (const Event& known : small.world.events)
    if (known.person == child) event = known;
  const std::string before = life_of(small.world, event).household;
  small.world.people.transfer(child, host);
  CHECK(life_of(small.world, event).household == before);
}

TEST_CASE("people of the place have a name without an origin") {
  SmallWorld small;
  Household household;
  const Index index = small.world.people.add_household(household);
  Person person;
  person.key_entity = 77;
  person.key_ordinal = 3;
  person.role = Role::local;
  small.world.people.add_person(index, person, PersonState::in_collective, Cause::local_joining,
                                small.world.month, small.world.events);
  const Life life = life_of(small.world, small.world.events.back());
  CHECK(life.household == "local:77/3");
  CHECK(life.origin.empty());
  CHECK(life.role == "local");
  CHECK(life.collective.empty());
}

TEST_CASE("every kind of event about a person has a word of its own") {
  SmallWorld small;
  const Index h = small.enrol(small.found(), 4);
  Event event = small.world.events[0];
  event.household = h;
  std::set<std::string> words;
  for (const EventKind kind :
       {EventKind::moved, EventKind::enrolled, EventKind::admitted, EventKind::arrested,
        EventKind::came_of_age, EventKind::succeeded, EventKind::naturalised, EventKind::widowed,
        EventKind::orphaned, EventKind::taken_in, EventKind::deported}) {
    event.kind = kind;
    words.insert(life_of(small.world, event).event);
  }
  CHECK(words.size() == 11);
  CHECK(words.count("other") == 0);
}

TEST_CASE("a run tells as many entries as the ledger has") {
  const Model model(small_scenario(), {});
  std::int64_t entries = 0;
  SimulationOptions options;
  options.watch_life = [&](const Life& life) {
    const bool moved = life.event != "enrolled" && life.event != "admitted" &&
                       life.event != "arrested" && life.event != "came_of_age" &&
                       life.event != "became_head" && life.event != "widowed" &&
                       life.event != "orphaned" && life.event != "taken_in" &&
                       life.event != "deported" && life.event != "took_soviet_citizenship";
    entries += moved && life.from.empty() ? 1 : 0;
    CHECK(life.age >= 0);
    CHECK(life.age < 110);
  };
  Simulation simulation(model, 5, 0, std::move(options));
  simulation.run();
  CHECK(entries == simulation.world().people.entries());
}

TEST_CASE("an arrest is told with the fabricated charge of its wave, nothing else is") {
  SmallWorld small;
  const Index h = small.enrol(small.found(), 4);
  std::vector<Wave> waves(2);
  waves[0].charge = "wrecking";
  waves[1].charge = "espionage";
  Event event = small.world.events[0];
  event.household = h;
  CHECK(life_of(small.world, event, waves).charge.empty());
  event.kind = EventKind::arrested;
  event.place = 1;
  CHECK(life_of(small.world, event, waves).charge == "espionage");
  event.place = none;
  CHECK(life_of(small.world, event, waves).charge.empty());
}
