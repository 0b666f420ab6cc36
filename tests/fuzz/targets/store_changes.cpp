// A store that komuna wrote, changed by any words of SQL: whatever its tables hold then, it is read
// as it was asked for or refused.

#include <sqlite3.h>
#include <unistd.h>

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "engine/output/file_error.hpp"
#include "engine/output/run_store.hpp"
#include "tests/fuzz/fuzz_one.hpp"

namespace {

using namespace komuna;

constexpr std::int64_t replicates = 3;
constexpr int most_bytes = 1000000;  // of one value
constexpr int operations = 100000;   // of SQLite's machine, between two looks
constexpr const char* database_name = "/run.db";

std::string new_folder() {
  return (std::filesystem::temp_directory_path() / ("komuna-changes-" + std::to_string(::getpid())))
      .string();
}

// Of this process; gone with it.
struct Folder {
  Folder() { std::filesystem::create_directories(path); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path, ignored);
  }
  std::string path = new_folder();
};

Outcome outcome_of(std::uint64_t replicate) {
  Outcome outcome;
  outcome.replicate = replicate;
  outcome.key = 77 + replicate;
  outcome.from = Month::of(1921, 1);
  outcome.until = Month::of(1921, 12);
  YearRow row;
  row.year = 1921;
  row.counts[2] = 5;
  outcome.years.push_back(row);
  outcome.targets = {{true, 5}};
  return outcome;
}

void write_store(const std::string& folder) {
  StorePlan plan;
  plan.kind = RunKind::compare;
  plan.replicates = replicates;
  plan.options = "{}";
  plan.command_line = {"komuna"};
  for (const char* name : {"base", "other"}) {
    StoredWorld world;
    world.name = name;
    world.resolved = "{}";
    world.interventions = "[]";
    world.targets = {"departed"};
    plan.worlds.push_back(world);
  }
  RunStore store = RunStore::create(folder, plan);
  for (std::uint64_t replicate = 0; replicate + 1 < std::uint64_t{replicates}; ++replicate) {
    const std::vector<Outcome> worlds(2, outcome_of(replicate));
    std::vector<LivesRecord> lives(replicate == 0 ? 2 : 0);
    for (LivesRecord& each : lives) each.add(Life{});
    store.add(replicate, worlds, lives, "extra");
  }
  store.seal();
}

// The bytes of that store, made once.
const std::string& store_bytes(const std::string& folder) {
  static const std::string bytes = [&] {
    write_store(folder);
    std::ifstream file(folder + database_name, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(file), {});
  }();
  return bytes;
}

// Only what changes this file, and not for ever.
int allows(void*, int action, const char*, const char*, const char*, const char*) {
  return action == SQLITE_ATTACH || action == SQLITE_DETACH ? SQLITE_DENY : SQLITE_OK;
}
int stops(void*) { return 1; }

void change(const std::string& file, const std::string& words) {
  SQLite::Database database(file, SQLite::OPEN_READWRITE);
  sqlite3* const handle = database.getHandle();
  sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, most_bytes);
  sqlite3_set_authorizer(handle, allows, nullptr);
  sqlite3_progress_handler(handle, operations, stops, nullptr);
  sqlite3_exec(handle, words.c_str(), nullptr, nullptr, nullptr);
}

void read(const RunStore& store) {
  std::int64_t read = 0;
  for (std::size_t world = 0; world < store.plan().worlds.size(); ++world)
    store.source(world)->each([&](const Outcome&) { ++read; });
  store.each_extra([](std::uint64_t, std::string_view) {});
  store.each_life([](const Life&) {}, 0);
  fuzz::promise(
      read == store.finished_count() * static_cast<std::int64_t>(store.plan().worlds.size()),
      "every replicate that counts as finished can be read in every world");
  fuzz::promise(store.finished_count() <= store.plan().replicates,
                "no more replicates than were asked for");
  if (store.plan().shards == 1)
    fuzz::promise(static_cast<std::int64_t>(store.missing().size()) ==
                      store.asked_count() - store.finished_count(),
                  "what is missing and what is there are what was asked for");
}

}  // namespace

void komuna::fuzz::fuzz_one(std::string_view bytes) {
  const Folder folder;
  const std::string& bytes_before = store_bytes(folder.path);
  std::ofstream(folder.path + database_name, std::ios::binary) << bytes_before;
  try {
    change(folder.path + database_name, std::string(bytes));
  } catch (const SQLite::Exception&) {
    return;  // SQLite itself would not open what an earlier word has made of it
  }
  for (const bool resumes : {false, true}) try {
      read(resumes ? RunStore::resume(folder.path) : RunStore::read(folder.path));
    } catch (const FileError& error) {
      promise(!std::string_view(error.what()).empty(), "a refused store gets a message");
    }
}
