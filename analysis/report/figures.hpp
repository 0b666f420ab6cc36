#pragma once
// What a report needs beyond the summary of a run: yearly lines of each replicate, departures by
// origin, journeys from region to place, the ends of the named collectives.
//
// Gathered while the outcomes come by, in the order of replicates; about 4 kB a replicate are kept
// (one number a year for each line and origin), whatever the number of persons. Figures are of
// emigrants and their families; local people who joined a collective are left out.

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "engine/output/outcome_source.hpp"
#include "engine/output/spread.hpp"
#include "engine/simulation/outcome.hpp"
#include "engine/simulation/parameters.hpp"

namespace komuna::report {

// Flows: persons in a year. Stocks, from living_there on: persons or collectives at its end.
enum class Line : std::uint8_t {
  requests,
  admitted,
  refused,
  withdrew,
  departed,
  alone,  // of the departed, those outside a collective
  arrived,
  born,
  returned,
  third_country,
  expelled,
  died,  // executions apart
  died_in_camp,
  executed,
  arrested,
  living_there,  // anywhere in the Soviet Union
  in_collectives,
  in_camp,
  farms_at_work,
  works_at_work,
};
inline constexpr std::size_t line_count = 20;
inline bool is_stock(Line line) { return line >= Line::living_there; }

// Persons who left with collectives seated in a region for a place; means over the replicates.
struct Journey {
  Index origin = 0;
  Index region = 0;   // within the origin
  Index site = none;  // none: left before a place was known
  double persons = 0;
  double share = 0;  // of replicates with any
};

// A named collective. Medians over the replicates in which it was founded; of the months, over
// those in which it happened.
struct CollectiveFate {
  double founded = 0;  // shares of replicates
  double departed = 0;
  Month first_train = distant_future;
  Month ended = distant_future;
  double members = 0;  // households that enrolled
  double persons = 0;  // departed
  double arrived = 0;
  double died = 0;
  double returned = 0;
  double works = 0;
  Stage stage = Stage::initiative;  // the most common end
  double stage_share = 0;
};

class ReportFigures {
 public:
  // `parameters` must outlive the figures.
  explicit ReportFigures(const Parameters& parameters);
  ReportFigures(const Parameters& parameters, const OutcomeSource& outcomes);
  void add(const Outcome& outcome);

  std::int64_t completed() const { return static_cast<std::int64_t>(blocks_.size()); }
  int first_year() const { return parameters_.from.year(); }
  int last_year() const { return parameters_.until.year(); }

  Spread year(Line line, int year) const;
  // Flows: over all years. Stocks: at the end.
  Spread total(Line line) const;
  // Departures with collectives, by the origin of the persons.
  Spread organised(std::size_t origin, int year) const;
  Spread organised_until(std::size_t origin, int year) const;  // from the first year on
  Spread organised_total() const;                              // all origins, all years
  Spread collectives_founded() const;
  Spread collectives_departed() const;
  Spread collectives_arrived() const;
  Spread collectives_standing() const;  // at the end
  // Of the collectives that arrived: the mean number a replicate that ended so.
  std::array<double, stage_count> ends() const;

  // Of one target, in the replicates that have it.
  std::vector<double> target_values(std::size_t target) const;
  std::vector<CollectiveFate> named() const;  // in the order of the scenario
  std::vector<Journey> journeys() const;      // the largest first

 private:
  struct Named {
    std::vector<double> first_train, ended, members, persons, arrived, died, returned, works;
    std::array<std::int64_t, stage_count> stages{};
  };
  struct Counted {  // collectives of one replicate
    std::int32_t founded = 0, departed = 0, arrived = 0, standing = 0;
  };
  struct Travelled {
    std::int64_t persons = 0;
    std::int64_t replicates = 0;
  };

  std::size_t years() const { return static_cast<std::size_t>(last_year() - first_year() + 1); }
  std::size_t origin_line(std::size_t origin) const { return line_count + origin; }
  void add_years(const Outcome& outcome, std::vector<std::int32_t>& block) const;
  void add_collectives(const Outcome& outcome, std::vector<std::int32_t>& block);
  void add_named(const CollectiveOutcome& collective);
  Spread sum(std::size_t line, std::size_t from, std::size_t until) const;
  Spread counted(std::int32_t Counted::* what) const;

  const Parameters& parameters_;
  std::map<std::string, std::size_t> plans_;
  std::map<std::pair<std::string, std::string>, std::pair<Index, Index>> regions_;
  std::map<std::string, Index> sites_;
  std::vector<std::vector<std::int32_t>> blocks_;  // a replicate: [line][year]
  std::vector<Counted> counted_;
  std::array<std::int64_t, stage_count> ends_{};
  std::vector<Named> named_;
  std::map<std::tuple<Index, Index, Index>, Travelled> journeys_;
  std::vector<std::vector<double>> targets_;
};

}  // namespace komuna::report
