#include "cli/comparison_page.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "analysis/attribution.hpp"
#include "analysis/paired_series.hpp"
#include "cli/comparison_names.hpp"
#include "engine/measures/variable.hpp"
#include "engine/output/column.hpp"

namespace komuna {
namespace {

using Goers = std::map<Index, report::Goers>;

constexpr std::array<std::string_view, 8> years_shown{
    "admitted", "departed", "returned", "died", "arrested", "executed", "in_collective", "in_ussr"};
constexpr std::array<std::string_view, 12> main_figures{"enrolled",
                                                        "admitted",
                                                        "departed",
                                                        "arrived",
                                                        "born",
                                                        "returned",
                                                        "died",
                                                        "arrested",
                                                        "executed",
                                                        "in_collective.person_years",
                                                        "collectives_at_work",
                                                        "works_finished"};

// A sentence as the name of a row.
std::string as_name(std::string sentence) {
  if (!sentence.empty() && sentence.back() == '.') sentence.pop_back();
  return sentence;
}

class Page {
 public:
  Page(const StoredComparison& stored, const ComparisonWish& wish)
      : stored_(stored), comparison_(stored.comparison()), wish_(wish) {}

  report::Comparison make() const {
    report::Comparison page;
    page.base = world_title(comparison_, 0);
    page.random_orders = comparison_.levers().size() > std::size_t{most_levers_in_full};
    page.pairs = stored_.summary().completed();
    for (std::size_t world = 1; world < comparison_.worlds().size(); ++world)
      page.alternatives.push_back(alternative(world));
    if (!comparison_.levers().empty()) page.parts = parts();
    return page;
  }

 private:
  const Scenario& scenario(std::size_t world) const { return comparison_.worlds()[world].scenario; }

  report::Alternative alternative(std::size_t world) const {
    report::Alternative result;
    result.name = world_title(comparison_, world);
    const auto& parts = comparison_.parts(world);
    result.meaning = parting_words(parts, scenario(0).parameters.from);
    const std::vector<const Heading*> list = headings(world);
    for (const Heading* heading : list)
      for (const std::string* text : {&heading->summary, &heading->caption})
        if (!text->empty())
          result.captions.push_back((list.size() > 1 ? heading->title + ": " : "") + *text);
    if (list.empty())
      result.captions.push_back(
          "Set in place of the base's numbers: " + changed_numbers(comparison_, world) +
          ". All else is as in the base.");
    for (std::size_t m = 0; m < comparison_.metrics().size(); ++m) {
      const Metric& metric = comparison_.metrics()[m];
      const bool is_main =
          std::find(main_figures.begin(), main_figures.end(), metric.name) != main_figures.end() ||
          std::find(wish_.metrics.begin(), wish_.metrics.end(), metric.name) != wish_.metrics.end();
      if (is_main || metric.for_all)
        (is_main ? result.effects : result.other_effects).push_back(effect(world, m));
      // What was asked for stands first.
      if (is_main && !wish_.metrics.empty() && metric.name == wish_.metrics.front())
        std::rotate(result.effects.begin(), result.effects.end() - 1, result.effects.end());
    }
    result.fans = fans(world);
    add_lives(world, result);
    return result;
  }

  std::vector<const Heading*> headings(std::size_t world) const {
    std::vector<const Heading*> list;
    if (scenario(world).parameters.title != scenario(0).parameters.title)
      list.push_back(&scenario(world).parameters);
    for (const WhatIf& what_if : scenario(world).what_ifs) list.push_back(&what_if.heading);
    return list;
  }

  report::Effect effect(std::size_t world, std::size_t metric) const {
    const Metric& about = comparison_.metrics()[metric];
    const PairedEffect paired = stored_.summary().values().effect(world, metric);
    report::Effect result;
    result.id = about.name;
    result.name = as_name(about.help);
    result.unit = about.unit;
    result.base = paired.base;
    result.mean = paired.difference.mean;
    result.mean_low = paired.mean_low;
    result.mean_high = paired.mean_high;
    result.low = paired.difference.q05;
    result.high = paired.difference.q95;
    result.more = paired.p_more;
    result.same = paired.p_same;
    result.less = paired.p_less;
    return result;
  }

