#include "analysis/calibration/diagnostics.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "tests/support/toy_calibration.hpp"

namespace komuna::calibration {
namespace {

using Catch::Contains;
using tests::Luck;

// A calibration as it should be: a in N(0, 1) is found by its figure x = a + chance, b is not.
// Draws are made from the posterior itself, so all weights are equal but for what a test changes.
struct Case {
  Priors priors{{Prior::normal("a", 0, 1), Prior::normal("b", 0, 1)}};
  std::vector<Observation> observations = {
      Observation::value("x", Family::normal, 1.2, 0.4, 0.2),
      Observation::value("held", Family::normal, 1.1, 0.5, 0, Role::holdout),
      Observation::value("other", Family::normal, 99, 0.5, 0, Role::report)};
  Population population;

  explicit Case(std::size_t n = 4000) {
    for (std::size_t i = 0; i < n; ++i) {
      const Luck luck(i);
      Draw draw;
      draw.chain = static_cast<int>(i % 4);
      draw.round = static_cast<int>((i / 4) % 2);  // half of it is the table
      draw.key = i;
      const double sd = draw.round == 0 ? 1 : std::sqrt(0.2 / 1.2);
      const double mean = draw.round == 0 ? 0 : 1;
      draw.theta = draw.phi = {mean + sd * luck.normal(0), luck.normal(1)};
      draw.figures = {draw.theta[0] + 0.1 * luck.normal(2), draw.theta[0], 0};
      draw.log_weight = draw.round == 0 ? -HUGE_VAL : 0;
      population.draws.push_back(draw);
      if (draw.round == 1 && i < 400)  // two worlds with the parameters of each, chance afresh
        for (const std::uint64_t world : {0U, 1U}) {
          const Luck fresh(1000000 + 2 * i + world);
          population.predictions.push_back(
              {i, i, {draw.theta[0] + 0.1 * fresh.normal(2), draw.theta[0], 0}});
        }
    }
    population.runs = static_cast<std::int64_t>(n);
    population.complete = true;
  }

