#include "cli/sensitivity_work.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <chrono>
#include <cmath>

#include "analysis/calibration/chance.hpp"
#include "analysis/sensitivity/given_data.hpp"
#include "analysis/sensitivity/shapley.hpp"
#include "analysis/sensitivity/variance.hpp"
#include "cli/executor.hpp"
#include "cli/point_work.hpp"
#include "cli/posterior_choice.hpp"
#include "cli/usage.hpp"
#include "engine/scenario/document/node.hpp"
#include "engine/scenario/document/spelling.hpp"

namespace komuna {
namespace {

using calibration::Chance;
using calibration::Purpose;
using calibration::Table;
using sensitivity::Estimate;

constexpr std::array<std::string_view, 3> method_names{"morris", "sobol", "given-data"};
constexpr int morris_levels = 4;
constexpr std::uint64_t most_runs = 100000000;
constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

SensitivityMethod method_of(const std::string& name) {
  for (std::size_t i = 0; i < method_names.size(); ++i)
    if (method_names[i] == name) return static_cast<SensitivityMethod>(i);
  const std::vector<std::string_view> known(method_names.begin(), method_names.end());
  throw UsageError("--method: there is no method " + quote_briefly(name) +
                   did_you_mean(name, known) + "; allowed: " + list_words(known));
}

// Points drawn independently: what given-data estimates assume.
Table random_points(std::size_t n, std::size_t k, const Chance& chance) {
  Table points(k);
  calibration::Point point(k);
  for (std::uint32_t i = 0; i < n; ++i) {
    for (std::uint32_t c = 0; c < k; ++c) point[c] = chance.uniform(Purpose::from_prior, 0, i, c);
    points.add(point);
  }
  return points;
}

struct Size {
  std::int64_t usual, least, rows_each, replicates;
  const char* what;
};

Size size_of(SensitivityMethod method, std::int64_t k) {
  switch (method) {
    case SensitivityMethod::morris:
      return {30, 4, k + 1, 4, "trajectories"};
    case SensitivityMethod::sobol:
      return {256, 16, k + 2, 4, "blocks"};
    case SensitivityMethod::given_data:
      break;
  }
  return {2000, 50, 1, 1, "points"};
}

std::string text_of(const SensitivityInputs& inputs, const std::vector<double>& values) {
  std::string text;
  for (std::size_t i = 0; i < values.size(); ++i)
    text += fmt::format("{}{} = {:.6g}", i == 0 ? "" : ", ", inputs.parameters[i].id, values[i]);
  return text;
}

// The indices of one output.
class Analyst {
 public:
  Analyst(const SensitivityInputs& inputs, const SensitivityDesign& design,
          const SensitivityRows& rows, std::size_t output)
      : inputs_(inputs), design_(design), output_(output), chance_(design.seed, 0) {
    for (const SensitivityRow& row : rows.rows) {
      worlds_.add(replicates_of(row));
      double mean = 0, squares = 0;
      const auto n = static_cast<double>(design.replicates);
      for (const double y : worlds_[worlds_.rows() - 1]) mean += y / n;
      for (const double y : worlds_[worlds_.rows() - 1]) squares += (y - mean) * (y - mean);
      means_.push_back(mean);
      sds_.push_back(std::sqrt(squares / (n - 1)));  // not a number for a single history
    }
  }

  std::vector<SensitivityIndex> indices() {
    switch (design_.method) {
      case SensitivityMethod::morris:
        elementary_effects();
        break;
      case SensitivityMethod::sobol:
        shares_of_variance();
        break;
      case SensitivityMethod::given_data:
        given_data();
        break;
    }
    return std::move(indices_);
  }

 private:
  calibration::Point replicates_of(const SensitivityRow& row) const {
    calibration::Point y;
    for (const std::vector<double>& figures : row.figures)
      y.push_back(figures.empty() ? unknown : figures[output_]);
    return y;
  }

