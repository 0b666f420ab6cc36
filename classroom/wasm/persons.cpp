#include "classroom/wasm/persons.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "classroom/wasm/collective_name.hpp"
#include "engine/scenario/document/json_text.hpp"
#include "engine/simulation/life.hpp"

namespace komuna::classroom {
namespace {

constexpr int grown_up = 20;  // years, at the person's last step

PersonKey key_of(const Person& person) {
  return {person.key_entity, person.key_ordinal, person.key_partner};
}

// A person of one world at its end.
struct Fate {
  PersonKey key;
  Index person = none;
  Journey journey = Journey::still_waiting;
};

struct Ended {
  Simulation simulation;
  std::vector<Fate> fates;  // in the order of keys
};

Ended run_to_end(Worlds& worlds, Which which, std::uint64_t seed, std::uint64_t replicate) {
  Journeys journeys;
  SimulationOptions watch;
  watch.watch_month = [&journeys](const World& world) { journeys.observe(world); };
  Ended ended{worlds.run(which, seed, replicate, watch), {}};
  const World& world = ended.simulation.world();
  const std::vector<TracedPerson> traced = journeys.people(world).persons;
  for (Index p = 0; p < world.people.persons().size(); ++p) {
    const PersonKey key = key_of(world.people.person(p));
    const auto at = std::lower_bound(
        traced.begin(), traced.end(), key,
        [](const TracedPerson& person, const PersonKey& wanted) { return person.key < wanted; });
    if (at != traced.end() && at->key == key) ended.fates.push_back({key, p, at->journey});
  }
  std::sort(ended.fates.begin(), ended.fates.end(),
            [](const Fate& a, const Fate& b) { return a.key < b.key; });
  return ended;
}

const Fate* find(const std::vector<Fate>& fates, const PersonKey& key) {
  const auto at =
      std::lower_bound(fates.begin(), fates.end(), key,
                       [](const Fate& fate, const PersonKey& wanted) { return fate.key < wanted; });
  return at != fates.end() && at->key == key ? &*at : nullptr;
}

struct Pair {
  PersonKey key;
  std::array<const Fate*, 2> fates{};
  int rank = 0;  // the lower, the sooner shown
};

PersonState state_of(const World& world, const Fate* fate) {
  return fate == nullptr ? PersonState::home : world.people.person(fate->person).state;
}

class Choice {
 public:
  Choice(const World& history, const World* changed) : worlds_{&history, changed} {}

  // Both went or both stayed is the usual case; what differs is what a class looks for.
  int rank(const Pair& pair) const {
    const Person& person = any(pair);
    const bool adult = person.age(person.since) >= grown_up;
    const bool differs = worlds_[1] != nullptr && differ(pair);
    const bool went = goes(pair.fates[0]) || goes(pair.fates[1]);
    return (differs ? 0 : 4) + (went ? 0 : 2) + (adult ? 0 : 1);
  }
  bool differ(const Pair& pair) const {
    if (worlds_[1] == nullptr) return false;
    if ((pair.fates[0] == nullptr) != (pair.fates[1] == nullptr)) return true;
    return pair.fates[0]->journey != pair.fates[1]->journey ||
           state_of(*worlds_[0], pair.fates[0]) != state_of(*worlds_[1], pair.fates[1]);
  }
  const Person& any(const Pair& pair) const {
    return pair.fates[0] != nullptr ? worlds_[0]->people.person(pair.fates[0]->person)
                                    : worlds_[1]->people.person(pair.fates[1]->person);
  }
  const World& world_of(const Pair& pair) const {
    return pair.fates[0] != nullptr ? *worlds_[0] : *worlds_[1];
  }

