#include "cli/comparison_files.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "analysis/run_summary.hpp"
#include "cli/comparison_names.hpp"
#include "cli/comparison_rows.hpp"
#include "cli/posterior_choice.hpp"
#include "engine/output/csv_table.hpp"
#include "engine/output/data_package.hpp"
#include "engine/output/paired_shapes.hpp"
#include "engine/output/tables.hpp"

namespace komuna {
namespace {

constexpr const char* package_name = "datapackage.json";

std::vector<const OutcomeSource*> pointers(
    const std::vector<std::unique_ptr<OutcomeSource>>& sources) {
  std::vector<const OutcomeSource*> list;
  for (const auto& source : sources) list.push_back(source.get());
  return list;
}

// The shapes of all tables, in the order in which they are written.
struct Shapes {
  TableShape lives = lives_pairs_shape();
  TableShape timeseries = with_scenario(timeseries_shape());
  TableShape summary = with_scenario(summary_shape());
  TableShape collectives = with_scenario(collectives_shape());
  TableShape targets = with_scenario(targets_shape());
  TableShape replicate_targets = with_scenario(replicate_targets_shape());
};

class Writer {
 public:
  Writer(RunFolder& folder, const ComparisonResults& results, CsvMark mark)
      : folder_(folder),
        stored_(results.stored),
        comparison_(results.stored.comparison()),
        rows_(results),
        mark_(mark) {}

  std::vector<WrittenFile> write() {
    own(effects_shape(), &ComparisonRows::effects);
    own(paired_shape(), &ComparisonRows::paired);
    own(paired_series_shape(), &ComparisonRows::series);
    own(shapes_.lives, &ComparisonRows::lives);
    if (!comparison_.levers().empty()) {
      own(attribution_shape(), &ComparisonRows::attribution);
      own(attribution_pairs_shape(), &ComparisonRows::attribution_pairs);
    }
    for_worlds(shapes_.timeseries, [&](RowWriter& rows, std::size_t world) {
      const auto ids = origins(world);
      each(world, [&](const Outcome& outcome) { write_timeseries(rows, outcome, ids); });
    });
    for_worlds(shapes_.collectives, [&](RowWriter& rows, std::size_t world) {
      each(world, [&](const Outcome& outcome) { write_collectives(rows, outcome); });
    });
    world_summaries();
    package();
    return std::move(written_);
  }

 private:
  std::size_t worlds() const { return comparison_.worlds().size(); }
  const Parameters& parameters(std::size_t world) const {
    return comparison_.worlds()[world].scenario.parameters;
  }
  std::vector<std::string> origins(std::size_t world) const {
    std::vector<std::string> ids;
    for (const Origin& origin : parameters(world).population.origins) ids.push_back(origin.id);
    return ids;
  }
  void each(std::size_t world, const std::function<void(const Outcome&)>& visit) const {
    stored_.outcomes(world).each([&](const Outcome& outcome) {
      if (outcome.error.empty()) visit(outcome);
    });
  }

  void own(const TableShape& shape, void (ComparisonRows::*rows)(RowWriter&) const) {
    CsvTable table(folder_.path(), shape, mark_);
    (rows_.*rows)(table);
    finish(table, shape);
  }

  void finish(CsvTable& table, const TableShape& shape) {
    written_.push_back(table.commit());
    folder_.wrote(written_.back().name);
    described_.push_back(&shape);
  }

  template <class Fill>
  void for_worlds(const TableShape& shape, const Fill& fill) {
    CsvTable table(folder_.path(), shape, mark_);
    for (std::size_t world = 0; world < worlds(); ++world) {
      ScenarioRows rows(table, stored_.id(world));
      fill(rows, world);
    }
    finish(table, shape);
  }

