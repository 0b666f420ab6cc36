#include "engine/random/poisson_cdf.hpp"

#include <array>
#include <cmath>
#include <cstddef>

#include "engine/base/math.hpp"

namespace komuna {
namespace {

// Taylor series of C_0 .. C_4 in eta, from C_0 = 1/mu - 1/eta and
// C_j = C_(j-1)' / eta + (-1)^j g_j / mu, g the Stirling series; in exact fractions, then rounded.
// Terms are kept down to 1e-16 of the distribution function.
constexpr std::array<double, 16> c0 = {
    -0.3333333333333333,    0.08333333333333333,     -0.014814814814814815,
    0.0011574074074074073,  0.0003527336860670194,   -0.0001787551440329218,
    3.919263178522438e-05,  -2.185448510679992e-06,  -1.85406221071516e-06,
    8.296711340953087e-07,  -1.7665952736826078e-07, 6.707853543401498e-09,
    1.0261809784240309e-08, -4.382036018453353e-09,  9.14769958223679e-10,
    -2.5514193994946248e-11};
constexpr std::array<double, 12> c1 = {
    -0.001851851851851852,   -0.003472222222222222,  0.0026455026455026454,
    -0.0009902263374485596,  0.00020576131687242798, -4.018775720164609e-07,
    -1.8098550334489977e-05, 7.64916091608111e-06,   -1.6120900894563446e-06,
    4.647127802807434e-09,   1.378633446915721e-07,  -5.752545603517705e-08};
constexpr std::array<double, 8> c2 = {
    0.004133597883597883,   -0.0026813271604938273, 0.0007716049382716049,   2.0093878600823047e-06,
    -0.0001073665322636516, 5.2923448829120125e-05, -1.2760635188618728e-05, 3.423578734096138e-08};
constexpr std::array<double, 5> c3 = {0.0006494341563786008, 0.00022947209362139917,
                                      -0.0004691894943952557, 0.00026772063206283885,
                                      -7.561801671883977e-05};
constexpr std::array<double, 2> c4 = {-0.0008618882909167117, 0.0007840392217200666};

template <std::size_t n>
double taylor(const std::array<double, n>& coefficients, double x) {
  double value = coefficients[n - 1];
  for (std::size_t i = n - 1; i-- > 0;) value = value * x + coefficients[i];
  return value;
}

// mu - log(1 + mu) without cancellation, |mu| < 1: with r = mu / (2 + mu) it is
// mu r - 2 r^3 (1/3 + r^2/5 + r^4/7 + ...).
double excess_over_log(double mu) {
  const double r = mu / (2.0 + mu);
  const double square = r * r;
  double power = 1.0;
  double sum = 0.0;
  for (int odd = 3; odd < 60; odd += 2) {
    const double term = power / odd;
    sum += term;
    if (term < 1e-17 * sum) break;
    power *= square;
  }
  return mu * r - 2.0 * r * square * sum;
}

}  // namespace

double poisson_cdf_of_large_mean(double mean, std::int64_t k) {
  const double a = static_cast<double>(k) + 1.0;
  const double mu = (mean - a) / a;
  // Beyond ten standard deviations nothing that a double could show is left.
  if ((mean - a) * (mean - a) > 100.0 * mean) return mean > a ? 0.0 : 1.0;
  const double half_square = excess_over_log(mu);
  const double eta = (mu < 0.0 ? -1.0 : 1.0) * std::sqrt(2.0 * half_square);
  const double tail = a * half_square;
  const double series =
      taylor(c0, eta) +
      (taylor(c1, eta) + (taylor(c2, eta) + (taylor(c3, eta) + taylor(c4, eta) / a) / a) / a) / a;
  constexpr double root_of_two_pi = 2.5066282746310005024;
  return math::normal_cdf(-eta * std::sqrt(a)) +
         math::exp(-tail) * series / (root_of_two_pi * std::sqrt(a));
}

}  // namespace komuna
