#include "engine/processes/recruitment.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "engine/base/error.hpp"
#include "engine/base/math.hpp"

namespace komuna {
namespace {

// The family whose cost people have in mind when they ask whether they can afford it.
constexpr double usual_adults = 1.6;
constexpr double usual_children = 1.0;
constexpr double most_drops = 5e6;  // of one cell, alternative and month

struct Intent {
  double time;
  Index cell;
  std::uint32_t slot;
  Index collective;  // none: applies alone
};

Offer joining_offer(const World& world, const DecisionParameters& p, const Collective& collective,
                    double appeal, Index cell) {
  const CollectivePlan& plan = world.plan(collective);
  Offer offer;
  offer.cell = cell;
  offer.scale = appeal * math::exp(p.join_constant + shared_utility(world, p, cell));
  const double fare = world.origins[world.cells[cell].origin].fare;
  offer.cost = std::max(1.0, plan.share_fee + usual_adults * (plan.adult_fee + fare) +
                                 usual_children * plan.child_fee);
  bound_personal_terms(world, p, offer);
  offer.party_only = collective.party_only;
  offer.max_age_months = static_cast<int>(plan.max_age * 12.0) + 11;  // until the next birthday
  return offer;
}

bool may_recruit_in(const World& world, Index cell) {
  const OriginState& origin = world.origins[world.cells[cell].origin];
  return origin.open && !origin.prohibited;
}

std::string too_many(const World& world, Index cell) {
  return "in " + to_string(world.month) + " one alternative asks for more than " +
         std::to_string(static_cast<int>(most_drops / 1e6)) + " million drops of the rain on " +
         world.cells.name(cell, world.population) +
         ": heads would act many times a month. Make join_constant, alone_constant or the weights "
         "of `decision` smaller, or raise the capital asked of single applicants";
}

// One month's rain on what the tables know of heads.
class Gathering {
 public:
  Gathering(World& world, const DecisionParameters& p, ReadinessTables& tables)
      : world_(world), p_(p), tables_(tables) {
    tables.set(world, p);
  }

  std::vector<Intent> run() {
    join();
    apply_alone();
    return std::move(intents_);
  }

 private:
  void rain_on(const Offer& offer, std::uint32_t alternative, Stream stream, Index collective) {
    HeadLaw law(world_, p_, offer, tables_);
    double most_acts = 0;
    std::uint32_t block = 0;
    const auto ceiling = [&](std::uint32_t first, std::uint32_t last) {
      const double bound = law.ceiling(block++, first);
      most_acts += bound * (last - first + 1.0);
      if (!(most_acts < most_drops)) throw LimitError(too_many(world_, offer.cell));
      return bound;
    };
    const RainKey key{world_.cells[offer.cell].id, alternative, world_.month, stream};
    rain_in_batches<people_first_bits>(
        world_.draws, key, world_.cell_months[offer.cell].strata.heads(), tables_.room(), ceiling,
        [&](const DropBatch& drops) {
          law.judge(drops, [&](std::uint32_t i) {
            intents_.push_back({drops.time[i], offer.cell, drops.slot[i], collective});
          });
        });
  }

  void join() {
    for (Index k = 0; k < world_.collectives.size(); ++k) {
      Collective& collective = world_.collectives[k];
      if (!collective.recruiting || !at_home(collective.stage)) continue;
      if (collective.pool.empty()) collective.pool = recruiting_cells(world_, collective);
      const double appeal = world_.plan(collective).appeal.at(world_.month);
      for (const Index cell : collective.pool)
        if (may_recruit_in(world_, cell))
          rain_on(joining_offer(world_, p_, collective, appeal, cell), collective.key,
                  Stream::recruitment, k);
    }
  }

  // Single applicants whom the rules of the day allow to compete, and of them the share that is
  // recognised (recommended by a party, a union or a trust); all others are counted requests.
  void apply_alone() {
    const Regime* regime = regime_in_force(world_.parameters.gate, world_.month);
    if (regime == nullptr || !regime->individuals) return;
    for (Index cell = 0; cell < world_.cells.size(); ++cell) {
      if (regime->individuals_skilled_only && !world_.cells[cell].skilled) continue;
      if (!may_recruit_in(world_, cell)) continue;
      Offer offer;
      offer.cell = cell;
      offer.scale =
          regime->recognised * math::exp(p_.alone_constant + shared_utility(world_, p_, cell));
      offer.cost = 0;
      bound_personal_terms(world_, p_, offer);
      offer.min_savings = regime->individual_capital;
      rain_on(offer, semantic_id("applying alone"), Stream::individual_request, none);
    }
  }

