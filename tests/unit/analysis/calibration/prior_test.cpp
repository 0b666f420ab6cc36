#include "analysis/calibration/prior.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

namespace komuna::calibration {
namespace {

std::vector<Prior> one_of_each() {
  return {Prior::uniform("uniform", -2, 3),
          Prior::normal("normal", 1, 2),
          Prior::truncated_normal("truncated", 0.5, 1, 0, 2),
          Prior::lognormal("lognormal", 3, 0.5),
          Prior::log_uniform("log-uniform", 0.1, 20),
          Prior::beta("beta", 2, 5, -1, 1),
          Prior::gamma("gamma", 4, 0.002)};
}

// Midpoint rule over the free coordinate.
double integral(const Prior& prior, double power) {
  double sum = 0;
  const int n = 200000;
  const double from = prior.free_quantile(1e-12), to = prior.free_quantile(1 - 1e-12);
  for (int i = 0; i < n; ++i) {
    const double phi = from + (to - from) * (i + 0.5) / n;
    sum += std::exp(prior.log_density_free(phi)) * std::pow(prior.from_free(phi), power);
  }
  return sum * (to - from) / n;
}

}  // namespace

TEST_CASE("prior: the density of the free coordinate has the stated moments") {
  for (const Prior& prior : one_of_each()) {
    INFO(prior.name());
    CHECK(integral(prior, 0) == Approx(1).epsilon(1e-6));
    const double mean = integral(prior, 1);
    CHECK(mean == Approx(prior.mean()).epsilon(1e-5));
    CHECK(integral(prior, 2) - mean * mean == Approx(prior.variance()).epsilon(1e-3));
  }
}

TEST_CASE("prior: quantiles and free coordinates are inverse to each other") {
  for (const Prior& prior : one_of_each()) {
    INFO(prior.name());
    double before = -std::numeric_limits<double>::infinity();
    for (const double u : {0.001, 0.1, 0.5, 0.9, 0.999}) {
      const double theta = prior.quantile(u);
      CHECK(theta > before);
      CHECK(prior.from_free(prior.to_free(theta)) == Approx(theta).epsilon(1e-9));
      CHECK(prior.from_free(prior.free_quantile(u)) == Approx(theta).epsilon(1e-9));
      before = theta;
    }
  }
}

TEST_CASE("prior: a discrete one gives its values with their probabilities") {
  const Prior prior = Prior::discrete("operator", {1, 2, 7}, {0.2, 0.5, 0.3});
  CHECK(prior.quantile(0.1) == 1);
  CHECK(prior.quantile(0.3) == 2);
  CHECK(prior.quantile(0.69) == 2);
  CHECK(prior.quantile(0.71) == 7);
  CHECK(prior.mean() == Approx(3.3));
  CHECK(prior.variance() == Approx(0.2 + 2.0 + 14.7 - 3.3 * 3.3));
  for (const double value : {1.0, 2.0, 7.0}) CHECK(prior.from_free(prior.to_free(value)) == value);
}

TEST_CASE("prior: degenerate and improper ones are refused by name") {
  const double infinity = std::numeric_limits<double>::infinity();
  CHECK_THROWS_WITH(Prior::uniform("a", 1, 1), Catch::Contains("a: "));
  CHECK_THROWS_AS(Prior::uniform("a", 0, infinity), PriorError);
  CHECK_THROWS_AS(Prior::normal("a", 0, 0), PriorError);
  CHECK_THROWS_AS(Prior::normal("a", std::nan(""), 1), PriorError);
  CHECK_THROWS_AS(Prior::lognormal("a", -1, 1), PriorError);
  CHECK_THROWS_AS(Prior::log_uniform("a", 0, 1), PriorError);
  CHECK_THROWS_AS(Prior::truncated_normal("a", 0, 1, 60, 61), PriorError);
  CHECK_THROWS_AS(Prior::gamma("a", 0, 1), PriorError);
  CHECK_THROWS_AS(Prior::discrete("a", {1, 2}, {0.5, 0.4}), PriorError);
  for (const double tiny : {1e-300, 1e-15}) {
    CHECK_THROWS_WITH(Prior::normal("a", -5, tiny),
                      Catch::Contains("a: the prior leaves one number"));
    CHECK_THROWS_AS(Prior::truncated_normal("a", 1, tiny, 0, 2), PriorError);
    CHECK_THROWS_AS(Prior::lognormal("a", 3, tiny), PriorError);
    CHECK_THROWS_AS(Prior::uniform("a", 1, 1 + tiny), PriorError);
  }
  CHECK_THROWS_AS(Prior::normal("a", 0, 1e-300), PriorError);
  CHECK_THROWS_WITH(Prior::normal("a", 0, 1e200), Catch::Contains("too wide"));
  CHECK_THROWS_AS(Prior::lognormal("a", 1, 40), PriorError);
  CHECK_NOTHROW(Prior::normal("a", 1921, 1e-4));
  CHECK_NOTHROW(Prior::normal("a", 0, 1e-20));
  CHECK_NOTHROW(Prior::beta("a", 0.01, 0.01));
  CHECK_THROWS_AS(Priors({}), PriorError);
  CHECK_THROWS_AS(Priors({Prior::normal("a", 0, 1), Prior::normal("a", 0, 1)}), PriorError);
}

}  // namespace komuna::calibration
