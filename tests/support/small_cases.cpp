#include "tests/support/small_cases.hpp"

namespace komuna::tests {
namespace {

Branch trade(const char* id, Sector sector, double skilled) {
  Branch branch;
  branch.id = id;
  branch.sector = sector;
  branch.skilled_share = skilled;
  branch.property_share = 0.3;
  branch.workplace_size = 20;
  return branch;
}

CollectivePlan plan(const char* id, const char* origin, Sector sector, Month founded) {
  CollectivePlan one;
  one.id = id;
  one.origin = origin;
  one.kind = "commune";
  one.sector = sector;
  one.founded = founded;
  one.target_members = 100000;
  one.share_fee = 60;
  one.max_age = 65;
  return one;
}

Region region(const char* id, std::int64_t heads, NumbersById branches) {
  Region one;
  one.id = id;
  one.heads = heads;
  one.branches = std::move(branches);
  return one;
}

Origin origin(const char* id, double party) {
  Origin one;
  one.id = id;
  one.default_group = "native";
  one.unemployment = Series(0.2);
  one.wage = Series(16.0);
  one.party_members = Series(party);
  return one;
}

Regime regime(bool individuals) {
  Regime one;
  one.id = "open";
  one.individuals = individuals;
  one.individual_capital = 40;
  one.recognised = 0.4;
  return one;
}

}  // namespace

HomeModel one_cell() {
  HomeModel model;
  model.population.branches.push_back(trade("farming", Sector::agriculture, 1.0));
  model.population.groups.push_back({"native", "Born here", 0.0});
  Origin arcadia = origin("arcadia", 60);
  arcadia.regions.push_back(region("hills", 1500, {{"farming", 1.0}}));
  model.population.origins.push_back(arcadia);
  model.population.half_rank = 0.05;
  CollectiveKind kind;
  kind.id = "commune";
  model.world.kinds.push_back(kind);
  model.world.collectives.push_back(plan("spring", "arcadia", Sector::agriculture, model.from));
  model.decision.join_constant = -7.5;
  model.decision.alone_constant = -8.5;
  model.decision.reach_indifferent = 0.2;
  model.decision.colleagues = 0;
  model.decision.kin = 0;
  model.founding.constant_agriculture = model.founding.constant_industry = -40;
  return model;
}

HomeModel many_cells() {
  HomeModel model = one_cell();
  PopulationParameters& p = model.population;
  p.branches = {trade("farming", Sector::agriculture, 0.2), trade("metal", Sector::industry, 0.6),
                trade("trade", Sector::other, 0.5)};
  p.branches[1].wage_factor = 1.3;
  p.branches[1].party_weight = 3;
  p.branches[2].unemployment_factor = 2;
  p.groups.push_back({"returning", "Born there", 1.0});
  p.origins.clear();
  Origin arcadia = origin("arcadia", 90);
  arcadia.regions.push_back(region("hills", 700, {{"farming", 0.7}, {"metal", 0.3}}));
  arcadia.regions.push_back(
      region("plain", 500, {{"farming", 0.3}, {"metal", 0.3}, {"trade", 0.4}}));
  arcadia.regions[0].groups = {{"returning", 0.1}};
  arcadia.regions[1].party_weight = 2;
  arcadia.regions[1].unemployment_factor = 1.5;
  Origin utopia = origin("utopia", 20);
  utopia.wage = Series(60.0);
  utopia.regions.push_back(region("coast", 800, {{"farming", 0.2}, {"metal", 0.8}}));
  utopia.regions[0].groups = {{"returning", 0.3}};
  p.origins = {arcadia, utopia};
  CollectivePlan works = plan("anvil", "utopia", Sector::industry, model.from + 3);
  works.recruits_from = {"arcadia", "utopia"};
  works.all_branches = true;
  works.share_fee = 200;
  model.world.collectives.push_back(works);
  Agitation channel;
  channel.id = "arcadia";
  channel.representatives = Series(0.5);
  channel.warnings = Series(0.4);
  model.expectation.channels.push_back(channel);
  return model;
}

HomeModel changing_times() {
  HomeModel model = many_cells();
  Origin& arcadia = model.population.origins[0];
  const Month t = model.from;
  arcadia.party_members = Series(Series::Reading::step, {{t, 240}, {t + 9, 60}});
  arcadia.unemployment = Series(Series::Reading::step, {{t, 0.05}, {t + 8, 0.5}, {t + 17, 0.1}});
  arcadia.labour_force = Series(Series::Reading::linear, {{t, 1.0}, {t + 20, 1.1}});
  arcadia.wage = Series(Series::Reading::linear, {{t, 12.0}, {t + 20, 24.0}});
  model.population.origins[1].closed_from = t + 14;
  model.population.employment_spell = 9;
  model.decision.unemployed = 2.0;
  return model;
}

HomeModel contagion() {
  HomeModel model = many_cells();
  for (Branch& branch : model.population.branches) branch.workplace_size = 8;
  model.population.kin_circle = 5;
  model.decision.colleagues = 2.5;
  model.decision.kin = 1.2;
  // The other motives weigh little, so that heads differ by whom they see leave.
  model.decision.conviction = 1.0;
  model.decision.born_there = 0.5;
  model.decision.affordability = 0.5;
  model.decision.join_constant = -6.5;
  return model;
}

HomeModel competition() {
  HomeModel model = one_cell();
  CollectivePlan rival = plan("autumn", "arcadia", Sector::agriculture, model.from);
  rival.appeal = Series(2.0);
  rival.share_fee = 20;
  model.world.collectives.push_back(rival);
  CollectivePlan small = plan("winter", "arcadia", Sector::agriculture, model.from + 6);
  small.target_members = 6;
  small.recruits_until = model.from + 15;
  model.world.collectives.push_back(small);
  model.world.gate.regimes.push_back(regime(true));
  model.decision.join_constant = -6.0;  // so many act that choosing matters
  model.decision.alone_constant = -5.0;
  model.population.branches[0].skilled_share = 0.5;
  return model;
}

HomeModel closed_circles() {
  HomeModel model = many_cells();
  model.world.collectives[0].party_only = true;
  model.world.collectives[1].skilled_only = true;
  model.world.collectives[1].max_age = 40;
  CollectivePlan open = plan("meadow", "arcadia", Sector::agriculture, model.from);
  open.all_branches = true;
  open.appeal = Series(0.3);
  model.world.collectives.push_back(open);
  model.population.origins[0].party_members = Series(300.0);
  model.decision.join_constant = -6.5;
  return model;
}

HomeModel rival_country() {
  HomeModel model = many_cells();
  Destination open;
  open.id = "overseas";
  open.rates.push_back({"arcadia", -6.0, 0.2});
  Destination shut = open;
  shut.id = "dominion";
  shut.rates.push_back({"utopia", -4.5, 0.0});
  shut.quota_origins = {"arcadia", "utopia"};
  shut.quota = Series(Series::Reading::step, {{model.from, 120.0}, {model.from + 12, 60.0}});
  model.world.destinations = {open, shut};
  return model;
}

HomeModel foundings() {
  HomeModel model = many_cells();
  model.world.collectives.pop_back();
  CollectivePlan farm = plan("pattern_farm", "", Sector::agriculture, distant_future);
  CollectivePlan works = plan("pattern_works", "", Sector::industry, distant_future);
  works.recruits_until = model.from + 18;
  model.world.templates = {farm, works};
  model.world.gate.regimes.push_back(regime(false));
  model.world.gate.regimes[0].until = model.from + 15;
  model.founding.constant_agriculture = -1.0;
  model.founding.constant_industry = -1.5;
  model.founding.tie_share = 0.5;
  model.founding.shut_factor = 0.3;
  model.founding.until = model.from + 21;
  return model;
}

HomeModel twenty_years() {
  HomeModel model = one_cell();
  model.months = 240;
  model.population.origins[0].regions[0].heads = 150;
  model.population.origins[0].party_members = Series(20.0);
  model.world.gate.regimes.push_back(regime(true));
  model.decision.join_constant = -8.5;
  model.decision.alone_constant = -8.0;
  return model;
}

}  // namespace komuna::tests
