#include "cli/run_report.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>

#include "cli/progress.hpp"
#include "cli/scenario_choice.hpp"
#include "cli/wording.hpp"
#include "engine/measures/variable.hpp"

namespace komuna {
namespace {

constexpr std::size_t width = 100;

std::string heading(std::string_view text) { return fmt::format("\n{}\n", text); }

// "=" repeats an input, "+" has a constant of its own.
std::string role_text(const Target& target) {
  constexpr std::array<const char*, 3> names{"fit", "holdout", "report"};
  constexpr std::array<const char*, 3> marks{"", "=", "+"};
  return std::string(names[static_cast<std::size_t>(target.role)]) +
         marks[static_cast<std::size_t>(target.given)];
}

std::string target_line(const Target& target, const TargetResult& result, std::int64_t completed,
                        bool within) {
  const Spread& spread = result.spread;
  std::string model = within ? "never" : "outside";
  std::string interval;
  if (spread.n > 0) {
    model = value_text(target, spread.q50);
    interval = value_text(target, spread.q05) + " .. " + value_text(target, spread.q95);
  }
  const auto z = [&](double of) { return right(z_text(result, of), 6); };
  std::string line = "  " + left(target.name, 38) + right(observed_text(target), 9) +
                     right(model, 9) + right(interval, 20) + z(result.z_error) + z(result.z_total) +
                     "  " + role_text(target);
  if (result.undefined > 0 && spread.n > 0)
    line += fmt::format("\n{:46}(in {} of {} replicates)", "", spread.n, completed);
  return line + '\n';
}

// How many lie within two standard errors, by either measure, and what that is worth.
std::string verdict(const Parameters& parameters, const RunSummary& summary) {
  std::array<std::size_t, 3> all{}, near{}, with_model{}, given{};
  for (std::size_t i = 0; i < parameters.targets.size(); ++i) {
    const Target& target = parameters.targets[i];
    const TargetResult result = summary.target(i);
    const auto role = static_cast<std::size_t>(target.role);
    ++all[role];
    if (std::fabs(result.z_error) <= 2) ++near[role];
    if (std::fabs(result.z_total) <= 2) ++with_model[role];
    if (target.role == TargetRole::fit) ++given[static_cast<std::size_t>(target.given)];
  }
  std::string text;
  for (const TargetRole role : {TargetRole::fit, TargetRole::holdout}) {
    const auto r = static_cast<std::size_t>(role);
    if (all[r] == 0) continue;
    text += fmt::format(
        "  {} of {} {} within 2 standard errors of figure and model, {} of the figure "
        "alone.\n",
        with_model[r], all[r], role == TargetRole::fit ? "fitted figures" : "held out", near[r]);
  }
  const std::size_t input = given[static_cast<std::size_t>(Given::input)];
  const std::size_t constant = given[static_cast<std::size_t>(Given::constant)];
  if (input + constant > 0)
    text += fmt::format(
        "  Of the fitted, {} repeat an input (=) and {} have a constant of their own (+): they "
        "confirm little.\n",
        input, constant);
  return text;
}

std::string targets_part(const Parameters& parameters, const RunSummary& summary) {
  if (parameters.targets.empty()) return {};
  std::string text = heading("FIGURES OF HISTORY BESIDE THE MODEL");
  text += "  " + left("", 38) + right("history", 9) + right("model", 9) +
          right("90 % interval", 20) + right("z fig", 6) + right("z", 6) + "  role\n";
  bool all_within = true;
  for (std::size_t i = 0; i < parameters.targets.size(); ++i) {
    const Target& target = parameters.targets[i];
    const bool within = target.from <= parameters.until && target.until >= parameters.from;
    all_within = all_within && within;
    text += target_line(target, summary.target(i), summary.completed(), within);
  }
  if (!all_within) text += "  outside: the figure is of months that this run does not simulate.\n";
  return text +
         "  z: how far the median is from the figure, in standard errors of figure and model (z "
         "fig: "
         "of\n  the figure alone). Role: = repeats an input, + has a constant of its own.\n" +
         verdict(parameters, summary);
}

// Yearly medians of rare years are 0 and do not add up: the mean of all months together.
std::string whole_run_line(const RunSummary& summary) {
  std::string text;
  for (const std::string_view name : {"departed", "arrived", "returned", "died"}) {
    double sum = 0;
    for (int year = summary.first_year(); year <= summary.last_year(); ++year)
      sum += summary.mean_of_year(year, variable_index(name));
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", name, with_commas(sum));
  }
  return "  All years together (means): " + text + ".\n";
}

std::string years_part(const RunSummary& summary) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 9> columns{
      {{"requests", "requests"},
       {"enrolled", "enrolled"},
       {"admitted", "admitted"},
       {"departed", "departed"},
       {"arrived", "arrived"},
       {"returned", "returned"},
       {"died", "died"},
       {"arrested", "arrested"},
       {"executed", "executed"}}};
  std::string text = heading("THE STORY BY YEAR (persons, median)");
  text += "  year";
  for (const auto& [variable, title] : columns) text += right(title, 10);
  text += '\n';
  for (int year = summary.first_year(); year <= summary.last_year(); ++year) {
    std::string line = fmt::format("  {}", year);
    for (const auto& [variable, title] : columns) {
      const double median = summary.median_of_year(year, variable_index(variable));
      line += right(median == 0 ? "." : with_commas(median), 10);
    }
    text += line + '\n';
  }
  return text +
         "  A median of 0 (.) does not say never: in fewer than half of the replicates that "
         "year.\n  died: executions apart.\n" +
         whole_run_line(summary);
}

std::string named_part(const std::vector<NamedFate>& fates) {
  if (fates.empty()) return {};
  std::string text =
      heading("COLLECTIVES KNOWN BY NAME (in the replicates where they were founded)");
  text += "  " + left("", 34) + right("founded", 8) + right("left", 8) + right("1st train", 11) +
          right("departed", 10) + right("at end", 8) + "  most common fate\n";
  for (const NamedFate& fate : fates) {
    text += "  " + left(fate.name, 34) + right(percent(fate.founded), 8) +
            right(percent(fate.departed), 8) +
            right(fate.first_train == distant_future ? "-" : to_string(fate.first_train), 11) +
            right(with_commas(fate.persons), 10) + right(with_commas(fate.living_there), 8) + "  ";
    if (fate.founded > 0)
      text += fmt::format("{} ({})", name_of(fate.stage), percent(fate.stage_share));
    text += '\n';
  }
  return text;
}

std::string founded_line(const std::string& name, const FoundedFate& fate) {
  std::string line = "  " + left(name, 34);
  for (const double mean : {fate.founded, fate.departed})
    line += right(fmt::format("{:.1f}", mean), 10);
  line += right(with_commas(fate.persons), 10);
  line +=
      right(fmt::format("{:.1f}", fate.working), 16) + right(with_commas(fate.living_there), 12);
  return line + '\n';
}

std::string founded_part(const std::vector<FoundedFate>& fates) {
  constexpr double own_line = 0.5;  // so many a replicate
  if (fates.empty()) return {};
  std::string text = heading("COLLECTIVES FOUNDED BY THE MODEL (mean of the replicates)");
  text += "  " + left("", 34) + right("founded", 10) + right("left", 10) + right("persons", 10) +
          right("still working", 16) + right("persons", 12) + '\n';
  FoundedFate others;
  for (const FoundedFate& fate : fates) {
    if (fate.founded >= own_line) {
      const std::string_view sector = sector_names[static_cast<std::size_t>(fate.sector)];
      text += founded_line(fmt::format("{}, {}", fate.origin, sector), fate);
      continue;
    }
    others.founded += fate.founded;
    others.departed += fate.departed;
    others.persons += fate.persons;
    others.working += fate.working;
    others.living_there += fate.living_there;
  }
  if (others.founded > 0) text += founded_line("all others", others);
  return text;
}

std::string at_work_part(const Parameters& parameters, const Fates& fates) {
  std::string text = fmt::format(
      "\n  Settled in {} at some time: {} known by name, {} founded by the model (medians).\n",
      parameters.destination_name, with_commas(fates.named_at_work()),
      with_commas(fates.founded_at_work()));
  const Target* counting = fates.counting();
  const bool dated =
      counting != nullptr && counting->from != distant_past && counting->until != distant_future;
  if (!dated) return text;
  const std::string from = to_string(counting->from);
  const std::string until = to_string(counting->until);
  text += fmt::format("  At work {}, hired teams apart: {} pinned by name, {} made by the model.\n",
                      from == until ? "in " + from : "from " + from + " to " + until,
                      with_commas(fates.named_counted()), with_commas(fates.founded_counted()));
  return text;
}

std::string bullet(const std::string& text) { return "  - " + wrapped(text, width - 4, 4) + '\n'; }

}  // namespace

