#include "analysis/sensitivity/given_data.hpp"

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <numeric>

#include "analysis/sensitivity/bootstrap.hpp"
#include "analysis/student_t.hpp"

namespace komuna::sensitivity {
namespace {

using calibration::Chance;
using calibration::Table;

struct Pair {
  double x, y;
};

std::vector<Pair> known_pairs(std::span<const double> inputs, std::span<const double> outputs) {
  std::vector<Pair> pairs;
  for (std::size_t i = 0; i < outputs.size(); ++i)
    if (!std::isnan(outputs[i])) pairs.push_back({inputs[i], outputs[i]});
  std::stable_sort(pairs.begin(), pairs.end(), [](Pair a, Pair b) { return a.x < b.x; });
  return pairs;
}

// Sum of squares around the mean; `n` at least 1.
double scatter(const double* begin, std::size_t n) {
  const double mean = std::accumulate(begin, begin + n, 0.0) / static_cast<double>(n);
  double sum = 0;
  for (std::size_t i = 0; i < n; ++i) sum += (begin[i] - mean) * (begin[i] - mean);
  return sum;
}

// Of outputs in order of the input. Bins of equal number, as many as the cube root of n, times 2.
double ratio(const std::vector<double>& y) {
  const std::size_t n = y.size();
  const auto bins = std::max<std::size_t>(
      2, std::min(n / 4, static_cast<std::size_t>(2 * std::cbrt(static_cast<double>(n)))));
  double within = 0;
  for (std::size_t b = 0; b < bins; ++b) {
    const std::size_t from = b * n / bins, to = (b + 1) * n / bins;
    within += scatter(y.data() + from, to - from);
  }
  const double all = scatter(y.data(), n);
  return 1 - within / static_cast<double>(n - bins) / (all / static_cast<double>(n - 1));
}

Estimate mean_of(const std::vector<double>& values) {
  Estimate e;
  e.n = static_cast<std::int64_t>(values.size());
  if (values.empty()) return e;
  const auto n = static_cast<double>(values.size());
  e.value = std::accumulate(values.begin(), values.end(), 0.0) / n;
  if (values.size() < 2) return e;
  const double half = student_t_quantile(0.975, e.n - 1) *
                      std::sqrt(scatter(values.data(), values.size()) / (n - 1) / n);
  e.low = e.value - half;
  e.high = e.value + half;
  return e;
}

// Ties share their mean rank.
Eigen::VectorXd ranks(const std::vector<double>& values) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
  Eigen::VectorXd rank(static_cast<Eigen::Index>(values.size()));
  for (std::size_t i = 0; i < order.size();) {
    std::size_t j = i;
    while (j < order.size() && values[order[j]] == values[order[i]]) ++j;
    for (std::size_t m = i; m < j; ++m)
      rank(static_cast<Eigen::Index>(order[m])) = 0.5 * static_cast<double>(i + j - 1);
    i = j;
  }
  return rank;
}

}  // namespace

std::vector<double> column_of(const Table& table, std::size_t i) {
  std::vector<double> column;
  for (std::size_t row = 0; row < table.rows(); ++row) column.push_back(table[row][i]);
  return column;
}

Estimate first_order(std::span<const double> inputs, std::span<const double> outputs,
                     const Chance& chance) {
  const std::vector<Pair> pairs = known_pairs(inputs, outputs);
  Estimate e;
  e.n = static_cast<std::int64_t>(pairs.size());
  std::vector<double> y;
  for (const Pair& pair : pairs) y.push_back(pair.y);
  if (y.size() < 16 || !(scatter(y.data(), y.size()) > 0)) return e;
  // Resampled in order of the input, so that nothing is sorted again: bins hold whom they hold.
  std::vector<std::size_t> chosen(y.size());
  std::vector<double> again(y.size());
  const auto statistic = [&](const std::vector<std::size_t>& rows) {
    std::fill(chosen.begin(), chosen.end(), std::size_t{0});
    for (const std::size_t row : rows) ++chosen[row];
    std::size_t at = 0;
    for (std::size_t i = 0; i < y.size(); ++i)
      for (std::size_t times = 0; times < chosen[i]; ++times) again[at++] = y[i];
    return ratio(again);
  };
  return bootstrapped(y.size(), statistic, chance);
}

std::vector<Estimate> partial_rank_correlations(const Table& inputs,
                                                std::span<const double> outputs) {
  const std::size_t k = inputs.columns();
  std::vector<std::vector<double>> columns(k + 1);
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    if (std::isnan(outputs[i])) continue;
    for (std::size_t c = 0; c < k; ++c) columns[c].push_back(inputs[i][c]);
    columns[k].push_back(outputs[i]);
  }
  const std::size_t n = columns[k].size();
  std::vector<Estimate> result(k);
  for (Estimate& e : result) e.n = static_cast<std::int64_t>(n);
  if (n < k + 4) return result;
  // Constant inputs are left out; they have no ranks.
  std::vector<std::size_t> used;
  std::vector<Eigen::VectorXd> ranked;
  for (std::size_t c = 0; c <= k; ++c) {
    Eigen::VectorXd r = ranks(columns[c]);
    r.array() -= r.mean();
    if (!(r.squaredNorm() > 0)) continue;
    used.push_back(c);
    ranked.push_back(r / r.norm());
  }
  if (used.size() < 2 || used.back() != k) return result;
  const auto m = static_cast<Eigen::Index>(used.size());
  Eigen::MatrixXd correlation(m, m);
  for (Eigen::Index a = 0; a < m; ++a)
    for (Eigen::Index b = 0; b < m; ++b)
      correlation(a, b) =
          ranked[static_cast<std::size_t>(a)].dot(ranked[static_cast<std::size_t>(b)]);
  correlation.diagonal().array() += 1e-12;  // two inputs may be the same
  const Eigen::MatrixXd inverse = correlation.inverse();
  for (Eigen::Index a = 0; a + 1 < m; ++a) {
    Estimate& e = result[used[static_cast<std::size_t>(a)]];
    e.value = -inverse(a, m - 1) / std::sqrt(inverse(a, a) * inverse(m - 1, m - 1));
    const double z = std::atanh(std::clamp(e.value, -1 + 1e-15, 1 - 1e-15));
    const double half = normal_975 / std::sqrt(static_cast<double>(n) - static_cast<double>(m) - 1);
    e.low = std::tanh(z - half);
    e.high = std::tanh(z + half);
  }
  return result;
}

std::pair<Estimate, Estimate> outer_quarters(std::span<const double> inputs,
                                             std::span<const double> outputs) {
  const std::vector<Pair> pairs = known_pairs(inputs, outputs);
  const std::size_t quarter = pairs.size() / 4;
  std::vector<double> low, high;
  for (std::size_t i = 0; i < quarter; ++i) {
    low.push_back(pairs[i].y);
    high.push_back(pairs[pairs.size() - 1 - i].y);
  }
  return {mean_of(low), mean_of(high)};
}

}  // namespace komuna::sensitivity
