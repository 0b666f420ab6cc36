#include "analysis/calibration/observation.hpp"

#include <algorithm>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <limits>
#include <map>
#include <set>
#include <string_view>

#include "engine/base/math.hpp"

namespace komuna::calibration {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double half_log_two_pi = 0.91893853320467274178;

// P(Z <= z) of the family's error.
double cumulative(const Observation& o, double z) {
  if (z == infinity) return 1;
  if (z == -infinity) return 0;
  if (o.family != Family::student_t) return math::normal_cdf(z);
  return boost::math::cdf(boost::math::students_t_distribution<>(o.degrees), z);
}

// log P(Z >= z), z >= 0, also where the probability itself is too small for a number. Beyond 25 the
// asymptotic series of Mills' ratio (Abramowitz & Stegun 26.2.12) is exact to 1e-9.
double log_upper(const Observation& o, double z) {
  if (z == infinity) return -infinity;
  if (z < 25 || o.family == Family::student_t) return math::log(cumulative(o, -z));
  const double r = 1 / (z * z);
  return -0.5 * z * z - half_log_two_pi - math::log(z) +
         math::log1p(-r * (1 - 3 * r * (1 - 5 * r * (1 - 7 * r))));
}

// log P(low <= Z <= high). In the far right tail the difference of two numbers near 1 would lose
// everything, so both ends are taken from the tail they lie in.
double log_between(const Observation& o, double low, double high) {
  if (low < 0 && high > 0) return math::log(cumulative(o, high) - cumulative(o, low));
  const double near = log_upper(o, low >= 0 ? low : -high);
  const double far = log_upper(o, low >= 0 ? high : -low);
  return far == -infinity ? near : near + math::log1p(-math::exp(far - near));
}

double log_density(const Observation& o, double z) {
  if (o.family != Family::student_t) return -0.5 * z * z - half_log_two_pi;
  return math::log(boost::math::pdf(boost::math::students_t_distribution<>(o.degrees), z));
}

void require(bool holds, const Observation& o, const char* what) {
  if (!holds) throw ObservationError(o.name + ": " + what);
}

bool at_zero(const Observation& o) { return o.family == Family::sqrt_scale && o.lower == 0; }

// Two readings of one figure.
void check_comparable(const Observation& a, const Observation& b) {
  if (a.is_value() != b.is_value())
    throw ObservationError(
        a.figure + ": of its readings " + (a.is_value() ? a : b).name + " is a value and " +
        (a.is_value() ? b : a).name +
        " an interval or a bound: a density and a probability cannot be compared; allowed: all "
        "values, or none");
  if (a.is_value() && (at_zero(a) || at_zero(b)) && a.log_unit() != b.log_unit())
    throw ObservationError(a.figure + ": its readings " + a.name + " and " + b.name +
                           " cannot be compared: a square root has no density at 0");
}

}  // namespace

Observation Observation::value(std::string name, Family family, double observed, double error,
                               double discrepancy, Role role) {
  Observation o;
  o.name = std::move(name);
  o.family = family;
  o.lower = o.upper = observed;
  o.error = error;
  o.discrepancy = discrepancy;
  o.role = role;
  return o;
}

double Observation::sigma() const { return std::sqrt(error * error + discrepancy * discrepancy); }

double Observation::centre() const {
  if (lower == -infinity) return upper;
  if (upper == infinity) return lower;
  return 0.5 * (lower + upper);
}

double Observation::on_scale(double x) const {
  switch (family) {
    case Family::normal:
    case Family::student_t:
      return x;
    case Family::lognormal:
      return x > 0 ? math::log(x) : std::nan("");
    case Family::sqrt_scale:
      return x >= 0 ? std::sqrt(x) : std::nan("");
  }
  return x;
}

double Observation::from_scale(double y) const {
  switch (family) {
    case Family::normal:
    case Family::student_t:
      return y;
    case Family::lognormal:
      return math::exp(y);
    case Family::sqrt_scale:
      return y > 0 ? y * y : 0;
  }
  return y;
}

double Observation::log_likelihood(double simulated) const {
  const double s = on_scale(simulated);
  if (!std::isfinite(s)) return -infinity;
  const double spread = sigma();
  if (is_value()) return log_density(*this, (on_scale(lower) - s) / spread) - math::log(spread);
  const double low = lower == -infinity ? -infinity : (on_scale(lower) - s) / spread;
  const double high = upper == infinity ? infinity : (on_scale(upper) - s) / spread;
  return log_between(*this, low, high);
}

