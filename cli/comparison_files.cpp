#include "cli/comparison_files.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "analysis/paired_series.hpp"
#include "analysis/run_summary.hpp"
#include "analysis/student_t.hpp"
#include "cli/posterior_choice.hpp"
#include "engine/measures/variable.hpp"
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

template <class Name>
std::vector<std::string> names_of(int count) {
  std::vector<std::string> names;
  for (int i = 0; i < count; ++i) names.emplace_back(name_of(static_cast<Name>(i)));
  return names;
}

// The shapes of all tables, in the order in which they are written.
struct Shapes {
  TableShape lives =
      paired_lives_shape(names_of<Pairing>(pairing_count), names_of<Journey>(journey_count));
  TableShape timeseries = with_scenario(timeseries_shape());
  TableShape summary = with_scenario(summary_shape());
  TableShape collectives = with_scenario(collectives_shape());
  TableShape targets = with_scenario(targets_shape());
  TableShape replicate_targets = with_scenario(replicate_targets_shape());
};

class Writer {
 public:
  Writer(RunFolder& folder, const StoredComparison& stored, const ComparisonWish& wish)
      : folder_(folder), stored_(stored), comparison_(stored.comparison()), wish_(wish) {}

  std::vector<WrittenFile> write() {
    effects();
    paired();
    series();
    lives();
    if (!comparison_.levers().empty()) attribution();
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
  RowWriter& ids(RowWriter& row, std::size_t world) const {
    return row.text(stored_.id(0)).text(stored_.id(world));
  }

  void finish(CsvTable& table, const TableShape& shape) {
    written_.push_back(table.commit());
    folder_.wrote(written_.back().name);
    described_.push_back(&shape);
  }

  void effects() {
    CsvTable table(folder_.path(), effects_shape());
    for (std::size_t world = 1; world < worlds(); ++world)
      for (std::size_t m = 0; m < comparison_.metrics().size(); ++m) {
        const Metric& metric = comparison_.metrics()[m];
        const PairedEffect e = stored_.summary().values().effect(world, m);
        ids(table, world).text(metric.name).text(metric.unit).text(metric.help).integer(e.n);
        if (e.n == 0) {
          for (int i = 0; i < 26; ++i) table.missing();
          table.end_row();
          continue;
        }
        for (const double value : {e.base.mean,
                                   e.base.sd,
                                   e.base.q05,
                                   e.base.q50,
                                   e.base.q95,
                                   e.alternative.mean,
                                   e.alternative.sd,
                                   e.difference.mean,
                                   e.mean_low,
                                   e.mean_high,
                                   e.difference.mean / e.base.mean,
                                   e.difference.sd,
                                   e.difference.q05,
                                   e.difference.q25,
                                   e.difference.q50,
                                   e.difference.q75,
                                   e.difference.q95,
                                   e.p_more,
                                   e.p_same,
                                   e.p_less,
                                   e.correlation,
                                   e.attainable,
                                   e.gain,
                                   e.bound,
                                   e.parameter_variance,
                                   e.chance_variance})
          table.number(value);
        table.end_row();
      }
    finish(table, effects_shape());
  }

  void paired() {
    CsvTable table(folder_.path(), paired_shape());
    const MetricValues& values = stored_.summary().values();
    for (std::size_t world = 1; world < worlds(); ++world)
      for (std::size_t r = 0; r < values.replicates().size(); ++r)
        for (std::size_t m = 0; m < comparison_.metrics().size(); ++m) {
          const Metric& metric = comparison_.metrics()[m];
          if (!is_shown(metric, wish_)) continue;
          const double base = values.of(0, m)[r], other = values.of(world, m)[r];
          ids(table, world).integer(static_cast<std::int64_t>(values.replicates()[r]));
          table.text(metric.name).number(base).number(other).number(other - base).end_row();
        }
    finish(table, paired_shape());
  }

  void series() {
    CsvTable table(folder_.path(), paired_series_shape());
    for (std::size_t world = 1; world < worlds(); ++world)
      each_paired_year(
          parameters(0), stored_.outcomes(0), parameters(world), stored_.outcomes(world),
          [&](const PairedYear& row) {
            const Variable& variable = variables()[row.variable];
            ids(table, world).date(Month::of(row.year, 1));
            table.text(row.origin == all_origins ? "total" : "origin");
            table.text(row.origin).text(variable.name).text(variable.unit);
            const Spread& d = row.difference;
            table.integer(d.n);
            for (const double value : {row.base_median, row.alternative_median, d.mean, d.q05,
                                       d.q25, d.q50, d.q75, d.q95, row.p_more, row.p_less})
              table.number(value);
            table.end_row();
          });
    finish(table, paired_series_shape());
  }

  void lives() {
    CsvTable table(folder_.path(), shapes_.lives);
    const auto& origin_list = parameters(0).population.origins;
    for (std::size_t world = 1; world < worlds(); ++world)
      for (const PairedLivesSummary& row : stored_.summary().lives(world)) {
        const PairedLives& about = row.about;
        ids(table, world).text(name_of(about.pairing));
        table.text(about.origin < origin_list.size()
                       ? std::string_view(origin_list[about.origin].id)
                       : local_people);
        table.text(stratum_names[static_cast<std::size_t>(about.stratum)]);
        table.text(name_of(about.in_base)).text(name_of(about.in_alternative));
        table.number(row.persons.mean).number(row.heads);
        table.number(row.persons.q05).number(row.persons.q50).number(row.persons.q95).end_row();
      }
    finish(table, shapes_.lives);
  }

  void attribution() {
    const std::size_t full = worlds() - 1;
    CsvTable table(folder_.path(), attribution_shape());
    CsvTable pairs(folder_.path(), attribution_pairs_shape());
    const auto& replicates = stored_.summary().values().replicates();
    for (std::size_t m = 0; m < comparison_.metrics().size(); ++m) {
      const Metric& metric = comparison_.metrics()[m];
      if (!is_shown(metric, wish_)) continue;
      const std::vector<LeverSummary> lines = stored_.summary().levers(m);
      for (const LeverSummary& line : lines) {
        // Against 0: the mean of the values with its interval.
        const PairedEffect e =
            paired_effect(std::vector<double>(line.values.size(), 0.0), line.values);
        ids(table, full).text(metric.name).text(metric.unit).text(line.lever).text(line.method);
        table.integer(e.n);
        const Spread& d = e.difference;
        for (const double value :
             {d.mean, e.mean_low, e.mean_high, d.sd, d.q05, d.q25, d.q50, d.q75, d.q95})
          e.n > 0 ? table.number(value) : table.missing();
        table.end_row();
      }
      for (std::size_t r = 0; r < replicates.size(); ++r)
        for (std::size_t i = 0; i + 3 <= lines.size(); i += 3) {
          ids(pairs, full).integer(static_cast<std::int64_t>(replicates[r])).text(metric.name);
          pairs.text(lines[i].lever);
          for (std::size_t k = 0; k < 3; ++k) pairs.number(lines[i + k].values[r]);
          pairs.end_row();
        }
    }
    finish(table, attribution_shape());
    finish(pairs, attribution_pairs_shape());
  }

  template <class Fill>
  void for_worlds(const TableShape& shape, const Fill& fill) {
    CsvTable table(folder_.path(), shape);
    for (std::size_t world = 0; world < worlds(); ++world) {
      ScenarioRows rows(table, stored_.id(world));
      fill(rows, world);
    }
    finish(table, shape);
  }

  void world_summaries() {
    CsvTable summary(folder_.path(), shapes_.summary), targets(folder_.path(), shapes_.targets);
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
    text.title = base.parameters.title;
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
  const ComparisonWish& wish_;
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

std::vector<WrittenFile> write_comparison(RunFolder& folder, const StoredComparison& stored,
                                          const ComparisonWish& wish) {
  return Writer(folder, stored, wish).write();
}

std::vector<std::string> comparison_files() {
  std::vector<std::string> names;
  for (const char* table :
       {"effects", "paired", "paired_series", "paired_lives", "attribution", "attribution_pairs",
        "timeseries", "collectives", "summary", "targets", "replicate_targets"})
    names.push_back(std::string(table) + ".csv");
  names.emplace_back(package_name);
  return names;
}

}  // namespace komuna
