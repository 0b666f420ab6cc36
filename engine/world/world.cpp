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

World::World(const PopulationParameters& population_parameters,
             const WorldParameters& world_parameters, const Cells& cell_list,
             const Traits& trait_tables, const Draws& replicate_draws)
    : population(population_parameters),
      parameters(world_parameters),
      cells(cell_list),
      traits(trait_tables),
      draws(replicate_draws),
      origins(population_parameters.origins.size()),
      cell_months(cell_list.size()),
      workplaces(Circles::Kind::workplace, cell_list, population_parameters, replicate_draws),
      kin(Circles::Kind::kin, cell_list, population_parameters, replicate_draws),
      site_taken(world_parameters.sites.size(), 0),
      destinations(world_parameters.destinations.size()) {
  for (DestinationState& destination : destinations)
    destination.cumulative.assign(population_parameters.origins.size(), 0.0);
}

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
