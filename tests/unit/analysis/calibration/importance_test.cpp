#include "analysis/calibration/importance.hpp"

#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <cmath>
#include <map>
#include <stdexcept>
#include <utility>

#include "tests/support/toy_calibration.hpp"

namespace komuna::calibration {
namespace {

using tests::Luck;

ImportanceOptions small_options() {
  ImportanceOptions options;
  options.seed = 5;
  options.table = 400;
  options.ensemble = 50;
  options.rounds = 2;
  options.draws_per_round = 600;
  options.block = 64;
  return options;
}

Priors two_priors() { return Priors({Prior::uniform("a", 0, 1), Prior::normal("b", 0, 1)}); }

std::vector<Observation> sum_and_b() {
  return {Observation::value("sum", Family::normal, 1, 0.3),
          Observation::value("b", Family::normal, 0.4, 0.5, 0.2)};
}

Point sum_simulator(std::span<const double> theta, std::uint64_t key) {
  const Luck luck(key);
  return {theta[0] + theta[1] + 0.1 * luck.normal(0), theta[1] + 0.1 * luck.normal(1)};
}

Population run(ImportanceOptions options, const Simulate& simulate = sum_simulator,
               int threads = 1) {
  ThreadEvaluator evaluator(simulate, 2, threads);
  return ImportanceSampler(two_priors(), sum_and_b(), options).run(evaluator);
}

bool same(const Draw& a, const Draw& b) {
  return a.chain == b.chain && a.round == b.round && a.phi == b.phi && a.theta == b.theta &&
         a.key == b.key && a.figures == b.figures && a.log_likelihood == b.log_likelihood &&
         a.log_weight == b.log_weight;
}

bool same(const Population& a, const Population& b) {
  return std::equal(a.draws.begin(), a.draws.end(), b.draws.begin(), b.draws.end(),
                    [](const Draw& x, const Draw& y) { return same(x, y); }) &&
         a.runs == b.runs && a.complete == b.complete && a.log_evidence == b.log_evidence;
}

// Remembers what it computed, and dies after a number of simulations, as a killed process would.
class RememberingEvaluator final : public Evaluator {
 public:
  explicit RememberingEvaluator(std::map<std::uint64_t, Trial>& memory, std::int64_t lives)
      : memory_(memory), lives_(lives) {}
  void evaluate(std::span<Trial> trials) override {
    for (Trial& t : trials) {
      const auto known = memory_.find(t.key);
      if (known != memory_.end()) {
        REQUIRE(known->second.theta == t.theta);
        t = known->second;
        continue;
      }
      if (lives_-- == 0) throw std::runtime_error("killed");
      ThreadEvaluator(sum_simulator, 2, 1).evaluate(std::span(&t, 1));
      memory_[t.key] = t;
      ++computed;
    }
  }
  std::int64_t computed = 0;