  World& world_;
  const DecisionParameters& p_;
  ReadinessTables& tables_;
  std::vector<Intent> intents_;
};

// The earliest intent of each head, in order of time; ties (one in four thousand million) by cell.
void keep_earliest(const World& world, std::vector<Intent>& intents) {
  std::sort(intents.begin(), intents.end(), [&](const Intent& a, const Intent& b) {
    if (a.cell != b.cell) return world.cells[a.cell].id < world.cells[b.cell].id;
    if (a.slot != b.slot) return a.slot < b.slot;
    return a.time < b.time;
  });
  intents.erase(std::unique(intents.begin(), intents.end(),
                            [](const Intent& a, const Intent& b) {
                              return a.cell == b.cell && a.slot == b.slot;
                            }),
                intents.end());
  std::sort(intents.begin(), intents.end(), [&](const Intent& a, const Intent& b) {
    if (a.time != b.time) return a.time < b.time;
    return world.cells[a.cell].id < world.cells[b.cell].id;
  });
}

// Whether the head had left for another country before.
bool left_elsewhere(const World& world, Index cell, std::uint32_t slot, std::uint32_t generation) {
  const Cell& where = world.cells[cell];
  for (std::size_t d = 0; d < world.destinations.size(); ++d) {
    const double gone = world.destinations[d].cumulative[where.origin];
    if (gone <= 0) continue;
    const double u = world.draws.uniform(
        where.id, slot, timeless, Stream::rival, static_cast<std::uint8_t>(generation & 63u),
        semantic_id("destination/" + world.parameters.destinations[d].id));
    if (exponential(u) < gone) return true;
  }
  return false;
}

void enrol(World& world, const HouseholdParameters& family, const Intent& intent) {
  const Cell& cell = world.cells[intent.cell];
  const std::uint64_t key = World::slot_key(intent.cell, intent.slot);
  const HeadTraits traits = world.traits.of(world.draws, cell, intent.slot, world.month);
  const auto known = world.touched.find(key);
  if (known != world.touched.end() &&
      world.people.household(known->second).generation == traits.generation)
    return;
  if (left_elsewhere(world, intent.cell, intent.slot, traits.generation)) return;
  Collective* collective =
      intent.collective == none ? nullptr : &world.collectives[intent.collective];
  if (collective != nullptr &&
      collective->enrolled_households >= world.plan(*collective).target_members) {
    collective->recruiting = false;
    return;
  }
  const CellMonth& month = world.cell_months[intent.cell];
  Household household;
  household.cell = intent.cell;
  household.slot = intent.slot;
  household.generation = traits.generation;
  household.collective = intent.collective;
  household.alone = collective == nullptr;
  household.stratum = month.strata.of(intent.slot);
  household.joined = world.month;
  household.join_time = intent.time;
  household.conviction = traits.conviction;
  household.savings = traits.savings_months * month.wage;
  household.property = traits.property_months * month.wage;
  const Index index = world.people.add_household(household);
  add_family(world.people, index, family, world.draws, cell,
             world.population.origins[cell.origin].household_factor, traits, PersonState::waiting,
             Cause::enrolment, world.month, world.events);
  world.touched[key] = index;
  world.workplaces.join(intent.cell, intent.slot);
  world.kin.join(intent.cell, intent.slot);
  Event event;
  event.month = world.month;
  event.kind = EventKind::enrolled;
  event.household = index;
  event.person = world.people.household(index).head;
  event.cell = intent.cell;
  event.collective = intent.collective;
  world.events.push_back(event);
  if (collective == nullptr) {
    world.applicants.push_back(index);
    return;
  }
  collective->members.push_back(index);
  if (++collective->enrolled_households >= world.plan(*collective).target_members)
    collective->recruiting = false;
}

}  // namespace

std::vector<Index> recruiting_cells(const World& world, const Collective& collective) {
  const CollectivePlan& plan = world.plan(collective);
  std::vector<Index> origins;
  for (const std::string& id : plan.recruits_from)
    if (const auto origin = find_entry(world.population.origins, id)) origins.push_back(*origin);
  if (origins.empty()) origins.push_back(collective.origin);
  std::vector<Index> found;
  for (Index c = 0; c < world.cells.size(); ++c) {
    const Cell& cell = world.cells[c];
    if (std::find(origins.begin(), origins.end(), cell.origin) == origins.end()) continue;
    if (!plan.all_branches && cell.sector != collective.sector) continue;
    if (plan.skilled_only && !cell.skilled) continue;
    found.push_back(c);
  }
  return found;
}

double joining_hazard(const World& world, const DecisionParameters& p, const Collective& collective,
                      Index cell, std::uint32_t slot) {
  const std::vector<Index> pool = recruiting_cells(world, collective);
  if (std::find(pool.begin(), pool.end(), cell) == pool.end()) return 0.0;
  if (!may_recruit_in(world, cell)) return 0.0;
  const Offer offer =
      joining_offer(world, p, collective, world.plan(collective).appeal.at(world.month), cell);
  ReadinessTables tables;
  tables.set(world, p);
  return HeadLaw(world, p, offer, tables).hazard(slot);
}

void recruitment(World& world, const DecisionParameters& decision,
                 const HouseholdParameters& household, ReadinessTables& tables) {
  for (Collective& collective : world.collectives)
    if (world.month >= world.plan(collective).recruits_until) collective.recruiting = false;
  std::vector<Intent> intents = Gathering(world, decision, tables).run();
  keep_earliest(world, intents);
  for (const Intent& intent : intents) enrol(world, household, intent);
}

void recruitment(World& world, const DecisionParameters& decision,
                 const HouseholdParameters& household) {
  ReadinessTables tables;
  recruitment(world, decision, household, tables);
}

}  // namespace komuna
