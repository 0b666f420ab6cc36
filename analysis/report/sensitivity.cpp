#include "analysis/report/sensitivity.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "analysis/report/axes.hpp"
#include "analysis/report/page.hpp"
#include "analysis/wording.hpp"

namespace komuna::report {
namespace {

using sensitivity::Estimate;

// As wide as a telephone shows without moving it; names stand above their rows.
constexpr int drawing_width = 440;
constexpr double row_pixels = 40;

std::string number(double value) {
  return std::isfinite(value) ? fmt::format("{:.3g}", value) : "-";
}
std::string interval(const Estimate& e) {
  return std::isfinite(e.low) ? fmt::format("{:.3g} to {:.3g}", e.low, e.high) : "-";
}

// Rows with their names above them, the scale below, a line at `middle`.
std::string rows_script(const std::vector<std::string>& names, double from, double to,
                        double middle) {
  const double tall = 50 + row_pixels * static_cast<double>(names.size());
  std::string text = opening(drawing_width, static_cast<int>(tall));
  text += fmt::format(
      "set lmargin at screen 0.03\nset rmargin at screen 0.97\nset tmargin at screen {:.4f}\n"
      "set bmargin at screen {:.4f}\nset xrange [{}:{}]\nset yrange [{}:0]\n"
      "set xtics scale 0 {}\n"
      "set arrow from first {},graph 0 to first {},graph 1 nohead back linecolor {}\n",
      1 - 8.0 / tall, 30.0 / tall, from, to, names.size(), step_of_axis(to - from), middle, middle,
      colour(Ink::soft));
  for (std::size_t i = 0; i < names.size(); ++i)
    text += fmt::format("set label {} at graph 0.005,first {} left\n", quoted(names[i]),
                        static_cast<double>(i) + 0.25);
  return text;
}

// Points and their intervals, as two blocks of data named after them. A row off the chart: gnuplot
// refuses data that hold nothing.
class Marks {
 public:
  Marks(std::string name, double below) : name_(std::move(name)), below_(below) {}
  void add(std::size_t row, const Estimate& e) {
    const double y = static_cast<double>(row) + below_;
    if (std::isfinite(e.low) && std::isfinite(e.high))
      spans_ += fmt::format("{} {} {} 0\n", e.low, y, e.high - e.low);
    if (std::isfinite(e.value)) points_ += fmt::format("{} {}\n", e.value, y);
  }
  std::string data(double off) const {
    return fmt::format("${0}_spans << EOD\n{1}{2} 0 0 0\nEOD\n${0}_points << EOD\n{3}{2} 0\nEOD\n",
                       name_, spans_, off, points_);
  }
  std::string plot(Ink span, Ink point, int shape) const {
    return fmt::format(
        "${0}_spans with vectors nohead linewidth 3 linecolor {1}, ${0}_points with points "
        "pointtype {3} pointsize 0.7 linecolor {2}",
        name_, colour(span), colour(point), shape);
  }

 private:
  std::string name_, spans_, points_;
  double below_;  // the top of its row
};

constexpr int disc = 7, ring = 6;

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
  const bool two = !subject.beside.empty();
  chart.caption =
      "Points with their 95 % intervals. An interval that reaches 0 leaves it open "
      "whether the parameter matters at all." +
      (two ? " Rings: " + subject.beside + '.' : std::string());
  std::vector<std::string> names;
  std::vector<double> all{0};
  Marks index("index", two ? 0.55 : 0.65), beside("beside", 0.8);
  for (const SensitivityBars::Bar& bar : subject.bars) {
    index.add(names.size(), bar.index);
    beside.add(names.size(), bar.beside);
    names.push_back(bar.parameter);
    for (const Estimate* e : {&bar.index, &bar.beside})
      all.insert(all.end(), {e->value, e->low, e->high});
    std::vector<std::string> row{bar.parameter, bar.range, number(bar.index.value),
                                 interval(bar.index)};
    if (two) row.insert(row.end(), {number(bar.beside.value), interval(bar.beside)});
    row.push_back(fmt::format("{}", bar.index.n));
    chart.table.rows.push_back(std::move(row));
  }
  const auto [from, to] = around(all);
  const double off = to + (to - from);
  chart.script = rows_script(names, from, to, 0) + index.data(off) + beside.data(off) + "plot " +
                 index.plot(Ink::band50, Ink::text, disc) +
                 (two ? ", " + beside.plot(Ink::band90, Ink::text, ring) : "") + "\n";
  chart.table.caption = subject.index;
  chart.table.heads = {"Parameter", "Range", "Value", "95 % interval"};
  if (two) chart.table.heads.insert(chart.table.heads.end(), {"First order", "95 % interval"});
  chart.table.heads.emplace_back("From");
  chart.description = subject.sentence;
  return chart;
}

Chart tornado(const SensitivityBars& subject, std::size_t position) {
  Chart chart;
  chart.id = fmt::format("tornado-{}", position);
  chart.title = subject.output + (subject.unit.empty() ? "" : ", " + subject.unit) +
                ", where a parameter is low and where it is high";
  chart.caption =
      "Ring: mean of the figure where the parameter is in the lowest quarter of its range. Disc: "
      "in "
      "the highest. Both with 95 % intervals; where these overlap, the difference may be chance. "
      "All other parameters vary freely.";
  std::vector<std::string> names;
  std::vector<double> all;
  Marks low("low", 0.55), high("high", 0.8);
  double middle = 0, known = 0;
  for (const SensitivityBars::Bar& bar : subject.bars) {
    const std::size_t row = names.size();
    names.push_back(bar.parameter);
    chart.table.rows.push_back({bar.parameter, number(bar.low.value), interval(bar.low),
                                number(bar.high.value), interval(bar.high)});
    if (!std::isfinite(bar.low.value) || !std::isfinite(bar.high.value)) continue;
    for (const Estimate* e : {&bar.low, &bar.high})
      all.insert(all.end(), {e->value, e->low, e->high});
    middle += 0.5 * (bar.low.value + bar.high.value);
    ++known;
    low.add(row, bar.low);
    high.add(row, bar.high);
  }
  const auto [from, to] = around(all);
  const double off = to + (to - from);
  chart.script = rows_script(names, from, to, known > 0 ? middle / known : 0) + low.data(off) +
                 high.data(off) + "plot " + low.plot(Ink::band90, Ink::text, ring) + ", " +
                 high.plot(Ink::band50, Ink::text, disc) + "\n";
  chart.table.caption = chart.title;
  chart.table.heads = {"Parameter", "Mean where low", "95 % interval", "Mean where high",
                       "95 % interval"};
  chart.description =
      "For each parameter the mean of the figure in its lowest and in its highest "
      "quarter, with intervals.";
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
