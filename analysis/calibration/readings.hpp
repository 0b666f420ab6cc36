#pragma once
// Which reading of an ambiguous figure the rest of the evidence speaks for.
//
// Readings r of a figure (observation.hpp) have probabilities p_r before the data. With the weights
// W_i of a population that was weighed by the mixture sum over s of p_s f_s,
//
//   Z_r = sum over i of W_i f_r(i) / (sum over s of p_s f_s(i))      support of reading r
//   P(r | data) = p_r Z_r
//
// Z_r / Z_s is the Bayes factor of two readings and does not depend on what was believed of the
// readings: for any other probabilities q the posterior is proportional to q_r Z_r. With other
// errors f'_r of the figure the same draws give Z'_r from f'_r in the numerator (importance
// sampling; the effective draws say how far that holds). Nothing is simulated again.

#include <span>
#include <string>
#include <vector>

#include "analysis/calibration/importance.hpp"
#include "analysis/calibration/observation.hpp"

namespace komuna::calibration {

struct ReadingResult {
  std::size_t observation = 0;
  double prior = 0;
  double posterior = 0;
  double standard_error = 0;  // Monte-Carlo, of the posterior
  double support = 0;         // Z_r
  double equal = 0;           // the posterior had all readings been thought equally probable
  double half_error = 0;      // ... with the prior, and half the figure's error
  double double_error = 0;    // ... and twice the figure's error
};

struct FigureReadings {
  std::string figure;
  std::vector<ReadingResult> readings;  // in the order of the observations
  double effective_half = 0;            // effective draws when the error is halved
  double effective_double = 0;          // ... and doubled
};

// In the order in which figures first occur; empty if nothing is read. A population without weight
// gives NaN.
std::vector<FigureReadings> readings_of(const Population& population,
                                        std::span<const Observation> observations);

}  // namespace komuna::calibration
