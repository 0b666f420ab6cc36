#pragma once
// The database file of a run store: made, opened, and recognised; what SQLite says in codes, in
// words.
//
// The file carries komuna's mark (application_id) and the version of its tables (user_version).
// While a run writes, changes go to run.db-wal beside it first (write-ahead log) and nobody else
// may open it: the lock is taken before the log is, which also spares the shared memory that
// network file systems do not have.

#include <SQLiteCpp/SQLiteCpp.h>

#include <string>

namespace komuna {

inline constexpr int store_mark = 0x6B6F6D75;  // "komu"
inline constexpr int store_version = 1;

// A new, empty database. Errors: FileError when anything has that name.
SQLite::Database create_store_file(const std::string& path);

enum class StoreAccess { write, read };
// An existing one of komuna, of this version, undamaged. Errors: FileError.
SQLite::Database open_store_file(const std::string& path, StoreAccess access);

// Errors: FileError, always.
[[noreturn]] void throw_store_error(const std::string& path, const SQLite::Exception& problem);

// The path as SQLite takes it for nothing but a file: "" and ":memory:" would be something else,
// and names that begin with "file:" addresses.
std::string plain_path(const std::string& path);

// One number that a PRAGMA or SELECT gives.
std::int64_t number_from(SQLite::Database& database, const std::string& query);

}  // namespace komuna
