#pragma once
// The outcomes of an invented run, made by hand so that every figure of a report is known: Arcadia
// and Illyria, two years, three histories alike and one that failed.
//
// In each history the Beehive (named, of the Plain in Arcadia) leaves in June 1921 with 90, 100 or
// 110 persons, arrives in July and merges in May 1922; 20 persons leave alone; another collective
// never leaves.

#include "analysis/report/figures.hpp"
#include "analysis/run_summary.hpp"
#include "engine/measures/variable.hpp"

namespace komuna::tests {

inline Parameters hand_made_parameters() {
  Parameters parameters;
  parameters.title = "Arcadia & <Illyria>";
  parameters.from = Month::of(1921, 1);
  parameters.until = Month::of(1922, 12);
  auto& origins = parameters.population.origins;
  origins.resize(2);
  origins[0].id = "arcadia";
  origins[0].name = "Arcadia";
  origins[1].id = "illyria";
  origins[1].name = "Illyria";
  for (const char* id : {"hills", "plain"}) {
    origins[0].regions.emplace_back();
    origins[0].regions.back().id = id;
    origins[0].regions.back().name = id;
    origins[0].regions.back().longitude = 18;
    origins[0].regions.back().latitude = 49;
  }
  Site site;
  site.id = site.name = "steppe";
  site.longitude = 45;
  site.latitude = 50;
  parameters.world.sites.push_back(site);
  CollectivePlan plan;
  plan.id = "beehive";
  plan.name = "Beehive";
  plan.origin = "arcadia";
  parameters.world.collectives.push_back(plan);
  Target target;
  target.id = "left";
  target.name = "Left with the largest";
  target.observed = 100;
  target.role = TargetRole::fit;
  target.error = 0.3;
  target.discrepancy = 0.4;
  parameters.targets.push_back(target);
  return parameters;
}

inline YearRow hand_made_row(int year, Index origin, Index collective) {
  YearRow row;
  row.year = year;
  row.origin = origin;
  row.collective = collective;
  return row;
}

inline Outcome hand_made_outcome(std::uint64_t replicate) {
  const auto persons = static_cast<std::int32_t>(90 + 10 * replicate);
  Outcome outcome;
  outcome.replicate = replicate;
  outcome.from = Month::of(1921, 1);
  outcome.until = Month::of(1922, 12);
  outcome.months.assign(variable_count, std::vector<std::int64_t>(24, 0));
  YearRow with = hand_made_row(1921, 0, 0);
  with.counts[variable_index("requests")] = 1000;
  with.counts[variable_index("admitted")] = 120;
  with.counts[variable_index("departed")] = persons;
  with.counts[variable_index("arrived")] = persons;
  with.counts[variable_index("died")] = 10;
  with.counts[variable_index("in_collective")] = 90;
  YearRow alone = hand_made_row(1921, 1, none);
  alone.counts[variable_index("departed")] = 20;
  YearRow later = hand_made_row(1922, 0, none);
  later.counts[variable_index("returned")] = 10;
  later.counts[variable_index("in_ussr")] = 80;
  YearRow neighbours = hand_made_row(1922, none, 0);
  neighbours.counts[variable_index("in_collective")] = 7;
  outcome.years = {with, alone, later, neighbours};
  outcome.targets.push_back({true, static_cast<double>(persons)});
  CollectiveOutcome beehive;
  beehive.id = "beehive";
  beehive.origin = "arcadia";
  beehive.region = "plain";
  beehive.site = "steppe";
  beehive.stage = Stage::merged;
  beehive.first_departed = Month::of(1921, 6);
  beehive.first_arrived = Month::of(1921, 7);
  beehive.ended = Month::of(1922, 5);
  beehive.trains = 1;
  beehive.departed = beehive.arrived = persons;
  CollectiveOutcome other;
  other.id = "other";
  other.named = false;
  other.origin = "illyria";
  outcome.collectives = {beehive, other};
  // Ten leave for home, disappointed; ten die, four more than in ordinary times; the sawmill runs.
  outcome.exits.push_back({1922, 0, 0, PersonState::in_collective, PersonState::returned,
                           Cause::dissatisfaction, 10, 0.0});
  outcome.exits.push_back(
      {1921, 0, 0, PersonState::in_collective, PersonState::dead, Cause::disease, 10, 4.0});
  outcome.exits.push_back(
      {1921, none, 0, PersonState::in_collective, PersonState::dead, Cause::disease, 3, 0.0});
  outcome.works.push_back({0, 1, "sawmill", "Sawmill", Month::of(1921, 8), Month::of(1921, 11)});
  return outcome;
}

// Its three completed replicates and the failed one, to be read as those of a store are.
class HandMadeOutcomes final : public OutcomeSource {
 public:
  void each(const std::function<void(const Outcome&)>& visit) const override {
    for (std::uint64_t r = 0; r < 3; ++r) visit(hand_made_outcome(r));
    Outcome failed;
    failed.replicate = 3;
    failed.error = "no bread";
    visit(failed);
  }
};

struct HandMadeRun {
  HandMadeRun() = default;
  HandMadeRun(const HandMadeRun&) = delete;
  HandMadeRun& operator=(const HandMadeRun&) = delete;

  Parameters parameters = hand_made_parameters();
  HandMadeOutcomes outcomes;
  RunSummary summary{parameters, outcomes};
  report::ReportFigures figures{parameters, outcomes};
};

}  // namespace komuna::tests
