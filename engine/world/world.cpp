#include "engine/world/world.hpp"

namespace komuna {

void fields(FieldVisitor& v, WorldParameters& w) {
  constexpr auto required = Presence::required;
  visit_object(v, w.economy,
               {.key = "economy",
                .help = "Wages, unemployment and beliefs of the "
                        "Soviet side.",
                .presence = required});
  visit_object(
      v, w.coordination,
      {.key = "coordination", .help = "What different mother tongues in one collective cost."});
  visit_table(v, w.kinds, "kind",
              {.key = "kinds",
               .help = "Communes, artels, cooperatives, hired "
                       "teams.",
               .presence = required});
  visit_table(v, w.sites, "site",
              {.key = "sites", .help = "Places where collectives settle.", .presence = required});
  visit_table(v, w.collectives, "collective",
              {.key = "collectives", .help = "Named collectives of history."});
  visit_table(v, w.templates, "template",
              {.key = "templates",
               .help = "Patterns for collectives the model founds, "
                       "tried in order."});
  visit_table(v, w.contracts, "contract",
              {.key = "contracts",
               .help = "What is known of contracts; the id is that of a named collective."});
  visit_object(v, w.gate,
               {.key = "gate", .help = "Whom the Soviet side lets in.", .presence = required});
  visit_table(v, w.destinations, "destination",
              {.key = "destinations", .help = "Other countries people went to."});
  visit_table(v, w.campaigns, "campaign", {.key = "campaigns", .help = "Solidarity collections."});
}

WorldState::WorldState(const PopulationParameters& population, const WorldParameters& parameters,
                       const Cells& cells, const Draws& replicate_draws)
    : draws(replicate_draws),
      origins(population.origins.size()),
      cell_months(cells.size()),
      workplaces(Circles::Kind::workplace, cells, population, replicate_draws),
      kin(Circles::Kind::kin, cells, population, replicate_draws),
      site_taken(parameters.sites.size(), 0),
      destinations(parameters.destinations.size()) {
  for (DestinationState& destination : destinations)
    destination.cumulative.assign(population.origins.size(), 0.0);
}

World::World(const PopulationParameters& population_parameters,
             const WorldParameters& world_parameters, const Cells& cell_list,
             const Traits& trait_tables, const Draws& replicate_draws)
    : WorldState(population_parameters, world_parameters, cell_list, replicate_draws),
      population(population_parameters),
      parameters(world_parameters),
      cells(cell_list),
      traits(trait_tables) {}

World::World(const WorldState& past, const PopulationParameters& population_parameters,
             const WorldParameters& world_parameters, const Cells& cell_list,
             const Traits& trait_tables)
    : WorldState(past),
      population(population_parameters),
      parameters(world_parameters),
      cells(cell_list),
      traits(trait_tables) {}

Index find_region(const World& world, Index origin, const std::string& region) {
  const auto& regions = world.cells.regions();
  for (Index r = 0; r < regions.size(); ++r) {
    if (regions[r].origin != origin) continue;
    if (region.empty()) return r;
    if (world.population.origins[origin].regions[regions[r].within_origin].id == region) return r;
  }
  return none;
}

}  // namespace komuna
