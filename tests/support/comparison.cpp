#include "tests/support/comparison.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "tests/support/statistics.hpp"

namespace komuna::tests {
namespace {

constexpr double rare = 50;

std::string text(double value) {
  std::array<char, 32> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "%.4g", value);
  return buffer.data();
}

std::string range(double value, const std::vector<double>& edges) {
  std::size_t i = 0;
  while (i < edges.size() && value >= edges[i]) ++i;
  return std::to_string(i);
}

void count_joined(const HomeHistory& history, const Cells& cells, Counted& counts) {
  for (const Joined& j : history.joined) {
    const auto add = [&counts](const std::string& label) { counts[label] += 1; };
    const std::string stratum(stratum_names[static_cast<std::size_t>(j.stratum)]);
    add("joined");
    add("chosen " + j.chosen);
    add("stratum " + stratum);
    add("chosen " + j.chosen + ", " + stratum);
    add(j.unemployed ? "unemployed" : "employed");
    add("quarter " + std::to_string(j.month / 3));
    add("quarter " + std::to_string(j.month / 3) + (j.unemployed ? ", unemployed" : ", employed"));
    add("quarter " + std::to_string(j.month / 3) + ", " + stratum);
    add(j.skilled ? "skilled" : "unskilled");
    add("cell " + std::to_string(j.cell));
    add("region " + cells.regions()[cells[j.cell].region].id + ", " + j.chosen);
    add("age class " + range(j.age, {20, 25, 30, 40, 50}));
    add("savings class " + range(j.savings_months, {0.5, 1, 2, 4, 8}));
    add("conviction class " + range(j.conviction, {0.1, 0.2, 0.4, 0.6, 0.8}));
    add("slot class " + range(j.slot, {8, 32, 100, 256, 512, 1024}));
    add(j.time < 0.5 ? "first half of a month" : "second half of a month");
    add("colleagues who joined before " + std::to_string(std::min(j.colleagues, 4)));
    add("kin who joined before " + std::to_string(std::min(j.kin, 2)));
  }
}

}  // namespace

Counted count(const HomeHistory& history, const Cells& cells) {
  Counted counts;
  count_joined(history, cells, counts);
  for (const int joined : history.workplaces)
    counts["joined of the workplace " + std::to_string(std::min(joined, 5))] += 1;
  const double total = counts["joined"];
  counts["square of joined"] = total * total;
  const auto add_rows = [&counts](const std::string& what,
                                  const std::vector<std::vector<std::int64_t>>& rows) {
    double sum = 0;
    for (std::size_t r = 0; r < rows.size(); ++r)
      for (std::size_t m = 0; m < rows[r].size(); ++m) {
        const auto n = static_cast<double>(rows[r][m]);
        sum += n;
        counts[what] += n;
        counts[what + ", row " + std::to_string(r)] += n;
        counts[what + ", quarter " + std::to_string(m / 3)] += n;
      }
    counts["square of " + what] = sum * sum;
  };
  add_rows("requests", history.requests);
  add_rows("rivals", history.rivals);
  add_rows("founded", history.founded);
  return counts;
}

void Tally::add(const Counted& counts) {
  ++replicates_;
  for (const auto& [label, n] : counts) {
    labels_[label].sum += n;
    labels_[label].squares += n * n;
  }
}

double Tally::sum(const std::string& label) const {
  const auto found = labels_.find(label);
  return found == labels_.end() ? 0.0 : found->second.sum;
}

double Tally::mean(const std::string& label) const { return sum(label) / replicates_; }

Agreement compare(const Tally& a, const Tally& b) {
  Agreement agreement;
  const auto mean_and_error = [](const Tally& tally, const std::string& label) {
    const auto found = tally.labels().find(label);
    const Tally::Moments m = found == tally.labels().end() ? Tally::Moments{} : found->second;
    const double n = tally.replicates();
    const double mean = m.sum / n;
    return std::pair{mean, (m.squares / n - mean * mean) / (n - 1.0)};
  };
  std::map<std::string, int> all;
  for (const auto& [label, moments] : a.labels()) all[label] = 1;
  for (const auto& [label, moments] : b.labels()) all[label] = 1;
  double smallest = 1;
  for (const auto& [label, unused] : all) {
    // Rare if either could have been: judged by the pooled rate, so that a label which only one
    // of the two knows does not escape.
    const double rate = (a.sum(label) + b.sum(label)) / (a.replicates() + b.replicates());
    if (rate * std::min(a.replicates(), b.replicates()) < rare) continue;
    ++agreement.labels;
    const auto [mean_a, error_a] = mean_and_error(a, label);
    const auto [mean_b, error_b] = mean_and_error(b, label);
    const double error = std::sqrt(error_a + error_b);
    const double difference = std::fabs(mean_a - mean_b);
    const double p =
        error > 0 ? normal_two_sided(difference / error) : (difference > 0 ? 0.0 : 1.0);
    if (p > smallest) continue;
    smallest = p;
    agreement.worst = label + ": " + text(mean_a) + " and " + text(mean_b) + " (" +
                      text(error > 0 ? difference / error : 0.0) + " standard errors)";
  }
  agreement.probability = std::min(1.0, smallest * agreement.labels);
  return agreement;
}

Tally engine_tally(const HomeModel& model, const Effort& effort) {
  const Cells cells(model.population);
  const Traits traits(model.population);
  Tally tally;
  for (int i = 0; i < effort.engine; ++i)
    tally.add(count(
        engine_history(model, cells, traits, effort.seed, static_cast<std::uint64_t>(i)), cells));
  return tally;
}

Tally oracle_tally(const HomeModel& model, const Effort& effort, const Defects& defects,
                   const Refinements& refinements) {
  const Cells cells(model.population);  // for the names of regions only
  Tally tally;
  for (int i = 0; i < effort.oracle; ++i)
    tally.add(count(oracle_history(model, effort.seed * 1000003u + static_cast<std::uint64_t>(i),
                                   defects, refinements),
                    cells));
  return tally;
}

}  // namespace komuna::tests
