#include "engine/processes/recruitment.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <string>

#include "engine/base/assert.hpp"
#include "engine/base/error.hpp"
#include "engine/base/math.hpp"
#include "engine/population/employment.hpp"
#include "engine/random/rain.hpp"

namespace komuna {
namespace {

// The family whose cost people have in mind when they ask whether they can afford it.
constexpr double usual_adults = 1.6;
constexpr double usual_children = 1.0;
constexpr int adult_months = 18 * 12;
constexpr int oldest_months = entry_age_months + working_life_months;
constexpr double full_circle = 3.0;       // colleagues who joined at which their pull is full
constexpr double most_drops = 5e6;        // of one cell, alternative and month
constexpr double rounding = 1.0 + 1e-12;  // a hazard may exceed its ceiling by rounding only

struct Intent {
  double time;
  Index cell;
  std::uint32_t slot;
  Index collective;  // none: applies alone
};

// What one alternative offers to one cell this month: everything but the single head.
struct Offer {
  Index cell = 0;
  double scale = 0;            // appeal * exp(constant + shared terms)
  double cost = 1;             // dollars; affordability = min(1, means / cost); 0 = not asked
  double most_personal = 1;    // exp of the largest sum of the terms of the head but conviction
  double most_of_circles = 1;  // the part of it that colleagues and kin can make
  bool circles = false;        // whether any circle of the cell has begun
  bool party_only = false;
  int max_age_months = std::numeric_limits<int>::max();
  double min_savings = 0;  // dollars: a rule, not a weight
};

// The law of a head's hazard for an offer, and its bounds.
class HeadLaw {
 public:
  HeadLaw(const World& world, const DecisionParameters& p, const Offer& offer)
      : world_(world),
        p_(p),
        offer_(offer),
        cell_(world.cells[offer.cell]),
        month_(world.cell_months[offer.cell]),
        employed_factor_(math::exp(-std::max(0.0, p.unemployed))),
        most_of_age_(std::max(0.0, -p.age) * age_burden(oldest_months)) {
    const std::array<double, stratum_count> reaches = p.reaches();
    double most = 0;
    for (std::size_t s = stratum_count; s-- > 0;) {
      const bool allowed = !offer.party_only || s <= static_cast<std::size_t>(Stratum::member);
      bound_[s] = allowed ? reaches[s] * offer.scale * offer.most_personal * rounding : 0.0;
      most = std::max(most, bound_[s]);
      most_bound_[s] = most;
    }
  }

  // Highest hazard of any head in these slots, in which the law looks at single heads from now on.
  double enter(std::uint32_t first, std::uint32_t last) {
    const double most = most_bound_[static_cast<std::size_t>(month_.strata.of(first))];
    if (most <= 0) return 0.0;
    first_ = first;
    if (p_.conviction >= 0) {
      ideology_ = first == known_slot_ ? known_ideology_ : ideology_bound(first);
      known_slot_ = last + 1;
      known_ideology_ = ideology_bound(last + 1);
      slope_ = (known_ideology_ - ideology_) / (last + 1.0 - first);
    } else {
      ideology_ = ideology_bound(last);
    }
    return most * ideology_ * rounding;
  }

  // The hazard, in stages: nothing is drawn that cannot change whether it reaches `height`.
  double hazard_if_above(std::uint32_t slot, double height) const {
    const Stratum stratum = month_.strata.of(slot);
    // Readiness by conviction falls along the slots ever more slowly: a chord lies above it.
    double bound =
        bound_[static_cast<std::size_t>(stratum)] * (ideology_ + slope_ * (slot - first_));
    if (!(bound > 0.0) || height > bound) return 0.0;
    const Occupant who = Traits::occupant(world_.draws, cell_, slot, world_.month);
    if (who.age_months < adult_months || who.age_months > offer_.max_age_months) return 0.0;
    const double of_age = p_.age * age_burden(who.age_months);
    bound *= math::exp(-of_age - most_of_age_);
    if (height > bound) return 0.0;
    bool unemployed_known = false;
    bool unemployed = false;
    if (p_.unemployed > 0 && height > bound * employed_factor_) {
      unemployed = out_of_work(slot);
      unemployed_known = true;
      if (!unemployed) return 0.0;
    }
    const HeadTraits traits = world_.traits.of(world_.draws, cell_, slot, who);
    const double savings = traits.savings_months * month_.wage;
    if (savings < offer_.min_savings) return 0.0;
    if (!unemployed_known) unemployed = out_of_work(slot);
    double v = p_.conviction * traits.conviction + (unemployed ? p_.unemployed : 0.0) - of_age;
    if (offer_.cost > 0) {
      const double means = savings + p_.expected_sale * traits.property_months * month_.wage;
      v += p_.affordability * std::min(1.0, means / offer_.cost);
    }
    double hazard = p_.reach(stratum) * offer_.scale * math::exp(v);
    if (offer_.circles) {
      if (height > hazard * offer_.most_of_circles) return 0.0;
      hazard *= math::exp(pull_of_circles(slot));
    }
    KOMUNA_ASSERT(hazard <= bound * rounding, "a hazard exceeds its ceiling");
    return hazard;
  }

