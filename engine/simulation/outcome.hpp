#pragma once
// What one replicate leaves behind: small tables, nothing that grows with the heads at home.

#include <cstdint>
#include <string>
#include <vector>

#include "engine/measures/recorder.hpp"
#include "engine/measures/target.hpp"
#include "engine/world/world.hpp"

namespace komuna {

// A collective at the end of a world.
struct CollectiveOutcome {
  std::string id;
  std::string name;
  std::string origin;  // ids
  std::string region;
  std::string kind;
  std::string site;  // "" = never got one
  Sector sector = Sector::agriculture;
  bool named = true;  // false: founded by the model
  bool explained = true;
  Stage stage = Stage::initiative;
  Month founded;
  Month applied = distant_future;  // distant_future = never
  Month contracted = distant_future;
  Month first_departed = distant_future;
  Month first_arrived = distant_future;
  Month ended = distant_future;
  int trains = 0;
  int households = 0;        // enrolled
  int members_departed = 0;  // households that travelled
  int admitted = 0;          // persons, as all that follow
  int departed = 0;
  int arrived = 0;
  int locals = 0;
  int born = 0;
  int died = 0;
  int returned = 0;
  int left_for_ussr = 0;
  int third_country = 0;
  int withdrawn = 0;
  int arrested = 0;
  int executed = 0;
  int living_there = 0;  // at the end
  int votes = 0;
  int works = 0;                // finished
  double mean_yield_ratio = 0;  // own / neighbours' yield over the harvests; 0 = none
  double illusion = 0;          // mean over the households that arrived
};

struct YearRow {
  int year = 0;
  Index origin = none;
  Index collective = none;  // position in `collectives`
  Counts counts{};          // flows of the year, stocks at its end
};

struct Outcome {
  std::uint64_t replicate = 0;
  std::uint64_t key = 0;       // of the draws
  std::string error;           // empty = completed
  bool beyond_limits = false;  // the error is the scenario's (LimitError), not ours
  Month from;
  Month until;
  std::vector<YearRow> years;
  std::vector<std::vector<std::int64_t>> months;  // [variable][month]: totals over all rows
  std::vector<Measured> targets;                  // in the order of the scenario
  std::vector<CollectiveOutcome> collectives;
  std::vector<std::vector<std::int64_t>> elsewhere;  // [destination][month]
  Totals totals;
  std::int64_t touched = 0;    // persons
  double places_credited = 0;  // by the Soviet gate, all accounts
  double places_used = 0;
};

}  // namespace komuna
