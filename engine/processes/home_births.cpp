#include "engine/processes/home_births.hpp"

#include "engine/world/membership.hpp"

namespace komuna {
namespace {

enum BirthDraw : std::uint8_t { at_home = 8 };

// The wife of a couple who waits together, or `none`.
Index waiting_mother(const World& world, Index household) {
  Index wife = none;
  bool husband = false;
  world.people.each_member(household, [&](Index p) {
    const Person& person = world.people.person(p);
    if (person.state != PersonState::waiting) return;
    if (person.role != Role::head && person.role != Role::spouse) return;
    if (person.sex == Sex::female)
      wife = p;
    else
      husband = true;
  });
  return husband ? wife : none;
}

void perhaps_bear(World& world, const HouseholdParameters& p, Index index) {
  const Household& household = world.people.household(index);
  if (!household.couple) return;
  const Month year{world.month.year() * 12};
  const Cell& cell = world.cell_of(household);
  const double factor = world.population.origins[cell.origin].household_factor;
  const double u = world.draws.uniform(cell.id, household.slot, year, Stream::birth, at_home,
                                       household.generation);
  if (u >= factor * p.fertility) return;  // above the highest chance at any age
  const Index mother = waiting_mother(world, index);
  if (mother == none) return;
  // The age of January holds for the year: one chance, so that no two months take the same number.
  const double chance =
      factor * fertility_at(p, world.people.person(mother).age_months(year) / 12.0);
  // u / chance is uniform given a birth: it decides the month.
  if (u >= chance || static_cast<int>(u / chance * 12.0) != world.month.month_of_year() - 1) return;
  Person child;
  child.key_entity = cell.id;
  child.key_ordinal = household.slot;
  child.key_partner = person_partner(household.generation, household.next_ordinal);
  child.role = Role::child;
  child.born = world.month;
  child.sex = to_uniform(draw_block(world.draws, child, timeless, Stream::birth).w1) < 0.5
                  ? Sex::female
                  : Sex::male;
  world.people.add_person(index, child, PersonState::waiting, Cause::birth, world.month,
                          world.events);
}

}  // namespace

void home_births(World& world, const HouseholdParameters& p) {
  for (Collective& collective : world.collectives) {
    if (ended(collective.stage)) continue;
    for (const Index h : waiting_members(world, collective)) perhaps_bear(world, p, h);
  }
  for (const Index h : world.applicants)
    if (is_waiting(world, h)) perhaps_bear(world, p, h);
}

}  // namespace komuna
