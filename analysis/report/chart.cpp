#include "analysis/report/chart.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "analysis/quantiles.hpp"
#include "analysis/report/axes.hpp"
#include "analysis/report/gnuplot.hpp"
#include "analysis/wording.hpp"

namespace komuna::report {
namespace {

// A flow stands in the middle of its year, a stock at its end.
double place_of(const Fan& fan, std::size_t i) {
  return fan.first_year + static_cast<double>(i) + (fan.stock ? 1.0 : 0.5);
}

std::string fan_description(const Fan& fan) {
  std::size_t most = 0;
  for (std::size_t i = 0; i < fan.years.size(); ++i)
    if (fan.years[i].q50 > fan.years[most].q50) most = i;
  const Spread& highest = fan.years[most];
  const Spread& last = fan.years.back();
  const int last_year = fan.first_year + static_cast<int>(fan.years.size()) - 1;
  return fmt::format(
      "{} from {} to {}. The median is highest in {}: {}, and nine histories in ten lie between {} "
      "and {}. In {} the median is {}.",
      fan.title, fan.first_year, last_year, fan.first_year + static_cast<int>(most),
      figure(highest.q50), figure(highest.q05), figure(highest.q95), last_year, figure(last.q50));
}

Table fan_table(const Fan& fan) {
  Table table;
  table.caption = fmt::format("{}, {}", fan.title, fan.unit);
  table.heads = {"Year", "5 %", "25 %", "Median", "75 %", "95 %"};
  for (std::size_t i = 0; i < fan.years.size(); ++i) {
    const Spread& s = fan.years[i];
    table.rows.push_back({std::to_string(fan.first_year + static_cast<int>(i)), figure(s.q05),
                          figure(s.q25), figure(s.q50), figure(s.q75), figure(s.q95)});
  }
  return table;
}

std::size_t drawn_years(const Fan& fan) {
  return fan.drawn == 0 ? fan.years.size() : std::min(fan.drawn, fan.years.size());
}

std::string fan_data(const Fan& fan) {
  std::string text = "$fan << EOD\n";
  for (std::size_t i = 0; i < drawn_years(fan); ++i) {
    const Spread& s = fan.years[i];
    text += fmt::format("{:.3f} {:.3f} {:.3f} {:.3f} {:.3f} {:.3f}\n", place_of(fan, i), s.q05,
                        s.q25, s.q50, s.q75, s.q95);
  }
  return text + "EOD\n";
}

}  // namespace

Chart fan_chart(const Fan& fan) {
  Chart chart;
  chart.id = fan.id;
  chart.title = fmt::format("{} ({})", fan.title, fan.unit);
  chart.description = fan_description(fan);
  chart.caption = fan.note;
  if (drawn_years(fan) < fan.years.size()) chart.caption += " The years after are in the table.";
  chart.table = fan_table(fan);
  Frame frame;
  for (const Spread& spread : fan.years) {
    frame.top = std::max(frame.top, spread.q95);
    frame.bottom = std::min(frame.bottom, spread.q05);
  }
  frame.from = fan.first_year;
  frame.until = fan.first_year + static_cast<int>(drawn_years(fan));
  chart.script = axes_over_years(frame, fan.events) + fan_data(fan) +
                 fmt::format(
                     "plot $fan using 1:2:6 with filledcurves fillcolor {} fillstyle solid, "
                     "$fan using 1:3:5 with filledcurves fillcolor {} fillstyle solid, "
                     "$fan using 1:4 with lines linewidth 2 linecolor {}\n",
                     colour(Ink::band90), colour(Ink::band50), colour(Ink::median));
  return chart;
}

Chart input_chart(const InputLine& line, double from, double until) {
  Chart chart;
  chart.id = line.id;
  chart.title = fmt::format("{} ({})", line.title, line.unit);
  chart.caption = line.note;
  chart.table = line.table;
  Frame frame;
  frame.from = from;
  frame.until = until;
  std::string data = "$line << EOD\n";
  double highest_at = from;
  for (const auto& [year, value] : line.points) {
    if (value > frame.top) highest_at = year;
    frame.top = std::max(frame.top, value);
    data += fmt::format("{:.3f} {:.4f}\n", year, value);
  }
  chart.description =
      fmt::format("{}, an input of the model, from {:.0f} to {:.0f}. Highest: {} in {:.0f}.",
                  line.title, from, until - 1, figure(frame.top), std::floor(highest_at));
  chart.script = axes_over_years(frame, line.events) + data +
                 fmt::format(
                     "EOD\nplot $line using 1:2 with lines linewidth 2 dashtype (8,4) "
                     "linecolor {}\n",
                     colour(Ink::input));
  return chart;
}

Chart distribution_chart(const Distribution& d) {
  Chart chart;
  chart.id = d.id;
  chart.title = fmt::format("{} ({})", d.title, d.unit);
  chart.caption = d.note;
  const Spread spread = spread_of(d.values);
  const auto [least, greatest] = std::minmax_element(d.values.begin(), d.values.end());
  Frame frame;
  const double range = std::max(*greatest, d.high) - std::min(*least, d.low);
  const double step = step_of_axis(std::max(4.0, range / 4));  // about sixteen bars
  frame.from = std::floor(std::min(*least, d.low) / step) * step;
  frame.until = (std::floor(std::max(*greatest, d.high) / step) + 1) * step;
  std::vector<std::int64_t> bars(
      static_cast<std::size_t>(std::lround((frame.until - frame.from) / step)));
  for (const double value : d.values)
    ++bars[std::min(bars.size() - 1, static_cast<std::size_t>((value - frame.from) / step))];
  chart.table.caption = chart.title + ": histories by size of the figure";
  chart.table.heads = {"From", "To below", "Histories"};
  std::string data = "$bars << EOD\n";
  for (std::size_t i = 0; i < bars.size(); ++i) {
    const double low = frame.from + static_cast<double>(i) * step;
    frame.top = std::max(frame.top, static_cast<double>(bars[i]));
    data += fmt::format("{:.4f} {} {:.4f}\n", low + step / 2, bars[i], step * 0.9);
    chart.table.rows.push_back(
        {figure(low), figure(low + step), with_commas(static_cast<double>(bars[i]))});
  }
  chart.description = fmt::format(
      "How {} falls in {} histories: median {}, nine in ten between {} and {}. History: {}.",
      d.title, d.values.size(), figure(spread.q50), figure(spread.q05), figure(spread.q95),
      figure(d.observed));
  frame.vertical = "histories";
  chart.script = axes_over_values(frame, step) + history_band(d.low, d.observed, d.high) + data +
                 fmt::format(
                     "EOD\nplot $bars using 1:2:3 with boxes fillcolor {} fillstyle solid "
                     "noborder\n",
                     colour(Ink::band50));
  return chart;
}

}  // namespace komuna::report
