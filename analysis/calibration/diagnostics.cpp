#include "analysis/calibration/diagnostics.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "analysis/calibration/chance.hpp"
#include "analysis/calibration/check_text.hpp"
#include "analysis/calibration/figure_results.hpp"
#include "analysis/calibration/parameter_results.hpp"
#include "analysis/calibration/reference_table.hpp"
#include "analysis/calibration/weights.hpp"

namespace komuna::calibration {
namespace {

Verdict above(double value, double warning, double bad) {
  if (!(value <= bad)) return Verdict::bad;
  return value > warning ? Verdict::warning : Verdict::good;
}

Verdict below(double value, double warning, double bad) {
  if (!(value >= bad)) return Verdict::bad;
  return value < warning ? Verdict::warning : Verdict::good;
}

// The limit that gave the verdict: a warning must not be told with a limit that is kept.
std::string limit(const char* words, Verdict verdict, double warning, double bad) {
  return words + rounded(verdict == Verdict::warning ? warning : bad, 6);
}

constexpr double sqrt_of_two = 1.4142135623730951;

class Doctor {
 public:
  Doctor(const Population& population, const Priors& priors,
         std::span<const Observation> observations, std::uint64_t seed, const Origin& origin)
      : population_(population),
        priors_(priors),
        observations_(observations),
        seed_(seed),
        origin_(origin),
        weights_(population.weights()) {
    diagnosis_.log_evidence = population.log_evidence;
    diagnosis_.parameters = parameter_results(population, priors, weights_, seed);
    diagnosis_.figures = figure_results(population, observations, weights_);
    diagnosis_.directions = directions(population, priors, weights_);
    diagnosis_.readings = readings_of(population, observations);
  }

  Diagnosis finish() {
    weight_checks();
    origin_check();
    run_checks();
    lacking_check();
    reach_check();
    parameter_checks();
    figure_checks();
    table_checks();
    reading_checks();
    direction_checks();
    verdict();
    return std::move(diagnosis_);
  }

 private:
  void add(std::string name, std::string of, double value, std::string threshold, Verdict verdict,
           std::string sentence) {
    diagnosis_.checks.push_back({std::move(name), std::move(of), value, std::move(threshold),
                                 verdict, std::move(sentence)});
  }

  void weight_checks() {
    diagnosis_.effective = effective_size(weights_);
    diagnosis_.pareto_k = pareto_k(population_.log_weights());
    diagnosis_.largest_weight =
        weights_.empty() ? 1 : *std::max_element(weights_.begin(), weights_.end());
    std::set<std::uint64_t> keys;
    for (const std::size_t i : resample(weights_, 4000, Chance(seed_, 0), 4))
      keys.insert(population_.draws[i].key);
    diagnosis_.distinct_keys = keys.size();
    const double effective = diagnosis_.effective;
    const Verdict many = below(effective, 1000, 400);
    add("effective draws", "", effective, limit("at least ", many, 1000, 400), many,
        "The weighted draws are worth about " + draws_text(effective) + " independent ones.");
    const double k = diagnosis_.pareto_k;
    const Verdict even = above(k, 0.5, 0.7);
    add("Pareto k of the weights", "", k, limit("at most ", even, 0.5, 0.7), even,
        k <= 0.7 ? "The largest weights are not so large that a few draws decide."
                 : "A few draws decide the result: do not believe it.");
    add("largest weight", "", diagnosis_.largest_weight, "at most 0.02",
        above(diagnosis_.largest_weight, 0.02, 0.1),
        "One draw carries " + rounded(100 * diagnosis_.largest_weight, 2) +
            " in 100 of the weight.");
    add("distinct histories", "", static_cast<double>(keys.size()), "at least 500",
        below(static_cast<double>(keys.size()), 500, 100),
        "4,000 equal draws hold " + std::to_string(keys.size()) + " different histories.");
  }

  void origin_check() {
    const double temperature = origin_.inflation * origin_.inflation;
    const bool exact = temperature <= 1;
    add("temperature reached", "", temperature, "exactly 1",
        exact                              ? Verdict::good
        : origin_.inflation <= sqrt_of_two ? Verdict::warning
                                           : Verdict::bad,
        exact ? "The draws were judged by the stated errors."
        : std::isinf(temperature)
            ? "The work ended before any figure was looked at: this is the prior."
            : "The work ended before the stated errors were reached: the spread of the posterior "
              "is "
              "that of errors " +
                  rounded(origin_.inflation) + " times as large.");
    if (origin_.approximate)
      add("method", "", 0, "exact", Verdict::warning,
          "An ensemble smoother is right only where figures depend on parameters along straight "
          "lines.");
  }

