// Figures of history beside the model: how far they are apart, and how they fall.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "analysis/report/gnuplot.hpp"
#include "analysis/report/sections.hpp"
#include "analysis/wording.hpp"

namespace komuna::report {
namespace {

constexpr double plot_left = 32;  // pixels
constexpr double plot_right = 372;
constexpr double letter_pixels = 6.7;
constexpr double widest = 5;  // standard errors shown to each side
constexpr std::array<const char*, 3> role_names{"fitted", "held out", "reported"};

std::string role_of(const Target& target) {
  constexpr std::array<const char*, 3> given{"", ", repeats an input", ", constant of its own"};
  return std::string(role_names[static_cast<std::size_t>(target.role)]) +
         given[static_cast<std::size_t>(target.given)];
}

std::vector<std::string> row_of(const Subject& subject, std::size_t i) {
  const Target& target = subject.scenario.parameters.targets[i];
  const TargetResult result = subject.summary.target(i);
  const Spread& s = result.spread;
  const std::int64_t all = subject.figures.completed();
  std::vector<std::string> row{std::to_string(i + 1) + ". " + target.name, observed_text(target)};
  if (s.n == 0) {
    row.insert(row.end(), {"none", "-", "-", "-"});
  } else {
    row.insert(row.end(), {value_text(target, s.q50),
                           value_text(target, s.q05) + " to " + value_text(target, s.q95),
                           z_text(result, result.z_error), z_text(result, result.z_total)});
  }
  row.push_back(s.n == all ? "all" : with_commas(static_cast<double>(s.n)));
  row.push_back(role_of(target));
  row.push_back(basis_of(subject.scenario, "targets." + target.id + ".observed"));
  return row;
}

Table targets_table(const Subject& subject) {
  Table table;
  table.caption = "Figures of history beside the model";
  table.heads = {
      "Figure", "History",           "Model, median", "90 % of histories",   "z, figure alone",
      "z",      "Histories with it", "Role",          "Source of the figure"};
  table.columns = "tnnnnnntt";
  for (std::size_t i = 0; i < subject.scenario.parameters.targets.size(); ++i)
    table.rows.push_back(row_of(subject, i));
  return table;
}

// What the count of fitted figures is worth.
std::string worth_of(const Subject& subject) {
  std::size_t fitted = 0, near = 0, both = 0, input = 0, constant = 0;
  const auto& targets = subject.scenario.parameters.targets;
  for (std::size_t i = 0; i < targets.size(); ++i) {
    if (targets[i].role != TargetRole::fit) continue;
    const TargetResult result = subject.summary.target(i);
    ++fitted;
    if (std::fabs(result.z_error) <= 2) ++near;
    if (std::fabs(result.z_total) <= 2) ++both;
    if (targets[i].given == Given::input) ++input;
    if (targets[i].given == Given::constant) ++constant;
  }
  if (fitted == 0) return {};
  return paragraph(fmt::format(
      "Of {} fitted figures {} lie within two standard errors of figure and model, {} within two "
      "of "
      "the figure alone. {} of them repeat an input and {} have a constant of their own: that they "
      "are met confirms little.",
      fitted, both, near, input, constant));
}

struct Miss {
  std::size_t number = 0;
  double low = 0, middle = 0, high = 0;
  bool fitted = false;
};

// Interval of the model on the scale of the errors, 0 being history.
std::vector<Miss> misses_of(const Subject& subject) {
  std::vector<Miss> misses;
  for (std::size_t i = 0; i < subject.scenario.parameters.targets.size(); ++i) {
    const Target& target = subject.scenario.parameters.targets[i];
    const Spread s = subject.summary.target(i).spread;
    const double error = std::hypot(target.error, target.discrepancy);
    if (s.n == 0 || error <= 0) continue;
    const double seen = on_scale(target.family, target.observed);
    const auto far = [&](double value) {
      const double z = (on_scale(target.family, value) - seen) / error;
      return std::isnan(z) ? -std::numeric_limits<double>::infinity() : z;
    };
    misses.push_back({i + 1, far(s.q05), far(s.q50), far(s.q95), target.role == TargetRole::fit});
  }
  return misses;
}

// Letters, not bytes, of the longest name.
std::size_t longest_name(const Subject& subject, const std::vector<Miss>& misses) {
  std::size_t longest = 0;
  for (const Miss& miss : misses) {
    const std::string& name = subject.scenario.parameters.targets[miss.number - 1].name;
    longest = std::max(longest, static_cast<std::size_t>(std::count_if(
                                    name.begin(), name.end(),
                                    [](unsigned char c) { return (c & 0xC0U) != 0x80U; })));
  }
  return longest;
}

// The plot and its numbers stand at the left, in sight on a small screen too; names follow.
std::string misses_axes(const Subject& subject, const std::vector<Miss>& misses, int width,
                        int height) {
  const auto n = static_cast<double>(misses.size());
  const double right = plot_right / static_cast<double>(width);
  std::string text = fmt::format(
      "set lmargin at screen {:.4f}\nset rmargin at screen {:.4f}\nset tmargin at screen {}\n"
      "set bmargin at screen {}\nset xrange [-{:.1f}:{:.1f}]\nset yrange [0:{}]\n"
      "set xtics scale 0 (",
      plot_left / static_cast<double>(width), right, 1 - 24.0 / height, 24.0 / height, widest,
      widest, n);
  for (int z = -4; z <= 4; z += 2)
    text += fmt::format("{}'{}' {}", z == -4 ? "" : ", ", z == 0 ? "0" : fmt::format("{:+}", z), z);
  text += ")\n";
  for (const int z : {-2, 0, 2})
    text += fmt::format(
        "set arrow from first {0},graph 0 to first {0},graph 1 nohead back {1} "
        "linecolor {2}\n",
        z, z == 0 ? "linewidth 2" : "dashtype (3,3)", colour(z == 0 ? Ink::history : Ink::faint));
  text += fmt::format("set label 'history' at first 0,screen {:.4f} center textcolor {}\n",
                      1 - 10.0 / height, colour(Ink::history));
  for (std::size_t i = 0; i < misses.size(); ++i) {
    const Target& target = subject.scenario.parameters.targets[misses[i].number - 1];
    const double y = n - 0.5 - static_cast<double>(i);
    text += fmt::format(
        "set label '{}' at screen {:.4f},first {} right\n"
        "set label {} at screen {:.4f},first {} left\n",
        misses[i].number, (plot_left - 8) / static_cast<double>(width), y, quoted(target.name),
        right + 12.0 / width, y);
  }
  return text;
}

// `part`: 0 = the only one, else 1, 2, ...
Chart misses_chart(const Subject& subject, const std::vector<Miss>& misses, std::size_t part) {
  Chart chart;
  chart.id = part < 2 ? "misses" : fmt::format("misses-{}", part);
  chart.wide = true;
  chart.title = "How far the model is from history (standard errors of figure and model together)";
  if (part > 0)
    chart.title += fmt::format(", figures {} to {}", misses.front().number, misses.back().number);
  const auto close = std::count_if(misses.begin(), misses.end(),
                                   [](const Miss& m) { return std::fabs(m.middle) <= 2; });
  chart.description = fmt::format(
      "One line for each of {} figures: the median of the model as a dot, filled for fitted "
      "figures, and the interval of nine histories in ten as a bar. {} medians lie within two "
      "standard errors of history.",
      misses.size(), close);
  chart.caption =
      "Filled dots: fitted figures; empty dots: held out or only reported. Lines that reach the "
      "edge go on beyond it. Sources of the figures: table of targets below.";
  chart.table.caption = "Distance from history in standard errors";
  chart.table.heads = {"Figure", "5 %", "Median", "95 %"};
  const int width = static_cast<int>(
      plot_right + 24 + letter_pixels * static_cast<double>(longest_name(subject, misses)));
  const int height = 60 + 17 * static_cast<int>(misses.size());
  std::string fitted = "$fitted << EOD\n";
  std::string others = "$others << EOD\n";
  const auto cut = [](double z) { return std::clamp(z, -widest, widest); };
  for (std::size_t i = 0; i < misses.size(); ++i) {
    const Miss& m = misses[i];
    (m.fitted ? fitted : others) +=
        fmt::format("{:.3f} {:.3f} {:.3f} {:.1f}\n", cut(m.middle), cut(m.low), cut(m.high),
                    static_cast<double>(misses.size()) - 0.5 - static_cast<double>(i));
    const TargetResult result;  // of no median: each end is told for itself
    chart.table.rows.push_back({subject.scenario.parameters.targets[m.number - 1].name,
                                z_text(result, m.low), z_text(result, m.middle),
                                z_text(result, m.high)});
  }
  // A chart with no line of one kind would be a chart of nothing for gnuplot: a point outside.
  chart.script = opening(width, height) + misses_axes(subject, misses, width, height) + fitted +
                 "-99 -99 -99 -99\nEOD\n" + others + "-99 -99 -99 -99\nEOD\n" +
                 fmt::format(
                     "plot $fitted using 2:4:($3-$2):(0) with vectors nohead linewidth 5 "
                     "linecolor {0}, $others using 2:4:($3-$2):(0) with vectors nohead "
                     "linewidth 5 linecolor {0}, $fitted using 1:4 with points pointtype 7 "
                     "pointsize 0.6 linecolor {1}, $others using 1:4 with points "
                     "pointtype 6 pointsize 0.6 linewidth 2 linecolor {1}\n",
                     colour(Ink::band50), colour(Ink::median));
  return chart;
}

// As many charts as it takes for each to fit on a printed page.
void add_misses(const Subject& subject, std::vector<Chart>& charts) {
  constexpr std::size_t most = 44;
  const std::vector<Miss> misses = misses_of(subject);
  const std::size_t parts = (misses.size() + most - 1) / most;
  for (std::size_t part = 0; part < parts; ++part) {
    const auto at = [&](std::size_t p) {
      return misses.begin() + static_cast<std::ptrdiff_t>(p * misses.size() / parts);
    };
    charts.push_back(misses_chart(subject, {at(part), at(part + 1)}, parts == 1 ? 0 : part + 1));
  }
}

// The figures about whole movements, the first of which the scenario names first.
void add_distributions(const Subject& subject, std::vector<Chart>& charts) {
  constexpr std::size_t most = 4;
  const std::size_t shown = charts.size() + most;
  const auto& targets = subject.scenario.parameters.targets;
  for (std::size_t i = 0; i < targets.size() && charts.size() < shown; ++i) {
    const Target& target = targets[i];
    const bool of_movement = target.measure == MeasureKind::largest_collectives ||
                             target.measure == MeasureKind::departures ||
                             target.measure == MeasureKind::admitted;
    Distribution d;
    d.values = subject.figures.target_values(i);
    if (!of_movement || target.role == TargetRole::report || d.values.size() < 20) continue;
    if (target.family != ErrorFamily::lognormal || target.observed <= 0) continue;
    d.id = fmt::format("target-{}", i + 1);
    d.title = target.name;
    d.unit = "persons";
    d.observed = target.observed;
    d.low = target.observed * std::exp(-target.error);
    d.high = target.observed * std::exp(target.error);
    d.note = fmt::format(
        "Bars: histories of this simulation. Line: history, {} ({}); dashed: one standard error of "
        "the figure ({}).",
        figure(target.observed), basis_of(subject.scenario, "targets." + target.id + ".observed"),
        basis_of(subject.scenario, "targets." + target.id + ".error"));
    charts.push_back(distribution_chart(d));
  }
}

}  // namespace

std::string about_held_out(const Scenario& scenario, const Posterior* posterior) {
  if (posterior != nullptr)
    return "The free parameters come from a calibration, which used the fitted figures only; the "
           "numbers it did not vary are the scenario's.";
  const auto any = [&](const auto& holds) {
    return std::any_of(scenario.provenance.begin(), scenario.provenance.end(), holds);
  };
  if (any([](const Provenance& p) { return p.how == Provenance::How::calibrated; }))
    return "The calibration did not use the figures held out.";
  const bool has_gaps = any([](const Provenance& p) {
    return p.text.find("gaps.md") != std::string::npos ||
           p.note.find("gaps.md") != std::string::npos;
  });
  if (has_gaps)
    return "The constants are provisional: they were set by hand, with the figures held out in "
           "sight (gaps.md beside the scenario, \"Provisional by hand\").";
  return "The scenario records no calibration; whether its constants were set with the figures "
         "held out in sight, its author must say.";
}

Section targets_section(const Subject& subject) {
  Section section;
  section.id = "targets";
  section.title = "Figures of history beside the model";
  if (subject.scenario.parameters.targets.empty()) {
    section.before = paragraph("The scenario names no figures of history.");
    return section;
  }
  section.before = paragraph(
      "Fitted figures informed the constants of the model; the others are held out or only "
      "reported. " +
      about_held_out(subject.scenario, subject.posterior) +
      " z is the distance of the model's median from the figure, in "
      "standard errors of figure and model together.");
  add_misses(subject, section.charts);
  add_distributions(subject, section.charts);
  section.after = worth_of(subject) + html(targets_table(subject));
  return section;
}

}  // namespace komuna::report
