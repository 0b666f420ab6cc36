#pragma once
// From a store in which replicates are missing to a finished run: simulates them, makes the files,
// prints what happened. New runs, continued ones and replayed ones all go this way, so that they
// cannot end differently.

#include <string>
#include <vector>

#include "cli/scenario_choice.hpp"
#include "cli/stop_request.hpp"
#include "cluster/crew.hpp"
#include "engine/output/run_folder.hpp"
#include "engine/output/run_store.hpp"
#include "engine/scenario/document/scenario.hpp"

namespace komuna {

struct RunSettings {
  int threads = 0;  // 0 = all cores
  bool quiet = false;
  Crew* crew = nullptr;  // the ranks that do the work, where there are several
};

// What a run of one world is asked to do, by this program.
StorePlan plan_of_program();
StoredWorld stored_world(const Scenario& scenario);
// The scenario as the store keeps it. Errors: FileError when it does not fit this program.
Scenario scenario_of_store(const StoredWorld& world, const std::string& place);

// "komuna 0.1.0 (abc123), random numbers laid out as 3": the same name, the same results.
std::string program_name();
// Why this program may not go on with what another has begun; "" = it may.
std::string why_not_the_same_program(const StorePlan& plan);

// Announces the files of the store, so that they go with a folder that is given up.
void announce_store(RunFolder& folder);

// Returns the exit code. Errors: FileError, Stopped; what is finished stays in the store.
int carry_out(RunFolder& folder, RunStore& store, const Scenario& scenario,
              const RunSettings& settings, const StopRequest& stop);

}  // namespace komuna