  // Worlds that lack a fitted figure count as impossible, which may be more than their history.
  void lacking_check() {
    const auto [share, name] = prior_lack(population_, observations_);
    add("worlds without a figure", name, share, "at most 0.1", above(share, 0.1, 0.5),
        share == 0 ? "Every world from the prior has all fitted figures."
                   : rounded(100 * share, 2) +
                         " in 100 worlds from the prior lack a fitted figure, or have it at 0 "
                         "on a scale without 0, and count as impossible; most often it is " +
                         name + ".");
  }

  void run_checks() {
    add("work", "", static_cast<double>(population_.runs), "all rounds made",
        population_.complete ? Verdict::good : Verdict::warning,
        population_.complete
            ? "All planned rounds were made."
            : "The budget ended the work early; what was drawn is valid, only less.");
    const auto drawn = static_cast<double>(population_.runs);
    const auto failed = static_cast<double>(population_.failures.count);
    add("failed simulations", "", failed, "none",
        failed == 0 ? Verdict::good : above(failed / drawn, 0.01, 0.1),
        failed == 0 ? "No simulation failed."
                    : std::to_string(population_.failures.count) +
                          " simulations failed and count as impossible; the first: " +
                          population_.failures.first.front());
  }

  void reach_check() {
    const PriorReach reach = prior_reach(population_, observations_);
    const bool within = reach.distance <= reach.limit;
    add("prior reach", reach.farthest, reach.distance, "at most " + rounded(reach.limit),
        within ? Verdict::good : Verdict::bad,
        within ? "Before looking, the model could have produced figures like these."
        : std::isinf(reach.distance)
            ? "The figures are out of the model's reach under these priors: hardly any world has " +
                  reach.farthest + " at all."
            : "The figures are out of the model's reach under these priors; farthest is " +
                  reach.farthest + ", by " + rounded(reach.farthest_z, 2) +
                  " standard deviations.");
    const double p = best_distance_p(population_, observations_, weights_, seed_);
    const Verdict near = below(p, 0.05, 0.01);
    add("best distance", "", p, limit("at least ", near, 0.05, 0.01), near,
        p >= 0.01 ? "The nearest worlds are as near to history as to histories of the model itself."
                  : "No parameters bring the model as near to history as it comes to its own "
                    "histories: something is missing in it.");
  }

  void parameter_checks() {
    for (const ParameterResult& p : diagnosis_.parameters) {
      const Verdict agree = above(p.r_hat, 1.01, 1.05);
      add("agreement of chains (R-hat)", p.name, p.r_hat, limit("at most ", agree, 1.01, 1.05),
          agree,
          "Independent calibrations " +
              std::string(p.r_hat <= 1.05 ? "agree on " : "disagree on ") + p.name + ".");
      add("contraction", p.name, p.contraction, "at least 0.1",
          p.contraction >= 0.1 ? Verdict::good : Verdict::warning,
          p.contraction >= 0.1 ? "The figures narrow " + p.name + " to " +
                                     rounded(100 * std::sqrt(std::max(0.0, 1 - p.contraction)), 2) +
                                     " in 100 of its prior spread."
                               : "The figures say nothing about " + p.name + ".");
      add("sensitivity to the prior", p.name, p.prior_sensitivity, "at most 0.3",
          above(p.prior_sensitivity, 0.3, 1),
          p.prior_sensitivity <= 0.3
              ? "A somewhat different prior of " + p.name + " changes little."
              : "What is said of " + p.name + " rests on its prior.");
    }
  }

  // Whether a bound or an interval holds in every calibrated world.
  bool always_met(std::size_t k) const {
    const Observation& o = observations_[k];
    if (o.is_value()) return false;
    const auto within = [&](const Point& figures) {
      return !figures.empty() && figures[k] >= o.lower && figures[k] <= o.upper;
    };
    const auto& list = population_.predictions;
    if (!list.empty())
      return std::all_of(list.begin(), list.end(),
                         [&](const Prediction& one) { return within(one.figures); });
    for (std::size_t i = 0; i < weights_.size(); ++i)
      if (weights_[i] > 0 && !within(population_.draws[i].figures)) return false;
    return !weights_.empty();
  }

