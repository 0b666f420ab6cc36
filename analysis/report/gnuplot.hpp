#pragma once
// Charts are drawn by gnuplot, a program of its own: it is handed a script for each chart and gives
// back the drawing as SVG. Where it is not installed there are no drawings, and the report has its
// tables all the same.
//
// Texts in scripts go through quoted(), so that no name in a scenario becomes a command. Colours
// are by role, not by value: the page decides what they look like by day, by night and on paper.

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace komuna::report {

// A drawing for each script, in order; nothing at all where charts cannot be drawn.
using Plotter = std::function<std::vector<std::string>(const std::vector<std::string>& scripts)>;

// Starts the gnuplot of the PATH, once for all scripts. Cost: about 20 ms.
std::vector<std::string> draw_with_gnuplot(const std::vector<std::string>& scripts);

// 'text' as gnuplot reads it, with nothing in it that it would act on.
std::string quoted(std::string_view text);

enum class Ink {
  text,
  soft,
  faint,
  event,
  band90,
  band50,
  median,
  input,
  history,
  journey,
  place,
  origin
};
// "rgb '#000103'": a colour no chart has; in the drawing it becomes the page's own of that role.
std::string colour(Ink ink);

// What opens every script: size in pixels of the screen, and no key, border or margins but those
// the chart sets itself.
std::string opening(int width, int height);

}  // namespace komuna::report
