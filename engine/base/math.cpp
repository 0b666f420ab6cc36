#include "engine/base/math.hpp"

#include <array>
#include <cmath>
#include <cstddef>
#include <limits>

namespace komuna {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

template <std::size_t n>
double polynomial(const std::array<double, n>& coefficients, double x) {
  double value = coefficients[n - 1];
  for (std::size_t i = n - 1; i-- > 0;) value = value * x + coefficients[i];
  return value;
}

// (t + 4) e^(t^2/2) P(Z > t) for t >= 0 as a polynomial in v = (t - 4) / (t + 4).
// Chebyshev fit computed with 60 digits; error 3e-18.
constexpr std::array<double, 26> tail_coefficients = {
    0.7552851304157515,     -0.6078966419718921,     0.3871374007422149,     -0.18652185795965648,
    0.060396574890918146,   -0.0075401889667745655,  -0.003479692367052881,  0.0016308184586749847,
    0.000133344309457293,   -0.00023109494751342476, -1.908246600924109e-06, 3.514476659652385e-05,
    7.166596353276388e-07,  -5.9204958140176096e-06, -6.298387423753455e-07, 1.0223641773830066e-06,
    2.7246606654241155e-07, -1.562147311913124e-07,  -8.68696314767923e-08,  1.4348984235588002e-08,
    2.1429654296047564e-08, 1.6096065925597037e-09,  -3.731410413853782e-09, -9.187164650138496e-10,
    3.4045640178407837e-10, 1.2777487882831855e-10};

// P(Z > t), t >= 0.
double normal_tail(double t) {
  if (t > 39.0) return 0.0;
  // t^2/2 in two parts, the first exact: else its rounding would be multiplied by t^2/2.
  const double coarse = static_cast<double>(static_cast<float>(t));
  const double rest = 0.5 * (t - coarse) * (t + coarse);
  const double density = math::exp(-0.5 * coarse * coarse) * math::exp(-rest);
  return density * (polynomial(tail_coefficients, (t - 4.0) / (t + 4.0)) / (t + 4.0));
}

}  // namespace

namespace math_detail {

double exp_extreme(double x) {
  if (!(x == x)) return x;
  if (x > 710.0) return infinity;
  if (x < -746.0) return 0.0;
  const ExpParts parts = exp_parts(x);
  const std::int64_t half = parts.exponent / 2;
  return (parts.head + parts.tail) * power_of_two(half) * power_of_two(parts.exponent - half);
}

double log_extreme(double x) {
  if (x == 0.0) return -infinity;
  if (x < 0.0) return not_a_number;
  if (!(x < infinity)) return x;  // infinity or NaN
  double k, f;
  log_split(bits_of(x * 18014398509481984.0), k, f);  // subnormal: times 2^54
  return log_of_parts(k - 54.0, f, 0.0);
}

}  // namespace math_detail

namespace math {

double log1p(double x) {
  if (x > -0.29 && x < 0.41) {
    if (x > -1e-17 && x < 1e-17) return x;  // also keeps the sign of zero
    return math_detail::log_of_parts(0.0, x, 0.0);
  }
  if (!(x > -1.0)) return x == -1.0 ? -infinity : not_a_number;
  const double u = 1.0 + x;
  if (!(u < infinity)) return u;
  double k, f;
  math_detail::log_split(math_detail::bits_of(u), k, f);
  // What 1 + x lost: relative to u it is added to the logarithm.
  const double lost = x < 1.0 ? x - (u - 1.0) : 1.0 - (u - x);
  return math_detail::log_of_parts(k, f, lost / u);
}

double expm1(double x) {
  if (!(x > -40.0 && x < 40.0)) {
    if (!(x == x)) return x;
    return x < 0.0 ? -1.0 : exp(x);
  }
  if (x > -1e-17 && x < 1e-17) return x;
  const math_detail::ExpParts parts = math_detail::exp_parts(x);
  const double scale = math_detail::power_of_two(parts.exponent);
  return (parts.head * scale - 1.0) + parts.tail * scale;
}

double logit(double p) { return log(p / (1.0 - p)); }

double pow(double x, double y) {
  if (y == 0.0) return 1.0;
  if (x == 1.0) return 1.0;
  return exp(y * log(x));
}

double normal_cdf(double x) {
  if (!(x == x)) return x;
  return x < 0.0 ? normal_tail(-x) : 1.0 - normal_tail(x);
}

double normal_quantile(double p) {
  // Wichura (1988), Applied Statistics 37, 477-484: three rational approximations.
  static constexpr std::array<double, 8> a = {
      3.3871328727963666080, 133.14166789178437745, 1971.5909503065514427, 13731.693765509461125,
      45921.953931549871457, 67265.770927008700853, 33430.575583588128105, 2509.0809287301226727};
  static constexpr std::array<double, 8> b = {1.0,
                                              42.313330701600911252,
                                              687.18700749205790830,
                                              5394.1960214247511077,
                                              21213.794301586595867,
                                              39307.895800092710610,
                                              28729.085735721942674,
                                              5226.4952788528545610};
  static constexpr std::array<double, 8> c = {1.42343711074968357734,   4.63033784615654529590,
                                              5.76949722146069140550,   3.64784832476320460504,
                                              1.27045825245236838258,   0.241780725177450611770,
                                              0.0227238449892691845833, 7.74545014278341407640e-4};
  static constexpr std::array<double, 8> d = {1.0,
                                              2.05319162663775882187,
                                              1.67638483018380384940,
                                              0.689767334985100004550,
                                              0.148103976427480074590,
                                              0.0151986665636164571966,
                                              5.47593808499534494600e-4,
                                              1.05075007164441684324e-9};
  static constexpr std::array<double, 8> e = {6.65790464350110377720,    5.46378491116411436990,
                                              1.78482653991729133580,    0.296560571828504891230,
                                              0.0265321895265761230930,  0.00124266094738807843860,
                                              2.71155556874348757815e-5, 2.01033439929228813265e-7};
  static constexpr std::array<double, 8> f = {1.0,
                                              0.599832206555887937690,
                                              0.136929880922735805310,
                                              0.0148753612908506148525,
                                              7.86869131145613259100e-4,
                                              1.84631831751005468180e-5,
                                              1.42151175831644588870e-7,
                                              2.04426310338993978564e-15};
  if (!(p > 0.0 && p < 1.0)) {
    if (p == 0.0) return -infinity;
    return p == 1.0 ? infinity : not_a_number;
  }
  const double q = p - 0.5;
  if (q > -0.425 && q < 0.425) {
    const double r = 0.180625 - q * q;
    return q * polynomial(a, r) / polynomial(b, r);
  }
  const double r = std::sqrt(-log(q < 0.0 ? p : 1.0 - p));
  const double magnitude = r <= 5.0 ? polynomial(c, r - 1.6) / polynomial(d, r - 1.6)
                                    : polynomial(e, r - 5.0) / polynomial(f, r - 5.0);
  return q < 0.0 ? -magnitude : magnitude;
}

}  // namespace math
}  // namespace komuna
