#pragma once
// The record of a run that survives anything: run.db in the folder of the run.
//
// Every replicate goes there as soon as it is finished, so a run that is stopped, killed, or loses
// its power can be continued where it stood, and all tables and files for other programs are made
// from it at the end. It is an SQLite database. People can look into it: the tables `replicates`,
// `collectives` and `replicate_targets` have the columns of the written tables, `worlds` and `meta`
// say what was asked. The rest of each outcome is packed (outcome_record.hpp), with a checksum.
//
//   RunStore store = RunStore::create(folder, plan);    // or resume(folder)
//   if (!store.finished(7)) store.add(7, worlds, lives, extra);
//   store.flush();                                      // what was added is on the disk now
//   store.source(0)->each(...);                         // again and again, also while it grows
//   store.seal();                                       // one plain file; the run is over
//
// All worlds of a replicate are stored together or not at all. What has been added is safe once
// flush() returns (synchronous=FULL: also if the power fails). A flush may take as long as a small
// replicate, so whoever adds calls it every tenth of a second or so (cli/store_pace.hpp); a killed
// run has lost at most what came after the last one.
//
// One process at a time: whoever has a store open for writing keeps every other out. Within the
// process, add(), flush() and seal() belong to one thread at a time; reading may go on in others.
//
// Errors, all FileError, each in its own words: no store there; not a store of komuna; written by a
// newer version; damaged; in use by another process; may only be read; the disk is full (and that
// even reading needs space again then, to complete the last entry).

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "engine/output/lives_record.hpp"
#include "engine/output/outcome_source.hpp"
#include "engine/output/store_plan.hpp"
#include "engine/simulation/life.hpp"
#include "engine/simulation/outcome.hpp"

namespace komuna {

inline constexpr std::string_view store_name = "run.db";

class RunStore {
 public:
  // In a folder that exists and holds no store.
  static RunStore create(const std::string& folder, const StorePlan& plan);
  // To go on writing. Whether this program may go on is for the caller to judge, by plan().
  static RunStore resume(const std::string& folder);
  // Only to read, also the store of a run that was cut short.
  static RunStore read(const std::string& folder);

  RunStore(RunStore&& other) noexcept;
  RunStore& operator=(RunStore&& other) noexcept;
  ~RunStore();  // keeps what was added, if the disk lets it

  const StorePlan& plan() const;
  bool finished(std::uint64_t replicate) const;
  std::int64_t finished_count() const;
  // Whether a replicate belongs to this shard of the run and is not finished.
  bool lacks(std::uint64_t replicate) const;
  // Numbers in 0 .. plan().replicates-1 that the store lacks, in order.
  std::vector<std::uint64_t> missing() const;
  // Replicates of this shard, finished or not.
  std::int64_t asked_count() const;

  // `worlds`: one outcome for each world of the plan, failed ones too. `lives`: empty, or one
  // record for each world. `extra`: what else belongs to the replicate, for the command that reads
  // it. `packed`: empty, or the outcomes as pack_outcome() has made them elsewhere already.
  void add(std::uint64_t replicate, std::span<const Outcome> worlds,
           std::span<LivesRecord> lives = {}, std::string_view extra = {},
           std::span<const std::string> packed = {});
  // Copies everything the store in another folder holds, in one transaction. The caller has seen to
  // it that both are shards of one run and that no replicate is in both.
  void take(const std::string& folder);
  void flush();
  // Leaves one plain file that can be read from any medium; still kept from others until the object
  // goes.
  void seal();

  // Outcomes of one world in the order of replicates. The store must outlive the source.
  std::unique_ptr<OutcomeSource> source(std::size_t world = 0) const;
  void each_life(const std::function<void(const Life&)>& visit, std::size_t world = 0) const;
  void each_extra(
      const std::function<void(std::uint64_t replicate, std::string_view extra)>& visit) const;

 private:
  class Database;
  explicit RunStore(std::unique_ptr<Database> database);

  std::unique_ptr<Database> database_;
};

}  // namespace komuna
