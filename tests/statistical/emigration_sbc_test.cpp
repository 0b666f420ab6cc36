// Simulation-based calibration on the emigration model itself: worlds of two invented countries
// whose parameters are known, their figures disturbed as history disturbs figures, and the question
// whether a calibration finds the parameters it should, on average. Through the prior table, as
// every calibration does of its own accord, and by the calibrator. Seeds fixed; each assertion has
// a false-alarm probability of 1e-6. Small worlds daily, many under `full`.

#include <catch2/catch.hpp>

#include "analysis/calibration/reference_table.hpp"
#include "analysis/calibration/weights.hpp"
#include "analysis/calibration_file.hpp"
#include "analysis/target_simulator.hpp"
#include "tests/support/places.hpp"
#include "tests/support/statistics.hpp"

namespace komuna {
namespace {

using calibration::Chance;
using calibration::Draw;
using calibration::Family;
using calibration::ImportanceOptions;
using calibration::Observation;
using calibration::Point;
using calibration::Population;
using calibration::Prior;
using calibration::Priors;
using calibration::ReferenceTable;
using calibration::SbcResult;

// Who joins, who writes, how many children: by those who left, the letters of single applicants and
// the collectives at work.
class Emigration {
 public:
  Emigration()
      : calibration_(load()),
        free_(calibration_.scenario, {{"join", {"decision.join_constant"}, Series::Change::set},
                                      {"write", {"decision.alone_constant"}, Series::Change::set},
                                      {"births", {"household.fertility"}, Series::Change::set}}),
        simulate_(free_, 1921),
        observed_(observations_of(calibration_.scenario.parameters, calibration_.document)) {
    for (Observation& figure : observed_) {
      figure.family = Family::sqrt_scale;
      figure.error = 1.0;
      figure.discrepancy = 0.5;
      figure.role =
          figure.name == "beehive_train" ? calibration::Role::report : calibration::Role::fit;
    }
  }

  const Priors& priors() const { return priors_; }
  const std::vector<Observation>& observed() const { return observed_; }
  Point operator()(std::span<const double> theta, std::uint64_t key) const {
    return simulate_(theta, key);
  }
  // A point of the prior in free coordinates, and its parameters.
  Point drawn(const Chance& chance, std::uint32_t index) const {
    Point u;
    for (std::uint32_t k = 0; k < priors_.size(); ++k)
      u.push_back(chance.uniform(calibration::Purpose::from_prior, 0, index, k));
    return priors_.free_quantile(u);
  }
  Point theta(std::span<const double> phi) const { return priors_.from_free(phi); }

 private:
  static Calibration load() {
    Problems problems;
    Calibration calibration = load_calibration(
        std::string(tests::source_folder) + "/tests/support/scenarios/tiny/calibration.yaml",
        {std::string(tests::source_folder) + "/tests/support/scenarios"}, {}, 1U << 20U, problems);
    INFO(problems.report());
    REQUIRE(problems.empty());
    return calibration;
  }

