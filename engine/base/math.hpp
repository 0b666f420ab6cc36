#pragma once
// The functions of analysis that the model uses, the same to the last bit on every machine.
//
// The mathematical library of a computer gives other last digits on another processor, and others
// again in the browser; a simulated person whose hazard lies at such a digit would then live
// another life. These functions use only + - * / and square root, which every machine computes
// exactly alike (IEEE 754), so a run can be replayed anywhere.
//
// Errors are in ulp (units in the last place) against the true value, greatest found over the
// whole range by the tests. NaN in, NaN out.

#include <cstdint>
#include <cstring>

#include "engine/base/exp_table.hpp"

namespace komuna::math {

// e^x. 0 below -745.14, infinity above 709.79, subnormal results between. Error < 1 ulp.
double exp(double x);

// Natural logarithm. -infinity at 0, NaN below. Error < 1 ulp.
double log(double x);

// log(1 + x) and e^x - 1, exact to the last digits also for small x. Error < 1 ulp, < 2 ulp.
double log1p(double x);
double expm1(double x);

// The logistic curve 1 / (1 + e^-x), in [0, 1]: from a sum of motives to a probability.
// Error < 3 ulp. Its inverse log(p / (1 - p)), p in [0, 1]: absolute error < 4e-16 where
// |logit| < 1, else < 2 ulp.
double logistic(double x);
double logit(double p);

// x^y for x >= 0 (NaN below): e^(y log x). pow(x, 0) = 1, pow(0, y > 0) = 0.
// Relative error below (2 + |y log x|) * 2.3e-16.
double pow(double x, double y);

// Standard normal distribution function: relative error < 2e-15 down to 1e-300; and its inverse,
// p in [0, 1], by Wichura (1988), algorithm AS 241 PPND16: relative error < 1e-15.
double normal_cdf(double x);
double normal_quantile(double p);

}  // namespace komuna::math

// ---- implementation of what is worth inlining ----

namespace komuna::math_detail {

inline std::uint64_t bits_of(double x) {
  std::uint64_t bits;
  std::memcpy(&bits, &x, sizeof bits);
  return bits;
}

inline double double_of(std::uint64_t bits) {
  double x;
  std::memcpy(&x, &bits, sizeof x);
  return x;
}

// 2^e for e in -1022..1023.
inline double power_of_two(std::int64_t e) {
  return double_of(static_cast<std::uint64_t>(e + 1023) << 52);
}

// e^x = 2^exponent (head + tail), |tail| < 0.01 head, for |x| < 800.
// x = (64 exponent + i) ln2/64 + r, |r| <= ln2/128; head = 2^(i/64), tail = head (e^r - 1).
struct ExpParts {
  double head;
  double tail;
  std::int64_t exponent;
};

inline ExpParts exp_parts(double x) {
  constexpr double shift = 6755399441055744.0;  // 1.5 * 2^52: the sum's low bits are the integer
  const double shifted = x * 92.33248261689366 + shift;
  const double k = shifted - shift;
  const auto n = static_cast<std::int32_t>(static_cast<std::uint32_t>(bits_of(shifted)));
  // ln2/64 in two parts; the first has 33 bits, so that k times it is exact.
  const double r = (x - k * 0.010830424695996044) - k * 2.5310172166650877e-13;
  const double r2 = r * r;
  const double growth = r + r2 * ((0.5 + r * (1.0 / 6.0)) +
                                  r2 * ((1.0 / 24.0 + r * (1.0 / 120.0)) + r2 * (1.0 / 720.0)));
  const auto i = static_cast<std::uint32_t>(n) & 63u;
  return {exp_head[i], exp_tail[i] + exp_head[i] * growth, n >> 6};
}

// log(x) = k ln2 + log(1 + f) with sqrt(1/2) <= 1 + f < sqrt(2); `correction` is added at the end
// where it loses nothing. log(1 + f) = f - f^2/2 + s (f^2/2 + R(s^2)), s = f / (2 + f).
inline double log_of_parts(double k, double f, double correction) {
  const double s = f / (2.0 + f);
  const double z = s * s;
  const double z2 = z * z;
  // Chebyshev fit of the tail of the atanh series on z <= 0.0295; error 3e-16 of R.
  const double r =
      z *
      ((0.666666666666667 + z * 0.39999999999899444) +
       z2 * ((0.2857142862600327 + z * 0.22222211130259878) +
             z2 * ((0.18182889455674947 + z * 0.15331710618210773) + z2 * 0.14616585424888623)));
  const double half_square = 0.5 * f * f;
  return k * 0.6931471803691238 -
         ((half_square - (s * (half_square + r) + (k * 1.9082149292705877e-10 + correction))) - f);
}

// Splits a positive normal number into 2^k (1 + f).
inline void log_split(std::uint64_t bits, double& k, double& f) {
  constexpr std::uint64_t root_half = 0x3FE6A09E667F3BCDu;
  const std::int64_t exponent = static_cast<std::int64_t>(bits - root_half) >> 52;
  k = static_cast<double>(exponent);
  f = double_of(bits - (static_cast<std::uint64_t>(exponent) << 52)) - 1.0;
}

double exp_extreme(double x);  // overflow, underflow, NaN
double log_extreme(double x);  // 0, negative, subnormal, infinity, NaN

}  // namespace komuna::math_detail

namespace komuna::math {

inline double exp(double x) {
  if (!(x > -708.0 && x < 709.0)) [[unlikely]]
    return math_detail::exp_extreme(x);
  const math_detail::ExpParts parts = math_detail::exp_parts(x);
  return (parts.head + parts.tail) * math_detail::power_of_two(parts.exponent);
}

inline double log(double x) {
  const std::uint64_t bits = math_detail::bits_of(x);
  constexpr std::uint64_t smallest_normal = 0x0010000000000000u;
  if (bits - smallest_normal >= 0x7FE0000000000000u) [[unlikely]]
    return math_detail::log_extreme(x);
  double k, f;
  math_detail::log_split(bits, k, f);
  return math_detail::log_of_parts(k, f, 0.0);
}

inline double logistic(double x) {
  const double e = exp(x < 0.0 ? x : -x);
  return (x < 0.0 ? e : 1.0) / (1.0 + e);
}

}  // namespace komuna::math
