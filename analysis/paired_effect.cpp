#include "analysis/paired_effect.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "analysis/quantiles.hpp"
#include "analysis/student_t.hpp"
#include "engine/base/assert.hpp"

namespace komuna {
namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
constexpr double confidence = 0.975;  // two-sided 95 %

using Values = std::vector<double>;

// Of lists as long as each other; not a number when one does not vary.
double correlation_of(const Values& a, const Values& b, const Spread& of_a, const Spread& of_b) {
  if (!(of_a.sd > 0) || !(of_b.sd > 0)) return unknown;
  double products = 0;
  for (std::size_t i = 0; i < a.size(); ++i) products += (a[i] - of_a.mean) * (b[i] - of_b.mean);
  return products / (static_cast<double>(a.size()) - 1.0) / (of_a.sd * of_b.sd);
}

double square(double x) { return x * x; }

struct Draws {
  double n = 0;
  double sum = 0;
};

// Splits the variance of the differences; returns the standard error of their mean.
double split(PairedEffect& effect, const Values& differences,
             const std::vector<std::int64_t>& draw_of) {
  std::map<std::int64_t, Draws> draws;
  for (std::size_t i = 0; i < differences.size(); ++i) {
    Draws& draw = draws[draw_of[i]];
    draw.n += 1;
    draw.sum += differences[i];
  }
  effect.draws = static_cast<std::int64_t>(draws.size());
  if (draws.size() < 2) return unknown;
  const double mean = effect.difference.mean;
  const auto n = static_cast<double>(differences.size());
  const auto k = static_cast<double>(draws.size());
  double between = 0, within = 0, squares = 0, of_means = 0;
  for (const auto& [id, draw] : draws) {
    between += draw.n * square(draw.sum / draw.n - mean);
    squares += draw.n * draw.n;
    of_means += square(draw.n * (draw.sum / draw.n - mean));
  }
  for (std::size_t i = 0; i < differences.size(); ++i) {
    const Draws& draw = draws[draw_of[i]];
    within += square(differences[i] - draw.sum / draw.n);
  }
  const double msb = between / (k - 1);
  const double msw = n > k ? within / (n - k) : unknown;
  effect.chance_variance = msw;
  effect.parameter_variance = (msb - msw) / ((n - squares / n) / (k - 1));
  return std::sqrt(of_means * k / (k - 1)) / n;  // sqrt(MSB / (K R)) when all draws have R pairs
}

void interval_of_mean(PairedEffect& effect, double error, std::int64_t degrees) {
  effect.mean_low = effect.mean_high = unknown;
  if (degrees < 1) return;
  const double width = error > 0 ? student_t_quantile(confidence, degrees) * error : 0.0;
  effect.mean_low = effect.difference.mean - width;
  effect.mean_high = effect.difference.mean + width;
}

}  // namespace

PairedEffect paired_effect(const Values& base, const Values& alternative,
                           const std::vector<std::int64_t>& draws) {
  KOMUNA_ASSERT(base.size() == alternative.size(), "a pair has two worlds");
  KOMUNA_ASSERT(draws.empty() || draws.size() == base.size(), "a draw for each pair");
  Values y0, y1, differences;
  std::vector<std::int64_t> draw_of;
  PairedEffect effect;
  for (std::size_t i = 0; i < base.size(); ++i) {
    if (!std::isfinite(base[i]) || !std::isfinite(alternative[i])) continue;
    y0.push_back(base[i]);
    y1.push_back(alternative[i]);
    differences.push_back(alternative[i] - base[i]);
    if (!draws.empty()) draw_of.push_back(draws[i]);
    const double d = differences.back();
    effect.p_more += d > 0 ? 1 : 0;
    effect.p_same += d == 0 ? 1 : 0;
    effect.p_less += d < 0 ? 1 : 0;
  }
  effect.n = static_cast<std::int64_t>(differences.size());
  effect.base = spread_of(y0);
  effect.alternative = spread_of(y1);
  effect.difference = spread_of(differences);
  effect.chance_variance = effect.parameter_variance = unknown;
  effect.correlation = effect.attainable = effect.gain = effect.bound = unknown;
  interval_of_mean(effect, unknown, 0);
  if (effect.n == 0) return effect;
  const auto n = static_cast<double>(effect.n);
  for (double* share : {&effect.p_more, &effect.p_same, &effect.p_less}) *share /= n;
  const double error = draw_of.empty() ? unknown : split(effect, differences, draw_of);
  if (effect.draws >= 2)
    interval_of_mean(effect, error, effect.draws - 1);
  else
    interval_of_mean(effect, effect.difference.sd / std::sqrt(n), effect.n - 1);
  if (effect.n < 2) return effect;
  effect.correlation = correlation_of(y0, y1, effect.base, effect.alternative);
  const double both = square(effect.base.sd) + square(effect.alternative.sd);
  effect.gain = both / square(effect.difference.sd);
  effect.bound = both / square(effect.alternative.sd - effect.base.sd);
  std::sort(y0.begin(), y0.end());
  std::sort(y1.begin(), y1.end());
  effect.attainable = correlation_of(y0, y1, effect.base, effect.alternative);
  return effect;
}

bool narrow_enough(const PairedEffect& effect, double share, double persons) {
  return effect.half_width() < std::max(share * std::abs(effect.base.mean), persons);
}

}  // namespace komuna