  void figure_checks() {
    for (const FigureResult& f : diagnosis_.figures) {
      if (f.role == Role::report || f.role == Role::reading) continue;
      const bool fit = f.role == Role::fit;
      const double limit = fit ? 2 : 3;
      const double z = std::fabs(f.z_total);
      add(fit ? "fitted figure" : "held-out figure", f.name, f.z_total,
          std::string("between -") + rounded(limit) + " and " + rounded(limit),
          above(z, limit, limit + 1.5),
          z <= limit      ? "The calibrated model meets " + f.name + "."
          : std::isnan(z) ? "No calibrated world has " + f.name + "."
                          : "The calibrated model misses " + f.name + " by " + rounded(z, 2) +
                                " standard deviations.");
      if (!fit) continue;
      if (always_met(static_cast<std::size_t>(&f - diagnosis_.figures.data()))) {
        add("chance against error", f.name, f.noise_ratio, "at most 1", Verdict::good,
            "Every calibrated world meets " + f.name + ": chance takes none of them out of it.");
        continue;
      }
      add("chance against error", f.name, f.noise_ratio, "at most 1",
          std::isnan(f.noise_ratio) ? Verdict::warning : above(f.noise_ratio, 1, 3),
          f.noise_ratio <= 1 ? "Chance moves " + f.name + " less than its error does."
          : std::isnan(f.noise_ratio)
              ? "There are too few worlds to tell chance from error in " + f.name + "."
              : "Chance moves " + f.name + " by " + rounded(f.noise_ratio, 2) +
                    " times its error: one history says little about it.");
    }
  }

  // The prior table as a second opinion and as a certificate.
  void table_checks() {
    const ReferenceTable table(population_, priors_, observations_, seed_);
    if (table.figures() == 0) {
      add("prior table as a second opinion", "", 0, "one fitted value", Verdict::warning,
          "Intervals, bounds and readings alone give no second opinion from the prior table.");
      return;
    }
    if (!table.suffices()) {
      add("prior table as a second opinion", "", static_cast<double>(table.rows()),
          "at least " + std::to_string(200 * (table.figures() + 1)) + " worlds", Verdict::warning,
          "The prior table is too small to judge the calibration by it.");
      return;
    }
    const ReferenceTable::Answer answer = table.ask(table.history(), 1000);
    const std::vector<double> equal(1000, 1e-3);
    for (std::size_t p = 0; p < priors_.size(); ++p) {
      const ParameterResult& found = diagnosis_.parameters[p];
      const double raw = weighted_mean(answer.raw[p], equal);
      const double adjusted = weighted_mean(answer.adjusted[p], equal);
      const double away = std::fabs(adjusted - found.mean) / found.sd;
      add("raw against adjusted", found.name, away, "at most 0.5", above(away, 0.5, 1.5),
          "From the prior table alone: " + rounded(raw) + " raw, " + rounded(adjusted) +
              " adjusted, against " + rounded(found.mean) + " here" +
              (away <= 0.5 ? "." : ": the relation is not linear, or the figures are odd."));
    }
    certificate("simulation-based calibration", ReferenceTable::Truths::everywhere, table,
                "over the prior");
    certificate("local coverage", ReferenceTable::Truths::near_history, table,
                "where histories look like ours");
  }

  void certificate(const std::string& name, ReferenceTable::Truths truths,
                   const ReferenceTable& table, const std::string& where) {
    constexpr std::size_t repetitions = 200, draws = 99;
    const SbcResult result = table.certify(truths, repetitions, draws);
    for (std::size_t p = 0; p < priors_.size(); ++p)
      add(name, priors_[p].name(), result.distance[p], "at most " + rounded(result.band),
          above(result.distance[p], result.band, 1.5 * result.band),
          result.distance[p] <= result.band
              ? "Known truths of " + priors_[p].name() + " lie where the adjusted table says, " +
                    where + "."
              : "Known truths of " + priors_[p].name() +
                    " do not lie where the adjusted table says, " + where + ".");
  }

  // Whether the data tell the readings of a figure apart: the largest factor by which they change
  // the odds of two readings. Below 3 it is "not worth more than a bare mention" (Kass and Raftery
  // 1995).
  void reading_checks() {
    for (const FigureReadings& figure : diagnosis_.readings) {
      const auto by_support = [](const ReadingResult& a, const ReadingResult& b) {
        return a.support < b.support;
      };
      const auto [least, most] =
          std::minmax_element(figure.readings.begin(), figure.readings.end(), by_support);
      if (!std::isfinite(figure.readings.front().posterior)) {
        add("readings told apart", figure.figure, std::nan(""), "at least 3", Verdict::warning,
            "Not told: the worlds were not weighed by the readings.");
        continue;
      }
      const double factor = most->support / least->support;
      const bool telling = factor >= 3;
      add("readings told apart", figure.figure, factor, "at least 3",
          telling ? Verdict::good : Verdict::warning,
          (telling ? "The data favour "
                   : "The data hardly tell the readings apart; most they favour ") +
              observations_[most->observation].name + " and least " +
              observations_[least->observation].name + ", by a factor of " + rounded(factor, 2) +
              ".");
      const double enough = std::min(figure.effective_half, figure.effective_double);
      add("readings under other errors", figure.figure, enough, "at least 100",
          below(enough, 100, 30),
          "Half or twice the error of the figure is judged from " + draws_text(enough) +
              " effective draws.");
    }
  }

