#pragma once
// How much of the variance of an output is due to which parameter? Sobol's indices.
//
//   first order  S_i  = Var(E[Y | x_i]) / Var(Y): what would be gone if x_i were known
//   total        ST_i = E[Var(Y | all but x_i)] / Var(Y): what would be left if only x_i were not
//
// From blocks of k + 2 rows over one scrambled Sobol sample of 2 k coordinates: A, B, and A with
// the i-th coordinate of B for each i. With outputs centred:
//   S_i = mean(f_B (f_ABi - f_A)) / V            (Saltelli et al. 2010, Comput. Phys. Commun. 181)
//   ST_i = mean((f_A - f_ABi)^2) / (2 V)         (Jansen 1999)
// Intervals by resampling blocks, normal; with a Sobol sample they are rather too wide than too
// narrow. Parameters vary independently, uniformly in u of (0, 1).
//
// Where the output is a matter of chance, every row is simulated under the same R keys. The indices
// of the mean of a row tell what moves the expected course, those of its standard deviation what
// moves the play of chance. The noise share is E[Var(Y | x)] / Var(Y) of a single history, by a
// two-way analysis of variance (rows x keys): no parameter explains that part.

#include <cstddef>
#include <span>
#include <vector>

#include "analysis/calibration/chance.hpp"
#include "analysis/calibration/points.hpp"
#include "analysis/sensitivity/estimate.hpp"

namespace komuna::sensitivity {

// blocks x (k + 2) rows of k coordinates: A, B, AB_1 .. AB_k of the first block, then the next.
calibration::Table variance_design(std::size_t blocks, std::size_t k,
                                   const calibration::Chance& chance);

struct VarianceIndex {
  Estimate first;
  Estimate total;
};

// outputs: one a row; a block with a row without output is left out. By parameter; not a number
// when the output does not vary.
std::vector<VarianceIndex> variance_indices(std::span<const double> outputs, std::size_t k,
                                            const calibration::Chance& chance);

// worlds: a row for each sampled point, a column for each key (at least 2 of both; otherwise
// nothing can be said). Rows with a gap are left out.
Estimate noise_share(const calibration::Table& worlds, const calibration::Chance& chance);

}  // namespace komuna::sensitivity
