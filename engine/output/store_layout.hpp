#pragma once
// The tables of a run store, and the plan of a run in them.

#include <SQLiteCpp/SQLiteCpp.h>

#include <string>

#include "engine/output/store_plan.hpp"

namespace komuna {

// All tables and views, and the plan, in one transaction.
void write_layout(SQLite::Database& database, const StorePlan& plan);

// `path` is named in messages. Errors: FileError when the plan is damaged, or when outcomes were
// packed by a komuna whose outcomes have other members.
StorePlan read_layout(SQLite::Database& database, const std::string& path);

// Write down how many parts of life histories and how many extras there are, so that missing ones
// are missed: all that are there, or one more.
inline constexpr const char* note_life_parts =
    "UPDATE meta SET value=(SELECT count(*) FROM lives) WHERE key='life_parts'";
inline constexpr const char* note_extras =
    "UPDATE meta SET value=(SELECT count(*) FROM extras) WHERE key='extras'";
inline constexpr const char* note_extra = "UPDATE meta SET value=value+1 WHERE key='extras'";

// What is asked, as a fingerprint: scenarios, seed, number of replicates and options, but neither
// the program that began the run nor which share of it this is.
std::string fingerprint(const StorePlan& plan);

}  // namespace komuna
