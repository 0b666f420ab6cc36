#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "analysis/report/sensitivity.hpp"
#include "cli/run_record.hpp"
#include "cli/sensitivity_files.hpp"
#include "cli/wording.hpp"

namespace komuna {
namespace {

using sensitivity::Estimate;

constexpr std::size_t name_width = 34;

// How the results of a method are told.
struct Manner {
  const char* leading;  // the index that orders the parameters
  const char* head;     // of its column
  const char* does;     // "X ... 40 % of its variance"
  const char* title;
  std::vector<std::pair<const char*, const char*>> further;  // indices beside it, and their heads
};

Manner manner_of(const SensitivityResults& results) {
  switch (results.design.method) {
    case SensitivityMethod::morris:
      return {"mu_star",
              "mu*",
              "",
              "mu*: mean size of what the whole range does to",
              {{"mu", "direction"}, {"sigma", "sigma"}}};
    case SensitivityMethod::sobol:
      return {"total_order",
              "total",
              "is involved in",
              "Total order: share in which the parameter is involved of the variance of",
              {{"first_order", "first"}, {"total_order_of_sd", "of chance"}}};
    case SensitivityMethod::given_data:
      break;
  }
  if (!results.options.posterior.empty())
    return {"shapley",
            "Shapley",
            "accounts for",
            "Shapley effect: share the parameter accounts for of the variance of",
            {{"partial_rank_correlation", "rank corr."}, {"first_order", "first"}}};
  return {"first_order",
          "first",
          "alone explains",
          "First order: share the parameter explains alone of the variance of",
          {{"partial_rank_correlation", "rank corr."}, {"shapley", "Shapley"}}};
}

// A share in words. An estimate may lie beyond 0 and 1, a share cannot; tables have the estimate.
std::string share_text(double share) {
  return share >= 0.95 ? "nearly all" : percent(std::max(0.0, share));
}

std::string between_text(const Estimate& e) {
  return fmt::format("between {} and {}", percent(std::clamp(e.low, 0.0, 1.0)),
                     percent(std::clamp(e.high, 0.0, 1.0)));
}

class Text {
 public:
  explicit Text(const SensitivityResults& results)
      : results_(results), manner_(manner_of(results)) {}

  std::vector<report::SensitivityBars> bars() const {
    std::vector<report::SensitivityBars> list;
    for (const Metric& metric : results_.inputs.outputs) {
      const std::vector<std::size_t> order = ranked(metric);
      const bool total = results_.design.method == SensitivityMethod::sobol;
      report::SensitivityBars output{metric.name,
                                     metric.unit,
                                     sentence(metric, order),
                                     long_name(metric),
                                     total ? "first order: what it explains alone" : "",
                                     {}};
      for (const std::size_t i : order)
        output.bars.push_back({results_.inputs.names[i], results_.inputs.ranges[i],
                               leading(metric, i),
                               total ? value_of(metric, i, "first_order") : Estimate{},
                               value_of(metric, i, "mean_in_low_quarter"),
                               value_of(metric, i, "mean_in_high_quarter")});
      list.push_back(std::move(output));
    }
    return list;
  }

  std::string all(const std::string& folder) {
    std::string text;
    for (const Metric& metric : results_.inputs.outputs) text += of_output(metric);
    text += care();
    const double own = 1 - results_.rows.seconds / results_.seconds;
    text += fmt::format(
        "\n{} simulations of {} points, {}; the analysis itself took {:.1f} % of the time.\n",
        with_commas(static_cast<double>(results_.design.runs())), results_.design.rows(),
        name_of(results_.design.method), 100 * own);
    return text + "\nFILES in " + folder +
           "\n  sensitivity.csv, design.csv, report.html, datapackage.json, manifest.json\n";
  }

 private:
  const Estimate* find(const std::string& output, const std::string& parameter,
                       const std::string& index) const {
    for (const SensitivityIndex& i : results_.indices)
      if (i.output == output && i.parameter == parameter && i.index == index) return &i.estimate;
    return nullptr;
  }

  static std::string number(const Estimate* e) {
    return e == nullptr || std::isnan(e->value) ? "-" : fmt::format("{:.3g}", e->value);
  }

