#include "engine/output/trial_store.hpp"

#include <sqlite3.h>
#include <unistd.h>
#include <algorithm>

#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "engine/base/assert.hpp"
#include "engine/output/file_error.hpp"
#include "engine/output/store_file.hpp"

namespace komuna {
namespace {

using Json = nlohmann::json;

std::string store_path(const std::string& folder) {
  return folder + '/' + std::string(trial_store_name);
}

std::string quoted(const std::string& name) {
  std::string text = "\"";
  for (const char c : name) text += c == '"' ? std::string("\"\"") : std::string(1, c);
  return text + '"';
}

std::string names_text(const std::vector<std::string>& names) { return Json(names).dump(); }

}  // namespace

class TrialStore::Database {
 public:
  Database(std::string path, SQLite::Database&& database)
      : path_(std::move(path)), database_(std::move(database)) {}
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  ~Database() {
    try {
      flush();
    } catch (const std::exception&) {
      // Whoever wanted to know has called flush() before.
    }
  }

  void begin(const std::vector<std::string>& parameters, const std::vector<std::string>& figures,
             const Meta& meta) {
    parameters_ = parameters.size();
    figures_ = figures.size();
    meta_ = meta;
    meta_["parameters"] = names_text(parameters);
    meta_["figures"] = names_text(figures);
    guarded([&] {
      SQLite::Transaction transaction(database_);
      database_.exec("PRAGMA application_id=" + std::to_string(store_mark));
      database_.exec("PRAGMA user_version=" + std::to_string(store_version));
      database_.exec("CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT");
      std::string columns = "key INTEGER PRIMARY KEY, error TEXT";
      for (const std::string& name : parameters) columns += ", " + quoted("p_" + name) + " REAL";
      for (const std::string& name : figures) columns += ", " + quoted("f_" + name) + " REAL";
      database_.exec("CREATE TABLE trials(" + columns + ") STRICT");
      SQLite::Statement insert(database_, "INSERT INTO meta VALUES(?,?)");
      for (const auto& [key, value] : meta_) {
        insert.bind(1, key);
        insert.bind(2, value);
        insert.exec();
        insert.reset();
      }
      transaction.commit();
    });
  }

  void load() {
    guarded([&] {
      SQLite::Statement entries(database_, "SELECT key, value FROM meta");
      while (entries.executeStep())
        meta_[entries.getColumn(0).getString()] = entries.getColumn(1).getString();
      parameters_ = names_in("parameters").size();
      figures_ = names_in("figures").size();
      SQLite::Statement rows(database_, "SELECT * FROM trials ORDER BY key");
      if (rows.getColumnCount() != static_cast<int>(2 + parameters_ + figures_))
        throw FileError(path_, "is damaged: the table of trials has other columns than meta names");
      while (rows.executeStep())
        trials_[static_cast<std::uint64_t>(rows.getColumn(0).getInt64())] = trial_of(rows);
    });
  }

  const Meta& meta() const { return meta_; }
  std::size_t size() const { return trials_.size(); }
  std::size_t safe() const { return trials_.size() - unsaved_; }
  std::size_t size_below(std::uint64_t key) const {
    return static_cast<std::size_t>(std::count_if(
        trials_.begin(), trials_.end(), [key](const auto& trial) { return trial.first < key; }));
  }
  const StoredTrial* find(std::uint64_t key) const {
    const auto found = trials_.find(key);
    return found == trials_.end() ? nullptr : &found->second;
  }

  void add(std::uint64_t key, StoredTrial trial) {
    KOMUNA_ASSERT(trial.parameters.size() == parameters_, "a number for each parameter");
    written([&] {
      if (!insert_) insert_.emplace(database_, insert_statement());
      if (!open_) database_.exec("BEGIN");
      open_ = true;
      insert_->reset();
      insert_->clearBindings();
      insert_->bind(1, static_cast<std::int64_t>(key));
      if (!trial.error.empty()) insert_->bind(2, trial.error);
      int column = 2;
      for (const double value : trial.parameters) insert_->bind(++column, value);
      for (const double figure : trial.figures)
        if (++column; !std::isnan(figure)) insert_->bind(column, figure);
      insert_->exec();
    });
    if (trials_.insert_or_assign(key, std::move(trial)).second) ++unsaved_;
  }

