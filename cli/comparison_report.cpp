#include "cli/comparison_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "cli/progress.hpp"
#include "cli/wording.hpp"

namespace komuna {
namespace {

constexpr std::size_t width = 100;
constexpr std::size_t origins_shown = 3;
constexpr std::size_t reasons_shown = 4;

std::string heading(const std::string& text) { return '\n' + text + '\n'; }
std::string line(const std::string& text) { return "  " + wrapped(text, width - 2, 2) + '\n'; }
std::string bullet(const std::string& text) { return "  - " + wrapped(text, width - 4, 4) + '\n'; }

std::string signed_figure(double value) {
  if (!std::isfinite(value)) return "-";
  return fmt::format("{}{}", value > 0 ? "+" : "", figure(value));
}

class Report {
 public:
  Report(const Comparison& comparison, const ComparisonWish& wish, const ComparisonSummary& summary,
         const ComparisonFacts& facts)
      : comparison_(comparison), wish_(wish), summary_(summary), facts_(facts) {}

  std::string text() const {
    std::string text = opening();
    for (std::size_t world = 1; world < comparison_.worlds().size(); ++world)
      text += of_world(world);
    if (!comparison_.levers().empty()) text += levers();
    return text + careful() + files();
  }

 private:
  const Scenario& scenario(std::size_t world) const { return comparison_.worlds()[world].scenario; }

  std::string opening() const {
    std::string text =
        fmt::format("{} pairs of worlds under the same chance (seed {}), {}.", summary_.completed(),
                    facts_.seed, duration_text(facts_.seconds));
    if (wish_.until > 0)
      text +=
          summary_.completed() + summary_.failed() < facts_.asked
              ? fmt::format(" Precise enough: the means are known to {} of the base or better.",
                            percent(wish_.until))
              : fmt::format(" The precision asked for ({} of the base) was not reached with {}.",
                            percent(wish_.until), facts_.asked);
    return line("Base: " + scenario(0).name + ". " + scenario(0).parameters.title) + line(text);
  }

  std::string of_world(std::size_t world) const {
    std::string text = heading(scenario(world).name + " AGAINST " + scenario(0).name);
    const auto& parts = comparison_.parts(world);
    if (!parts) return text + line("The two worlds do not differ in any month of the run.");
    text +=
        line("The worlds part in " + to_string(*parts) + "; before, they are one and the same.");
    return text + effects(world) + parameters_or_chance(world) + who_would_have_gone(world);
  }

  // With draws of a posterior: what is not known of the parameters against what is luck.
  std::string parameters_or_chance(std::size_t world) const {
    std::string text;
    for (const std::size_t metric : shown(world)) {
      const PairedEffect e = summary_.values().effect(world, metric);
      if (e.draws < 2 || !std::isfinite(e.chance_variance)) continue;
      const double parameters = std::max(0.0, e.parameter_variance);
      const double all = parameters + e.chance_variance;
      if (all <= 0) continue;
      text += "    " + left(comparison_.metrics()[metric].name, 30) +
              right(percent(parameters / all), 12) + right(percent(e.chance_variance / all), 12) +
              '\n';
    }
    if (text.empty()) return text;
    return fmt::format(
               "\n  Spread of the effect between pairs: from the parameters, from chance "
               "({} draws of the posterior)\n",
               summary_.values().effect(world, shown(world).front()).draws) +
           text;
  }

  std::string effects(std::size_t world) const {
    std::string text = fmt::format("\n  {:32}{:>9}{:>9}{:>20}{:>19}  {}\n", "", "base", "effect",
                                   "95 % of the mean", "90 % of pairs", "more/same/less");
    for (const std::size_t metric : shown(world)) text += effect(world, metric);
    return text;
  }

  std::string effect(std::size_t world, std::size_t metric) const {
    const PairedEffect e = summary_.values().effect(world, metric);
    if (e.n == 0)
      return "  " + left(comparison_.metrics()[metric].name, 32) + "  in no pair of worlds\n";
    const Spread& d = e.difference;
    return "  " + left(comparison_.metrics()[metric].name, 32) + right(figure(e.base.mean), 9) +
           right(signed_figure(d.mean), 9) +
           right(signed_figure(e.mean_low) + " .. " + signed_figure(e.mean_high), 20) +
           right(signed_figure(d.q05) + " .. " + signed_figure(d.q95), 19) +
           fmt::format("  {:.0f}/{:.0f}/{:.0f} %\n", 100 * e.p_more, 100 * e.p_same,
                       100 * e.p_less);
  }

  // What was asked for, the main figures, and the origins whose departures change most.
  std::vector<std::size_t> shown(std::size_t world) const {
    std::vector<std::string> names = wish_.metrics;
    for (const char* name :
         {"enrolled", "admitted", "departed", "arrived", "returned", "died", "arrested", "executed",
          "in_collective.person_years", "collectives_at_work", "works_finished"})
      if (std::find(names.begin(), names.end(), name) == names.end()) names.emplace_back(name);
    const auto& metrics = comparison_.metrics();
    std::vector<std::size_t> found;
    for (const std::string& name : names)
      for (std::size_t m = 0; m < metrics.size(); ++m)
        if (metrics[m].name == name) found.push_back(m);
    std::vector<std::pair<double, std::size_t>> origins;
    for (std::size_t m = 0; m < metrics.size(); ++m)
      if (metrics[m].name.rfind("departed.", 0) == 0) {
        const double size = std::abs(summary_.values().effect(world, m).difference.mean);
        if (size > 0) origins.emplace_back(-size, m);
      }
    std::sort(origins.begin(), origins.end());
    for (std::size_t i = 0; i < std::min(origins_shown, origins.size()); ++i)
      found.push_back(origins[i].second);
    return found;
  }

