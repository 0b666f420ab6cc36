#include "engine/random/quantile.hpp"

#include <algorithm>
#include <cmath>

#include "engine/base/assert.hpp"
#include "engine/base/math.hpp"
#include "engine/random/poisson_cdf.hpp"

namespace komuna {
namespace {

constexpr double largest_summed_mean = 256.0;
constexpr double largest_mean = 1e6;    // of an exact inversion
constexpr double largest_count = 9e15;  // whole numbers are exact up to there

bool finite(double value) { return value - value == 0.0; }

// P(N <= k) summed from k = 0 upwards until it reaches u.
std::int64_t poisson_by_sum(double mean, double u) {
  double probability = math::exp(-mean);
  double cumulative = probability;
  std::int64_t k = 0;
  while (cumulative < u) {
    ++k;
    probability *= mean / static_cast<double>(k);
    cumulative += probability;
    // Rounding may keep the sum just below a u next to 1.
    if (probability < 1e-18 && static_cast<double>(k) > mean) break;
  }
  return k;
}

std::int64_t poisson_by_search(double mean, double u) {
  // Start from the Cornish-Fisher expansion, right to about one count, and walk.
  const double z = math::normal_quantile(u);
  const double guess = mean + z * std::sqrt(mean) + (z * z - 1.0) / 6.0;
  std::int64_t k = guess > 0.0 ? static_cast<std::int64_t>(guess) : 0;
  if (poisson_cdf_of_large_mean(mean, k) < u) {
    do ++k;
    while (poisson_cdf_of_large_mean(mean, k) < u);
    return k;
  }
  while (k > 0 && poisson_cdf_of_large_mean(mean, k - 1) >= u) --k;
  return k;
}

// The smallest k with P(N <= k) >= u, p <= 1/2, by ratios of probabilities from the mode outwards.
std::int64_t binomial_from_mode(std::int64_t n, double p, double u) {
  const double odds = p / (1.0 - p);
  const auto mode = std::min(n, static_cast<std::int64_t>((static_cast<double>(n) + 1.0) * p));
  const auto ratio_up = [&](std::int64_t k) {  // P(k + 1) / P(k)
    return odds * static_cast<double>(n - k) / static_cast<double>(k + 1);
  };
  constexpr double negligible = 1e-20;
  double below = 0.0;
  std::int64_t lowest = mode;
  double weight = 1.0;
  while (lowest > 0 && weight > negligible) {
    --lowest;
    weight /= ratio_up(lowest);
    below += weight;
  }
  const double lowest_weight = weight;
  double total = below + 1.0;
  weight = 1.0;
  for (std::int64_t k = mode; k < n && weight > negligible; ++k) {
    weight *= ratio_up(k);
    total += weight;
  }
  const double wanted = u * total;
  std::int64_t k = mode;
  double cumulative = below + 1.0;
  weight = 1.0;
  if (wanted <= below) {  // walk up from the far end: small weights first loses nothing
    k = lowest;
    weight = lowest_weight;
    cumulative = weight;
  }
  while (cumulative < wanted && k < n) {
    weight *= ratio_up(k);
    if (k >= mode && weight <= negligible) break;
    cumulative += weight;
    ++k;
  }
  return k;
}

// Cornish and Fisher's expansion (1938) to the second order, for means above 1e6.
std::int64_t poisson_by_expansion(double mean, double u) {
  const double z = math::normal_quantile(u);
  const double root = std::sqrt(mean);
  const double value = mean + z * root + (z * z - 1.0) / 6.0 + (z - z * z * z) / (72.0 * root);
  return static_cast<std::int64_t>(value + 0.5);
}

}  // namespace

QuantileTable QuantileTable::from(const std::function<double(double)>& quantile) {
  constexpr double end = 1.0 / (16.0 * bins);
  QuantileTable table;
  for (int i = 0; i <= bins; ++i) {
    double value = quantile(static_cast<double>(i) / bins);
    if (i == 0 && !finite(value)) value = quantile(end);
    if (i == bins && !finite(value)) value = quantile(1.0 - end);
    KOMUNA_ASSERT(finite(value), "a quantile function is not finite");
    table.knots_[static_cast<std::size_t>(i)] = value;
    KOMUNA_ASSERT(i == 0 || value >= table.knots_[static_cast<std::size_t>(i - 1)],
                  "a quantile function decreases");
  }
  return table;
}

std::int64_t poisson_quantile(double mean, double u) {
  KOMUNA_ASSERT(mean >= 0.0, "mean of a Poisson count");
  KOMUNA_ASSERT(u > 0.0 && u < 1.0, "uniform number of a Poisson count");
  if (mean > largest_mean) return poisson_by_expansion(std::min(mean, largest_count), u);
  if (mean <= largest_summed_mean) return poisson_by_sum(mean, u);
  return poisson_by_search(mean, u);
}

std::int64_t binomial_quantile(std::int64_t n, double p, double u) {
  KOMUNA_ASSERT(n >= 0 && p >= 0.0 && p <= 1.0, "parameters of a binomial count");
  KOMUNA_ASSERT(u > 0.0 && u < 1.0, "uniform number of a binomial count");
  if (n == 0 || p == 0.0) return 0;
  if (p == 1.0) return n;
  return binomial_from_mode(n, p, u);
}

}  // namespace komuna
