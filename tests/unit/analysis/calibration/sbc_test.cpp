// Statistical parts: seeds fixed, false-alarm probability 1e-6 an assertion.

#include "analysis/calibration/sbc.hpp"

#include <boost/math/distributions/binomial.hpp>
#include <catch2/catch.hpp>
#include <cmath>

#include "tests/support/statistics.hpp"
#include "tests/support/toy_calibration.hpp"

namespace komuna::calibration {
namespace {

constexpr std::size_t repetitions = 4000, draws = 99, bins = 20;

// theta ~ N(0, 1), x ~ N(theta, 0.5^2), posterior N(0.8 x, 0.2); its sd is multiplied by `scale`.
std::vector<std::size_t> ranks_of(double scale, std::uint64_t seed) {
  const Chance chance(seed, 0);
  std::vector<std::size_t> ranks;
  for (std::uint32_t i = 0; i < repetitions; ++i) {
    const double theta = chance.normal(Purpose::from_prior, 0, i);
    const double x = theta + 0.5 * chance.normal(Purpose::choice, 0, i);
    std::vector<double> posterior;
    for (std::uint32_t k = 0; k < draws; ++k)
      posterior.push_back(0.8 * x +
                          scale * std::sqrt(0.2) * chance.normal(Purpose::direction, 1, i, k));
    ranks.push_back(rank_of(theta, posterior, chance.uniform(Purpose::ties, 0, i)));
  }
  return ranks;
}

std::vector<std::uint64_t> counted(const std::vector<std::size_t>& ranks) {
  std::vector<std::uint64_t> counts(bins, 0);
  for (const std::size_t r : ranks) ++counts.at(r / (100 / bins));
  return counts;
}

// Share of ranks 0..4 when the posterior's sd is `scale` times the right one: the truth is at z of
// the right one, so each draw is below it with probability Phi(z / scale).
double lowest_share(double scale) {
  double share = 0;
  for (double z = -8; z < 8; z += 0.001) {
    const double below = 0.5 * std::erfc(-(z + 0.0005) / scale / std::sqrt(2.0));
    const boost::math::binomial_distribution<> less(draws, below);
    share += 0.001 * std::exp(-0.5 * (z + 0.0005) * (z + 0.0005)) / std::sqrt(2 * M_PI) *
             boost::math::cdf(less, 4);
  }
  return share;
}

std::vector<std::size_t> few(const std::vector<std::size_t>& ranks, std::size_t n) {
  return {ranks.begin(), ranks.begin() + static_cast<std::ptrdiff_t>(n)};
}

Population table_of(std::size_t n, bool shuffled) {
  // theta at the quantiles of N(0, 1), x = theta + 0.5 e.
  Population table;
  for (std::size_t i = 0; i < n; ++i) {
    Draw draw;
    const double u = (static_cast<double>(i) + 0.5) / static_cast<double>(n);
    draw.theta = draw.phi = {math::normal_quantile(u)};
    draw.figures = {draw.theta[0] + 0.5 * tests::Luck(i).normal(0)};
    table.draws.push_back(draw);
  }
  if (shuffled)
    for (std::size_t i = n; i > 1; --i)
      std::swap(
          table.draws[i - 1].theta,
          table.draws[static_cast<std::size_t>(tests::Luck(i).uniform(1) * static_cast<double>(i))]
              .theta);
  return table;
}

}  // namespace

TEST_CASE("sbc: ranks count what lies below, ties are broken by chance") {
  const std::vector<double> values = {1, 2, 2, 5};
  CHECK(rank_of(0, values, 0.5) == 0);
  CHECK(rank_of(3, values, 0.5) == 3);
  CHECK(rank_of(9, values, 0.999) == 4);
  CHECK(rank_of(2, values, 0.1) == 1);
  CHECK(rank_of(2, values, 0.5) == 2);
  CHECK(rank_of(2, values, 0.9) == 3);
}

TEST_CASE("sbc: the distance of ranks from the uniform, by hand, and its band") {
  // Ranks 0, 0, 1, 3 of 0..3: cumulative 1/2, 3/4, 3/4, 1 against 1/4, 1/2, 3/4, 1.
  CHECK(rank_distance(std::vector<std::size_t>{0, 0, 1, 3}, 3) == Approx(0.25));
  CHECK(rank_distance(std::vector<std::size_t>{0, 1, 2, 3}, 3) == Approx(0));
  CHECK(rank_band(200, 0.05) == Approx(0.0960).margin(5e-5));
}

TEST_CASE("sbc: the exact posterior passes, a wide and a narrow one do not") {
  // 4,000 repetitions, 99 draws, 20 bins: chi2(19) of an exact posterior is near 19, of one with
  // 1.5 times the sd near 800, of one with 0.6 times near 2,100.
  const auto exact = ranks_of(1, 11), wide = ranks_of(1.5, 12), narrow = ranks_of(0.6, 13);
  CHECK(tests::equal_counts(counted(exact)) > tests::false_alarm);
  CHECK(rank_distance(exact, draws) < rank_band(repetitions, tests::false_alarm));
  for (const auto& [ranks, scale, chi2] :
       {std::tuple{wide, 1.5, 800.0}, std::tuple{narrow, 0.6, 2100.0}}) {
    INFO("sd times " << scale);
    const std::vector<std::uint64_t> counts = counted(ranks);
    double statistic = 0;
    for (const std::uint64_t c : counts)
      statistic += (static_cast<double>(c) - 200) * (static_cast<double>(c) - 200) / 200;
    CHECK(statistic == Approx(chi2).epsilon(0.2));
    CHECK(tests::equal_counts(counts) < 1e-100);
    CHECK(rank_distance(ranks, draws) > rank_band(repetitions, tests::false_alarm));
    const double share = lowest_share(scale);
    for (const std::uint64_t edge : {counts.front(), counts.back()})
      CHECK(std::fabs(static_cast<double>(edge) - share * repetitions) <
            4.89 * std::sqrt(repetitions * share * (1 - share)));
  }
  CHECK(lowest_share(1) == Approx(0.05).margin(1e-6));
  CHECK(rank_distance(few(narrow, 200), draws) > rank_band(200, 0.05));
}

TEST_CASE("sbc: from the table of a calibration, ranks are uniform and contraction is stated") {
  // 3,000 rows, 300 repetitions of 49 draws, seed 4. sigma = 0.3: posterior variance 0.253731.
  const std::vector<Observation> observed = {Observation::value("x", Family::normal, 1.2, 0.3)};
  const Priors priors({Prior::normal("theta", 0, 1)});
  const SbcResult result = sbc_from_table(table_of(3000, false), priors, observed, 300, 49, 30, 4);
  REQUIRE(result.ranks.at(0).size() > 250);
  CHECK(result.draws == 49);
  CHECK(result.distance[0] == Approx(rank_distance(result.ranks[0], 49)));
  CHECK(result.band == Approx(rank_band(result.ranks[0].size(), 0.05)));
  CHECK(result.distance[0] < rank_band(result.ranks[0].size(), tests::false_alarm));
  // Same for every figure, but for the noise of some 300 effective rows.
  CHECK(result.contraction[0] == Approx(1 - 0.253731).margin(0.02));
}

TEST_CASE("sbc: a posterior that equals the prior passes, and the contraction tells") {
  const std::vector<Observation> observed = {Observation::value("x", Family::normal, 1.2, 0.3)};
  const Priors priors({Prior::normal("theta", 0, 1)});
  const SbcResult result = sbc_from_table(table_of(3000, true), priors, observed, 300, 49, 30, 4);
  CHECK(result.distance[0] < rank_band(result.ranks[0].size(), tests::false_alarm));
  CHECK(std::fabs(result.contraction[0]) < 0.05);
}

TEST_CASE("sbc: rows that failed or lack a figure are not truths") {
  Population table = table_of(400, false);
  for (std::size_t i = 0; i < 100; ++i) {
    table.draws[i].figures.clear();
    table.draws[i].log_likelihood = -HUGE_VAL;
  }
  const std::vector<Observation> observed = {Observation::value("x", Family::normal, 1.2, 0.3)};
  const Priors priors({Prior::normal("theta", 0, 1)});
  CHECK(sbc_from_table(table, priors, observed, 1000, 9, 1, 4).ranks[0].size() == 300);
  CHECK(sbc_from_table(table, priors, observed, 1000, 9, 1e9, 4).ranks[0].empty());
  CHECK(sbc_from_table(table, priors, observed, 1000, 9, 1e9, 4).band == 1);
}

}  // namespace komuna::calibration
