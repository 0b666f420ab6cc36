#include "engine/random/quantile.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include "engine/base/error.hpp"
#include "engine/base/math.hpp"
#include "engine/random/poisson_cdf.hpp"

using namespace komuna;

namespace {

// Exact P(N <= k), k = 0, 1, ..., in long double from the logarithm of each term.
std::vector<long double> poisson_cdf(long double mean, std::int64_t to) {
  std::vector<long double> cdf;
  long double sum = 0.0L;
  for (std::int64_t k = 0; k <= to; ++k) {
    const auto real = static_cast<long double>(k);
    sum += std::exp(real * std::log(mean) - mean - std::lgamma(real + 1.0L));
    cdf.push_back(sum);
  }
  return cdf;
}

std::vector<long double> binomial_cdf(std::int64_t n, long double p) {
  std::vector<long double> cdf;
  long double sum = 0.0L;
  const auto size = static_cast<long double>(n);
  for (std::int64_t k = 0; k <= n; ++k) {
    const auto real = static_cast<long double>(k);
    sum += std::exp(std::lgamma(size + 1) - std::lgamma(real + 1) - std::lgamma(size - real + 1) +
                    real * std::log(p) + (size - real) * std::log1p(-p));
    cdf.push_back(sum);
  }
  return cdf;
}

// A hair below each step of the distribution function the quantile is k, a hair above k + 1.
template <class Quantile>
void check_steps(const std::vector<long double>& cdf, double hair, const Quantile& quantile) {
  std::size_t checked = 0;
  for (std::size_t k = 0; k + 1 < cdf.size(); ++k) {
    const auto step = static_cast<double>(cdf[k]);
    const bool resolved = cdf[k] - (k == 0 ? 0.0L : cdf[k - 1]) > 3 * hair &&
                          cdf[k + 1] - cdf[k] > 3 * hair && step < 1.0 - 3 * hair;
    if (!resolved) continue;
    ++checked;
    if (quantile(step - hair) != static_cast<std::int64_t>(k) ||
        quantile(step + hair) != static_cast<std::int64_t>(k + 1))
      FAIL("step at k = " << k);
  }
  CHECK(checked > 0);
}

}  // namespace

TEST_CASE("The Poisson quantile steps where the distribution function does") {
  for (const double mean : {1e-3, 0.3, 1.0, 4.5, 16.0, 100.0, 255.9, 256.0, 256.1, 400.0, 3000.0}) {
    INFO("mean " << mean);
    const auto to = static_cast<std::int64_t>(mean + 12.0 * std::sqrt(mean) + 20.0);
    check_steps(poisson_cdf(mean, to), 1e-12,
                [mean](double u) { return poisson_quantile(mean, u); });
  }
}

TEST_CASE("Next to 1, too, the Poisson quantile is the smallest count that reaches u") {
  for (const double mean : {284.7, 685.2, 2416.6, 12434.0, 122525.4, 670548.3})
    for (int hairs = 1; hairs <= 40; ++hairs) {
      const double u = 1.0 - hairs * 0x1p-53;
      const std::int64_t k = poisson_quantile(mean, u);
      CHECK(poisson_cdf_of_large_mean(mean, k) >= u);
      CHECK(poisson_cdf_of_large_mean(mean, k - 1) < u);
    }
}

TEST_CASE("The Poisson quantile never falls with the mean or with the uniform number") {
  std::mt19937_64 engine(1924);
  std::uniform_real_distribution<double> uniform(0.0, 1.0), exponent(-5.0, 19.9);
  for (int i = 0; i < 2000; ++i) {
    const double u = 0.5 * (uniform(engine) + 1e-12);
    const double mean = std::exp2(exponent(engine));
    const std::int64_t k = poisson_quantile(mean, u);
    CHECK(poisson_quantile(mean, u + 0.4 * uniform(engine)) >= k);
    CHECK(poisson_quantile(mean * 1.001, u) >= k);
    CHECK(poisson_quantile(mean * (1.0 + 1e-9), u) >= k);
  }
  for (double u = 0.01; u < 1.0; u += 0.01)  // where the method changes
    CHECK(poisson_quantile(256.0, u) <= poisson_quantile(256.0000001, u));
}

