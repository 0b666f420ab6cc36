#include "engine/output/run_store.hpp"

#include <sqlite3.h>

#include <chrono>
#include <cstdio>
#include <optional>
#include <utility>
#include <vector>

#include "engine/base/assert.hpp"
#include "engine/output/file_error.hpp"
#include "engine/output/outcome_record.hpp"
#include "engine/output/packed.hpp"
#include "engine/output/store_file.hpp"
#include "engine/output/store_layout.hpp"
#include "engine/output/store_rows.hpp"
#include "engine/output/tables.hpp"

namespace komuna {
namespace {

using Clock = std::chrono::steady_clock;

// A flush to the disk may take as long as a small replicate: what comes within this time shares
// one.
constexpr std::chrono::milliseconds batch_time{100};

std::string_view blob_of(SQLite::Statement& row, int column) {
  const SQLite::Column cell = row.getColumn(column);
  return {static_cast<const char*>(cell.getBlob()), static_cast<std::size_t>(cell.getBytes())};
}

std::string key_text(std::uint64_t key) {
  char text[17];
  std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(key));
  return text;
}

void bind_blob(SQLite::Statement& statement, int place, const std::string& bytes) {
  statement.bindNoCopy(place, bytes.data(), static_cast<int>(bytes.size()));
}

void execute(SQLite::Statement& statement) {
  statement.exec();
  statement.reset();
}

// The statements that store replicates, prepared once.
struct Inserts {
  explicit Inserts(SQLite::Database& database)
      : outcome(database, "INSERT INTO outcomes VALUES(?,?,?)"),
        replicate(database, "INSERT INTO replicates VALUES(?,?,?,?,?,?,?,?,?,?,?,?)"),
        life(database, "INSERT INTO lives VALUES(?,?,?)"),
        extra(database, "INSERT INTO extras VALUES(?,?)"),
        collectives(database, collectives_shape()),
        targets(database, replicate_targets_shape()) {}

  SQLite::Statement outcome, replicate, life, extra;
  StoreRows collectives, targets;
};

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
        note(static_cast<std::uint64_t>(rows.getColumn(0).getInt64()));
      }
    });
  }

  const StorePlan& plan() const { return plan_; }
  bool finished(std::uint64_t replicate) const {
    return replicate < finished_.size() && finished_[replicate];
  }
  std::int64_t finished_count() const { return finished_count_; }

  void add(std::uint64_t replicate, std::span<const Outcome> worlds, std::span<LivesRecord> lives,
           std::string_view extra) {
    KOMUNA_ASSERT(writes_, "the store was opened to be read");
    KOMUNA_ASSERT(worlds.size() == plan_.worlds.size(), "an outcome for each world");
    KOMUNA_ASSERT(!finished(replicate), "a replicate is stored once");
    guarded([&] {
      if (!inserts_) inserts_.emplace(database_);
      if (!open_) {
        database_.exec("BEGIN");
        open_ = true;
        opened_ = Clock::now();
      }
      database_.exec("SAVEPOINT replicate");
      try {
        insert(replicate, worlds, lives, extra);
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
    if (Clock::now() - opened_ >= batch_time) flush();
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

  void insert(std::uint64_t replicate, std::span<const Outcome> worlds,
              std::span<LivesRecord> lives, std::string_view extra) {
    for (std::size_t world = 0; world < worlds.size(); ++world)
      insert_outcome(world, replicate, worlds[world]);
    for (std::size_t world = 0; world < lives.size(); ++world)
      insert_lives(world, lives[world].parts());
    if (extra.empty()) return;
    const std::string packed = pack(extra);
    inserts_->extra.bind(1, static_cast<std::int64_t>(replicate));
    bind_blob(inserts_->extra, 2, packed);
    execute(inserts_->extra);
  }

  void insert_outcome(std::size_t world, std::uint64_t replicate, const Outcome& outcome) {
    const std::string packed = pack_outcome(outcome);
    inserts_->outcome.bind(1, static_cast<std::int64_t>(world));
    inserts_->outcome.bind(2, static_cast<std::int64_t>(replicate));
    bind_blob(inserts_->outcome, 3, packed);
    execute(inserts_->outcome);
    insert_totals(world, replicate, outcome);
    inserts_->collectives.set_world(world);
    write_collectives(inserts_->collectives, outcome);
    inserts_->targets.set_world(world);
    write_replicate_targets(inserts_->targets, outcome, plan_.worlds[world].targets);
  }

  void insert_totals(std::size_t world, std::uint64_t replicate, const Outcome& outcome) {
    SQLite::Statement& row = inserts_->replicate;
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

  void insert_lives(std::size_t world, const std::vector<std::string>& parts) {
    SQLite::Statement& row = inserts_->life;
    for (std::size_t part = 0; part < parts.size(); ++part) {
      row.bind(1, static_cast<std::int64_t>(world));
      row.bind(2, static_cast<std::int64_t>(part));
      bind_blob(row, 3, parts[part]);
      execute(row);
    }
  }

  std::string path_;
  mutable SQLite::Database database_;  // statements that only read need it too
  bool writes_;
  StorePlan plan_;
  std::vector<bool> finished_;
  std::int64_t finished_count_ = 0;
  std::optional<Inserts> inserts_;
  bool open_ = false;  // a transaction is, with this batch of replicates
  std::vector<std::uint64_t> batch_;
  Clock::time_point opened_;
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

std::vector<std::uint64_t> RunStore::missing() const {
  std::vector<std::uint64_t> numbers;
  for (std::uint64_t n = 0; n < static_cast<std::uint64_t>(plan().replicates); ++n)
    if (!finished(n)) numbers.push_back(n);
  return numbers;
}

void RunStore::add(std::uint64_t replicate, std::span<const Outcome> worlds,
                   std::span<LivesRecord> lives, std::string_view extra) {
  database_->add(replicate, worlds, lives, extra);
}

void RunStore::flush() { database_->flush(); }
void RunStore::seal() { database_->seal(); }

std::unique_ptr<OutcomeSource> RunStore::source(std::size_t world) const {
  class Stored final : public OutcomeSource {
   public:
    Stored(const Database& database, std::size_t world) : database_(database), world_(world) {}
    void each(const std::function<void(const Outcome&)>& visit) const override {
      database_.each(
          "SELECT packed FROM outcomes WHERE world=? ORDER BY replicate",
          static_cast<std::int64_t>(world_),
          [&](SQLite::Statement&, std::string_view packed) { visit(unpack_outcome(packed)); });
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
