#include "engine/processes/founding.hpp"

#include <algorithm>
#include <string>

#include "engine/base/math.hpp"
#include "engine/random/rain.hpp"

namespace komuna {
namespace {

constexpr double nucleus_unit = 1000.0;

bool recruits_in(const CollectivePlan& plan, const std::string& origin) {
  if (!plan.origin.empty()) return plan.origin == origin;
  return plan.recruits_from.empty() ||
         std::find(plan.recruits_from.begin(), plan.recruits_from.end(), origin) !=
             plan.recruits_from.end();
}

// First template of the sector that fits the origin.
Index template_for(const World& world, Sector sector, const std::string& origin) {
  for (std::size_t t = 0; t < world.parameters.templates.size(); ++t) {
    const CollectivePlan& plan = world.parameters.templates[t];
    if (plan.sector == sector && recruits_in(plan, origin)) return static_cast<Index>(t);
  }
  return none;
}

Collective& add_collective(World& world, const CollectivePlan& plan, std::string id,
                           std::string name, Index origin, Index region) {
  Collective collective;
  collective.key = semantic_id("collective/" + id);
  collective.id = std::move(id);
  collective.name = std::move(name);
  collective.sector = plan.sector;
  collective.kind = find_entry(world.parameters.kinds, plan.kind).value_or(0);
  collective.origin = origin;
  collective.region = region;
  collective.founded = world.month;
  collective.party_only = plan.party_only;
  collective.next_vote = world.month;
  enter_stage(collective, Stage::initiative, world.month);
  world.collectives.push_back(std::move(collective));
  return world.collectives.back();
}

void found_named(World& world, const FoundingParameters& p, const FoundingHazards& baseline,
                 FoundingHazards& recorded) {
  for (std::size_t k = 0; k < world.parameters.collectives.size(); ++k) {
    const CollectivePlan& plan = world.parameters.collectives[k];
    if (plan.founded != world.month) continue;
    const auto origin = find_entry(world.population.origins, plan.origin);
    if (!origin) continue;
    const Index region = find_region(world, *origin, plan.region);
    if (region == none) continue;
    const double hazard = founding_hazard(world, p, region, plan.sector);
    recorded[k] = hazard;
    const double known = baseline.empty() ? hazard : baseline[k];
    const double u =
        world.draws.uniform(semantic_id("collective/" + plan.id), 0, timeless, Stream::founding, 2);
    const bool explained = known > 0;
    if (explained && u * known >= hazard) continue;  // does not come about in this world
    Collective& named = add_collective(world, plan, plan.id, plan.name, *origin, region);
    named.plan = static_cast<Index>(k);
    named.explained = explained;
  }
}

void found_new(World& world, const FoundingParameters& p, Index region, Sector sector) {
  const RegionPlace& place = world.cells.regions()[region];
  const double hazard = founding_hazard(world, p, region, sector);
  if (hazard <= 0) return;
  const Origin& origin = world.population.origins[place.origin];
  const Index pattern = template_for(world, sector, origin.id);
  if (pattern == none) return;
  const std::string_view branch = sector_names[static_cast<std::size_t>(sector)];
  std::vector<double> times;
  rain<line_first_bits>(
      world.draws, {place.hash, semantic_id(branch), world.month, Stream::founding}, 1,
      [hazard](std::uint32_t, std::uint32_t) { return hazard; },
      [&times](const Drop& drop) { times.push_back(drop.time); });
  std::sort(times.begin(), times.end());
  for (const double time : times) {
    // Named by region, sector, month and moment: the same founding has the same name in any world.
    const auto moment = static_cast<int>(time * 1e6);
    const std::string id = origin.id + "_" + origin.regions[place.within_origin].id + "_" +
                           std::string(branch) + "_" + to_string(world.month) + "_" +
                           std::to_string(moment);
    const CollectivePlan& plan = world.parameters.templates[pattern];
    const std::string name =
        plan.name + ", " + origin.regions[place.within_origin].name + " " + to_string(world.month);
    Collective& fresh = add_collective(world, plan, id, name, place.origin, region);
    fresh.plan = pattern;
    fresh.from_template = true;
  }
}

}  // namespace

void fields(FieldVisitor& v, FoundingParameters& p) {
  v.number(p.constant_agriculture, {.key = "constant_agriculture",
                                    .unit = "log 1/month",
                                    .min = -60,
                                    .max = 5,
                                    .help = "Log hazard of founding a farm, other terms zero.",
                                    .basis = "assumption: set by hand to 32 collectives, 21 farms",
                                    .timing = Timing::monthly});
  v.number(p.constant_industry, {.key = "constant_industry",
                                 .unit = "log 1/month",
                                 .min = -60,
                                 .max = 5,
                                 .help = "Log hazard of founding a works, other terms zero.",
                                 .basis = "assumption: set by hand to 32 collectives, 11 works",
                                 .timing = Timing::monthly});
  const auto weight = [&v](double& value, std::string_view key, std::string_view help,
                           std::string_view basis) {
    v.number(value, {.key = key,
                     .unit = "log hazard",
                     .min = -20,
                     .max = 20,
                     .help = help,
                     .basis = basis,
                     .timing = Timing::monthly});
  };
  weight(p.elasticity, "elasticity", "Growth of the hazard with the nucleus.",
         "assumption: less than proportional, a group draws on its neighbours");
  v.number(p.tie_share, {.key = "tie_share",
                         .min = 0,
                         .max = 1,
                         .help = "Share of those born in the Soviet lands who count as nucleus.",
                         .basis = "assumption: STASR had about 10,000 members among 1.4 million",
                         .timing = Timing::monthly});
  weight(p.expectation, "expectation", "Mean of expected living standard and say.",
         "assumption: illusions nurtured by representatives (Pollak, summary)");
  weight(p.contacts, "contacts", "Contacts made by giving and agitation.",
         "assumption: informed by no datum");
  weight(p.agitation, "agitation", "Agitation by Soviet representatives.",
         "assumption: collectives formed with their help (Pollak, summary)");
  v.number(p.shut_factor, {.key = "shut_factor",
                           .min = 0,
                           .max = 1,
                           .help = "Hazard while the gate is shut to new groups, relative.",
                           .basis = "assumption: few found a group that cannot go",
                           .timing = Timing::monthly});
  v.month(p.until, {.key = "until",
                    .help = "No founding by the model from this month on.",
                    .timing = Timing::monthly});
}

double founding_hazard(const World& world, const FoundingParameters& p, Index region,
                       Sector sector) {
  const RegionPlace& place = world.cells.regions()[region];
  const OriginState& origin = world.origins[place.origin];
  if (!origin.open || origin.prohibited || sector == Sector::other) return 0.0;
  double nucleus = 0;
  for (Index c = place.first_cell; c < place.last_cell; ++c) {
    const Strata& strata = world.cell_months[c].strata;
    nucleus += strata.end[static_cast<std::size_t>(Stratum::member)] +
               p.tie_share * world.cells[c].ties * strata.heads();
  }
  if (nucleus <= 0) return 0.0;
  const Regime* regime = regime_in_force(world.parameters.gate, world.month);
  const double climate = regime != nullptr && regime->new_groups ? 1.0 : p.shut_factor;
  const double constant =
      sector == Sector::agriculture ? p.constant_agriculture : p.constant_industry;
  const double expected = 0.5 * (origin.expected.living + origin.expected.say);
  return climate * math::exp(constant + p.elasticity * math::log(nucleus / nucleus_unit) +
                             p.expectation * expected + p.contacts * origin.contacts +
                             p.agitation * origin.agitation);
}

void founding(World& world, const FoundingParameters& p, const FoundingHazards& baseline,
              FoundingHazards& recorded) {
  recorded.resize(world.parameters.collectives.size(), -1.0);
  found_named(world, p, baseline, recorded);
  if (world.month >= p.until) return;
  for (Index region = 0; region < world.cells.regions().size(); ++region) {
    found_new(world, p, region, Sector::agriculture);
    found_new(world, p, region, Sector::industry);
  }
}

}  // namespace komuna
