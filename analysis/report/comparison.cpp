#include "analysis/report/comparison.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <tuple>

#include "analysis/report/gnuplot.hpp"
#include "analysis/report/sections.hpp"
#include "analysis/wording.hpp"

namespace komuna::report {
namespace {

std::string signed_text(double value, int decimals) {
  return fmt::format("{}{}", value > 0 ? "+" : "", figure_like(value, decimals));
}

std::string signed_figure(double value) {
  return fmt::format("{}{}", value > 0 ? "+" : "", figure(value));
}

std::string captions(const Alternative& alternative) {
  std::vector<std::string> items = alternative.captions;
  for (const Effect& e : alternative.effects)
    if (!e.caption.empty()) items.push_back(e.name + ": " + e.caption);
  return bullets(items);
}

// The mean and its intervals with equally many decimals.
struct Texts {
  std::string mean, mean_low, mean_high, low, high;
};
Texts texts_of(const Effect& e) {
  const int decimals = decimals_of({e.mean, e.mean_low, e.mean_high, e.low, e.high});
  const auto text = [&](double value) { return signed_text(value, decimals); };
  return {text(e.mean), text(e.mean_low), text(e.mean_high), text(e.low), text(e.high)};
}

Table effects_table(const Alternative& alternative, const std::vector<Effect>& effects) {
  Table table;
  table.caption =
      fmt::format("{}: difference to the base, alternative minus base", alternative.name);
  table.heads = {"Figure",          "Base, median",     "Base, 90 %",
                 "Mean difference", "95 % of the mean", "90 % of pairs",
                 "More in",         "Same in",          "Less in"};
  for (const Effect& e : effects) {
    const Texts texts = texts_of(e);
    const int decimals = decimals_of({e.base.q05, e.base.q50, e.base.q95});
    const auto base = [&](double value) { return figure_like(value, decimals); };
    table.rows.push_back({fmt::format("{} ({})", e.name, e.unit), base(e.base.q50),
                          base(e.base.q05) + " to " + base(e.base.q95), texts.mean,
                          texts.mean_low + " to " + texts.mean_high,
                          texts.low + " to " + texts.high, percent(e.more), percent(e.same),
                          percent(e.less)});
  }
  return table;
}

std::string difference_in_words(double value, int decimals) {
  if (value == 0) return "as many";
  return figure_like(std::fabs(value), decimals) + (value > 0 ? " more" : " fewer");
}

// "3,537 to 4,490 fewer", "247 fewer to 333 more".
std::string range_in_words(double low, double high, int decimals) {
  if (!std::isfinite(low) || !std::isfinite(high)) return "not known from one pair";
  const bool is_less = low < 0 && high < 0;
  if (is_less || (low > 0 && high > 0))
    return fmt::format("{} to {}", figure_like(std::fabs(is_less ? high : low), decimals),
                       difference_in_words(is_less ? low : high, decimals));
  return difference_in_words(low, decimals) + " to " + difference_in_words(high, decimals);
}

// In words: the figure that was asked for, and those that change most for their size.
std::vector<std::string> effects_in_words(const Alternative& alternative, std::int64_t pairs) {
  constexpr std::size_t told = 4;
  std::vector<const Effect*> order;
  for (const Effect& e : alternative.effects)
    if (e.mean != 0 && e.base.mean > 0) order.push_back(&e);
  const bool first_told = !order.empty() && order.front() == &alternative.effects.front();
  std::stable_sort(order.begin() + (first_told ? 1 : 0), order.end(),
                   [](const Effect* x, const Effect* y) {
                     return std::fabs(x->mean) / x->base.mean > std::fabs(y->mean) / y->base.mean;
                   });
  const auto of_pairs = [&](double share) {
    return with_commas(std::round(share * static_cast<double>(pairs)));
  };
  std::vector<std::string> sentences;
  for (std::size_t i = 0; i < std::min(told, order.size()); ++i) {
    const Effect& e = *order[i];
    const int decimals = decimals_of({e.mean, e.mean_low, e.mean_high, e.low, e.high});
    const auto range = [&](double low, double high) { return range_in_words(low, high, decimals); };
    sentences.push_back(fmt::format(
        "{}: {} than the base's {} in the mean of the pairs (95 % interval of the mean: {}); more "
        "in {} of {} pairs, fewer in {}, as many in {}. Nine pairs in ten: {}.",
        e.name, difference_in_words(e.mean, decimals), figure(e.base.mean),
        range(e.mean_low, e.mean_high), of_pairs(e.more), with_commas(static_cast<double>(pairs)),
        of_pairs(e.less), of_pairs(e.same), range(e.low, e.high)));
  }
  return sentences;
}

// Why the same name has another figure in the story of the base.
std::string who_is_counted(const Subject& subject, const Alternative& alternative) {
  std::vector<std::string> parts;
  for (const auto& [id, line, words] :
       {std::tuple{"died", Line::died, "deaths"}, std::tuple{"arrested", Line::arrested, "arrests"},
        std::tuple{"executed", Line::executed, "executions"}})
    for (const Effect& e : alternative.effects) {
      if (e.id != id || subject.figures.completed() == 0) continue;
      const double emigrants = subject.figures.total(line).q50;
      if (emigrants != e.base.q50)
        parts.push_back(fmt::format("{} {} here, {} there", with_commas(e.base.q50), words,
                                    with_commas(emigrants)));
    }
  std::string text =
      "These figures count everybody in the collectives, people of the place who joined or were "
      "hired among them. The story of the base and its charts leave people of the place out";
  for (std::size_t i = 0; i < parts.size(); ++i)
    text += (i == 0 ? ": in the base, medians, " : "; ") + parts[i];
  return paragraph(text + '.');
}

// A reason stands once, with the persons of either world.
Table reasons_table(const Alternative& alternative) {
  Table table;
  table.caption = "What kept them back in the other world (persons, mean of the pairs)";
  table.heads = {"Reason", "Gone only in the base", "Gone only in the alternative"};
  const auto persons = [](double value) { return value == 0 ? std::string("-") : figure(value); };
  for (const Reason& r : alternative.reasons)
    table.rows.push_back({r.words, persons(r.only_base), persons(r.only_alternative)});
  return table;
}

Table goers_table(const Alternative& alternative, const std::vector<Goers>& groups,
                  const char* by) {
  Table table;
  table.caption = fmt::format("Who goes, by {}: base and \"{}\" (persons, mean of the pairs)", by,
                              alternative.name);
  table.heads = {"Group", "In both worlds", "Only in the base", "Only in the alternative",
                 "In neither"};
  for (const Goers& g : groups)
    table.rows.push_back({g.group, figure(g.both), figure(g.only_base), figure(g.only_alternative),
                          figure(g.neither)});
  return table;
}

Table parts_table(const Comparison& comparison) {
  Table table;
  table.caption = "How much each lever adds to the difference (Shapley values)";
  table.heads = {"Figure", "Lever", "Part, mean", "95 % of the mean", "Alone", "Added last"};
  table.columns = "ttn";
  for (const LeverPart& p : comparison.parts) {
    const int decimals = decimals_of({p.mean, p.low, p.high, p.alone, p.last});
    const auto text = [&](double value) { return signed_text(value, decimals); };
    table.rows.push_back({p.figure, p.lever, text(p.mean), text(p.low) + " to " + text(p.high),
                          text(p.alone), text(p.last)});
  }
  return table;
}

std::string who_would_have_gone(const Alternative& alternative) {
  if (alternative.goers.empty()) return {};
  std::string text =
      heading(3, "", "Who would have gone") +
      paragraph(
          "Persons are synthetic; \"the same person\" means the same head in the same place with "
          "the same traits and the same luck. It is a statement about this model and this pairing, "
          "not about anybody who lived. In neither: persons the model had to name in either world "
          "who left in none; the millions who stayed are not among them.") +
      html(goers_table(alternative, alternative.goers, "origin"));
  if (!alternative.strata.empty())
    text += html(goers_table(alternative, alternative.strata, "political stratum"));
  if (!alternative.reasons.empty()) text += html(reasons_table(alternative));
  return text;
}

// Before the charts: what changes, in words and in figures, and how to read what follows.
std::string alternative_part(const Subject& subject, const Alternative& alternative) {
  std::string text = captions(alternative) + paragraph(alternative.meaning) +
                     who_is_counted(subject, alternative) +
                     html(effects_table(alternative, alternative.effects));
  if (!alternative.other_effects.empty())
    text +=
        folded("All other figures", html(effects_table(alternative, alternative.other_effects)));
  if (alternative.fans.empty()) return text;
  const bool has_list =
      !subject.scenario.parameters.events.empty() && subject.figures.completed() > 0;
  return text +
         "<p class=\"legend\"><span class=\"swatch s90\"></span> the differences of nine pairs in "
         "ten <span class=\"swatch s50\"></span> of the middle half <span class=\"swatch "
         "sm\"></span> median difference; 0 = as in the base. Red numbers on top are events of "
         "history" +
         (has_list ? ", <a href=\"#events\">listed with their dates</a></p>\n" : "</p>\n");
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

Section alternative_section(const Subject& subject, std::size_t i) {
  const Alternative& alternative = subject.comparison->alternatives[i];
  Section section;
  section.id = fmt::format("alternative-{}", i + 1);
  section.title = alternative.name;
  section.before = alternative_part(subject, alternative);
  for (std::size_t f = 0; f < alternative.fans.size(); ++f) {
    const DifferenceFan& d = alternative.fans[f];
    Fan fan;
    fan.id = fmt::format("difference-{}-{}", i + 1, f + 1);
    fan.title =
        (subject.comparison->alternatives.size() > 1 ? alternative.name + ": " : std::string()) +
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
  section.after = who_would_have_gone(alternative);
  return section;
}

// "Prague prohibits" and two others.
std::string names_of(const Comparison& comparison) {
  std::string names;
  for (std::size_t i = 0; i < comparison.alternatives.size(); ++i)
    names += fmt::format("{}{}", i == 0 ? "" : "; ", comparison.alternatives[i].name);
  return names;
}

}  // namespace

std::string title_of(const Subject& subject) {
  if (subject.comparison == nullptr) return subject.scenario.parameters.title;
  return names_of(*subject.comparison) + ": compared with " + subject.comparison->base;
}

Section difference_section(const Subject& subject) {
  const Comparison& comparison = *subject.comparison;
  Section section;
  section.id = "story";
  section.title = "What would have been different";
  section.before =
      words_of_posterior(subject) +
      paragraph(fmt::format(
          "This report compares {} simulated worlds: the base, \"{}\", and {}. {} histories "
          "were simulated in each, from {} to {}, in pairs: the same people and the same luck.",
          comparison.alternatives.size() + 1, comparison.base, names_of(comparison),
          with_commas(static_cast<double>(comparison.pairs)),
          month_text(subject.scenario.parameters.from),
          month_text(subject.scenario.parameters.until)));
  for (const Alternative& alternative : comparison.alternatives) {
    section.before += heading(3, "", alternative.name) + captions(alternative);
    const auto sentences = effects_in_words(alternative, comparison.pairs);
    for (const std::string& sentence : sentences) section.before += paragraph(sentence);
    if (sentences.empty())
      section.before += paragraph("No figure of the base differs in the mean of the pairs.");
  }
  section.before += words_of_care();
  return section;
}

std::vector<Section> comparison_sections(const Subject& subject) {
  Section section;
  section.id = "differences";
  if (subject.comparison == nullptr) {
    section.title = "Other worlds";
    section.before =
        "<p>This report is of one world. What would have happened otherwise, and who would have "
        "gone, is asked with <code>komuna compare</code>, which pairs each history with its twin "
        "in the other world.</p>\n";
    return {section};
  }
  const Comparison& comparison = *subject.comparison;
  section.title = "How the worlds were compared";
  section.before = paragraph(fmt::format(
      "{} of histories: the same people and the same luck in \"{}\" and in each alternative. "
      "The spread of a paired difference shows how much the change matters from history to "
      "history; it is not the uncertainty of a forecast.",
      counted(comparison.pairs, "pair"), comparison.base));
  if (comparison.random_orders)
    section.before += paragraph(
        "There are too many levers to try them in every order: each pair takes one order at random "
        "and its reverse, and the intervals hold the chance of the orders too.");
  if (!comparison.parts.empty()) section.charts.push_back(parts_chart(comparison));
  std::vector<Section> sections{section};
  for (std::size_t i = 0; i < comparison.alternatives.size(); ++i)
    sections.push_back(alternative_section(subject, i));
  return sections;
}

}  // namespace komuna::report