 private:
  std::map<std::uint64_t, Trial>& memory_;
  std::int64_t lives_;
};

}  // namespace

TEST_CASE("importance: each chain's share of the table covers the whole prior") {
  // Two parameters, four chains of 256: each quarter of each prior holds 64 of a chain's rows.
  ImportanceOptions options = small_options();
  options.table = 1024;
  const Population population = run(options);
  std::map<int, std::array<std::array<int, 4>, 2>> counts;
  const Priors priors = two_priors();
  for (const Draw& draw : population.draws) {
    if (draw.round != 0) continue;
    const double a = draw.theta[0], b = 0.5 * std::erfc(-draw.theta[1] / std::sqrt(2.0));
    ++counts[draw.chain][0][static_cast<std::size_t>(a * 4)];
    ++counts[draw.chain][1][static_cast<std::size_t>(b * 4)];
  }
  REQUIRE(counts.size() == 4);
  for (const auto& [chain, quarters] : counts)
    for (const auto& parameter : quarters)
      for (const int n : parameter) {
        INFO("chain " << chain);
        CHECK(n == 64);
      }
}

TEST_CASE(
    "importance: the weight is prior x likelihood over the mixture of all that was proposed") {
  // Without ensembles and with a single round the weights of the table are bounded: the mixture
  // holds at least (400 + 0.1 x 600) / 1000 of the prior.
  ImportanceOptions options = small_options();
  options.rounds = 1;
  const Population population = run(options);
  REQUIRE(population.draws.size() == 1000);
  for (const Draw& draw : population.draws)
    CHECK(draw.log_weight <= draw.log_likelihood - std::log(0.46) + 1e-12);
  // Exactly so where no proposal but the prior goes.
  const auto far = std::min_element(
      population.draws.begin(), population.draws.end(),
      [](const Draw& a, const Draw& b) { return a.log_likelihood < b.log_likelihood; });
  CHECK(far->log_weight == Approx(far->log_likelihood - std::log(0.46)).margin(0.02));
}

TEST_CASE("importance: any number of threads, any block, the same population") {
  ImportanceOptions options = small_options();
  const Population one = run(options), three = run(options, sum_simulator, 3);
  CHECK(one.complete);
  CHECK(same(one, three));
  options.block = 7;
  CHECK(same(one, run(options)));
  options.seed = 6;
  CHECK_FALSE(same(one, run(options)));
}

TEST_CASE("importance: what is planned is what is made, each draw with a key of its own") {
  const ImportanceOptions options = small_options();
  const Population population = run(options);
  const std::int64_t planned = 400 + 4 * 50 * 3 + 2 * 600;
  CHECK(ImportanceSampler(two_priors(), sum_and_b(), options).planned_runs() == planned);
  CHECK(population.runs == planned);
  CHECK(population.draws.size() == 1600);
  CHECK(population.ensembles.size() == 4);
  std::map<std::uint64_t, int> keys;
  for (const Draw& draw : population.draws) ++keys[draw.key];
  CHECK(keys.size() == population.draws.size());
}

TEST_CASE("importance: a budget ends inside a round and leaves a valid population") {
  ImportanceOptions options = small_options();
  options.most_runs = 1333;  // table 400, ensembles 600, then 333 draws of the first round's 600
  const Population cut = run(options);
  CHECK_FALSE(cut.complete);
  CHECK(cut.runs == 1333);
  CHECK(cut.rounds_begun == 1);
  CHECK(cut.draws.size() == 733);
  double sum = 0;
  for (const double w : cut.weights()) sum += w;
  CHECK(sum == Approx(1));
  // What was drawn is what a longer budget draws at first.
  options.most_runs = 0;
  const Population whole = run(options);
  for (const Draw& draw : cut.draws)
    CHECK(std::any_of(whole.draws.begin(), whole.draws.end(), [&](const Draw& other) {
      return other.key == draw.key && other.theta == draw.theta && other.figures == draw.figures;
    }));
  // A budget of exactly the plan is no cut.
  options.most_runs = whole.runs;
  CHECK(same(run(options), whole));
}

TEST_CASE("importance: stopped anywhere, also within the table or the ensembles") {
  for (const int blocks : {1, 3, 7, 10, 16, 25}) {
    int seen = 0;
    ThreadEvaluator evaluator(sum_simulator, 2, 1);
    const Population cut = ImportanceSampler(two_priors(), sum_and_b(), small_options())
                               .run(evaluator, [&](const ImportanceProgress& progress) {
                                 CHECK(progress.planned == 2200);
                                 CHECK_FALSE(progress.phase.empty());
                                 return ++seen < blocks;
                               });
    INFO(blocks << " blocks");
    CHECK_FALSE(cut.complete);
    CHECK(seen == blocks);
    double sum = 0;
    for (const double w : cut.weights()) sum += w;
    CHECK(sum == Approx(1));
    std::array<int, 4> of_chain{};
    for (const Draw& draw : cut.draws)
      if (draw.round == 0) ++of_chain.at(static_cast<std::size_t>(draw.chain));
    CHECK(*std::max_element(of_chain.begin(), of_chain.end()) -
              *std::min_element(of_chain.begin(), of_chain.end()) <=
          1);
  }
}

TEST_CASE("importance: killed and begun again with what was remembered, the result is the same") {
  std::map<std::uint64_t, Trial> memory;
  ImportanceSampler sampler(two_priors(), sum_and_b(), small_options());
  std::int64_t computed = 0;
  for (const std::int64_t lives : {150, 333, 500, 700}) {
    RememberingEvaluator mortal(memory, lives);
    CHECK_THROWS_WITH(sampler.run(mortal), "killed");
    computed += mortal.computed;
  }
  RememberingEvaluator last(memory, 1000000);
  const Population resumed = sampler.run(last);
  CHECK(computed + last.computed == resumed.runs);  // nothing was computed twice
  CHECK(same(resumed, run(small_options())));
}

TEST_CASE("importance: failures and missing figures weigh nothing and are counted apart") {
  const Population population =
      run(small_options(), [](std::span<const double> theta, std::uint64_t key) {
        if (theta[0] > 0.9) throw std::runtime_error("no room for " + std::to_string(theta[0]));
        Point figures = sum_simulator(theta, key);
        if (theta[0] < 0.1) figures[1] = std::nan("");
        return figures;
      });
  std::int64_t failed = 0, without = 0;
  for (const Draw& draw : population.draws) {
    if (draw.theta[0] > 0.9) {
      ++failed;
      CHECK(draw.figures.empty());
    } else if (draw.theta[0] < 0.1) {
      ++without;
    } else {
      CHECK(std::isfinite(draw.log_weight));
      continue;
    }
    CHECK(draw.log_weight == -HUGE_VAL);
  }
  CHECK(population.failures.count >= failed);  // those of ES-MDA are counted too
  CHECK(failed > 0);
  CHECK(population.without_figure == without);
  REQUIRE(population.failures.first.size() == 4);
  CHECK_THAT(population.failures.first[0], Catch::Contains("no room for 0.9"));
}

TEST_CASE("importance: an interval missed by far is not a missing figure") {
  Observation band = Observation::value("sum", Family::normal, 0, 0.001);
  band.lower = 0.9;
  band.upper = 1.1;
  std::vector<Observation> observations = sum_and_b();
  observations[0] = band;
  ThreadEvaluator evaluator(sum_simulator, 2, 1);
  const Population population =
      ImportanceSampler(two_priors(), observations, small_options()).run(evaluator);
  CHECK(population.without_figure == 0);
}

TEST_CASE("importance: a simulator that never gives the figure, or always fails, ends in order") {
  const Population none = run(small_options(), [](std::span<const double>, std::uint64_t) {
    return Point{std::nan(""), 0.0};
  });
  CHECK(none.complete);
  CHECK(none.without_figure == static_cast<std::int64_t>(none.draws.size()));
  CHECK(none.weights() == std::vector<double>(none.draws.size(), 0.0));
  const Population broken = run(small_options(), [](std::span<const double>, std::uint64_t) {
    throw std::runtime_error("no");
    return Point{};
  });
  CHECK(broken.failures.count == broken.runs);
}

TEST_CASE("importance: options out of range are refused") {
  const auto refused = [](void (*change)(ImportanceOptions&)) {
    ImportanceOptions options = small_options();
    change(options);
    CHECK_THROWS_AS(ImportanceSampler(two_priors(), sum_and_b(), options), std::invalid_argument);
  };
  refused([](ImportanceOptions& o) { o.chains = 1; });
  refused([](ImportanceOptions& o) { o.table = 79; });
  refused([](ImportanceOptions& o) { o.ensemble = 101; });
  refused([](ImportanceOptions& o) { o.ensemble_steps = 0; });
  refused([](ImportanceOptions& o) { o.rounds = 0; });
  refused([](ImportanceOptions& o) { o.draws_per_round = 3; });
  refused([](ImportanceOptions& o) { o.prior_share = 0; });
  refused([](ImportanceOptions& o) { o.prior_share = 1; });
  refused([](ImportanceOptions& o) { o.components = 0; });
  refused([](ImportanceOptions& o) { o.degrees = 2; });
  refused([](ImportanceOptions& o) { o.block = 0; });
  refused([](ImportanceOptions& o) { o.most_runs = 399; });
  refused([](ImportanceOptions& o) { o.ensemble = -1; });
  refused([](ImportanceOptions& o) { o.most_runs = -1; });
  CHECK_THROWS_AS(ImportanceSampler(two_priors(), {}, small_options()), ObservationError);
}

}  // namespace komuna::calibration
