#include "analysis/report/sensitivity.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "analysis/report/page.hpp"
#include "analysis/wording.hpp"

namespace komuna::report {
namespace {

using sensitivity::Estimate;

constexpr int drawing_width = 900;
constexpr double row_pixels = 24;

std::string number(double value) {
  return std::isfinite(value) ? fmt::format("{:.3g}", value) : "-";
}
std::string interval(const Estimate& e) {
  return std::isfinite(e.low) ? fmt::format("{:.3g} to {:.3g}", e.low, e.high) : "-";
}

// Named rows at the left, the scale below, a line at `middle`.
std::string rows_script(const std::vector<std::string>& names, double from, double to,
                        double middle) {
  const double tall = 50 + row_pixels * static_cast<double>(names.size());
  std::size_t longest = 0;
  for (const std::string& name : names) longest = std::max(longest, name.size());
  const double left = std::min(0.5, (40 + 6.2 * static_cast<double>(longest)) / drawing_width);
  std::string text = opening(drawing_width, static_cast<int>(tall));
  text += fmt::format(
      "set lmargin at screen {}\nset rmargin at screen 0.97\nset tmargin at screen {:.4f}\n"
      "set bmargin at screen {:.4f}\nset xrange [{}:{}]\nset yrange [{}:0]\nset xtics scale 0\n"
      "set arrow from first {},graph 0 to first {},graph 1 nohead back linecolor {}\n",
      left, 1 - 8.0 / tall, 30.0 / tall, from, to, names.size(), middle, middle, colour(Ink::soft));
  for (std::size_t i = 0; i < names.size(); ++i)
    text += fmt::format("set label {} at screen {:.4f},first {} right\n", quoted(names[i]),
                        left - 0.012, static_cast<double>(i) + 0.5);
  return text;
}

// A range of the axis that holds all values, with a twentieth to spare.
std::pair<double, double> around(const std::vector<double>& values) {
  double from = 0, to = 0;
  bool any = false;
  for (const double v : values) {
    if (!std::isfinite(v)) continue;
    from = any ? std::min(from, v) : v;
    to = any ? std::max(to, v) : v;
    any = true;
  }
  const double spare = to > from ? 0.05 * (to - from) : std::max(1e-9, 0.5 * std::fabs(to));
  return {from - spare, to + spare};
}

Chart index_chart(const SensitivityBars& subject, std::size_t position) {
  Chart chart;
  chart.id = fmt::format("index-{}", position);
  chart.title = subject.index;
  chart.wide = true;
  chart.caption =
      "Points with their 95 % intervals. An interval that reaches 0 leaves it open "
      "whether the parameter matters at all.";
  std::vector<std::string> names;
  std::vector<double> all{0};
  std::string spans = "$spans << EOD\n", points = "$points << EOD\n";
  for (const SensitivityBars::Bar& bar : subject.bars) {
    const double y = static_cast<double>(names.size()) + 0.5;
    names.push_back(bar.parameter);
    for (const double v : {bar.index.value, bar.index.low, bar.index.high}) all.push_back(v);
    if (std::isfinite(bar.index.low))
      spans += fmt::format("{} {} {} 0\n", bar.index.low, y, bar.index.high - bar.index.low);
    if (std::isfinite(bar.index.value)) points += fmt::format("{} {}\n", bar.index.value, y);
    chart.table.rows.push_back({bar.parameter, bar.range, number(bar.index.value),
                                interval(bar.index), fmt::format("{}", bar.index.n)});
  }
  const auto [from, to] = around(all);
  // A row off the chart: gnuplot refuses data that hold nothing.
  const double off = to + (to - from);
  chart.script = rows_script(names, from, to, 0) + spans + fmt::format("{} 0 0 0\nEOD\n", off) +
                 points + fmt::format("{} 0\nEOD\n", off) +
                 fmt::format(
                     "plot $spans with vectors nohead linewidth 5 linecolor {}, $points "
                     "with points pointtype 7 pointsize 0.7 linecolor {}\n",
                     colour(Ink::band50), colour(Ink::text));
  chart.table.caption = subject.index;
  chart.table.heads = {"Parameter", "Range", "Value", "95 % interval", "From"};
  chart.description = subject.sentence;
  return chart;
}

Chart tornado(const SensitivityBars& subject, std::size_t position) {
  Chart chart;
  chart.id = fmt::format("tornado-{}", position);
  chart.title = subject.output + (subject.unit.empty() ? "" : ", " + subject.unit) +
                ", where a parameter is low and where it is high";
  chart.wide = true;
  chart.caption =
      "Pale end: mean of the figure where the parameter is in the lowest quarter of "
      "its range. Dark end: in the highest. All others vary freely.";
  std::vector<std::string> names;
  std::vector<double> all;
  std::string spans = "$spans << EOD\n", low = "$low << EOD\n", high = "$high << EOD\n";
  double middle = 0, known = 0;
  for (const SensitivityBars::Bar& bar : subject.bars) {
    const double y = static_cast<double>(names.size()) + 0.5;
    names.push_back(bar.parameter);
    chart.table.rows.push_back({bar.parameter, number(bar.low.value), interval(bar.low),
                                number(bar.high.value), interval(bar.high)});
    if (!std::isfinite(bar.low.value) || !std::isfinite(bar.high.value)) continue;
    all.push_back(bar.low.value);
    all.push_back(bar.high.value);
    middle += 0.5 * (bar.low.value + bar.high.value);
    ++known;
    spans += fmt::format("{} {} {} 0\n", bar.low.value, y, bar.high.value - bar.low.value);
    low += fmt::format("{} {}\n", bar.low.value, y);
    high += fmt::format("{} {}\n", bar.high.value, y);
  }
  const auto [from, to] = around(all);
  chart.script = rows_script(names, from, to, known > 0 ? middle / known : 0) + spans + "EOD\n" +
                 low + "EOD\n" + high + "EOD\n" +
                 fmt::format(
                     "plot $spans with vectors nohead linewidth 5 linecolor {0}, $low with "
                     "points pointtype 7 pointsize 0.8 linecolor {1}, $high with points "
                     "pointtype 7 pointsize 0.8 linecolor {2}\n",
                     colour(Ink::band90), colour(Ink::band50), colour(Ink::text));
  chart.table.caption = chart.title;
  chart.table.heads = {"Parameter", "Mean where low", "95 % interval", "Mean where high",
                       "95 % interval"};
  chart.description =
      "For each parameter the mean of the figure in its lowest and in its highest "
      "quarter.";
  return chart;
}

bool has_quarters(const SensitivityBars& subject) {
  return std::any_of(subject.bars.begin(), subject.bars.end(), [](const auto& bar) {
    return std::isfinite(bar.low.value) && std::isfinite(bar.high.value);
  });
}

}  // namespace

std::string page(const SensitivitySubject& subject, const Plotter& plotter) {
  std::vector<Section> sections;
  for (std::size_t i = 0; i < subject.outputs.size(); ++i) {
    const SensitivityBars& output = subject.outputs[i];
    Section section;
    section.id = fmt::format("output-{}", i);
    section.title = output.output;
    section.before = paragraph(output.sentence);
    section.charts.push_back(index_chart(output, i));
    if (has_quarters(output)) section.charts.push_back(tornado(output, i));
    sections.push_back(std::move(section));
  }
  Section care;
  care.id = "care";
  care.title = "To be careful about";
  for (const std::string& fact : subject.facts) care.before += paragraph(fact);
  sections.push_back(std::move(care));
  return page(Cover{"What matters: " + subject.title, subject.summary, "", subject.version},
              sections, plotter);
}

}  // namespace komuna::report