 private:
  static bool goes(const Fate* fate) { return fate != nullptr && fate->journey == Journey::went; }
  std::array<const World*, 2> worlds_;
};

// A few of each rank, far apart in the list of keys, so that not one family fills the page.
std::vector<Pair> spread(std::vector<Pair> pairs, std::size_t most) {
  std::stable_sort(pairs.begin(), pairs.end(),
                   [](const Pair& a, const Pair& b) { return a.rank < b.rank; });
  std::vector<Pair> chosen;
  for (auto begin = pairs.begin(); begin != pairs.end() && chosen.size() < most;) {
    auto end =
        std::find_if(begin, pairs.end(), [&](const Pair& p) { return p.rank != begin->rank; });
    const std::size_t there = static_cast<std::size_t>(end - begin);
    const std::size_t wanted =
        std::min(there, std::max<std::size_t>((most - chosen.size()) / 2, 1));
    for (std::size_t i = 0; i < wanted; ++i)
      chosen.push_back(*(begin + static_cast<std::ptrdiff_t>(i * there / wanted)));
    begin = end;
  }
  return chosen;
}

void write_person(JsonText& json, const Choice& choice, const Pair& pair,
                  const std::array<const World*, 2>& worlds) {
  const World& world = choice.world_of(pair);
  const Person& person = choice.any(pair);
  const Household& household = world.people.household(person.household);
  json.begin_map();
  json.key("key").raw('[' + std::to_string(pair.key.entity) + ',' +
                      std::to_string(pair.key.ordinal) + ',' + std::to_string(pair.key.partner) +
                      ']');
  json.key("sex").text(person.sex == Sex::male ? "male" : "female");
  json.key("born").text(to_string(person.born));
  if (household.cell != none) {
    const Cell& cell = world.cells[household.cell];
    const Origin& origin = world.population.origins[cell.origin];
    json.key("region").text(origin.regions[world.cells.regions()[cell.region].within_origin].id);
    json.key("branch").text(world.population.branches[cell.branch].id);
    json.key("stratum").text(stratum_names[static_cast<std::size_t>(household.stratum)]);
  }
  json.key("different").raw(choice.differ(pair) ? "true" : "false");
  json.key("ends").begin_list();
  for (std::size_t w = 0; w < 2; ++w) {
    const bool known = worlds[w] != nullptr && pair.fates[w] != nullptr;
    json.text(known ? name_of(state_of(*worlds[w], pair.fates[w])) : "");
  }
  json.end().key("journeys").begin_list();
  for (std::size_t w = 0; w < 2; ++w)
    json.text(pair.fates[w] != nullptr ? name_of(pair.fates[w]->journey) : "");
  json.end().end();
}

// The steps of one person in one world.
void tell(JsonText& json, Worlds& worlds, Which which, std::uint64_t seed, std::uint64_t replicate,
          const PersonKey& key) {
  const auto& waves = worlds.model(which).parameters.repression.waves;
  SimulationOptions watch;
  watch.watch_month = [&](const World& world) {
    for (const Event& event : world.events) {
      if (event.person == none || !(key_of(world.people.person(event.person)) == key)) continue;
      const Life life = life_of(world, event, waves);
      json.begin_map();
      json.key("month").text(to_string(life.month));
      json.key("event").text(life.event);
      json.key("from").text(life.from);
      json.key("cause").text(life.cause == "unstated" ? "" : life.cause);
      json.key("collective");
      if (event.collective == none) {
        json.raw("null");
      } else {
        json.begin_map();
        write_name(json, world, world.collectives[event.collective]);
        json.end();
      }
      json.key("role").text(life.role);
      json.key("age").number(life.age);
      json.key("charge").text(life.charge);
      json.end();
    }
  };
  worlds.run(which, seed, replicate, watch);
}

}  // namespace

std::string list_persons(Worlds& worlds, std::uint64_t seed, std::uint64_t replicate,
                         std::size_t most) {
  const Ended history = run_to_end(worlds, Which::history, seed, replicate);
  std::vector<Ended> other;
  if (worlds.parts()) other.push_back(run_to_end(worlds, Which::changed, seed, replicate));
  const std::array<const World*, 2> both{&history.simulation.world(),
                                         other.empty() ? nullptr : &other[0].simulation.world()};
  const Choice choice(*both[0], both[1]);
  std::vector<Pair> pairs;
  for (const Fate& fate : history.fates)
    pairs.push_back({fate.key, {&fate, other.empty() ? nullptr : find(other[0].fates, fate.key)}});
  if (!other.empty())
    for (const Fate& fate : other[0].fates)
      if (find(history.fates, fate.key) == nullptr) pairs.push_back({fate.key, {nullptr, &fate}});
  std::int64_t different = 0;
  for (Pair& pair : pairs) {
    pair.rank = choice.rank(pair);
    if (choice.differ(pair)) ++different;
  }
  JsonText json;
  json.begin_map();
  json.key("known").number(static_cast<double>(pairs.size()));
  json.key("different").number(static_cast<double>(different));
  json.key("persons").begin_list();
  for (const Pair& pair : spread(std::move(pairs), most)) write_person(json, choice, pair, both);
  json.end().end();
  return json.take();
}

std::string tell_life(Worlds& worlds, std::uint64_t seed, std::uint64_t replicate,
                      const PersonKey& key) {
  JsonText json;
  json.begin_map().key("worlds").begin_list().begin_list();
  tell(json, worlds, Which::history, seed, replicate, key);
  json.end().begin_list();
  if (worlds.parts()) tell(json, worlds, Which::changed, seed, replicate, key);
  json.end().end().end();
  return json.take();
}

}  // namespace komuna::classroom
