#pragma once
// A point of an analysis of sensitivity, wherever it is simulated: here, or on another rank that
// was sent what the analysis is about.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/free_parameters.hpp"
#include "analysis/target_simulator.hpp"
#include "cli/sensitivity_inputs.hpp"

namespace komuna {

struct TriedPoint {
  std::vector<double> values;       // of the parameters
  std::vector<std::uint64_t> keys;  // of its histories
};

// What came of it: figures[replicate][output]; empty where a history failed.
struct SensitivityRow {
  std::vector<double> values;  // of the parameters
  std::vector<std::vector<double>> figures;
  std::vector<std::string> errors;  // by replicate; "" = none
};

class PointWork {
 public:
  // The inputs (scenario, parameters and outputs are looked at) must outlive it.
  PointWork(const SensitivityInputs& inputs, std::uint64_t seed);

  // Safe to call from several threads. Errors: std::bad_alloc.
  SensitivityRow simulate(const TriedPoint& point) const;

 private:
  std::vector<double> figures(const std::vector<double>& values, std::uint64_t key,
                              std::string& error) const;

  const SensitivityInputs& inputs_;
  std::uint64_t seed_;
  FreeParameters free_;
  TargetSimulator targets_;
  std::vector<std::size_t> places_;  // of the outputs among the targets
  bool targets_only_ = false;
};

// To another rank and back. Errors: DamagedRecord.
std::string bytes_of(const TriedPoint& point);
TriedPoint point_of_bytes(std::string_view bytes);
std::string bytes_of(const SensitivityRow& row);
SensitivityRow row_of_bytes(std::string_view bytes);
std::string description_of(const SensitivityInputs& inputs, std::uint64_t seed);
// Returns the seed.
std::uint64_t read_description(std::string_view bytes, SensitivityInputs& inputs);

}  // namespace komuna