  // Parameters by the size of the leading index, largest first.
  std::vector<std::size_t> ranked(const Metric& metric) const {
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < results_.inputs.parameters.size(); ++i) order.push_back(i);
    const auto size = [&](std::size_t i) {
      const double value = leading(metric, i).value;
      return std::isnan(value) ? -1.0 : std::fabs(value);
    };
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return size(a) > size(b); });
    return order;
  }

  Estimate leading(const Metric& metric, std::size_t parameter) const {
    return value_of(metric, parameter, manner_.leading);
  }

  Estimate value_of(const Metric& metric, std::size_t parameter, const char* index) const {
    const Estimate* e = find(metric.name, results_.inputs.parameters[parameter].id, index);
    return e == nullptr ? Estimate{} : *e;
  }

  std::string of_output(const Metric& metric) const {
    const std::vector<std::size_t> order = ranked(metric);
    return fmt::format("\n{}{}\n", metric.name,
                       metric.unit.empty() ? "" : " (" + metric.unit + ')') +
           "  " + wrapped(sentence(metric, order), 88, 2) + '\n' + table(metric, order);
  }

  std::string sentence(const Metric& metric, const std::vector<std::size_t>& order) const {
    const auto estimate = [&](std::size_t i) { return leading(metric, i); };
    const Estimate first = estimate(order.front());
    if (std::isnan(first.value))
      return "Nothing can be said: the figure is the same in all histories, or too few have it.";
    const std::string& name = results_.inputs.names[order.front()];
    if (!(first.value > 0)) {
      if (results_.design.method == SensitivityMethod::morris)
        return "None of these parameters moves it within its range.";
      return fmt::format(
          "No share of its variance can be told from chance by so few histories; "
          "the largest, of {}, is {:.2f} ({:.2f} to {:.2f}).",
          name, first.value, first.low, first.high);
    }
    if (results_.design.method == SensitivityMethod::morris) {
      std::string text = fmt::format("Over its whole range {} moves it most, by {} on average.",
                                     name, figure(first.value));
      std::string silent;
      for (const std::size_t i : order)
        if (estimate(i).value < 0.05 * first.value)
          silent += (silent.empty() ? "" : ", ") + results_.inputs.names[i];
      return silent.empty() ? text : text + " Less than a twentieth of that: " + silent + '.';
    }
    std::string text = fmt::format("{} {} {} of {}, {}.", name, manner_.does,
                                   share_text(first.value), variance_text(), between_text(first));
    if (const Estimate* noise = find(metric.name, "", "noise_share");
        noise != nullptr && !std::isnan(noise->value))
      text += noise->value < 1
                  ? fmt::format(" Of the variance of a single history {} is chance.",
                                percent(noise->value))
                  : fmt::format(
                        " All of the variance of a single history is chance, as far as "
                        "these histories can tell (share {:.2f}).",
                        noise->value);
    return text;
  }

  // Points and keys are drawn apart: a row's output is its mean over the same few keys.
  std::string variance_text() const {
    if (results_.design.method != SensitivityMethod::sobol) return "its variance";
    return results_.design.replicates == 1
               ? std::string("its variance under one fixed key")
               : fmt::format("the variance of its mean over {} fixed keys",
                             results_.design.replicates);
  }

  std::string table(const Metric& metric, const std::vector<std::size_t>& order) const {
    const auto& columns = manner_.further;
    std::string text =
        fmt::format("  {} {:>10} {:>20}", left("", name_width), manner_.head, "95 % interval");
    for (const auto& column : columns) text += fmt::format(" {:>10}", column.second);
    text += '\n';
    for (const std::size_t i : order) {
      const std::string& id = results_.inputs.parameters[i].id;
      const Estimate* e = find(metric.name, id, manner_.leading);
      text +=
          fmt::format("  {} {:>10} {:>20}", left(results_.inputs.names[i], name_width), number(e),
                      std::isnan(e->low) ? "-" : fmt::format("{:.3g} .. {:.3g}", e->low, e->high));
      for (const auto& column : columns)
        text += fmt::format(" {:>10}", number(find(metric.name, id, column.first)));
      text += '\n';
    }
    return text;
  }

  std::string long_name(const Metric& metric) const {
    if (results_.design.method == SensitivityMethod::sobol)
      return fmt::format("{} {}, mean over {} fixed key{}", manner_.title, metric.name,
                         results_.design.replicates, results_.design.replicates == 1 ? "" : "s");
    return std::string(manner_.title) + ' ' + metric.name +
           (metric.unit.empty() || results_.design.method != SensitivityMethod::morris
                ? ""
                : ", " + metric.unit);
  }

  std::string care() const {
    std::string text = "\nTO BE CAREFUL ABOUT\n";
    if (results_.rows.failed > 0) {
      text += fmt::format("  - {} of {} histories failed and are left out:\n", results_.rows.failed,
                          results_.design.runs());
      for (const std::string& error : results_.rows.errors) text += "      " + error + '\n';
    }
    text +=
        results_.options.posterior.empty()
            ? "  - All this holds for these ranges: a parameter with a wider range matters more.\n"
            : "  - All this holds within the posterior: what is known well matters little there.\n";
    text +=
        "  - An index whose truth is 0 is estimated a little above or below it; look at its "
        "interval.\n";
    if (results_.design.method != SensitivityMethod::given_data && results_.design.replicates > 1)
      text += fmt::format("  - All points were simulated under the same {} keys.\n",
                          results_.design.replicates);
    return text;
  }

  const SensitivityResults& results_;
  Manner manner_;
};

}  // namespace

std::string sensitivity_page(const SensitivityResults& results) {
  const Parameters& scenario = results.inputs.scenario.parameters;
  report::SensitivitySubject subject;
  subject.title = scenario.title;
  subject.summary = scenario.summary;
  subject.version = manifest_of_program().version;
  subject.facts = {
      fmt::format("{} simulations of {} points, method {}, seed {}.",
                  with_commas(static_cast<double>(results.design.runs())), results.design.rows(),
                  name_of(results.design.method), results.design.seed),
      "All this holds for these ranges: a parameter with a wider range matters more. An index "
      "whose truth is 0 is estimated a little above or below it. All persons are synthetic."};
  if (results.rows.failed > 0)
    subject.facts.push_back(fmt::format("{} of {} histories failed and are left out; the first: {}",
                                        results.rows.failed, results.design.runs(),
                                        results.rows.errors.front()));
  subject.outputs = Text(results).bars();
  return report::page(subject, report::draw_with_gnuplot);
}

std::string sensitivity_report(const SensitivityResults& results, const std::string& folder) {
  return Text(results).all(folder).substr(1);
}

}  // namespace komuna