  std::string who_would_have_gone(std::size_t world) const {
    std::map<Pairing, double> persons;
    std::map<Journey, double> lost, gained;
    for (const PairedLivesSummary& row : summary_.lives(world)) {
      persons[row.about.pairing] += row.persons.mean;
      if (row.about.pairing == Pairing::only_base)
        lost[row.about.in_alternative] += row.persons.mean;
      if (row.about.pairing == Pairing::only_alternative)
        gained[row.about.in_base] += row.persons.mean;
    }
    std::string text = "\n  Who would have gone (persons, mean of the pairs)\n";
    text += fmt::format("    in both worlds {}; only in {} {}; only in {} {}\n",
                        figure(persons[Pairing::both]), scenario(0).name,
                        figure(persons[Pairing::only_base]), scenario(world).name,
                        figure(persons[Pairing::only_alternative]));
    text += fmt::format("    known to the model and gone in neither: {}\n",
                        figure(persons[Pairing::neither]));
    text += reasons("what kept back those who went only in " + scenario(0).name, lost);
    text += reasons("what had kept back those who went only in " + scenario(world).name, gained);
    return text;
  }

  static std::string reasons(const std::string& title, const std::map<Journey, double>& by_reason) {
    std::vector<std::pair<double, Journey>> sorted;
    for (const auto& [journey, persons] : by_reason) sorted.emplace_back(-persons, journey);
    std::sort(sorted.begin(), sorted.end());
    if (sorted.empty()) return {};
    std::string text = title + ": ";
    for (std::size_t i = 0; i < std::min(reasons_shown, sorted.size()); ++i)
      text += fmt::format("{}{} ({})", i == 0 ? "" : "; ", help_of(sorted[i].second),
                          figure(-sorted[i].first));
    return "    " + wrapped(text, width - 4, 6) + '\n';
  }

  std::string levers() const {
    const std::string deciding = wish_.metrics.front();
    std::string text = heading("WHAT EACH LEVER CONTRIBUTES TO " + deciding);
    text += fmt::format("  {:44}{:>18}{:>14}{:>14}\n", "", "Shapley value", "alone", "as the last");
    std::size_t metric = 0;
    while (comparison_.metrics()[metric].name != deciding) ++metric;
    const std::vector<LeverSummary> lines = summary_.levers(metric);
    const auto mean = [](const LeverSummary& lever) {
      double sum = 0;
      for (const double value : lever.values) sum += value;
      return signed_figure(sum / static_cast<double>(lever.values.size()));
    };
    for (std::size_t i = 0; i + 3 <= lines.size(); i += 3)
      text += "  " + left(lines[i].lever, 44) + right(mean(lines[i]), 18) +
              right(mean(lines[i + 1]), 14) + right(mean(lines[i + 2]), 14) + '\n';
    text += "  " + left("all together", 44) + right(mean(lines.back()), 18) + '\n';
    text += line("Reference point: " + scenario(0).name +
                 ". In every pair the Shapley values add up to the whole difference.");
    return text;
  }

  std::string careful() const {
    std::string text = heading("TO BE CAREFUL ABOUT");
    text += bullet(
        "The 95 % interval says how well the simulations determine the mean. The 90 % of pairs "
        "says "
        "by how much single histories differ under the same chance; that is not the uncertainty of "
        "a forecast, and it depends on the pairing.");
    text += bullet(
        "Who would have gone is a statement about this model and this pairing. All persons are "
        "synthetic.");
    if (!comparison_.levers().empty())
      text += bullet(
          "Shapley values split a number; they are no evidence of what caused what in history.");
    for (const std::string& note : notes()) text += bullet(note);
    return text;
  }

  // Captions of the worlds, each once.
  std::vector<std::string> notes() const {
    std::vector<std::string> notes;
    const auto add = [&notes](const Heading& heading) {
      if (heading.caption.empty()) return;
      const std::string note = heading.title + ": " + heading.caption;
      if (std::find(notes.begin(), notes.end(), note) == notes.end()) notes.push_back(note);
    };
    for (const ComparedWorld& world : comparison_.worlds()) {
      add(world.scenario.parameters);
      for (const WhatIf& what_if : world.scenario.what_ifs) add(what_if.heading);
    }
    return notes;
  }

  std::string files() const {
    std::string names;
    for (const WrittenFile& file : facts_.files) names += (names.empty() ? "" : ", ") + file.name;
    return heading("FILES in " + facts_.folder) + line(names);
  }

  const Comparison& comparison_;
  const ComparisonWish& wish_;
  const ComparisonSummary& summary_;
  const ComparisonFacts& facts_;
};

}  // namespace

std::string comparison_report(const Comparison& comparison, const ComparisonWish& wish,
                              const ComparisonSummary& summary, const ComparisonFacts& facts) {
  return Report(comparison, wish, summary, facts).text();
}

}  // namespace komuna
