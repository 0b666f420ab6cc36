#pragma once
// The two worlds of the classroom page: history as the scenario has it, and the same history after
// somebody has turned the levers.
//
//   Worlds worlds;
//   worlds.load(scenario_json);            // once: "" or what is wrong
//   worlds.change(interventions_json);     // as often as levers move
//   worlds.run(World::history, seed, replicate);
//   worlds.run(World::changed, seed, replicate);
//
// Both worlds of a replicate see the same chance, so they differ by what the levers did. Named
// foundings are observed in the unchanged world; what it tells of a replicate is kept, so that the
// changed world can be run alone when a lever moves. `analysis/pairs` gives the same worlds, bit
// for bit, when both are wanted at once.
//
// No threads and no files; a page has one of these in each of its workers, and tells each what
// another has observed (known, know): else the unchanged world is run again as far as the last
// named founding, half of a history.

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "engine/scenario/document/node.hpp"
#include "engine/scenario/document/problem.hpp"
#include "engine/scenario/document/scenario.hpp"
#include "engine/simulation/simulation.hpp"

namespace komuna::classroom {

enum class Which { history, changed };

class Worlds {
 public:
  // A map of the name, the resolved scenario and, if wanted, the bibliography:
  //   {"name": "...", "resolved": {...}, "sources": {...}}
  // Returns what is wrong, or nothing.
  std::string load(std::string_view document);
  // A list of interventions as a what-if has them; empty: the changed world is history.
  // When something is wrong the worlds stay as they were.
  std::string change(std::string_view interventions);

  // load() must have succeeded. Errors: what a step throws (LimitError).
  Simulation run(Which which, std::uint64_t seed, std::uint64_t replicate,
                 const SimulationOptions& watch = {});
  // The same in two parts, for whoever wants to stop between two months.
  Simulation begin(Which which, std::uint64_t seed, std::uint64_t replicate,
                   const SimulationOptions& watch = {});
  void finished(Which which, std::uint64_t seed, std::uint64_t replicate,
                const Simulation& simulation);

  // What the unchanged world of a replicate tells the other; nothing before it has been run.
  const FoundingHazards* known(std::uint64_t seed, std::uint64_t replicate) const;
  void know(std::uint64_t seed, std::uint64_t replicate, FoundingHazards hazards);

  bool loaded() const { return history_ != nullptr; }
  const Model& model(Which which) const;
  // Nothing: both worlds are the same in every month.
  const std::optional<Month>& parts() const { return parts_; }

 private:
  using Key = std::pair<std::uint64_t, std::uint64_t>;  // seed, replicate

  const FoundingHazards& hazards_of(Key key);

  std::string name_;
  NodePtr root_;
  Bibliography sources_;
  std::unique_ptr<Model> history_;
  std::unique_ptr<Model> changed_;
  std::optional<Month> parts_;
  std::map<Key, FoundingHazards> hazards_;
};

}  // namespace komuna::classroom