  void flush() {
    if (!open_) return;
    written([&] { database_.exec("COMMIT"); });
    open_ = false;
    unsaved_ = 0;
  }

  void seal() {
    flush();
    insert_.reset();
    guarded([&] { database_.exec("PRAGMA journal_mode=DELETE"); });
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

  // A full disk may have ended the transaction already, so that committing it would only hide why.
  // What it held is lost.
  template <class Work>
  void written(const Work& work) {
    try {
      guarded(work);
    } catch (...) {
      insert_.reset();
      database_.tryExec("ROLLBACK");
      open_ = false;
      throw;
    }
  }

  std::string insert_statement() const {
    std::string marks = "?,?";
    for (std::size_t i = 0; i < parameters_ + figures_; ++i) marks += ",?";
    return "INSERT INTO trials VALUES(" + marks + ")";
  }

  std::vector<std::string> names_in(const std::string& key) const {
    try {
      return Json::parse(meta_.at(key)).get<std::vector<std::string>>();
    } catch (const std::exception& problem) {  // missing, no JSON, or no list of texts
      throw FileError(path_,
                      "is damaged: " + key + " in meta cannot be read (" + problem.what() + ')');
    }
  }

  StoredTrial trial_of(SQLite::Statement& row) const {
    StoredTrial trial;
    if (!row.getColumn(1).isNull()) trial.error = row.getColumn(1).getString();
    int column = 1;
    for (std::size_t i = 0; i < parameters_; ++i)
      trial.parameters.push_back(row.getColumn(++column).getDouble());
    if (!trial.error.empty()) return trial;
    for (std::size_t i = 0; i < figures_; ++i) {
      const SQLite::Column cell = row.getColumn(++column);
      trial.figures.push_back(cell.isNull() ? std::numeric_limits<double>::quiet_NaN()
                                            : cell.getDouble());
    }
    return trial;
  }

  std::string path_;
  SQLite::Database database_;
  Meta meta_;
  std::size_t parameters_ = 0;
  std::size_t figures_ = 0;
  std::unordered_map<std::uint64_t, StoredTrial> trials_;
  std::optional<SQLite::Statement> insert_;
  bool open_ = false;
  std::size_t unsaved_ = 0;  // trials that the file does not hold
};

TrialStore::TrialStore(std::unique_ptr<Database> database) : database_(std::move(database)) {}
TrialStore::TrialStore(TrialStore&& other) noexcept = default;
TrialStore::~TrialStore() = default;

TrialStore TrialStore::create(const std::string& folder, const std::vector<std::string>& parameters,
                              const std::vector<std::string>& figures, const Meta& meta) {
  const std::string path = store_path(folder);
  auto database = std::make_unique<Database>(path, create_store_file(path));
  database->begin(parameters, figures, meta);
  return TrialStore(std::move(database));
}

TrialStore TrialStore::resume(const std::string& folder) {
  const std::string path = store_path(folder);
  auto database = std::make_unique<Database>(path, open_store_file(path, StoreAccess::write));
  database->load();
  return TrialStore(std::move(database));
}

bool TrialStore::is_in(const std::string& folder) {
  return ::access(store_path(folder).c_str(), F_OK) == 0;
}

const TrialStore::Meta& TrialStore::meta() const { return database_->meta(); }
std::size_t TrialStore::size() const { return database_->size(); }
std::size_t TrialStore::safe() const { return database_->safe(); }
std::size_t TrialStore::size_below(std::uint64_t key) const { return database_->size_below(key); }
const StoredTrial* TrialStore::find(std::uint64_t key) const { return database_->find(key); }
void TrialStore::add(std::uint64_t key, StoredTrial trial) {
  database_->add(key, std::move(trial));
}
void TrialStore::flush() { database_->flush(); }
void TrialStore::seal() { database_->seal(); }

}  // namespace komuna
