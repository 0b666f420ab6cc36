#pragma once
// Puts a replicate into the tables of a store: the readable rows and the packed bytes. The caller
// sees to the transaction around it.

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdint>
#include <span>
#include <string_view>

#include "engine/output/lives_record.hpp"
#include "engine/output/store_plan.hpp"
#include "engine/output/store_rows.hpp"
#include "engine/simulation/outcome.hpp"

namespace komuna {

class StoreInserts {
 public:
  // Both must outlive this.
  StoreInserts(SQLite::Database& database, const StorePlan& plan);

  // As RunStore::add(). Errors: SQLite::Exception.
  void insert(std::uint64_t replicate, std::span<const Outcome> worlds,
              std::span<LivesRecord> lives, std::string_view extra,
              std::span<const std::string> packed);

 private:
  void insert_outcome(std::size_t world, std::uint64_t replicate, const Outcome& outcome,
                      const std::string& packed);
  void insert_totals(std::size_t world, std::uint64_t replicate, const Outcome& outcome);
  void insert_lives(std::size_t world, const std::vector<std::string>& parts);

  const StorePlan& plan_;
  SQLite::Statement outcome_, replicate_, life_, life_parts_, extra_, extras_;
  StoreRows collectives_, targets_;
};

}  // namespace komuna
