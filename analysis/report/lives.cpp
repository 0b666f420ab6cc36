// What became of the emigrants: deaths by cause, why they left their collectives, whom the arrests
// took.

#include <fmt/format.h>

#include <array>

#include "analysis/report/sections.hpp"
#include "analysis/wording.hpp"

namespace komuna::report {
namespace {

constexpr double least_shown = 0.05;  // persons a history

Table deaths_table(const Aftermath& aftermath) {
  Table table;
  table.caption = "Deaths by cause, executions apart (persons, means of the histories)";
  table.heads = {"Cause", "Persons", "Beyond the life table"};
  for (const DeathCause& d : aftermath.deaths())
    if (d.persons >= least_shown)
      table.rows.push_back(
          {in_words(name_of(d.cause)), figure(d.persons), fmt::format("{:.1f}", d.excess)});
  return table;
}

std::string where_to(PersonState state) {
  if (state == PersonState::returned) return "home";
  if (state == PersonState::third_country) return "a third country";
  return "elsewhere in the country";
}

Table leaving_table(const Aftermath& aftermath) {
  Table table;
  table.caption = "Who left a collective, for where and why (persons, means of the histories)";
  table.heads = {"For", "Why", "Persons"};
  table.columns = "ttn";
  for (const LeavingCause& l : aftermath.leaving())
    if (l.persons >= least_shown)
      table.rows.push_back({where_to(l.to), in_words(name_of(l.cause)), figure(l.persons)});
  return table;
}

std::string years_text(int years_there) {
  return years_there >= 15 ? std::to_string(years_there) + " and more"
                           : fmt::format("{} to {}", years_there, years_there + 4);
}

std::vector<std::string> repressed_row(const std::string& years, const std::string& party,
                                       const RepressedBand& b) {
  return {years,
          party,
          figure(b.executed + b.camp + b.expelled + b.released),
          figure(b.executed),
          figure(b.camp),
          figure(b.died_in_camp),
          figure(b.executed + b.died_in_camp),
          figure(b.expelled),
          figure(b.released)};
}

Table repressed_table(const Aftermath& aftermath) {
  Table table;
  table.caption =
      "Arrested emigrants by their years in the country and by party record: whether they had been "
      "members of a party abroad (persons, means of the histories)";
  table.heads = {"Years there",         "Party abroad",       "Arrested", "Executed", "To a camp",
                 "Of these died there", "Shot or died there", "Expelled", "Released"};
  table.columns = "ttn";
  std::array<RepressedBand, 2> all;
  for (const RepressedBand& b : aftermath.repressed()) {
    table.rows.push_back(
        repressed_row(years_text(b.years_there), b.party ? "members" : "others", b));
    RepressedBand& sum = all[b.party ? 1 : 0];
    sum.executed += b.executed;
    sum.camp += b.camp;
    sum.died_in_camp += b.died_in_camp;
    sum.expelled += b.expelled;
    sum.released += b.released;
  }
  if (table.rows.empty()) return table;
  table.rows.push_back(repressed_row("All", "others", all[0]));
  table.rows.push_back(repressed_row("All", "members", all[1]));
  return table;
}

}  // namespace

Section lives_section(const Subject& subject) {
  const Aftermath& aftermath = subject.figures.aftermath();
  Section section;
  section.id = "lives";
  section.title = "What became of the people";
  section.before = paragraph(
      "Emigrants and their families, the children born there included; neighbours who joined are "
      "left out. Source: this simulation. \"Beyond the life table\" is the expected number of "
      "these deaths "
      "that the scenario's life table does not have.");
  const Table leaving = leaving_table(aftermath);
  const Table deaths = deaths_table(aftermath);
  const Table repressed = repressed_table(aftermath);
  if (!leaving.rows.empty()) section.after += html(leaving);
  if (!deaths.rows.empty()) section.after += html(deaths);
  if (!repressed.rows.empty())
    section.after +=
        html(repressed) +
        paragraph(
            "When the arrests come and whom they single out is an input of the scenario. It "
            "says whom the organs chose, not that anybody had done anything.");
  if (section.after.empty()) section.after = paragraph("Nobody left, died or was arrested.");
  return section;
}

}  // namespace komuna::report
