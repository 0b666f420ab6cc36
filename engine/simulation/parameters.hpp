#pragma once
// Everything a scenario says, typed: the facts of the world and the parameters of every process.

#include <string>
#include <vector>

#include "engine/measures/target.hpp"
#include "engine/policies/admission.hpp"
#include "engine/policies/army.hpp"
#include "engine/policies/citizenship.hpp"
#include "engine/policies/home_authorities.hpp"
#include "engine/policies/nationalisation.hpp"
#include "engine/policies/repression.hpp"
#include "engine/population/household.hpp"
#include "engine/population/origin.hpp"
#include "engine/processes/assembly.hpp"
#include "engine/processes/construction.hpp"
#include "engine/processes/decision.hpp"
#include "engine/processes/drives.hpp"
#include "engine/processes/expectation.hpp"
#include "engine/processes/finance.hpp"
#include "engine/processes/founding.hpp"
#include "engine/processes/harvest.hpp"
#include "engine/processes/leaving.hpp"
#include "engine/processes/letters.hpp"
#include "engine/processes/lives.hpp"
#include "engine/processes/local_joining.hpp"
#include "engine/processes/settlement.hpp"
#include "engine/processes/transport.hpp"
#include "engine/processes/waiting.hpp"
#include "engine/simulation/heading.hpp"
#include "engine/simulation/lever.hpp"
#include "engine/world/world.hpp"

namespace komuna {

// A dated event of history, drawn into charts. It has no effect.
struct DatedEvent {
  std::string id;
  Month date;
  std::string text;
};
void fields(FieldVisitor& visitor, DatedEvent& event);

struct Parameters : Heading {
  std::string destination_name = "the Soviet Union";  // as readers see it, within a sentence
  Month from = Month::of(1921, 1);                    // first month simulated
  Month until = Month::of(1943, 12);                  // last month simulated
  PopulationParameters population;
  HouseholdParameters household;
  WorldParameters world;
  ExpectationParameters expectation;
  DrivesParameters drives;
  DecisionParameters decision;
  FoundingParameters founding;
  AssemblyParameters assembly;
  WaitingParameters waiting;
  FinanceParameters finance;
  HomeAuthorityParameters home_authorities;
  TransportParameters transport;
  SettlementParameters settlement;
  HarvestParameters harvest;
  ConstructionParameters construction;
  LivesParameters lives;
  LeavingParameters leaving;
  LocalJoiningParameters local_joining;
  LettersParameters letters;
  NationalisationParameters nationalisation;
  CitizenshipParameters citizenship;
  ArmyParameters army;
  RepressionParameters repression;
  std::vector<Target> targets;
  std::vector<DatedEvent> events;
  std::vector<LeverOffered> levers;  // of the classroom; they have no effect by themselves

  int months() const { return until - from + 1; }
};
void fields(FieldVisitor& visitor, Parameters& parameters);

}  // namespace komuna