  Diagnosis diagnosis() const { return diagnose(population, priors, observations, 3); }
};

Check found(const Diagnosis& diagnosis, const std::string& name, const std::string& of = "") {
  const auto at = std::find_if(
      diagnosis.checks.begin(), diagnosis.checks.end(),
      [&](const Check& check) { return check.name == name && (of.empty() || check.of == of); });
  REQUIRE(at != diagnosis.checks.end());
  return *at;
}

}  // namespace

TEST_CASE("diagnostics: a good calibration is believed, and says what it does not know") {
  const Diagnosis d = Case().diagnosis();
  REQUIRE(d.verdict.size() == 3);
  CHECK_THAT(d.verdict[0], Contains("can be believed") && Contains("2000 effective draws"));
  CHECK_THAT(d.verdict[1], Contains("meets all fitted and held-out figures"));
  CHECK(d.verdict[2] == "The figures inform a; they say nothing about b.");
  for (const Check& check : d.checks) {
    INFO(check.name << " of " << check.of << ": " << check.value);
    const bool expected = check.of == "b" && check.name == "contraction";
    if (check.name != "unknown combinations")
      CHECK(check.verdict == (expected ? Verdict::warning : Verdict::good));
    CHECK_FALSE(check.threshold.empty());
    CHECK(check.sentence.back() == '.');
  }
  CHECK(d.effective == Approx(2000));
  CHECK(d.distinct_keys == 2000);
  CHECK(d.largest_weight == Approx(0.0005));
}

TEST_CASE("diagnostics: contraction below a tenth means nothing was learned") {
  const Diagnosis d = Case().diagnosis();
  const Check silent = found(d, "contraction", "b"), known = found(d, "contraction", "a");
  CHECK(silent.value < 0.1);
  CHECK(silent.sentence == "The figures say nothing about b.");
  CHECK(known.value == Approx(1 - 0.2 / 1.2).epsilon(0.05));
  // sqrt(1 - contraction): about 41 in 100 of the prior spread is left.
  CHECK_THAT(known.sentence, Contains("narrow a to 4") && Contains("in 100 of its prior spread"));
  // Loosest direction: b alone.
  CHECK(found(d, "unknown combinations").value == 1);
  CHECK(found(d, "unknown combinations").verdict == Verdict::warning);
  CHECK(std::fabs(d.directions.back().loadings[1]) > 0.99);
}

TEST_CASE("diagnostics: too few or too uneven draws are not believed") {
  Case few(600);
  const Diagnosis d = few.diagnosis();
  CHECK(found(d, "effective draws").verdict == Verdict::bad);  // 300
  CHECK(found(d, "distinct histories").verdict == Verdict::warning);
  CHECK(found(d, "effective draws").threshold == "at least 400");
  CHECK_THAT(d.verdict[0], Contains("Do not believe"));
  CHECK_THAT(d.verdict[2], Contains("is not told"));
  const Check warned = found(Case(1000).diagnosis(), "effective draws");  // 500
  CHECK(warned.verdict == Verdict::warning);
  CHECK(warned.threshold == "at least 1000");

  Case heavy;
  heavy.population.draws[5].log_weight = std::log(200);  // 200 of 2199 in one draw
  const Diagnosis h = heavy.diagnosis();
  const Check largest = found(h, "largest weight");
  CHECK(largest.value == Approx(200.0 / 2199));
  CHECK(largest.verdict == Verdict::warning);
  CHECK_THAT(largest.sentence, Contains("9.1 in 100"));
  heavy.population.draws[5].log_weight = std::log(400);
  CHECK(found(heavy.diagnosis(), "largest weight").verdict == Verdict::bad);

  // Weights with a tail of exponent k: (1 - p)^-k.
  for (const auto& [k, verdict] : {std::pair{0.3, Verdict::good}, std::pair{0.6, Verdict::warning},
                                   std::pair{0.9, Verdict::bad}}) {
    Case tail(8000);
    std::size_t i = 0;
    for (Draw& draw : tail.population.draws)
      if (draw.round == 1)
        draw.log_weight =
            -k * std::log(1 - (static_cast<double>((i++ * 1237) % 4000) + 0.5) / 4000);
    const Diagnosis t = tail.diagnosis();
    CHECK(found(t, "Pareto k of the weights").value == Approx(k).margin(0.06));
    CHECK(found(t, "Pareto k of the weights").verdict == verdict);
    if (verdict == Verdict::bad) {
      CHECK_THAT(found(t, "Pareto k of the weights").sentence, Contains("do not believe"));
      CHECK_THAT(t.verdict[0], Contains("Do not believe"));
    }
  }
}

TEST_CASE("diagnostics: chains that disagree are named with the parameter") {
  Case torn;
  for (Draw& draw : torn.population.draws)
    if (draw.chain == 2) draw.theta[0] += 0.5;
  const Diagnosis d = torn.diagnosis();
  CHECK(found(d, "agreement of chains (R-hat)", "a").verdict == Verdict::bad);
  CHECK(found(d, "agreement of chains (R-hat)", "a").sentence ==
        "Independent calibrations disagree on a.");
  CHECK(found(d, "agreement of chains (R-hat)", "b").verdict == Verdict::good);
  CHECK_THAT(d.verdict[0], Contains("Do not believe"));
}

TEST_CASE("diagnostics: a budget that ended the work and failures are told with what was said") {
  Case cut;
  cut.population.complete = false;
  cut.population.failures = {20, {"key 7: no ship", "key 8: no ship"}};
  const Diagnosis d = cut.diagnosis();
  CHECK(found(d, "work").verdict == Verdict::warning);
  CHECK_THAT(found(d, "work").sentence, Contains("ended the work early"));
  CHECK(found(d, "failed simulations").verdict == Verdict::good);  // 20 of 4000, below 1 in 100
  CHECK_THAT(found(d, "failed simulations").sentence,
             Contains("20 simulations failed") && Contains("key 7: no ship"));
  cut.population.failures.count = 100;
  CHECK(found(cut.diagnosis(), "failed simulations").verdict == Verdict::warning);
  cut.population.failures.count = 1000;
  CHECK(found(cut.diagnosis(), "failed simulations").verdict == Verdict::bad);
}

TEST_CASE("diagnostics: figures out of reach are said to be, and this target is why") {
  Case far;
  far.observations[0].lower = far.observations[0].upper = 9;
  const Diagnosis d = far.diagnosis();
  const Check reach = found(d, "prior reach");
  CHECK(reach.verdict == Verdict::bad);
  CHECK(reach.of == "x");
  CHECK_THAT(reach.sentence, Contains("out of the model's reach") && Contains("farthest is x, by"));
  CHECK(found(d, "fitted figure", "x").verdict == Verdict::bad);
  CHECK(found(d, "best distance").verdict == Verdict::bad);
  CHECK_THAT(d.verdict[1], Contains("misses: x"));

  Case never;
  for (Draw& draw : never.population.draws) {
    draw.figures[0] = std::nan("");
    draw.log_likelihood = draw.log_weight = -HUGE_VAL;
  }
  never.population.predictions.clear();  // no draw has weight
  const Diagnosis n = never.diagnosis();
  CHECK_THAT(found(n, "prior reach").sentence, Contains("hardly any world has x at all"));
  CHECK(found(n, "fitted figure", "x").sentence == "No calibrated world has x.");
  CHECK_THAT(n.verdict[0], Contains("Do not believe"));
  for (const Check& check : n.checks) CHECK_THAT(check.sentence, !Contains("nan"));
}

TEST_CASE("diagnostics: z above 2 of a fitted figure and above 3 of a held-out one") {
  // The posterior's figures are N(1, 1/6 + 0.01); the z of a value o is (o - 1) / sqrt(that + s^2).
  Case off;
  const double fit = std::sqrt(0.2 / 1.2 + 0.01 + 0.2), held = std::sqrt(0.2 / 1.2 + 0.25);
  const auto set = [&](double z_fit, double z_held) {
    off.observations[0].lower = off.observations[0].upper = 1 + z_fit * fit;
    off.observations[1].lower = off.observations[1].upper = 1 + z_held * held;
    return off.diagnosis();
  };
  Diagnosis d = set(1.8, 2.7);
  CHECK(found(d, "fitted figure", "x").verdict == Verdict::good);
  CHECK(found(d, "held-out figure", "held").verdict == Verdict::good);
  d = set(2.4, 3.4);
  CHECK(found(d, "fitted figure", "x").verdict == Verdict::warning);
  CHECK(found(d, "held-out figure", "held").verdict == Verdict::warning);
  CHECK_THAT(d.verdict[1], Contains("misses: x, held"));
  CHECK_THAT(found(d, "held-out figure", "held").sentence, Contains("misses held by 3."));
  d = set(4, 5);
  CHECK(found(d, "fitted figure", "x").verdict == Verdict::bad);
  CHECK(found(d, "held-out figure", "held").verdict == Verdict::bad);
  // Figures to be reported only are not judged, but their results are there.
  for (const Check& check : d.checks) CHECK(check.of != "other");
  CHECK(d.figures.size() == 3);
}

TEST_CASE("diagnostics: chance above a figure's error is a verdict") {
  Case lucky;
  lucky.observations[0].error = 0.05;
  lucky.observations[0].discrepancy = 0;
  const Diagnosis d = lucky.diagnosis();
  const Check chance = found(d, "chance against error", "x");
  CHECK(chance.value == Approx(2).epsilon(0.1));  // 0.1 against 0.05
  CHECK(chance.verdict == Verdict::warning);
  CHECK_THAT(chance.sentence, Contains("times its error: one history says little"));
  lucky.observations[0].error = 0.02;
  CHECK(found(lucky.diagnosis(), "chance against error", "x").verdict == Verdict::bad);
  lucky.observations[0].error = 0.2;
  CHECK(found(lucky.diagnosis(), "chance against error", "x").verdict == Verdict::good);
  lucky.population.predictions.clear();
  const Check unknown = found(lucky.diagnosis(), "chance against error", "x");
  CHECK(unknown.verdict == Verdict::warning);
  CHECK_THAT(unknown.sentence, Contains("too few worlds"));
}

TEST_CASE("diagnostics: chance is no matter where a bound always holds") {
  Case bound;
  bound.observations[0].error = 0.02;
  bound.observations[0].discrepancy = 0;
  bound.observations[0].lower = -1000;
  bound.observations[0].upper = HUGE_VAL;
  const Check met = found(bound.diagnosis(), "chance against error", "x");
  CHECK(met.value > 3);
  CHECK(met.verdict == Verdict::good);
  CHECK_THAT(met.sentence, Contains("Every calibrated world meets x"));
  bound.population.predictions[0].figures[0] = -1001;
  CHECK_THAT(found(bound.diagnosis(), "chance against error", "x").sentence,
             Contains("times its error"));
}

TEST_CASE("diagnostics: draws that were not judged by the stated errors are no result") {
  const Case fine;
  const auto of = [&](const Origin& origin) {
    return diagnose(fine.population, fine.priors, fine.observations, 3, origin);
  };
  CHECK(of({}).believable);
  const Diagnosis wide = of({3.0, false});
  CHECK_FALSE(wide.believable);
  CHECK(found(wide, "temperature reached").value == Approx(9));
  CHECK(found(wide, "temperature reached").verdict == Verdict::bad);
  CHECK_THAT(wide.verdict[0], Contains("sketch") && Contains("3 times as large"));
  const Diagnosis prior = of({HUGE_VAL, false});
  CHECK_FALSE(prior.believable);
  CHECK_THAT(prior.verdict[0], Contains("this is the prior"));
  const Diagnosis smoother = of({1.0, true});
  CHECK_FALSE(smoother.believable);
  CHECK_THAT(smoother.verdict[0], Contains("sketch") && Contains("straight"));
}

TEST_CASE("diagnostics: worlds without a fitted figure are told") {
  Case partly;
  for (std::size_t i = 0; i < 1600; ++i) partly.population.draws[i].figures[0] = std::nan("");
  const Check lacking = found(partly.diagnosis(), "worlds without a figure", "x");
  CHECK(lacking.value == Approx(0.4));  // of the table
  CHECK(lacking.verdict == Verdict::warning);
  CHECK_THAT(lacking.sentence, Contains("40 in 100"));
  for (Draw& draw : partly.population.draws) draw.figures[0] = std::nan("");
  CHECK_THAT(found(partly.diagnosis(), "worlds without a figure", "x").sentence,
             Contains("100 in 100 worlds") && Contains("on a scale without 0"));
  CHECK(found(Case().diagnosis(), "worlds without a figure").verdict == Verdict::good);
}

TEST_CASE("diagnostics: what rests on the prior is said to") {
  // A prior five times as narrow as its distance from the draws: the mean moves by
  // 0.2 (mean - m0) sd / sd0^2 in sd, to first order.
  for (const auto& [sd, verdict] : {std::pair{1.0, Verdict::good}, std::pair{0.4, Verdict::warning},
                                    std::pair{0.1, Verdict::bad}}) {
    Case prior;
    prior.priors = Priors({Prior::normal("a", 0, sd), Prior::normal("b", 0, 1)});
    const Check check = found(prior.diagnosis(), "sensitivity to the prior", "a");
    INFO("prior sd " << sd << ": " << check.value);
    CHECK(check.verdict == verdict);
    if (verdict == Verdict::bad) CHECK(check.sentence == "What is said of a rests on its prior.");
  }
}

TEST_CASE("diagnostics: a parameter given as known by all or by none") {
  Case all;
  for (Draw& draw : all.population.draws) draw.theta[1] *= 0.5;
  CHECK(all.diagnosis().verdict[2] == "The figures say something about every parameter.");
  Case none;
  for (Draw& draw : none.population.draws) draw.theta[0] *= 3;
  CHECK(none.diagnosis().verdict[2] == "The figures say nothing about any parameter alone.");
}

TEST_CASE("diagnostics: readings need no fitted figure beside them") {
  Case c;
  c.observations[0].role = Role::reading;
  c.observations[0].figure = "f";
  const Diagnosis d = c.diagnosis();
  CHECK(found(d, "prior reach").verdict == Verdict::good);
  CHECK(found(d, "prior reach").of == "x");
  CHECK_THAT(found(d, "prior table as a second opinion").sentence, Contains("readings alone"));
  CHECK(d.verdict.size() == 3);
}

TEST_CASE("diagnostics: a value that fails does not look like its threshold") {
  const auto text = [](double value, const char* threshold, Verdict verdict) {
    return Check{"", "", value, threshold, verdict, ""}.value_text();
  };
  CHECK(text(399.99987, "at least 400", Verdict::bad) == "399.9999");
  CHECK(text(399.99987, "at least 400", Verdict::good) == "400");
  CHECK(text(-2.00001, "between -2 and 2", Verdict::warning) == "-2.00001");
  CHECK(text(0.7, "at most 0.7", Verdict::good) == "0.7");
  CHECK(text(123.456, "at least 400", Verdict::bad) == "123.5");
  CHECK(text(std::nan(""), "at least 400", Verdict::bad) == "-");
}

TEST_CASE("diagnostics: draws that lack a hair are not rounded up") {
  Case c;
  // 800 draws of weight 1 among the 4,000, one of them a little heavier.
  for (std::size_t i = 0; i < c.population.draws.size(); ++i)
    c.population.draws[i].log_weight = i < 800 && c.population.draws[i].round == 1 ? 0 : -HUGE_VAL;
  c.population.draws[4].log_weight = 0.001;
  const Check check = found(c.diagnosis(), "effective draws");
  CHECK(check.value < 400);
  CHECK(check.value > 399.99);
  CHECK(check.verdict == Verdict::bad);
  CHECK_THAT(check.sentence, Contains("about 399 independent"));
  CHECK(check.value_text() != "400");
}

}  // namespace komuna::calibration
