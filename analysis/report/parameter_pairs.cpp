#include "analysis/report/parameter_pairs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "analysis/report/axes.hpp"
#include "analysis/report/gnuplot.hpp"

namespace komuna::report {
namespace {

constexpr std::size_t most_in_pairs = 12;     // parameters
constexpr std::size_t points_in_pairs = 250;  // a panel

double correlation(const std::vector<double>& a, const std::vector<double>& b) {
  const auto n = static_cast<double>(a.size());
  double ma = 0, mb = 0, aa = 0, bb = 0, ab = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    ma += a[i] / n;
    mb += b[i] / n;
  }
  for (std::size_t i = 0; i < a.size(); ++i) {
    aa += (a[i] - ma) * (a[i] - ma);
    bb += (b[i] - mb) * (b[i] - mb);
    ab += (a[i] - ma) * (b[i] - mb);
  }
  return aa > 0 && bb > 0 ? ab / std::sqrt(aa * bb) : 0;
}

std::string name_of(const CalibrationSubject& subject, std::size_t i) {
  return fmt::format("{}. {}", i + 1, subject.parameters[i].name);
}

// Panels of a lower triangle without its diagonal, in pixels; few parameters need no wide drawing.
// The name of a parameter stands right of its row and above its column.
struct Grid {
  std::size_t count;
  double left = 58, top = 26, bottom = 40;
  bool wide() const { return count > 3; }
  int width() const { return wide() ? 900 : 440; }
  double panels() const { return static_cast<double>(count - 1); }
  double panel_width() const { return std::min(260.0, 0.72 * (width() - left) / panels()); }
  double panel_height() const { return std::min(220.0, (wide() ? 720.0 : 400.0) / panels()); }
  int height() const { return static_cast<int>(top + panels() * panel_height() + bottom); }
  double x(std::size_t column) const { return left + double(column) * panel_width(); }
  double y(std::size_t row) const { return height() - top - double(row - 1) * panel_height(); }
};

// "set xrange [..]" and ticks at a few round numbers, named at the outer panels alone.
std::string scale_of(char axis, const std::vector<double>& values, double apart, bool named) {
  const auto [least, most] = std::minmax_element(values.begin(), values.end());
  const double size = *most - *least;
  const double spare = size > 0 ? 0.05 * size : std::max(1e-9, 0.5 * std::fabs(*most));
  return fmt::format(
      "set {0}range [{1:.6g}:{2:.6g}]\nset {0}tics {3:.6g} scale 0.4 nomirror\n"
      "set format {0} '{4}'\n",
      axis, *least - spare, *most + spare, apart * step_of_axis(size + 2 * spare),
      named ? "%g" : "");
}

std::string panel(const CalibrationSubject& subject, const Grid& grid, std::size_t row,
                  std::size_t column) {
  const auto& x = subject.parameters[column].draws;
  const auto& y = subject.parameters[row].draws;
  constexpr double gap = 6;
  const double apart = grid.wide() ? 2 : 1;
  std::string text = fmt::format(
      "set lmargin at screen {:.4f}\nset rmargin at screen {:.4f}\nset tmargin at screen {:.4f}\n"
      "set bmargin at screen {:.4f}\n",
      grid.x(column) / grid.width(), (grid.x(column + 1) - gap) / grid.width(),
      grid.y(row) / grid.height(), (grid.y(row + 1) + gap) / grid.height());
  text += scale_of('x', x, apart, row + 1 == grid.count) + scale_of('y', y, apart, column == 0);
  text += "$points << EOD\n";
  const std::size_t step = std::max<std::size_t>(1, x.size() / points_in_pairs);
  for (std::size_t i = 0; i < x.size(); i += step)
    text += fmt::format("{:.6g} {:.6g}\n", x[i], y[i]);
  return text + fmt::format("EOD\nplot $points with points pointtype 7 pointsize {} linecolor {}\n",
                            grid.wide() ? 0.15 : 0.3, colour(Ink::median));
}

std::string pairs_script(const CalibrationSubject& subject, const Grid& grid) {
  std::string text = opening(grid.width(), grid.height()) +
                     "set multiplot\nset border 15 linecolor " + colour(Ink::faint) + "\n";
  for (std::size_t row = 1; row < grid.count; ++row)
    for (std::size_t column = 0; column < row; ++column) text += panel(subject, grid, row, column);
  text +=
      "set border 0\nunset xtics\nunset ytics\nset lmargin at screen 0\nset rmargin at screen 1\n"
      "set tmargin at screen 1\nset bmargin at screen 0\nset xrange [0:1]\nset yrange [0:1]\n";
  for (std::size_t i = 0; i < grid.count; ++i)
    text += fmt::format(
        "set label {} at screen {:.4f},screen {:.4f} left\n", quoted(name_of(subject, i)),
        (grid.x(i) + (i == 0 ? 0 : 4)) / grid.width(),
        (i == 0 ? grid.height() - 0.5 * grid.top : grid.y(i) - 0.5 * grid.panel_height()) /
            grid.height());
  return text + "plot -1 notitle\nunset multiplot\n";
}

}  // namespace

Chart pairs_chart(const CalibrationSubject& subject) {
  Chart chart;
  const Grid grid{std::min(most_in_pairs, subject.parameters.size())};
  chart.id = "pairs";
  chart.wide = grid.wide();
  chart.title = "Pairs of parameters";
  chart.caption =
      "Each point is a draw of the posterior: upwards the parameter named at the right of the row, "
      "to the right the one named above the column. A slanted cloud: only a combination of both is "
      "known.";
  chart.script = pairs_script(subject, grid);
  chart.table.caption = "Correlation of parameters in the posterior";
  chart.table.heads = {"Parameter"};
  double strongest = 0;
  std::string who = "none";
  for (std::size_t i = 0; i < grid.count; ++i) chart.table.heads.push_back(std::to_string(i + 1));
  for (std::size_t row = 0; row < grid.count; ++row) {
    std::vector<std::string> cells{name_of(subject, row)};
    for (std::size_t column = 0; column < grid.count; ++column) {
      const double r = correlation(subject.parameters[row].draws, subject.parameters[column].draws);
      cells.push_back(std::isfinite(r) ? fmt::format("{:.2f}", r) : "-");
      if (row == column || std::fabs(r) <= std::fabs(strongest)) continue;
      strongest = r;
      who = subject.parameters[row].name + " and " + subject.parameters[column].name;
    }
    chart.table.rows.push_back(std::move(cells));
  }
  chart.description =
      fmt::format("Scatter of {} parameters. Most strongly tied: {}, correlation {:.2f}.",
                  grid.count, who, strongest);
  return chart;
}

}  // namespace komuna::report
