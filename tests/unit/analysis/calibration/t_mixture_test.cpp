// Statistical parts: false-alarm probability 1e-6 an assertion, seeds fixed.

#include "analysis/calibration/t_mixture.hpp"

#include <boost/math/distributions/students_t.hpp>
#include <catch2/catch.hpp>
#include <cmath>

#include "engine/base/math.hpp"
#include "tests/support/statistics.hpp"

namespace komuna::calibration {
namespace {

double t_cdf(double degrees, double x) {
  return boost::math::cdf(boost::math::students_t_distribution<>(degrees), x);
}

TMixture two_clouds() {
  return TMixture({{0.7, {-2, 0}, {1, 0, 0.5, 0.5}}, {0.3, {3, 4}, {0.5, 0, 0, 2}}}, 5);
}

}  // namespace

TEST_CASE("t mixture: in one dimension the density is Student's") {
  const TMixture mixture({{1, {2}, {3}}}, 5);
  const boost::math::students_t_distribution<> t(5);
  for (const double x : {-20.0, 0.0, 2.0, 3.5, 40.0})
    CHECK(std::exp(mixture.log_density(Point{x})) ==
          Approx(boost::math::pdf(t, (x - 2) / 3) / 3).epsilon(1e-12));
}

TEST_CASE("t mixture: in two dimensions it is 1 / (2 pi |L|) at a peak and sums to 1") {
  // At the centre the density of d = 2 is Gamma(nu/2 + 1) / (Gamma(nu/2) nu pi |L|) = 1/(2 pi |L|).
  const TMixture one({{1, {1, -1}, {2, 0, 1, 0.5}}}, 5);
  CHECK(std::exp(one.log_density(Point{1, -1})) == Approx(1 / (2 * 3.14159265358979323846)));
  double sum = 0;
  const TMixture mixture = two_clouds();
  for (double x = -80; x < 80; x += 0.1)
    for (double y = -80; y < 80; y += 0.1) sum += std::exp(mixture.log_density(Point{x, y})) * 0.01;
  // What lies outside is below the one-dimensional tails of both coordinates, 2e-6.
  CHECK(sum == Approx(1).margin(1e-5));
}

TEST_CASE("t mixture: draws have the distribution of the density") {
  // n = 20,000, seed 3. Each coordinate of a component is Student t with scale |row of L|.
  const TMixture mixture = two_clouds();
  const Chance chance(3, 0);
  std::vector<double> first, second;
  for (std::uint32_t i = 0; i < 20000; ++i) {
    const Point x = mixture.draw(chance, 1, i);
    first.push_back(0.7 * t_cdf(5, x[0] + 2) + 0.3 * t_cdf(5, (x[0] - 3) / 0.5));
    second.push_back(0.7 * t_cdf(5, x[1] / std::sqrt(0.5)) + 0.3 * t_cdf(5, (x[1] - 4) / 2));
  }
  CHECK(tests::uniform_sample(first) > tests::false_alarm);
  CHECK(tests::uniform_sample(second) > tests::false_alarm);
  CHECK(mixture.draw(chance, 1, 7) == mixture.draw(chance, 1, 7));
  CHECK(mixture.draw(chance, 1, 7) != mixture.draw(chance, 2, 7));
}

TEST_CASE("t mixture: the fit finds two clouds by their weights") {
  // 4,000 draws of each of two clouds of sd 0.5 and 1, far apart; the second weighs three times.
  const Chance chance(4, 0);
  Table points(2);
  std::vector<double> weights;
  for (std::uint32_t i = 0; i < 8000; ++i) {
    const bool second = i % 2 == 1;
    const double sd = second ? 1 : 0.5, at = second ? 4 : -4;
    points.add(Point{at + sd * chance.normal(Purpose::direction, 1, i, 0),
                     sd * chance.normal(Purpose::direction, 1, i, 1)});
    weights.push_back(second ? 3 : 1);
  }
  const TMixture mixture = TMixture::fit(points, weights, 2, 100, chance, 1);
  REQUIRE(mixture.components().size() == 2);
  const bool swapped = mixture.components()[0].location[0] > 0;
  const auto& left = mixture.components()[swapped ? 1 : 0];
  const auto& right = mixture.components()[swapped ? 0 : 1];
  CHECK(left.share == Approx(0.25).margin(1e-3));
  // Standard errors sd / sqrt(4000); 100 degrees of freedom leave the scale 1 in 100 below the sd.
  CHECK(left.location[0] == Approx(-4).margin(4.9 * 0.5 / 63));
  CHECK(right.location[0] == Approx(4).margin(4.9 / 63));
  CHECK(right.location[1] == Approx(0).margin(4.9 / 63));
  CHECK(left.factor[0] == Approx(0.5).epsilon(0.07));
  CHECK(right.factor[3] == Approx(1).epsilon(0.07));
}

TEST_CASE("t mixture: few, equal or weightless points still give a proper density") {
  const Chance chance(5, 0);
  Table same(3);
  for (int i = 0; i < 20; ++i) same.add(Point{1, 2, 3});
  const TMixture at_one = TMixture::fit(same, std::vector<double>(20, 1), 4, 5, chance, 1);
  CHECK(std::isfinite(at_one.log_density(Point{1, 2, 3})));
  CHECK(std::isfinite(at_one.draw(chance, 1, 1)[0]));
  Table two(3);
  two.add(Point{0, 0, 0});
  two.add(Point{1, 1, 1});
  two.add(Point{5, 5, 5});
  const TMixture line = TMixture::fit(two, std::vector<double>{1, 1, 0}, 3, 5, chance, 1);
  CHECK(std::isfinite(line.log_density(Point{5, 0, 5})));
}

}  // namespace komuna::calibration
