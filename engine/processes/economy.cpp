#include "engine/processes/economy.hpp"

#include <algorithm>

namespace komuna {

double wage_factor(const Branch& branch, bool skilled) {
  const double mean = 1.0 + branch.skilled_share * (branch.skilled_premium - 1.0);
  return branch.wage_factor * (skilled ? branch.skilled_premium : 1.0) / mean;
}

void economy(World& world) {
  const EconomyParameters& p = world.parameters.economy;
  const LivingScale living(p);
  world.soviet.unemployed = p.soviet_unemployed.at(world.month);
  world.soviet.wage = p.soviet_wage.at(world.month);
  world.soviet.living = living.of(world.soviet.wage);
  world.soviet.world_revolution = p.world_revolution.at(world.month);

  for (std::size_t o = 0; o < world.origins.size(); ++o) {
    const Origin& origin = world.population.origins[o];
    OriginState& state = world.origins[o];
    state.open = world.month < origin.closed_from;
    state.unemployment = origin.unemployment.at(world.month);
    state.wage = origin.wage.at(world.month);
    state.living = living.of(state.wage);
    state.fare = origin.fare.at(world.month);
    state.labour_force = origin.labour_force.at(world.month);
    state.party_members = origin.party_members.at(world.month);
  }
  for (Index c = 0; c < world.cells.size(); ++c) {
    const Cell& cell = world.cells[c];
    const OriginState& origin = world.origins[cell.origin];
    if (!origin.open) continue;
    const Origin& given = world.population.origins[cell.origin];
    const Region& region = given.regions[world.cells.regions()[cell.region].within_origin];
    const Branch& branch = world.population.branches[cell.branch];
    CellMonth& month = world.cell_months[c];
    month.unemployment = std::min(
        1.0, origin.unemployment * region.unemployment_factor * branch.unemployment_factor);
    const double wage = origin.wage * wage_factor(branch, cell.skilled);
    if (wage != month.wage) month.living = living.of(wage);
    month.wage = wage;
    month.strata = world.cells.strata(c, given, origin.labour_force, origin.party_members);
  }
}

}  // namespace komuna
