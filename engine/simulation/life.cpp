#include "engine/simulation/life.hpp"

namespace komuna {
namespace {

std::string household_name(const World& world, const Household& household, const Person& person) {
  if (household.cell == none)
    return "local:" + std::to_string(person.key_entity) + "/" + std::to_string(person.key_ordinal);
  return world.cells.name(household.cell, world.population) + "#" + std::to_string(household.slot) +
         "." + std::to_string(household.generation);
}

}  // namespace

Life life_of(const World& world, const Event& event, const std::vector<Wave>& waves) {
  Life life;
  life.month = event.month;
  life.cause = name_of(event.cause);
  if (event.collective != none) life.collective = world.collectives[event.collective].id;
  const Person& person = world.people.person(event.person);
  const Household& household = world.people.household(
      event.household != none ? event.household : person.household);  // orphans change theirs
  life.household = household_name(world, household, person);
  life.person = static_cast<int>(person.key_partner & 0xffffu);
  life.sex = person.sex == Sex::male ? "male" : "female";
  constexpr std::string_view roles[]{"head", "spouse", "other_adult", "child", "local"};
  life.role = roles[static_cast<std::size_t>(person.role)];
  life.age = person.age(event.month);
  if (household.cell != none) {
    const Cell& cell = world.cells[household.cell];
    const Origin& origin = world.population.origins[cell.origin];
    life.origin = origin.id;
    life.region = origin.regions[world.cells.regions()[cell.region].within_origin].id;
    life.branch = world.population.branches[cell.branch].id;
    life.stratum = stratum_names[static_cast<std::size_t>(household.stratum)];
  }
  switch (event.kind) {
    case EventKind::moved:
      life.event = name_of(event.to);
      if (!event.entry) life.from = name_of(event.from);
      break;
    case EventKind::enrolled:
      life.event = "enrolled";
      break;
    case EventKind::admitted:
      life.event = "admitted";
      break;
    case EventKind::arrested:
      life.event = "arrested";
      if (event.place < waves.size()) life.charge = waves[event.place].charge;
      break;
    case EventKind::came_of_age:
      life.event = "came_of_age";
      break;
    case EventKind::succeeded:
      life.event = "became_head";
      break;
    case EventKind::naturalised:
      life.event = "took_soviet_citizenship";
      break;
    case EventKind::widowed:
      life.event = "widowed";
      break;
    case EventKind::orphaned:
      life.event = "orphaned";
      break;
    case EventKind::taken_in:
      life.event = "taken_in";
      break;
    case EventKind::deported:
      life.event = "deported";
      break;
    default:
      life.event = "other";
      break;
  }
  return life;
}

}  // namespace komuna
