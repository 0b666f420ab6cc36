// What the report rests on: how many numbers come from where, the assumptions in words, the
// bibliography.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "analysis/report/sections.hpp"
#include "analysis/wording.hpp"

namespace komuna::report {
namespace {

using How = Provenance::How;

std::string count_text(std::size_t n) { return with_commas(static_cast<double>(n)); }

Table counts_table(const Scenario& scenario) {
  constexpr std::array<std::pair<How, const char*>, 5> kinds{
      {{How::sourced, "from a source"},
       {How::assumed, "assumption of the scenario"},
       {How::calibrated, "calibrated"},
       {How::by_default, "default of the model (an assumption)"},
       {How::unstated, "not stated (an assumption)"}}};
  std::map<How, std::size_t> counts;
  std::size_t all = 0, recalled = 0, low = 0;
  for (const Provenance& entry : scenario.provenance) {
    if (entry.leaf == Provenance::Leaf::other) continue;
    ++counts[entry.how];
    if (only_recalled(scenario.sources, entry)) ++recalled;
    if (entry.how == How::sourced && entry.confidence == "low") ++low;
    ++all;
  }
  Table table;
  table.caption = "Numbers and dates of the scenario by where they come from";
  table.heads = {"Kind", "Numbers"};
  for (const auto& [how, name] : kinds)
    if (counts[how] > 0) table.rows.push_back({name, count_text(counts[how])});
  table.rows.push_back({"together", count_text(all)});
  table.rows.push_back({"of those from a source: works recalled, not seen", count_text(recalled)});
  table.rows.push_back({"of those from a source: of low confidence", count_text(low)});
  return table;
}

struct Statements {
  std::vector<std::pair<std::string, std::string>> order;  // words, first path
  std::map<std::string, std::size_t> numbers;
};

Statements statements_of(const Scenario& scenario, How how) {
  Statements statements;
  for (const Provenance& entry : scenario.provenance) {
    if (entry.how != how || entry.leaf == Provenance::Leaf::other) continue;
    if (++statements.numbers[entry.text] == 1)
      statements.order.emplace_back(entry.text, entry.path);
  }
  return statements;
}

std::string assumptions_list(const Scenario& scenario) {
  const Statements statements = statements_of(scenario, How::assumed);
  if (statements.order.empty()) return {};
  std::string text = "<ul>\n";
  for (const auto& [words, path] : statements.order) {
    const std::size_t n = statements.numbers.at(words);
    text += fmt::format("<li>{} <span class=\"note\">({}{})</span></li>\n", escaped(words),
                        escaped(path),
                        n > 1 ? fmt::format(" and {} more", count_text(n - 1)) : std::string());
  }
  return folded(fmt::format("The {} assumptions in words", count_text(statements.order.size())),
                text + "</ul>\n");
}

std::string calibrations_list(const Scenario& scenario) {
  const Statements statements = statements_of(scenario, How::calibrated);
  if (statements.order.empty()) return {};
  std::vector<std::string> items;
  for (const auto& [file, path] : statements.order)
    items.push_back(fmt::format("{}: {} numbers", file, count_text(statements.numbers.at(file))));
  return "<h3>Calibrations</h3>\n" + bullets(items);
}

std::string source_item(const Source& source, std::size_t numbers) {
  std::string text =
      "<li id=\"source-" + escaped(source.id) + "\">" + escaped(short_citation(source)) + '.';
  for (const auto& [key, value] : source.more)
    text += fmt::format(" {}: {}.", escaped(key), escaped(value));
  if (!source.address.empty()) text += ' ' + linked(source.address) + '.';
  if (!source.note.empty()) text += ' ' + escaped(source.note);
  return text + fmt::format(" <span class=\"note\">({} {} of the scenario)</span></li>\n",
                            count_text(numbers), numbers == 1 ? "number" : "numbers");
}

std::string bibliography(const Scenario& scenario) {
  std::map<std::string, std::size_t> numbers;
  for (const Provenance& entry : scenario.provenance)
    if (entry.how == How::sourced && entry.leaf != Provenance::Leaf::other)
      for (const std::string& id : entry.sources) ++numbers[id];
  std::vector<const Source*> order;
  for (const Source& source : scenario.sources.sources())
    if (numbers.count(source.id) > 0) order.push_back(&source);
  if (order.empty()) return {};
  std::stable_sort(order.begin(), order.end(), [](const Source* a, const Source* b) {
    return short_citation(*a) < short_citation(*b);
  });
  std::string text = "<h3>Bibliography</h3>\n<ul class=\"bibliography\">\n";
  for (const Source* source : order) text += source_item(*source, numbers[source->id]);
  return text + "</ul>\n";
}

}  // namespace

Section sources_section(const Subject& subject) {
  Section section;
  section.id = "sources";
  section.title = "Sources and assumptions";
  section.before = paragraph(
      "Every number of the scenario says where it comes from, or that it is an assumption. Many "
      "figures of the period do not survive; the assumptions are part of the result.");
  section.after = html(counts_table(subject.scenario)) + assumptions_list(subject.scenario) +
                  calibrations_list(subject.scenario) + bibliography(subject.scenario);
  return section;
}

}  // namespace komuna::report
