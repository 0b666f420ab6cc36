#include "engine/output/run_store.hpp"

#include <sqlite3.h>

#include <optional>
#include <utility>
#include <vector>

#include "engine/base/assert.hpp"
#include "engine/output/file_error.hpp"
#include "engine/output/key_text.hpp"
#include "engine/output/outcome_record.hpp"
#include "engine/output/packed.hpp"
#include "engine/output/store_file.hpp"
#include "engine/output/store_inserts.hpp"
#include "engine/output/store_layout.hpp"

namespace komuna {
namespace {

std::string_view blob_of(SQLite::Statement& row, int column) {
  const SQLite::Column cell = row.getColumn(column);
  return {static_cast<const char*>(cell.getBlob()), static_cast<std::size_t>(cell.getBytes())};
}

}  // namespace

class RunStore::Database {
 public:
  Database(const std::string& path, SQLite::Database&& database, bool writes)
      : path_(path), database_(std::move(database)), writes_(writes) {}
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  ~Database() {
    try {
      flush();
    } catch (const std::exception&) {
      // Whoever wanted to know has called flush() before.
    }
  }

  void begin(const StorePlan& plan) {
    guarded([&] { write_layout(database_, plan); });
    plan_ = plan;
  }
  void load() {
    guarded([&] {
      plan_ = read_layout(database_, path_);
      SQLite::Statement rows(database_, "SELECT replicate, count(*) FROM outcomes GROUP BY 1");
      while (rows.executeStep()) {
        if (rows.getColumn(1).getInt64() != static_cast<std::int64_t>(plan_.worlds.size()))
          throw FileError(path_, "is damaged: a world of replicate " +
                                     rows.getColumn(0).getString() + " is missing");
        const std::int64_t replicate = rows.getColumn(0).getInt64();
        if (replicate < 0 || replicate >= plan_.replicates)
          throw FileError(
              path_, "is damaged: replicate " + std::to_string(replicate) + " was not asked for");
        note(static_cast<std::uint64_t>(replicate));
      }
      check_number("life_parts", "lives", "parts of life histories");
      check_number("extras", "extras", "records of pairs");
      check_halves("outcomes", "replicates");
      check_halves("replicates", "outcomes");
    });
  }

  const StorePlan& plan() const { return plan_; }
  bool finished(std::uint64_t replicate) const {
    return replicate < finished_.size() && finished_[replicate];
  }
  std::int64_t finished_count() const { return finished_count_; }

  void add(std::uint64_t replicate, std::span<const Outcome> worlds, std::span<LivesRecord> lives,
           std::string_view extra, std::span<const std::string> packed) {
    KOMUNA_ASSERT(writes_, "the store was opened to be read");
    KOMUNA_ASSERT(worlds.size() == plan_.worlds.size(), "an outcome for each world");
    KOMUNA_ASSERT(!finished(replicate), "a replicate is stored once");
    guarded([&] {
      if (!inserts_) inserts_.emplace(database_, plan_);
      if (!open_) {
        database_.exec("BEGIN");
        open_ = true;
      }
      database_.exec("SAVEPOINT replicate");
      try {
        inserts_->insert(replicate, worlds, lives, extra, packed);
        database_.exec("RELEASE replicate");
      } catch (...) {
        inserts_.reset();
        database_.tryExec("ROLLBACK TO replicate");
        database_.tryExec("RELEASE replicate");
        save_batch();
        throw;
      }
      note(replicate);
      batch_.push_back(replicate);
    });
  }

  // Rows as they are; each of the tables that hold replicates.
  void take(const std::string& other) {
    flush();
    guarded([&] {
      SQLite::Statement attach(database_, "ATTACH ? AS shard");
      attach.bind(1, plain_path(other));
      attach.exec();
      SQLite::Transaction all(database_);
      for (const char* table :
           {"replicates", "collectives", "replicate_targets", "outcomes", "lives", "extras"})
        database_.exec(std::string("INSERT INTO main.") + table + " SELECT * FROM shard." + table);
      database_.exec(note_life_parts);
      database_.exec(note_extras);
      SQLite::Statement numbers(database_, "SELECT DISTINCT replicate FROM shard.outcomes");
      while (numbers.executeStep())
        note(static_cast<std::uint64_t>(numbers.getColumn(0).getInt64()));
      numbers.reset();
      all.commit();
      database_.exec("DETACH shard");
    });
  }

