#include "engine/processes/harvest.hpp"

#include <algorithm>

#include "engine/base/math.hpp"

namespace komuna {
namespace {

double land_of(const Collective& c, const Site& site) {
  return c.contract.land > 0.0 ? c.contract.land : site.land;
}

double share_taken(const World& world, const HarvestParameters& p, const Collective& c,
                   const Site& site) {
  const bool tax_free =
      world.month - c.settlement.arrived < static_cast<int>(c.contract.tax_free_years * 12.0);
  const double deliveries = tax_free ? 0.0 : p.deliveries.at(world.month);
  return std::min(1.0, deliveries + p.requisition * site.hunger.at(world.month));
}

// The least of what there is decides, all in hectares.
void sow(Harvest& result, double land, double labour, double draught) {
  result.sown = std::min({land, labour, draught});
  result.scarce = draught <= std::min(land, labour) ? Scarce::draught
                  : labour <= land                  ? Scarce::labour
                                                    : Scarce::land;
}

// Sells what exceeds the reserve and spends the money. Income is a month's, of a working member.
void sell(const HarvestParameters& p, const Site& site, Settlement& life, double mouths,
          double workers) {
  const double kept = p.reserve * p.need * mouths;
  const double at_farm = p.price / (1.0 + site.rail_km / p.rail);  // the carter takes the rest
  const double money = std::max(0.0, life.grain - kept) * at_farm;
  life.grain = std::min(life.grain, kept);
  life.equipment += p.machines_share * money;
  life.roofs = std::min(mouths, life.roofs + p.roofs_share * money / p.roof_cost);
  // A dated change of one share alone may take both above the whole.
  const double wages = money * std::max(0.0, 1.0 - p.machines_share - p.roofs_share);
  const double eaten = std::min(life.grain, p.need * mouths) * p.price;
  life.income = (wages + eaten) / (12.0 * workers);
}

void bring_in(World& world, const HarvestParameters& p, Collective& c, const Site& site) {
  Settlement& life = c.settlement;
  const double mouths = life.persons + life.locals;
  const double workers = life.adults + life.locals;
  if (mouths <= 0.0 || workers <= 0.0) return;
  const int year = world.month.year();
  const double seasons = static_cast<double>(c.harvests.size());
  const double skill = p.first + (p.full - p.first) * seasons / (seasons + p.learning);
  life.tractors = life.equipment * p.per_dollar;
  life.horses = workers * p.horses * p.herd.at(world.month);
  Harvest result;
  result.year = year;
  sow(result, land_of(c, site), workers * p.by_worker, life.horses * p.by_horse + life.tractors);
  result.neighbours = site.yield.at(world.month) * weather(world.draws, site, year);
  const CoordinationParameters& together = world.parameters.coordination;
  const double loss =
      language_loss(together, world.plan(c).language_mix, world.month - life.arrived);
  result.yield = result.neighbours * skill * (1.0 - together.work * loss);
  result.taken = share_taken(world, p, c, site);
  const double grain = std::max(0.0, result.sown * (result.yield - p.seed)) * (1.0 - result.taken);
  result.per_head = grain / mouths;
  life.land_worked = result.sown;
  life.grain += grain;
  sell(p, site, life, mouths, workers);
  life.equipment *= 1.0 - p.wear;
  c.harvests.push_back(result);
}

}  // namespace

double weather(const Draws& draws, const Site& site, int year) {
  const double u = draws.uniform(semantic_id(site.id), 0, Month::of(year, 1), Stream::weather);
  const double s = site.weather_spread;
  return math::exp(s * math::normal_quantile(u) - 0.5 * s * s);
}

void harvest(World& world, const HarvestParameters& p) {
  if (world.month.month_of_year() != static_cast<int>(p.month)) return;
  const Month sowing = Month::of(world.month.year(), static_cast<int>(p.sowing_month));
  for (Collective& c : world.collectives) {
    if (c.sector != Sector::agriculture || !c.settlement.begun) continue;
    if (c.settlement.arrived > sowing) continue;
    bring_in(world, p, c, world.parameters.sites[c.contract.site]);
  }
}

void fields(FieldVisitor& v, HarvestParameters& p) {
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
  v.integer(p.month, {.key = "month",
                      .unit = "month of the year",
                      .min = 1,
                      .max = 12,
                      .help = "Month in which the harvest is brought in.",
                      .basis = "assumption: grain on the steppe is threshed by August"});
  v.integer(p.sowing_month, {.key = "sowing_month",
                             .unit = "month of the year",
                             .min = 1,
                             .max = 12,
                             .help = "Who comes later than this sows next year.",
                             .basis = "assumption: spring sowing ends with April"});
  number(p.by_worker, "by_worker", "ha/worker", 200,
         "Hectares a worker can sow and bring in with machines and horses enough.",
         "assumption: with binders and threshers, before the combine");
  number(p.horses, "horses", "horses/worker", 20, "Horses or oxen a worker while herds are whole.",
         "assumption: five for eight workers, as on middling farms of the steppe");
  number(p.by_horse, "by_horse", "ha/horse", 50, "Hectares a horse works in a season.",
         "assumption: about 4, sown area over working horses of the 1920s");
  v.series(p.herd, {.key = "herd",
                    .min = 0,
                    .max = 5,
                    .help = "Draught animals relative to those of the 1920s.",
                    .basis = "assumption: whole unless stated; a scenario dates their loss",
                    .timing = Timing::monthly});
  number(p.per_dollar, "per_dollar", "ha/USD", 10, "Hectares sown for a dollar of machines.",
         "assumption: a tractor of 1,000 dollars works 40 hectares");
  number(p.seed, "seed", "centners/ha", 5, "Seed grain.",
         "recalled: 1.0 to 1.5 centners a hectare");
  number(p.first, "first", "1", 5, "Skill in the first year, relative to the neighbours.",
         "assumption: workers new to the land and to the climate");
  number(p.full, "full", "1", 5, "Skill after many years, relative to the neighbours.",
         "assumption: machines and selected seed gave foreign farms the better yields");
  number(p.learning, "learning", "harvests", 50, "Harvests after which half is learnt.",
         "assumption: three");
  v.series(p.deliveries, {.key = "deliveries",
                          .min = 0,
                          .max = 1,
                          .help = "Share of the grain delivered to the state.",
                          .basis = "assumption: the tax in kind of the 1920s; a scenario dates its "
                                   "rise",
                          .timing = Timing::monthly});
  number(p.requisition, "requisition", "1", 1, "Share taken in addition in a famine.",
         "assumption: half, as in the procurements of 1932");
  v.number(p.rail, {.key = "rail",
                    .unit = "km",
                    .min = 1,
                    .max = 10000,
                    .help = "Distance to the railway at which the cart takes half the price.",
                    .basis = "assumption: two days by cart",
                    .timing = Timing::monthly});
  number(p.need, "need", "centners/person/year", 10, "Grain a person needs in a year.",
         "recalled: Soviet norm of about 2.5 centners (Davies and Wheatcroft)");
  number(p.reserve, "reserve", "years", 5, "Store that is kept before anything is sold.",
         "assumption: until the next harvest and a month more");
  number(p.price, "price", "USD/centner", 100, "Price of grain.",
         "assumption: about a rouble and a half a pood at the official rate");
  number(p.machines_share, "machines_share", "1", 1, "Share of sales spent on machines.",
         "assumption: communes invested most of what they earned");
  number(p.roofs_share, "roofs_share", "1", 1, "Share of sales spent on houses.",
         "assumption: as machines");
  number(p.roof_cost, "roof_cost", "USD/person", 10000, "Material to house a person well.",
         "assumption: a clay house of 300 dollars for five");
  number(p.wear, "wear", "1/year", 1, "Share of machines lost a year.",
         "assumption: tractors of the 1920s lasted seven to ten years");
  v.require(p.machines_share + p.roofs_share <= 1.0, "machines_share",
            "machines_share and roofs_share together must not exceed 1");
}

}  // namespace komuna
