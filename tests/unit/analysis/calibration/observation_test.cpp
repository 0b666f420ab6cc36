#include "analysis/calibration/observation.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <vector>

namespace komuna::calibration {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double root_two_pi = 2.50662827463100050242;

Observation within(Family family, double lower, double upper, double error) {
  Observation o = Observation::value("x", family, 0, error);
  o.lower = lower;
  o.upper = upper;
  return o;
}

}  // namespace

TEST_CASE("observation: a value has its family's density with error and discrepancy together") {
  // sigma = 5 from 3 and 4; z = (10 - 7) / 5.
  const auto normal = Observation::value("x", Family::normal, 10, 3, 4);
  CHECK(normal.sigma() == Approx(5));
  CHECK(std::exp(normal.log_likelihood(7)) == Approx(std::exp(-0.18) / (5 * root_two_pi)));
  const auto log = Observation::value("x", Family::lognormal, 20, 0.5);
  CHECK(std::exp(log.log_likelihood(10)) ==
        Approx(std::exp(-2 * std::log(2) * std::log(2)) / (0.5 * root_two_pi)));
  const auto root = Observation::value("x", Family::sqrt_scale, 2500, 2);
  CHECK(std::exp(root.log_likelihood(2304)) == Approx(std::exp(-0.5) / (2 * root_two_pi)));
  // Student t with 4 degrees of freedom: 3/8 (1 + z^2 / 4)^(-5/2), z = 1.5.
  const auto t = Observation::value("x", Family::student_t, 10, 2);
  CHECK(std::exp(t.log_likelihood(7)) == Approx(0.375 * std::pow(1.5625, -2.5) / 2));
}

TEST_CASE("observation: an interval or a bound has the probability of falling inside") {
  CHECK(std::exp(within(Family::normal, -1, 1, 1).log_likelihood(0)) == Approx(0.6826894921370859));
  CHECK(std::exp(within(Family::normal, 3, infinity, 2).log_likelihood(3)) == Approx(0.5));
  CHECK(std::exp(within(Family::normal, -infinity, 3, 2).log_likelihood(1)) ==
        Approx(0.8413447460685429));
  // On the logarithm: P(log 2 <= log 4 + e <= log 8), e of sd log 2.
  CHECK(std::exp(within(Family::lognormal, 2, 8, std::log(2)).log_likelihood(4)) ==
        Approx(0.6826894921370859));
  // t with 4 degrees: P(|t| < 1) = 0.62610 (Abramowitz & Stegun 26.7.4).
  CHECK(std::exp(within(Family::student_t, -1, 1, 1).log_likelihood(0)) ==
        Approx(0.6260990336999411));
}

TEST_CASE("observation: far from an interval the likelihood is small, never nothing") {
  // log Phi(-z): log(erfc(z / sqrt 2) / 2) to 50 digits.
  const auto bound = within(Family::normal, 0, infinity, 1);
  CHECK(bound.log_likelihood(-20) == Approx(-203.91715537109727).epsilon(1e-12));
  CHECK(bound.log_likelihood(-30) == Approx(-454.32124395634320).epsilon(1e-12));
  CHECK(bound.log_likelihood(-50) == Approx(-1254.8313611394199).epsilon(1e-12));
  const auto band = within(Family::normal, 0.20, 0.35, 0.01);
  CHECK(band.log_likelihood(1.0) < band.log_likelihood(0.9));
  CHECK(std::isfinite(band.log_likelihood(1.0)));
  CHECK(band.log_likelihood(-0.4) == Approx(band.log_likelihood(0.95)).epsilon(1e-9));
}

TEST_CASE("observation: a world without the figure, or off its scale, is impossible") {
  CHECK(Observation::value("x", Family::normal, 1, 1).log_likelihood(std::nan("")) == -infinity);
  CHECK(Observation::value("x", Family::lognormal, 1, 1).log_likelihood(0) == -infinity);
  CHECK(Observation::value("x", Family::sqrt_scale, 1, 1).log_likelihood(-1) == -infinity);
  CHECK(within(Family::lognormal, 1, 2, 1).log_likelihood(-3) == -infinity);
}

TEST_CASE("observation: errors are drawn from the family they are weighed by") {
  // 97.5 in 100: 1.959964 of a normal, 2.776445 of Student's t with 4 degrees (A&S 26.10).
  const auto normal = Observation::value("x", Family::normal, 10, 3, 4);
  CHECK(normal.disturbance(0.975) == Approx(5 * 1.959964).epsilon(1e-6));
  const auto t = Observation::value("x", Family::student_t, 10, 3, 4);
  CHECK(t.disturbance(0.975) == Approx(5 * 2.776445).epsilon(1e-6));
  CHECK(t.disturbance(0.025) == Approx(-t.disturbance(0.975)));
}

TEST_CASE("observation: no world agrees better than the best") {
  CHECK(within(Family::normal, 3, infinity, 2).greatest_log_likelihood() == 0);
  CHECK(within(Family::lognormal, -infinity, 3, 2).greatest_log_likelihood() == 0);
  for (const Family family :
       {Family::normal, Family::lognormal, Family::sqrt_scale, Family::student_t})
    for (const double upper : {2.0, 9.0}) {
      const Observation o = within(family, 2, upper, 0.4);
      double most = -infinity;
      for (double x = 1; x < 12; x += 0.001) most = std::max(most, o.log_likelihood(x));
      CHECK(o.greatest_log_likelihood() == Approx(most).margin(1e-6));
    }
}