 private:
  bool out_of_work(std::uint32_t slot) const {
    return is_unemployed(world_.draws, cell_, slot, world_.month,
                         static_cast<int>(world_.population.employment_spell), month_.unemployment);
  }
  double pull_of_circles(std::uint32_t slot) const {
    const double gone = world_.workplaces.joined(offer_.cell, slot);
    return p_.colleagues * std::min(1.0, gone / full_circle) +
           p_.kin * (world_.kin.joined(offer_.cell, slot) > 0 ? 1.0 : 0.0);
  }
  // Highest exp(conviction term) of a head in this slot; monotone along the slots.
  double ideology_bound(std::uint32_t slot) const {
    const double noise = p_.conviction >= 0 ? world_.traits.noise() : -world_.traits.noise();
    return math::exp(p_.conviction * (world_.traits.commitment(cell_, slot) + noise));
  }

  const World& world_;
  const DecisionParameters& p_;
  const Offer& offer_;
  const Cell& cell_;
  const CellMonth& month_;
  double employed_factor_;
  double most_of_age_;                              // part of most_personal, logarithm
  std::array<double, stratum_count> bound_{};       // 1/month without conviction, by stratum
  std::array<double, stratum_count> most_bound_{};  // the highest from this stratum on
  // Where the law is: slots from first_, their bound of the conviction term as a straight line.
  std::uint32_t first_ = 0;
  double ideology_ = 0;
  double slope_ = 0;
  std::uint32_t known_slot_ = std::numeric_limits<std::uint32_t>::max();
  double known_ideology_ = 0;
};

// Bounds of the terms of a single head: unemployment, affordability, circles and age.
void bound_personal_terms(const World& world, const DecisionParameters& p, Offer& offer) {
  const int colleagues = world.workplaces.most_joined(offer.cell);
  const int kin = world.kin.most_joined(offer.cell);
  const double circles = std::max(0.0, p.colleagues) * std::min(1.0, colleagues / full_circle) +
                         (kin > 0 ? std::max(0.0, p.kin) : 0.0);
  offer.circles = colleagues > 0 || kin > 0;
  offer.most_of_circles = math::exp(circles) * rounding;
  double most = std::max(0.0, p.unemployed) + circles;
  if (offer.cost > 0) most += std::max(0.0, p.affordability);
  most += std::max(0.0, -p.age) * age_burden(oldest_months);
  offer.most_personal = math::exp(most);
}

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

void rain_on(const World& world, const DecisionParameters& p, const Offer& offer,
             std::uint32_t alternative, Stream stream, Index collective,
             std::vector<Intent>& intents) {
  HeadLaw law(world, p, offer);
  double most_acts = 0;
  const auto ceiling = [&](std::uint32_t first, std::uint32_t last) {
    const double bound = law.enter(first, last);
    most_acts += bound * (last - first + 1.0);
    if (!(most_acts < most_drops)) throw LimitError(too_many(world, offer.cell));
    return bound;
  };
  const RainKey key{world.cells[offer.cell].id, alternative, world.month, stream};
  rain<people_first_bits>(world.draws, key, world.cell_months[offer.cell].strata.heads(), ceiling,
                          [&](const Drop& drop) {
                            if (drop.height < law.hazard_if_above(drop.slot, drop.height))
                              intents.push_back({drop.time, offer.cell, drop.slot, collective});
                          });
}

void gather_joining(World& world, const DecisionParameters& p, std::vector<Intent>& intents) {
  for (Index k = 0; k < world.collectives.size(); ++k) {
    Collective& collective = world.collectives[k];
    if (!collective.recruiting || !at_home(collective.stage)) continue;
    if (collective.pool.empty()) collective.pool = recruiting_cells(world, collective);
    const double appeal = world.plan(collective).appeal.at(world.month);
    for (const Index cell : collective.pool)
      if (may_recruit_in(world, cell))
        rain_on(world, p, joining_offer(world, p, collective, appeal, cell), collective.key,
                Stream::recruitment, k, intents);
  }
}

// Single applicants whom the rules of the day allow to compete, and of them the share that is
// recognised (recommended by a party, a union or a trust); all others are counted requests.
void gather_alone(World& world, const DecisionParameters& p, std::vector<Intent>& intents) {
  const Regime* regime = regime_in_force(world.parameters.gate, world.month);
  if (regime == nullptr || !regime->individuals) return;
  for (Index cell = 0; cell < world.cells.size(); ++cell) {
    if (regime->individuals_skilled_only && !world.cells[cell].skilled) continue;
    if (!may_recruit_in(world, cell)) continue;
    Offer offer;
    offer.cell = cell;
    offer.scale = regime->recognised * math::exp(p.alone_constant + shared_utility(world, p, cell));
    offer.cost = 0;
    bound_personal_terms(world, p, offer);
    offer.min_savings = regime->individual_capital;
    rain_on(world, p, offer, semantic_id("applying alone"), Stream::individual_request, none,
            intents);
  }
}

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
  HeadLaw law(world, p, offer);
  law.enter(slot, slot);
  return law.hazard_if_above(slot, 0.0);
}

void recruitment(World& world, const DecisionParameters& decision,
                 const HouseholdParameters& household) {
  for (Collective& collective : world.collectives)
    if (world.month >= world.plan(collective).recruits_until) collective.recruiting = false;
  std::vector<Intent> intents;
  gather_joining(world, decision, intents);
  gather_alone(world, decision, intents);
  keep_earliest(world, intents);
  for (const Intent& intent : intents) enrol(world, household, intent);
}

}  // namespace komuna
