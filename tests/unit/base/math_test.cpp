// Accuracy of the engine's own functions against the 64-bit mantissa of long double libm, and their
// bits against a fixed checksum: the promise is not "accurate", it is "the same everywhere".

#include "engine/base/math.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <cstring>
#include <limits>
#include <random>

using namespace komuna;

namespace {

const double infinity = std::numeric_limits<double>::infinity();

// Distance of `got` from the true value in units of the last place of the latter.
double ulps(double got, long double want) {
  const double nearest = static_cast<double>(want);
  if (got == nearest) return 0.0;
  const double unit = std::nextafter(std::fabs(nearest), infinity) - std::fabs(nearest);
  return static_cast<double>(std::fabs(static_cast<long double>(got) - want) / unit);
}

// Greatest error over 200,000 arguments, uniform in [low, high]; octaves: 2^that.
template <class Ours, class Theirs>
double worst(const Ours& ours, const Theirs& theirs, double low, double high,
             bool octaves = false) {
  std::mt19937_64 engine(1923);
  std::uniform_real_distribution<double> uniform(low, high);
  double greatest = 0.0;
  for (int i = 0; i < 200000; ++i) {
    const double x = octaves ? std::exp2(uniform(engine)) : uniform(engine);
    greatest = std::max(greatest, ulps(ours(x), theirs(static_cast<long double>(x))));
  }
  return greatest;
}

double exp_(double x) { return math::exp(x); }
double log_(double x) { return math::log(x); }
long double true_exp(long double x) { return std::exp(x); }
long double true_log(long double x) { return std::log(x); }
long double true_log1p(long double x) { return std::log1p(x); }
long double true_expm1(long double x) { return std::expm1(x); }
long double true_cdf(long double x) { return 0.5L * std::erfc(-x / std::sqrt(2.0L)); }

}  // namespace

TEST_CASE("exp and log are within one unit of the last place") {
  CHECK(worst(exp_, true_exp, -1, 1) < 0.6);
  CHECK(worst(exp_, true_exp, -708, 709.7) < 0.6);
  CHECK(worst(exp_, true_exp, -745, -708) < 1.0);
  CHECK(worst(log_, true_log, 0, 1) < 0.9);
  CHECK(worst(log_, true_log, 0.9, 1.1) < 0.9);
  CHECK(worst(log_, true_log, -1074, 1023, true) < 0.9);
}

TEST_CASE("log1p, expm1 and the logistic pair are within a few units") {
  CHECK(worst([](double x) { return math::log1p(x); }, true_log1p, -0.999999, 1) < 1.0);
  CHECK(worst([](double x) { return math::log1p(x); }, true_log1p, -60, 1000, true) < 1.0);
  CHECK(worst([](double x) { return math::expm1(x); }, true_expm1, -0.02, 0.02) < 2.0);
  CHECK(worst([](double x) { return math::expm1(x); }, true_expm1, -45, 45) < 2.0);
  CHECK(worst([](double x) { return math::logistic(x); },
              [](long double x) { return 1.0L / (1.0L + std::exp(-x)); }, -700, 700) < 3.0);
  CHECK(worst([](double x) { return math::logit(x); },
              [](long double x) { return std::log(x / (1.0L - x)); }, 0, 0.26) < 2.0);
  for (double p = 0.2; p < 0.8; p += 1.0 / 1024)
    CHECK(std::fabs(math::logit(p) - static_cast<double>(std::log(p / (1.0L - p)))) < 4e-16);
}

TEST_CASE("pow keeps its stated relative error") {
  std::mt19937_64 engine(1925);
  std::uniform_real_distribution<double> base(-40, 40), power(-20, 20);
  for (int i = 0; i < 100000; ++i) {
    const double x = std::exp2(base(engine)), y = power(engine);
    const long double want = std::pow(static_cast<long double>(x), static_cast<long double>(y));
    const long double off = std::fabs((static_cast<long double>(math::pow(x, y)) - want) / want);
    const double size = std::fabs(y * std::log(x));
    if (!(off < (2.0L + size) * 2.3e-16L)) FAIL("pow(" << x << ", " << y << ")");
  }
  CHECK(math::pow(0.0, 2.0) == 0.0);
  CHECK(math::pow(0.0, 0.0) == 1.0);
  CHECK(math::pow(0.0, -1.0) == infinity);
  CHECK(math::pow(1.0, infinity) == 1.0);
  CHECK(std::isnan(math::pow(-2.0, 3.0)));
}