TEST_CASE("observation: only fitted figures count") {
  const std::vector<Observation> all = {
      Observation::value("a", Family::normal, 0, 1),
      Observation::value("b", Family::normal, 0, 1, 0, Role::holdout),
      Observation::value("c", Family::normal, 0, 1, 0, Role::report)};
  const double one = -std::log(root_two_pi);
  CHECK(log_likelihood(all, std::vector<double>{0, 50, std::nan("")}) == Approx(one));
  CHECK(log_likelihood(all, std::vector<double>{std::nan(""), 0, 0}) == -infinity);
}

TEST_CASE("observation: what cannot be compared is refused by name") {
  using Catch::Contains;
  CHECK_THROWS_WITH(check(Observation::value("deaths", Family::normal, 5, 0)),
                    Contains("deaths") && Contains("error above 0"));
  CHECK_THROWS_AS(check(Observation::value("x", Family::normal, 5, -1)), ObservationError);
  CHECK_THROWS_AS(check(Observation::value("x", Family::normal, 5, infinity)), ObservationError);
  CHECK_THROWS_AS(check(Observation::value("x", Family::normal, 5, 1, -1)), ObservationError);
  CHECK_THROWS_AS(check(Observation::value("x", Family::normal, std::nan(""), 1)),
                  ObservationError);
  CHECK_THROWS_AS(check(Observation::value("x", Family::lognormal, 0, 1)), ObservationError);
  CHECK_THROWS_AS(check(Observation::value("x", Family::sqrt_scale, -1, 1)), ObservationError);
  CHECK_THROWS_AS(check(within(Family::normal, 2, 1, 1)), ObservationError);
  CHECK_THROWS_AS(check(within(Family::normal, -infinity, infinity, 1)), ObservationError);
  Observation t = Observation::value("x", Family::student_t, 1, 1);
  t.degrees = 0;
  CHECK_THROWS_AS(check(t), ObservationError);
  const std::vector<Observation> held = {
      Observation::value("x", Family::normal, 1, 1, 0, Role::holdout)};
  CHECK_THROWS_WITH(check(held), Contains("at least one"));
  CHECK_NOTHROW(check(within(Family::normal, 2, infinity, 1)));
}

namespace {

Observation read_as(std::string name, Family family, double observed, double error,
                    double probability) {
  Observation o = Observation::value(std::move(name), family, observed, error, 0, Role::reading);
  o.figure = "people";
  o.probability = probability;
  return o;
}

}  // namespace

TEST_CASE("observation: readings on different scales are compared in the figure's own unit") {
  // At 80 itself the density on the logarithm with spread 0.3 is 1/80 of phi(0)/0.3 a person, the
  // one with spread 24 persons phi(0)/24: the same. On the square root d sqrt(o)/do = 1/(2 sqrt
  // 80).
  const double root = std::sqrt(80.0);
  const double expected = -std::log(24 * root_two_pi);
  for (const double p : {0.1, 0.5, 0.9}) {
    const std::vector<Observation> two = {read_as("a", Family::lognormal, 80, 0.3, p),
                                          read_as("b", Family::normal, 80, 24, 1 - p)};
    CHECK(log_likelihood(two, std::vector<double>{80, 80}) == Approx(expected).epsilon(1e-12));
    const std::vector<Observation> roots = {
        read_as("a", Family::sqrt_scale, 80, 24 / (2 * root), p),
        read_as("b", Family::student_t, 1, 1, 1 - p)};
    CHECK(log_likelihood(roots, std::vector<double>{80, std::nan("")}) ==
          Approx(std::log(p) + expected).epsilon(1e-12));
  }
  CHECK(greatest_log_likelihood(std::vector<Observation>{
            read_as("a", Family::lognormal, 80, 0.3, 0.5),
            read_as("b", Family::normal, 80, 24, 0.5)}) == Approx(expected).epsilon(1e-12));
}

TEST_CASE("observation: a unit that all readings share is left out") {
  const std::vector<Observation> same = {read_as("a", Family::lognormal, 2441, 0.1, 0.25),
                                         read_as("b", Family::lognormal, 2441, 0.2, 0.75)};
  CHECK(log_units(same) == std::vector<double>{0, 0});
  CHECK(log_likelihood(same, std::vector<double>{2441, std::nan("")}) ==
        Approx(std::log(0.25) - std::log(0.1 * root_two_pi)).epsilon(1e-12));
  // What is fitted keeps the density of its scale, whatever is read beside it.
  std::vector<Observation> beside = {read_as("a", Family::lognormal, 80, 0.3, 0.5),
                                     read_as("b", Family::normal, 80, 24, 0.5),
                                     Observation::value("c", Family::lognormal, 7, 1)};
  CHECK(log_units(beside) == std::vector<double>{-std::log(80.0), 0, 0});
}

TEST_CASE("observation: a value is never read beside an interval or a bound") {
  using Catch::Contains;
  Observation bound = read_as("many", Family::normal, 80, 24, 0.5);
  bound.upper = infinity;
  const Observation value = read_as("eighty", Family::normal, 80, 24, 0.5);
  for (const auto& mixed : {std::vector{value, bound}, std::vector{bound, value}})
    CHECK_THROWS_WITH(check(mixed), Contains("people: of its readings eighty is a value and many "
                                             "an interval or a bound"));
  Observation interval = bound;
  interval.name = "some";
  interval.upper = 90;
  CHECK_NOTHROW(check(std::vector{interval, bound}));
  Observation other = bound;
  other.figure = "houses";
  other.probability = 1;
  Observation alone = value;
  alone.probability = 1;
  CHECK_NOTHROW(check(std::vector{alone, other}));  // two figures
  const std::vector<Observation> nothing = {read_as("a", Family::sqrt_scale, 0, 1, 0.5),
                                            read_as("b", Family::normal, 0, 1, 0.5)};
  CHECK_THROWS_WITH(check(nothing), Contains("a square root has no density at 0"));
}

}  // namespace komuna::calibration
