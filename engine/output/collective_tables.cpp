#include "engine/output/collective_tables.hpp"

#include <array>
#include <cmath>
#include <limits>

namespace komuna {
namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

void begin_row(RowWriter& table, const Outcome& outcome) {
  table.integer(static_cast<std::int64_t>(outcome.replicate));
}

void collective(RowWriter& table, const Outcome& outcome, Index index) {
  table.text(index == none ? no_collective : std::string_view(outcome.collectives[index].id));
}

void origin(RowWriter& table, const std::vector<std::string>& origins, Index index) {
  table.text(index == none ? local_people : std::string_view(origins[index]));
}

// Sums of expectations: more digits would say nothing.
double thousandths(double value) { return std::round(value * 1000.0) / 1000.0; }

std::string_view years_there(int band) {
  if (band < 0) return local_people;
  constexpr std::array<std::string_view, 4> bands{"0-4", "5-9", "10-14", "15+"};
  return bands[static_cast<std::size_t>(band / 5)];
}

}  // namespace

void write_votes(RowWriter& table, const Outcome& outcome) {
  for (const VoteRow& row : outcome.votes) {
    begin_row(table, outcome);
    collective(table, outcome, row.collective);
    table.integer(row.ballot).date(row.month).text(name_of(row.matter));
    table.integer(row.in_favour).integer(row.against).flag(row.carried).end_row();
  }
}

void write_works(RowWriter& table, const Outcome& outcome) {
  for (const WorkRow& row : outcome.works) {
    begin_row(table, outcome);
    collective(table, outcome, row.collective);
    table.text(row.work).text(row.name).integer(row.order).date(row.begun).date(row.finished);
    table.integer(row.finished - row.begun).end_row();
  }
}

void write_harvests(RowWriter& table, const Outcome& outcome) {
  for (const HarvestRow& row : outcome.harvests) {
    const Harvest& one = row.harvest;
    begin_row(table, outcome);
    collective(table, outcome, row.collective);
    table.date(Month::of(one.year, 1)).number(one.sown).text(name_of(one.scarce));
    table.number(one.yield).number(one.neighbours);
    table.number(one.neighbours > 0 ? one.yield / one.neighbours : nothing);
    table.number(one.taken).number(one.per_head).end_row();
  }
}

void write_settlements(RowWriter& table, const Outcome& outcome) {
  for (const SettlementRow& row : outcome.settlements) {
    begin_row(table, outcome);
    collective(table, outcome, row.collective);
    table.date(Month::of(row.year, 1)).integer(row.persons).integer(row.adults);
    table.integer(row.locals);
    for (const double level :
         {row.housing, row.food, row.health, row.schooling, row.living, row.income_ratio})
      table.number(level);
    table.end_row();
  }
}

void write_exits(RowWriter& table, const Outcome& outcome,
                 const std::vector<std::string>& origins) {
  for (const ExitRow& row : outcome.exits) {
    begin_row(table, outcome);
    table.date(Month::of(row.year, 1));
    origin(table, origins, row.origin);
    collective(table, outcome, row.collective);
    table.text(name_of(row.from)).text(name_of(row.to)).text(name_of(row.cause));
    table.integer(row.persons);
    const bool died = row.to == PersonState::dead || row.to == PersonState::executed;
    table.number(died ? thousandths(row.excess) : nothing).end_row();
  }
}

void write_repressed(RowWriter& table, const Outcome& outcome,
                     const std::vector<std::string>& origins) {
  for (const RepressedRow& row : outcome.repressed) {
    begin_row(table, outcome);
    table.date(Month::of(row.year, 1)).text(row.wave);
    origin(table, origins, row.origin);
    collective(table, outcome, row.collective);
    table.text(years_there(row.years_there));
    table.flag(row.party).text(name_of(row.sentence)).flag(row.died_in_camp);
    table.integer(row.persons).end_row();
  }
}

}  // namespace komuna