  Calibration calibration_;
  Priors priors_{{Prior::normal("join", -9, 0.5), Prior::normal("write", -6, 0.5),
                  Prior::uniform("births", 0.1, 0.6)}};
  FreeParameters free_;
  TargetSimulator simulate_;
  std::vector<Observation> observed_;
};

// Draws of the prior, each with a world. `luck`: of the parameters.
Population table_of(const Emigration& model, std::uint32_t rows) {
  Population table;
  const Chance chance(1923, 0);
  for (std::uint32_t i = 0; i < rows; ++i) {
    Draw draw;
    draw.phi = model.drawn(chance, i);
    draw.theta = model.theta(draw.phi);
    draw.key = i;
    draw.figures = model(draw.theta, i);
    table.draws.push_back(draw);
  }
  return table;
}

void check_ranks(const Emigration& model, const SbcResult& result) {
  for (std::size_t k = 0; k < model.priors().size(); ++k) {
    INFO(model.priors()[k].name());
    CHECK(result.distance[k] < calibration::rank_band(result.ranks[k].size(), tests::false_alarm));
  }
}

void certify(std::uint32_t rows, std::size_t truths) {
  const Emigration model;
  const Population population = table_of(model, rows);
  const ReferenceTable table(population, model.priors(), model.observed(), 5);
  REQUIRE(table.figures() == 3);
  REQUIRE(table.suffices());
  const SbcResult result = table.certify(ReferenceTable::Truths::everywhere, truths, 99);
  REQUIRE(result.ranks[0].size() == truths);
  check_ranks(model, result);
  // Uniform ranks are worth something only where the figures teach something. Who writes is known
  // from some hundred letters; that children are born changes little of what is counted.
  CHECK(result.contraction[1] > 0.5);
  CHECK(result.contraction[2] < result.contraction[1]);
}

ImportanceOptions small_options(std::uint64_t seed) {
  ImportanceOptions options;
  options.seed = seed;
  options.chains = 2;
  options.table = 200;
  options.ensemble = 50;
  options.ensemble_steps = 2;
  options.rounds = 2;
  options.draws_per_round = 300;
  options.components = 2;
  return options;
}

}  // namespace

TEST_CASE("emigration sbc: the prior table is right on average") { certify(1000, 300); }

TEST_CASE("emigration sbc: other people's parameters are not certified") {
  // The figures of each world with the parameters of the next: posteriors that equal the prior are
  // right on average too, so the contraction has to tell.
  const Emigration model;
  Population population = table_of(model, 800);
  for (std::size_t i = 0; i < population.draws.size(); ++i)
    population.draws[i].theta =
        model.theta(population.draws[i].phi =
                        model.drawn(Chance(1923, 0), static_cast<std::uint32_t>((i + 1) % 800)));
  const ReferenceTable table(population, model.priors(), model.observed(), 5);
  const SbcResult result = table.certify(ReferenceTable::Truths::everywhere, 300, 99);
  for (const double contraction : result.contraction) CHECK(contraction < 0.2);
}

TEST_CASE("emigration sbc: the prior table, many worlds", "[full]") { certify(12000, 3000); }

TEST_CASE("emigration sbc: the calibrator", "[full]") {
  const Emigration model;
  constexpr std::uint32_t truths = 100;
  const Chance chance(1925, 0);
  std::vector<std::vector<std::size_t>> ranks(model.priors().size());
  for (std::uint32_t r = 0; r < truths; ++r) {
    const Point theta = model.theta(model.drawn(chance, r));
    const Point figures = model(theta, 1000000000U + r);
    std::vector<Observation> history = model.observed();
    for (std::uint32_t j = 0; j < history.size(); ++j) {
      if (history[j].role != calibration::Role::fit) continue;
      const double seen =
          history[j].on_scale(figures[j]) +
          history[j].sigma() * chance.normal(calibration::Purpose::pseudo_data, 0, r, j);
      if (seen < 0)
        history[j].role = calibration::Role::report;  // no such figure would have been written down
      history[j].lower = history[j].upper = history[j].from_scale(std::max(seen, 0.0));
    }
    calibration::ThreadEvaluator evaluator(
        [&](std::span<const double> at, std::uint64_t key) { return model(at, key); },
        history.size(), 0);
    const Population population =
        calibration::ImportanceSampler(model.priors(), history, small_options(r)).run(evaluator);
    const auto chosen = calibration::resample(population.weights(), 39, Chance(r, 0), 1);
    for (std::uint32_t k = 0; k < ranks.size(); ++k) {
      std::vector<double> values;
      for (const std::size_t i : chosen) values.push_back(population.draws[i].theta[k]);
      ranks[k].push_back(calibration::rank_of(theta[k], values,
                                              chance.uniform(calibration::Purpose::ties, 0, r, k)));
    }
  }
  for (std::size_t k = 0; k < ranks.size(); ++k) {
    INFO(model.priors()[k].name());
    CHECK(calibration::rank_distance(ranks[k], 39) <
          calibration::rank_band(truths, tests::false_alarm));
  }
}

}  // namespace komuna
