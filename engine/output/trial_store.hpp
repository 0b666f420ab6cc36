#pragma once
// Everything a calibration has simulated, kept so that a kill loses seconds: calibration.db in its
// folder.
//
// A row of `trials` is one history: its key, the parameters, the figures (empty where the world
// lacked one) or why it failed. Which parameters are tried depends only on the seed and on earlier
// figures, so a calibration that is begun again with this store goes through the same trials,
// takes what is there, and goes on where it stood. `meta` says what was asked.
//
// One process at a time; calls belong to one thread at a time. What has been added is safe once
// flush() returns. Errors: as of run_store.hpp, all FileError.

#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace komuna {

inline constexpr std::string_view trial_store_name = "calibration.db";

struct StoredTrial {
  std::vector<double> parameters;
  std::vector<double> figures;  // not a number: lacked; empty: failed
  std::string error;
};

class TrialStore {
 public:
  using Meta = std::map<std::string, std::string>;

  // In a folder that exists and holds no store. Names become columns.
  static TrialStore create(const std::string& folder, const std::vector<std::string>& parameters,
                           const std::vector<std::string>& figures, const Meta& meta);
  static TrialStore resume(const std::string& folder);
  static bool is_in(const std::string& folder);

  TrialStore(TrialStore&& other) noexcept;
  ~TrialStore();  // keeps what was added, if the disk lets it

  const Meta& meta() const;
  std::size_t size() const;
  // So many of them are in the file: all of them after flush(), fewer once the disk is full.
  std::size_t safe() const;
  // Trials with a smaller key.
  std::size_t size_below(std::uint64_t key) const;
  // Nothing when that key was not tried yet.
  const StoredTrial* find(std::uint64_t key) const;

  void add(std::uint64_t key, StoredTrial trial);
  void flush();
  // Leaves one plain file.
  void seal();

 private:
  class Database;
  explicit TrialStore(std::unique_ptr<Database> database);
  std::unique_ptr<Database> database_;
};

}  // namespace komuna
