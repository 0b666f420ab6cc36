#include "cli/comparison_rows.hpp"

#include "analysis/paired_series.hpp"
#include "engine/measures/variable.hpp"
#include "engine/output/paired_shapes.hpp"

namespace komuna {
namespace {

template <class Name>
std::vector<std::string> names_of(int count) {
  std::vector<std::string> names;
  for (int i = 0; i < count; ++i) names.emplace_back(name_of(static_cast<Name>(i)));
  return names;
}

}  // namespace

ComparisonRows::ComparisonRows(const ComparisonResults& results)
    : stored_(results.stored), comparison_(results.stored.comparison()), wish_(results.wish) {}

void ComparisonRows::effects(RowWriter& table) const {
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
}

void ComparisonRows::paired(RowWriter& table) const {
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
}

void ComparisonRows::series(RowWriter& table) const {
  const Parameters& base = comparison_.worlds().front().scenario.parameters;
  for (std::size_t world = 1; world < worlds(); ++world) {
    const Parameters& other = comparison_.worlds()[world].scenario.parameters;
    each_paired_year(
        base, stored_.outcomes(0), other, stored_.outcomes(world), [&](const PairedYear& row) {
          const Variable& variable = variables()[row.variable];
          ids(table, world).date(Month::of(row.year, 1));
          table.text(row.origin == all_origins ? "total" : "origin");
          table.text(row.origin).text(variable.name).text(variable.unit);
          const Spread& d = row.difference;
          table.integer(d.n);
          for (const double value : {row.base_median, row.alternative_median, d.mean, d.q05, d.q25,
                                     d.q50, d.q75, d.q95, row.p_more, row.p_less})
            table.number(value);
          table.end_row();
        });
  }
}

void ComparisonRows::lives(RowWriter& table) const {
  const auto& origin_list = comparison_.worlds().front().scenario.parameters.population.origins;
  for (std::size_t world = 1; world < worlds(); ++world)
    for (const PairedLivesSummary& row : stored_.summary().lives(world)) {
      const PairedLives& about = row.about;
      ids(table, world).text(name_of(about.pairing));
      table.text(about.origin < origin_list.size() ? std::string_view(origin_list[about.origin].id)
                                                   : local_people);
      table.text(stratum_names[static_cast<std::size_t>(about.stratum)]);
      table.text(name_of(about.in_base)).text(name_of(about.in_alternative));
      table.number(row.persons.mean).number(row.heads);
      table.number(row.persons.q05).number(row.persons.q50).number(row.persons.q95).end_row();
    }
}

void ComparisonRows::attribution(RowWriter& table) const {
  for (std::size_t m = 0; m < comparison_.metrics().size(); ++m) {
    const Metric& metric = comparison_.metrics()[m];
    if (!is_shown(metric, wish_)) continue;
    for (const LeverSummary& line : stored_.summary().levers(m)) {
      // Against 0: the mean of the values with its interval.
      const PairedEffect e =
          paired_effect(std::vector<double>(line.values.size(), 0.0), line.values);
      ids(table, worlds() - 1).text(metric.name).text(metric.unit).text(line.lever);
      table.text(line.method).integer(e.n);
      const Spread& d = e.difference;
      for (const double value :
           {d.mean, e.mean_low, e.mean_high, d.sd, d.q05, d.q25, d.q50, d.q75, d.q95})
        e.n > 0 ? table.number(value) : table.missing();
      table.end_row();
    }
  }
}

void ComparisonRows::attribution_pairs(RowWriter& table) const {
  const auto& replicates = stored_.summary().values().replicates();
  for (std::size_t m = 0; m < comparison_.metrics().size(); ++m) {
    const Metric& metric = comparison_.metrics()[m];
    if (!is_shown(metric, wish_)) continue;
    const std::vector<LeverSummary> lines = stored_.summary().levers(m);
    for (std::size_t r = 0; r < replicates.size(); ++r)
      for (std::size_t i = 0; i + 3 <= lines.size(); i += 3) {
        ids(table, worlds() - 1).integer(static_cast<std::int64_t>(replicates[r]));
        table.text(metric.name).text(lines[i].lever);
        for (std::size_t k = 0; k < 3; ++k) table.number(lines[i + k].values[r]);
        table.end_row();
      }
  }
}

TableShape lives_pairs_shape() {
  return paired_lives_shape(names_of<Pairing>(pairing_count), names_of<Journey>(journey_count));
}

}  // namespace komuna
