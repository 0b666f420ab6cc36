#pragma once
// The histories of an analysis of sensitivity: which points of the parameters are tried, what comes
// of each, and the indices made of that.

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "analysis/calibration/points.hpp"
#include "analysis/sensitivity/estimate.hpp"
#include "analysis/sensitivity/morris.hpp"
#include "cli/point_work.hpp"
#include "cli/sensitivity_inputs.hpp"
#include "cli/stop_request.hpp"
#include "cluster/crew.hpp"

namespace komuna {

enum class SensitivityMethod { morris, sobol, given_data };
std::string_view name_of(SensitivityMethod method);

struct SensitivityDesign {
  SensitivityMethod method = SensitivityMethod::morris;
  std::uint64_t seed = 1921;
  std::int64_t size = 0;  // trajectories, blocks or rows
  std::int64_t replicates = 1;
  calibration::Table points{1};  // in the unit cube; of a posterior its draws
  sensitivity::MorrisDesign morris{calibration::Table(1), {}, {}};

  std::int64_t rows() const { return static_cast<std::int64_t>(points.rows()); }
  std::int64_t runs() const { return rows() * replicates; }
  // Rows share their keys, but for given-data, where each history has chance of its own.
  std::uint64_t key(std::int64_t row, std::int64_t replicate) const {
    return static_cast<std::uint64_t>(
        method == SensitivityMethod::given_data ? row * replicates + replicate : replicate);
  }
};

// Errors: UsageError for an unknown method and for too few runs, naming the least.
SensitivityDesign design_of(const SensitivityOptions& options, const SensitivityInputs& inputs);

struct SensitivityRows {
  std::vector<SensitivityRow> rows;
  std::int64_t failed = 0;          // histories
  std::vector<std::string> errors;  // the first four
  double seconds = 0;               // of simulating
};
SensitivityRows simulate(const SensitivityInputs& inputs, const SensitivityDesign& design,
                         int threads, Crew* crew, const StopRequest& stop,
                         const std::function<void()>& each_row);

// A line of sensitivity.csv.
struct SensitivityIndex {
  std::string output;
  std::string parameter;  // its id; "" = all together
  std::string index;
  sensitivity::Estimate estimate;
};
std::vector<SensitivityIndex> indices_of(const SensitivityInputs& inputs,
                                         const SensitivityDesign& design,
                                         const SensitivityRows& rows);

}  // namespace komuna
