#include "classroom/wasm/worlds.hpp"

#include <utility>

#include "engine/base/assert.hpp"
#include "engine/scenario/document/json_tree.hpp"
#include "engine/simulation/first_difference.hpp"

namespace komuna::classroom {
namespace {

constexpr std::size_t most_seeds_kept = 1000;  // replicates whose hazards are kept

NodePtr text_node(std::string words) {
  auto node = std::make_shared<Node>();
  node->kind = Node::Kind::text;
  node->quoted = true;
  node->text = std::move(words);
  return node;
}

// What the levers do, as a what-if without a story.
NodePtr what_if_of(const NodePtr& interventions) {
  auto map = std::make_shared<Node>();
  map->kind = Node::Kind::map;
  map->members.push_back({"title", {}, text_node("Levers")});
  map->members.push_back({"interventions", {}, interventions});
  return map;
}

std::string text_at(const Node& map, std::string_view key) {
  const Node::Member* member = map.find(key);
  return member == nullptr ? std::string() : member->value->text;
}

}  // namespace

std::string Worlds::load(std::string_view document) {
  Problems problems;
  const NodePtr map = parse_json(document, "the page", problems);
  if (!map) return problems.report();
  const Node::Member* resolved = map->find("resolved");
  if (resolved == nullptr) return "the page: there is no scenario in it";
  Bibliography sources;
  if (const Node::Member* list = map->find("sources")) sources.read(*list->value, problems);
  const Scenario scenario =
      bind_scenario(text_at(*map, "name"), resolved->value, sources, problems);
  if (!problems.empty()) return problems.report();
  name_ = scenario.name;
  root_ = resolved->value;
  sources_ = std::move(sources);
  history_ = std::make_unique<Model>(make_baseline(scenario));
  changed_.reset();
  parts_.reset();
  hazards_.clear();
  return {};
}

std::string Worlds::change(std::string_view interventions) {
  KOMUNA_ASSERT(loaded(), "levers without a world");
  Problems problems;
  const NodePtr list = parse_json(interventions, "the levers", problems);
  if (!list) return problems.report();
  if (list->kind == Node::Kind::list && list->items.empty()) {
    changed_.reset();
    parts_.reset();
    return {};
  }
  const Scenario scenario =
      bind_scenario(name_, root_, sources_, problems, {{"levers", what_if_of(list)}});
  if (!problems.empty()) return problems.report();
  auto changed = std::make_unique<Model>(make_model(scenario));
  parts_ = first_difference(*history_, nullptr, *changed, history_.get());
  changed_ = std::move(changed);
  return {};
}

const Model& Worlds::model(Which which) const {
  return which == Which::changed && parts_ ? *changed_ : *history_;
}

const FoundingHazards& Worlds::hazards_of(Key key) {
  const auto known = hazards_.find(key);
  if (known != hazards_.end()) return known->second;
  Simulation observed(*history_, key.first, key.second);
  observed.run_until_foundings();
  return hazards_.emplace(key, observed.founding_hazards()).first->second;
}

const FoundingHazards* Worlds::known(std::uint64_t seed, std::uint64_t replicate) const {
  const auto found = hazards_.find(Key{seed, replicate});
  return found == hazards_.end() ? nullptr : &found->second;
}

void Worlds::know(std::uint64_t seed, std::uint64_t replicate, FoundingHazards hazards) {
  hazards_.insert_or_assign(Key{seed, replicate}, std::move(hazards));
}

Simulation Worlds::begin(Which which, std::uint64_t seed, std::uint64_t replicate,
                         const SimulationOptions& watch) {
  KOMUNA_ASSERT(loaded(), "a run without a world");
  if (hazards_.size() > most_seeds_kept) hazards_.clear();
  SimulationOptions options = watch;
  if (&model(which) != history_.get()) options.baseline = hazards_of({seed, replicate});
  return {model(which), seed, replicate, std::move(options)};
}

void Worlds::finished(Which which, std::uint64_t seed, std::uint64_t replicate,
                      const Simulation& simulation) {
  if (&model(which) == history_.get())
    hazards_.emplace(Key{seed, replicate}, simulation.founding_hazards());
}

Simulation Worlds::run(Which which, std::uint64_t seed, std::uint64_t replicate,
                       const SimulationOptions& watch) {
  Simulation simulation = begin(which, seed, replicate, watch);
  simulation.run();
  finished(which, seed, replicate, simulation);
  return simulation;
}

}  // namespace komuna::classroom
