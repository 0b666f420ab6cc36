#include "analysis/comparison_summary.hpp"

#include <tuple>
#include <utility>

#include "analysis/quantiles.hpp"

namespace komuna {
namespace {

constexpr std::size_t errors_kept = 4;

using Combination = std::tuple<Pairing, Index, Stratum, Journey, Journey>;

Combination combination_of(const PairedLives& row) {
  return {row.pairing, row.origin, row.stratum, row.in_base, row.in_alternative};
}

// Counts of one combination; pairs in which it does not occur are added as 0 at the end.
struct Occurrences {
  PairedLives about;
  std::vector<double> persons;
  double heads = 0;
};

using Combinations = std::map<Combination, Occurrences>;

void count(Combinations& into, const std::vector<PairedLives>& rows) {
  for (const PairedLives& row : rows) {
    Occurrences& found = into[combination_of(row)];
    found.about = row;
    found.persons.push_back(static_cast<double>(row.persons));
    found.heads += static_cast<double>(row.heads);
  }
}

std::vector<PairedLivesSummary> summary_of(Combinations& counted, std::size_t pairs) {
  std::vector<PairedLivesSummary> rows;
  for (auto& [key, found] : counted) {
    found.persons.resize(pairs, 0.0);
    rows.push_back({found.about, spread_of(std::move(found.persons)),
                    found.heads / static_cast<double>(pairs)});
  }
  return rows;
}

}  // namespace

MetricValues::MetricValues(const Comparison& comparison) {
  for (const ComparedWorld& world : comparison.worlds())
    orders_.emplace_back(comparison.metrics(), world.scenario.parameters);
  values_.assign(comparison.worlds().size(),
                 std::vector<std::vector<double>>(comparison.metrics().size()));
}

std::vector<std::int64_t> MetricValues::draws() const {
  std::vector<std::int64_t> list;
  if (of_draw_ <= 0) return list;
  for (const std::uint64_t replicate : replicates_)
    list.push_back(static_cast<std::int64_t>(replicate) / of_draw_);
  return list;
}

void MetricValues::add(std::size_t world, const Outcome& outcome, const DeathsByCause& deaths) {
  if (world == 0) replicates_.push_back(outcome.replicate);
  const std::vector<double> row = orders_[world].values(outcome, deaths);
  for (std::size_t m = 0; m < row.size(); ++m) values_[world][m].push_back(row[m]);
}

ComparisonSummary::ComparisonSummary(const Comparison& comparison, std::uint64_t seed,
                                     const std::vector<const OutcomeSource*>& sources,
                                     const EachExtra& extras)
    : comparison_(comparison), seed_(seed), values_(comparison) {
  Deaths deaths;
  read_extras(extras, deaths);
  for (std::size_t world = 0; world < sources.size(); ++world)
    sources[world]->each([&](const Outcome& outcome) {
      if (outcome.error.empty())
        values_.add(world, outcome, deaths[outcome.replicate][world]);
      else if (world == 0)
        note_failure(outcome);
    });
}

void ComparisonSummary::read_extras(const EachExtra& extras, Deaths& deaths) {
  std::vector<Combinations> counted(comparison_.worlds().size() - 1);
  extras([&](std::uint64_t replicate, std::string_view extra) {
    PairedRecord record = unpacked_pairs(extra);
    if (record.deaths.empty()) return;  // failed
    deaths[replicate] = std::move(record.deaths);
    for (std::size_t w = 0; w < counted.size(); ++w) count(counted[w], record.lives[w]);
    if (!comparison_.levers().empty()) figures_.push_back(std::move(record.figures));
  });
  for (Combinations& world : counted) lives_.push_back(summary_of(world, deaths.size()));
}

void ComparisonSummary::note_failure(const Outcome& outcome) {
  ++failed_;
  if (outcome.beyond_limits) ++beyond_limits_;
  if (errors_.size() < errors_kept)
    errors_.push_back("replicate " + std::to_string(outcome.replicate) + ": " + outcome.error);
}

std::vector<LeverSummary> ComparisonSummary::levers(std::size_t metric) const {
  const auto& levers = comparison_.levers();
  std::vector<LeverSummary> lines;
  for (const Lever& lever : levers)
    for (const std::string_view method : {"shapley", "alone", "last"})
      lines.push_back({lever.name, method, {}});
  lines.push_back({"(total)", "total", {}});
  const std::size_t full = comparison_.worlds().size() - 1;
  for (std::size_t r = 0; r < figures_.size(); ++r) {
    const LeverPlan plan(static_cast<int>(levers.size()), seed_, values_.replicates()[r]);
    const double start = values_.of(0, metric)[r], whole = values_.of(full, metric)[r];
    std::vector<double> cells;
    std::size_t next = 0;
    for (const LeverSet set : plan.cells())
      cells.push_back(set == 0 ? start : set == plan.all() ? whole : figures_[r][next++][metric]);
    const std::vector<LeverShare> shares = plan.shares(cells);
    for (std::size_t i = 0; i < shares.size(); ++i) {
      lines[3 * i].values.push_back(shares[i].shapley);
      lines[3 * i + 1].values.push_back(shares[i].alone);
      lines[3 * i + 2].values.push_back(shares[i].last);
    }
    lines.back().values.push_back(whole - start);
  }
  return lines;
}

}  // namespace komuna
