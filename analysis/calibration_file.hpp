#pragma once
// A calibration as a file: which parameters of which scenario are to be found, what is believed of
// each beforehand, and which figures of history shall tell.
//
//   scenario: historical
//   parameters:
//     join:
//       path: decision.join_constant
//       family: normal
//       mean: -11.95
//       sd: 0.5
//       because: "half a unit either way is a factor of 1.6 in those who join"
//   targets:                     # laid over the targets of the scenario
//     to_germany_1922: {role: report}
//   set:                         # laid over the scenario, in its own keys
//     until: 1941-12
//
//   readings:                    # figures of which it is not known what they count
//     five_largest:
//       of: {enrolled_1922_23: 0.2, departed_1922_32: 0.8}    # targets, their probabilities
//       because: "..."
//
// Figures, with error, discrepancy and role, are those of the scenario. Everything that is wrong is
// reported with its place, as in scenarios; so is a prior that can leave its parameter's range.

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "analysis/calibration/observation.hpp"
#include "analysis/calibration/prior.hpp"
#include "analysis/free_parameters.hpp"
#include "engine/base/field.hpp"
#include "engine/scenario/document/problem.hpp"
#include "engine/scenario/document/scenario.hpp"
#include "engine/scenario/files/scenario_files.hpp"

namespace komuna {

// A free parameter as written.
struct PriorEntry {
  std::string id;
  std::string name;
  std::string path;
  std::vector<std::string> also;  // further paths that change alike
  Series::Change change = Series::Change::set;
  calibration::PriorFamily family = calibration::PriorFamily::uniform;
  double lower = 0, upper = 0;  // uniform, truncated_normal, log_uniform; of beta
  double mean = 0, sd = 0;      // normal, truncated_normal; sd of the logarithm of lognormal
  double median = 0;            // lognormal
  double a = 0, b = 0;          // beta
  double shape = 0, rate = 0;   // gamma
  NumbersById values;           // discrete: value -> probability
  std::string because;
};
void fields(FieldVisitor& visitor, PriorEntry& entry);

// A figure that may be read in several ways, each a target of the scenario.
struct ReadingEntry {
  std::string id;
  std::string name;
  NumbersById of;  // target -> probability before the data
  std::string because;
};
void fields(FieldVisitor& visitor, ReadingEntry& entry);

// How much work a calibration is meant to be; the command line may say otherwise.
struct CalibrationWork {
  std::int64_t table = 20000;
  std::int64_t ensemble = 500;
  std::int64_t rounds = 4;
  std::int64_t draws = 18000;  // in each round
  std::int64_t chains = 4;
};
void fields(FieldVisitor& visitor, CalibrationWork& work);

struct CalibrationDocument {
  std::string title;
  std::string summary;
  std::string scenario;  // as written
  std::vector<PriorEntry> parameters;
  std::vector<ReadingEntry> readings;
  CalibrationWork work;
};
void fields(FieldVisitor& visitor, CalibrationDocument& document);

struct Calibration {
  std::string name;  // of the file
  CalibrationDocument document;
  Scenario scenario;            // with what the file lays over it
  std::vector<FileRead> files;  // of the calibration and of the scenario, without their text
};

// May be used only if there are no problems.
Calibration load_calibration(const std::string& path, const std::vector<std::string>& libraries,
                             const std::vector<std::string>& overrides, std::size_t size_limit,
                             Problems& problems);

// Whether a file looks like a calibration and not like a scenario: it names a scenario and lists
// parameters. False for what cannot be read.
bool is_calibration_file(const std::string& path, std::size_t size_limit);

// JSON Schema of such files, for editors.
std::string calibration_schema();

// The document of a calibration as it was written down by resolved_json(), for the scenario that is
// in `calibration` already.
void read_calibration(const std::string& json, const std::string& place, Calibration& calibration,
                      Problems& problems);

std::vector<FreeParameter> free_parameters(const CalibrationDocument& document);
// Errors: calibration::PriorError.
calibration::Prior prior_of(const PriorEntry& entry);
// Where a prior ends, or has all but a billionth of its probability on each side.
std::pair<double, double> reach_of(const calibration::Prior& prior);
calibration::Priors priors_of(const CalibrationDocument& document);
// "normal, mean -11.95, sd 0.5"
std::string describe_prior(const PriorEntry& entry);

// All targets of the scenario in their order; those that are readings of a figure say so.
std::vector<calibration::Observation> observations_of(const Parameters& parameters,
                                                      const CalibrationDocument& document);

}  // namespace komuna
