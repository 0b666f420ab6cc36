#pragma once
// The state of one world: everything that changes with time, and nothing that acts.
//
// Processes and policies are functions on this state. What a scenario says about places, plans and
// rules stands beside it, unchanged (WorldParameters).

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/population/cell.hpp"
#include "engine/population/circle.hpp"
#include "engine/population/event.hpp"
#include "engine/population/life_table.hpp"
#include "engine/population/people.hpp"
#include "engine/population/traits.hpp"
#include "engine/random/draws.hpp"
#include "engine/world/arrest.hpp"
#include "engine/world/campaign.hpp"
#include "engine/world/collective.hpp"
#include "engine/world/contract_terms.hpp"
#include "engine/world/coordination.hpp"
#include "engine/world/economy.hpp"
#include "engine/world/gate.hpp"
#include "engine/world/site.hpp"

namespace komuna {

struct WorldParameters {
  EconomyParameters economy;
  CoordinationParameters coordination;
  std::vector<CollectiveKind> kinds;
  std::vector<Site> sites;
  std::vector<CollectivePlan> collectives;  // named
  std::vector<CollectivePlan> templates;    // for foundings by the model, tried in order
  std::vector<ContractTerms> contracts;     // of named collectives, by their id
  GateParameters gate;
  std::vector<Destination> destinations;
  std::vector<Campaign> campaigns;
};
void fields(FieldVisitor& visitor, WorldParameters& world);

// A letter home on its way.
struct Letter {
  Month arrives;
  Index origin = 0;
  Index household = none;
  Outlook tells;
};

struct Totals {  // money and goods of the drives, dollars
  double money_given = 0;
  double provisions_given = 0;
  double relief = 0;
  double equipment = 0;  // sent to no collective in particular
};

// What has happened so far: it can be copied, and knows nothing of the scenario it came from.
struct WorldState {
  WorldState(const PopulationParameters& population, const WorldParameters& parameters,
             const Cells& cells, const Draws& replicate_draws);

  Draws draws;
  Month month;

  SovietState soviet;
  std::vector<OriginState> origins;
  std::vector<CellMonth> cell_months;  // by cell
  Circles workplaces;
  Circles kin;
  People people;
  LifeTable usual_deaths;                            // at home, in an easy life; kept by lives
  std::unordered_map<std::uint64_t, Index> touched;  // (cell, slot) -> household
  std::vector<Collective> collectives;
  std::vector<int> site_taken;  // collectives settled or promised, by site
  GateState gate;
  std::vector<DestinationState> destinations;
  std::vector<Letter> letters;
  std::vector<Index> applicants;    // households applying alone, waiting
  std::vector<Index> independents;  // households in the Soviet Union outside a collective
  std::vector<Index> travellers;    // households on the way outside a collective's train
  std::vector<Index> left_behind;   // households whose head went first, family at home
  std::vector<Index> prisoners;     // persons in camp
  std::vector<Index> exiles;        // households of which somebody was exiled
  std::vector<Index> soldiers;      // persons in the army
  std::vector<Arrest> arrests;      // since the beginning, in order
  Totals totals;
  Events events;  // of this month
};

// A state, and what the scenario says about the world it stands in.
struct World : WorldState {
  World(const PopulationParameters& population_parameters, const WorldParameters& world_parameters,
        const Cells& cell_list, const Traits& trait_tables, const Draws& replicate_draws);
  // The same past under what another scenario says from now on. Its places, plans and tables must
  // be those of the past, in the same order.
  World(const WorldState& past, const PopulationParameters& population_parameters,
        const WorldParameters& world_parameters, const Cells& cell_list,
        const Traits& trait_tables);

  const PopulationParameters& population;
  const WorldParameters& parameters;
  const Cells& cells;
  const Traits& traits;

  const CollectivePlan& plan(const Collective& collective) const {
    return collective.from_template ? parameters.templates[collective.plan]
                                    : parameters.collectives[collective.plan];
  }
  const CollectiveKind& kind(const Collective& collective) const {
    return parameters.kinds[collective.kind];
  }
  const Cell& cell_of(const Household& household) const { return cells[household.cell]; }
  static std::uint64_t slot_key(Index cell, std::uint32_t slot) {
    return (std::uint64_t{cell} << 32) | slot;
  }
};

// Position of a region by its origin and id; `none` when unknown.
Index find_region(const World& world, Index origin, const std::string& region);

}  // namespace komuna
