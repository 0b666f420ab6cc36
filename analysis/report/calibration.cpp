#include "analysis/report/calibration.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "analysis/report/history_text.hpp"
#include "analysis/report/page.hpp"
#include "analysis/report/parameter_pairs.hpp"
#include "analysis/wording.hpp"

namespace komuna::report {
namespace {

using calibration::Check;
using calibration::ParameterResult;
using calibration::Role;
using calibration::Verdict;

// As wide as a telephone shows without moving it; names stand above their rows.
constexpr int drawing_width = 440;
constexpr double row_pixels = 32;

std::string name_of(Verdict verdict) {
  return verdict == Verdict::good ? "good" : verdict == Verdict::warning ? "with care" : "bad";
}

std::string name_of(Role role) {
  return role == Role::fit       ? "fitted"
         : role == Role::holdout ? "held out"
         : role == Role::reading ? "a reading"
                                 : "reported";
}

std::string number(double value) { return std::isfinite(value) ? figure(value) : "-"; }
std::string short_number(double value) {
  return std::isfinite(value) ? fmt::format("{:.2f}", value) : "-";
}
std::string interval(double low, double high) { return fmt::format("{:.3g} to {:.3g}", low, high); }

// Rows with their names above them, a scale of standard deviations below.
struct Rows {
  std::vector<std::string> names;
  double widest = 4;
  std::string at_nought;  // what stands at 0

