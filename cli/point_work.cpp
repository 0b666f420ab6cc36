#include "cli/point_work.hpp"

#include <exception>
#include <new>
#include <utility>

#include "analysis/pairs.hpp"
#include "cli/ensemble_run.hpp"
#include "cli/work_record.hpp"
#include "engine/output/record_bytes.hpp"

namespace komuna {

constexpr auto members_of(Of<FreeParameter>) {
  return std::tuple(&FreeParameter::id, &FreeParameter::paths, &FreeParameter::change);
}
constexpr auto members_of(Of<TriedPoint>) {
  return std::tuple(&TriedPoint::values, &TriedPoint::keys);
}
constexpr auto members_of(Of<SensitivityRow>) {
  return std::tuple(&SensitivityRow::values, &SensitivityRow::figures, &SensitivityRow::errors);
}

namespace {

template <class T>
std::string written(const T& value) {
  ByteWriter writer;
  writer.put(value);
  return writer.bytes();
}

template <class T>
T read(std::string_view bytes) {
  ByteReader reader(bytes);
  T value;
  reader.get(value);
  return value;
}

}  // namespace

PointWork::PointWork(const SensitivityInputs& inputs, std::uint64_t seed)
    : inputs_(inputs),
      seed_(seed),
      free_(inputs.scenario, inputs.parameters),
      targets_(free_, seed) {
  // When only figures of history are asked for, nothing else is written down.
  const std::vector<Target>& targets = inputs.scenario.parameters.targets;
  for (const Metric& metric : inputs.outputs)
    for (std::size_t t = 0; t < targets.size(); ++t)
      if (metric.name == "target." + targets[t].id) places_.push_back(t);
  targets_only_ = places_.size() == inputs.outputs.size();
}

SensitivityRow PointWork::simulate(const TriedPoint& point) const {
  SensitivityRow row;
  row.values = point.values;
  for (const std::uint64_t key : point.keys) {
    row.figures.emplace_back();
    row.errors.emplace_back();
    try {
      row.figures.back() = figures(row.values, key, row.errors.back());
    } catch (const std::bad_alloc&) {
      throw;  // the machine's trouble, not the replicate's
    } catch (const std::exception& problem) {
      row.errors.back() = problem.what();
    }
    if (!row.errors.back().empty()) row.figures.back().clear();
  }
  return row;
}

std::vector<double> PointWork::figures(const std::vector<double>& values, std::uint64_t key,
                                       std::string& error) const {
  std::vector<double> chosen;
  if (targets_only_) {
    const std::vector<double> all = targets_(values, key);
    for (const std::size_t place : places_) chosen.push_back(all[place]);
    return chosen;
  }
  const FreeParameters::World world = free_.world(values);
  const PairedOutcome outcome =
      run_pair(PairPlan({&world.model, world.baseline()}, {}), seed_, key);
  error = outcome.error;
  if (!error.empty()) return {};
  const Parameters& parameters = inputs_.scenario.parameters;
  return MetricOrder(inputs_.outputs, parameters)
      .values(outcome.worlds.front(), outcome.deaths.front());
}

std::string bytes_of(const TriedPoint& point) { return written(point); }
TriedPoint point_of_bytes(std::string_view bytes) { return read<TriedPoint>(bytes); }
std::string bytes_of(const SensitivityRow& row) { return written(row); }
SensitivityRow row_of_bytes(std::string_view bytes) { return read<SensitivityRow>(bytes); }

std::string description_of(const SensitivityInputs& inputs, std::uint64_t seed) {
  StorePlan plan;
  plan.seed = seed;
  plan.worlds.push_back(stored_world(inputs.scenario));
  std::vector<std::string> outputs;
  for (const Metric& metric : inputs.outputs) outputs.push_back(metric.name);
  ByteWriter writer;
  writer.put(bytes_of(plan));
  writer.put(inputs.parameters);
  writer.put(outputs);
  return writer.bytes();
}

std::uint64_t read_description(std::string_view bytes, SensitivityInputs& inputs) {
  ByteReader reader(bytes);
  std::string plan_bytes;
  std::vector<std::string> outputs;
  reader.get(plan_bytes);
  reader.get(inputs.parameters);
  reader.get(outputs);
  const StorePlan plan = plan_of_bytes(plan_bytes);
  inputs.scenario = scenario_of_store(plan.worlds.front(), "the scenario that rank 0 has sent");
  for (std::string& name : outputs) inputs.outputs.push_back({std::move(name), {}, {}});
  return plan.seed;
}

}  // namespace komuna
