#pragma once
// The axes of ensemble.nc: which replicates, years, months and origins there are in any world of a
// run, and which cells a world leaves empty.

#include <cstdint>
#include <string>
#include <vector>

#include "engine/output/exported_run.hpp"

namespace komuna {

class EnsembleAxes {
 public:
  // Reads all outcomes once.
  explicit EnsembleAxes(const ExportedRun& run);

  static constexpr std::int32_t empty_cell = -2147483647;

  std::vector<std::int32_t> replicates;  // numbers, rising
  int first_year = 0;
  std::size_t years = 0;
  Month first_month;
  std::size_t months = 0;
  std::vector<std::string> origins;       // ids, the people of the place last
  std::vector<std::string> origin_names;  // the author's words
  bool has_gaps = false;

  // 0 where the world has such a cell, else empty_cell: [year][origin] and [month].
  std::vector<std::int32_t> yearly(const Parameters& parameters) const;
  std::vector<std::int32_t> monthly(const Parameters& parameters) const;
  // Where the origins of a world stand on the axis; the people of the place last.
  std::vector<std::size_t> places_of(const Parameters& parameters) const;

 private:
  void add(const Parameters& parameters);
  std::size_t place_of(const std::string& origin) const;
};

}  // namespace komuna
