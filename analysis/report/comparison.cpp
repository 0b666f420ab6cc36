#include "analysis/report/comparison.hpp"

#include <fmt/format.h>

#include "analysis/report/gnuplot.hpp"
#include "analysis/report/sections.hpp"
#include "analysis/wording.hpp"

namespace komuna::report {
namespace {

std::string signed_figure(double value) {
  return fmt::format("{}{}", value > 0 ? "+" : "", figure(value));
}

Table effects_table(const Alternative& alternative) {
  Table table;
  table.caption =
      fmt::format("{}: difference to the base, alternative minus base", alternative.name);
  table.heads = {"Figure",          "Base, median",     "Base, 90 %",
                 "Mean difference", "95 % of the mean", "90 % of pairs",
                 "More in",         "Same in",          "Less in"};
  for (const Effect& e : alternative.effects)
    table.rows.push_back({fmt::format("{} ({})", e.name, e.unit), figure(e.base.q50),
                          figure(e.base.q05) + " to " + figure(e.base.q95), signed_figure(e.mean),
                          signed_figure(e.mean_low) + " to " + signed_figure(e.mean_high),
                          signed_figure(e.low) + " to " + signed_figure(e.high), percent(e.more),
                          percent(e.same), percent(e.less)});
  return table;
}

std::string captions(const Alternative& alternative) {
  std::vector<std::string> items;
  for (const Effect& e : alternative.effects)
    if (!e.caption.empty()) items.push_back(e.name + ": " + e.caption);
  return bullets(items);
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

std::string alternative_part(const Alternative& alternative, std::size_t number) {
  std::string text = heading(3, fmt::format("alternative-{}", number), alternative.name);
  if (!alternative.meaning.empty()) text += paragraph(alternative.meaning);
  text += html(effects_table(alternative)) + captions(alternative);
  if (!alternative.goers.empty())
    text += heading(4, "", "Who would have gone") +
            paragraph(
                "Persons are synthetic; \"the same person\" means the same head in the same "
                "place with the same traits and the same luck.") +
            html(goers_table(alternative));
  return text;
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
    section.after += alternative_part(alternative, i + 1);
    for (std::size_t f = 0; f < alternative.fans.size(); ++f) {
      const DifferenceFan& d = alternative.fans[f];
      Fan fan;
      fan.id = fmt::format("difference-{}-{}", i + 1, f + 1);
      fan.title = fmt::format("{}: {}, difference", alternative.name, d.name);
      fan.unit = d.unit;
      fan.note = "Alternative minus base, pair by pair. Source: this simulation.";
      fan.stock = d.stock;
      fan.first_year = d.first_year;
      fan.years = d.years;
      fan.events = event_marks(subject.scenario.parameters);
      section.charts.push_back(fan_chart(fan));
    }
  }
  if (!comparison.parts.empty())
    section.after += heading(3, "", "What each lever adds") + html(parts_table(comparison));
  return section;
}

}  // namespace komuna::report