  void add(std::size_t parameter, const char* index, const Estimate& estimate) {
    indices_.push_back(
        {inputs_.outputs[output_].name, inputs_.parameters[parameter].id, index, estimate});
  }

  void elementary_effects() {
    const auto effects = sensitivity::morris_indices(design_.morris, means_);
    for (std::size_t i = 0; i < effects.size(); ++i) {
      add(i, "mu_star", effects[i].mu_star);
      add(i, "mu", effects[i].mu);
      add(i, "sigma", {effects[i].sigma, unknown, unknown, effects[i].mu.n});
    }
  }

  void shares_of_variance() {
    const std::size_t k = inputs_.parameters.size();
    const auto of_mean = sensitivity::variance_indices(means_, k, chance_);
    const auto of_sd = sensitivity::variance_indices(sds_, k, chance_);
    for (std::size_t i = 0; i < k; ++i) {
      add(i, "first_order", of_mean[i].first);
      add(i, "total_order", of_mean[i].total);
      if (design_.replicates < 2) continue;
      add(i, "first_order_of_sd", of_sd[i].first);
      add(i, "total_order_of_sd", of_sd[i].total);
    }
    // A and B of each block are a plain sample of the parameters.
    Table sample(worlds_.columns()), points(k);
    std::vector<double> outputs;
    for (std::size_t row = 0; row < worlds_.rows(); ++row) {
      if (row % (k + 2) > 1) continue;
      sample.add(worlds_[row]);
      points.add(design_.points[row]);
      outputs.push_back(means_[row]);
    }
    if (design_.replicates > 1)
      indices_.push_back({inputs_.outputs[output_].name, "", "noise_share",
                          sensitivity::noise_share(sample, chance_)});
    quarters(points, outputs);
  }

  void given_data() {
    const auto correlations = sensitivity::partial_rank_correlations(design_.points, means_);
    const auto shapley = sensitivity::shapley_effects(design_.points, means_);
    for (std::size_t i = 0; i < inputs_.parameters.size(); ++i) {
      const std::vector<double> own = sensitivity::column_of(design_.points, i);
      add(i, "first_order", sensitivity::first_order(own, means_, chance_));
      add(i, "partial_rank_correlation", correlations[i]);
      add(i, "shapley", shapley[i]);
    }
    quarters(design_.points, means_);
  }

  void quarters(const Table& points, const std::vector<double>& outputs) {
    for (std::size_t i = 0; i < points.columns(); ++i) {
      const auto [low, high] =
          sensitivity::outer_quarters(sensitivity::column_of(points, i), outputs);
      add(i, "mean_in_low_quarter", low);
      add(i, "mean_in_high_quarter", high);
    }
  }

