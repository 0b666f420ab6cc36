#pragma once
// A figure that history has left, with what is known of its error: the other half of a calibration.
//
// Two standard deviations belong to a figure, on the scale of its family: the error of the figure
// itself (how far the source may be off) and the discrepancy of the model (what it may miss even
// with the right parameters). The likelihood of a simulated figure s uses both,
// sigma^2 = error^2 + discrepancy^2:
//
//   value o        family density of g(o) at g(s) with spread sigma; g is the identity (normal,
//                  student_t), the logarithm (lognormal) or the square root (sqrt_scale)
//   interval       P(lower <= s + e <= upper), e of the family with spread sigma
//   at least       P(s + e >= lower);  at most alike
//
// A figure without an error is refused: nobody knows a figure exactly, and a silent 5 % would
// decide the posterior. A world that does not produce the figure (NaN) has likelihood 0.
//
// What a figure counts may itself be in doubt: persons or members, this year or those years. Then
// each way of reading it is an observation of role `reading` with the name of the figure and the
// probability p_r given to it beforehand; exactly one reading is right, and the figure's part of
// the likelihood is sum over r of p_r f_r. What the others say of the readings: readings.hpp.
// Only what has one unit can be compared: densities of values on different scales are taken in the
// figure's own unit, f_r |d g / d o| at the observed value (80 persons read on the logarithm:
// 1/80), and values are never read beside intervals or bounds, which have probabilities and no
// densities.

#include <span>
#include <stdexcept>
#include <string>
#include <vector>

namespace komuna::calibration {

enum class Family { normal, lognormal, sqrt_scale, student_t };
enum class Role { fit, holdout, report, reading };

struct ObservationError : std::invalid_argument {
  using std::invalid_argument::invalid_argument;
};

struct Observation {
  std::string name;
  Family family = Family::normal;
  // A value has lower == upper. One-sided: the other bound is infinite.
  double lower = 0;
  double upper = 0;
  double error = 0;        // > 0, on the family's scale
  double discrepancy = 0;  // >= 0, on the family's scale
  double degrees = 4;      // of freedom, student_t only; > 0
  Role role = Role::fit;
  std::string figure;      // of a reading: what is read
  double probability = 1;  // of a reading, before the data; those of a figure sum to 1

  static Observation value(std::string name, Family family, double observed, double error,
                           double discrepancy = 0, Role role = Role::fit);

  bool is_value() const { return lower == upper; }
  double sigma() const;  // of error and discrepancy together
  // The value, the middle of an interval, or the one bound; in the figure's own unit.
  double centre() const;
  // g(x) of the family. Not a number where the scale does not reach (logarithm of 0).
  double on_scale(double x) const;
  double from_scale(double y) const;
  // log f(observed | simulated); -infinity when simulated is NaN or outside the scale.
  double log_likelihood(double simulated) const;
  // What no simulated figure exceeds.
  double greatest_log_likelihood() const;
  // log |d g / d o| at a value: what makes its density one of the figure's own unit. 0 without one.
  double log_unit() const;
  // The error on the scale, its quantile u in (0, 1): the family's with spread sigma.
  double disturbance(double u) const;
};

// Throws ObservationError naming the figure: no error, an error that is not positive, a value
// outside the scale, an interval upside down.
void check(const Observation& observation);
// Also: at least one to be fitted or read; the probabilities of a figure's readings sum to 1 within
// 1e-9, and they are all values or none of them is.
void check(std::span<const Observation> observations);

// What is added to the log likelihood of each observation, so that readings of one figure have one
// unit: log_unit() of values whose units differ, 0 of all else (a common unit changes nothing).
std::vector<double> log_units(std::span<const Observation> observations);

// Sum over the observations to be fitted and the figures that are read; simulated in the same
// order.
double log_likelihood(std::span<const Observation> observations, std::span<const double> simulated);

// What no simulated figures exceed: of the figures to be fitted together with those that are read.
double greatest_log_likelihood(std::span<const Observation> observations);

// log(exp(a) + exp(b)); -infinity stands for the logarithm of 0.
double log_add(double a, double b);

}  // namespace komuna::calibration
