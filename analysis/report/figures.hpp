#pragma once
// What a report needs beyond the summary of a run: yearly lines of each replicate, departures by
// origin, journeys from region to place, the ends of the named collectives.
//
// Quantiles need all values of a figure at once. So that the memory does not grow with the number
// of replicates, outcomes are read several times, each time for as many figures as fit into the
// buffer (of the historical scenario about 1,600 figures: once up to 10,000 replicates). Figures
// are of emigrants and their families; local people who joined a collective are left out.

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "analysis/report/aftermath.hpp"
#include "analysis/tally.hpp"
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
  // Reads all outcomes. `parameters` must outlive the figures; `source` need not. `buffer`: bytes.
  ReportFigures(const Parameters& parameters, const OutcomeSource& source,
                std::size_t buffer = std::size_t{64} << 20U);

  std::int64_t completed() const { return completed_; }
  int first_year() const { return parameters_.from.year(); }
  int last_year() const { return parameters_.until.year(); }

  const Spread& year(Line line, int year) const;
  // Flows: over all years. Stocks: at the end.
  const Spread& total(Line line) const;
  // Departures with collectives, by the origin of the persons.
  const Spread& organised(std::size_t origin, int year) const;
  const Spread& organised_until(std::size_t origin, int year) const;  // from the first year on
  // All origins, all years.
  const Spread& organised_total() const { return single(Single::organised); }
  const Spread& collectives_founded() const { return single(Single::founded); }
  const Spread& collectives_departed() const { return single(Single::departed); }
  const Spread& collectives_arrived() const { return single(Single::arrived); }
  const Spread& collectives_standing() const { return single(Single::standing); }  // at the end
  // Of the collectives that arrived: the mean number a replicate that ended so.
  std::array<double, stage_count> ends() const;

  // Of one target that counts emigrants of a whole movement, in the replicates that have it, by
  // size; nothing for other targets.
  std::vector<double> target_values(std::size_t target) const;
  std::vector<CollectiveFate> named() const;  // in the order of the scenario
  std::vector<Journey> journeys() const;      // the largest first
  const Aftermath& aftermath() const { return aftermath_; }

 private:
  struct Named {
    Tally first_train, ended, members, persons, arrived, died, returned, works;
    std::array<std::int64_t, stage_count> stages{};
  };
  struct Travelled {
    std::int64_t persons = 0;
    std::int64_t replicates = 0;
  };
  // Figures that are one number a replicate.
  enum class Single : std::uint8_t { organised, founded, departed, arrived, standing };
  static constexpr std::size_t single_count = 5;

  std::size_t years() const { return static_cast<std::size_t>(last_year() - first_year() + 1); }
  std::size_t origins() const { return parameters_.population.origins.size(); }
  std::size_t year_index(int year) const { return static_cast<std::size_t>(year - first_year()); }
  // Positions in a row of figures: [line][year], [origin][year], [origin][up to year], totals of
  // lines, single ones.
  std::size_t of_year(Line line, std::size_t year) const {
    return static_cast<std::size_t>(line) * years() + year;
  }
  std::size_t of_origin(std::size_t origin, std::size_t year) const {
    return (line_count + origin) * years() + year;
  }
  std::size_t of_origin_until(std::size_t origin, std::size_t year) const {
    return (line_count + origins() + origin) * years() + year;
  }
  std::size_t of_total(Line line) const {
    return (line_count + 2 * origins()) * years() + static_cast<std::size_t>(line);
  }
  std::size_t of_single(Single what) const {
    return (line_count + 2 * origins()) * years() + line_count + static_cast<std::size_t>(what);
  }
  std::size_t row_size() const {
    return (line_count + 2 * origins()) * years() + line_count + single_count;
  }
  const Spread& single(Single what) const { return spreads_[of_single(what)]; }

  void fill(const Outcome& outcome, std::vector<std::int32_t>& row) const;
  void fill_years(const Outcome& outcome, std::vector<std::int32_t>& row) const;
  void fill_collectives(const Outcome& outcome, std::vector<std::int32_t>& row) const;
  void fill_sums(std::vector<std::int32_t>& row) const;
  void count(const Outcome& outcome);
  void count_journeys(const Outcome& outcome);
  void count_named(const CollectiveOutcome& collective);

  const Parameters& parameters_;
  std::map<std::string, std::size_t> plans_;
  std::map<std::pair<std::string, std::string>, std::pair<Index, Index>> regions_;
  std::map<std::string, Index> sites_;
  std::int64_t completed_ = 0;
  std::vector<Spread> spreads_;  // of a row
  std::array<std::int64_t, stage_count> ends_{};
  std::vector<Named> named_;
  std::map<std::tuple<Index, Index, Index>, Travelled> journeys_;
  std::vector<std::map<double, std::int64_t>> targets_;
  Aftermath aftermath_;
};

}  // namespace komuna::report
