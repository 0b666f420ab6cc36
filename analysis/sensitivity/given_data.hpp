#pragma once
// What any table of parameters and outputs tells of them, without a design of its own: free of
// charge from the reference table of a calibration.
//
//   first order  S_i = 1 - E[Var(Y | x_i)] / Var(Y), x_i cut into bins of equal number; the
//   variance
//                in a bin is the unbiased one, so that an input without effect is 0 on average
//                (the adjusted correlation ratio of Kelley 1935)
//   PRCC         correlation of the ranks of x_i and Y when the ranks of all other inputs are held
//                linearly fixed: -1 .. 1, for outputs that rise or fall throughout
//   quarters     mean output where x_i is in its lowest and in its highest quarter: what a tornado
//                chart shows

#include <span>
#include <utility>
#include <vector>

#include "analysis/calibration/chance.hpp"
#include "analysis/calibration/points.hpp"
#include "analysis/sensitivity/estimate.hpp"

namespace komuna::sensitivity {

// Rows without output are left out everywhere.
Estimate first_order(std::span<const double> inputs, std::span<const double> outputs,
                     const calibration::Chance& chance);

// By column of the table; the interval is Fisher's. Not a number for a constant input or output.
std::vector<Estimate> partial_rank_correlations(const calibration::Table& inputs,
                                                std::span<const double> outputs);

// Lowest quarter, highest quarter.
std::pair<Estimate, Estimate> outer_quarters(std::span<const double> inputs,
                                             std::span<const double> outputs);

// Column i of a table.
std::vector<double> column_of(const calibration::Table& table, std::size_t i);

}  // namespace komuna::sensitivity
