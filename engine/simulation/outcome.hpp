#pragma once
// What one replicate leaves behind: small tables, nothing that grows with the heads at home.

#include <cstdint>
#include <string>
#include <vector>

#include "engine/measures/recorder.hpp"
#include "engine/measures/target.hpp"
#include "engine/policies/repression.hpp"
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
  double illusion = 0;     // expected minus lived (people.hpp), mean of the households that arrived
  double land = 0;         // hectares of the contract
  std::string land_from;   // whose it had been
  int hired = 0;           // local people hired for a wage, ever
  int called_up = 0;       // to the army
  double pupil_years = 0;  // of neighbours' children
  double patients = 0;     // neighbours treated
  double mean_wait = -1;   // months from joining to departure, households; -1 = none left
  double income_ratio = -1;  // member's income / Soviet wage, mean of Decembers; -1 = none
};

// A vote of a collective.
struct VoteRow {
  Index collective = none;  // position in `collectives`, as in all that follow
  int ballot = 0;           // 1, 2, ... within the collective
  Month month;
  Matter matter = Matter::charter;
  int in_favour = 0;
  int against = 0;
  bool carried = false;
};

// A work that was finished.
struct WorkRow {
  Index collective = none;
  int order = 0;  // 1, 2, ... in the plan
  std::string work;
  std::string name;
  Month begun;
  Month finished;
};

struct HarvestRow {
  Index collective = none;
  Harvest harvest;
};

// People arrested, by what was done to them and how long they had served.
struct RepressedRow {
  int year = 0;  // of the arrest
  std::string wave;
  Index origin = none;      // none: people of the place
  Index collective = none;  // none: came alone
  int years_there = -1;     // lower end of a band of five years, 15 = and more; -1: of the place
  bool party = false;       // member of a party abroad
  Sentence sentence = Sentence::released;
  bool died_in_camp = false;
  int persons = 0;
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
  std::vector<VoteRow> votes;
  std::vector<WorkRow> works;
  std::vector<HarvestRow> harvests;
  std::vector<SettlementRow> settlements;  // of Decembers
  std::vector<ExitRow> exits;
  std::vector<RepressedRow> repressed;
};

// Rows of what a finished world did, in the order of its collectives or of its years.
std::vector<VoteRow> votes_of(const World& world);
std::vector<WorkRow> works_of(const World& world);
std::vector<HarvestRow> harvests_of(const World& world);
std::vector<ExitRow> exits_of(const Record& record);
std::vector<RepressedRow> repressed_of(const World& world, const RepressionParameters& repression);

}  // namespace komuna
