#pragma once
// By how much two worlds differ year by year, for charts: median and bands of the paired difference
// of every variable, for all people and by origin.
//
// Reads the outcomes of both worlds as often as it must so that memory stays within a buffer,
// whatever the number of replicates.

#include <cstddef>
#include <functional>
#include <string>

#include "engine/output/outcome_source.hpp"
#include "engine/output/spread.hpp"
#include "engine/simulation/parameters.hpp"

namespace komuna {

struct PairedYear {
  int year = 0;
  std::string origin;  // an id, all_origins or local_people
  std::size_t variable = 0;
  double base_median = 0;
  double alternative_median = 0;
  Spread difference;
  double p_more = 0, p_less = 0;
};

// Of origins that only one world has there are no rows. `buffer`: bytes.
void each_paired_year(const Parameters& base, const OutcomeSource& base_outcomes,
                      const Parameters& alternative, const OutcomeSource& alternative_outcomes,
                      const std::function<void(const PairedYear&)>& visit,
                      std::size_t buffer = std::size_t{64} << 20U);

}  // namespace komuna
