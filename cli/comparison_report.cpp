#include "cli/comparison_report.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "analysis/attribution.hpp"
#include "cli/comparison_names.hpp"
#include "cli/comparison_run.hpp"
#include "cli/posterior_choice.hpp"
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

std::string signed_text(double value, int decimals) {
  return fmt::format("{}{}", value > 0 ? "+" : "", figure_like(value, decimals));
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

  // Most names say enough; deaths are easily taken for all of them.
  std::string label(std::size_t metric) const {
    const std::string& name = comparison_.metrics()[metric].name;
    return name == "died" ? name + " (executions apart)" : name;
  }

  std::string name(std::size_t world) const { return short_name(comparison_, world); }

  std::string opening() const {
    std::string text = fmt::format("{} of worlds under the same chance (seed {}), {}.",
                                   counted(summary_.completed(), "pair"), facts_.seed,
                                   duration_text(facts_.seconds));
    if (wish_.until > 0) text += precision();
    return line("Base: " + scenario(0).name + ". " + scenario(0).parameters.title) + line(text) +
           (facts_.of_parameters.empty() ? std::string() : line(facts_.of_parameters.front()));
  }

  std::string precision() const {
    const std::string asked = fmt::format("{:.6g} % of the base, or to {:g} where that is more",
                                          100 * wish_.until, precise_persons);
    const std::string of = fmt::format("{}", fmt::join(wish_.metrics, ", "));
    if (is_precise())
      return fmt::format(" Enough: the mean effect on {} is known to {}.", of, asked);
    return fmt::format(
        " The precision asked for (the mean effect on {} known to {}) was not "
        "reached before the last of {}.",
        of, asked, counted(facts_.asked, "pair"));
  }

  bool is_precise() const {
    for (std::size_t world = 1; world < comparison_.worlds().size(); ++world)
      for (std::size_t metric = 0; metric < comparison_.metrics().size(); ++metric)
        if (is_asked_for(metric) &&
            !narrow_enough(summary_.values().effect(world, metric), wish_.until, precise_persons))
          return false;
    return true;
  }

  bool is_asked_for(std::size_t metric) const {
    const std::string& name = comparison_.metrics()[metric].name;
    return std::find(wish_.metrics.begin(), wish_.metrics.end(), name) != wish_.metrics.end();
  }

  std::string of_world(std::size_t world) const {
    std::string text = heading(name(world) + " AGAINST " + name(0));
    const auto& parts = comparison_.parts(world);
    text += line(parting_words(parts, scenario(0).parameters.from));
    if (!parts) return text;
    return text + effects(world) + parameters_or_chance(world) + who_would_have_gone(world);
  }

  // With draws of a posterior: what is not known of the parameters against what is luck.
  std::string parameters_or_chance(std::size_t world) const {
    constexpr std::size_t fewest_draws = 20;  // below, a share says more of these draws than of all
    std::string text;
    if (facts_.draws > 0 && facts_.draws < fewest_draws && of_draws(world))
      return fmt::format(
          "\n  How much of the spread comes from the parameters is not told from {} different "
          "draws "
          "of the\n  posterior: {} pairs or more give {}.\n",
          facts_.draws, fewest_draws * pairs_of_draw, fewest_draws);
    for (const std::size_t metric : shown(world)) {
      const PairedEffect e = summary_.values().effect(world, metric);
      if (e.draws < 2 || !std::isfinite(e.chance_variance)) continue;
      const double parameters = std::max(0.0, e.parameter_variance);
      const double all = parameters + e.chance_variance;
      if (all <= 0) continue;
      text += "    " + left(label(metric), 30) + right(percent(parameters / all), 12) +
              right(percent(e.chance_variance / all), 12) + '\n';
    }
    if (text.empty()) return text;
    return fmt::format(
               "\n  Spread of the effect between pairs: from the parameters, from chance "
               "({} different draws of the posterior)\n",
               facts_.draws) +
           text;
  }

  // Whether pairs share draws, so that the two kinds of spread can be told apart at all.
  bool of_draws(std::size_t world) const {
    return summary_.values().effect(world, shown(world).front()).draws > 0;
  }

  std::string effects(std::size_t world) const {
    std::string text = fmt::format("\n  {:32}{:>9}{:>9}{:>20}{:>19}  {}\n", "", "base", "effect",
                                   "95 % of the mean", "90 % of pairs", "more/same/less");
    for (const std::size_t metric : shown(world)) text += effect(world, metric);
    return text;
  }

  std::string effect(std::size_t world, std::size_t metric) const {
    const PairedEffect e = summary_.values().effect(world, metric);
    if (e.n == 0) return "  " + left(label(metric), 32) + "  in no pair of worlds\n";
    const Spread& d = e.difference;
    const int decimals = decimals_of({d.mean, e.mean_low, e.mean_high, d.q05, d.q95});
    const auto text = [&](double value) { return signed_text(value, decimals); };
    return "  " + left(label(metric), 32) + right(figure(e.base.mean), 9) + right(text(d.mean), 9) +
           right(text(e.mean_low) + " .. " + text(e.mean_high), 20) +
           right(text(d.q05) + " .. " + text(d.q95), 19) +
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
    text +=
        fmt::format("    in both worlds {}; only in {} {}; only in {} {}\n",
                    figure(persons[Pairing::both]), name(0), figure(persons[Pairing::only_base]),
                    name(world), figure(persons[Pairing::only_alternative]));
    text += fmt::format("    known to the model and gone in neither: {}\n",
                        figure(persons[Pairing::neither]));
    text += reasons("what kept back those who went only in " + name(0), lost);
    text += reasons("what had kept back those who went only in " + name(world), gained);
    return text;
  }

  static std::string reasons(const std::string& title, const std::map<Journey, double>& by_reason) {
    std::vector<std::pair<double, Journey>> sorted;
    for (const auto& [journey, persons] : by_reason) sorted.emplace_back(-persons, journey);
    std::sort(sorted.begin(), sorted.end());
    if (sorted.empty()) return {};
    std::string text = title + (sorted.size() > reasons_shown ? ", among others: " : ": ");
    for (std::size_t i = 0; i < std::min(reasons_shown, sorted.size()); ++i)
      text += fmt::format("{}{} ({})", i == 0 ? "" : "; ", help_of(sorted[i].second),
                          figure(-sorted[i].first));
    return "    " + wrapped(text, width - 4, 6) + '\n';
  }

  std::string levers() const {
    const std::string deciding = wish_.metrics.front();
    std::string text = heading("WHAT EACH LEVER CONTRIBUTES TO " + deciding);
    text += fmt::format("  {:38}{:>15}{:>20}{:>11}{:>13}\n", "", "Shapley value",
                        "95 % of the mean", "alone", "added last");
    std::size_t metric = 0;
    while (comparison_.metrics()[metric].name != deciding) ++metric;
    const std::vector<LeverSummary> lines = summary_.levers(metric);
    for (std::size_t i = 0; i + 3 <= lines.size(); i += 3)
      text +=
          lever(lines[i].lever, effect_of(lines[i]),
                {effect_of(lines[i + 1]).difference.mean, effect_of(lines[i + 2]).difference.mean});
    text += lever("all together", effect_of(lines.back()), {});
    text += line("Reference point: " + name(0) +
                 ". In every pair the Shapley values add up to the whole difference.");
    if (wish_.levers.size() > std::size_t{most_levers_in_full})
      text += line(
          fmt::format("More than {} levers are not tried in every order: each pair takes one order "
                      "at random and its reverse. The intervals hold the chance of the orders too.",
                      most_levers_in_full));
    return text;
  }

  // Against 0: the mean of the values with its interval.
  static PairedEffect effect_of(const LeverSummary& line) {
    return paired_effect(std::vector<double>(line.values.size(), 0.0), line.values);
  }

  static std::string lever(const std::string& name, const PairedEffect& e,
                           const std::vector<double>& others) {
    std::vector<double> all{e.difference.mean, e.mean_low, e.mean_high};
    all.insert(all.end(), others.begin(), others.end());
    const int decimals = decimals_of(all);
    std::string text =
        "  " + left(name, 38) + right(signed_text(e.difference.mean, decimals), 15) +
        right(signed_text(e.mean_low, decimals) + " .. " + signed_text(e.mean_high, decimals), 20);
    for (std::size_t i = 0; i < others.size(); ++i)
      text += right(signed_text(others[i], decimals), i == 0 ? 11 : 13);
    return text + '\n';
  }

  std::string careful() const {
    std::string text = heading("TO BE CAREFUL ABOUT");
    for (const std::string& words : facts_.of_parameters) text += bullet(words);
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