TEST_CASE("The normal distribution and its inverse") {
  CHECK(worst([](double x) { return math::normal_cdf(x); }, true_cdf, -37, 8) < 9.0);  // 2e-15
  CHECK(math::normal_cdf(-infinity) == 0.0);
  CHECK(math::normal_cdf(infinity) == 1.0);
  CHECK(math::normal_cdf(0.0) == 0.5);
  CHECK(math::normal_quantile(0.5) == 0.0);
  CHECK(math::normal_quantile(0.0) == -infinity);
  CHECK(math::normal_quantile(1.0) == infinity);
  CHECK(std::isnan(math::normal_quantile(1.5)));
  CHECK(math::normal_quantile(0.975) == Approx(1.9599639845400542).epsilon(1e-15));
  // One Newton step in long double gives the true quantile.
  for (double e = -0.01; e > -1000; e -= 0.37) {
    const double p = std::exp2(e);
    const double q = math::normal_quantile(p);
    const long double density = std::exp(-0.5L * q * q) / std::sqrt(2.0L * std::acos(-1.0L));
    const long double miss = q < 0 ? true_cdf(q) - p : (1.0L - p) - true_cdf(-q);
    if (!(std::fabs(miss / density) <= 1e-15L * std::fabs(q))) FAIL("quantile of " << p);
  }
}

TEST_CASE("Ends of the range") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  CHECK(math::exp(0.0) == 1.0);
  CHECK(math::exp(-infinity) == 0.0);
  CHECK(math::exp(infinity) == infinity);
  CHECK(math::exp(709.79) == infinity);
  CHECK(math::exp(709.78) < infinity);
  CHECK(math::exp(-745.14) == 0.0);
  CHECK(math::exp(-745.13) == std::numeric_limits<double>::denorm_min());
  CHECK(std::isnan(math::exp(nan)));
  CHECK(math::log(1.0) == 0.0);
  CHECK(math::log(0.0) == -infinity);
  CHECK(math::log(infinity) == infinity);
  CHECK(std::isnan(math::log(-1.0)));
  CHECK(std::isnan(math::log(nan)));
  CHECK(math::log(std::numeric_limits<double>::denorm_min()) == -744.4400719213812);
  CHECK(math::log1p(-1.0) == -infinity);
  CHECK(std::signbit(math::log1p(-0.0)));
  CHECK(math::log1p(infinity) == infinity);
  CHECK(std::isnan(math::log1p(-1.5)));
  CHECK(math::expm1(-infinity) == -1.0);
  CHECK(math::expm1(infinity) == infinity);
  CHECK(math::expm1(1e-300) == 1e-300);
  CHECK(math::logistic(-infinity) == 0.0);
  CHECK(math::logistic(infinity) == 1.0);
  CHECK(math::logistic(0.0) == 0.5);
  CHECK(math::logit(0.0) == -infinity);
  CHECK(math::logit(1.0) == infinity);
}

TEST_CASE("exp never decreases between neighbouring numbers") {
  for (double x = -700.0; x < 700.0; x += 0.0731)
    if (math::exp(x) > math::exp(std::nextafter(x, infinity))) FAIL("exp at " << x);
}

TEST_CASE("The bits are those of every other machine") {
  std::uint64_t checksum = 0xCBF29CE484222325u;
  const auto add = [&checksum](double value) {
    std::uint64_t bits;
    std::memcpy(&bits, &value, sizeof bits);
    for (int i = 0; i < 8; ++i) checksum = (checksum ^ (bits >> (8 * i) & 0xFF)) * 0x100000001B3u;
  };
  for (int i = 1; i < 20000; ++i) {
    const double u = i / 20000.0;
    const double x = (u - 0.5) * 80.0;
    add(math::exp(x)), add(math::log(u)), add(math::log1p(x + 40.0)), add(math::expm1(x));
    add(math::logistic(x)), add(math::logit(u)), add(math::pow(u, x)), add(math::normal_cdf(x));
    add(math::normal_quantile(u));
  }
  CHECK(checksum == 0x535A16D9F0A2D839u);
}
