#pragma once
// The interval of a statistic of rows 0..n-1, from the spread of the statistic over resampled rows:
// 95 %, as if normal.

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include "analysis/calibration/chance.hpp"
#include "analysis/sensitivity/estimate.hpp"

namespace komuna::sensitivity {

inline constexpr int resamples = 200;

// `statistic`: a number from a list of n rows, some of which may be named more than once.
template <class Statistic>
Estimate bootstrapped(std::size_t n, const Statistic& statistic,
                      const calibration::Chance& chance) {
  std::vector<std::size_t> rows(n);
  for (std::size_t i = 0; i < n; ++i) rows[i] = i;
  Estimate e;
  e.n = static_cast<std::int64_t>(n);
  e.value = statistic(rows);
  if (n < 2) return e;
  double sum = 0, squares = 0;
  for (std::uint32_t r = 0; r < resamples; ++r) {
    for (std::uint32_t i = 0; i < n; ++i)
      rows[i] = static_cast<std::size_t>(chance.uniform(calibration::Purpose::bootstrap, r, i) *
                                         static_cast<double>(n));
    const double x = statistic(rows);
    sum += x;
    squares += x * x;
  }
  const double half =
      normal_975 * std::sqrt(std::max(0.0, (squares - sum * sum / resamples) / (resamples - 1)));
  e.low = e.value - half;
  e.high = e.value + half;
  return e;
}

}  // namespace komuna::sensitivity
