#pragma once
// Whether to believe a calibration: every check by default, each with its threshold and a sentence.

#include <span>
#include <string>
#include <vector>

#include "analysis/calibration/importance.hpp"
#include "analysis/calibration/observation.hpp"
#include "analysis/calibration/prior.hpp"
#include "analysis/calibration/readings.hpp"

namespace komuna::calibration {

enum class Verdict { good, warning, bad };

struct Check {
  std::string name;  // "effective draws"
  std::string of;    // parameter or figure; "" = the whole
  double value = 0;
  std::string threshold;  // "at least 400"
  Verdict verdict = Verdict::good;
  std::string sentence;  // what it means here, in plain words

  // The value in four digits, or as many as tell it from the threshold it fails; "-" = no number.
  std::string value_text() const;
};

// What the figures say of a parameter.
struct ParameterResult {
  std::string name;
  double mean = 0, sd = 0, q05 = 0, q25 = 0, q50 = 0, q75 = 0, q95 = 0;
  double prior_mean = 0, prior_sd = 0;
  double contraction = 0;  // 1 - posterior variance / prior variance; below 0.1: nothing learned
  double r_hat = 0;
  double prior_sensitivity = 0;  // shift of the mean, in sd, when the prior is sharpened by 1.2
};

// A figure as the posterior predicts it. z = (observed - mean) / sqrt(variance + spread^2) on the
// figure's scale; 0 inside an interval.
struct FigureResult {
  std::string name;
  Role role = Role::fit;
  double observed = 0;  // centre
  double mean = 0, sd = 0, q05 = 0, q25 = 0, q50 = 0, q75 = 0,
         q95 = 0;  // own unit; sd on the scale
  double prior_q05 = 0, prior_q95 = 0;
  double z_error = 0;    // spread = the figure's error
  double z_total = 0;    // spread = error and discrepancy
  double undefined = 0;  // posterior share of worlds that lack the figure
  // Chance of one world against the figure's sigma, from worlds that share their parameters
  // (predictions.hpp): above 1, most of the effort is spent on luck.
  double noise_ratio = 0;
  // squared ratio discrepancy / error
  double discrepancy_ratio = 0;
};

// A direction of parameter space: eigenvector of the posterior covariance in prior standard
// deviations; eigenvalue near 0 = well known, near 1 = as unknown as before.
struct Direction {
  double eigenvalue = 0;
  std::vector<double> loadings;  // by parameter
};

struct Diagnosis {
  std::vector<std::string> verdict;  // three sentences
  bool believable = false;           // enough draws, even enough, and the chains agree
  std::vector<Check> checks;
  std::vector<ParameterResult> parameters;
  std::vector<FigureResult> figures;  // all roles
  std::vector<Direction> directions;  // best known first
  std::vector<FigureReadings> readings;
  double effective = 0;
  double pareto_k = 0;
  double largest_weight = 0;
  std::size_t distinct_keys = 0;  // among 4,000 equal draws
  double log_evidence = 0;
};

// How the draws came about, where it bears upon what they are worth.
struct Origin {
  // Error bars are this many times too wide: the square root of the temperature at which a
  // population Monte Carlo ended; 1 = exact, infinite = the prior.
  double inflation = 1;
  bool approximate = false;  // right for linear models with normal errors only (esmda.hpp)
};

Diagnosis diagnose(const Population& population, const Priors& priors,
                   std::span<const Observation> observations, std::uint64_t seed,
                   const Origin& origin = {});

}  // namespace komuna::calibration
