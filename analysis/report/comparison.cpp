#include "analysis/report/comparison.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "analysis/report/gnuplot.hpp"
#include "analysis/report/sections.hpp"
#include "analysis/wording.hpp"

namespace komuna::report {
namespace {

std::string signed_figure(double value) {
  return fmt::format("{}{}", value > 0 ? "+" : "", figure(value));
}

Table effects_table(const Alternative& alternative, const std::vector<Effect>& effects) {
  Table table;
  table.caption =
      fmt::format("{}: difference to the base, alternative minus base", alternative.name);
  table.heads = {"Figure",          "Base, median",     "Base, 90 %",
                 "Mean difference", "95 % of the mean", "90 % of pairs",
                 "More in",         "Same in",          "Less in"};
  for (const Effect& e : effects)
    table.rows.push_back({fmt::format("{} ({})", e.name, e.unit), figure(e.base.q50),
                          figure(e.base.q05) + " to " + figure(e.base.q95), signed_figure(e.mean),
                          signed_figure(e.mean_low) + " to " + signed_figure(e.mean_high),
                          signed_figure(e.low) + " to " + signed_figure(e.high), percent(e.more),
                          percent(e.same), percent(e.less)});
  return table;
}

std::string captions(const Alternative& alternative) {
  std::vector<std::string> items = alternative.captions;
  for (const Effect& e : alternative.effects)
    if (!e.caption.empty()) items.push_back(e.name + ": " + e.caption);
  return bullets(items);
}

// In words: the figure that was asked for, and those that change most for their size.
std::string effects_in_words(const Alternative& alternative, std::int64_t pairs) {
  constexpr std::size_t told = 3;
  std::vector<const Effect*> order;
  for (const Effect& e : alternative.effects)
    if (e.mean != 0 && e.base.mean > 0) order.push_back(&e);
  const bool first_told = !order.empty() && order.front() == &alternative.effects.front();
  std::stable_sort(order.begin() + (first_told ? 1 : 0), order.end(),
                   [](const Effect* x, const Effect* y) {
                     return std::fabs(x->mean) / x->base.mean > std::fabs(y->mean) / y->base.mean;
                   });
  std::string text;
  for (std::size_t i = 0; i < std::min(told, order.size()); ++i) {
    const Effect& e = *order[i];
    const bool more = e.mean > 0;
    text +=
        fmt::format("{}: {} {} in the mean ({} to {}; base {}), {} in {} of {} pairs. ", e.name,
                    figure(std::fabs(e.mean)), more ? "more" : "fewer", signed_figure(e.mean_low),
                    signed_figure(e.mean_high), figure(e.base.mean), more ? "more" : "fewer",
                    with_commas(std::round((more ? e.more : e.less) * static_cast<double>(pairs))),
                    with_commas(static_cast<double>(pairs)));
  }
  return text;
}

Table reasons_table(const Alternative& alternative) {
  Table table;
  table.caption = "What kept them back in the other world (persons, mean of the pairs)";
  table.heads = {"Reason", "Gone only in the base", "Gone only in the alternative"};
  for (const Reason& r : alternative.reasons)
    table.rows.push_back({r.words, figure(r.only_base), figure(r.only_alternative)});
  return table;
}

Table goers_table(const Alternative& alternative) {
  Table table;
  table.caption =
      fmt::format("Who goes: base and \"{}\" (persons, mean of the pairs)", alternative.name);
  table.heads = {"Group", "In both worlds", "Only in the base", "Only in the alternative"};
  for (const Goers& g : alternative.goers)
    table.rows.push_back(
        {g.group, figure(g.both), figure(g.only_base), figure(g.only_alternative)});
  return table;
}

Table parts_table(const Comparison& comparison) {
  Table table;
  table.caption = "How much each lever adds to the difference (Shapley values)";
  table.heads = {"Figure", "Lever", "Part, mean", "95 % of the mean", "Alone", "Added last"};
  table.columns = "ttn";
  for (const LeverPart& p : comparison.parts)
    table.rows.push_back({p.figure, p.lever, signed_figure(p.mean),
                          signed_figure(p.low) + " to " + signed_figure(p.high),
                          signed_figure(p.alone), signed_figure(p.last)});
  return table;
}

std::string who_would_have_gone(const Alternative& alternative) {
  if (alternative.goers.empty()) return {};
  std::string text =
      heading(4, "", "Who would have gone") +
      paragraph(
          "Persons are synthetic; \"the same person\" means the same head in the same place with "
          "the same traits and the same luck. It is a statement about this model and this pairing, "
          "not about anybody who lived.") +
      html(goers_table(alternative));
  if (!alternative.reasons.empty()) text += html(reasons_table(alternative));
  return text;
}

std::string alternative_part(const Alternative& alternative, std::int64_t pairs,
                             std::size_t number) {
  std::string text = heading(3, fmt::format("alternative-{}", number), alternative.name);
  text += captions(alternative);
  const std::string words = alternative.meaning + ' ' + effects_in_words(alternative, pairs);
  text += paragraph(words) + html(effects_table(alternative, alternative.effects));
  if (!alternative.other_effects.empty())
    text +=
        folded("All other figures", html(effects_table(alternative, alternative.other_effects)));
  return text + who_would_have_gone(alternative);
}

// The drawing ends one year after the last in which pairs differ.
std::size_t last_difference(const DifferenceFan& fan) {
  std::size_t keep = 3;
  for (std::size_t i = 0; i < fan.years.size(); ++i)
    if (fan.years[i].q05 != 0 || fan.years[i].q95 != 0) keep = std::max(keep, i + 2);
  return std::min(keep, fan.years.size());
}

// Bars from nought, with the interval of the mean as a line.
Chart parts_chart(const Comparison& comparison) {
  constexpr int width = 900;
  const std::vector<LeverPart>& parts = comparison.parts;
  Chart chart;
  chart.id = "levers";
  chart.wide = true;
  chart.title = "What each lever adds: " + parts.front().figure;
  chart.caption =
      "Bars: Shapley values, mean of the pairs; lines: Monte-Carlo 95 % of the mean. They split a "
      "number and are no evidence of what caused what in history. Source: this simulation.";
  chart.table = parts_table(comparison);
  const int height = 50 + 30 * static_cast<int>(parts.size());
  double low = 0, high = 0;
  for (const LeverPart& p : parts) {
    low = std::min({low, p.low, p.mean});
    high = std::max({high, p.high, p.mean});
    chart.description += fmt::format("{}: {}. ", p.lever, signed_figure(p.mean));
  }
  const double step = step_of_axis(std::max(high - low, 1e-6));
  const double air = 0.05 * std::max(high - low, 1e-6);
  std::string ticks;
  for (double i = std::ceil(low / step); i * step <= high + air; ++i)
    ticks += fmt::format("{}{} {:.6f}", ticks.empty() ? "" : ", ", quoted(signed_figure(i * step)),
                         i * step);
  chart.script = opening(width, height) +
                 fmt::format(
                     "set lmargin at screen 0.4\nset rmargin at screen 0.97\nset bmargin at "
                     "screen {:.4f}\nset tmargin at screen 0.98\nset xrange [{:.6f}:{:.6f}]\n"
                     "set yrange [0:{}]\nset xtics scale 0 ({})\n"
                     "set arrow from first 0,graph 0 to first 0,graph 1 nohead linecolor {}\n",
                     26.0 / height, low - air, high + air, parts.size(), ticks, colour(Ink::text));
  std::string data = "$parts << EOD\n";
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const double y = static_cast<double>(parts.size() - i) - 0.5;
    const auto finite = [&](double value) { return std::isfinite(value) ? value : parts[i].mean; };
    data += fmt::format("{:.2f} {:.6f} {:.6f} {:.6f}\n", y, parts[i].mean, finite(parts[i].low),
                        finite(parts[i].high));
    chart.script +=
        fmt::format("set label {} at screen 0.385,first {:.2f} right\n", quoted(parts[i].lever), y);
  }
  chart.script +=
      data + fmt::format(
                 "EOD\nplot $parts using (0):1:2:(0) with vectors nohead linewidth 14 "
                 "linecolor {}, $parts using 3:1:($4-$3):(0) with vectors nohead linewidth "
                 "2 linecolor {}\n",
                 colour(Ink::band50), colour(Ink::median));
  return chart;
}

}  // namespace

