#include "analysis/report/page.hpp"

#include <fmt/format.h>

#include "analysis/report/drawing.hpp"
#include "analysis/report/html.hpp"
#include "analysis/report/style.hpp"
#include "analysis/wording.hpp"

namespace komuna::report {
namespace {

std::vector<Section> sections_of(const Subject& subject) {
  const bool compares = subject.comparison != nullptr;
  const std::vector<Section> differences = comparison_sections(subject);
  std::vector<Section> sections;
  // What a comparison was made for comes first; that there is none is a word at the end.
  if (compares) {
    sections.push_back(difference_section(subject));
    sections.insert(sections.end(), differences.begin(), differences.end());
  }
  sections.push_back(story_section(subject));
  if (subject.figures.completed() > 0)
    for (const auto& make :
         {course_section, targets_section, collectives_section, lives_section, map_section})
      sections.push_back(make(subject));
  if (!compares) sections.insert(sections.end(), differences.begin(), differences.end());
  sections.push_back(sources_section(subject));
  sections.push_back(citation_section(subject));
  return sections;
}

Cover cover_of(const Subject& subject) {
  const Parameters& parameters = subject.scenario.parameters;
  const bool compares = subject.comparison != nullptr;
  const bool has_summary = !parameters.summary.empty();
  return {title_of(subject), (compares && has_summary ? "The base: " : "") + parameters.summary,
          fmt::format("{} to {}. {} {}, seed {}. komuna {}. Persons are synthetic.",
                      month_text(parameters.from), month_text(parameters.until),
                      with_commas(static_cast<double>(subject.manifest.completed)),
                      compares ? "pairs of simulated histories" : "simulated histories",
                      subject.manifest.seed, subject.manifest.version),
          subject.manifest.version};
}

std::string head(const Cover& cover) {
  return fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"generator\" content=\"komuna {}\">\n<title>{}</title>\n<style>{}</style>\n"
      "</head>\n<body>\n<a class=\"skip\" href=\"#main\">Skip to the story</a>\n",
      escaped(cover.version), escaped(cover.title), style_sheet);
}

std::string top(const Cover& cover, const std::vector<Section>& sections) {
  std::string text = "<header>\n<h1>" + escaped(cover.title) + "</h1>\n";
  if (!cover.summary.empty()) text += paragraph(cover.summary);
  text += fmt::format("<p class=\"facts\">{}</p>\n<nav aria-label=\"Contents\"><ul>\n",
                      escaped(cover.facts));
  for (const Section& section : sections)
    text += fmt::format("<li><a href=\"#{}\">{}</a></li>\n", section.id, escaped(section.title));
  return text + "</ul></nav>\n</header>\n<main id=\"main\">\n";
}

std::string figure_part(const Chart& chart, const std::string& drawing) {
  std::string text = fmt::format("<figure id=\"{}\"{}>\n<h3>{}</h3>\n", chart.id + "-figure",
                                 chart.wide ? " class=\"wide\"" : "", escaped(chart.title));
  if (drawing.empty()) {
    text += paragraph(chart.description);
  } else {
    const std::string svg = in_page(drawing, {chart.id, chart.title, chart.description});
    const std::string reach =
        chart.wide ? fmt::format(" tabindex=\"0\" role=\"region\" aria-label=\"Drawing: {}\"",
                                 escaped(chart.title))
                   : std::string();
    text += fmt::format("<div class=\"drawing\"{}>\n{}</div>\n", reach, svg);
    if (chart.wide)
      text +=
          "<p class=\"hint\">The drawing is wider than the screen: it goes on to the right.</p>\n";
  }
  if (!chart.caption.empty()) text += "<figcaption>" + escaped(chart.caption) + "</figcaption>\n";
  return text + folded("The same as a table", html(chart.table)) + "</figure>\n";
}

}  // namespace

std::string page(const Subject& subject, const Plotter& plotter) {
  return page(cover_of(subject), sections_of(subject), plotter);
}

std::string page(const Cover& cover, const std::vector<Section>& sections, const Plotter& plotter) {
  std::vector<std::string> scripts;
  for (const Section& section : sections)
    for (const Chart& chart : section.charts) scripts.push_back(chart.script);
  std::vector<std::string> drawings = scripts.empty() ? scripts : plotter(scripts);
  const bool drawn = drawings.size() == scripts.size();
  if (!drawn) drawings.assign(scripts.size(), "");

  std::string text = head(cover) + top(cover, sections);
  if (!drawn)
    text +=
        "<p class=\"care\">The charts could not be drawn: the program gnuplot was not found or did "
        "not work when this report was made. Their figures are in the tables.</p>\n";
  std::size_t next = 0;
  for (const Section& section : sections) {
    text += fmt::format("<section aria-labelledby=\"{}\">\n", section.id) +
            heading(2, section.id, section.title) + section.before;
    if (!section.charts.empty()) text += "<div class=\"charts\">\n";
    for (const Chart& chart : section.charts) text += figure_part(chart, drawings[next++]);
    if (!section.charts.empty()) text += "</div>\n";
    text += section.after + "</section>\n";
  }
  return text + fmt::format(
                    "</main>\n<footer>\n<p class=\"note\">Made by komuna {}. All persons are "
                    "synthetic.</p>\n</footer>\n</body>\n</html>\n",
                    escaped(cover.version));
}

}  // namespace komuna::report
