#include "analysis/calibration/weights.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

namespace komuna::calibration {

TEST_CASE("weights: far below what a number holds they are normalised") {
  const double none = -std::numeric_limits<double>::infinity();
  const auto w = normalised(std::vector<double>{-5000, -5000 + std::log(3), none});
  CHECK(w[0] == Approx(0.25));
  CHECK(w[1] == Approx(0.75));
  CHECK(w[2] == 0);
  CHECK(log_mean(std::vector<double>{-5000, -5000 + std::log(3), none}) ==
        Approx(-5000 + std::log(4.0 / 3)));
  CHECK(effective_size(normalised(std::vector<double>{none, none})) == 0);
}

TEST_CASE("weights: equal ones count fully, a single one once") {
  CHECK(effective_size(std::vector<double>(50, 0.02)) == Approx(50));
  CHECK(effective_size(std::vector<double>{0, 7, 0}) == Approx(1));
  CHECK(effective_size(std::vector<double>{1, 3}) == Approx(1.6));
}

TEST_CASE("weights: Pareto k finds the exponent of heavy tails") {
  for (const double k : {0.2, 0.5, 0.9}) {
    std::vector<double> logs;
    const int n = 20000;  // exact quantiles (1 - p)^-k; the regularisation pulls by 10 in 434
    for (int i = 0; i < n; ++i) logs.push_back(-k * std::log(1 - (i + 0.5) / n));
    INFO(k);
    CHECK(pareto_k(logs) == Approx(k).margin(0.03));
  }
  CHECK(std::isinf(pareto_k(std::vector<double>(10, 0.0))));
  CHECK(pareto_k(std::vector<double>(1000, 0.0)) < 0);
}

TEST_CASE("weights: systematic resampling gives each draw its share, to one") {
  const std::vector<double> weights = {0.5, 0.125, 0, 0.375};
  std::vector<int> count(4, 0);
  for (const std::size_t i : resample(weights, 80, Chance(3, 0), 1)) ++count[i];
  CHECK(std::abs(count[0] - 40) <= 1);
  CHECK(std::abs(count[1] - 10) <= 1);
  CHECK(count[2] == 0);
  CHECK(std::abs(count[3] - 30) <= 1);
  CHECK(resample(std::vector<double>{0, 0}, 5, Chance(3, 0), 1).empty());
}

}  // namespace komuna::calibration
