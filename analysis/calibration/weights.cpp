#include "analysis/calibration/weights.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "engine/base/math.hpp"

namespace komuna::calibration {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

double greatest(std::span<const double> values) {
  double most = -infinity;
  for (const double v : values) most = std::max(most, v);
  return most;
}

// Zhang and Stephens (2009): profile posterior mean of b over a grid, then k. `x` ascending, > 0.
double pareto_shape(const std::vector<double>& x) {
  const auto n = static_cast<double>(x.size());
  const auto grid = 30 + static_cast<std::size_t>(std::sqrt(n));
  const double quarter = x[static_cast<std::size_t>(n / 4 + 0.5) - 1];
  std::vector<double> b(grid), fit(grid);
  const auto shape_at = [&](double candidate) {
    double sum = 0;
    for (const double value : x) sum += math::log1p(-candidate * value);
    return sum / n;
  };
  for (std::size_t i = 0; i < grid; ++i) {
    const double place = static_cast<double>(i) + 0.5;
    b[i] = 1 / x.back() + (1 - std::sqrt(static_cast<double>(grid) / place)) / (3 * quarter);
    const double k = shape_at(b[i]);
    fit[i] = n * (math::log(-b[i] / k) - k - 1);
  }
  const double most = greatest(fit);
  double sum = 0, mean = 0;
  for (std::size_t i = 0; i < grid; ++i) {
    const double weight = std::isfinite(fit[i]) ? math::exp(fit[i] - most) : 0;
    sum += weight;
    mean += weight * b[i];
  }
  const double k = shape_at(mean / sum);
  return (k * n + 5) / (n + 10);  // weakly towards 1/2
}

}  // namespace

std::vector<double> normalised(std::span<const double> log_weights) {
  const double most = greatest(log_weights);
  std::vector<double> weights(log_weights.size(), 0.0);
  if (most == -infinity) return weights;
  double sum = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    weights[i] = math::exp(log_weights[i] - most);
    sum += weights[i];
  }
  for (double& w : weights) w /= sum;
  return weights;
}

double log_mean(std::span<const double> log_weights) {
  const double most = greatest(log_weights);
  if (most == -infinity) return -infinity;
  double sum = 0;
  for (const double w : log_weights) sum += math::exp(w - most);
  return most + math::log(sum / static_cast<double>(log_weights.size()));
}

double effective_size(std::span<const double> weights) {
  double sum = 0, squares = 0;
  for (const double w : weights) {
    sum += w;
    squares += w * w;
  }
  return squares > 0 ? sum * sum / squares : 0;
}

double pareto_k(std::span<const double> log_weights) {
  std::vector<double> finite;
  for (const double w : log_weights)
    if (w > -infinity) finite.push_back(w);
  const auto n = static_cast<double>(finite.size());
  const auto tail = static_cast<std::size_t>(std::ceil(std::min(n / 5, 3 * std::sqrt(n))));
  if (tail < 5 || finite.size() < 25) return infinity;
  std::sort(finite.begin(), finite.end());
  const double most = finite.back();
  const double cut = math::exp(finite[finite.size() - tail - 1] - most);
  std::vector<double> excess;
  for (std::size_t i = finite.size() - tail; i < finite.size(); ++i)
    excess.push_back(math::exp(finite[i] - most) - cut);
  if (excess.back() <= 0) return -infinity;  // all alike: no tail at all
  for (double& x : excess) x = std::max(x, excess.back() * 1e-15);
  return pareto_shape(excess);
}

std::vector<std::size_t> resample(std::span<const double> weights, std::size_t count,
                                  const Chance& chance, std::uint32_t round) {
  std::vector<std::size_t> chosen;
  const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
  if (count == 0 || !(total > 0)) return chosen;
  chosen.reserve(count);
  const double start = chance.uniform(Purpose::resample, round, 0);
  double passed = 0;
  std::size_t i = 0;
  for (std::size_t c = 0; c < count; ++c) {
    const double place = total * (static_cast<double>(c) + start) / static_cast<double>(count);
    while (i + 1 < weights.size() && passed + weights[i] <= place) passed += weights[i++];
    chosen.push_back(i);
  }
  return chosen;
}

double weighted_mean(std::span<const double> values, std::span<const double> weights) {
  double sum = 0, total = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (weights[i] == 0) continue;
    sum += weights[i] * values[i];
    total += weights[i];
  }
  return sum / total;
}

double weighted_variance(std::span<const double> values, std::span<const double> weights) {
  const double mean = weighted_mean(values, weights);
  double sum = 0, total = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (weights[i] == 0) continue;
    sum += weights[i] * (values[i] - mean) * (values[i] - mean);
    total += weights[i];
  }
  return sum / total;
}

double weighted_quantile(std::span<const double> values, std::span<const double> weights,
                         double p) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
  const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
  double passed = 0;
  for (const std::size_t i : order) {
    passed += weights[i];
    if (passed >= p * total) return values[i];
  }
  return order.empty() ? std::nan("") : values[order.back()];
}

}  // namespace komuna::calibration
