#include "analysis/calibration/parameter_results.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "tests/support/toy_calibration.hpp"

namespace komuna::calibration {
namespace {

// Draws at the quantiles of N(mean, sd), dealt to four chains in turn, all of equal weight.
Population normal_draws(std::size_t n, double mean, double sd) {
  Population population;
  for (std::size_t i = 0; i < n; ++i) {
    Draw draw;
    draw.chain = static_cast<int>(i % 4);
    draw.key = i;
    draw.theta = draw.phi = {
        mean + sd * math::normal_quantile((static_cast<double>(i) + 0.5) / static_cast<double>(n))};
    population.draws.push_back(draw);
  }
  return population;
}

ParameterResult result_of(const Population& population, const Priors& priors) {
  return parameter_results(population, priors, population.weights(), 1).at(0);
}

}  // namespace

TEST_CASE("parameter results: moments, quantiles and contraction of known draws") {
  const Priors priors({Prior::normal("theta", 0, 2)});
  const ParameterResult r = result_of(normal_draws(4000, 1, 0.5), priors);
  CHECK(r.name == "theta");
  CHECK(r.mean == Approx(1));
  CHECK(r.sd == Approx(0.5).epsilon(1e-3));
  CHECK(r.q50 == Approx(1).margin(1e-3));
  CHECK(r.q05 == Approx(1 - 0.5 * 1.644854).epsilon(1e-2));
  CHECK(r.q95 == Approx(1 + 0.5 * 1.644854).epsilon(1e-2));
  CHECK(r.q25 == Approx(1 - 0.5 * 0.674490).epsilon(1e-2));
  CHECK(r.q75 == Approx(1 + 0.5 * 0.674490).epsilon(1e-2));
  CHECK(r.prior_mean == 0);
  CHECK(r.prior_sd == Approx(2));
  CHECK(r.contraction == Approx(1 - 0.0625).epsilon(1e-3));
}

TEST_CASE("parameter results: weights count, not numbers") {
  Population population;
  for (int i = 0; i < 8; ++i) {
    Draw draw;
    draw.chain = i % 2;
    draw.theta = draw.phi = {i < 4 ? 1.0 : 3.0};
    draw.log_weight = i < 4 ? std::log(3) : 0;
    population.draws.push_back(draw);
  }
  const ParameterResult r = result_of(population, Priors({Prior::uniform("theta", 0, 4)}));
  CHECK(r.mean == Approx(1.5));
  CHECK(r.sd == Approx(std::sqrt(0.75)));
  CHECK(r.q50 == 1);
  CHECK(r.q95 == 3);
}

TEST_CASE("parameter results: chains that disagree raise R-hat, the order of draws does not") {
  const Priors priors({Prior::normal("theta", 0, 2)});
  Population population = normal_draws(4000, 0, 1);
  CHECK(result_of(population, priors).r_hat < 1.01);
  // Rounds of a chain come one after the other; later ones lie elsewhere in all chains alike.
  CHECK(result_of(population, priors).r_hat == Approx(1).margin(0.005));
  for (Draw& draw : population.draws)
    if (draw.chain == 3) draw.theta[0] += 1;
  CHECK(result_of(population, priors).r_hat > 1.05);
}

TEST_CASE("parameter results: sensitivity to the prior as worked out for a normal one") {
  // Prior N(0, 1), figure 1.2 with sigma^2 = 0.34: raised to a, the mean is 1.2 / (1 + 0.34 a):
  // 0.852273 at 1.2, 0.943396 at 0.8, 0.895522 at 1; in sd sqrt(0.253731) the larger shift 0.09504.
  const Priors priors({Prior::normal("theta", 0, 1)});
  const Population population = normal_draws(20000, 0.895522, std::sqrt(0.253731));
  CHECK(result_of(population, priors).prior_sensitivity == Approx(0.09504).epsilon(5e-3));
}

TEST_CASE("parameter results: a ridge has one well-known and one unknown combination") {
  // a + b known, a - b not: in prior sd eigenvalues 0.01 along (1, 1) and 1 along (1, -1).
  Population population;
  const double root = std::sqrt(0.5);
  for (std::size_t i = 0; i < 100; ++i)
    for (std::size_t j = 0; j < 100; ++j) {
      const double s = 0.1 * math::normal_quantile((static_cast<double>(i) + 0.5) / 100);
      const double d = math::normal_quantile((static_cast<double>(j) + 0.5) / 100);
      Draw draw;
      draw.theta = {10 + 2 * root * (s + d), 5 + 0.3 * root * (s - d)};
      population.draws.push_back(draw);
    }
  const Priors priors({Prior::normal("a", 10, 2), Prior::normal("b", 5, 0.3)});
  const auto found = directions(population, priors, population.weights());
  REQUIRE(found.size() == 2);
  CHECK(found[0].eigenvalue == Approx(0.01).epsilon(0.02));
  CHECK(found[1].eigenvalue == Approx(1).epsilon(0.02));
  CHECK(std::fabs(found[0].loadings[0]) == Approx(root).epsilon(1e-3));
  CHECK(found[0].loadings[0] * found[0].loadings[1] == Approx(0.5).epsilon(1e-3));
  CHECK(found[1].loadings[0] * found[1].loadings[1] == Approx(-0.5).epsilon(1e-3));
}

}  // namespace komuna::calibration
