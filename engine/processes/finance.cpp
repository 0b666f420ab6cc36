#include "engine/processes/finance.hpp"

#include <algorithm>

#include "engine/population/employment.hpp"
#include "engine/population/household.hpp"
#include "engine/world/membership.hpp"

namespace komuna {
namespace {

double fare_of(const World& world, const Household& household) {
  return world.origins[world.cell_of(household).origin].fare;
}

void reckon(World& world, const CollectivePlan& plan, Index index) {
  Household& household = world.people.household(index);
  const Travellers who = travellers(world.people, index, world.month);
  household.due = dues(plan, fare_of(world, household), who.adults, who.children);
}

void pay(Collective& collective, Household& household, double amount) {
  household.paid += amount;
  collective.fund += amount;
}

double debt(const Household& household) { return std::max(0.0, household.due - household.paid); }

void instalment(World& world, const FinanceParameters& p, Collective& collective, Index index) {
  Household& household = world.people.household(index);
  if (debt(household) <= 0) return;
  const double saved = std::min(debt(household), p.from_savings * household.savings);
  household.savings -= saved;
  pay(collective, household, saved);
  if (debt(household) <= 0) return;
  const Cell& cell = world.cell_of(household);
  const CellMonth& labour = world.cell_months[household.cell];
  const auto spell = static_cast<int>(world.population.employment_spell);
  if (!is_unemployed(world.draws, cell, household.slot, world.month, spell, labour.unemployment))
    pay(collective, household, std::min(debt(household), p.from_wage * labour.wage));
}

// House and land go, and what is owed is paid from it.
void sell_up(const FinanceParameters& p, Collective& collective, Household& household) {
  household.savings += p.fire_sale * household.property;
  household.property = 0;
  const double paid = std::min(debt(household), household.savings);
  household.savings -= paid;
  pay(collective, household, paid);
}

bool may_leave(const Household& household) { return household.admitted && household.papers; }

void buy_machines(const World& world, const FinanceParameters& p, Collective& collective,
                  int persons, double fares) {
  const double planned = world.plan(collective).equipment * persons;
  const double free = collective.fund - fares;
  const double spent =
      std::min({planned - collective.equipment, free, p.machines_a_month * planned});
  if (spent <= 0) return;
  collective.fund -= spent;
  collective.equipment += spent;
}

// The train leaves this month: who still owes?
void settle_debts(World& world, const FinanceParameters& p, Collective& collective,
                  const std::vector<Index>& waiting, double fares) {
  double free = collective.fund - fares;
  for (const Index h : waiting) {
    Household& household = world.people.household(h);
    if (!may_leave(household)) continue;
    const double owed = debt(household);
    if (owed <= 0) continue;
    if (owed <= p.solidarity * household.due && owed <= free) {
      household.due = household.paid;  // borne by the fund
      free -= owed;
    } else {
      withdraw(world, h, PersonState::withdrawn, Cause::could_not_pay);
    }
  }
}

void finance_of(World& world, const FinanceParameters& p, Collective& collective) {
  const std::vector<Index>& waiting = waiting_members(world, collective);
  if (waiting.empty()) return;
  for (const Index h : waiting) {
    if (world.people.household(h).due <= 0) reckon(world, world.plan(collective), h);
    instalment(world, p, collective, h);
  }
  if (collective.stage < Stage::accepted) return;
  const bool leaving = collective.stage >= Stage::preparing;
  int persons = 0;
  double fares = 0;       // of all who wait
  double next_fares = 0;  // of those who may leave
  for (const Index h : waiting) {
    Household& household = world.people.household(h);
    if (leaving && may_leave(household)) sell_up(p, collective, household);
    const int here = persons_waiting(world, h);
    const double cost = here * fare_of(world, household);
    persons += here;
    fares += cost;
    if (may_leave(household)) next_fares += cost;
  }
  buy_machines(world, p, collective, persons, fares);
  if (collective.departs <= world.month) settle_debts(world, p, collective, waiting, next_fares);
}

}  // namespace

void fields(FieldVisitor& v, FinanceParameters& p) {
  const auto share = [&v](double& value, std::string_view key, std::string_view help,
                          std::string_view basis) {
    v.number(
        value,
        {.key = key, .min = 0, .max = 1, .help = help, .basis = basis, .timing = Timing::monthly});
  };
  share(p.from_wage, "from_wage", "Share of the wage paid in a month with work.",
        "assumption: as much as a family can put by");
  share(p.from_savings, "from_savings", "Share of savings paid each month.",
        "assumption: a tenth, something is kept in hand");
  share(p.fire_sale, "fire_sale", "Price of house and land sold in haste, share of value.",
        "assumption: neighbours knew that the seller had to leave");
  share(p.machines_a_month, "machines_a_month", "Of the planned machines bought in a month.",
        "assumption: five months to order and receive them");
  share(p.solidarity, "solidarity", "Of the dues of a household that the fund may bear.",
        "assumption: a third, if the fund has it");
}

double dues(const CollectivePlan& plan, double fare, int adults, int children) {
  return plan.share_fee + plan.adult_fee * adults + plan.child_fee * children +
         fare * (adults + children);
}

void finance(World& world, const FinanceParameters& p) {
  for (Collective& collective : world.collectives)
    if (!ended(collective.stage)) finance_of(world, p, collective);
}

}  // namespace komuna
