#pragma once
// What is believed of each parameter before the figures are looked at.
//
// Parameters are independent before the data. Each has a proper distribution and a free coordinate
// without bounds in which proposals are made: the parameter itself, its logarithm (bounded below),
// or the logit of its place between two bounds. A discrete parameter is proposed through a latent
// uniform u in (0, 1) that names its value, with the stated probabilities.
//
//   density of the free coordinate phi:  p(theta(phi)) |d theta / d phi|
//
// Errors: make() throws PriorError for a distribution that is improper, degenerate or not finite.

#include <cstdint>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "analysis/calibration/points.hpp"

namespace komuna::calibration {

enum class PriorFamily {
  uniform,           // lower, upper
  normal,            // mean, sd
  truncated_normal,  // mean, sd, lower, upper
  lognormal,         // median > 0, sd of the logarithm
  log_uniform,       // 0 < lower < upper
  beta,              // a, b, on [lower, upper]
  gamma,             // shape, rate
  discrete,          // values with probabilities
};

struct PriorError : std::invalid_argument {
  using std::invalid_argument::invalid_argument;
};

class Prior {
 public:
  static Prior uniform(std::string name, double lower, double upper);
  static Prior normal(std::string name, double mean, double sd);
  static Prior truncated_normal(std::string name, double mean, double sd, double lower,
                                double upper);
  static Prior lognormal(std::string name, double median, double sd_of_log);
  static Prior log_uniform(std::string name, double lower, double upper);
  static Prior beta(std::string name, double a, double b, double lower = 0, double upper = 1);
  static Prior gamma(std::string name, double shape, double rate);
  // Probabilities are positive and sum to 1 within 1e-9.
  static Prior discrete(std::string name, std::vector<double> values,
                        std::vector<double> probabilities);

  const std::string& name() const { return name_; }
  PriorFamily family() const { return family_; }
  // Bounds of the support; may be infinite. Of a discrete one: least and greatest value.
  double lower() const { return lower_; }
  double upper() const { return upper_; }
  double mean() const;
  double variance() const;

  // u in (0, 1) to the parameter.
  double quantile(double u) const;
  // Free coordinate to parameter and back. A discrete parameter: phi = logit(u), u the latent; back
  // gives the middle of the value's interval.
  double from_free(double phi) const;
  double to_free(double theta) const;
  // The free coordinate of quantile(u); keeps the latent of a discrete parameter.
  double free_quantile(double u) const;
  // Logarithm of the prior density of the free coordinate.
  double log_density_free(double phi) const;

 private:
  Prior(std::string name, PriorFamily family, double a, double b, double lower, double upper);
  // The prior itself, unless it is so narrow that it is one number, or too wide for a variance.
  static Prior sound(Prior prior);
  double log_density(double theta) const;

  std::string name_;
  PriorFamily family_;
  double a_, b_;
  double lower_, upper_;
  std::vector<double> values_, cumulative_;  // of a discrete one
};

// All parameters of a calibration, in order.
class Priors {
 public:
  // Throws PriorError when the list is empty or a name occurs twice.
  explicit Priors(std::vector<Prior> priors);

  std::size_t size() const { return priors_.size(); }
  const Prior& operator[](std::size_t i) const { return priors_[i]; }

  Point quantile(std::span<const double> u) const;
  Point from_free(std::span<const double> phi) const;
  Point to_free(std::span<const double> theta) const;
  Point free_quantile(std::span<const double> u) const;
  double log_density_free(std::span<const double> phi) const;

 private:
  std::vector<Prior> priors_;
};

}  // namespace komuna::calibration
