// The collectives and what became of them: the named ones one by one, those founded by the model by
// origin and sector.

#include <fmt/format.h>

#include <cmath>

#include "analysis/report/sections.hpp"
#include "analysis/wording.hpp"

namespace komuna::report {
namespace {

constexpr double own_row = 0.1;  // collectives a history

std::string name_of_origin(const Parameters& parameters, const std::string& id) {
  for (const Origin& origin : parameters.population.origins)
    if (origin.id == id) return origin.name;
  return id;
}

std::string short_month(Month month) { return month >= distant_future ? "-" : to_string(month); }

Table named_table(const Subject& subject) {
  Table table;
  table.caption = "Collectives known by name (medians over the histories in which they formed)";
  table.heads = {"Collective",  "Origin",     "Sector",   "Formed",         "Left",
                 "First train", "Households", "Departed", "Arrived",        "Died",
                 "Returned",    "Works",      "Ended",    "Most common end"};
  table.columns = "tttnnnnnnnnnnt";
  const Parameters& parameters = subject.scenario.parameters;
  const std::vector<CollectiveFate> fates = subject.figures.named();
  for (std::size_t i = 0; i < fates.size(); ++i) {
    const CollectiveFate& f = fates[i];
    const CollectivePlan& plan = parameters.world.collectives[i];
    std::string end = "-";
    if (f.founded > 0) end = fmt::format("{} ({})", name_of(f.stage), percent(f.stage_share));
    table.rows.push_back({plan.name, name_of_origin(parameters, plan.origin),
                          std::string(sector_names[static_cast<std::size_t>(plan.sector)]),
                          percent(f.founded), percent(f.departed), short_month(f.first_train),
                          with_commas(f.members), with_commas(f.persons), with_commas(f.arrived),
                          with_commas(f.died), with_commas(f.returned), figure(f.works),
                          short_month(f.ended), end});
  }
  return table;
}

std::vector<std::string> founded_row(const std::string& origin, const std::string& sector,
                                     const FoundedFate& f) {
  return {origin,
          sector,
          fmt::format("{:.2f}", f.founded),
          fmt::format("{:.2f}", f.departed),
          fmt::format("{:.1f}", f.persons),
          fmt::format("{:.2f}", f.working),
          fmt::format("{:.1f}", f.living_there)};
}

Table founded_table(const Subject& subject) {
  Table table;
  table.caption = "Collectives founded by the model (means of the histories)";
  table.heads = {"Origin",
                 "Sector",
                 "Formed",
                 "Left",
                 "Persons departed",
                 "Standing at the end",
                 "Living there at the end"};
  table.columns = "ttn";
  FoundedFate others;
  for (const FoundedFate& f : subject.summary.fates().founded()) {
    if (f.founded >= own_row) {
      table.rows.push_back(
          founded_row(name_of_origin(subject.scenario.parameters, f.origin),
                      std::string(sector_names[static_cast<std::size_t>(f.sector)]), f));
      continue;
    }
    others.founded += f.founded;
    others.departed += f.departed;
    others.persons += f.persons;
    others.working += f.working;
    others.living_there += f.living_there;
  }
  if (others.founded > 0) table.rows.push_back(founded_row("All others", "", others));
  return table;
}

std::string ratio(double value) {
  return std::isfinite(value) ? fmt::format("{:.2f}", value) : "-";
}

Table works_table(const Subject& subject) {
  Table table;
  table.caption = "Works that the collectives known by name finished";
  table.heads = {"Collective", "Work", "Finished in", "Month, median"};
  table.columns = "ttnn";
  for (const FinishedWorkFate& work : subject.figures.aftermath().works())
    table.rows.push_back({subject.scenario.parameters.world.collectives[work.collective].name,
                          work.name, percent(work.share), short_month(work.finished)});
  return table;
}

Table votes_table(const Subject& subject) {
  Table table;
  table.caption = "What the assemblies of all collectives voted on (means of the histories)";
  table.heads = {"Matter", "Ballots", "Carried", "In favour, of the votes"};
  for (const VotedMatter& v : subject.figures.aftermath().votes())
    table.rows.push_back({in_words(name_of(v.matter)), fmt::format("{:.1f}", v.ballots),
                          percent(v.carried), percent(v.in_favour)});
  return table;
}

Table life_table(const Subject& subject) {
  Table table;
  table.caption =
      "Waiting, hope and life at the place (means of the histories in which they arrived)";
  table.heads = {"Collective",
                 "Months waited",
                 "Illusion",
                 "Income to the wage there",
                 "Grain yield to neighbours",
                 "Neighbours hired",
                 "Called up"};
  const auto& plans = subject.scenario.parameters.world.collectives;
  for (std::size_t i = 0; i < plans.size(); ++i) {
    const LifeThere life = subject.figures.aftermath().life(i);
    if (!std::isfinite(life.illusion)) continue;
    table.rows.push_back(
        {plans[i].name, std::isfinite(life.wait) ? fmt::format("{:.1f}", life.wait) : "-",
         ratio(life.illusion), ratio(life.income_ratio), ratio(life.yield_ratio),
         fmt::format("{:.1f}", life.hired), fmt::format("{:.1f}", life.called_up)});
  }
  return table;
}

}  // namespace

Section collectives_section(const Subject& subject) {
  Section section;
  section.id = "collectives";
  section.title = "The collectives and their fate";
  section.before = paragraph(
      "The founding of a collective known by name is observed, not predicted: it happens at its "
      "date in every history of an unchanged past. Whether it leaves, with how many, and how it "
      "ends, is a result of the model. Its members are synthetic. Source of all figures: this "
      "simulation.");
  const Table named = named_table(subject);
  const Table founded = founded_table(subject);
  if (!named.rows.empty()) section.after += html(named);
  const Table works = works_table(subject);
  const Table life = life_table(subject);
  if (!life.rows.empty())
    section.after +=
        html(life) + paragraph(
                         "Illusion is what members expected of living, security and having a say "
                         "when they left, minus what they lived through in their first year at the "
                         "place: the mean of the three, each from 0 to 1, so it lies between -1 "
                         "and 1; below 0 they found more than they had hoped for.");
  if (!works.rows.empty()) section.after += html(works);
  if (const Table votes = votes_table(subject); !votes.rows.empty())
    section.after += html(votes) + paragraph("Each ballot stands in votes.csv.");
  if (!founded.rows.empty()) {
    section.after +=
        paragraph(
            "Besides these the model founds collectives of its own, which stand for those "
            "that no source names. They differ from history to history; here they are "
            "counted by origin and sector.") +
        html(founded);
  }
  if (section.after.empty()) section.after = paragraph("No collective formed.");
  return section;
}

}  // namespace komuna::report