  void flush() {
    if (!open_) return;
    const int result = save_batch();
    if (result != SQLITE_OK)
      guarded([&] { throw SQLite::Exception(sqlite3_errstr(result), result); });
  }

  void seal() {
    flush();
    inserts_.reset();
    guarded([&] {
      database_.exec("UPDATE meta SET value='finished' WHERE key='state'");
      database_.exec("PRAGMA journal_mode=DELETE");
    });
  }

  // Reads rows with one packed column; `visit` gets row and bytes.
  void each(const std::string& query, std::optional<std::int64_t> world,
            const std::function<void(SQLite::Statement&, std::string_view)>& visit) const {
    guarded([&] {
      SQLite::Statement rows(database_, query);
      if (world) rows.bind(1, *world);
      try {
        while (rows.executeStep()) visit(rows, blob_of(rows, 0));
      } catch (const DamagedRecord& damage) {
        throw FileError(path_, std::string("is damaged: ") + damage.what());
      }
    });
  }

 private:
  template <class Work>
  void guarded(const Work& work) const {
    try {
      work();
    } catch (const SQLite::Exception& problem) {
      throw_store_error(path_, problem);
    }
  }

  // Stores of before this was written down say nothing.
  void check_number(const std::string& key, const std::string& table, const std::string& what) {
    SQLite::Statement noted(database_, "SELECT value FROM meta WHERE key=?");
    noted.bind(1, key);
    if (!noted.executeStep()) return;
    const std::string there =
        std::to_string(number_from(database_, "SELECT count(*) FROM " + table));
    const std::string kept = noted.getColumn(0).getString();
    if (kept != there)
      throw FileError(path_, "is damaged: " + there + " of " + kept + ' ' + what + " are there");
  }

  // Each replicate has a row for people and a packed one; one without the other is damage.
  void check_halves(const std::string& table, const std::string& other) {
    SQLite::Statement row(database_, "SELECT replicate FROM " + table +
                                         " EXCEPT SELECT replicate FROM " + other + " LIMIT 1");
    if (row.executeStep())
      throw FileError(path_, "is damaged: replicate " + row.getColumn(0).getString() + " is in " +
                                 table + " and not in " + other);
  }

  // Commits what is open. If that cannot be, the batch is lost and its replicates are missing
  // again.
  int save_batch() {
    open_ = false;
    int result = SQLITE_FULL;  // a full disk may have ended the transaction already
    if (sqlite3_get_autocommit(database_.getHandle()) == 0) {
      result = database_.tryExec("COMMIT");
      if (result != SQLITE_OK) database_.tryExec("ROLLBACK");
    }
    if (result != SQLITE_OK)
      for (const std::uint64_t replicate : batch_) {
        finished_[replicate] = false;
        --finished_count_;
      }
    batch_.clear();
    return result;
  }

  void note(std::uint64_t replicate) {
    if (replicate >= finished_.size()) finished_.resize(replicate + 1);
    finished_[replicate] = true;
    ++finished_count_;
  }

