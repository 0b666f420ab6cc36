#include "analysis/report/axes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "analysis/report/gnuplot.hpp"
#include "analysis/wording.hpp"

namespace komuna::report {
namespace {

constexpr double left_margin = 0.14;  // shares of the drawing
constexpr double right_margin = 0.96;
constexpr double bottom_pixels = 30;
constexpr double top_pixels = 10;
constexpr double row_pixels = 15;  // of event numbers
constexpr double plot_pixels = 180;
// Of a letter of an event number, as large as a phone shows it, and around them.
constexpr double letter_pixels = 8;
constexpr double label_air = 7;

// Rows of event numbers make the drawing taller, not the plot lower.
double height_of(std::size_t rows) {
  return std::ceil(bottom_pixels + plot_pixels + top_pixels +
                   row_pixels * static_cast<double>(rows));
}

// As many decimals as the step has.
std::string tick_text(double value, double step) {
  if (step >= 1) return with_commas(value);
  return fmt::format("{:.{}f}", value, static_cast<int>(std::ceil(-std::log10(step) - 1e-9)));
}

std::string ticks_of_height(const Frame& frame) {
  const double most = frame.top > 0 || frame.bottom < 0 ? frame.top : 1;
  const double step = step_of_axis(most - frame.bottom);
  const double air = 0.04 * (most - frame.bottom);
  const double lowest = frame.bottom < 0 ? frame.bottom - air : 0;
  std::string text = fmt::format("set yrange [{:.5f}:{:.5f}]\n", lowest, most + air);
  std::string ticks;
  for (double i = std::ceil(lowest / step); i * step <= most + air; ++i) {
    const double value = i * step;
    ticks += fmt::format("{}{} {:.5f}", ticks.empty() ? "" : ", ", quoted(tick_text(value, step)),
                         value);
    text += fmt::format(
        "set arrow from first {0:.5f},first {2:.5f} to first {1:.5f},first {2:.5f} "
        "nohead back linecolor {3}\n",
        frame.from, frame.until, value, colour(i == 0 ? Ink::text : Ink::faint));
  }
  return text + "set ytics scale 0 offset 0.4,0 (" + ticks + ")\n";
}

std::string canvas(const Frame& frame, std::size_t rows) {
  const double height = height_of(rows);
  return opening(frame.width, static_cast<int>(height)) +
         fmt::format(
             "set lmargin at screen {}\nset rmargin at screen {}\nset bmargin at screen {:.4f}\n"
             "set tmargin at screen {:.4f}\n",
             left_margin, right_margin, bottom_pixels / height,
             (bottom_pixels + plot_pixels) / height);
}

int year_step(double years) {
  for (const int step : {1, 2, 5, 10, 20, 50})
    if (years / step <= 9) return step;
  return 100;
}

// The name of a year stands below its middle; where not all fit, round years are named.
std::string ticks_of_years(const Frame& frame) {
  const int step = year_step(frame.until - frame.from);
  std::string ticks;
  for (int year = static_cast<int>(frame.from); year < frame.until; ++year) {
    if (year % step != 0) continue;
    ticks += fmt::format("{}{} {:.1f}", ticks.empty() ? "" : ", ", quoted(std::to_string(year)),
                         year + 0.5);
  }
  return "set xtics scale 0 offset 0,0.3 (" + ticks + ")\n";
}

std::string event_marks(const std::vector<EventMark>& events,
                        const std::vector<EventLabel>& labels) {
  std::string text;
  const double y = (bottom_pixels + plot_pixels + 0.5 * row_pixels) / height_of(1);
  for (const EventMark& event : events)
    text += fmt::format(
        "set arrow from first {0:.4f},graph 0 to first {0:.4f},screen {1:.4f} nohead back "
        "dashtype (2,3) linecolor {2}\n",
        event.year, y, colour(Ink::event));
  for (const EventLabel& label : labels)
    text += fmt::format(
        "set label {} at first {:.4f},screen {:.4f} offset character 0.15,0 left front "
        "textcolor {}\n",
        quoted(label.text), label.year, y, colour(Ink::history));
  return text;
}

}  // namespace

double step_of_axis(double most) {
  const double rough = most / 4;
  const double power = std::pow(10.0, std::floor(std::log10(rough)));
  for (const double factor : {1.0, 2.0, 5.0})
    if (rough <= factor * power) return factor * power;
  return 10 * power;
}

std::vector<EventLabel> labels_of(const std::vector<EventMark>& events, double years,
                                  double until) {
  struct Run {
    double year;
    std::size_t first, last;
    std::string text() const {
      return first == last ? std::to_string(first) : fmt::format("{}-{}", first, last);
    }
  };
  const auto end_of = [&](const Run& run) {
    return run.year + years * (label_air + letter_pixels * static_cast<double>(run.text().size()));
  };
  std::vector<Run> runs;
  for (const EventMark& event : events) {
    if (!runs.empty() && event.year < end_of(runs.back()))
      runs.back().last = event.number;
    else
      runs.push_back({event.year, event.number, event.number});
  }
  // At the right edge a label moves to the left, and takes in the one it meets.
  while (!runs.empty() && end_of(runs.back()) > until) {
    runs.back().year -= end_of(runs.back()) - until;
    if (runs.size() < 2 || end_of(runs[runs.size() - 2]) <= runs.back().year) break;
    runs[runs.size() - 2].last = runs.back().last;
    runs.pop_back();
  }
  std::vector<EventLabel> labels;
  for (const Run& run : runs) labels.push_back({run.year, run.text()});
  return labels;
}

std::string axes_over_years(const Frame& frame, const std::vector<EventMark>& events) {
  std::vector<EventMark> shown;
  for (const EventMark& event : events)
    if (event.year >= frame.from && event.year < frame.until) shown.push_back(event);
  const double years = (frame.until - frame.from) / (frame.width * (right_margin - left_margin));
  const double edge = frame.until + years * frame.width * (1 - right_margin);
  return canvas(frame, shown.empty() ? 0 : 1) +
         fmt::format("set xrange [{:.3f}:{:.3f}]\n", frame.from, frame.until) +
         ticks_of_years(frame) + ticks_of_height(frame) +
         event_marks(shown, labels_of(shown, years, edge));
}

std::string axes_over_values(const Frame& frame, double step) {
  std::string ticks;
  const auto bars = static_cast<int>(std::lround((frame.until - frame.from) / step));
  const int every = std::max(1, (bars + 5) / 6);
  for (int i = 0; i <= bars; i += every) {
    const double value = frame.from + i * step;
    ticks += fmt::format("{}{} {:.5f}", i == 0 ? "" : ", ", quoted(tick_text(value, step)), value);
  }
  std::string text =
      canvas(frame, 1) + fmt::format("set xrange [{:.5f}:{:.5f}]\n", frame.from, frame.until);
  text += "set xtics scale 0 offset 0,0.3 (" + ticks + ")\n" + ticks_of_height(frame);
  if (!frame.vertical.empty())
    text += fmt::format("set label {} at screen 0.01,screen 0.965 left textcolor {}\n",
                        quoted(frame.vertical), colour(Ink::text));
  return text;
}

std::string history_band(double low, double observed, double high) {
  std::string text;
  for (const double edge : {low, high})
    text += fmt::format(
        "set arrow from first {0:.5f},graph 0 to first {0:.5f},graph 1 nohead front dashtype (3,3) "
        "linecolor {1}\n",
        edge, colour(Ink::history));
  return text +
         fmt::format(
             "set arrow from first {0:.5f},graph 0 to first {0:.5f},graph 1 nohead front "
             "linewidth 2 linecolor {1}\n"
             "set label 'history' at first {0:.5f},screen 0.955 center front textcolor {1}\n",
             observed, colour(Ink::history));
}

}  // namespace komuna::report
