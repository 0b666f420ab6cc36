#include "cli/rank_work.hpp"

#include <memory>
#include <stdexcept>
#include <string>

#include "cli/calibration_evaluator.hpp"
#include "cli/calibration_run.hpp"
#include "cli/comparison_run.hpp"
#include "cli/ensemble_run.hpp"
#include "cli/pair_work.hpp"
#include "cli/point_work.hpp"
#include "cli/replicate_work.hpp"
#include "cli/work_record.hpp"

namespace komuna {
namespace {

constexpr const char* place = "what rank 0 has sent";

DoTask replicates(const StorePlan& plan) {
  const auto work =
      std::make_shared<const ReplicateWork>(plan, scenario_of_store(plan.worlds.front(), place));
  return [work](std::string_view order) {
    return bytes_of(work->simulate(std::stoull(std::string(order))));
  };
}

DoTask pairs(const StorePlan& plan) {
  struct Pairs {
    explicit Pairs(const StorePlan& plan)
        : wish(wish_of(plan.options, place)),
          comparison(comparison_of(scenarios_of_store(plan, place), wish)),
          work(plan.seed, comparison, wish) {}
    ComparisonWish wish;
    Comparison comparison;
    PairWork work;
  };
  const auto pairs = std::make_shared<const Pairs>(plan);
  return [pairs](std::string_view order) {
    return bytes_of(record_of(pairs->work.simulate(std::stoull(std::string(order)))));
  };
}

DoTask trials(const TrialStore::Meta& meta) {
  const auto work = std::make_shared<const TrialWork>(calibration_of(meta, place),
                                                      settings_of(meta.at("settings"), place).seed);
  return [work](std::string_view order) {
    calibration::Trial trial = trial_of_order(order);
    work->simulate(trial);
    return result_of(trial);
  };
}

DoTask points(std::string_view description) {
  const auto inputs = std::make_shared<SensitivityInputs>();
  const std::uint64_t seed = read_description(description, *inputs);
  const auto work = std::make_shared<const PointWork>(*inputs, seed);
  return [inputs, work](std::string_view order) {
    return bytes_of(work->simulate(point_of_bytes(order)));
  };
}

}  // namespace

DoTask do_task_of(const WorkOrder& order) {
  if (order.program != program_name())
    throw std::runtime_error("is " + program_name() + ", rank 0 is " + order.program +
                             ": all ranks need the same program");
  if (order.kind == "calibrate") return trials(meta_of_bytes(order.description));
  if (order.kind == "sensitivity") return points(order.description);
  if (order.kind != "run") throw std::runtime_error("no work is called " + order.kind);
  const StorePlan plan = plan_of_bytes(order.description);
  return plan.kind == RunKind::compare ? pairs(plan) : replicates(plan);
}

}  // namespace komuna
