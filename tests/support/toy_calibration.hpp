#pragma once
// Toy simulators with a key, and how to hold weighted draws against exact answers.
//
// A weighted mean of n draws is compared with its exact value by z = (mean - exact) / se, where
// se^2 = sum w_i^2 (x_i - mean)^2 (weights of sum 1; Owen 2013, Monte Carlo theory, ch. 9). |z| is
// below 4.8916 but for one case in a million.

#include <boost/math/distributions/poisson.hpp>
#include <cmath>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "analysis/calibration/importance.hpp"
#include "analysis/calibration/weights.hpp"
#include "engine/random/draws.hpp"

namespace komuna::tests {

inline constexpr double surprise = 4.891638;

// The simulator's chance: standard normals and uniforms of a key.
class Luck {
 public:
  explicit Luck(std::uint64_t key) : draws_(77, key) {}
  double uniform(std::uint32_t i) const {
    const Block b = draws_.block(1, i, timeless, Stream::trait);
    return to_uniform53(b.w0, b.w1);
  }
  double normal(std::uint32_t i) const { return math::normal_quantile(uniform(i)); }
  double poisson(std::uint32_t i, double mean) const {
    using Up = boost::math::policies::policy<
        boost::math::policies::discrete_quantile<boost::math::policies::integer_round_up>>;
    return quantile(boost::math::poisson_distribution<double, Up>(mean), uniform(i));
  }

 private:
  Draws draws_;
};

// z of a weighted mean of f(draw) against its exact value.
inline double z_of_mean(const calibration::Population& population,
                        const std::function<double(const calibration::Draw&)>& f, double exact) {
  const std::vector<double> weights = population.weights();
  double mean = 0, squares = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) mean += weights[i] * f(population.draws[i]);
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const double away = weights[i] * (f(population.draws[i]) - mean);
    squares += away * away;
  }
  return (mean - exact) / std::sqrt(squares);
}

// z of the evidence against its exact value: a mean of weights that are not normalised.
inline double z_of_evidence(const calibration::Population& population, double exact) {
  double sum = 0, squares = 0;
  for (const double l : population.log_weights()) {
    sum += std::exp(l);
    squares += std::exp(2 * l);
  }
  const auto n = static_cast<double>(population.draws.size());
  const double mean = sum / n;
  return (mean - exact) / std::sqrt((squares / n - mean * mean) / n);
}

}  // namespace komuna::tests
