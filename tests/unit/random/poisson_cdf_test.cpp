// The expansion against sums in long double that share nothing with it.

#include "engine/random/poisson_cdf.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

using namespace komuna;

namespace {

// P(N <= k) for k in [from, to], by weights relative to the mode, normalised by their own sum: no
// logarithm, no gamma function, no expansion.
std::vector<long double> summed(long double mean, std::int64_t from, std::int64_t to) {
  const auto mode = static_cast<std::int64_t>(mean);
  std::vector<long double> weights(static_cast<std::size_t>(to - from + 1));
  long double weight = 1.0L;
  for (std::int64_t k = mode; k <= to; ++k) {
    weights[static_cast<std::size_t>(k - from)] = weight;
    weight *= mean / static_cast<long double>(k + 1);
  }
  weight = 1.0L;
  for (std::int64_t k = mode; k-- > from;) {
    weight *= static_cast<long double>(k + 1) / mean;
    weights[static_cast<std::size_t>(k - from)] = weight;
  }
  long double total = 0.0L;
  for (long double& w : weights) w = (total += w);
  for (long double& w : weights) w /= total;
  return weights;
}

}  // namespace

TEST_CASE("The distribution function of a large Poisson count is right to 2e-14") {
  for (const double mean : {256.0, 256.7, 300.0, 511.5, 2000.3, 1e4, 123456.7, 1e6}) {
    const double reach = 12.0 * std::sqrt(mean);
    const auto from = static_cast<std::int64_t>(mean < reach ? 0.0 : mean - reach);
    const auto to = static_cast<std::int64_t>(mean + reach);
    const std::vector<long double> want = summed(mean, from, to);
    double worst = 0.0;
    const std::int64_t step = mean > 1e5 ? 7 : 1;
    for (std::int64_t k = from; k <= to; k += step) {
      const double got = poisson_cdf_of_large_mean(mean, k);
      worst = std::max(
          worst, std::fabs(got - static_cast<double>(want[static_cast<std::size_t>(k - from)])));
    }
    INFO("mean " << mean << " worst " << worst);
    CHECK(worst < 2e-14);
  }
}