  const SensitivityInputs& inputs_;
  const SensitivityDesign& design_;
  std::size_t output_;
  Chance chance_;
  Table worlds_{static_cast<std::size_t>(design_.replicates)};
  std::vector<double> means_, sds_;
  std::vector<SensitivityIndex> indices_;
};

}  // namespace

std::string_view name_of(SensitivityMethod method) {
  return method_names[static_cast<std::size_t>(method)];
}

SensitivityDesign design_of(const SensitivityOptions& options, const SensitivityInputs& inputs) {
  const std::size_t parameters = inputs.parameters.size();
  const bool posterior = !options.posterior.empty();
  SensitivityDesign design;
  design.method = !options.method.empty() ? method_of(options.method)
                  : posterior             ? SensitivityMethod::given_data
                                          : SensitivityMethod::morris;
  if (posterior && design.method != SensitivityMethod::given_data)
    throw UsageError("--posterior goes with --method given-data: its draws hang together");
  design.seed = options.seed;
  const Size size = size_of(design.method, static_cast<std::int64_t>(parameters));
  design.replicates = size.replicates;
  if (!options.replicates.empty())
    design.replicates =
        static_cast<std::int64_t>(whole_number("--replicates", options.replicates, 1, 100000));
  design.size = size.usual;
  const std::int64_t each = size.rows_each * design.replicates;
  if (!options.runs.empty())
    design.size =
        static_cast<std::int64_t>(whole_number("--runs", options.runs, 1, most_runs)) / each;
  if (design.size < size.least)
    throw UsageError(fmt::format(
        "--runs: {} is too few for {}: {} parameters with {} replicates need at least {} ({} {})",
        options.runs, name_of(design.method), parameters, design.replicates, size.least * each,
        size.least, size.what));
  const Chance chance(options.seed, 0);
  const auto n = static_cast<std::size_t>(design.size);
  if (design.method == SensitivityMethod::morris) {
    std::vector<std::size_t> alone(parameters);
    for (std::size_t i = 0; i < parameters; ++i) alone[i] = i;
    design.morris = sensitivity::morris_design(alone, n, morris_levels, chance);
    design.points = design.morris.points;
  } else if (design.method == SensitivityMethod::sobol) {
    design.size = static_cast<std::int64_t>(std::bit_floor(n));  // a Sobol sample wants powers of 2
    design.points =
        sensitivity::variance_design(static_cast<std::size_t>(design.size), parameters, chance);
  } else if (posterior) {
    design.points = Table(parameters);
    for (const PosteriorDraw& draw :
         load_posterior({options.posterior, false}, inputs.scenario, design.size, 1, options.seed)
             .draws)
      design.points.add(draw.values);
  } else {
    design.points = random_points(n, parameters, chance);
  }
  return design;
}

SensitivityRows simulate(const SensitivityInputs& inputs, const SensitivityDesign& design,
                         int threads, Crew* crew, const StopRequest& stop,
                         const std::function<void()>& each_row) {
  const auto begun = std::chrono::steady_clock::now();
  const PointWork work(inputs, design.seed);
  SensitivityRows result;
  result.rows.resize(static_cast<std::size_t>(design.rows()));
  const auto row = [&](std::int64_t i) -> SensitivityRow& {
    return result.rows[static_cast<std::size_t>(i)];
  };
  const auto point = [&](std::int64_t i) {
    TriedPoint tried{inputs.values(design.points[static_cast<std::size_t>(i)]), {}};
    for (std::int64_t r = 0; r < design.replicates; ++r) tried.keys.push_back(design.key(i, r));
    return tried;
  };
  Tasks tasks;
  tasks.count = design.rows();
  tasks.work = [&](std::int64_t i) { row(i) = work.simulate(point(i)); };
  tasks.finish = [&](std::int64_t) { each_row(); };
  tasks.order = [&](std::int64_t i) { return bytes_of(point(i)); };
  tasks.take = [&](std::int64_t i, std::string_view bytes) { row(i) = row_of_bytes(bytes); };
  tasks.keep = [] { return std::string("an analysis of sensitivity stores nothing on its way"); };
  executor_for(threads, crew, stop, [&] {
    return WorkOrder{"sensitivity", description_of(inputs, design.seed)};
  })->run(tasks);
  for (std::int64_t i = 0; i < design.rows(); ++i)
    for (const std::string& error : row(i).errors) {
      if (error.empty()) continue;
      ++result.failed;
      if (result.errors.size() < 4)
        result.errors.push_back(
            fmt::format("row {} ({}): {}", i, text_of(inputs, row(i).values), error));
    }
  result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
  return result;
}

std::vector<SensitivityIndex> indices_of(const SensitivityInputs& inputs,
                                         const SensitivityDesign& design,
                                         const SensitivityRows& rows) {
  std::vector<SensitivityIndex> all;
  for (std::size_t output = 0; output < inputs.outputs.size(); ++output) {
    const auto own = Analyst(inputs, design, rows, output).indices();
    all.insert(all.end(), own.begin(), own.end());
  }
  return all;
}

}  // namespace komuna