  std::string path_;
  mutable SQLite::Database database_;  // statements that only read need it too
  bool writes_;
  StorePlan plan_;
  std::vector<bool> finished_;
  std::int64_t finished_count_ = 0;
  std::optional<StoreInserts> inserts_;
  bool open_ = false;  // a transaction is, with this batch of replicates
  std::vector<std::uint64_t> batch_;
};

namespace {

std::string store_path(const std::string& folder) { return folder + '/' + std::string(store_name); }

}  // namespace

RunStore::RunStore(std::unique_ptr<Database> database) : database_(std::move(database)) {}
RunStore::RunStore(RunStore&& other) noexcept = default;
RunStore& RunStore::operator=(RunStore&& other) noexcept = default;
RunStore::~RunStore() = default;

RunStore RunStore::create(const std::string& folder, const StorePlan& plan) {
  const std::string path = store_path(folder);
  auto database = std::make_unique<Database>(path, create_store_file(path), true);
  database->begin(plan);
  return RunStore(std::move(database));
}

RunStore RunStore::resume(const std::string& folder) {
  const std::string path = store_path(folder);
  auto database = std::make_unique<Database>(path, open_store_file(path, StoreAccess::write), true);
  database->load();
  return RunStore(std::move(database));
}

RunStore RunStore::read(const std::string& folder) {
  const std::string path = store_path(folder);
  auto database = std::make_unique<Database>(path, open_store_file(path, StoreAccess::read), false);
  database->load();
  return RunStore(std::move(database));
}

const StorePlan& RunStore::plan() const { return database_->plan(); }
bool RunStore::finished(std::uint64_t replicate) const { return database_->finished(replicate); }
std::int64_t RunStore::finished_count() const { return database_->finished_count(); }

bool RunStore::lacks(std::uint64_t replicate) const {
  const auto shards = static_cast<std::uint64_t>(plan().shards);
  return replicate % shards + 1 == static_cast<std::uint64_t>(plan().shard) && !finished(replicate);
}

std::vector<std::uint64_t> RunStore::missing() const {
  std::vector<std::uint64_t> numbers;
  for (std::uint64_t n = 0; n < static_cast<std::uint64_t>(plan().replicates); ++n)
    if (lacks(n)) numbers.push_back(n);
  return numbers;
}

std::int64_t RunStore::asked_count() const {
  const StorePlan& all = plan();
  return (all.replicates - all.shard) / all.shards + (all.replicates >= all.shard ? 1 : 0);
}

void RunStore::take(const std::string& folder) { database_->take(store_path(folder)); }

void RunStore::add(std::uint64_t replicate, std::span<const Outcome> worlds,
                   std::span<LivesRecord> lives, std::string_view extra,
                   std::span<const std::string> packed) {
  database_->add(replicate, worlds, lives, extra, packed);
}

void RunStore::flush() { database_->flush(); }
void RunStore::seal() { database_->seal(); }

std::unique_ptr<OutcomeSource> RunStore::source(std::size_t world) const {
  class Stored final : public OutcomeSource {
   public:
    Stored(const Database& database, std::size_t world) : database_(database), world_(world) {}
    void each(const std::function<void(const Outcome&)>& visit) const override {
      database_.each(
          "SELECT packed, replicate, key FROM outcomes JOIN replicates USING(world, replicate) "
          "WHERE world=? ORDER BY replicate",
          static_cast<std::int64_t>(world_), [&](SQLite::Statement& row, std::string_view packed) {
            const Outcome outcome = unpack_outcome(packed);
            const std::int64_t replicate = row.getColumn(1).getInt64();
            if (outcome.replicate != static_cast<std::uint64_t>(replicate) ||
                key_text(outcome.key) != row.getColumn(2).getString())
              throw DamagedRecord("the rows of replicate " + std::to_string(replicate) +
                                  " belong to different replicates");
            visit(outcome);
          });
    }

   private:
    const Database& database_;
    std::size_t world_;
  };
  return std::make_unique<Stored>(*database_, world);
}

void RunStore::each_life(const std::function<void(const Life&)>& visit, std::size_t world) const {
  database_->each(
      "SELECT packed FROM lives WHERE world=? ORDER BY part", static_cast<std::int64_t>(world),
      [&](SQLite::Statement&, std::string_view packed) { each_life_of(packed, visit); });
}

void RunStore::each_extra(const std::function<void(std::uint64_t, std::string_view)>& visit) const {
  database_->each("SELECT packed, replicate FROM extras ORDER BY replicate", std::nullopt,
                  [&](SQLite::Statement& row, std::string_view packed) {
                    visit(static_cast<std::uint64_t>(row.getColumn(1).getInt64()), unpack(packed));
                  });
}

}  // namespace komuna