double Observation::greatest_log_likelihood() const {
  if (lower == -infinity || upper == infinity) return 0;
  return log_likelihood(from_scale(0.5 * (on_scale(lower) + on_scale(upper))));
}

double Observation::log_unit() const {
  if (!is_value()) return 0;
  switch (family) {
    case Family::lognormal:
      return -math::log(lower);
    case Family::sqrt_scale:
      return -math::log(2 * std::sqrt(lower));
    default:
      return 0;
  }
}

double Observation::disturbance(double u) const {
  if (family != Family::student_t) return sigma() * math::normal_quantile(u);
  return sigma() * boost::math::quantile(boost::math::students_t_distribution<>(degrees), u);
}

void check(const Observation& o) {
  require(o.error > 0 && std::isfinite(o.error), o,
          "needs an error above 0: no figure of history is known exactly");
  require(o.discrepancy >= 0 && std::isfinite(o.discrepancy), o,
          "the discrepancy of the model must be 0 or more");
  require(!std::isnan(o.lower) && !std::isnan(o.upper) && o.lower <= o.upper, o,
          "the lower end of the interval must not be above the upper");
  require(std::isfinite(o.lower) || std::isfinite(o.upper), o,
          "needs an observed value, an interval or a bound");
  require(o.family != Family::student_t || (o.degrees > 0 && std::isfinite(o.degrees)), o,
          "the degrees of freedom must be above 0");
  if (std::isfinite(o.lower))
    require(std::isfinite(o.on_scale(o.lower)), o, "the value does not exist on this scale");
  if (std::isfinite(o.upper))
    require(std::isfinite(o.on_scale(o.upper)), o, "the value does not exist on this scale");
}

void check(std::span<const Observation> observations) {
  bool any = false;
  std::map<std::string_view, double> readings;
  std::map<std::string_view, const Observation*> first;
  for (const Observation& o : observations) {
    check(o);
    any = any || o.role == Role::fit || o.role == Role::reading;
    if (o.role != Role::reading) continue;
    require(!o.figure.empty(), o, "is a reading and names no figure that is read");
    require(o.probability > 0 && o.probability <= 1, o,
            "the probability of a reading must be above 0 and at most 1");
    readings[o.figure] += o.probability;
    check_comparable(*first.emplace(o.figure, &o).first->second, o);
  }
  if (!any) throw ObservationError("a calibration needs at least one figure to be fitted");
  for (const auto& [figure, sum] : readings)
    if (std::fabs(sum - 1) > 1e-9)
      throw ObservationError(std::string(figure) +
                             ": the probabilities of its readings must sum to 1");
}

double log_add(double a, double b) {
  const double most = std::max(a, b);
  return most == -infinity ? most : most + math::log(math::exp(a - most) + math::exp(b - most));
}

std::vector<double> log_units(std::span<const Observation> observations) {
  std::vector<double> units(observations.size(), 0.0);
  std::map<std::string_view, double> first;  // figure -> unit of its first reading
  std::set<std::string_view> mixed;
  for (const Observation& o : observations)
    if (o.role == Role::reading &&
        first.emplace(o.figure, o.log_unit()).first->second != o.log_unit())
      mixed.insert(o.figure);
  for (std::size_t k = 0; k < units.size(); ++k)
    if (observations[k].role == Role::reading && mixed.contains(observations[k].figure))
      units[k] = observations[k].log_unit();
  return units;
}

namespace {

// Sum over the observations to be fitted and the figures that are read, of what part(i) is for each
// observation.
template <class Part>
double sum_of(std::span<const Observation> observations, Part part_of) {
  double sum = 0;
  std::map<std::string_view, double> read;  // figure -> log of the mixture of its readings
  const std::vector<double> units = log_units(observations);
  for (std::size_t i = 0; i < observations.size(); ++i) {
    const Observation& o = observations[i];
    if (o.role == Role::fit) sum += part_of(i);
    if (o.role != Role::reading) continue;
    const double part = math::log(o.probability) + part_of(i) + units[i];
    const auto [at, first] = read.emplace(o.figure, part);
    if (!first) at->second = log_add(at->second, part);
  }
  for (const auto& [figure, part] : read) sum += part;
  return std::isnan(sum) ? -infinity : sum;
}

}  // namespace

double log_likelihood(std::span<const Observation> observations,
                      std::span<const double> simulated) {
  return sum_of(observations,
                [&](std::size_t i) { return observations[i].log_likelihood(simulated[i]); });
}

double greatest_log_likelihood(std::span<const Observation> observations) {
  return sum_of(observations,
                [&](std::size_t i) { return observations[i].greatest_log_likelihood(); });
}

}  // namespace komuna::calibration