TEST_CASE("The Poisson quantile of a large mean is off by one count at most") {
  // Against the distribution function (Temme), whose steps are 1e-5 and more of a standard
  // deviation apart up to a mean of 1e9; `hair` is above its error there.
  constexpr double hair = 1e-11;
  for (const double mean : {1e6 + 1.0, 2e6, 7.3e6, 1e8 + 0.5, 1e9}) {
    for (const double u : {1e-6, 1e-3, 0.01, 0.2, 0.5, 0.77, 0.99, 0.999, 1 - 1e-6}) {
      INFO("mean " << mean << " u " << u);
      const std::int64_t k = poisson_quantile(mean, u);
      CHECK(poisson_cdf_of_large_mean(mean, k + 1) >= u - hair);
      CHECK(poisson_cdf_of_large_mean(mean, k - 2) < u + hair);
      // and the second-order formula, within a count
      const double z = math::normal_quantile(u);
      CHECK(std::fabs(static_cast<double>(k) - mean - z * std::sqrt(mean) - (z * z - 1.0) / 6.0) <
            1.0);
    }
  }
}

TEST_CASE("The Poisson quantile of a large mean is monotone, also where the method changes") {
  std::mt19937_64 engine(1925);
  std::uniform_real_distribution<double> uniform(0.0, 1.0), exponent(6.0, 15.0);
  for (int i = 0; i < 5000; ++i) {
    const double u = 0.5 * (uniform(engine) + 1e-12);
    const double mean = math::pow(10.0, exponent(engine));
    const std::int64_t k = poisson_quantile(mean, u);
    REQUIRE(poisson_quantile(mean, u + 0.4 * uniform(engine)) >= k);
    REQUIRE(poisson_quantile(mean * 1.001, u) >= k);
    REQUIRE(poisson_quantile(mean * (1.0 + 1e-9), u) >= k);
  }
  for (int i = 1; i < 1000; ++i) {
    const double u = i / 1000.0;
    const std::int64_t inverted = poisson_quantile(1e6, u);
    const std::int64_t expanded = poisson_quantile(1e6 + 1.0, u);
    REQUIRE(expanded >= inverted);
    REQUIRE(expanded <= inverted + 2);
  }
}

TEST_CASE("Ends of the Poisson quantile") {
  CHECK(poisson_quantile(0.0, 0.999) == 0);
  CHECK(poisson_quantile(5.0, 1e-300) == 0);
  const double nearly_one = std::nextafter(1.0, 0.0);
  CHECK(poisson_quantile(5.0, nearly_one) < 50);
  CHECK(poisson_quantile(256.0, nearly_one) < 256 + 10 * 16);
  CHECK(std::fabs(static_cast<double>(poisson_quantile(1e6, nearly_one)) - 1e6) < 1e4);
  CHECK(std::fabs(static_cast<double>(poisson_quantile(1e6, 1e-300)) - 1e6) < 2e4);
  CHECK(poisson_quantile(1e6, 0.5) == 1000000);
  CHECK_THROWS_AS(poisson_quantile(-1.0, 0.5), InternalError);
  CHECK(poisson_quantile(2e6, 0.5) == 2000000);
  CHECK(poisson_quantile(9e15, 0.5) == poisson_quantile(1e300, 0.5));
  CHECK_THROWS_AS(poisson_quantile(std::nan(""), 0.5), InternalError);
  CHECK_THROWS_AS(poisson_quantile(1.0, 0.0), InternalError);
}

TEST_CASE("The binomial quantile steps where the distribution function does") {
  const std::vector<std::pair<std::int64_t, double>> cases = {
      {1, 0.3}, {8, 0.125}, {7, 0.5}, {20, 0.01}, {100, 0.97}, {1000, 0.3}, {5000, 0.002}};
  for (const auto& [n, p] : cases) {
    INFO("n " << n << " p " << p);
    const std::int64_t size = n;
    const double chance = p;
    check_steps(binomial_cdf(n, p), 1e-12,
                [=](double u) { return binomial_quantile(size, chance, u); });
  }
}

