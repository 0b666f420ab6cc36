#include "engine/processes/settlement.hpp"

#include <algorithm>

#include "engine/world/residence.hpp"

namespace komuna {
namespace {

constexpr int first_year_months = 12;

void begin(World& world, const SettlementParameters& p, Collective& c) {
  Settlement& life = c.settlement;
  const Site& site = world.parameters.sites[c.contract.site];
  life.begun = true;
  life.work_begun = world.month;
  life.persons = c.arrived;
  life.roofs = site.housing * c.arrived;
  life.grain = p.need * c.arrived * p.provisions / 12.0;
  life.food = 1.0;
  if (c.sector == Sector::agriculture) life.income = p.start_farm_income * world.soviet.wage;
}

// Level of food of this month before the smoothing.
double fed(const World& world, const SettlementParameters& p, Collective& c, const Site& site) {
  Settlement& life = c.settlement;
  const double hunger = site.hunger.at(world.month);
  const double mouths = life.persons + life.locals;
  const double need = mouths * p.need / 12.0;
  if (need <= 0.0) return 1.0;
  const double eaten = std::min(life.grain, need);
  life.grain -= eaten;
  if (c.sector == Sector::agriculture)
    return eaten / need + (1.0 - eaten / need) * p.bought * site.supply * (1.0 - hunger);
  const double wage = world.soviet.wage > 0.0 ? life.income / world.soviet.wage : 0.0;
  const double earned =
      (p.ration + p.from_supply * site.supply + p.from_income * wage) * (1.0 - hunger);
  return std::min(1.0, eaten / need + earned);
}

void live_a_month(World& world, const SettlementParameters& p, Collective& c) {
  Settlement& life = c.settlement;
  const Site& site = world.parameters.sites[c.contract.site];
  const double persons = life.persons + life.locals;
  life.roofs = life.roofs * (1.0 - p.wear) + p.built * life.adults;
  life.roofs = std::min(life.roofs, persons);
  life.housing = persons > 0.0 ? life.roofs / persons : site.housing;
  if (c.sector != Sector::agriculture)
    life.income = world.soviet.wage * std::min(p.most_income, p.start_income + life.output);
  life.food += 0.5 * (fed(world, p, c, site) - life.food);
  const double say = p.say * (life.citizenship_forced ? 0.5 : 1.0);
  life.reality = life_at(world, c.contract.site, life.income, life.housing, life.food, say);
}

// What the first year makes of the hopes of those who came: the mean over its months so far.
void disappoint(World& world, Household& household, Month arrived, const Outlook& lived) {
  const int months = world.month - arrived + 1;
  if (months < 1 || months > first_year_months) return;
  const double gap = household.expected - mean_of(lived);
  household.illusion += (gap - household.illusion) / months;
}

void first_years(World& world, const Collective& c) {
  for (const Train& train : c.trains) {
    if (!train.arrived || world.month - train.arrives >= first_year_months) continue;
    for (const Index h : train.households) {
      Household& household = world.people.household(h);
      if (lives_with_collective(household))
        disappoint(world, household, train.arrives, c.settlement.reality);
    }
  }
}

// Those on their own, or who left within the year.
void first_years_alone(World& world) {
  for (const Index h : world.independents) {
    Household& household = world.people.household(h);
    if (household.cell == none || household.head == none) continue;
    const Person& head = world.people.person(household.head);
    if (!is_resident(head.state) || world.month - head.arrived >= first_year_months) continue;
    disappoint(world, household, head.arrived, lived_by(world, household));
  }
}

// Households that other processes have put among the independents this month bear the flag from
// now on.
void mark_newly_independent(World& world) {
  for (const Index h : world.independents) world.people.household(h).independent = true;
}

}  // namespace

void fields(FieldVisitor& v, SettlementParameters& p) {
  const auto number = [&v](double& value, std::string_view key, std::string_view unit, double most,
                           std::string_view help, std::string_view basis) {
    v.number(value, {.key = key,
                     .unit = unit,
                     .min = 0,
                     .max = most,
                     .help = help,
                     .basis = basis,
                     .timing = Timing::monthly});
  };
  number(p.built, "built", "persons/adult/month", 1, "Roofs an adult builds in a month.",
         "assumption: huts in the first year, houses for nearly all after four (Interhelpo)");
  number(p.wear, "wear", "1/month", 1, "Share of roofs lost in a month.",
         "assumption: clay houses need renewal in thirty years");
  number(p.need, "need", "centners/person/year", 10, "Grain a person needs in a year.",
         "recalled: Soviet norm of about 2.5 centners of grain a person (Davies and Wheatcroft)");
  number(p.provisions, "provisions", "months", 36, "Food brought by the first train.",
         "assumption: groups had to bring food (decree of June 1921), enough to the next harvest");
  number(p.bought, "bought", "1", 1, "Share of missing grain bought where supply is full.",
         "assumption: a tenth is never to be had");
  number(p.ration, "ration", "1", 1, "Food of a works settlement from its gardens and rations.",
         "assumption: not enough to live on for long");
  number(p.from_supply, "from_supply", "1", 1, "Added where the neighbourhood's supply is full.",
         "assumption: with average wages and supply nobody starves");
  number(p.from_income, "from_income", "1", 1, "Added when members earn the Soviet wage.",
         "assumption: as supply");
  number(p.start_income, "start_income", "of the Soviet wage", 5,
         "Income of a works settlement before its first works runs.",
         "assumption: building work for others at half pay");
  number(p.most_income, "most_income", "of the Soviet wage", 20,
         "Highest income of a works settlement.",
         "assumption: the best paid collectives earned about twice the usual wage");
  number(p.start_farm_income, "start_farm_income", "of the Soviet wage", 5,
         "Income of a farm before its first harvest.", "assumption: hardly any");
  number(p.say, "say", "1", 1, "Having a say in one's own collective.",
         "assumption: statutes were kept, within what the local soviet allowed");
}

void settlement(World& world, const SettlementParameters& p) {
  mark_newly_independent(world);
  for (Index index = 0; index < world.collectives.size(); ++index) {
    Collective& c = world.collectives[index];
    if (c.settlement.arrived > world.month || c.contract.site == none) continue;
    if (ended(c.stage)) {
      if (c.settlement.begun) end_residence(world, index, c.stage, Cause::collective_dissolved);
      continue;
    }
    if (!c.settlement.begun) begin(world, p, c);
    live_a_month(world, p, c);
    first_years(world, c);
  }
  first_years_alone(world);
}

}  // namespace komuna
