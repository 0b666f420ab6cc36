#pragma once
// How surprised one should be: tail probabilities for the statistical tests.
//
// A test fails when the probability of what it saw, if all is right, is below the false-alarm
// probability it states. Seeds are fixed, so a test that passes once passes always; the figure says
// how unlikely it was that a right program had to be given another seed. Written with libm, apart
// from the engine's own functions, which are among the things tested.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace komuna::tests {

inline constexpr double false_alarm = 1e-6;

// P(|Z| > |z|) of a standard normal Z.
inline double normal_two_sided(double z) { return std::erfc(std::fabs(z) / std::sqrt(2.0)); }

// P(X > x) of a gamma variable of that shape and scale 1 (Abramowitz & Stegun 6.5.29, 6.5.31).
inline double gamma_tail(double shape, double x) {
  if (x <= 0.0) return 1.0;
  const double front = std::exp(shape * std::log(x) - x - std::lgamma(shape));
  if (x < shape + 1.0) {
    double term = 1.0 / shape, sum = term;
    for (double n = shape + 1.0; term > 1e-17 * sum; n += 1.0) sum += (term *= x / n);
    return 1.0 - front * sum;
  }
  double b = x + 1.0 - shape, c = 1e300, d = 1.0 / b, fraction = d;
  for (int i = 1; i < 100000; ++i) {
    const double a = -i * (i - shape);
    b += 2.0;
    d = 1.0 / (a * d + b);
    c = b + a / c;
    fraction *= d * c;
    if (std::fabs(d * c - 1.0) < 1e-15) break;
  }
  return front * fraction;
}

inline double chi_square_tail(double statistic, double degrees) {
  return gamma_tail(0.5 * degrees, 0.5 * statistic);
}

// Both tails of a chi-square: counts that are too even are as suspicious as too uneven ones.
inline double chi_square_two_sided(double statistic, double degrees) {
  const double upper = chi_square_tail(statistic, degrees);
  return 2.0 * std::min(upper, 1.0 - upper);
}

// Are these counts of equally probable classes?
inline double equal_counts(const std::vector<std::uint64_t>& counts) {
  double total = 0.0, statistic = 0.0;
  for (const std::uint64_t count : counts) total += static_cast<double>(count);
  const double expected = total / static_cast<double>(counts.size());
  for (const std::uint64_t count : counts) {
    const double difference = static_cast<double>(count) - expected;
    statistic += difference * difference / expected;
  }
  return chi_square_two_sided(statistic, static_cast<double>(counts.size() - 1));
}

// Do these counts have these expectations (same total)? Classes below ten expected are joined with
// the next, a rest at the end with the last.
inline double expected_counts(const std::vector<double>& counts, const std::vector<double>& means) {
  double statistic = 0.0, count = 0.0, mean = 0.0, degrees = -1.0;
  double last_count = 0.0, last_mean = 0.0;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    count += counts[i];
    mean += means[i];
    if (mean < 10.0) continue;
    if (last_mean > 0.0)
      statistic += (last_count - last_mean) * (last_count - last_mean) / last_mean;
    degrees += last_mean > 0.0 ? 1.0 : 0.0;
    last_count = count;
    last_mean = mean;
    count = mean = 0.0;
  }
  last_count += count;
  last_mean += mean;
  statistic += (last_count - last_mean) * (last_count - last_mean) / last_mean;
  degrees += 1.0;
  return chi_square_tail(statistic, degrees);
}

// Kolmogorov-Smirnov against the uniform distribution on (0, 1); n of at least 100
// (Stephens 1970, J. R. Stat. Soc. B 32, 115-122).
inline double uniform_sample(std::vector<double> sample) {
  std::sort(sample.begin(), sample.end());
  const double n = static_cast<double>(sample.size());
  double distance = 0.0;
  for (std::size_t i = 0; i < sample.size(); ++i) {
    const double below = static_cast<double>(i) / n;
    distance = std::max({distance, sample[i] - below, below + 1.0 / n - sample[i]});
  }
  const double scaled = (std::sqrt(n) + 0.12 + 0.11 / std::sqrt(n)) * distance;
  double tail = 0.0;
  for (int k = 1; k < 100; ++k)
    tail += (k % 2 == 1 ? 2.0 : -2.0) * std::exp(-2.0 * k * k * scaled * scaled);
  return std::min(1.0, tail);
}

// Correlation of two samples, as the tail probability of no correlation (large samples).
inline double uncorrelated(const std::vector<double>& a, const std::vector<double>& b) {
  const double n = static_cast<double>(a.size());
  double sa = 0, sb = 0, saa = 0, sbb = 0, sab = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    sa += a[i], sb += b[i], saa += a[i] * a[i], sbb += b[i] * b[i], sab += a[i] * b[i];
  }
  const double correlation =
      (sab - sa * sb / n) / std::sqrt((saa - sa * sa / n) * (sbb - sb * sb / n));
  return normal_two_sided(correlation * std::sqrt(n));
}

}  // namespace komuna::tests
