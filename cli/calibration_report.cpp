#include "cli/calibration_report.hpp"

#include <fmt/format.h>

#include <cmath>
#include <filesystem>

#include "analysis/report/history_text.hpp"
#include "cli/calibration_files.hpp"
#include "cli/progress.hpp"
#include "cli/wording.hpp"
#include "engine/scenario/files/scenario_places.hpp"

namespace komuna {
namespace {

using calibration::Check;
using calibration::FigureResult;
using calibration::ParameterResult;
using calibration::Verdict;

constexpr std::size_t width = 100;

std::string range_text(double low, double high) {
  return fmt::format("{:.3g} .. {:.3g}", low, high);
}

std::string z_text(double z) {
  return std::isfinite(z) ? fmt::format("{:+.1f}", z) : std::string("-");
}

std::string r_hat_text(double r_hat) {
  if (!std::isfinite(r_hat)) return "-";
  return r_hat < 100 ? fmt::format("{:.3f}", r_hat) : "> 100";
}

// Of the worlds that cannot be compared some lack the figure, in others it is 0.
std::string lacking_text(const CalibrationResults& results, std::size_t k) {
  const calibration::Observation& o = results.observations[k];
  double off_scale = 0, lacking = 0;
  const auto count = [&](const calibration::Point& figures, double weight) {
    if (figures.empty() || !std::isfinite(figures[k]))
      lacking += weight;
    else if (!std::isfinite(o.on_scale(figures[k])))
      off_scale += weight;
  };
  const bool weighed = o.role == calibration::Role::fit || o.role == calibration::Role::reading;
  const auto& predictions = results.population.predictions;
  if (weighed && !predictions.empty()) {
    for (const calibration::Prediction& one : predictions)
      count(one.figures, 1 / static_cast<double>(predictions.size()));
  } else {
    const std::vector<double> weights = results.population.weights();
    for (std::size_t i = 0; i < weights.size(); ++i)
      if (weights[i] > 0) count(results.population.draws[i].figures, weights[i]);
  }
  std::string text;
  if (lacking > 0.005) text = "lacking in " + percent(lacking) + " of the worlds";
  if (off_scale > 0.005)
    text += (text.empty() ? "" : ", ") + std::string("0 in ") + percent(off_scale) +
            " of the worlds, which its scale has no place for";
  return text;
}

std::string head(const CalibrationResults& results) {
  const CalibrationFacts& facts = results.facts;
  const std::string& title = results.calibration.document.title;
  std::string text = title.empty() ? results.calibration.scenario.parameters.title : title;
  text += fmt::format(
      "\n{} free parameter{}, {} simulations in all, {} now in {} on {} thread{}; seed {}, method "
      "{}\n",
      results.priors.size(), results.priors.size() == 1 ? "" : "s",
      with_commas(static_cast<double>(results.population.runs)),
      with_commas(static_cast<double>(facts.simulated)), duration_text(facts.seconds),
      facts.threads, facts.threads == 1 ? "" : "s", results.settings.seed,
      name_of(results.settings.method));
  if (!facts.complete)
    text += fmt::format("Not all planned rounds were made (stopped by: {}).\n",
                        facts.stopped_by.empty() ? "budget" : facts.stopped_by);
  if (facts.inflation > 1)
    text += fmt::format("Temperature 1 was not reached: error bars are inflated by {:.2f}.\n",
                        facts.inflation);
  return text;
}

std::string verdict(const CalibrationResults& results) {
  std::string text = "\nVERDICT\n";
  for (const std::string& sentence : results.diagnosis.verdict)
    text += "  " + wrapped(sentence, width - 2, 2) + '\n';
  return text;
}

std::string parameters(const CalibrationResults& results) {
  std::string text =
      "\nPARAMETERS                          prior mean (sd)      posterior  90 % interval    "
      "learned  R-hat\n";
  for (std::size_t i = 0; i < results.priors.size(); ++i) {
    const PriorEntry& entry = results.calibration.document.parameters[i];
    const ParameterResult& p = results.diagnosis.parameters[i];
    text += fmt::format("  {} {:>9.3g} ({:<7.3g}) {:>12.4g}  {:<20} {:>5}  {:>6}\n",
                        left(entry.name.empty() ? entry.id : entry.name, 34), p.prior_mean,
                        p.prior_sd, p.mean, range_text(p.q05, p.q95),
                        percent(std::max(0.0, p.contraction)), r_hat_text(p.r_hat));
  }
  return text + "  learned: share of the prior's variance that is gone.\n";
}

std::string figures(const CalibrationResults& results, calibration::Role role, const char* title) {
  std::string text;
  double squares = 0;
  for (std::size_t k = 0; k < results.observations.size(); ++k) {
    const FigureResult& f = results.diagnosis.figures[k];
    if (f.role != role) continue;
    squares += f.discrepancy_ratio;
    text += fmt::format("  {} {} {} {:>22} {:>6} {:>6} {:>8}\n",
                        left(results.calibration.scenario.parameters.targets[k].name, 40),
                        right(report::history_text(results.observations[k]), 15),
                        std::isfinite(f.q50) ? right(figure(f.q50), 9) : right("never", 9),
                        std::isfinite(f.q50) ? figure(f.q05) + " .. " + figure(f.q95) : "-",
                        z_text(f.z_error), z_text(f.z_total),
                        std::isfinite(f.noise_ratio) ? fmt::format("{:.2f}", f.noise_ratio) : "-");
    if (const std::string lacking = lacking_text(results, k); !lacking.empty())
      text += fmt::format("  {} ({})\n", left("", 40), lacking);
  }
  if (text.empty()) return "";
  text = fmt::format("\n{} {} {} {:>22} {:>6} {:>6} {:>8}\n", left(title, 40), right("history", 17),
                     right("model", 9), "90 % interval", "z", "z both", "chance") +
         text;
  if (role == calibration::Role::fit)
    text += fmt::format(
        "  z: by the error of the figure alone; z both: with the discrepancy of the model.\n"
        "  Model: worlds of the posterior's parameters with fresh luck; chance: of one of them "
        "against\n"
        "  both errors, above 1 the figure says little.\n"
        "  Sum of the squared ratios of discrepancy to error: {:.3g}.\n",
        squares);
  return text;
}

std::string readings(const CalibrationResults& results) {
  std::string text;
  for (const calibration::FigureReadings& figure : results.diagnosis.readings) {
    std::string title = figure.figure;
    for (const ReadingEntry& entry : results.calibration.document.readings)
      if (entry.id == figure.figure && !entry.name.empty()) title = entry.name;
    if (!report::are_told(figure)) {
      text += fmt::format(
          "\nREADINGS: {}\n  Not told: the method {} does not weigh its worlds by readings.\n",
          title, name_of(results.settings.method));
      continue;
    }
    text += fmt::format("\nREADINGS: {}\n  {} {:>9} {:>7} {:>10} {:>8} {:>8} {:>8}\n", title,
                        left("", 46), "model", "before", "now", "equal", "error/2", "error x2");
    for (const calibration::ReadingResult& r : figure.readings)
      text +=
          fmt::format("  {} {:>9} {:>7.3f} {:>5.3f}+-{:.2f} {:>8.3f} {:>8.3f} {:>8.3f}\n",
                      left(results.calibration.scenario.parameters.targets[r.observation].name, 46),
                      komuna::figure(results.diagnosis.figures[r.observation].q50), r.prior,
                      r.posterior, r.standard_error, r.equal, r.half_error, r.double_error);
    text +=
        "  before, now: probability of the reading; equal: had all been equally probable before;\n"
        "  error/2, x2: with another error of the figure.\n";
  }
  return text;
}

std::string checks(const CalibrationResults& results) {
  std::string text = "\nCHECKS\n";
  std::size_t good = 0;
  for (const Check& check : results.diagnosis.checks) {
    if (check.verdict == Verdict::good && !check.of.empty()) {
      ++good;
      continue;
    }
    text +=
        fmt::format("  {} {}{} = {} ({})\n", right(name_of(check.verdict), 7), check.name,
                    check.of.empty() ? "" : " of " + check.of, check.value_text(), check.threshold);
    text += "          " + wrapped(check.sentence, width - 10, 10) + '\n';
  }
  return text + fmt::format(
                    "  and {} check{} of single parameters and figures without complaint "
                    "(diagnostics.csv).\n",
                    good, good == 1 ? "" : "s");
}

// As the next command takes it: a path in a calibration file starts from that file.
std::string scenario_argument(const Calibration& calibration) {
  const std::filesystem::path written = calibration.document.scenario;
  if (!looks_like_path(calibration.document.scenario) || written.is_absolute() ||
      calibration.files.empty())
    return written.string();
  const std::filesystem::path file = calibration.files.front().path;
  return (file.parent_path() / written).lexically_normal().string();
}

std::string care(const CalibrationResults& results) {
  const CalibrationFacts& facts = results.facts;
  std::string text = "\nTO BE CAREFUL ABOUT\n";
  text +=
      "  - The posterior holds under the stated errors and discrepancies; other errors, another "
      "answer.\n  - All persons are synthetic: no row of any table is about somebody who lived.\n";
  if (facts.simulated > 0)
    text += fmt::format(
        "\n{:.1f} ms a simulation and thread; the calibrator itself took {:.1f} % "
        "of the time.\n",
        1000 * facts.simulating * facts.threads / static_cast<double>(facts.simulated),
        100 * (1 - facts.simulating / facts.seconds));
  text += "\nFILES in " + facts.folder + '\n';
  std::string names;
  for (const std::string& name : calibration_files())
    if (name != "readings.csv" || !results.diagnosis.readings.empty())
      names += (names.empty() ? "" : ", ") + name;
  text += "  " + wrapped(names, width - 2, 2) + '\n';
  return text + fmt::format("\nUse it:  komuna run {} --posterior {}\n",
                            scenario_argument(results.calibration), facts.folder);
}

}  // namespace

std::string calibration_report(const CalibrationResults& results) {
  return head(results) + verdict(results) + parameters(results) +
         figures(results, calibration::Role::fit, "FITTED FIGURES") +
         figures(results, calibration::Role::holdout, "HELD-OUT FIGURES") + readings(results) +
         checks(results) + care(results);
}

}  // namespace komuna
