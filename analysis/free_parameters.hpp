#pragma once
// The parameters of a scenario that an analysis varies, by the names that --set uses.
//
// Each has a path (or several that change alike, as all monthly places of the gate do) and says
// what its number does there: set the parameter, scale it, or add to it. A world for other numbers
// is made in memory: where the paths lead is looked up once, the numbers there are changed, and a
// Model is derived from a copy; no file is read and nothing else of the scenario is touched.
//
//   FreeParameters free(scenario, {{"join", {"decision.join_constant"}, Series::Change::set}});
//   World world = free.world({-11.5});
//   run_replicate(world.model, world.baseline(), seed, replicate);

#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "engine/base/series.hpp"
#include "engine/scenario/document/scenario.hpp"

namespace komuna {

struct FreeParameter {
  std::string id;                  // a column of tables: [a-z][a-z0-9_]*
  std::vector<std::string> paths;  // at least one
  Series::Change change = Series::Change::set;
};

class FreeParameters {
 public:
  // What replicates of one set of numbers share.
  struct World {
    explicit World(const Scenario& scenario);
    Model model;
    std::optional<Model> without_interventions;  // where named foundings are observed

    const Model* baseline() const {
      return without_interventions ? &*without_interventions : nullptr;
    }
  };

  // Keeps what it needs of the scenario. Paths that lead nowhere have no effect: see why_not().
  FreeParameters(const Scenario& scenario, std::vector<FreeParameter> parameters);
  FreeParameters(const FreeParameters&) = delete;
  FreeParameters& operator=(const FreeParameters&) = delete;

  const std::vector<FreeParameter>& parameters() const { return parameters_; }

  // The parameters of the scenario with these numbers, one for each free parameter. Whole numbers
  // are rounded to the nearest. Out-of-range numbers are the caller's to avoid. Safe to call from
  // several threads.
  Parameters changed(std::span<const double> values) const;
  World world(std::span<const double> values) const;
  // The scenario itself with these numbers, for tools that want one: costs a copy of everything.
  Scenario scenario(std::span<const double> values) const;

  // Why no number at all can be put there (a path to a text, a month, nothing); "" = one can.
  std::string why_no_number(std::size_t parameter) const;
  // What is wrong with a number for one parameter, in words; "" = nothing. Looks at the type of
  // the parameter, its range in every month, and the rules between fields.
  std::string why_not(std::size_t parameter, double value) const;

 private:
  // A number in bench_, and what the scenario has there.
  struct Place {
    std::size_t parameter;
    std::variant<double*, std::int64_t*, Series*> pointer;
    std::variant<double, std::int64_t, Series> before;
  };
  void change(const Place& place, double value) const;

  Scenario whole_;
  std::vector<FreeParameter> parameters_;
  mutable Parameters bench_;  // whose numbers are changed and copied, one caller at a time
  mutable std::mutex at_the_bench_;
  std::vector<Place> places_;
};

}  // namespace komuna
