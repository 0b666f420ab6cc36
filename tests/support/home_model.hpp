#pragma once
// The first half of a month, at home: economy, expectation, drives, rivals, requests, recruitment,
// founding. What both the engine and the oracle compute, and the record in which they are compared.
//
// The second half (votes, papers, gate, trains, settlement) is not run by either: nothing but
// waiting follows an enrolment, so no letter, dissolution or obstacle feeds back, and the two
// worlds obey the same law exactly.

#include <cstdint>
#include <string>
#include <vector>

#include "engine/population/household.hpp"
#include "engine/processes/decision.hpp"
#include "engine/processes/drives.hpp"
#include "engine/processes/expectation.hpp"
#include "engine/processes/founding.hpp"
#include "engine/processes/requests.hpp"
#include "engine/world/world.hpp"

namespace komuna::tests {

struct HomeModel {
  Month from = Month::of(1923, 1);
  int months = 24;
  PopulationParameters population;
  WorldParameters world;
  HouseholdParameters household;
  ExpectationParameters expectation;
  DrivesParameters drives;
  DecisionParameters decision;
  FoundingParameters founding;
};

// One enrolment or single application, with what the head was like at that moment.
struct Joined {
  int month = 0;    // since the first
  double time = 0;  // within the month
  Index cell = 0;
  std::uint32_t slot = 0;
  std::string chosen;  // id of the plan or template; "alone"
  Stratum stratum = Stratum::indifferent;
  bool skilled = false;
  bool unemployed = false;
  int age = 0;                // years
  double savings_months = 0;  // months of own wage
  double conviction = 0;
  int colleagues = 0;  // of the workplace who had joined before this month
  int kin = 0;
};

struct HomeHistory {
  std::vector<Joined> joined;
  std::vector<std::vector<std::int64_t>> requests;  // [region][month]
  std::vector<std::vector<std::int64_t>> rivals;    // [destination][month]
  std::vector<std::vector<std::int64_t>> founded;   // by the model: [region * 2 + sector][month]
  std::vector<int> workplaces;  // for each who joined: how many of that workplace did, in the end
};

// One replicate of the engine's own processes, called in the order of the schedule.
class EngineHome {
 public:
  EngineHome(const HomeModel& model, const Cells& cells, const Traits& traits, std::uint64_t seed,
             std::uint64_t replicate);
  void step() {
    begin_month();
    decide();
  }
  // Everything before recruitment: the state at which the month's hazards are frozen.
  void begin_month();
  // Recruitment and founding.
  void decide();
  const HomeHistory& history() const { return history_; }
  const World& world() const { return world_; }
  World& world() { return world_; }

 private:
  void note(const Circles& workplaces, const Circles& kin, Index household);

  const HomeModel& model_;
  World world_;
  RequestTables tables_;
  FoundingHazards hazards_;
  int month_ = 0;
  HomeHistory history_;
};

// The whole horizon of one replicate.
HomeHistory engine_history(const HomeModel& model, const Cells& cells, const Traits& traits,
                           std::uint64_t seed, std::uint64_t replicate);

}  // namespace komuna::tests