  void direction_checks() {
    const auto loose = std::count_if(diagnosis_.directions.begin(), diagnosis_.directions.end(),
                                     [](const Direction& d) { return d.eigenvalue > 0.8; });
    add("unknown combinations", "", static_cast<double>(loose), "reported",
        loose == 0 ? Verdict::good : Verdict::warning,
        std::to_string(loose) + " of " + std::to_string(diagnosis_.directions.size()) +
            " combinations of parameters are nearly as unknown as before.");
  }

  std::vector<std::string> of_checks(const std::string& name, Verdict at_least) const {
    std::vector<std::string> found;
    for (const Check& check : diagnosis_.checks)
      if (check.name == name && check.verdict >= at_least) found.push_back(check.of);
    return found;
  }

  std::string of_checks_sentence(const std::string& name) const {
    for (const Check& check : diagnosis_.checks)
      if (check.name == name) return check.sentence;
    return "";
  }

  void verdict() {
    const auto bad = [&](const std::string& name) {
      return !of_checks(name, Verdict::bad).empty();
    };
    const bool sampled = !bad("effective draws") && !bad("Pareto k of the weights") &&
                         !bad("agreement of chains (R-hat)");
    const bool exact = origin_.inflation <= 1 && !origin_.approximate;
    diagnosis_.believable = sampled && exact;
    diagnosis_.verdict.push_back(
        sampled && !exact
            ? "Take these numbers for a sketch: " +
                  of_checks_sentence(origin_.approximate ? "method" : "temperature reached")
        : sampled ? "The computation can be believed: " + draws_text(diagnosis_.effective) +
                        " effective draws, Pareto k " + rounded(diagnosis_.pareto_k, 2) +
                        ", and independent calibrations agree."
                  : "Do not believe these numbers yet: the draws are too few or too uneven (" +
                        draws_text(diagnosis_.effective) + " effective" +
                        shape_text(diagnosis_.pareto_k) + ").");
    std::vector<std::string> missed = of_checks("fitted figure", Verdict::warning);
    const std::vector<std::string> held = of_checks("held-out figure", Verdict::warning);
    missed.insert(missed.end(), held.begin(), held.end());
    const bool lacking = bad("prior reach") || bad("best distance");
    diagnosis_.verdict.push_back(
        missed.empty() && !lacking
            ? "The calibrated model meets all fitted and held-out figures within their errors."
        : missed.empty() ? "The model as a whole does not come as near to the figures as it should."
                         : "The calibrated model misses: " + list(missed) + ".");
    diagnosis_.verdict.push_back(
        sampled ? learned()
                : "What the figures say of the parameters is not told: such draws do "
                  "not know it.");
  }

  std::string learned() const {
    std::vector<std::string> informed;
    for (const ParameterResult& p : diagnosis_.parameters)
      if (p.contraction >= 0.1) informed.push_back(p.name);
    const std::vector<std::string> silent = of_checks("contraction", Verdict::warning);
    if (informed.empty()) return "The figures say nothing about any parameter alone.";
    if (!silent.empty())
      return "The figures inform " + list(informed) + "; they say nothing about " + list(silent) +
             ".";
    const bool loose = !of_checks("unknown combinations", Verdict::warning).empty();
    return "The figures say something about every parameter" +
           (loose ? ", but " + of_checks_sentence("unknown combinations") : std::string("."));
  }

  const Population& population_;
  const Priors& priors_;
  std::span<const Observation> observations_;
  std::uint64_t seed_;
  Origin origin_;
  std::vector<double> weights_;
  Diagnosis diagnosis_;
};

}  // namespace

Diagnosis diagnose(const Population& population, const Priors& priors,
                   std::span<const Observation> observations, std::uint64_t seed,
                   const Origin& origin) {
  return Doctor(population, priors, observations, seed, origin).finish();
}

}  // namespace komuna::calibration