  std::vector<report::DifferenceFan> fans(std::size_t world) const {
    std::vector<report::DifferenceFan> list(years_shown.size());
    const Parameters& base = scenario(0).parameters;
    each_paired_year(
        base, stored_.outcomes(0), scenario(world).parameters, stored_.outcomes(world),
        [&](const PairedYear& row) {
          const Variable& variable = variables()[row.variable];
          const auto* place = std::find(years_shown.begin(), years_shown.end(), variable.name);
          if (row.origin != all_origins || place == years_shown.end()) return;
          report::DifferenceFan& fan = list[static_cast<std::size_t>(place - years_shown.begin())];
          if (fan.years.empty()) {
            fan.name = as_name(std::string(variable.help));
            fan.stock = variable.is_stock();
            fan.unit = fan.stock ? "persons" : "persons a year";
            fan.first_year = row.year;
          }
          fan.years.push_back(row.difference);
        });
    list.erase(std::remove_if(list.begin(), list.end(),
                              [](const report::DifferenceFan& fan) {
                                return std::all_of(
                                    fan.years.begin(), fan.years.end(),
                                    [](const Spread& s) { return s.q05 == 0 && s.q95 == 0; });
                              }),
               list.end());
    return list;
  }

  void add_lives(std::size_t world, report::Alternative& result) const {
    Goers goers;
    std::map<Stratum, report::Goers> strata;
    report::Goers all{"All", 0, 0, 0, 0};
    std::map<Journey, report::Reason> reasons;
    for (const PairedLivesSummary& row : stored_.summary().lives(world)) {
      const double persons = row.persons.mean;
      const PairedLives& about = row.about;
      for (report::Goers* sum : {&goers[about.origin], &strata[about.stratum], &all})
        part_of(*sum, about.pairing) += persons;
      if (about.pairing == Pairing::only_base) reasons[about.in_alternative].only_base += persons;
      if (about.pairing == Pairing::only_alternative)
        reasons[about.in_base].only_alternative += persons;
    }
    const auto& origins = scenario(0).parameters.population.origins;
    for (auto& [origin, sum] : goers) {
      sum.group = origin < origins.size() ? origins[origin].name : "People of the place";
      if (sum.both + sum.only_base + sum.only_alternative > 0) result.goers.push_back(sum);
    }
    result.goers.push_back(all);
    for (auto& [stratum, sum] : strata) {
      sum.group = stratum_names[static_cast<std::size_t>(stratum)];
      result.strata.push_back(sum);
    }
    for (auto& [journey, reason] : reasons) {
      reason.words = help_of(journey);
      result.reasons.push_back(reason);
    }
    std::stable_sort(result.reasons.begin(), result.reasons.end(),
                     [](const report::Reason& a, const report::Reason& b) {
                       return a.only_base + a.only_alternative > b.only_base + b.only_alternative;
                     });
  }

  static double& part_of(report::Goers& sum, Pairing pairing) {
    switch (pairing) {
      case Pairing::both:
        return sum.both;
      case Pairing::only_base:
        return sum.only_base;
      case Pairing::only_alternative:
        return sum.only_alternative;
      default:
        return sum.neither;
    }
  }

  // Of the figure that was asked for first.
  std::vector<report::LeverPart> parts() const {
    std::size_t metric = 0;
    while (comparison_.metrics()[metric].name != wish_.metrics.front()) ++metric;
    const std::string figure = as_name(comparison_.metrics()[metric].help);
    const std::vector<LeverSummary> lines = stored_.summary().levers(metric);
    const auto against_zero = [](const LeverSummary& line) {
      return paired_effect(std::vector<double>(line.values.size(), 0.0), line.values);
    };
    std::vector<report::LeverPart> list;
    for (std::size_t i = 0; i + 3 <= lines.size(); i += 3) {
      const PairedEffect shapley = against_zero(lines[i]);
      list.push_back({figure, lines[i].lever, shapley.difference.mean, shapley.mean_low,
                      shapley.mean_high, against_zero(lines[i + 1]).difference.mean,
                      against_zero(lines[i + 2]).difference.mean});
    }
    return list;
  }

  const StoredComparison& stored_;
  const Comparison& comparison_;
  const ComparisonWish& wish_;
};

}  // namespace

report::Comparison compared_for_page(const StoredComparison& stored, const ComparisonWish& wish) {
  return Page(stored, wish).make();
}

}  // namespace komuna
