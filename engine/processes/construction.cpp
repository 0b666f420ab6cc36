#include "engine/processes/construction.hpp"

#include <algorithm>

namespace komuna {
namespace {

void add(Settlement& life, const WorkPlan& work) {
  life.output += work.output;
  life.roofs = std::min<double>(life.persons + life.locals,
                                life.roofs + work.housing * (life.persons + life.locals));
  life.health = std::min(1.0, life.health + work.health);
  life.schooling = std::min(1.0, life.schooling + work.schooling);
}

void build(World& world, const ConstructionParameters& p, Collective& c,
           const CollectivePlan& plan) {
  Settlement& life = c.settlement;
  if (life.persons <= 0) return;
  const double machines = life.equipment / life.persons;
  const double factor = 0.5 + (machines > 0.0 ? machines / (machines + p.half) : 0.0);
  const double helpers = life.adults + life.locals - life.skilled;
  const CoordinationParameters& together = world.parameters.coordination;
  const double loss = language_loss(together, plan.language_mix, world.month - life.arrived);
  life.progress += (1.0 - together.work * loss) * factor *
                   (p.share * life.skilled + p.helper_share * std::max(0.0, helpers));
  c.fund += p.saved * life.income * life.adults;
  life.equipment *= 1.0 - p.wear;
  const WorkPlan& work = plan.works[life.next_work];
  if (life.progress < work.labour || c.fund + life.equipment < work.capital) {
    life.progress = std::min(life.progress, work.labour);  // idle hands wait for the capital
    return;
  }
  const double from_fund = std::min(std::max(0.0, c.fund), work.capital);
  c.fund -= from_fund;
  life.equipment -= work.capital - from_fund;
  life.progress = 0;
  c.works.push_back({world.month, life.next_work, life.work_begun});
  life.work_begun = world.month;
  ++life.next_work;
  add(life, work);
}

}  // namespace

void construction(World& world, const ConstructionParameters& p) {
  for (Collective& c : world.collectives) {
    if (c.sector == Sector::agriculture || !c.settlement.begun) continue;
    const CollectivePlan& plan = world.plan(c);
    if (c.settlement.next_work >= plan.works.size() || world.month > plan.works_until) continue;
    build(world, p, c, plan);
  }
}

void fields(FieldVisitor& v, ConstructionParameters& p) {
  const auto number = [&v](double& value, std::string_view key, std::string_view unit, double least,
                           double most, std::string_view help, std::string_view basis) {
    v.number(value, {.key = key,
                     .unit = unit,
                     .min = least,
                     .max = most,
                     .help = help,
                     .basis = basis,
                     .timing = Timing::monthly});
  };
  number(p.share, "share", "1", 0, 1, "Share of skilled labour given to the present work.",
         "assumption: the rest earns the daily bread");
  number(p.helper_share, "helper_share", "1", 0, 1,
         "Skilled person-months that an unskilled adult's month is worth.",
         "assumption: carrying and digging");
  number(p.half, "half", "USD/person", 0.01, 100000,
         "Machines a person at which half of their help is reached.",
         "assumption: the capital a head demanded of groups");
  number(p.saved, "saved", "1", 0, 1, "Share of income put into the common fund.",
         "assumption: a seventh, after housing and food");
  number(p.wear, "wear", "1/month", 0, 1, "Share of machines lost in a month.",
         "assumption: six per cent a year");
}

}  // namespace komuna
