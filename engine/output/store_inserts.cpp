#include "engine/output/store_inserts.hpp"

#include "engine/output/key_text.hpp"
#include "engine/output/outcome_record.hpp"
#include "engine/output/packed.hpp"
#include "engine/output/store_layout.hpp"
#include "engine/output/tables.hpp"

namespace komuna {
namespace {

void bind_blob(SQLite::Statement& statement, int place, const std::string& bytes) {
  statement.bindNoCopy(place, bytes.data(), static_cast<int>(bytes.size()));
}

void execute(SQLite::Statement& statement) {
  statement.exec();
  statement.reset();
}

}  // namespace

StoreInserts::StoreInserts(SQLite::Database& database, const StorePlan& plan)
    : plan_(plan),
      outcome_(database, "INSERT INTO outcomes VALUES(?,?,?)"),
      replicate_(database, "INSERT INTO replicates VALUES(?,?,?,?,?,?,?,?,?,?,?,?)"),
      life_(database, "INSERT INTO lives VALUES(?,?,?)"),
      life_parts_(database, note_life_parts),
      extra_(database, "INSERT INTO extras VALUES(?,?)"),
      extras_(database, note_extra),
      collectives_(database, collectives_shape()),
      targets_(database, replicate_targets_shape()) {}

void StoreInserts::insert(std::uint64_t replicate, std::span<const Outcome> worlds,
                          std::span<LivesRecord> lives, std::string_view extra,
                          std::span<const std::string> packed) {
  for (std::size_t world = 0; world < worlds.size(); ++world)
    insert_outcome(world, replicate, worlds[world],
                   packed.empty() ? pack_outcome(worlds[world]) : packed[world]);
  for (std::size_t world = 0; world < lives.size(); ++world)
    insert_lives(world, lives[world].parts());
  if (extra.empty()) return;
  const std::string packed_extra = pack(extra);
  extra_.bind(1, static_cast<std::int64_t>(replicate));
  bind_blob(extra_, 2, packed_extra);
  execute(extra_);
  execute(extras_);
}

void StoreInserts::insert_outcome(std::size_t world, std::uint64_t replicate,
                                  const Outcome& outcome, const std::string& packed) {
  outcome_.bind(1, static_cast<std::int64_t>(world));
  outcome_.bind(2, static_cast<std::int64_t>(replicate));
  bind_blob(outcome_, 3, packed);
  execute(outcome_);
  insert_totals(world, replicate, outcome);
  collectives_.set_world(world);
  write_collectives(collectives_, outcome);
  targets_.set_world(world);
  write_replicate_targets(targets_, outcome, plan_.worlds[world].targets);
}

void StoreInserts::insert_totals(std::size_t world, std::uint64_t replicate,
                                 const Outcome& outcome) {
  SQLite::Statement& row = replicate_;
  const bool failed = !outcome.error.empty();
  row.bind(1, static_cast<std::int64_t>(world));
  row.bind(2, static_cast<std::int64_t>(replicate));
  row.bind(3, key_text(outcome.key));
  row.bind(4, !failed ? "completed" : outcome.beyond_limits ? "beyond_limits" : "failed");
  if (failed) row.bind(5, outcome.error);
  if (!failed) row.bind(5);
  row.bind(6, outcome.touched);
  int place = 6;
  for (const double value :
       {outcome.totals.money_given, outcome.totals.provisions_given, outcome.totals.relief,
        outcome.totals.equipment, outcome.places_credited, outcome.places_used})
    row.bind(++place, value);
  execute(row);
}

void StoreInserts::insert_lives(std::size_t world, const std::vector<std::string>& parts) {
  SQLite::Statement& row = life_;
  for (std::size_t part = 0; part < parts.size(); ++part) {
    row.bind(1, static_cast<std::int64_t>(world));
    row.bind(2, static_cast<std::int64_t>(part));
    bind_blob(row, 3, parts[part]);
    execute(row);
  }
  if (!parts.empty()) execute(life_parts_);
}

}  // namespace komuna
