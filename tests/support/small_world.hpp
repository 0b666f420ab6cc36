#pragma once
// A world small enough to check by hand: one invented country, Arcadia, with two regions and three
// branches, one farming site, one kind of collective and one plan. Tests change what they need
// before it is built.

#include <functional>
#include <string>

#include "engine/population/household.hpp"
#include "engine/processes/economy.hpp"
#include "engine/world/membership.hpp"
#include "engine/world/world.hpp"

namespace komuna::tests {

inline PopulationParameters arcadia() {
  PopulationParameters population;
  const auto branch = [&](const char* id, Sector sector) {
    Branch fresh;
    fresh.id = id;
    fresh.sector = sector;
    fresh.property_share = 0.5;
    population.branches.push_back(fresh);
  };
  branch("farming", Sector::agriculture);
  branch("metal", Sector::industry);
  branch("trade", Sector::other);
  population.groups.push_back({"native", "Born here", 0.0});
  Origin origin;
  origin.id = "arcadia";
  origin.name = "Arcadia";
  origin.default_group = "native";
  origin.unemployment = Series(0.1);
  origin.wage = Series(16.0);
  origin.party_members = Series(200.0);
  origin.fare = Series(30.0);
  for (const char* id : {"hills", "plain"}) {
    Region region;
    region.id = id;
    region.heads = 10000;
    region.branches = {{"farming", 0.5}, {"metal", 0.3}, {"trade", 0.2}};
    region.longitude = 18;
    region.latitude = 49;
    origin.regions.push_back(region);
  }
  population.origins.push_back(origin);
  return population;
}

inline WorldParameters small_parameters() {
  WorldParameters parameters;
  CollectiveKind kind;
  kind.id = "commune";
  parameters.kinds.push_back(kind);
  Site site;
  site.id = "steppe";
  site.longitude = 45;
  site.latitude = 50;
  parameters.sites.push_back(site);
  CollectivePlan plan;
  plan.id = "spring";
  plan.origin = "arcadia";
  plan.kind = "commune";
  plan.founded = Month::of(1923, 5);
  parameters.collectives.push_back(plan);
  Regime regime;
  regime.id = "commission";
  regime.from = Month::of(1922, 12);
  regime.until = Month::of(1927, 2);
  regime.places_agriculture = 80;
  regime.places_industry = 40;
  regime.places_individual = 10;
  parameters.gate.regimes.push_back(regime);
  return parameters;
}

class SmallWorld {
 public:
  using Adjust = std::function<void(PopulationParameters&, WorldParameters&)>;

  explicit SmallWorld(const Adjust& adjust = {}, std::uint64_t seed = 1)
      : population(arcadia()),
        parameters(small_parameters()),
        cells(adjusted(adjust)),
        traits(population),
        world(population, parameters, cells, traits, Draws(seed, 0)) {
    at(Month::of(1923, 5));
    for (OriginState& origin : world.origins) origin.expected = {0.5, 0.5, 0.5};
  }
  SmallWorld(const SmallWorld&) = delete;
  SmallWorld& operator=(const SmallWorld&) = delete;

  // Goes to a month: the economy is read, last month's events are forgotten.
  void at(Month month) {
    world.month = month;
    world.events.clear();
    economy(world);
  }

  Index found(Index plan = 0, const std::string& id = "") {
    const CollectivePlan& pattern = parameters.collectives[plan];
    Collective collective;
    collective.id = id.empty() ? pattern.id : id;
    collective.key = semantic_id("collective/" + collective.id);
    collective.plan = plan;
    collective.sector = pattern.sector;
    collective.founded = world.month;
    collective.party_only = pattern.party_only;
    enter_stage(collective, Stage::initiative, world.month);
    world.collectives.push_back(collective);
    return static_cast<Index>(world.collectives.size() - 1);
  }

  // The head of a slot of Arcadia's first farming cell enrols (collective `none`: applies alone).
  Index enrol(Index collective, std::uint32_t slot) {
    Household household;
    household.cell = 0;
    household.slot = slot;
    household.collective = collective;
    household.alone = collective == none;
    household.joined = world.month;
    const HeadTraits who = traits.of(world.draws, cells[0], slot, world.month);
    household.generation = who.generation;
    household.conviction = who.conviction;
    household.savings = 300;
    household.property = 200;
    const Index index = world.people.add_household(household);
    add_family(world.people, index, HouseholdParameters{}, world.draws, cells[0], 1.0, who,
               PersonState::waiting, Cause::enrolment, world.month, world.events);
    if (collective == none) {
      world.applicants.push_back(index);
    } else {
      world.collectives[collective].members.push_back(index);
      ++world.collectives[collective].enrolled_households;
    }
    return index;
  }

  // `households` of consecutive slots from `first` on.
  void enrol_many(Index collective, int households, std::uint32_t first = 0) {
    for (int i = 0; i < households; ++i) enrol(collective, first + static_cast<std::uint32_t>(i));
  }

  int waiting_persons(Index collective) {
    int persons = 0;
    for (const Index h : waiting_members(world, world.collectives[collective]))
      persons += persons_waiting(world, h);
    return persons;
  }

  PopulationParameters population;
  WorldParameters parameters;
  Cells cells;
  Traits traits;
  World world;

 private:
  const PopulationParameters& adjusted(const Adjust& adjust) {
    if (adjust) adjust(population, parameters);
    return population;
  }
};

}  // namespace komuna::tests
