#pragma once
// posterior.nc: draws of a posterior in the layout of ArviZ, a NetCDF file with groups that ArviZ
// and xarray open (az.from_netcdf, xarray.open_dataset(..., group="posterior")).
//
// Groups posterior, prior, posterior_predictive, observed_data, constant_data, sample_stats.
// Dimensions chain and draw, for figures target. posterior_predictive has draws of its own in one
// chain, each with pred_id worlds of fresh luck; the figures of the weighted worlds themselves,
// which agree with history because they were chosen by it, are in sample_stats (accepted_figure).
// Every dimension has a coordinate variable of its name; no variable has the name of a dimension.
// Names are characters with their encoding, so nothing is a NetCDF string (which cannot be
// compressed in this version of the library).

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "engine/output/new_file.hpp"

namespace komuna {

struct PosteriorArrays {
  std::size_t chains = 0;
  std::size_t draws = 0;        // of each chain
  std::size_t prior_draws = 0;  // of one chain
  std::vector<std::string> parameters;
  std::vector<std::string> parameter_help;     // by parameter
  std::vector<std::vector<double>> posterior;  // [parameter][chain x draw]
  std::vector<std::vector<double>> prior;      // [parameter][draw]
  std::vector<std::string> targets;
  std::vector<double> accepted;  // [chain x draw x target]; not a number = lacked
  std::size_t predicted_draws = 0, worlds_of_draw = 2;
  std::vector<double> predictive;  // [predicted draw x world x target]
  std::vector<double> observed;    // by target
  std::vector<std::pair<std::string, std::vector<double>>> constants;  // by target
  std::vector<std::pair<std::string, std::vector<double>>> stats;      // [chain x draw]
  // 64-bit keys as two whole numbers: key = key_high x 2^32 + key_low, both unsigned.
  std::vector<std::uint64_t> keys;                              // [chain x draw]
  std::vector<std::pair<std::string, std::string>> attributes;  // of the file and each group
};

// Errors: FileError.
WrittenFile write_posterior(const std::string& folder, const std::string& name,
                            const PosteriorArrays& arrays);

}  // namespace komuna
