#include "engine/policies/admission.hpp"

#include <algorithm>

#include "engine/base/math.hpp"
#include "engine/world/membership.hpp"

namespace komuna {
namespace {

enum GateDraw : std::uint8_t { order_draw = 0, review_draw = 1 };

std::size_t account_of(Sector sector) { return static_cast<std::size_t>(sector); }

void credit(World& world, const GateParameters& p, const Regime* regime) {
  for (const Sector sector : {Sector::agriculture, Sector::industry, Sector::other}) {
    const std::size_t s = account_of(sector);
    double places = regime == nullptr ? 0.0 : places_of(p, *regime, sector, world.soviet);
    if (regime != nullptr && p.unlimited.at(world.month) >= 0.5) places = unlimited_places;
    world.gate.places[s] = places;
    world.gate.accounts[s].credit(places, p.carry_months * places);
  }
  world.gate.follow_up = regime != nullptr && (regime->follow_up || regime->new_groups);
}

// ---- the queue ----

bool in_line(const World& world, const QueueEntry& entry) {
  if (entry.collective == none) {
    return is_waiting(world, entry.household) && !world.people.household(entry.household).admitted;
  }
  const Collective& collective = world.collectives[entry.collective];
  return !ended(collective.stage) && collective.stage >= Stage::applied &&
         collective.applied_in == entry.applied;
}

bool before(const QueueEntry& a, const QueueEntry& b) {
  if (a.applied != b.applied) return a.applied < b.applied;
  return a.order < b.order;
}

// Keyed by the how-manieth application it is, not by its month: whoever applies a month later in
// another world has the same luck.
double application_uniform(const World& world, const Collective& collective, std::uint8_t draw) {
  return world.draws.uniform(collective.key, 0, Month{collective.applications}, Stream::gate, draw);
}

// A number in (0, 1) that no two applicants share, up to one chance in four thousand million.
double keyed_order(const World& world, const QueueEntry& entry) {
  if (entry.collective != none)
    return application_uniform(world, world.collectives[entry.collective], order_draw);
  const Household& household = world.people.household(entry.household);
  return world.draws.uniform(world.cell_of(household).id, household.slot, timeless, Stream::gate,
                             order_draw, household.generation);
}

// What history says of the contract of this collective; nullptr = nothing.
const ContractTerms* terms_of(const World& world, const Collective& collective) {
  if (collective.from_template) return nullptr;
  const auto found = find_entry(world.parameters.contracts, collective.id);
  return found ? &world.parameters.contracts[*found] : nullptr;
}

void line_up(World& world) {
  std::vector<QueueEntry>& queue = world.gate.queue;
  queue.erase(std::remove_if(queue.begin(), queue.end(),
                             [&](const QueueEntry& entry) { return !in_line(world, entry); }),
              queue.end());
  const std::size_t known = queue.size();
  const auto add = [&](QueueEntry entry) {
    entry.order = keyed_order(world, entry);
    queue.push_back(entry);
  };
  for (Index k = 0; k < world.collectives.size(); ++k) {
    Collective& collective = world.collectives[k];
    if (collective.stage != Stage::applied || collective.queued_for == collective.applied_in)
      continue;
    collective.queued_for = collective.applied_in;
    const ContractTerms* terms = terms_of(world, collective);
    collective.contract.own_agreement = terms != nullptr && terms->own_agreement;
    add({k, none, collective.applied_in, 0.0});
  }
  for (const Index h : world.applicants)
    if (world.people.household(h).joined == world.month && is_waiting(world, h))
      add({none, h, world.month, 0.0});
  const auto fresh = queue.begin() + static_cast<std::ptrdiff_t>(known);
  std::sort(fresh, queue.end(), before);
  if (!std::is_sorted(queue.begin(), queue.end(), before))
    std::sort(queue.begin(), queue.end(), before);
}

// ---- rules and offers ----

void refuse(World& world, Collective& collective, Cause cause) {
  disband(world, collective, PersonState::refused, cause);
}

bool under_review(const World& world, const GateParameters& p, const Collective& collective,
                  const Regime& regime) {
  const double u = application_uniform(world, collective, review_draw);
  const double months =
      regime.review_months * math::exp(p.review_spread * math::normal_quantile(u));
  return world.month - collective.applied_in < static_cast<int>(months + 0.5);
}

Index choose_site(const World& world, const Collective& collective) {
  const std::string& agreed = world.plan(collective).site;
  if (!agreed.empty()) return find_entry(world.parameters.sites, agreed).value_or(none);
  Index best = none;
  double highest = -1;
  for (Index s = 0; s < world.parameters.sites.size(); ++s) {
    const Site& site = world.parameters.sites[s];
    if (site.sector != collective.sector || world.site_taken[s] >= site.room) continue;
    // A group that declined sees another place, if there is one.
    double u = world.draws.uniform(collective.key, 0, timeless, Stream::site, 0,
                                   semantic_id("site/" + site.id));
    if (s == collective.contract.declined) u -= 1.0;
    if (best != none && u <= highest) continue;
    best = s;
    highest = u;
  }
  return best;
}

void offer(World& world, const GateParameters& p, double capital, Collective& collective) {
  const Index site = choose_site(world, collective);
  if (site == none) return;  // waits until a place is free
  Contract& contract = collective.contract;
  contract.offered = true;
  contract.offered_in = world.month;
  contract.site = site;
  contract.land = world.parameters.sites[site].land;
  contract.capital_per_head = capital;
  contract.tax_free_years = p.tax_free_years;
  const ContractTerms* terms = terms_of(world, collective);
  if (terms != nullptr && terms->land > 0) contract.land = terms->land;
  if (terms != nullptr)
    contract.tax_free_years = std::max(contract.tax_free_years, terms->tax_free_years);
  if (world.plan(collective).site.empty()) ++world.site_taken[site];
  collective.reported = -1;
  enter_stage(collective, Stage::offered, world.month);
}

// Short of capital: the application comes back, and after some times the answer is no.
void send_back(World& world, const GateParameters& p, Collective& collective) {
  if (collective.applications >= p.applications)
    return refuse(world, collective, Cause::refused_by_rule);
  collective.next_vote = world.month + static_cast<int>(p.offer_again_months);
  enter_stage(collective, Stage::chartered, world.month);
}

// A group that declined waits for another offer.
bool declined_lately(const World& world, const GateParameters& p, const Contract& contract) {
  return contract.times_refused > 0 &&
         world.month - contract.offered_in < static_cast<int>(p.offer_again_months);
}

void answer_application(World& world, const GateParameters& p, const Regime* regime,
                        Collective& collective) {
  const bool declined = declined_lately(world, p, collective.contract);
  if (collective.contract.own_agreement) {
    if (!declined) offer(world, p, 0.0, collective);
    return;
  }
  const Regime* then = regime_in_force(p, collective.applied_in);
  const bool was_open = then != nullptr && then->new_groups;
  const bool is_open = regime != nullptr && regime->new_groups;
  if (!is_open)
    return refuse(world, collective,
                  was_open ? Cause::refused_in_competition : Cause::refused_by_rule);
  if (under_review(world, p, collective, *regime)) return;
  if (declined) return;
  const ContractTerms* terms = terms_of(world, collective);
  const double demanded = std::max(regime->capital_per_head, terms ? terms->capital : 0.0);
  if (capital_per_head(world, p, collective) < demanded) return send_back(world, p, collective);
  offer(world, p, demanded, collective);
}

void answer_applications(World& world, const GateParameters& p, const Regime* regime) {
  for (const QueueEntry& entry : world.gate.queue) {
    if (entry.collective == none) continue;
    Collective& collective = world.collectives[entry.collective];
    if (collective.stage == Stage::applied) answer_application(world, p, regime, collective);
    if (collective.stage == Stage::accepted && collective.contract.ends == distant_future) {
      const ContractTerms* terms = terms_of(world, collective);
      const double years = terms != nullptr && terms->years > 0 ? terms->years : p.contract_years;
      collective.contract.ends = collective.contract.signed_in + static_cast<int>(years * 12.0);
    }
  }
}

// ---- admission ----

// `places` = taken from the account: the persons, or none under an agreement beside the gate.
void admit(World& world, Index index, int persons, std::size_t account, int places) {
  Household& household = world.people.household(index);
  household.admitted = true;
  household.admitted_in = world.month;
  household.places = static_cast<std::uint16_t>(places);
  world.gate.accounts[account].use(places);
  if (household.collective != none) world.collectives[household.collective].admitted += persons;
  Event event;
  event.month = world.month;
  event.kind = EventKind::admitted;
  event.from = event.to = PersonState::waiting;
  event.household = index;
  event.cell = household.cell;
  event.collective = household.collective;
  event.count = persons;
  world.events.push_back(event);
}

struct Pending {
  Index household;
  int persons;
};

// Longest run of households from the front that fits into `places`.
int fitting(const std::vector<Pending>& pending, double places) {
  int sum = 0;
  for (const Pending& next : pending) {
    if (sum + next.persons > places) break;
    sum += next.persons;
  }
  return sum;
}

// Admits what fits; true when nobody remains.
bool admit_instalment(World& world, const GateParameters& p, Collective& collective,
                      const std::vector<Pending>& pending, bool first_in_line) {
  const std::size_t s = account_of(collective.sector);
  int remaining = 0;
  for (const Pending& next : pending) remaining += next.persons;
  const double least = std::min<double>(p.minimum_train, remaining);
  const double balance = world.gate.accounts[s].balance();
  int admitted = fitting(pending, balance);
  if (admitted < remaining && first_in_line && !collective.drew_ahead) {
    const int more = fitting(pending, balance + p.draw_ahead_months * world.gate.places[s]);
    collective.drew_ahead = more > admitted && more >= least;
    if (collective.drew_ahead) admitted = more;
  }
  if (admitted < least) return false;
  int sum = 0;
  for (const Pending& next : pending) {
    if (sum + next.persons > admitted) break;
    admit(world, next.household, next.persons, s, next.persons);
    sum += next.persons;
  }
  return sum == remaining;
}

// Whether a household can be put forward: it has paid, or can be seen to own, enough of its dues.
bool shows_means(const GateParameters& p, const Household& household) {
  const double means = household.paid + household.savings + p.property_counted * household.property;
  return means >= p.means_shown * household.due;
}

// Members put forward, in order of joining.
void put_forward(World& world, const GateParameters& p, Collective& collective,
                 std::vector<Pending>& pending) {
  pending.clear();
  for (const Index h : waiting_members(world, collective)) {
    const Household& household = world.people.household(h);
    if (!household.admitted && shows_means(p, household))
      pending.push_back({h, persons_waiting(world, h)});
  }
}

void admit_collectives(World& world, const GateParameters& p) {
  bool closed[sector_count] = {false, false, false};
  bool first[sector_count] = {true, true, true};
  std::vector<Pending> pending;
  // Whoever has an agreement with another authority still has to cross the border.
  if (p.shut.at(world.month) >= 0.5) return;
  for (const QueueEntry& entry : world.gate.queue) {
    if (entry.collective == none) continue;
    Collective& collective = world.collectives[entry.collective];
    if (collective.stage < Stage::accepted || ended(collective.stage)) continue;
    const std::size_t s = account_of(collective.sector);
    const bool beside = collective.contract.own_agreement;
    if (!beside && (closed[s] || !world.gate.follow_up)) continue;
    put_forward(world, p, collective, pending);
    if (pending.empty()) continue;
    if (beside) {
      for (const Pending& next : pending) admit(world, next.household, next.persons, s, 0);
      continue;
    }
    closed[s] = !admit_instalment(world, p, collective, pending, first[s]);
    first[s] = false;
  }
}

bool eligible(const World& world, const Regime& regime, const Household& household) {
  if (regime.individuals_skilled_only && !world.cell_of(household).skilled) return false;
  return household.savings >= regime.individual_capital;
}

void admit_applicants(World& world, const GateParameters& p, const Regime* regime) {
  const std::size_t s = account_of(Sector::other);
  const bool open = regime != nullptr && regime->individuals;
  bool full = false;
  for (const QueueEntry& entry : world.gate.queue) {
    if (entry.collective != none) continue;
    const Household& household = world.people.household(entry.household);
    if (!open) {
      const Regime* then = regime_in_force(p, entry.applied);
      const bool was_open = then != nullptr && then->individuals;
      withdraw(world, entry.household, PersonState::refused,
               was_open ? Cause::refused_in_competition : Cause::refused_by_rule);
    } else if (entry.applied == world.month && !eligible(world, *regime, household)) {
      withdraw(world, entry.household, PersonState::refused, Cause::refused_by_rule);
    } else if (!full) {
      const int persons = persons_waiting(world, entry.household);
      full = persons > world.gate.accounts[s].balance();
      if (!full) admit(world, entry.household, persons, s, persons);
    }
  }
}

}  // namespace

double places_of(const GateParameters& p, const Regime& regime, Sector sector,
                 const SovietState& soviet) {
  const double full = sector == Sector::agriculture ? regime.places_agriculture
                      : sector == Sector::industry  ? regime.places_industry
                                                    : regime.places_individual;
  const double above = std::max(0.0, soviet.unemployed - p.unemployment_reference);
  return full * math::exp(-p.unemployment_weight * above) *
         (1.0 - p.revolution_weight * soviet.world_revolution);
}

double capital_per_head(World& world, const GateParameters& p, Collective& collective) {
  double capital = collective.fund + collective.equipment;
  int persons = 0;
  for (const Index h : waiting_members(world, collective)) {
    const Household& household = world.people.household(h);
    const double means = household.savings + p.property_counted * household.property;
    capital += std::min(std::max(0.0, household.due - household.paid), means);
    persons += persons_waiting(world, h);
  }
  return persons > 0 ? capital / persons : 0.0;
}

void gate(World& world, const GateParameters& p) {
  const Regime* regime = regime_in_force(p, world.month);
  credit(world, p, regime);
  line_up(world);
  answer_applications(world, p, regime);
  admit_collectives(world, p);
  admit_applicants(world, p, regime);
}

}  // namespace komuna
