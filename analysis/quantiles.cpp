#include "analysis/quantiles.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "engine/base/assert.hpp"

namespace komuna {

double quantile(const std::vector<double>& sorted, double p) {
  KOMUNA_ASSERT(!sorted.empty(), "a quantile of nothing");
  const double position = static_cast<double>(sorted.size() - 1) * p;
  const auto below = static_cast<std::size_t>(position);
  if (below + 1 >= sorted.size()) return sorted.back();
  const double part = position - static_cast<double>(below);
  if (part == 0) return sorted[below];
  return sorted[below] + part * (sorted[below + 1] - sorted[below]);
}

Spread spread_of(std::vector<double> values) {
  Spread spread;
  spread.n = static_cast<std::int64_t>(values.size());
  if (values.empty()) return spread;
  const auto n = static_cast<double>(values.size());
  for (const double value : values) spread.mean += value;
  spread.mean /= n;
  double squares = 0;
  for (const double value : values) squares += (value - spread.mean) * (value - spread.mean);
  spread.sd =
      values.size() > 1 ? std::sqrt(squares / (n - 1)) : std::numeric_limits<double>::quiet_NaN();
  std::sort(values.begin(), values.end());
  spread.q05 = quantile(values, 0.05);
  spread.q25 = quantile(values, 0.25);
  spread.q50 = quantile(values, 0.5);
  spread.q75 = quantile(values, 0.75);
  spread.q95 = quantile(values, 0.95);
  return spread;
}

double median_of(std::vector<double> values) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  return quantile(values, 0.5);
}

}  // namespace komuna