  int height() const { return static_cast<int>(60 + row_pixels * double(names.size())); }
  // Where the bars of a row are.
  static double place(std::size_t row) { return static_cast<double>(row) + 0.72; }
  std::string script() const {
    const double tall = height();
    std::string text = opening(drawing_width, height());
    text += fmt::format(
        "set lmargin at screen 0.03\nset rmargin at screen 0.97\nset tmargin at screen {:.4f}\n"
        "set bmargin at screen {:.4f}\nset xrange [-{}:{}]\nset yrange [{}:0]\nset xtics scale 0 (",
        1 - 26.0 / tall, 28.0 / tall, widest, widest, names.size());
    for (int z = -static_cast<int>(widest); z <= widest; z += 2)
      text += fmt::format("{}'{}' {}", z == -static_cast<int>(widest) ? "" : ", ",
                          z == 0 ? "0" : fmt::format("{:+}", z), z);
    text += ")\n";
    for (const int z : {-2, 0, 2})
      text += fmt::format(
          "set arrow from first {0},graph 0 to first {0},graph 1 nohead back {1} linecolor {2}\n",
          z, z == 0 ? "linewidth 2" : "dashtype (3,3)", colour(z == 0 ? Ink::history : Ink::faint));
    text += fmt::format("set label {} at first 0,screen {:.4f} center textcolor {}\n",
                        quoted(at_nought), 1 - 12.0 / tall, colour(Ink::history));
    for (std::size_t i = 0; i < names.size(); ++i)
      text += fmt::format("set label {} at graph 0.005,first {} left\n", quoted(names[i]),
                          static_cast<double>(i) + 0.3);
    return text;
  }
  double within(double z) const { return std::clamp(z, -widest, widest); }
};

// x y dx 0: horizontal bars.
std::string bars(const char* name, const std::vector<std::array<double, 3>>& rows) {
  std::string text = fmt::format("${} << EOD\n", name);
  for (const auto& [y, low, high] : rows)
    text += fmt::format("{:.4f} {:.2f} {:.4f} 0\n", low, y, high - low);
  return text + "EOD\n";
}

Chart learned_chart(const CalibrationSubject& subject) {
  Chart chart;
  chart.id = "prior-to-posterior";
  chart.title = "From prior to posterior, in standard deviations of the prior";
  chart.caption =
      "Pale: nine tenths of the prior if it were normal. Dark: nine tenths and half of the "
      "posterior, with its median. A dark bar as long as the pale one: nothing was learned.";
  Rows rows;
  rows.at_nought = "mean of the prior";
  std::vector<std::array<double, 3>> prior, wide, narrow;
  std::string medians = "$medians << EOD\n";
  for (std::size_t i = 0; i < subject.parameters.size(); ++i) {
    const ParameterResult& p = subject.parameters[i].result;
    rows.names.push_back(subject.parameters[i].name);
    const double y = Rows::place(i);
    const auto z = [&](double value) { return rows.within((value - p.prior_mean) / p.prior_sd); };
    prior.push_back({y, -1.645, 1.645});
    wide.push_back({y, z(p.q05), z(p.q95)});
    narrow.push_back({y, z(p.q25), z(p.q75)});
    medians += fmt::format("{:.4f} {:.2f}\n", z(p.q50), y);
  }
  chart.script =
      rows.script() + bars("prior", prior) + bars("wide", wide) + bars("narrow", narrow) + medians +
      "EOD\n" +
      fmt::format(
          "plot $prior with vectors nohead linewidth 12 linecolor {}, $wide with vectors "
          "nohead linewidth 3 linecolor {}, $narrow with vectors nohead linewidth 7 "
          "linecolor {}, $medians with points pointtype 7 pointsize 0.6 linecolor {}\n",
          colour(Ink::band90), colour(Ink::median), colour(Ink::band50), colour(Ink::text));
  chart.table.caption = "What was learned of each parameter";
  chart.table.heads = {"Parameter", "Prior mean",    "Posterior mean",
                       "sd",        "90 % interval", "Learned"};
  std::string least;
  for (const CalibratedParameter& p : subject.parameters) {
    chart.table.rows.push_back(
        {p.name, fmt::format("{:.4g}", p.result.prior_mean), fmt::format("{:.4g}", p.result.mean),
         fmt::format("{:.3g}", p.result.sd), interval(p.result.q05, p.result.q95),
         percent(std::max(0.0, p.result.contraction))});
    if (p.result.contraction < 0.1) least += (least.empty() ? "" : ", ") + p.name;
  }
  chart.description = fmt::format(
      "For each of {} parameters the prior and the posterior. {}", subject.parameters.size(),
      least.empty() ? "The figures say something about every one."
                    : "The figures say next to nothing about: " + least + ".");
  return chart;
}

Chart predictions_chart(const CalibrationSubject& subject) {
  Chart chart;
  chart.id = "predictions";
  chart.title = "Figures of history and what the calibrated model gives";
  chart.caption =
      "Bars: nine tenths and half of what the posterior predicts, for fitted figures in worlds of "
      "fresh luck; 0 is history, the unit is error and "
      "discrepancy together. Fitted figures dark, those held out pale.";
  Rows rows;
  rows.at_nought = "history";
  std::vector<std::array<double, 3>> fitted, held, middle;
  chart.table.caption = "Figures, fitted and held out";
  chart.table.heads = {"Figure",        "Role", "History", "Model",
                       "90 % interval", "z",    "z both",  "Chance"};
  std::size_t far = 0;
  for (const CalibratedFigure& f : subject.figures) {
    const calibration::Observation& o = f.observation;
    const bool produced = std::isfinite(f.result.q50);
    chart.table.rows.push_back(
        {f.name, name_of(o.role), history_text(o),
         produced ? number(f.result.q50) : "never produced",
         produced ? number(f.result.q05) + " to " + number(f.result.q95) : "-",
         short_number(f.result.z_error), short_number(f.result.z_total),
         short_number(f.result.noise_ratio)});
    if (o.role == Role::report || o.role == Role::reading) continue;
    far += std::fabs(f.result.z_total) > 2 ? 1 : 0;
    const double y = Rows::place(rows.names.size());
    rows.names.push_back(f.name + (produced ? "" : " (never produced)"));
    if (!produced) continue;
    const auto z = [&](double value) {
      const double away = (o.on_scale(value) - o.on_scale(o.centre())) / o.sigma();
      return rows.within(std::isnan(away) ? -rows.widest : away);
    };
    (o.role == Role::fit ? fitted : held).push_back({y, z(f.result.q05), z(f.result.q95)});
    middle.push_back({y, z(f.result.q25), z(f.result.q75)});
  }
  chart.table.columns = "ttn";
  std::string plots;
  std::string data;
  const auto draw = [&](const char* name, const std::vector<std::array<double, 3>>& list, Ink ink,
                        int thick) {
    if (list.empty()) return;
    data += bars(name, list);
    plots += fmt::format("{}${} with vectors nohead linewidth {} linecolor {}",
                         plots.empty() ? "plot " : ", ", name, thick, colour(ink));
  };
  draw("fitted", fitted, Ink::median, 3);
  draw("held", held, Ink::soft, 3);
  draw("middle", middle, Ink::band50, 7);
  chart.script = rows.script() + data + (plots.empty() ? "plot -1" : plots) + "\n";
  chart.description =
      fmt::format("{} figures beside the model; {} lie more than two standard deviations off.",
                  rows.names.size(), far);
  return chart;
}

}  // namespace

Section verdict_section(const CalibrationSubject& subject) {
  Section section{"verdict", "Verdict", "", {}, ""};
  for (const std::string& sentence : subject.diagnosis->verdict)
    section.before += paragraph(sentence);
  section.before += paragraph(
      "The posterior holds under the errors and discrepancies stated for the figures; other "
      "errors, another answer.");
  return section;
}

Section learned_section(const CalibrationSubject& subject) {
  Section section{"learned", "What was learned", "", {learned_chart(subject)}, ""};
  Table table;
  table.caption = "What was believed before, and why";
  table.heads = {"Parameter", "Prior", "Because"};
  table.columns = "ttt";
  for (const CalibratedParameter& p : subject.parameters)
    table.rows.push_back({p.name, p.prior, p.because});
  section.after = html(table);
  return section;
}

Section pairs_section(const CalibrationSubject& subject) {
  Section section{"pairs-of-parameters", "What hangs together", "", {}, ""};
  if (subject.parameters.size() > 1 && !subject.parameters.front().draws.empty())
    section.charts.push_back(pairs_chart(subject));
  Table table;
  table.caption = "Combinations of parameters, best known first";
  table.heads = {"Combination, in standard deviations of the prior", "Unknown still"};
  for (const calibration::Direction& direction : subject.diagnosis->directions) {
    std::string text;
    for (std::size_t i = 0; i < direction.loadings.size(); ++i)
      if (std::fabs(direction.loadings[i]) >= 0.3)
        text += fmt::format("{}{:+.2f} {}", text.empty() ? "" : ", ", direction.loadings[i],
                            subject.parameters[i].name);
    table.rows.push_back({text, percent(direction.eigenvalue)});
  }
  section.after = html(table);
  return section;
}

Section predictions_section(const CalibrationSubject& subject) {
  Section section{"figures", "The figures of history", "", {predictions_chart(subject)}, ""};
  double squares = 0;
  for (const CalibratedFigure& f : subject.figures)
    if (f.observation.role == Role::fit) squares += f.result.discrepancy_ratio;
  section.after = paragraph(fmt::format(
      "z is measured twice: by the error of the figure alone, and with the discrepancy that the "
      "model is allowed. Sum of the squared ratios of discrepancy to error over the fitted "
      "figures: {:.3g}. Chance: spread of one world against both; above 1 one history says little.",
      squares));
  return section;
}

Section readings_section(const CalibrationSubject& subject) {
  Section section{"readings", "What the figure counted", "", {}, ""};
  for (const ReadFigure& figure : subject.readings) {
    section.before += paragraph(figure.name + ": " + figure.because);
    if (!are_told(figure.result)) {
      section.before +=
          paragraph("Not told: the method of this calibration does not weigh worlds by readings.");
      continue;
    }
    Table table;
    table.caption = "Probability of each reading";
    table.heads = {"Reading", "History",      "Model, 90 % interval", "Before",
                   "Now",     "Equal before", "Half the error",       "Twice the error"};
    table.columns = "tn";
    for (const calibration::ReadingResult& r : figure.result.readings) {
      const CalibratedFigure& f = subject.figures[r.observation];
      table.rows.push_back({f.name, history_text(f.observation),
                            number(f.result.q05) + " to " + number(f.result.q95), percent(r.prior),
                            percent(r.posterior), percent(r.equal), percent(r.half_error),
                            percent(r.double_error)});
    }
    section.before += html(table);
    section.before += paragraph(
        "Exactly one reading is right. Now: given all fitted figures. Equal before: had every "
        "reading been thought as probable as every other. The ratio of two columns Now over Before "
        "is what the data say; it does not depend on what was believed. It says nothing about "
        "readings that are not in the list.");
  }
  return section;
}

Section checks_section(const CalibrationSubject& subject) {
  Section section{"checks", "Every check", "", {}, ""};
  Table table;
  table.caption = "Checks with their thresholds";
  table.heads = {"Check", "Of", "Verdict", "What it means", "Value", "Should be"};
  table.columns = "ttttn";
  for (const Check& check : subject.diagnosis->checks)
    table.rows.push_back({check.name, check.of, name_of(check.verdict), check.sentence,
                          check.value_text(), check.threshold});
  section.after = html(table);
  return section;
}

std::string page(const CalibrationSubject& subject, const Plotter& plotter) {
  std::vector<Section> sections;
  for (const auto& make :
       {verdict_section, learned_section, pairs_section, predictions_section, checks_section})
    sections.push_back(make(subject));
  if (!subject.readings.empty()) sections.insert(sections.end() - 1, readings_section(subject));
  Cover cover{subject.title, subject.summary, "", subject.version};
  for (const std::string& fact : subject.facts)
    cover.facts += (cover.facts.empty() ? "" : " ") + fact;
  return page(cover, sections, plotter);
}

}  // namespace komuna::report
