#include "analysis/target_simulator.hpp"

#include <limits>
#include <utility>

#include "engine/simulation/simulation.hpp"

namespace komuna {

std::vector<double> TargetSimulator::operator()(std::span<const double> values,
                                                std::uint64_t key) const {
  const FreeParameters::World world = parameters_.world(values);
  SimulationOptions options;
  options.recorded = Recorded::figures;
  const SimulationOptions plain = options;
  if (const Model* baseline = world.baseline();
      baseline != nullptr && !world.model.parameters.world.collectives.empty()) {
    Simulation observed(*baseline, seed_, key, plain);
    observed.run_until_foundings();
    options.baseline = observed.founding_hazards();
  }
  Simulation simulation(world.model, seed_, key, std::move(options));
  simulation.run();
  std::vector<double> figures;
  for (const Measured& figure : simulation.figures())
    figures.push_back(figure.defined ? figure.value : std::numeric_limits<double>::quiet_NaN());
  return figures;
}

}  // namespace komuna