TEST_CASE("Ends of the binomial quantile") {
  CHECK(binomial_quantile(0, 0.5, 0.5) == 0);
  CHECK(binomial_quantile(10, 0.0, 0.999) == 0);
  CHECK(binomial_quantile(10, 1.0, 0.001) == 10);
  CHECK(binomial_quantile(10, 0.5, 1e-300) == 0);
  CHECK(binomial_quantile(10, 0.5, std::nextafter(1.0, 0.0)) == 10);
  CHECK(std::fabs(static_cast<double>(binomial_quantile(1000000000, 0.5, 0.5)) - 5e8) <= 1.0);
  CHECK_THROWS_AS(binomial_quantile(-1, 0.5, 0.5), InternalError);
  CHECK_THROWS_AS(binomial_quantile(10, 1.5, 0.5), InternalError);
}

TEST_CASE("A quantile table is the function at its knots, linear between, bounded") {
  const auto lognormal = [](double u) { return math::exp(7.0 + math::normal_quantile(u)); };
  const QuantileTable table = QuantileTable::from(lognormal);
  for (int i = 1; i < 1024; ++i)
    CHECK(table.at(i / 1024.0) == Approx(lognormal(i / 1024.0)).epsilon(1e-14));
  CHECK(table.at(10.5 / 1024) ==
        Approx(0.5 * (lognormal(10.0 / 1024) + lognormal(11.0 / 1024))).epsilon(1e-14));
  for (const double part : {0.01, 0.1, 0.5, 0.99}) {  // the ends are classes like all others
    CHECK(table.at(part / 1024) == Approx(part * lognormal(1.0 / 1024)).epsilon(1e-12));
    const double last = lognormal(1023.0 / 1024);
    CHECK(table.at((1023.0 + part) / 1024) ==
          Approx(last + part * (table.maximum() - last)).epsilon(1e-12));
  }
  CHECK(table.minimum() == 0.0);                           // finite at 0: taken as it is
  CHECK(table.maximum() == lognormal(1.0 - 1.0 / 16384));  // infinite at 1: taken further in
  CHECK(table.at(0.0) == table.minimum());
  CHECK(table.at(1.0) == table.maximum());
  CHECK(table.at(-1.0) == table.minimum());
  CHECK(table.at(2.0) == table.maximum());
  double before = 0.0;
  for (double u = 0.0; u < 1.0; u += 1e-4) {
    CHECK(table.at(u) >= before);
    before = table.at(u);
  }
}

TEST_CASE("Averages over a quantile table") {
  const QuantileTable line = QuantileTable::from([](double u) { return 3.0 * u; });
  CHECK(line.mean_of([](double x) { return x; }) == Approx(1.5).epsilon(1e-12));
  CHECK(line.mean_of([](double x) { return math::exp(x); }) ==
        Approx((std::exp(3.0) - 1.0) / 3.0).epsilon(1e-6));
  const QuantileTable constant = QuantileTable::from([](double) { return 7.0; });
  CHECK(constant.mean_of([](double x) { return x * x; }) == 49.0);
  // Four points of each class, in its eighths.
  std::vector<double> points;
  const QuantileTable classes = QuantileTable::from([](double u) { return 8192.0 * u; });
  classes.mean_of([&points](double x) {
    points.push_back(x);
    return x;
  });
  REQUIRE(points.size() == 4096);
  for (std::size_t i = 0; i < points.size(); ++i)
    CHECK(points[i] == static_cast<double>(2 * i + 1));
}

TEST_CASE("A quantile function that falls or is not finite is refused") {
  CHECK_THROWS_AS(QuantileTable::from([](double u) { return -u; }), InternalError);
  CHECK_THROWS_AS(QuantileTable::from([](double) { return std::nan(""); }), InternalError);
}
