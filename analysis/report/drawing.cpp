#include "analysis/report/drawing.hpp"

#include <fmt/format.h>

#include <array>
#include <string_view>

#include "analysis/report/gnuplot.hpp"
#include "analysis/report/html.hpp"

namespace komuna::report {
namespace {

void replace_all(std::string& text, std::string_view what, std::string_view with) {
  for (std::size_t at = text.find(what); at != std::string::npos;
       at = text.find(what, at + with.size()))
    text.replace(at, what.size(), with);
}

// Removes every part from `begin` to the next `end`, both included.
void remove_all(std::string& text, std::string_view begin, std::string_view end) {
  for (std::size_t at = text.find(begin); at != std::string::npos; at = text.find(begin, at)) {
    const std::size_t last = text.find(end, at + begin.size());
    if (last == std::string::npos) return;
    text.erase(at, last + end.size() - at);
  }
}

constexpr std::array<std::pair<Ink, std::string_view>, 12> inks{{{Ink::text, "ink"},
                                                                 {Ink::soft, "soft"},
                                                                 {Ink::faint, "faint"},
                                                                 {Ink::event, "event"},
                                                                 {Ink::band90, "band90"},
                                                                 {Ink::band50, "band50"},
                                                                 {Ink::median, "median"},
                                                                 {Ink::input, "input"},
                                                                 {Ink::history, "history"},
                                                                 {Ink::journey, "journey"},
                                                                 {Ink::place, "place"},
                                                                 {Ink::origin, "origin"}}};

void use_colours_of_page(std::string& svg) {
  for (const auto& [ink, name] : inks)
    for (const char* form : {"rgb(  0,   1, {:3})", "rgb(0,1,{})"})
      replace_all(svg, fmt::format(fmt::runtime(form), static_cast<unsigned>(ink) + 1),
                  fmt::format("var(--{})", name));
  for (const std::string_view attribute : {"stroke", "fill", "color"})
    replace_all(svg, fmt::format(" {}='black'", attribute), "");
  replace_all(svg, " fill=\"black\"", " fill=\"var(--ink)\"");
  replace_all(svg, " color=\"black\"", "");
  replace_all(svg, " color=\"white\"", "");
  replace_all(svg, " font-family=\"sans\"", "");
  replace_all(svg, " font-size=\"12.00\"", "");
}

// Groups that gnuplot opens for a change of pen and closes without drawing.
void remove_empty_groups(std::string& svg) {
  for (std::size_t at = svg.find("<g"); at != std::string::npos; at = svg.find("<g", at + 1)) {
    const std::size_t end = svg.find('>', at);
    if (end == std::string::npos) return;
    const std::size_t next = svg.find_first_not_of(" \t\n", end + 1);
    if (next != std::string::npos && svg.compare(next, 4, "</g>") == 0) {
      svg.erase(at, next + 4 - at);
      at = at > 0 ? at - 1 : 0;
    }
  }
}

void name_inner_parts(std::string& svg, const std::string& id) {
  remove_all(svg, " id=\"", "\"");  // gnuplot's names of plots
  remove_all(svg, "<title>", "</title>");
  remove_all(svg, "<filter", "</filter>");
  const std::size_t defs_end = svg.find("</defs>");
  if (defs_end != std::string::npos && svg.find("xlink:href", defs_end) == std::string::npos)
    remove_all(svg, "<defs>", "</defs>");
  replace_all(svg, "xlink:href='#", "href='#" + id + '-');
  replace_all(svg, " id='", " id='" + id + '-');
}

}  // namespace

std::string in_page(const std::string& drawing, const Caption& caption) {
  constexpr std::string_view box_begin = "viewBox=\"";
  std::size_t at = drawing.find(box_begin);
  const std::size_t open_end = drawing.find('>', at == std::string::npos ? 0 : at);
  if (at == std::string::npos || open_end == std::string::npos) return {};
  at += box_begin.size();
  const std::string box = drawing.substr(at, drawing.find('"', at) - at);
  std::string inner = drawing.substr(open_end + 1, drawing.rfind("</svg>") - open_end - 1);
  remove_all(inner, "<title>", "</title>");
  remove_all(inner, "<desc>", "</desc>");
  name_inner_parts(inner, caption.id);
  use_colours_of_page(inner);
  remove_empty_groups(inner);
  remove_all(inner, "<rect x=\"0\"", "/>");
  for (std::size_t twice = inner.find("\n\n"); twice != std::string::npos;
       twice = inner.find("\n\n", twice))
    inner.erase(twice, 1);
  return fmt::format(
      "<svg viewBox=\"{0}\" role=\"img\" aria-labelledby=\"{1}-t {1}-d\">\n"
      "<title id=\"{1}-t\">{2}</title>\n<desc id=\"{1}-d\">{3}</desc>{4}</svg>\n",
      escaped(box), escaped(caption.id), escaped(caption.title), escaped(caption.description),
      inner);
}

}  // namespace komuna::report
