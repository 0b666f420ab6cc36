#include "analysis/calibration/esmda.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

namespace komuna::calibration {
namespace {

struct Moments {
  double mean, variance;
};

// theta ~ N(0, 1), x = theta + noise e, observed 1.2: noise^2 + error^2 = 0.25 in all.
Moments smoothed(std::uint64_t seed, std::size_t members, double noise) {
  const std::vector<Observation> observed = {
      Observation::value("x", Family::normal, 1.2, std::sqrt(0.25 - noise * noise))};
  const Chance chance(seed, 0), luck(seed, 1);
  std::vector<Trial> trials(members);
  for (std::uint32_t j = 0; j < members; ++j)
    trials[j].phi = {chance.normal(Purpose::from_prior, 0, j)};
  for (std::uint32_t step = 0; step < 4; ++step) {
    for (std::uint32_t j = 0; j < members; ++j)
      trials[j].figures = {trials[j].phi[0] + noise * luck.normal(Purpose::choice, step, j)};
    const Table moved = esmda_update(trials, observed, 4, chance, step);
    for (std::size_t j = 0; j < members; ++j) trials[j].phi = {moved[j][0]};
  }
  Moments m{0, 0};
  for (const Trial& t : trials) m.mean += t.phi[0] / static_cast<double>(members);
  for (const Trial& t : trials)
    m.variance += (t.phi[0] - m.mean) * (t.phi[0] - m.mean) / static_cast<double>(members - 1);
  return m;
}

Trial member(double phi, Point figures) {
  Trial t;
  t.phi = {phi};
  t.figures = std::move(figures);
  return t;
}

}  // namespace

TEST_CASE("esmda: one update of three members by hand") {
  // phi = -1, 0, 1 and s = 2 phi: C_ps = 2, C_ss = 4; sigma so small that nothing is disturbed.
  const std::vector<Observation> observed = {Observation::value("x", Family::normal, 6, 1e-9)};
  const std::vector<Trial> trials = {member(-1, {-2}), member(0, {0}), member(1, {2})};
  const Table moved = esmda_update(trials, observed, 1, Chance(1, 0), 0);
  for (std::size_t j = 0; j < 3; ++j) CHECK(moved[j][0] == Approx(3).margin(1e-6));
}

TEST_CASE("esmda: intervals pull only those outside") {
  Observation band = Observation::value("x", Family::normal, 0, 1e-9);
  band.lower = -1;
  band.upper = std::numeric_limits<double>::infinity();
  const std::vector<Observation> observed = {band};
  const std::vector<Trial> trials = {member(-3, {-3}), member(0, {0}), member(3, {3})};
  const Table moved = esmda_update(trials, observed, 1, Chance(1, 0), 0);
  CHECK(moved[0][0] == Approx(-1).margin(1e-6));
  CHECK(moved[1][0] == Approx(0).margin(1e-6));
  CHECK(moved[2][0] == Approx(3).margin(1e-6));
}

TEST_CASE("esmda: members without the figure are replaced, and all failing changes nothing") {
  const std::vector<Observation> observed = {Observation::value("x", Family::normal, 6, 1e-9)};
  std::vector<Trial> trials = {member(-1, {-2}), member(70, {}), member(1, {2}),
                               member(90, {std::nan("")})};
  const Table moved = esmda_update(trials, observed, 1, Chance(1, 0), 0);
  REQUIRE(moved.rows() == 4);
  for (std::size_t j = 0; j < 4; ++j) CHECK(moved[j][0] == Approx(3).margin(1e-6));
  for (Trial& t : trials) t.figures.clear();
  CHECK(esmda_update(trials, observed, 1, Chance(1, 0), 0)[1][0] == 70);
}

TEST_CASE("esmda: the linear normal answer, mean 0.96 and variance 0.20, whoever errs") {
  // 40 ensembles of 4,000, seeds 1..40: their means against the exact values by Student's t with 39
  // degrees of freedom; |t| < 5.76 but for one case in a million (two-sided).
  const double noise = GENERATE(0.0, 0.3);
  double mean = 0, mean2 = 0, variance = 0, variance2 = 0;
  const int n = 40;
  for (int seed = 1; seed <= n; ++seed) {
    const Moments m = smoothed(static_cast<std::uint64_t>(seed), 4000, noise);
    mean += m.mean / n;
    mean2 += m.mean * m.mean / n;
    variance += m.variance / n;
    variance2 += m.variance * m.variance / n;
  }
  const auto t = [&](double average, double square, double exact) {
    return (average - exact) / std::sqrt((square - average * average) / (n - 1));
  };
  INFO("noise " << noise << ", mean " << mean << ", variance " << variance);
  CHECK(std::fabs(t(mean, mean2, 0.96)) < 5.76);
  CHECK(std::fabs(t(variance, variance2, 0.20)) < 5.76);
  CHECK(std::sqrt(mean2 - mean * mean) < 4 / std::sqrt(4000.0));
}

}  // namespace komuna::calibration