std::vector<std::string> run_warnings(const Parameters& parameters, const RunSummary& summary) {
  std::vector<std::string> warnings;
  for (const NamedFate& fate : summary.fates().named())
    if (fate.unexplained > 0)
      warnings.push_back(fmt::format(
          "The model gives the founding of {} no chance at its date (in {} of the replicates): it "
          "happens because history says so, and the model does not explain it.",
          fate.name, percent(fate.unexplained)));
  for (std::size_t i = 0; i < parameters.targets.size(); ++i)
    if (summary.completed() > 0 && summary.target(i).spread.n == 0)
      warnings.push_back("No replicate has the figure \"" + parameters.targets[i].name + "\".");
  if (summary.failed() > 0) {
    std::string text = fmt::format("{} of {} replicates failed and are left out. {}",
                                   summary.failed(), summary.failed() + summary.completed(),
                                   summary.beyond_limits() == summary.failed()
                                       ? "The scenario asks for more than the simulator can do."
                                       : "This is a fault of komuna: please report it.");
    for (const std::string& error : summary.errors()) text += " [" + error + ']';
    warnings.push_back(text);
  }
  return warnings;
}

std::string run_report(const Scenario& scenario, const RunSummary& summary, const RunFacts& facts) {
  const Parameters& parameters = scenario.parameters;
  std::string text = wrapped(parameters.title, width, 0) + '\n';
  for (const WhatIf& what_if : scenario.what_ifs)
    text +=
        wrapped("What if: " + what_if.heading.title + ". " + what_if.heading.summary, width, 0) +
        '\n';
  text += fmt::format("{} to {}, {} replicates, seed {}, {} on {} thread{}\n",
                      to_string(parameters.from), to_string(parameters.until), facts.replicates,
                      facts.seed, duration_text(facts.seconds), facts.threads,
                      facts.threads == 1 ? "" : "s");
  if (!facts.of_parameters.empty()) text += wrapped(facts.of_parameters.front(), width, 0) + '\n';
  if (summary.completed() > 0) {
    text += targets_part(parameters, summary);
    text += years_part(summary);
    text += named_part(summary.fates().named());
    text += founded_part(summary.fates().founded());
    text += at_work_part(parameters, summary.fates());
  }
  text += heading("TO BE CAREFUL ABOUT");
  for (const std::string& words : facts.of_parameters) text += bullet(words);
  for (const std::string& warning : scenario_warnings(scenario)) text += bullet(warning);
  for (const std::string& warning : run_warnings(parameters, summary)) text += bullet(warning);
  text += bullet("The scenario has " + counts_text(count_numbers(scenario)) +
                 " (komuna describe lists them).");
  text += bullet("All persons are synthetic: no row of any table is about somebody who lived.");
  text += heading("FILES in " + facts.folder);
  std::string names;
  for (const WrittenFile& file : facts.files) names += (names.empty() ? "" : ", ") + file.name;
  return text + "  " + wrapped(names, width - 2, 2) + '\n';
}

}  // namespace komuna