  void world_summaries() {
    CsvTable summary(folder_.path(), shapes_.summary, mark_);
    CsvTable targets(folder_.path(), shapes_.targets, mark_);
    for (std::size_t world = 0; world < worlds(); ++world) {
      const RunSummary of_world(parameters(world), stored_.outcomes(world));
      of_world.each_row(
          [&](const SummaryRow& row) { write_summary(summary, stored_.id(world), row); });
      ScenarioRows rows(targets, stored_.id(world));
      const auto& list = parameters(world).targets;
      for (std::size_t t = 0; t < list.size(); ++t) write_target(rows, list[t], of_world.target(t));
    }
    finish(summary, shapes_.summary);
    finish(targets, shapes_.targets);
    for_worlds(shapes_.replicate_targets, [&](RowWriter& rows, std::size_t world) {
      std::vector<std::string> names;
      for (const Target& target : parameters(world).targets) names.push_back(target.id);
      each(world, [&](const Outcome& outcome) { write_replicate_targets(rows, outcome, names); });
    });
  }

  void package() {
    const Scenario& base = comparison_.worlds().front().scenario;
    PackageText text;
    text.name = "compare-" + stored_.id(0);
    text.title = comparison_title(comparison_);
    text.description = "Comparison of worlds under the same chance, by the simulator komuna.";
    for (std::size_t world = 1; world < worlds(); ++world)
      text.description += " " + stored_.id(world) + ".";
    text.description += " All persons are synthetic.";
    text.version = stored_.store().plan().version;
    for (const Source& source : base.sources.sources())
      text.sources.push_back({short_citation(source), source.address});
    written_.push_back(
        write_file(folder_.path(), package_name, data_package(text, described_, written_)));
    folder_.wrote(package_name);
  }

  RunFolder& folder_;
  const StoredComparison& stored_;
  const Comparison& comparison_;
  ComparisonRows rows_;
  CsvMark mark_;
  Shapes shapes_;
  std::vector<WrittenFile> written_;
  std::vector<const TableShape*> described_;
};

}  // namespace

StoredComparison::StoredComparison(const Comparison& comparison, const RunStore& store)
    : comparison_(comparison),
      store_(store),
      sources_([&] {
        std::vector<std::unique_ptr<OutcomeSource>> sources;
        for (std::size_t w = 0; w < comparison.worlds().size(); ++w)
          sources.push_back(store.source(w));
        return sources;
      }()),
      summary_(comparison, store.plan().seed, pointers(sources_),
               [&store](const auto& visit) { store.each_extra(visit); }) {
  if (const auto posterior = posterior_in(store.plan().options, std::string(store_name)))
    if (!posterior->replay) summary_.share_draws(posterior->per_draw);
  for (const ComparedWorld& world : comparison.worlds()) {
    const std::string plain = plain_name(world.scenario.name);
    std::string id = plain;
    for (int n = 2; std::find(ids_.begin(), ids_.end(), id) != ids_.end(); ++n)
      id = plain + "-" + std::to_string(n);
    ids_.push_back(std::move(id));
  }
}

bool is_shown(const Metric& metric, const ComparisonWish& wish) {
  return wish.every_metric || metric.for_all || metric.name.rfind("target.", 0) == 0 ||
         std::find(wish.metrics.begin(), wish.metrics.end(), metric.name) != wish.metrics.end();
}

std::vector<WrittenFile> write_comparison_tables(RunFolder& folder,
                                                 const ComparisonResults& results, CsvMark mark) {
  return Writer(folder, results, mark).write();
}

std::vector<TableShape> comparison_shapes(bool with_levers) {
  std::vector<TableShape> shapes{effects_shape(), paired_shape(), paired_series_shape(),
                                 lives_pairs_shape()};
  if (with_levers) shapes.insert(shapes.end(), {attribution_shape(), attribution_pairs_shape()});
  for (const TableShape& shape : {timeseries_shape(), collectives_shape(), summary_shape(),
                                  targets_shape(), replicate_targets_shape()})
    shapes.push_back(with_scenario(shape));
  return shapes;
}

std::vector<std::string> comparison_files() {
  std::vector<std::string> names;
  for (const TableShape& shape : comparison_shapes(true)) names.push_back(shape.name + ".csv");
  names.emplace_back(package_name);
  return names;
}

}  // namespace komuna
