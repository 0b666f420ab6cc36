#include "analysis/summary_workbook.hpp"

#include <algorithm>
#include <array>

#include "engine/base/assert.hpp"
#include "engine/measures/variable.hpp"
#include "engine/output/column.hpp"
#include "engine/output/tables.hpp"
#include "engine/output/workbook.hpp"

namespace komuna {
namespace {

using enum CellFormat;

// Of each origin only what most questions are about: a sheet as wide as all would not be read.
constexpr std::array<std::string_view, 9> selected_variables{
    "requests", "enrolled", "admitted",      "departed", "arrived",
    "returned", "died",     "in_collective", "in_ussr"};

CellFormat format_of(ColumnType type) {
  switch (type) {
    case ColumnType::text:
      return text;
    case ColumnType::date:
      return month;
    case ColumnType::integer:
    case ColumnType::flag:
      return count;
    default:
      return number;
  }
}

const SheetColumn scenario_column{"scenario", 14, text};

struct World {
  const ExportedWorld& facts;
  const RunSummary& summary;
};
using Worlds = std::vector<World>;

void write_read_me(Workbook& book, const ExportedRun& run, const Worlds& worlds) {
  book.begin_sheet("Read me", {{"about", 22, text}, {"says", 100, text}});
  const auto say = [&](std::string_view about, std::string_view what) {
    book.text(about).text(what).end_row();
  };
  say("title", run.title);
  for (const World& world : worlds)
    say("scenario " + world.facts.name,
        world.facts.title + ": " + std::to_string(world.summary.completed()) +
            " replicates completed, " + std::to_string(world.summary.failed()) + " failed.");
  say("persons", synthetic_notice);
  say("how to read it",
      "The model plays each scenario many times. The median is the value in the middle: half of "
      "the replicates lie below it. Between 5 % and 95 % lie nine of ten replicates. This spread "
      "is "
      "chance in the model, not the whole uncertainty about history.");
  if (worlds.size() > 1)
    say("differences between worlds",
        "The worlds are paired: a replicate has the same chance in each. The spread of a paired "
        "difference is not the uncertainty of a forecast, and who would have gone is a statement "
        "about this model and this pairing.");
  say("how to cite it", citation_of(run));
  say("program", program_of(run));
  say("seed", std::to_string(run.seed));
  say("time of creation",
      "The time stored in this file is a constant, so that the same run gives "
      "the same file; manifest.json says when it was made.");
  say("single replicates", "In the CSV tables beside this file, and in ensemble.nc.");
  for (const Variable& variable : variables())
    say("variable " + std::string(variable.name),
        std::string(variable.help) + " Unit: " + std::string(variable.unit) + '.');
}

void write_targets(Workbook& book, const Worlds& worlds) {
  std::vector<SheetColumn> columns{scenario_column};
  for (SheetColumn& column : sheet_columns(targets_shape())) columns.push_back(std::move(column));
  book.begin_sheet("Targets", columns);
  for (const World& world : worlds) {
    const auto& targets = world.facts.parameters->targets;
    for (std::size_t i = 0; i < targets.size(); ++i)
      write_target(book.text(world.facts.name), targets[i], world.summary.target(i));
  }
}

void add_spread_columns(std::vector<SheetColumn>& columns, const std::string& name) {
  columns.push_back({name + ": median", 11, count});
  columns.push_back({name + ": 5 %", 11, count});
  columns.push_back({name + ": 95 %", 11, count});
}

void write_middle(Workbook& book, const Spread& spread) {
  if (spread.n == 0) {
    book.missing().missing().missing();
  } else {
    book.number(spread.q50).number(spread.q05).number(spread.q95);
  }
}

// Rows of the summary come variable by variable, all of a year and origin after each other.
void write_totals(Workbook& book, const Worlds& worlds) {
  std::vector<SheetColumn> columns{scenario_column, {"year", 7, year}};
  for (const Variable& variable : variables())
    add_spread_columns(columns, std::string(variable.name));
  book.begin_sheet("Yearly totals", columns);
  for (const World& world : worlds)
    world.summary.each_row([&](const SummaryRow& row) {
      if (row.period != Period::year || row.origin != all_origins) return;
      if (row.variable == 0) book.text(world.facts.name).number(row.time.year());
      write_middle(book, row.spread);
      if (row.variable + 1 == variable_count) book.end_row();
    });
}

void write_origins(Workbook& book, const Worlds& worlds) {
  std::vector<SheetColumn> columns{scenario_column, {"year", 7, year}, {"origin", 16, text}};
  std::array<bool, variable_count> is_selected{};
  for (const std::string_view name : selected_variables) is_selected[variable_index(name)] = true;
  for (std::size_t v = 0; v < variable_count; ++v)
    if (is_selected[v]) add_spread_columns(columns, std::string(variables()[v].name));
  book.begin_sheet("By origin", columns);
  for (const World& world : worlds)
    world.summary.each_row([&](const SummaryRow& row) {
      if (row.period != Period::year || row.origin == all_origins) return;
      if (row.variable == 0) book.text(world.facts.name).number(row.time.year()).text(row.origin);
      if (is_selected[row.variable]) write_middle(book, row.spread);
      if (row.variable + 1 == variable_count) book.end_row();
    });
}

void write_collectives(Workbook& book, const Worlds& worlds) {
  book.begin_sheet("Collectives", {scenario_column,
                                   {"collective", 18, text},
                                   {"name", 34, text},
                                   {"founded, share of replicates", 12, share},
                                   {"a train left, share of replicates", 12, share},
                                   {"first train, median", 12, CellFormat::month},
                                   {"persons departed, median", 12, count},
                                   {"living there at the end, median", 12, count},
                                   {"most common end", 16, text},
                                   {"its share", 10, share},
                                   {"founding unexplained, share of replicates", 14, share}});
  for (const World& world : worlds)
    for (const NamedFate& fate : world.summary.fates().named()) {
      book.text(world.facts.name).text(fate.id).text(fate.name).number(fate.founded);
      book.number(fate.departed).date(fate.first_train).number(fate.persons);
      book.number(fate.living_there).text(name_of(fate.stage)).number(fate.stage_share);
      book.number(fate.unexplained).end_row();
    }
  book.begin_sheet("Founded by model", {scenario_column,
                                        {"origin", 18, text},
                                        {"sector", 14, text},
                                        {"founded, mean of replicates", 14, number},
                                        {"of these with a train", 14, number},
                                        {"persons departed", 14, number},
                                        {"at work at the end", 14, number},
                                        {"living there at the end", 14, number}});
  for (const World& world : worlds)
    for (const FoundedFate& fate : world.summary.fates().founded()) {
      book.text(world.facts.name).text(fate.origin);
      book.text(sector_names[static_cast<std::size_t>(fate.sector)]).number(fate.founded);
      book.number(fate.departed).number(fate.persons).number(fate.working);
      book.number(fate.living_there).end_row();
    }
}

void write_sources(Workbook& book, const std::vector<Source>& sources) {
  book.begin_sheet("Sources", {{"id", 24, text},
                               {"author", 30, text},
                               {"title", 60, text},
                               {"year", 10, text},
                               {"address", 50, text},
                               {"more", 40, text},
                               {"note", 60, text}});
  for (const Source& source : sources) {
    std::string more;
    for (const auto& [key, value] : source.more)
      more.append(more.empty() ? "" : "; ").append(key).append(": ").append(value);
    book.text(source.id).text(source.author).text(source.title).text(source.year);
    book.text(source.address).text(more).text(source.note).end_row();
  }
}

}  // namespace

std::vector<SheetColumn> sheet_columns(const TableShape& shape) {
  std::vector<SheetColumn> columns;
  for (const Column& column : shape.columns) {
    const bool is_long = column.name == "name" || column.name == "help";
    const double width = is_long ? 50 : column.type == ColumnType::text ? 16 : 11;
    columns.push_back({column.name, width, format_of(column.type)});
  }
  return columns;
}

WrittenFile write_workbook(const std::string& folder, const ExportedRun& run,
                           const std::vector<const RunSummary*>& summaries,
                           const std::vector<Source>& sources, const AddSheets& more) {
  KOMUNA_ASSERT(summaries.size() == run.worlds.size(), "a summary for each world");
  Worlds worlds;
  for (std::size_t i = 0; i < summaries.size(); ++i)
    worlds.push_back({run.worlds[i], *summaries[i]});
  Workbook book(folder, "summary.xlsx", run.title, program_of(run));
  write_read_me(book, run, worlds);
  if (more) more(book);
  write_targets(book, worlds);
  write_totals(book, worlds);
  write_origins(book, worlds);
  write_collectives(book, worlds);
  write_sources(book, sources);
  return book.commit();
}

}  // namespace komuna
