#include "engine/output/store_file.hpp"

#include <sys/statvfs.h>

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <fstream>

#include "engine/output/file_error.hpp"

namespace komuna {
namespace {

constexpr int wait_for_lock = 0;  // milliseconds: a second process is told at once
constexpr std::size_t header_size = 100;
constexpr std::size_t write_version_at = 18;  // in the header: 1 = journal, 2 = write-ahead log
constexpr std::string_view magic{"SQLite format 3\0", 16};

constexpr const char* in_use =
    "is in use by another process; a run that is going on cannot be read or continued by a second "
    "one";
constexpr const char* disk_full =
    "the disk is full. Every replicate stored before is safe. Free some space first: until then "
    "even reading the store may fail, because its last entry wants to be completed";
constexpr const char* read_only = "cannot be written: the file or its folder may only be read";

// SQLite calls it a disk error when a disk it had been writing to may only be read.
bool is_on_read_only_disk(const std::string& path) {
  struct statvfs disk{};
  return ::statvfs(path.c_str(), &disk) == 0 && (disk.f_flag & ST_RDONLY) != 0;
}

std::string address_of(const std::string& path) {
  std::string address = "file:";
  constexpr std::string_view digits = "0123456789ABCDEF";
  for (const char c : plain_path(path)) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '%' || c == '?' || c == '#' || byte < 0x21U) {
      address += '%';
      address += digits[byte >> 4U];
      address += digits[byte & 0xFU];
    } else {
      address += c;
    }
  }
  return address + "?immutable=1";
}

// The first bytes, before SQLite sees the file: it would change or misread what is not its own.
std::array<char, header_size> header_of(const std::string& path) {
  if (::access(path.c_str(), F_OK) != 0)
    throw FileError(path, errno == ENOENT ? "is not there; this folder holds no run of komuna"
                                          : "cannot be read: " + system_reason(errno));
  if (::access(path.c_str(), R_OK) != 0)
    throw FileError(path, "cannot be read: " + system_reason(errno));
  std::array<char, header_size> header{};
  std::ifstream file(path, std::ios::binary);
  file.read(header.data(), header.size());
  if (file.gcount() == 0 && file.eof() && ::access((path + "-wal").c_str(), F_OK) != 0)
    throw FileError(path,
                    "is empty: the run was cut short before it began. Nothing is lost; remove the "
                    "folder and run again");
  return header;
}

SQLite::Database open_for_reading(const std::string& path,
                                  const std::array<char, header_size>& header) {
  const bool has_log = ::access((path + "-wal").c_str(), F_OK) == 0;
  if (header[write_version_at] != 2 && !has_log)
    return SQLite::Database(plain_path(path), SQLite::OPEN_READONLY, wait_for_lock);
  if (::access(path.c_str(), W_OK) == 0) {
    SQLite::Database database(plain_path(path), SQLite::OPEN_READWRITE, wait_for_lock);
    database.exec("PRAGMA locking_mode=EXCLUSIVE");
    return database;
  }
  if (has_log)
    throw FileError(path,
                    "may only be read, and the run was cut short: its last entries wait to be "
                    "completed. Copy the folder to where it may be written");
  return SQLite::Database(address_of(path), SQLite::OPEN_READONLY | SQLite::OPEN_URI,
                          wait_for_lock);
}

void check_mark(SQLite::Database& database, const std::string& path) {
  const std::int64_t mark = number_from(database, "PRAGMA application_id");
  const std::int64_t version = number_from(database, "PRAGMA user_version");
  if (mark == 0 && version == 0 && number_from(database, "SELECT count(*) FROM sqlite_schema") == 0)
    throw FileError(path,
                    "is empty: the run was cut short before it began. Nothing is lost; remove the "
                    "folder and run again");
  if (mark != store_mark) throw FileError(path, "is a database, but no run of komuna");
  if (version != store_version)
    throw FileError(path, "has version " + std::to_string(version) + " of the tables; this " +
                              "komuna knows version " + std::to_string(store_version) +
                              (version > store_version ? ": take a newer komuna" : ""));
}

void check_pages(SQLite::Database& database, const std::string& path) {
  SQLite::Statement check(database, "PRAGMA quick_check(1)");
  if (!check.executeStep()) throw FileError(path, "is damaged");
  const std::string verdict = check.getColumn(0).getString();
  if (verdict != "ok") throw FileError(path, "is damaged: " + verdict);
}

}  // namespace

std::string plain_path(const std::string& path) {
  return path.empty() || path.front() != '/' ? "./" + path : path;
}

void throw_store_error(const std::string& path, const SQLite::Exception& problem) {
  switch (problem.getErrorCode() & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      throw FileError(path, in_use);
    case SQLITE_NOTADB:
      throw FileError(path, "is no run of komuna (it is not a database)");
    case SQLITE_CORRUPT:
      throw FileError(path, std::string("is damaged: ") + problem.what());
    case SQLITE_FULL:
      throw FileError(path, disk_full);
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
      throw FileError(path, read_only);
    case SQLITE_IOERR:
      if (is_on_read_only_disk(path)) throw FileError(path, read_only);
      throw FileError(
          path, std::string("cannot be written: ") + problem.what() + ". Perhaps " + disk_full);
    default:
      throw FileError(path, std::string("SQLite says: ") + problem.what());
  }
}

std::int64_t number_from(SQLite::Database& database, const std::string& query) {
  return database.execAndGet(query).getInt64();
}

SQLite::Database create_store_file(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  if (descriptor < 0)
    throw FileError(path, errno == EEXIST ? "exists already; nothing is overwritten"
                                          : "cannot be created: " + system_reason(errno));
  ::close(descriptor);
  try {
    SQLite::Database database(plain_path(path), SQLite::OPEN_READWRITE, wait_for_lock);
    database.exec("PRAGMA locking_mode=EXCLUSIVE");
    database.exec("PRAGMA journal_mode=WAL");
    database.exec("PRAGMA synchronous=FULL");
    return database;
  } catch (const SQLite::Exception& problem) {
    ::unlink(path.c_str());
    throw_store_error(path, problem);
  }
}

SQLite::Database open_store_file(const std::string& path, StoreAccess access) {
  const auto header = header_of(path);
  if (std::string_view(header.data(), magic.size()) != magic && header[0] != '\0')
    throw FileError(path, "is no run of komuna (it is not a database)");
  try {
    if (access == StoreAccess::read) {
      SQLite::Database database = open_for_reading(path, header);
      check_mark(database, path);
      check_pages(database, path);
      return database;
    }
    SQLite::Database database(plain_path(path), SQLite::OPEN_READWRITE, wait_for_lock);
    database.exec("PRAGMA locking_mode=EXCLUSIVE");
    check_mark(database, path);
    database.exec("PRAGMA journal_mode=WAL");
    database.exec("PRAGMA synchronous=FULL");
    database.exec("BEGIN IMMEDIATE; COMMIT");  // takes the lock, if it is not held yet
    check_pages(database, path);
    return database;
  } catch (const SQLite::Exception& problem) {
    throw_store_error(path, problem);
  }
}

}  // namespace komuna
