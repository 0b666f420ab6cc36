#include "analysis/student_t.hpp"

#include <algorithm>
#include <cmath>

#include "engine/base/assert.hpp"
#include "engine/base/math.hpp"

namespace komuna {
namespace {

constexpr double pi = 3.14159265358979323846;
constexpr std::int64_t nearly_normal = 1000000;
constexpr int intervals = 1000;

// G((k + 1) / 2) / (sqrt(k pi) G(k / 2)), from the recursion of G in steps of one.
double constant(std::int64_t k) {
  double ratio = k % 2 == 0 ? std::sqrt(pi) / 2.0 : 1.0 / std::sqrt(pi);  // k = 2, k = 1
  for (std::int64_t j = k % 2 == 0 ? 2 : 1; j < k; j += 2)
    ratio *= static_cast<double>(j + 1) / static_cast<double>(j);
  return ratio / std::sqrt(static_cast<double>(k) * pi);
}

class Student {
 public:
  explicit Student(std::int64_t degrees)
      : degrees_(static_cast<double>(degrees)), constant_(constant(degrees)) {}

  double density(double t) const {
    return constant_ * math::exp(-0.5 * (degrees_ + 1.0) * math::log1p(t * t / degrees_));
  }
  // Integral from 0 to t.
  double upto(double t) const {
    const double step = t / intervals;
    double sum = density(0) + density(t);
    for (int i = 1; i < intervals; ++i) sum += (i % 2 == 1 ? 4.0 : 2.0) * density(i * step);
    return sum * step / 3.0;
  }

 private:
  double degrees_;
  double constant_;
};

}  // namespace

double student_t_quantile(double p, std::int64_t degrees) {
  KOMUNA_ASSERT(p > 0.5 && p < 1 && degrees >= 1, "a quantile above the median");
  if (degrees > nearly_normal) return math::normal_quantile(p);
  const Student student(degrees);
  double low = 0, high = 2;
  while (student.upto(high) < p - 0.5) high *= 2;
  double t = math::normal_quantile(p);
  for (int i = 0; i < 100; ++i) {
    const double missing = p - 0.5 - student.upto(t);
    (missing > 0 ? low : high) = t;
    double next = t + missing / student.density(t);
    if (!(next > low && next < high)) next = 0.5 * (low + high);
    if (std::abs(next - t) <= 1e-12 * t) return next;
    t = next;
  }
  return t;
}

}  // namespace komuna
