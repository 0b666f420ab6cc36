#pragma once
// Quantiles of Student's t: how wide an interval must be when the spread itself is estimated.
//
// The distribution function is integrated (Simpson's rule) from the density
//   f(t) = c (1 + t^2 / k)^(-(k + 1) / 2),  c = G((k + 1) / 2) / (sqrt(k pi) G(k / 2)),
// and inverted by Newton's method; relative error below 1e-8 (tested against published tables).
// Above 10^6 degrees of freedom it is the normal quantile. The same bits on every machine.

#include <cstdint>

namespace komuna {

// p in (1/2, 1); degrees of freedom at least 1.
double student_t_quantile(double p, std::int64_t degrees);

}  // namespace komuna