Section comparison_section(const Subject& subject) {
  Section section;
  section.id = "differences";
  section.title = "Other worlds";
  if (subject.comparison == nullptr) {
    section.before =
        "<p>This report is of one world. What would have happened otherwise, and who would have "
        "gone, is asked with <code>komuna compare</code>, which pairs each history with its twin "
        "in the other world.</p>\n";
    return section;
  }
  const Comparison& comparison = *subject.comparison;
  section.before = paragraph(fmt::format(
      "{} pairs of histories: the same people and the same luck in \"{}\" and in each alternative. "
      "The spread of a paired difference shows how much the change matters from history to "
      "history; it is not the uncertainty of a forecast.",
      with_commas(static_cast<double>(comparison.pairs)), comparison.base));
  for (std::size_t i = 0; i < comparison.alternatives.size(); ++i) {
    const Alternative& alternative = comparison.alternatives[i];
    section.after += alternative_part(alternative, comparison.pairs, i + 1);
    for (std::size_t f = 0; f < alternative.fans.size(); ++f) {
      const DifferenceFan& d = alternative.fans[f];
      Fan fan;
      fan.id = fmt::format("difference-{}-{}", i + 1, f + 1);
      fan.title = (comparison.alternatives.size() > 1 ? alternative.name + ": " : std::string()) +
                  d.name + ", difference";
      fan.unit = d.unit;
      fan.note = "Alternative minus base, pair by pair. Source: this simulation.";
      fan.stock = d.stock;
      fan.first_year = d.first_year;
      fan.years = d.years;
      fan.events = event_marks(subject.scenario.parameters);
      fan.drawn = last_difference(d);
      section.charts.push_back(fan_chart(fan));
    }
  }
  if (!comparison.parts.empty()) section.charts.push_back(parts_chart(comparison));
  return section;
}

}  // namespace komuna::report
