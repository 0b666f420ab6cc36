#include "engine/output/store_layout.hpp"

#include <map>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "engine/base/sha256.hpp"
#include "engine/output/file_error.hpp"
#include "engine/output/lives_record.hpp"
#include "engine/output/outcome_record.hpp"
#include "engine/output/store_file.hpp"
#include "engine/output/store_rows.hpp"
#include "engine/output/tables.hpp"

namespace komuna {
namespace {

using Json = nlohmann::ordered_json;

// `replicates` and the tables made from shapes are for people; `outcomes`, `lives` and `extras` are
// packed, for komuna.
constexpr const char* fixed_tables = R"(
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE worlds(world INTEGER PRIMARY KEY, name TEXT NOT NULL, title TEXT NOT NULL,
  resolved TEXT NOT NULL, interventions TEXT NOT NULL, provenance TEXT NOT NULL,
  sources TEXT NOT NULL, targets TEXT NOT NULL, overrides TEXT NOT NULL, inputs TEXT NOT NULL) STRICT;
CREATE TABLE replicates(world INTEGER NOT NULL, replicate INTEGER NOT NULL, key TEXT NOT NULL,
  status TEXT NOT NULL, error TEXT, touched INTEGER NOT NULL, money_given REAL,
  provisions_given REAL, relief REAL, equipment REAL, places_credited REAL, places_used REAL,
  PRIMARY KEY(world, replicate)) STRICT, WITHOUT ROWID;
CREATE TABLE outcomes(world INTEGER NOT NULL, replicate INTEGER NOT NULL, packed BLOB NOT NULL,
  PRIMARY KEY(world, replicate)) STRICT;
CREATE TABLE lives(world INTEGER NOT NULL, part INTEGER NOT NULL, packed BLOB NOT NULL,
  PRIMARY KEY(world, part)) STRICT;
CREATE TABLE extras(replicate INTEGER PRIMARY KEY, packed BLOB NOT NULL) STRICT;
CREATE VIEW v_replicates AS SELECT worlds.name AS scenario, replicates.*
  FROM replicates JOIN worlds USING(world);
)";

std::string view_statement(const TableShape& shape) {
  return "CREATE VIEW v_" + shape.name + " AS SELECT worlds.name AS scenario, " + shape.name +
         ".* FROM " + shape.name + " JOIN worlds USING(world)";
}

std::string inputs_text(const std::vector<InputFile>& inputs) {
  Json list = Json::array();
  for (const InputFile& input : inputs)
    list.push_back({{"path", input.path}, {"sha256", input.sha256}});
  return list.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string list_text(const std::vector<std::string>& words) {
  return Json(words).dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::vector<std::string> words_of(const std::string& text) {
  return Json::parse(text).get<std::vector<std::string>>();
}

std::map<std::string, std::string> meta_of(const StorePlan& plan) {
  return {{"kind", plan.kind == RunKind::run ? "run" : "compare"},
          {"seed", std::to_string(plan.seed)},
          {"replicates", std::to_string(plan.replicates)},
          {"shard", std::to_string(plan.shard) + '/' + std::to_string(plan.shards)},
          {"options", plan.options},
          {"command_line", list_text(plan.command_line)},
          {"version", plan.version},
          {"commit", plan.commit},
          {"rng_layout", std::to_string(plan.rng_layout)},
          {"outcome_layout", std::to_string(outcome_layout())},
          {"life_layout", std::to_string(life_layout())},
          {"fingerprint", fingerprint(plan)},
          {"life_parts", "0"},
          {"extras", "0"},
          {"state", "unfinished"},
          {"persons", "All persons are synthetic."}};
}

void write_worlds(SQLite::Database& database, const StorePlan& plan) {
  SQLite::Statement insert(database, "INSERT INTO worlds VALUES(?,?,?,?,?,?,?,?,?,?)");
  for (std::size_t k = 0; k < plan.worlds.size(); ++k) {
    const StoredWorld& world = plan.worlds[k];
    int place = 0;
    insert.bind(++place, static_cast<std::int64_t>(k));
    for (const std::string& text : {world.name, world.title, world.resolved, world.interventions,
                                    world.provenance, world.sources, list_text(world.targets),
                                    list_text(world.overrides), inputs_text(world.inputs)})
      insert.bind(++place, text);
    insert.exec();
    insert.reset();
  }
}

StoredWorld read_world(SQLite::Statement& row) {
  StoredWorld world;
  int place = 0;
  for (std::string* text : {&world.name, &world.title, &world.resolved, &world.interventions,
                            &world.provenance, &world.sources})
    *text = row.getColumn(++place).getString();
  world.targets = words_of(row.getColumn(++place).getString());
  world.overrides = words_of(row.getColumn(++place).getString());
  for (const Json& input : Json::parse(row.getColumn(++place).getString()))
    world.inputs.push_back({input.at("path"), input.at("sha256")});
  return world;
}

void require(bool holds, const std::string& key) {
  if (!holds) throw std::out_of_range("`" + key + "` is no number that a run can have");
}

StorePlan read_plan(SQLite::Database& database, std::map<std::string, std::string>& meta) {
  SQLite::Statement entries(database, "SELECT key, value FROM meta");
  while (entries.executeStep())
    meta[entries.getColumn(0).getString()] = entries.getColumn(1).getString();
  StorePlan plan;
  plan.kind = meta.at("kind") == "run" ? RunKind::run : RunKind::compare;
  plan.seed = std::stoull(meta.at("seed"));
  plan.replicates = std::stoll(meta.at("replicates"));
  plan.options = meta.at("options");
  // A store of before there were shards says nothing.
  const std::string& shard = meta.emplace("shard", "1/1").first->second;
  plan.shard = std::stoll(shard);
  plan.shards = std::stoll(shard.substr(shard.find('/') + 1));
  require(1 <= plan.replicates && plan.replicates <= std::int64_t{most_replicates}, "replicates");
  require(1 <= plan.shard && plan.shard <= plan.shards, "shard");
  plan.command_line = words_of(meta.at("command_line"));
  plan.version = meta.at("version");
  plan.commit = meta.at("commit");
  plan.rng_layout = std::stoi(meta.at("rng_layout"));
  SQLite::Statement worlds(database, "SELECT * FROM worlds ORDER BY world");
  while (worlds.executeStep()) plan.worlds.push_back(read_world(worlds));
  return plan;
}

// What komuna made are tables: a view in place of one could go on for ever, and triggers could do
// anything.
void check_kinds(SQLite::Database& database, const std::string& path) {
  const std::int64_t tables = number_from(
      database,
      "SELECT count(*) FROM sqlite_schema WHERE type='table' AND name IN ('meta', 'worlds', "
      "'replicates', 'outcomes', 'lives', 'extras', 'collectives', 'replicate_targets')");
  if (tables != 8 ||
      number_from(database, "SELECT count(*) FROM sqlite_schema WHERE type='trigger'") != 0)
    throw FileError(path, "is damaged: its tables are not those of a run");
}

}  // namespace

std::string fingerprint(const StorePlan& plan) {
  Json list = {plan.kind == RunKind::run ? "run" : "compare", std::to_string(plan.seed),
               plan.replicates, plan.options};
  for (const StoredWorld& world : plan.worlds)
    list.push_back({world.name, world.title, sha256(world.resolved), sha256(world.interventions),
                    sha256(world.provenance), sha256(world.sources), world.targets});
  return sha256(list.dump(-1, ' ', false, Json::error_handler_t::replace));
}

void write_layout(SQLite::Database& database, const StorePlan& plan) {
  SQLite::Transaction transaction(database);
  database.exec("PRAGMA application_id=" + std::to_string(store_mark));
  database.exec("PRAGMA user_version=" + std::to_string(store_version));
  database.exec(fixed_tables);
  for (const TableShape* shape : {&collectives_shape(), &replicate_targets_shape()}) {
    database.exec(create_table_statement(*shape));
    database.exec(view_statement(*shape));
  }
  SQLite::Statement insert(database, "INSERT INTO meta VALUES(?,?)");
  for (const auto& [key, value] : meta_of(plan)) {
    insert.bind(1, key);
    insert.bind(2, value);
    insert.exec();
    insert.reset();
  }
  write_worlds(database, plan);
  transaction.commit();
}

StorePlan read_layout(SQLite::Database& database, const std::string& path) {
  check_kinds(database, path);
  std::map<std::string, std::string> meta;
  StorePlan plan;
  try {
    plan = read_plan(database, meta);
    if (meta.at("fingerprint") != fingerprint(plan) || plan.worlds.empty())
      throw FileError(path, "is damaged: what was asked of the run is not as it was written");
  } catch (const SQLite::Exception&) {
    throw;
  } catch (const FileError&) {
    throw;
  } catch (const std::exception& problem) {  // a key that is missing, a number that is none
    throw FileError(path, std::string("is damaged: the plan of the run cannot be read (") +
                              problem.what() + ')');
  }
  if (meta["outcome_layout"] != std::to_string(outcome_layout()) ||
      meta["life_layout"] != std::to_string(life_layout()))
    throw FileError(path, "was written by komuna " + plan.version + " (" + plan.commit +
                              "), whose outcomes have another form; take that version to read it");
  return plan;
}

}  // namespace komuna
