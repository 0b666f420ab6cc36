// Statistical: seeds fixed, false-alarm probability 1e-6 an assertion unless said otherwise.

#include "analysis/calibration/reference_table.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "tests/support/statistics.hpp"
#include "tests/support/toy_calibration.hpp"

namespace komuna::calibration {
namespace {

// theta ~ N(0, 1), x = theta + 0.5 e, seen with error 0.3. `bent`: x = exp(3 theta) + 0.5 e.
Population table_of(std::size_t n, bool bent = false) {
  Population table;
  for (std::size_t i = 0; i < n; ++i) {
    Draw draw;
    const double theta = tests::Luck(i).normal(1);
    draw.theta = draw.phi = {theta};
    draw.figures = {(bent ? std::exp(3 * theta) : theta) + 0.5 * tests::Luck(i).normal(0)};
    table.draws.push_back(draw);
  }
  return table;
}

const Priors priors({Prior::normal("theta", 0, 1)});
const std::vector<Observation> history{Observation::value("x", Family::normal, 1.2, 0.3)};

double mean_of(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return sum / static_cast<double>(values.size());
}

}  // namespace

TEST_CASE("reference table: the adjusted answer is the posterior that is known") {
  // Posterior N(0.895522, 0.253731): precision 1 + 1 / (0.25 + 0.09). 1,000 draws of 2,000 rows.
  const Population population = table_of(20000);
  const ReferenceTable table(population, priors, history, 5);
  REQUIRE(table.suffices());
  CHECK(table.history() == Point{1.2});
  const ReferenceTable::Answer answer = table.ask(table.history(), 1000);
  const double mean = mean_of(answer.adjusted[0]);
  double variance = 0;
  for (const double value : answer.adjusted[0]) variance += (value - mean) * (value - mean) / 1000;
  CHECK(std::fabs(mean - 0.895522) < tests::surprise * std::sqrt(0.253731 / 1000));
  CHECK(std::fabs(variance - 0.253731) < tests::surprise * 0.253731 * std::sqrt(2.0 / 1000));
}

TEST_CASE("reference table: far out the nearest lean towards the prior, unless adjusted") {
  const Population population = table_of(400);
  const ReferenceTable table(population, priors, history, 5);
  const ReferenceTable::Answer answer = table.ask(Point{3.5}, 1000);
  CHECK(mean_of(answer.raw[0]) < mean_of(answer.adjusted[0]) - 0.1);
}

TEST_CASE("reference table: an exact one is certified, everywhere and near history") {
  const Population population = table_of(6000);
  const ReferenceTable table(population, priors, history, 6);
  for (const auto truths :
       {ReferenceTable::Truths::everywhere, ReferenceTable::Truths::near_history}) {
    const SbcResult result = table.certify(truths, 300, 99);
    REQUIRE(result.ranks.at(0).size() == 300);
    CHECK(result.distance[0] < rank_band(300, tests::false_alarm));
    // Near history all truths share about the same near rows, which weigh like 5 in 6 of them.
    const double rows = static_cast<double>(table.near()) * 5 / 6;
    CHECK(result.contraction[0] ==
          Approx(1 - 0.253731).margin(tests::surprise * 0.253731 * std::sqrt(2 / rows)));
  }
}

TEST_CASE("reference table: of more rows, those that count as near are nearer") {
  const auto near = [](std::uint32_t rows) {
    const Population population = table_of(rows);
    return ReferenceTable(population, priors, history, 5).near();
  };
  CHECK(near(400) == 40);            // 20 for each of two coefficients: a tenth
  CHECK(near(32 * 400) == 40 * 16);  // 32^(4/5) = 16: a twentieth
}

TEST_CASE("reference table: a straight line through what is bent is not certified") {
  // x = exp(3 theta): for large x the nearest span an octave and more, and no straight line
  // carries its parameters to x.
  const Population population = table_of(1200, true);
  const ReferenceTable table(population, priors, history, 7);
  const SbcResult result = table.certify(ReferenceTable::Truths::everywhere, 1000, 99);
  CHECK(result.distance[0] > rank_band(1000, 0.05));
}

TEST_CASE("reference table: rows without a figure and bounds take no part") {
  Population population = table_of(1000);
  population.draws[3].figures = {std::nan("")};
  population.draws[4].figures.clear();
  population.draws[5].round = 1;
  CHECK(ReferenceTable(population, priors, history, 5).rows() == 997);
  std::vector<Observation> bound = history;
  bound[0].upper = HUGE_VAL;
  const ReferenceTable table(population, priors, bound, 5);
  CHECK(table.figures() == 0);
  CHECK_FALSE(table.suffices());
}

}  // namespace komuna::calibration
